"""From drafts to the model's quotations: kind, speaker, relay, addressee."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from newstui.model.analysis import Entity, Quotation, QuotationKind
from newstui.model.language import Hints
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import TextSpan
from newstui.quotations.denials import denied
from newstui.quotations.drafts import Draft
from newstui.quotations.marks import Quoted
from newstui.quotations.speakers import Speakers
from newstui.quotations.tree import Tree


def assemble(
    tree: Tree, quoted: Sequence[Quoted], drafts: Sequence[Draft], entities: Sequence[Entity], hints: Hints
) -> tuple[Quotation, ...]:
    """The drafts as quotations, in the order of their contents."""
    speakers = Speakers(tree, entities, hints)
    found = {id(draft): speakers.of(draft) for draft in drafts}
    for draft in drafts:
        if draft.via_draft is not None and id(draft.via_draft) not in found:
            found[id(draft.via_draft)] = speakers.of(draft.via_draft)
    inside = _Inside(quoted)
    out = []
    for draft in drafts:
        speaker = found[id(draft)]
        relay = found.get(id(draft.via_draft)) if draft.via_draft is not None else None
        via = relay.name or _plain(draft.via_draft.source[0].of(tree.parsed.text)) if relay and draft.via_draft else None
        kind = draft.kind or inside.kind(tree.parsed.text, draft.content)
        out.append(
            Quotation(
                kind=kind,
                content=tuple(draft.content),
                source=tuple(draft.source),
                cue=tuple(draft.cue),
                speaker=speaker.name,
                via=via,
                addressee=speakers.addressee(draft),
                hedged=draft.hedged,
                denied=denied(kind, tuple(draft.content), tuple(draft.cue), tuple(draft.source), tree.parsed.text),
                strength=draft.strength,
                confidence=speaker.confidence,
                reason=speaker.reason,
                rule=draft.rule,
            )
        )
    return tuple(out)


def _plain(source: str) -> SafeText:
    """ "The Northport Gazette" as a name."""
    words = source.strip(" ,")
    return safe_text(words[4:] if words.lower().startswith("the ") and words[4:5].isupper() else words)


class _Inside:
    """Tells how much of a stretch stands in quotation marks."""

    def __init__(self, quoted: Sequence[Quoted]) -> None:
        self._quoted = sorted(quoted, key=lambda q: q.span)
        self._starts = [q.span.start for q in self._quoted]

    def kind(self, text: str, content: Sequence[TextSpan]) -> QuotationKind:
        """Direct if all of its words are quoted, mixed if some are."""
        total = within = 0
        for part in content:
            total += sum(map(str.isalnum, part.of(text)))
            for q in self._over(part):
                cut = TextSpan(max(q.span.start, part.start), min(q.span.end, part.end))
                within += sum(map(str.isalnum, cut.of(text)))
        if not within:
            return QuotationKind.INDIRECT
        return QuotationKind.DIRECT if within >= 0.97 * total else QuotationKind.MIXED

    def _over(self, part: TextSpan) -> list[Quoted]:
        first = max(bisect_right(self._starts, part.start) - 1, 0)
        last = bisect_left(self._starts, part.end)
        return [q for q in self._quoted[first:last] if q.span.overlaps(part)]
