"""Who passes a statement on: the outer of two attributions ("..., she said, the Gazette reported")."""

from newstui.model.analysis import QuotationKind, Strength
from newstui.quotations.drafts import Draft


def mark_relays(drafts: list[Draft]) -> None:
    """Sets who relays each statement that stands, cue and all, at the start of another's content, before that one's cue."""
    ordered = sorted(drafts, key=lambda d: (d.start, -d.end, d.rule != "according to"))
    open_drafts: list[Draft] = []
    for draft in ordered:
        open_drafts = [o for o in open_drafts if o.end > draft.start]
        for outer in reversed(open_drafts):
            if outer is not draft and draft.via_draft is None and _relays(outer, draft):
                draft.via_draft = outer
                break
        if len(open_drafts) < 8:
            open_drafts.append(draft)


def _relays(outer: Draft, inner: Draft) -> bool:
    if not (outer.source and outer.cue and inner.cue) or outer.kind is QuotationKind.BLOCK or outer.strength is Strength.STANCE:
        return False
    if inner.strength is Strength.STANCE and inner.kind is not QuotationKind.HEDGE:
        return False
    extent_start = min(inner.start, inner.cue[0].start, *(s.start for s in inner.source))
    extent_end = max(inner.end, inner.cue[-1].end, *(s.end for s in inner.source))
    if outer.content[0].start <= extent_start <= outer.content[0].start + 6 and outer.reports and inner.cue[0].end <= outer.end:
        return True  # "The Gazette reported that Roe claimed ..."
    whole = outer.content[0].start - 2 <= extent_start <= outer.content[0].start + 2 and extent_end <= outer.end
    return whole and (outer.cue[0].start >= extent_end or outer.rule == "according to")
