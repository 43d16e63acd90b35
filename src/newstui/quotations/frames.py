"""What a reporting verb takes, frame by frame: the tokens of what is said, its strength, and tokens that go with the cue."""

from collections.abc import Callable

from newstui.model.analysis import Strength
from newstui.quotations.clause_frame import clause
from newstui.quotations.cues import Lexicon
from newstui.quotations.namings import Found, object_as
from newstui.quotations.phrases import introduced, subtree
from newstui.quotations.subjects import told_on
from newstui.quotations.times import is_time
from newstui.quotations.tree import Tree
from newstui.quotations.voices import is_document
from newstui.quotations.words import word_list


def receiver(tree: Tree, verb: int, form: str, words: Lexicon) -> Found:
    """ "They urged her to wait": who is told, and what."""
    strength = words.strength("receiver", form)
    receiver = tree.child(verb, "dobj")
    if strength is None or receiver is None:
        clause = tree.child(verb, "ccomp")
        if strength is not None and clause is not None and tree.child(clause, "aux") is not None:
            return subtree(tree, clause), strength, set()
        return None
    rest = tree.child(verb, "xcomp", "ccomp")
    if rest is not None and rest > receiver:
        beside = [i for i in range(rest + 1, tree.right[rest] + 1) if told_on(tree, i) == verb]
        return subtree(tree, receiver) | subtree(tree, rest, without=beside), strength, set()
    for prep in tree.children[verb]:
        if tree.parsed.dependencies[prep] == "prep" and prep > receiver and tree.parsed.lemmas[prep] in ("of", "about"):
            inner = subtree(tree, prep, without=()) - {prep}
            if inner:
                return inner, strength, set()
    return None


def infinitive(tree: Tree, verb: int, form: str, words: Lexicon) -> Found:
    """ "She promised to help"."""
    strength = words.strength("infinitive", form)
    clause = tree.child(verb, "xcomp")
    if strength is None or clause is None or clause < verb:
        return None
    if form in _REFUSES and tree.parsed.lemmas[clause] in _SPEAKS:
        strength = Strength.STANCE  # "declined to comment": nothing is said
    quoted = {c for c in tree.children[verb] if c < verb and tree.is_quote(c)}
    if quoted and words.says(tree.parsed.lemmas[clause]) and tree.right[clause] == clause:  # "“It leaks,” Roe likes to say"
        return quoted, Strength.STATEMENT, set(range(verb + 1, clause + 1))
    return subtree(tree, clause), strength, set()


def object_(tree: Tree, verb: int, form: str, words: Lexicon) -> Found:
    """ "He denied the claim"."""
    strength = words.strength("object", form)
    objects = [c for c in tree.children[verb] if tree.parsed.dependencies[c] == "dobj" and c > verb]
    if strength is None or not objects:
        return None
    told = objects[-1]  # of two, the first is who gets it: "offered her a post"
    if form in _REPEATS and tree.parsed.lemmas[told] not in words.nouns:
        return None
    if tree.parsed.tags[told] in ("PRP", "WP", "WDT", "DT") and tree.right[told] == told:
        return ({told}, strength, set()) if form in _DENIES and tree.word(told) in ("it", "this", "that") else None
    if _is_deed(tree, verb, form, told):
        strength = Strength.STANCE
    tokens = subtree(tree, told)
    finding = form in _FINDS and is_document(tree, tree.child(verb, "nsubj") or verb)
    for c in tree.children[verb]:
        told_of = (
            (finding and tree.parsed.dependencies[c] in ("prep", "advmod", "advcl", "acl"))
            or tree.parsed.dependencies[c] in ("xcomp", "oprd")
            or (tree.parsed.dependencies[c] == "prep" and tree.parsed.lemmas[c] in _TOLD_OF)
        )
        if c > told and told_of and not is_time(tree, c):
            tokens |= subtree(tree, c)
    return tokens, strength, set()


_DENIES = frozenset({"deny", "reject", "dispute", "refute"})
"""What says something with no more than "that" behind it."""


def _is_deed(tree: Tree, verb: int, form: str, told: int) -> bool:
    """ "Claimed a title", "declared war", "reported the theft to police": done with more than words."""
    parsed = tree.parsed
    if not {parsed.lemmas[told], parsed.lemmas[told].removesuffix("s")}.isdisjoint(_DEEDS.get(form, ())):
        return True
    if form != "report":
        return False
    to = [tree.child(c, "pobj") for at in (verb, told) for c in tree.children[at] if parsed.lemmas[c] == "to"]
    return any(office is not None and parsed.lemmas[office] in _OFFICES for office in to)


_DEEDS = {"claim": word_list("claimed"), "declare": word_list("declared")}
_OFFICES = word_list("offices_of_report")
_TOLD_OF = frozenset({"as", "for", "of", "about", "against", "to", "over", "from", "than", "with"})
"""What a preposition after the object can add to what is said; others say where, when and how it was said."""
_FINDS = frozenset({"show", "find", "put", "give"})
"""What polls and papers do: "the poll showed her in third place"."""
_REPEATS = frozenset({"repeat"})
"""Says something only of what can be said: he repeats the claim, and the government the survey."""


def estimate(tree: Tree, verb: int, form: str, words: Lexicon) -> Found:
    """ "Insurers put the damage at nine million"."""
    told = tree.child(verb, "dobj")
    at = tree.child(verb, "prep")
    if form not in ("put", "estimate", "peg") or told is None or at is None or not verb < told < at:
        return None
    amount = tree.child(at, "pobj", "prep")
    if (
        tree.parsed.lemmas[at] != "at"
        or amount is None
        or not any(tree.parsed.tags[i] in ("CD", "$") for i in range(at, tree.right[at] + 1))
    ):
        return None
    return subtree(tree, told) | subtree(tree, at), Strength.STATEMENT, set()


_REFUSES = frozenset({"decline", "refuse"})
_SPEAKS = frozenset({"comment", "respond", "answer", "elaborate", "reply", "speak", "talk"})
_HANDED = word_list("handed")


def preposition(tree: Tree, verb: int, form: str, words: Lexicon) -> Found:
    """ "They called for calm"."""
    strength = words.strength("preposition", form)
    if strength is None:
        return None
    count = form.count("_")
    last = verb + count
    if last >= len(tree.parsed.starts) or tree.sentence_of[last] != tree.sentence_of[verb]:
        return None
    inner = tree.child(last, "pobj", "pcomp")
    if form == "ask_for" and inner is not None and tree.parsed.lemmas[inner] in _HANDED:
        strength = Strength.STANCE
    if inner is None:
        wanted = tree.parsed.heads[last]  # "called for all gates to be tested"
        if tree.parsed.dependencies[last] == "mark" and tree.parsed.heads[wanted] == verb and wanted > last:
            return subtree(tree, wanted) - {last}, strength, set(range(verb + 1, last + 1))
        return None
    clause = tree.child(verb, "ccomp")
    if is_time(tree, last) or (clause is not None and clause > inner and introduced(tree, clause)):
        return None  # "insisted on Sunday that it leaks"
    tokens = subtree(tree, inner)
    for c in tree.children[verb]:
        beside = tree.parsed.lemmas[c] == "with" and tree.word(c - 1) == ","  # "..., with its chair warning that"
        if c > inner and tree.parsed.dependencies[c] in ("prep", "xcomp") and not is_time(tree, c) and not beside:
            tokens |= subtree(tree, c)
    return tokens, strength, set(range(verb + 1, last + 1))


FRAMES: dict[str, Callable[[Tree, int, str, Lexicon], Found]] = {
    "clause": clause,
    "receiver": receiver,
    "infinitive": infinitive,
    "object_as": object_as,
    "estimate": estimate,
    "object": object_,
    "preposition": preposition,
}
"""In the order in which they are tried; the key is the rule's name."""
