"""Claims passed on as unsure ("reportedly struck", "has allegedly opened"): without a source, or in what somebody says."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from newstui.model.analysis import QuotationKind, Strength
from newstui.model.spans import TextSpan
from newstui.quotations.cues import lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.marks import Quoted
from newstui.quotations.phrases import runs, subtree
from newstui.quotations.subjects import subject_of
from newstui.quotations.tree import Tree


def find_hedges(tree: Tree, quoted: Sequence[Quoted], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft without a source for each hedged clause that nobody is said to have said."""
    parsed = tree.parsed
    reporting = {d.verb for d in drafts}
    contents = sorted(part for d in drafts for part in d.content)
    furthest: list[int] = []
    for part in contents:
        furthest.append(max(part.end, furthest[-1] if furthest else 0))
    for i in _hedging(tree, quoted):
        at = bisect_right(contents, TextSpan(parsed.starts[i], parsed.ends[i])) - 1
        if at >= 0 and furthest[at] >= parsed.ends[i]:
            continue  # somebody says it, with the hedge
        verb = _claimed(tree, i)
        if verb is None or verb in reporting:
            continue
        claimed = _clause(tree, verb).intersection(_between_stops(tree, i))
        subject = tree.child(verb, "nsubj", "nsubjpass")
        if subject is not None and parsed.tags[subject] in ("WP", "WDT"):
            claimed.discard(subject)  # "who allegedly moved it"
        content = runs(tree, claimed - {i})
        if content:
            cue = [tree.span(i, i)]
            yield Draft(content, [], cue, "hedging adverb", hedged=True, kind=QuotationKind.HEDGE, verb=verb)


def mark_hedged(tree: Tree, quoted: Sequence[Quoted], drafts: Sequence[Draft]) -> None:
    """Marks what somebody says with a hedge in it ("..., according to two people, reportedly because of the storm").

    The hedge goes with the cue of the innermost statement that holds it.
    """
    reporting = {d.verb for d in drafts}
    parts = sorted(
        ((part, number) for number, d in enumerate(drafts) if d.source and d.kind is None for part in d.content),
        key=lambda item: item[0],
    )
    starts = [part.start for part, _ in parts]
    for i in _hedging(tree, quoted):
        hedge = tree.span(i, i)
        last = bisect_right(starts, hedge.start)
        at = next((n for n in range(last - 1, max(last - 1 - _NESTED, -1), -1) if parts[n][0].covers(hedge)), None)
        verb = _claimed(tree, i)
        if at is None or verb is None or verb in reporting:
            continue
        holder = drafts[parts[at][1]]
        if holder.strength is Strength.STATEMENT:
            holder.hedged = True
            holder.cue = sorted([*holder.cue, hedge])


_NESTED = 12
"""Contents that are looked at before a hedge: what keeps a hostile text linear."""


def _hedging(tree: Tree, quoted: Sequence[Quoted]) -> Iterator[int]:
    """The hedging adverbs outside of quotation marks: within them one is a word that is spoken of, or somebody's own."""
    parsed, hedges = tree.parsed, lexicon().source_free_hedges
    marks = [q.span.start for q in quoted]
    for i, lemma in enumerate(parsed.lemmas):
        if lemma in hedges and parsed.tags[i] == "RB":
            before = bisect_right(marks, parsed.starts[i]) - 1
            if before < 0 or quoted[before].span.end <= parsed.starts[i]:
                yield i


def _between_stops(tree: Tree, adverb: int) -> range:
    """The tokens around the adverb up to the next colon or semicolon: a parser joins across them what is two claims."""
    first, end = tree.parsed.sentences[tree.sentence_of[adverb]]
    stops = [i for i in range(first, end) if tree.word(i) in (":", ";")]
    return range(max((i + 1 for i in stops if i < adverb), default=first), min((i for i in stops if i > adverb), default=end))


def _claimed(tree: Tree, adverb: int) -> int | None:
    """The verb of the clause that the adverb hedges; None where it hedges a word ("an allegedly stolen car")."""
    at = tree.parsed.heads[adverb]
    for _ in range(4):
        if tree.parsed.tags[at].startswith("NN") or tree.parsed.dependencies[at] == "amod":
            return None
        if tree.is_verb(at):
            finite = tree.child(at, "aux", "auxpass")
            has_subject = subject_of(tree, at) is not None
            return at if has_subject or finite is not None else None
        if tree.parsed.heads[at] == at:
            return None
        at = tree.parsed.heads[at]
    return None


def _clause(tree: Tree, verb: int) -> set[int]:
    """The verb's clause, without the clauses joined to it that have a subject of their own."""
    joined = [
        c
        for c in tree.children[verb]
        if tree.parsed.dependencies[c] in ("conj", "parataxis") and tree.child(c, "nsubj", "nsubjpass")
    ]
    tokens = subtree(tree, verb, without=joined)
    subject = tree.child(verb, "nsubj", "nsubjpass")
    if subject is None:
        shared = subject_of(tree, verb)
        if shared is not None and shared < verb:
            tokens |= subtree(tree, shared)
    return tokens
