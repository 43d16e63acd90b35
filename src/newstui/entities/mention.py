"""A name in a text: where it stands, in which words, and what it is taken for."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newstui.model.spans import TextSpan

PROPER = ("NNP", "NNPS")
"""The tags of names."""


@dataclass(slots=True)
class Mention:
    """A name in the text; `label` is PERSON, ORG, PLACE, GROUP (a people, a party) or "" where only its form was found."""

    span: TextSpan
    words: str
    label: str
    sure: bool = False
    """The words around it say what it is."""
    in_head: bool = False
    """Stands in a title or heading, where capitals mean little."""
    dateline: bool = False
    """Says where the article was written: a place, whatever else bears the name."""


def disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order, without those that overlap a longer or an earlier one."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.length, m.label == "")):
        if kept and kept[-1].span.overlaps(mention.span):
            if mention.span.length > kept[-1].span.length and not kept[-1].label:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def touches(spans: Sequence[TextSpan], span: TextSpan) -> bool:
    """Whether one of the spans, which are in order, overlaps it."""
    at = bisect_left(spans, TextSpan(span.end, span.end)) - 1
    return at >= 0 and spans[at].end > span.start
