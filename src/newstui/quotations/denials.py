"""Tells what a source denies, disputes or never said from what it says, so that it is never shown as its words."""

import re
from collections.abc import Sequence

from newstui.model.analysis import OWN_WORDS, QuotationKind
from newstui.model.spans import Spans, TextSpan
from newstui.quotations.cues import lexicon
from newstui.quotations.drafts import Draft

_WORD = re.compile(r"n['’]t\b|[^\W\d_]+")
_MORE_THAN_SAID = re.compile(r"\bnot (?:only|just|merely|simply)\b", re.IGNORECASE)
_NUMBER = re.compile(r"No\.? \d")  # who lives at No 10 denies nothing by it


def denied(kind: QuotationKind, content: Spans, cue: Spans, source: Spans, text: str) -> bool:
    """Whether, by its reporting words, the source does not stand for the content.

    "He denied that he went", "she never said so", "nobody claimed it". Who denies in words of his own stands for these:
    “I did not go,” he denied; but not in: he denied “any wrongdoing”.
    """
    words = lexicon()
    reporting = _words(cue, text)
    if reporting & words.negations or "n't" in reporting:
        return not _MORE_THAN_SAID.search(" ".join(span.of(text) for span in cue))
    if source and _words(source[:1], text, first=True) & words.negations and not _NUMBER.match(text, source[0].start):
        return True
    if not reporting & words.denials:
        return False
    return kind not in OWN_WORDS or (cue[-1].end <= content[0].start and not text[cue[-1].end : content[0].start].strip())


def join_refusals(drafts: Sequence[Draft], text: str) -> list[Draft]:
    """The drafts, where "refused" and the "to confirm that ..." in its content become one, reported by "refused to confirm"."""
    refusals = {
        draft.content[0].start: draft
        for draft in drafts
        if draft.cue and draft.rule == "infinitive" and _words(draft.cue, text) & lexicon().denials
    }
    joined: set[int] = set()
    for draft in drafts:
        outer = refusals.get(draft.cue[0].start) if draft.cue else None
        if outer is not None and outer is not draft and outer.source == draft.source:
            draft.cue = [*outer.cue[:-1], TextSpan(outer.cue[-1].start, draft.cue[0].end), *draft.cue[1:]]
            joined.add(id(outer))
    return [draft for draft in drafts if id(draft) not in joined]


def _words(spans: Sequence[TextSpan], text: str, *, first: bool = False) -> set[str]:
    found = [word.casefold().replace("’", "'") for span in spans for word in _WORD.findall(span.of(text))]
    return set(found[:1] if first else found)
