"""Transcripts and interviews: passages that open with a speaker's name and a colon ("ROE: Good evening.", "Q: ...")."""

import re
from collections import Counter
from collections.abc import Sequence

from newstui.model.analysis import QuotationKind
from newstui.model.language import ParsedText, PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.words import word_list

_LABEL = re.compile(r"[\"“]?(?P<name>(?:[A-Z][\w.’'-]*[ \u00a0]?){1,4}(?:\([^)]{1,40}\))?)(?P<colon>:)[ \u00a0]+(?=\S)")
_MARK = '"“'
_ENOUGH = 3  # labelled passages: fewer are headings with a colon
_LABELS = word_list("labels") | word_list("parts_of_checks")
_STAGE = re.compile(r"[\"“]?[\[(][A-Z][^\])]{1,60}[\])]?[.\"”]*$")


def find_transcript(parsed: ParsedText) -> list[Draft]:
    """A draft for each turn; the passages after one that have no name of their own, before the next that has, belong to it."""
    text = parsed.text
    labels: dict[int, re.Match[str]] = {}
    for number, passage in enumerate(parsed.passages):
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.QUOTATION, PassageKind.LIST_ITEM):
            match = _LABEL.match(text, *passage.span)
            if match and match["name"].split()[-1].lower() not in _LABELS:
                labels[number] = match
    names = Counter(m["name"].strip() for m in labels.values())
    turns = sorted(n for n, m in labels.items() if names[m["name"].strip()] > 1 or m["name"].strip().isupper())
    if len(turns) < _ENOUGH or len({labels[n]["name"].strip() for n in turns}) < 2:
        return []
    return [_turn(parsed, labels[n], n, following) for n, following in zip(turns, [*turns[1:], turns[-1] + 1], strict=True)]


def _turn(parsed: ParsedText, label: re.Match[str], number: int, following: int) -> Draft:
    text = parsed.text
    spans = [TextSpan(label.end(), parsed.passages[number].span.end)]
    for passage in parsed.passages[number + 1 : following]:
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.QUOTATION) and not _STAGE.match(text, *passage.span):
            skip = text[passage.span.start] in _MARK and label[0][0] in _MARK
            spans.append(TextSpan(passage.span.start + skip, passage.span.end))
    colon = label.start("colon")
    start, end = label.span("name")
    name = TextSpan(start, start + len(text[start:end].rstrip()))
    return Draft(spans, [name], [TextSpan(colon, colon + 1)], "transcript", kind=QuotationKind.BLOCK)


def outside(drafts: Sequence[Draft], turns: Sequence[Draft]) -> list[Draft]:
    """The drafts that do not stand within a turn: what somebody says in it is theirs."""
    spans = sorted(part for turn in turns for part in turn.content)
    kept = []
    at = 0
    for draft in sorted(drafts, key=lambda d: d.start):
        while at < len(spans) and spans[at].end <= draft.start:
            at += 1
        if at == len(spans) or not spans[at].overlaps(TextSpan(draft.start, max(draft.end, draft.start + 1))):
            kept.append(draft)
    return kept
