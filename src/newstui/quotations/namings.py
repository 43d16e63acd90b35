"""What somebody is called by somebody: "he called it a mistake", "which the mayor described as a disgrace"."""

from newstui.model.analysis import Strength
from newstui.quotations.cues import Lexicon
from newstui.quotations.phrases import introduced, subtree
from newstui.quotations.tree import Tree

Found = tuple[set[int], Strength, set[int]] | None
"""The tokens of what is said, its strength, and tokens that go with the cue."""


def object_as(tree: Tree, verb: int, form: str, words: Lexicon) -> Found:
    """ "He called it a mistake"."""
    strength = words.strength("object_as", form)
    if strength is None:
        return None
    clause = tree.child(verb, "ccomp")
    if (
        clause is not None
        and clause > verb
        and tree.child(verb, "dobj") is None
        and form in ("call", "label", "dub", "brand", "deem", "consider", "declare", "describe", "term")
    ):
        return subtree(tree, clause), strength, set()
    named = _quoted_name(tree, verb, form)
    if named:
        return named, Strength.STANCE if _is_nickname(tree, named) else strength, set()
    called = _plain_name(tree, verb, form)
    if called:
        return called, strength, set()
    told = tree.child(verb, "dobj", "oprd")
    if told is None:
        return None
    if told < verb:
        return _relative_name(tree, verb, told)
    if clause is not None and not introduced(tree, clause) and (to_be := tree.child(clause, "nsubj")) is not None:
        return subtree(tree, told) | set(range(tree.left[to_be], to_be + 1)), strength, set()
    kept = {told}
    for c in tree.children[verb]:
        as_what = tree.parsed.dependencies[c] == "prep" and tree.parsed.lemmas[c] == "as"
        if c > told and (as_what or tree.parsed.dependencies[c] in ("oprd", "xcomp", "acomp", "attr", "dobj")):
            kept.add(c)
    if len(kept) == 1 and not _is_both(tree, told) and form not in ("describe", "depict") and tree.child(told, "appos") is None:
        return None
    tokens: set[int] = set()
    for root in kept:
        tokens |= subtree(tree, root)
    return tokens, strength, set()


def _is_both(tree: Tree, told: int) -> bool:
    """ "Called the claim groundless", read as a kind of groundless: an article, a noun, and what it is called."""
    return (
        tree.parsed.dependencies[told] == "oprd"
        and tree.child(told, "det") is not None
        and tree.child(told, "compound") is not None
    )


_CALLS = frozenset({"call", "label", "dub", "brand", "describe", "term", "deem"})


def _quoted_name(tree: Tree, verb: int, form: str) -> set[int]:
    """ "Called the judge's remarks on trade “racist”": from the verb to the marks, whatever the parser made of it."""
    parsed = tree.parsed
    if form not in _CALLS:
        return set()
    end = parsed.sentences[tree.sentence_of[verb]][1]
    opened = next((i for i in range(verb + 1, min(end, verb + _LONGEST_NAME)) if parsed.tags[i] == "``"), None)
    if opened is None or opened == verb + 1 or tree.word(verb + 1) in (",", "for", "on"):
        return set()
    between = range(verb + 1, opened)
    if any(parsed.tags[i] in ("VBD", "VBZ", "VBP", "MD", ":") or tree.word(i) in (";", "that") for i in between):
        return set()
    closed = next((i for i in range(opened + 1, min(end, opened + _LONGEST_NAME)) if parsed.tags[i] == "''"), None)
    if closed is None:
        return set()
    closed = _second_name(tree, closed, end)
    last = max(tree.right[i] for i in range(opened, closed + 1))  # "a “breach” of the peace", "a “bully” who cheats"
    return set(range(verb + 1, closed + 1)) | set(range(closed + 1, last + 1))


def _plain_name(tree: Tree, verb: int, form: str) -> set[int]:
    """ "Called her vote for the war a mistake", whatever a parser makes of it: somebody or something, then its name."""
    parsed = tree.parsed
    if form not in _CALLS or parsed.tags[verb] not in ("VBD", "VBZ", "VBP"):
        return set()
    _, end = parsed.sentences[tree.sentence_of[verb]]
    article = next((i for i in range(verb + 2, min(end, verb + _FAR)) if tree.word(i).lower() in ("a", "an")), None)
    if article is None or not parsed.tags[article - 1].startswith(("NN", "PRP")):
        return set()
    if any(parsed.tags[i] in _NO_NAME for i in range(verb + 1, article)) or parsed.tags[verb + 1] in ("IN", "RP", "TO", "RB"):
        return set()
    noun = parsed.heads[article]
    if not article < noun < end or not parsed.tags[noun].startswith("NN"):
        return set()
    return set(range(verb + 1, tree.right[noun] + 1))


_FAR = 16
"""Tokens."""
_NO_NAME = frozenset({"VBD", "VBZ", "VBP", "MD", ",", ":", "``", "''", "QUOTE"})


def _second_name(tree: Tree, closed: int, end: int) -> int:
    """ "Called the offer “an insult” and the date “a joke”": what closes a second name right behind the first, if any."""
    parsed = tree.parsed
    if closed + 2 >= end or tree.word(closed + 1) not in ("and", "but"):
        return closed
    opened = next((i for i in range(closed + 2, min(end, closed + _NEAR)) if parsed.tags[i] == "``"), None)
    if opened is None or any(parsed.tags[i] in ("VBD", "VBZ", "VBP", "MD", ",", ":", "PRP") for i in range(closed + 2, opened)):
        return closed
    return next((i for i in range(opened + 1, min(end, opened + _LONGEST_NAME)) if parsed.tags[i] == "''"), closed)


def _is_nickname(tree: Tree, named: set[int]) -> bool:
    """ "They call her 'Nan'": a pronoun and a name in marks; nobody is said to have said it once."""
    parsed = tree.parsed
    first = min(named)
    words = [i for i in named if i > first and parsed.tags[i] not in ("``", "''", "DT")]
    return parsed.tags[first] == "PRP" and bool(words) and all(tree.word(i)[0].isupper() for i in words)


_LONGEST_NAME = 40
_NEAR = 8
"""Tokens."""


def _relative_name(tree: Tree, verb: int, told: int) -> Found:
    """ "Which the mayor called a disgrace", "whom he describes as volatile": said in passing, and no statement of its own."""
    parsed = tree.parsed
    if parsed.tags[told] not in ("WDT", "WP") or tree.word(told).lower() == "what":
        return None
    names = [
        c
        for c in tree.children[verb]
        if c > verb
        and (
            parsed.dependencies[c] in ("oprd", "attr", "acomp", "dobj", "xcomp", "ccomp")
            or (parsed.dependencies[c] == "prep" and parsed.lemmas[c] == "as")
        )
    ]
    if not names:
        return None
    return set().union({told}, *(subtree(tree, c) for c in names)), Strength.STANCE, set()
