"""Puts the drafts in order: contents that respect quotation marks, no cue inside a quotation, no attribution twice."""

from bisect import bisect_right
from collections.abc import Sequence

from newstui.model.analysis import QuotationKind, Strength
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.marks import Quoted
from newstui.quotations.tree import Tree


def settle(tree: Tree, quoted: Sequence[Quoted], drafts: list[Draft]) -> list[Draft]:
    """The drafts that stand, in the order of the text."""
    starts = [q.span.start for q in quoted]
    never_closed = {q.span.start for q in quoted if not q.closed}
    for draft in drafts:
        if draft.kind not in _AS_THEY_STAND:
            draft.content = _snapped(tree.parsed.text, draft, quoted, starts)
    spoken = sorted(p for d in drafts for p in d.content if p.start in never_closed or d.kind is QuotationKind.BLOCK)
    kept: list[Draft] = []
    for draft in drafts:
        if not draft.content:
            continue
        inner = draft.kind not in _AS_THEY_STAND and bool(draft.cue)
        if inner and (_inside(draft.cue[0], quoted, starts) or _within_speech(tree, draft, spoken, never_closed)):
            continue
        kept.append(draft)
    kept = _without_inner_stances(kept)
    kept.sort(key=lambda d: (d.start, -d.end))
    out: list[Draft] = []
    seen: set[tuple[object, ...]] = set()
    for draft in kept:
        key = (tuple(draft.content), tuple(draft.source))
        if key not in seen:
            seen.add(key)
            out.append(draft)
    return out


_AS_THEY_STAND = (QuotationKind.BLOCK, QuotationKind.HEADLINE)
_INNER_RULES = frozenset({"clause", "according to", "framed", "passive hedge", "transcript"})


def _without_inner_stances(drafts: list[Draft]) -> list[Draft]:
    """Leaves out what a source's words say about others' stances: inside a content, only who said what is told apart.

    "She said he hopes to win" is one attribution to the reader; "He claimed ..., the Gazette noted" is two.
    """
    contents = sorted((part, number) for number, draft in enumerate(drafts) for part in draft.content)
    furthest: list[TextSpan] = []  # for each content, the one among it and those before that reaches furthest
    owner: list[int] = []
    for part, number in contents:
        if furthest and furthest[-1].end >= part.end:
            furthest.append(furthest[-1])
            owner.append(owner[-1])
        else:
            furthest.append(part)
            owner.append(number)
    starts = [part.start for part, _ in contents]
    kept = []
    for number, draft in enumerate(drafts):
        if draft.cue and (draft.strength is Strength.STANCE or draft.rule not in _INNER_RULES):
            at = bisect_right(starts, draft.cue[0].start) - 1
            if at >= 0 and furthest[at].covers(draft.cue[0]) and owner[at] != number and not _is_all(draft, drafts[owner[at]]):
                continue
        kept.append(draft)
    return kept


def _is_all(inner: Draft, outer: Draft) -> bool:
    """ "Roe has denied it, police said", "According to police, Roe has denied it": the outer says what the inner said."""
    if inner.strength is Strength.STANCE or not (inner.source and outer.cue) or len(outer.content) > 1:
        return False
    spans = [*inner.content, *inner.cue, *inner.source]
    same_start = min(spans).start - outer.start in range(-2, 3)
    return (
        same_start
        and outer.end - max(span.end for span in spans) < _HARDLY
        and (outer.cue[0].start >= outer.end or outer.rule == "according to")
    )


_HARDLY = 3
"""Signs."""


def _within_speech(tree: Tree, draft: Draft, spoken: Sequence[TextSpan], never_closed: set[int]) -> bool:
    """Whether the draft is part of what somebody says in a quotation without a closing mark, or says of himself in a block."""
    if not draft.cue:
        return False
    at = bisect_right(spoken, draft.cue[0]) - 1
    if at < 0 or not spoken[at].covers(draft.cue[0]) or spoken[at] in draft.content:
        return False
    if spoken[at].start in never_closed:
        return True
    return bool(draft.source) and draft.source[0].of(tree.parsed.text).lower() in ("i", "we", "you", "my", "our")


def _inside(span: TextSpan, quoted: Sequence[Quoted], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and quoted[at].closed and quoted[at].inner.covers(span)


def _snapped(text: str, draft: Draft, quoted: Sequence[Quoted], starts: Sequence[int]) -> list[TextSpan]:
    """The contents, each stretched over the quoted parts that it cuts, and over marks that stand right beside it."""
    out: list[TextSpan] = []
    for part in draft.content:
        start, end = part
        at = bisect_right(starts, start) - 1
        if at >= 0 and quoted[at].closed and quoted[at].span.start < start < quoted[at].span.end:
            start = quoted[at].span.start
        at = bisect_right(starts, end) - 1
        if at >= 0 and quoted[at].closed and quoted[at].span.start < end < quoted[at].span.end:
            end = quoted[at].span.end if end - quoted[at].span.start > 1 else quoted[at].span.start
        while end > start and text[end - 1].isspace():
            end -= 1
        while start and text[start - 1] in '“"‘' and _opens(start - 1, quoted, starts):
            start -= 1
        if out and start <= out[-1].end:
            out[-1] = TextSpan(out[-1].start, max(end, out[-1].end))
        elif start < end:
            out.append(TextSpan(start, end))
    sources = draft.source
    return [part for part in out if not any(part.covers(s) and part.length <= s.length for s in sources)]


def _opens(at: int, quoted: Sequence[Quoted], starts: Sequence[int]) -> bool:
    i = bisect_right(starts, at) - 1
    return i >= 0 and quoted[i].span.start == at
