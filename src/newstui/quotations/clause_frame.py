"""The clause or quotation that a verb of saying takes, before the verb, after it, or around it."""

from newstui.model.analysis import Strength
from newstui.quotations.cues import Lexicon
from newstui.quotations.namings import Found
from newstui.quotations.occasions import said_there
from newstui.quotations.phrases import introduced, subtree
from newstui.quotations.subjects import told_on
from newstui.quotations.times import TIMES, is_time
from newstui.quotations.tree import Tree


def clause(tree: Tree, verb: int, form: str, words: Lexicon) -> Found:
    """ "Roe said (that) it rains": the clause, or the quotation."""
    strength = words.strength("clause", form) or words.strength("quotation", form)
    if strength is None:
        return None
    parsed = tree.parsed
    clauses = [
        c
        for c in tree.children[verb]
        if parsed.dependencies[c] == "ccomp"
        or (parsed.dependencies[c] == "acl" and introduced(tree, c) and not tree.is_verb(verb))
        or (tree.is_quote(c) and parsed.dependencies[c] not in ("nsubj", "nsubjpass"))
    ]
    clauses = [c for c in clauses if tree.is_quote(c) or tree.child(c, "mark") is None or not _is_circumstance(tree, c)]
    if form in BEFORE_A_COLON:
        clauses = [c for c in clauses if tree.word(c - 1) == ":"]
    if len(clauses) > 1:
        clauses = [c for c in clauses if not _is_done(tree, c, verb)]
    if not clauses:
        clauses = said_there(tree, verb)
    if form in words.verbs["object_as"] and any(_names(tree, verb, c) for c in clauses):
        return None  # "declared Roe the winner": what follows the name is what Roe is declared to be
    if not clauses and parsed.dependencies[verb] == "parataxis" and not tree.is_quote(parsed.heads[verb]):
        head = parsed.heads[verb]
        if tree.child(verb, "dobj", "neg", "preconj", "xcomp") is not None:
            return None  # it says something of its own: "...; he did not answer"
        if parsed.dependencies[head] == "ccomp" and introduced(tree, head) and words.reports(parsed.lemmas[parsed.heads[head]]):
            head = parsed.heads[head]  # "They believe that it leaks, an aide said"
        if form in _NO_FRAMES and _tells_nothing(tree, head, words):
            return None
        if tree.is_verb(head) and form in words.verbs["clause"]:
            return subtree(tree, head, without=[verb]), strength, set()
    if not clauses and _is_frame(tree, verb, parsed.heads[verb], words) and form in words.verbs["clause"]:
        return subtree(tree, parsed.heads[verb], without=[verb]), strength, set()
    if not clauses:
        return None
    if form in _NO_FRAMES and all(c < verb and _tells_nothing(tree, c, words) for c in clauses):
        return None
    whole = _passed_on(tree, verb, clauses)
    if whole:
        return whole, strength, set()
    if any(_passed_on(tree, c, [i for i in tree.children[c] if parsed.dependencies[i] == "ccomp"]) for c in clauses):
        inner = subtree(tree, clauses[0])
        return (
            {i for i in inner if not tree.left[tree.child(clauses[0], "nsubj") or clauses[0]] <= i <= clauses[0]},
            strength,
            set(),
        )
    if form not in words.verbs["clause"]:
        clauses = [c for c in clauses if tree.is_quote(c)]
        if not clauses:
            return None
    relays = [c for c in clauses if _is_frame(tree, c, verb, words)]
    if len(relays) < len(clauses):
        clauses = [c for c in clauses if c not in relays]
    tokens: set[int] = set()
    for c in clauses:
        frames = [i for i in tree.children[c] if parsed.dependencies[i] == "parataxis" and words.says(parsed.lemmas[i])]
        cut = [i for i in frames if tree.child(i, "ccomp", "dobj") is None]
        cut += [i for i in range(c + 1, tree.right[c] + 1) if told_on(tree, i) == verb or _cites(tree, i)]
        cut += [i for i in tree.children[c] if i > c and _while_another(tree, i, words)]
        cut += [i for i in tree.children[c] if tree.left[i] == verb + 1 and _says_when(tree, i)]
        inner = subtree(tree, c, without=cut)
        # what hangs on a whole quotation ("..., when asked") is the frame's, but for more of the quotation
        tokens |= {i for i in inner if tree.is_quote(i)} if tree.is_quote(c) else inner | _without_subject(tree, verb, c)
    # "told them (that) ...", "urged them to ...": who is told stands before the clause and is no part of it
    return tokens | _goes_on(tree, verb, clauses, tokens), strength, set()


BEFORE_A_COLON = frozenset({"apologize", "apologise"})
"""Verbs that report a quotation only where a colon leads to it: “...”, for which she later apologized, was not said then."""


def _cites(tree: Tree, token: int) -> bool:
    """ "..., citing an aide", "..., without citing anybody": by what the speaker knows it, set off at the end."""
    parsed = tree.parsed
    citing = token if parsed.tags[token] == "VBG" else tree.child(token, "pcomp")
    if citing is None or parsed.lemmas[citing] != "cite" or parsed.dependencies[token] not in ("advcl", "prep", "acl"):
        return False
    return tree.word(tree.left[token] - 1) == ","


def _while_another(tree: Tree, verb: int, words: Lexicon) -> bool:
    """ "..., while Falk said it does not": another's statement, set off at the end."""
    mark = tree.child(verb, "mark")
    if mark is None or tree.word(mark) not in ("while", "whereas", "though", "although") or tree.word(mark - 1) != ",":
        return False
    says = words.verbs["clause"].get(tree.parsed.lemmas[verb]) is Strength.STATEMENT
    return says and tree.child(verb, "nsubj") is not None and tree.child(verb, "ccomp") is not None


def _says_when(tree: Tree, token: int) -> bool:
    """ "Roe said on Monday it leaks": right behind the verb, a day is when it was said."""
    dependency = tree.parsed.dependencies[token]
    return (dependency == "prep" and is_time(tree, token)) or (
        dependency in ("npadvmod", "tmod") and tree.parsed.lemmas[token] in TIMES
    )


def _is_done(tree: Tree, clause: int, verb: int) -> bool:
    """ "Roe said it leaks; Falk said it does not": a semicolon ends what comes before it."""
    return clause < verb and any(tree.word(i) == ";" for i in range(tree.right[clause], verb))


_NO_FRAMES = frozenset({"deny", "doubt", "hear", "promise", "refuse"})
"""Verbs that seldom follow what they report: "The mayor agreed, an aide said", but not "..., a union denies"."""


def _tells_nothing(tree: Tree, clause: int, words: Lexicon) -> bool:
    """ "A minister promises, a union denies, an agency has heard": verbs of saying in a row, none of which says what."""
    return (
        not tree.is_quote(clause)
        and words.verbs["clause"].get(tree.parsed.lemmas[clause]) is Strength.STATEMENT
        and tree.child(clause, "ccomp", "dobj", "xcomp", "prep", "dative", "advmod") is None
    )


def _passed_on(tree: Tree, verb: int, clauses: list[int]) -> set[int]:
    """ "They believe that it leaks, an aide said, and ...": a that-clause before the frame belongs to the verb before it.

    The tokens of all that the aide says, or none where the sentence is not of this kind.
    """
    parsed = tree.parsed
    outer, subject = parsed.heads[verb], tree.child(verb, "nsubj")
    if subject is None or outer == verb or not clauses or not outer < clauses[0] < subject <= verb:
        return set()
    if not introduced(tree, clauses[0]) or not tree.is_verb(outer) or parsed.dependencies[verb] not in ("ccomp", "parataxis"):
        return set()
    return subtree(tree, outer) - set(range(tree.left[subject], verb + 1))


def _names(tree: Tree, verb: int, clause: int) -> bool:
    """Whether an object stands between the verb and a clause that nothing introduces."""
    told = tree.child(verb, "dobj")
    return told is not None and verb < told < tree.left[clause] and not introduced(tree, clause) and not tree.is_quote(clause)


def _is_circumstance(tree: Tree, clause: int) -> bool:
    """ "..., she said, as the band played": when and why it was said."""
    mark = tree.child(clause, "mark")
    return mark is not None and mark == tree.left[clause] and tree.parsed.lemmas[mark] in ("as", "while", "after", "before")


def _without_subject(tree: Tree, verb: int, clause: int) -> set[int]:
    """ "She said the days when it was safe are gone": what stands between the verb and a clause whose subject was lost."""
    between = range(verb + 1, tree.left[clause])
    if (
        clause < verb
        or not between
        or tree.is_quote(clause)
        or tree.parsed.lemmas[verb] not in _NO_OBJECT
        or tree.child(clause, "nsubj", "nsubjpass", "expl", "csubj", "mark") is not None
        or any(tree.parsed.heads[i] == verb and tree.parsed.dependencies[i] in ("prep", "npadvmod", "dative") for i in between)
    ):
        return set()
    return {i for i in between if not (i == verb + 1 and tree.word(i) == ",")}


_NO_OBJECT = frozenset(
    {
        "say",
        "add",
        "think",
        "believe",
        "argue",
        "claim",
        "note",
        "insist",
        "suggest",
        "show",
        "find",
        "conclude",
        "deny",
        "confirm",
        "admit",
        "allege",
        "contend",
        "concede",
        "acknowledge",
        "caution",
    }
)
"""Verbs of a clause that take no receiver: a noun between them and the clause is part of it."""


def _goes_on(tree: Tree, verb: int, clauses: list[int], tokens: set[int]) -> set[int]:
    """What is said after the frame: "It did no harm, they write, but it helped nobody", "He said it leaks, and it would sink"."""
    parsed = tree.parsed
    found: set[int] = set()
    last = max(clauses)
    for c in tree.children[verb]:
        if parsed.dependencies[c] != "conj" or c < verb or c < last or not tree.is_verb(c):
            continue
        subject = tree.child(c, "nsubj", "nsubjpass", "expl")
        if subject is None or subject > c or tree.child(c, "ccomp") is not None:
            continue
        reported = any(tree.word(i).lower() in _REPORTED for i in tree.children[c] if parsed.dependencies[i] == "aux")
        interrupted = last < verb and not tree.is_quote(last)
        if reported or interrupted:
            before = tree.left[c] - 1
            found |= subtree(tree, c) | ({before} if interrupted and parsed.tags[before] == "CC" else set())
    return found


_REPORTED = frozenset({"would", "could", "should", "had", "might"})
"""Auxiliaries of reported speech after a verb in the past."""


def _is_frame(tree: Tree, clause: int, verb: int, words: Lexicon) -> bool:
    """ "..., Roe told them, the Gazette reported.": a clause that only says who passes on the rest of the sentence."""
    parsed = tree.parsed
    subject = tree.child(clause, "nsubj")
    return (
        parsed.dependencies[clause] == "ccomp"
        and parsed.heads[clause] == verb
        and clause > verb
        and subject is not None
        and parsed.lemmas[clause] in words.verbs["clause"]
        and parsed.lemmas[verb] in words.verbs["clause"]
        and tree.child(clause, "ccomp", "xcomp", "dobj", "mark", "aux", "neg") is None
        and tree.word(max(tree.left[clause] - 1, 0)) == ","
    )
