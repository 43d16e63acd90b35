"""Statements set off as blocks of their own: what follows a lead that ends in a colon, without marks or with them."""

import re
from bisect import bisect_left

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
        draft = _signed(tree, spans, parsed.passages[i].span if i < len(parsed.passages) else None)
        if draft is None and lead is not None and parsed.text[: spans[0].start].rstrip().endswith((":", "—", "–")):
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


def _signed(tree: Tree, spans: list[TextSpan], after: TextSpan | None) -> Draft | None:
    """Who signed the block: in its last passage or at the end of it, or in the passage after it; the signature is not said."""
    text, last = tree.parsed.text, spans[-1]
    for signature, said in (
        (_SIGNATURE.fullmatch(text, *last), spans[:-1]),
        (_AT_THE_END.search(text, *last), spans),
        (_SIGNATURE.fullmatch(text, *after) if after is not None else None, spans),
    ):
        if signature is None or not said:
            continue
        name = TextSpan(*signature.span("name"))
        first = bisect_left(tree.parsed.starts, name.start)
        end = bisect_left(tree.parsed.starts, signature.end())
        if end <= first or any(tree.parsed.tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, end)):
            continue  # "— Nobody knows"
        dash = TextSpan(*signature.span("dash"))
        if last.start < dash.start < last.end:
            said = [*spans[:-1], TextSpan(last.start, last.start + len(text[last.start : dash.start].rstrip()))]
        head = bisect_left(tree.parsed.starts, name.end) - 1
        return Draft(said, [name], [dash], "signature", source_head=head)
    return None


_NAME = r"(?P<dash>[―—–]|--?)[ \u00a0]*(?P<name>[A-ZÀ-ÖØ-Þ@][^\n“”\",;:()]{1,60}?)(?:[ \u00a0]?[,;(][^\n“”\"]{0,80})?"
_SIGNATURE = re.compile(_NAME + r"[.\s]*")
_AT_THE_END = re.compile(r"(?<=[.!?…”\"’'])[ \u00a0\n]+" + _NAME + r"[.\s]*$")


def _drop(drafts: list[Draft], verb: int) -> None:
    """Takes the drafts of a verb out of the list."""
    drafts[:] = [d for d in drafts if d.verb != verb or d.rule not in _ANNOUNCING]


_ANNOUNCING = frozenset({"clause", "object", "receiver", "preposition"})


def _last_sentence(text: str, passage: TextSpan | None, ending: dict[int, int]) -> int | None:
    return ending.get(passage.end) if passage is not None and text else None
