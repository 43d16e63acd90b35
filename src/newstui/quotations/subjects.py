"""Who does what a verb says: its own subject, or the one that it shares with the verb or noun that it depends on."""

from newstui.model.analysis import Strength
from newstui.quotations.cues import lexicon
from newstui.quotations.roles import PERSON_NOUNS
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak

_DEEPEST = 6
TOLD = frozenset({"tell", "inform", "ask", "warn", "advise", "assure", "remind"})
"""Verbs whose participle says who heard it."""
_SHARES = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "aux", "pcomp", "prep"})


def subject_of(tree: Tree, verb: int) -> int | None:
    """The head token of the subject; None where grammar shows none."""
    parsed = tree.parsed
    turned = turned_subject(tree, verb)
    if turned is not None:
        return turned
    with_whom = _with_whom(tree, verb)
    if with_whom is not None:
        return with_whom
    at = verb
    for _ in range(_DEEPEST):
        own = tree.child(at, "nsubj", "nsubjpass")
        if own is not None:
            return _whole_word(tree, own)
        dependency, head = parsed.dependencies[at], parsed.heads[at]
        if head == at:
            return _in_a_fronted_phrase(tree, at) if at == verb else None
        outer = told_on(tree, at)
        if outer is not None:
            at = outer
            continue
        if dependency == "prep" and parsed.lemmas[at] == "as" and parsed.lemmas[head] in ("quote", "cite"):
            return tree.child(head, "dobj")  # "Reuters quoted an official as saying"
        if dependency == "acl" and parsed.tags[at] == "VBD":
            named = _behind_an_aside(tree, at)
            if named is not None:
                return named
        if dependency == "acl" and parsed.tags[at] in ("VBG", "VBN", "VB", "VBD"):
            if parsed.tags[at] == "VBD" and parsed.lemmas[at] in TOLD and tree.child(at, "dobj") is None:
                return None  # "the man, told that it leaks, left"
            if parsed.tags[at] == "VB" and not can_speak(tree, head, only_people=True):
                return None  # "efforts to admit them", "a chance to challenge him": somebody's
            writer = _writer(tree, at, head)
            return head if writer is None else writer
        if dependency not in _SHARES or (dependency == "ccomp" and tree.child(at, "mark") is not None):
            return None
        if dependency == "xcomp":
            received = tree.child(head, "dobj")
            if received is not None and received < at and can_speak(tree, received):
                return received  # "asked her to say"; but "used the speech to say" is done by who used it
        at = head
    return None


def _in_a_fronted_phrase(tree: Tree, verb: int) -> int | None:
    """ "Standing between them, the host, Ann Roe, told them ...": a subject that a parser hangs on the phrase before it."""
    parsed = tree.parsed
    first, _ = parsed.sentences[tree.sentence_of[verb]]
    if parsed.tags[verb] not in ("VBD", "VBZ") or parsed.tags[first] not in ("VBG", "VBN", "IN"):
        return None
    end = verb - 1 - (tree.word(verb - 1) == ",")
    found = None
    for noun in range(end, first, -1):
        beside = parsed.dependencies[noun] == "appos" and tree.right[noun] in (end, end + 1)
        somebody = parsed.lemmas[noun] in PERSON_NOUNS or tree.word(noun) in tree.names
        if beside and somebody and tree.word(tree.left[noun] - 1) == ",":
            found = noun  # the outermost
    return found


def _behind_an_aside(tree: Tree, verb: int) -> int | None:
    """ "Ann Roe, speaking on Radio Four, called it a day": the sentence has no other verb, and the radio calls nothing."""
    parsed = tree.parsed
    noun = parsed.heads[verb]
    first, end = parsed.sentences[tree.sentence_of[verb]]
    root = next((i for i in range(first, end) if parsed.heads[i] == i), verb)
    aside = next((c for c in tree.children[root] if parsed.dependencies[c] == "acl" and root < c < noun <= tree.right[c]), None)
    if (
        aside is None
        or not parsed.tags[root].startswith("NN")
        or tree.word(verb - 1) != ","
        or tree.word(tree.left[aside] - 1) != ","
    ):
        return None
    return root if can_speak(tree, root) else None


def _with_whom(tree: Tree, verb: int) -> int | None:
    """ "The council called for calm, with its chair, Ann Roe, warning that ...": who stands behind "with" warns."""
    parsed = tree.parsed
    if parsed.tags[verb] != "VBG" or parsed.dependencies[verb] not in ("advcl", "acl", "pcomp"):
        return None
    end = tree.left[verb] if tree.left[verb] < verb else verb
    first, _ = parsed.sentences[tree.sentence_of[verb]]
    for before in range(end - 1, max(end - _LONGEST_COMPANY, first), -1):
        if tree.word(before).lower() == "with" and tree.word(before - 1) == ",":
            noun = tree.child(before, "pobj")
            if noun is None or not can_speak(tree, noun):
                return None
            rest = [i for i in range(tree.right[noun] + 1, end) if parsed.tags[i] != ","]
            if any(parsed.tags[i] not in ("NNP", "NNPS") for i in rest):
                return None
            return rest[-1] if rest else noun  # its name, that the parser hangs elsewhere
    return None


_LONGEST_COMPANY = 16
"""Tokens."""


def turned_subject(tree: Tree, verb: int) -> int | None:
    """'“It is safe,” replied the mayor.': who stands behind a verb of saying that follows a whole quotation.

    A parser takes "the mayor" for what is replied. A quotation, a verb and a noun need none.
    """
    parsed = tree.parsed
    if verb == 0 or parsed.tags[verb] not in _PAST_OR_PRESENT or not lexicon().says(parsed.lemmas[verb]):
        return None
    quotation = verb - 1 if parsed.tags[verb - 1] != "," else verb - 2
    if quotation < 0 or not tree.is_quote(quotation) or _has_begun(tree, quotation):
        return None
    subject = tree.child(verb, "nsubj")
    if subject is not None and not tree.is_quote(subject):
        return None
    described = parsed.heads[verb]
    if parsed.dependencies[verb] == "amod" and described > verb:  # "added minister Roe": taken for a minister who was added
        while parsed.dependencies[described] == "compound" and parsed.heads[described] > described:
            described = parsed.heads[described]
        return described
    first, last = verb + 1, tree.right[verb]
    while first < last and parsed.tags[first] == "RB":
        first += 1
    for behind in tree.children[verb]:
        if behind > verb and tree.left[behind] == first and parsed.tags[behind] in _NOUNS:
            known = parsed.tags[behind] != "PRP" or tree.word(behind).lower() in _NOMINATIVE
            return _whole_word(tree, behind) if known else None
    return None


def _whole_word(tree: Tree, noun: int) -> int:
    """The wife in "his ex-wife", which a parser takes apart at the hyphen."""
    parsed = tree.parsed
    while noun + 2 < len(parsed.starts) and parsed.ends[noun] + 1 == parsed.starts[noun + 2] and tree.word(noun + 1) == "-":
        if parsed.heads[noun + 2] != parsed.heads[noun] or not parsed.tags[noun + 2].startswith("NN"):
            break
        noun += 2
    return noun


_PAST_OR_PRESENT = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT"})
_NOMINATIVE = frozenset({"i", "he", "she", "it", "we", "they"})


def _has_begun(tree: Tree, quotation: int) -> bool:
    """Whether the sentence says something before the quotation: "He said “no,” asked the judge for time, and left"."""
    first, _ = tree.parsed.sentences[tree.sentence_of[quotation]]
    return any(tree.is_verb(i) for i in range(first, quotation))


def told_on(tree: Tree, verb: int) -> int | None:
    """ "Roe said it leaks, and urged them to wait": the verb that one like it is joined to, past the clause between them.

    A parser joins the second to what is said ("leaks ... and urged"); a comma, the same tense and no subject say otherwise.
    """
    parsed = tree.parsed
    if parsed.dependencies[verb] == "advcl" and parsed.tags[verb] == "VBG":
        return _told_beside(tree, verb)
    if parsed.dependencies[verb] != "conj" or tree.child(verb, "nsubj", "nsubjpass", "aux") is not None:
        return None
    inner = parsed.heads[verb]
    for _ in range(3):
        if parsed.dependencies[inner] != "conj":
            break
        inner = parsed.heads[inner]
    outer = parsed.heads[inner]
    if parsed.dependencies[inner] != "ccomp" or outer > inner or not tree.is_verb(outer):
        return None
    words = lexicon()
    if parsed.tags[outer] != parsed.tags[verb] or not words.reports(parsed.lemmas[verb]) or not words.says(parsed.lemmas[outer]):
        return None
    joined = tree.left[verb] - 1
    before = next((i for i in (joined, joined - 1) if parsed.tags[i] == "CC"), None)
    if before is None:
        return None
    set_off = parsed.tags[before - 1] in (",", "''") or tree.is_quote(before - 1)
    if not set_off and words.verbs["clause"].get(parsed.lemmas[verb]) is Strength.STATEMENT:
        set_off = _reports_something(tree, verb)
    return outer if set_off or parsed.lemmas[verb] == parsed.lemmas[outer] else None


def _told_beside(tree: Tree, verb: int) -> int | None:
    """ "Roe said it leaks, adding that it would sink", "Roe urged them to go, saying it leaks": she adds it, whatever the
    participle hangs on.
    """
    parsed = tree.parsed
    inner = parsed.heads[verb]
    outer = parsed.heads[inner]
    words = lexicon()
    before = tree.left[verb] - 1
    if before <= inner or not (parsed.tags[before] == "," or tree.is_quote(before)) or tree.child(verb, "nsubj") is not None:
        return None
    if outer > inner or not tree.is_verb(outer):
        return None
    urged = (
        parsed.dependencies[inner] == "xcomp" and tree.child(outer, "dobj") is not None and words.reports(parsed.lemmas[outer])
    )
    if not urged and not (parsed.dependencies[inner] == "ccomp" and words.says(parsed.lemmas[outer])):
        return None
    return outer if words.verbs["clause"].get(parsed.lemmas[verb]) is Strength.STATEMENT else None


def _reports_something(tree: Tree, verb: int) -> bool:
    """Whether a clause or a quotation hangs on the verb: "he was moved and noted that ...", not "it leaks and shows rust"."""
    return tree.child(verb, "ccomp") is not None or any(tree.is_quote(i) for i in tree.children[verb])


def _writer(tree: Tree, verb: int, noun: int) -> int | None:
    """ "Roe issued a statement saying ...", "made a third attempt, writing ...": who made what the verb hangs on."""
    parsed = tree.parsed
    made = parsed.heads[noun]
    if parsed.tags[verb] != "VBG" or parsed.dependencies[noun] not in ("dobj", "pobj") or made == noun:
        return None
    if parsed.dependencies[noun] == "pobj":
        made = parsed.heads[made]
        if parsed.lemmas[parsed.heads[noun]] not in ("in", "with", "by"):
            return None
    if not tree.is_verb(made) or can_speak(tree, noun, only_people=True):
        return None
    subject = subject_of(tree, made)
    return subject if subject is not None and can_speak(tree, subject) else None
