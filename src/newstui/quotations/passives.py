"""Passive reports: "the plan was criticised by X", "X is said to be ill"."""

from newstui.model.analysis import QuotationKind, Strength
from newstui.quotations.cues import Lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase, runs, subtree
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak

_PASSIVE_FRAMES = ("clause", "object", "receiver", "object_as", "infinitive")


def by_passive(tree: Tree, verb: int, lemma: str, words: Lexicon) -> Draft | None:
    """ "It was criticised by X", "X is said to be ill"."""
    if tree.child(verb, "auxpass") is None:
        return None
    subject = tree.child(verb, "nsubjpass")
    if subject is None:
        return None
    agent = tree.child(verb, "agent")
    speaker = tree.child(agent, "pobj") if agent is not None else None
    rest = tree.child(verb, "xcomp", "ccomp")
    strength = next(
        (s for frame in ("clause", "object", "receiver", "object_as") if (s := words.strength(frame, lemma))), Strength.STATEMENT
    )
    tokens = set() if tree.parsed.tags[subject] == "EX" else subtree(tree, subject)
    if rest is not None:
        tokens |= subtree(tree, rest)
    for c in tree.children[verb]:
        if tree.parsed.dependencies[c] in ("oprd",) or (
            tree.parsed.dependencies[c] == "prep" and tree.parsed.lemmas[c] in ("as", "for", "of")
        ):
            tokens |= subtree(tree, c)
    if speaker is not None and agent is not None:
        if not any(words.strength(frame, lemma) for frame in _PASSIVE_FRAMES) or not can_speak(tree, speaker):
            return None
        tokens -= subtree(tree, agent)
        source = noun_phrase(tree, speaker)
        content = runs(tree, tokens)
        if source is None or not content:
            return None
        return Draft(content, [source], cue_phrase(tree, verb, [agent]), "passive", strength, verb=verb, source_head=speaker)
    if rest is None or lemma not in words.hedging_passives:
        return None
    stance = Strength.STATEMENT if lemma in ("say", "report", "allege", "rumor", "rumour", "claim") else Strength.STANCE
    kind = QuotationKind.HEDGE if stance is Strength.STATEMENT else None
    content = runs(tree, tokens)
    if not content:
        return None
    return Draft(content, [], cue_phrase(tree, verb), "passive hedge", stance, hedged=kind is not None, kind=kind, verb=verb)
