"""Letters: what stands between a greeting in a passage of its own ("To the editor:") and the name below."""

import re
from collections.abc import Sequence

from newstui.model.analysis import QuotationKind
from newstui.model.language import ParsedText, PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft

_GREETING = re.compile(r"(?:To the [Ee]ditors?|Dear [A-Z][\w.’' -]{1,40}|Sirs?|Dear (?:editors?|friends|all))\s*[:,—–]$")
_CLOSING = re.compile(r"(?:Yours|Sincerely|Regards|Best regards|Kind regards|With (?:best )?regards|Respectfully)\b.{0,30}$")
_SIGNATURE = re.compile(r"[―—–-]*\s*(?P<name>(?:[A-ZÀ-Þ][\w.’'-]*[ \u00a0]?){2,5})(?:,[^.!?]{1,60})?$")
_LONGEST = 40  # passages: a greeting that no name answers by then opens no letter


def find_letters(parsed: ParsedText) -> list[Draft]:
    """A draft for each letter."""
    found: list[Draft] = []
    number = 0
    while number < len(parsed.passages):
        if _GREETING.fullmatch(parsed.passages[number].span.of(parsed.text)):
            draft, number = _letter(parsed, number + 1)
            if draft is not None:
                found.append(draft)
        else:
            number += 1
    return found


def _letter(parsed: ParsedText, first: int) -> tuple[Draft | None, int]:
    """The letter whose text begins with passage `first`, and the passage after it; None where nobody signs."""
    body: list[TextSpan] = []
    for number in range(first, min(first + _LONGEST, len(parsed.passages))):
        passage = parsed.passages[number]
        words = passage.span.of(parsed.text)
        match = _SIGNATURE.fullmatch(words)
        if match and body:
            start = passage.span.start + match.start("name")
            return _draft(body, TextSpan(start, start + len(match["name"].rstrip()))), number + 1
        if passage.kind in (PassageKind.TITLE, PassageKind.HEADING):
            break
        if not _CLOSING.match(words):
            body.append(passage.span)
    return None, first


def _draft(body: Sequence[TextSpan], name: TextSpan) -> Draft:
    return Draft(list(body), [name], [], "letter", kind=QuotationKind.BLOCK)
