"""Statements set off as blocks of their own: what follows a lead that ends in a colon, without marks or with them."""

from newstui.model.analysis import QuotationKind
from newstui.model.language import PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.leads import lead_draft
from newstui.quotations.tree import Tree


def find_blocks(tree: Tree, drafts: list[Draft]) -> list[Draft]:
    """A draft for each block quotation: attributed by the passage before where that introduces it, else not.

    Takes what only announces a block out of `drafts`.
    """
    parsed = tree.parsed
    found: list[Draft] = []
    sentence_ending: dict[int, int] = {}
    for number, (_, end) in enumerate(parsed.sentences):
        sentence_ending[parsed.ends[end - 1]] = number
    taken = {part.start for draft in drafts for part in draft.content}
    i = 0
    while i < len(parsed.passages):
        if parsed.passages[i].kind is not PassageKind.QUOTATION:
            i += 1
            continue
        first = i
        while (
            i < len(parsed.passages)
            and parsed.passages[i].kind is PassageKind.QUOTATION
            and parsed.passages[i].quote_id == parsed.passages[first].quote_id
        ):
            i += 1
        spans = [p.span for p in parsed.passages[first:i]]
        if spans[0].start in taken:  # in quotation marks, and attributed by them
            continue
        lead = _last_sentence(parsed.text, parsed.passages[first - 1].span if first else None, sentence_ending)
        draft = None
        if lead is not None and parsed.text[: spans[0].start].rstrip().endswith((":", "—", "–")):
            draft = lead_draft(tree, lead, spans)
        if draft is None and parsed.passages[first].quote_id < 0:
            continue  # nobody speaks: a list of facts, an instruction
        if draft is None:
            draft = Draft(spans, rule="block")
        draft.kind = QuotationKind.BLOCK
        found.append(draft)
        if draft.verb is not None:  # "told us what happened next:" announces the block and is no content of its own
            _drop(drafts, draft.verb)
    return found


def _drop(drafts: list[Draft], verb: int) -> None:
    """Takes the drafts of a verb out of the list."""
    drafts[:] = [d for d in drafts if d.verb != verb or d.rule not in _ANNOUNCING]


_ANNOUNCING = frozenset({"clause", "object", "receiver", "preposition"})


def _last_sentence(text: str, passage: TextSpan | None, ending: dict[int, int]) -> int | None:
    return ending.get(passage.end) if passage is not None and text else None
