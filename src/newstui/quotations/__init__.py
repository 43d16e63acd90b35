"""Who said what: rules over a parsed text that find quotations with their source, cue, kind and speaker. Pure."""

from collections.abc import Sequence

from newstui.model.analysis import Entity, Quotation
from newstui.model.language import Hints, ParsedText
from newstui.quotations.assemble import assemble
from newstui.quotations.blocks import find_blocks
from newstui.quotations.clauses import find_clauses
from newstui.quotations.denials import join_refusals
from newstui.quotations.direct import DirectRules
from newstui.quotations.drafts import Draft
from newstui.quotations.foreign import find_by_language, find_unattributed
from newstui.quotations.headlines import find_headlines, without_headlines
from newstui.quotations.hedges import find_hedges, mark_hedged
from newstui.quotations.letters import find_letters
from newstui.quotations.marks import Quoted, find_quoted, whole_quotations
from newstui.quotations.reduced import find_reduced
from newstui.quotations.relays import mark_relays
from newstui.quotations.settle import settle
from newstui.quotations.transcripts import find_transcript, outside
from newstui.quotations.tree import Tree

NO_HINTS = Hints()

__all__ = ["find_quotations", "find_quoted", "whole_quotations"]


def find_quotations(parsed: ParsedText, entities: Sequence[Entity], hints: Hints = NO_HINTS) -> tuple[Quotation, ...]:
    """All attributions of a parsed text, in the order of their contents; speakers are taken from `entities`.

    `hints` are what tables tell of people.
    """
    quoted = find_quoted(parsed.text, parsed.passages) if parsed.language == "en" else find_by_language(parsed)
    drafts, tree = find_drafts(parsed, quoted, entities)
    return assemble(tree, quoted, drafts, entities, hints)


def find_drafts(parsed: ParsedText, quoted: Sequence[Quoted], entities: Sequence[Entity] = ()) -> tuple[list[Draft], Tree]:
    """What the rules find, before speakers are resolved."""
    tree = Tree.of(parsed)
    if parsed.language != "en":
        return list(find_unattributed(parsed, quoted)), tree
    if parsed.reduced:
        return list(find_reduced(parsed, quoted)), tree
    drafts = list(find_clauses(tree))
    DirectRules(tree, quoted, drafts).run()
    turns = [*find_transcript(parsed), *find_letters(parsed)]
    if turns:
        drafts = [*outside(drafts, turns), *turns]
    headlines = list(find_headlines(tree, sorted(m for e in entities for m in e.mentions)))
    drafts = [*without_headlines(drafts, headlines), *headlines]
    drafts.extend(find_blocks(tree, drafts))
    drafts = join_refusals(settle(tree, quoted, drafts), parsed.text)
    drafts = sorted([*drafts, *find_hedges(tree, quoted, drafts)], key=lambda d: (d.start, -d.end))
    mark_relays(drafts)
    mark_hedged(tree, quoted, drafts)
    return drafts, tree
