"""Quotations without a parse: by their marks, and a reporting word right beside them with the name that goes with it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newstui.model.language import ParsedText, PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.cues import lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.marks import Quoted, is_title_case

_LONG_ENOUGH = 4  # words: shorter quoted stretches are mostly terms, titles and nicknames


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cue = "|".join(sorted(lexicon().reduced_cues, key=len, reverse=True))
    proper = r"(?:[A-Z][\w.’'-]+[ \u00a0]?(?:(?:of|for|de|van|von|al)[ \u00a0])?){1,6}"
    name = rf"(?P<source>{proper}|[Hh]e|[Ss]he|[Tt]hey|[Tt]he [a-z][\w’' -]{{2,40}}?)"
    adverb = r"(?:\w+ly )?"
    return (
        re.compile(rf"\s*[,—–-]?\s*{name}\s*(?:,[^,\"“”]{{2,80}},)?\s*{adverb}(?P<cue>{cue})\b"),  # "...," she said
        re.compile(rf"\s*[,—–-]?\s*{adverb}(?P<cue>{cue})\s+{name}"),  # "...," said Jane Roe
        re.compile(rf"{name}\s*(?:,[^,\"“”]{{2,80}},)?\s*{adverb}(?P<cue>{cue})[^.\"“”]{{0,60}}[,:]\s*$"),  # Jane Roe said: "..."
    )


def find_reduced(parsed: ParsedText, quoted: Sequence[Quoted]) -> Iterator[Draft]:
    """A draft for each quoted stretch of an English text that is long enough to be speech."""
    text = parsed.text
    for q in quoted:
        passage = parsed.passages[q.passage]
        words = q.inner.of(text).split()
        if passage.kind in (PassageKind.TITLE, PassageKind.HEADING) or len(words) < _LONG_ENOUGH or is_title_case(words):
            continue
        draft = Draft([q.span], rule="marks")
        _attribute(text, passage.span, q, draft)
        yield draft


def _attribute(text: str, passage: TextSpan, q: Quoted, draft: Draft) -> None:
    after, inverted, before = _frames()
    found = after.match(text, q.span.end, passage.end) or inverted.match(text, q.span.end, passage.end)
    if found is None:
        start = max(passage.start, q.span.start - 160)
        lead = list(before.finditer(text, start, q.span.start))
        found = lead[-1] if lead else None
    if found is None:
        return
    start, end = found.span("source")
    source = TextSpan(start, start + len(text[start:end].rstrip()))
    draft.source, draft.cue = [source], [TextSpan(*found.span("cue"))]
    draft.rule = "beside the marks"
