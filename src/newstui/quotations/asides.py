"""Frames that a comma sets off where the parser lost what they frame: "The gate is safe, Roe said on Monday, hours after ..."."""

from newstui.model.analysis import Strength
from newstui.quotations.cues import Lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase, runs
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TAKEN = ("ccomp", "dobj", "xcomp", "acomp", "attr", "auxpass", "neg", "mark", "prt", "expl", "intj")
_OPENERS = frozenset({"WRB", "IN", "WP", "WDT", "CC", "VBN", "VBG"})


def by_aside(tree: Tree, verb: int, words: Lexicon) -> Draft | None:
    """The draft of a verb of saying with a subject beside it and nothing that it says, after a comma and a whole clause."""
    parsed = tree.parsed
    lemma = parsed.lemmas[verb]
    if words.verbs["clause"].get(lemma) is not Strength.STATEMENT or parsed.tags[verb] not in _FINITE:
        return None
    subject = tree.child(verb, "nsubj")
    if subject is None or tree.child(verb, *_TAKEN) is not None or not can_speak(tree, subject):
        return None
    if tree.is_quote(subject) or parsed.tags[subject] in ("WP", "WDT", "EX"):
        return None
    start, _ = parsed.sentences[tree.sentence_of[verb]]
    first = min(tree.left[subject], verb)
    if first - start < 4 or parsed.tags[first - 1] != "," or abs(verb - subject) > 1 + (tree.right[subject] - subject):
        return None
    before = range(start, first - 1)
    if parsed.tags[start] in _OPENERS or not any(parsed.tags[i] in _FINITE for i in before):
        return None
    if any(tree.word(i) in (";", ":") for i in before):
        return None
    source = noun_phrase(tree, subject, before=verb)
    content = runs(tree, before)
    if source is None or not content:
        return None
    return Draft(content, [source], cue_phrase(tree, verb), "aside", verb=verb, source_head=subject)
