"""Passive reports: "the plan was criticised by X", "X is said to be ill"."""

from newstui.model.analysis import QuotationKind, Strength
from newstui.quotations.cues import Lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase, runs, subtree
from newstui.quotations.subjects import TOLD
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak
from newstui.quotations.words import word_list

_PASSIVE_FRAMES = ("clause", "object", "receiver", "object_as", "infinitive")


def by_question(tree: Tree, verb: int) -> Draft | None:
    """ "Asked whether it would open, she ...", "he was asked about the gate": what is asked, mostly nobody says by whom."""
    parsed = tree.parsed
    passive = tree.child(verb, "auxpass") is not None
    start, _ = parsed.sentences[tree.sentence_of[verb]]
    opens = parsed.dependencies[verb] == "advcl" and (verb == start or tree.word(verb - 1).lower() in ("when", ",", "if"))
    if (
        parsed.lemmas[verb] not in ("ask", "press", "question")
        or parsed.tags[verb] not in ("VBN", "VBD")
        or not (passive or opens)
    ):
        return None
    if not passive and tree.child(verb, "nsubj") is not None:
        return None
    about = next(
        (
            c
            for c in tree.children[verb]
            if c > verb
            and parsed.dependencies[c] == "prep"
            and (parsed.lemmas[c] == "about" or (parsed.lemmas[c] == "on" and parsed.lemmas[verb] == "question"))
        ),
        None,
    )
    clause = next((c for c in tree.children[verb] if c > verb and parsed.dependencies[c] in ("ccomp", "advcl", "xcomp")), None)
    told = clause if clause is not None else about
    if told is None:
        return None
    tokens = subtree(tree, told) - ({told} if told == about else set())
    by = tree.child(verb, "agent")
    asker = tree.child(by, "pobj") if by is not None else None
    source = noun_phrase(tree, asker) if asker is not None else None
    if by is not None:
        tokens -= subtree(tree, by)
    content = runs(tree, tokens)
    if not content:
        return None
    cue = cue_phrase(tree, verb, [told] if told == about else ())
    return Draft(content, [source] if source else [], cue, "question", Strength.STANCE, verb=verb, source_head=asker)


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
    hearer = subject if lemma in TOLD and rest is not None and tree.parsed.dependencies[rest] == "ccomp" else None
    if hearer is not None:
        tokens = set()  # "the court was told that it leaks": who is told is no part of it
    if rest is not None:
        tokens |= subtree(tree, rest)
    if hearer is not None and agent is None and lemma == "tell":
        content = runs(tree, tokens)
        return Draft(content, [], cue_phrase(tree, verb), "told by nobody", verb=verb, addressee=hearer) if content else None
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
        cue = cue_phrase(tree, verb, [agent])
        return Draft(content, [source], cue, "passive", strength, verb=verb, source_head=speaker, addressee=hearer)
    if rest is None or lemma not in words.hedging_passives:
        return _by_nobody(tree, verb, lemma, tokens)
    stance = Strength.STATEMENT if lemma in ("say", "report", "allege", "rumor", "rumour", "claim") else Strength.STANCE
    kind = QuotationKind.HEDGE if stance is Strength.STATEMENT else None
    content = runs(tree, tokens)
    if not content:
        return None
    return Draft(content, [], cue_phrase(tree, verb), "passive hedge", stance, hedged=kind is not None, kind=kind, verb=verb)


_BY_NOBODY = word_list("by_nobody")
_ONLY_AS = frozenset({"know", "see", "view", "describe", "regard", "perceive"})


def _by_nobody(tree: Tree, verb: int, lemma: str, tokens: set[int]) -> Draft | None:
    """ "She was accused of bias", "it is known as the Narrows": said, and not by whom."""
    said_as = any(
        tree.parsed.dependencies[c] in ("oprd", "xcomp") or tree.parsed.lemmas[c] == "as" for c in tree.children[verb] if c > verb
    )
    if lemma not in _BY_NOBODY or (lemma in _ONLY_AS and not said_as):
        return None
    if lemma in _ONLY_AS and any(tree.parsed.tags[i] in ("WP", "WDT") for i in tokens):
        return None  # "Roe, who is seen as his successor": told in passing
    content = runs(tree, tokens)
    return Draft(content, [], cue_phrase(tree, verb), "passive", Strength.STANCE, verb=verb) if content else None


def by_seeming(tree: Tree, verb: int) -> Draft | None:
    """ "The lead seems to be safe", "it appears that the gate leaks": how it looks, nobody says to whom."""
    parsed = tree.parsed
    if parsed.lemmas[verb] not in ("seem", "appear"):
        return None
    seen = tree.child(verb, "xcomp", "oprd", "acomp", "ccomp")
    subject = tree.child(verb, "nsubj", "expl")
    if seen is None or seen < verb or subject is None or parsed.dependencies[verb] in ("relcl", "xcomp", "acl"):
        return None
    tokens = subtree(tree, seen)
    if parsed.tags[subject] not in ("WDT", "WP") and not (
        parsed.lemmas[subject] == "it" and parsed.dependencies[seen] == "ccomp"
    ):
        tokens |= subtree(tree, subject)
    content = runs(tree, tokens)
    if not content:
        return None
    return Draft(content, [], cue_phrase(tree, verb), "seeming", Strength.STANCE, verb=verb)
