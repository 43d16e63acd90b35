"""Frames that a comma sets off where the parser lost what they frame: "The gate is safe, Roe said on Monday, hours after ..."."""

from newstui.model.analysis import Strength
from newstui.quotations.cues import Lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase, runs
from newstui.quotations.tree import MARK_TAGS, Tree
from newstui.quotations.voices import can_speak

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TAKEN = ("agent", "ccomp", "dobj", "xcomp", "acomp", "attr", "auxpass", "neg", "mark", "prt", "expl", "intj")
_OPENERS = frozenset({"WRB", "IN", "WP", "WDT", "CC", "VBN", "VBG"})


def by_aside(tree: Tree, verb: int, words: Lexicon) -> Draft | None:
    """The draft of a verb of saying with a subject beside it and nothing that it says, after a comma and a whole clause."""
    parsed = tree.parsed
    lemma = parsed.lemmas[verb]
    lost = _is_lost(tree, verb)
    if words.verbs["clause"].get(lemma) is not Strength.STATEMENT or not (lost or parsed.tags[verb] in _FINITE):
        return None
    subject = parsed.heads[verb] if lost else tree.child(verb, "nsubj")
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
    if parsed.tags[first - 2] in _FINITE | {"NNS"} and words.reports(parsed.lemmas[first - 2]):
        return None  # "A minister promises, a union denies": in a row, and neither says what
    source = noun_phrase(tree, subject, before=verb)
    content = runs(tree, before)
    if source is None or not content:
        return None
    return Draft(content, [source], cue_phrase(tree, verb), "aside", verb=verb, source_head=subject)


def _is_lost(tree: Tree, verb: int) -> bool:
    """ "..., a report alleged on Monday.": taken for a participle, by verbs of which news makes none, at a sentence's end."""
    parsed = tree.parsed
    if parsed.tags[verb] != "VBN" or parsed.dependencies[verb] != "acl" or parsed.heads[verb] != verb - 1:
        return False
    _, end = parsed.sentences[tree.sentence_of[verb]]
    rest = range(tree.right[verb] + 1, end)
    return parsed.lemmas[verb] in _NO_PARTICIPLES and not any(tree.word(i)[:1].isalnum() for i in rest)


_NO_PARTICIPLES = frozenset({"allege", "say", "claim", "argue", "insist", "add", "conclude", "contend", "maintain", "complain"})


def by_last_word(tree: Tree, word: int) -> Draft | None:
    """ "..., letters seen by the Post show": the last word of a sentence or headline, whatever the parser made of it."""
    parsed = tree.parsed
    if parsed.lemmas[word] not in _LAST_WORDS or parsed.tags[word] in ("NNP", "NNPS"):
        return None
    start, end = parsed.sentences[tree.sentence_of[word]]
    if any(tree.word(i)[:1].isalnum() for i in range(word + 1, end)):
        return None
    comma = next((i for i in range(word - 1, max(start, word - 1 - _LONGEST_SOURCE), -1) if parsed.tags[i] == ","), None)
    if comma is None or comma - start < 3 or word - comma < 2 or tree.is_quote(comma - 1):
        return None
    head = next((i for i in range(comma + 1, word) if parsed.tags[i].startswith("NN") and _ends_noun(tree, i)), None)
    leaked = parsed.tags[comma + 1] in ("VBN", "VBD", "VBG") and head == comma + 2  # "a leaked memo", without its article
    if head is None or head - comma > 4 or not can_speak(tree, head) or (parsed.tags[comma + 1] in _OPENERS and not leaked):
        return None
    if any(parsed.tags[i] in _FINITE or parsed.tags[i] in MARK_TAGS for i in range(comma + 1 + leaked, word)):
        return None
    content = runs(tree, range(start, comma))
    if not content:
        return None
    return Draft(content, [tree.span(comma + 1, word - 1)], [tree.span(word, word)], "aside", verb=word, source_head=head)


_LAST_WORDS = frozenset({"show", "find", "suggest", "say", "report", "warn", "claim", "reveal", "indicate", "hear", "estimate"})
_LONGEST_SOURCE = 12


def _ends_noun(tree: Tree, noun: int) -> bool:
    """Whether the noun is the last of its row: the results in "exit poll results"."""
    return not tree.parsed.tags[noun + 1].startswith("NN") or tree.parsed.lemmas[noun + 1] in _LAST_WORDS


def by_interruption(tree: Tree, verb: int, words: Lexicon) -> Draft | None:
    """ "It was, Roe joked, the worst day", "Honesty, he told them, was rare": a frame between two commas, in what it frames.

    A parser gives the frame a half of it, or takes the first noun for one more who says it.
    """
    parsed = tree.parsed
    if words.verbs["clause"].get(parsed.lemmas[verb]) is not Strength.STATEMENT or parsed.tags[verb] not in _FINITE:
        return None
    start, end = parsed.sentences[tree.sentence_of[verb]]
    subjects = [c for c in tree.children[verb] if parsed.dependencies[c] == "nsubj" and c < verb]
    told = tree.child(verb, "dobj", "dative")
    if not subjects or not can_speak(tree, subjects[-1]) or tree.child(verb, "mark", "aux", "auxpass", "neg") is not None:
        return None
    subject, clause = subjects[-1], tree.child(verb, "ccomp")
    if clause is not None and (clause < verb or tree.child(clause, "nsubj", "nsubjpass", "expl", "mark") is not None):
        return None  # it has its subject: what is said is whole
    first, last = tree.left[subject], verb
    if told is not None and tree.left[told] == verb + 1:
        last = tree.right[told]
    last -= parsed.tags[last] == ","
    if first - start < 2 or last + 2 >= end or tree.word(first - 1) != "," or tree.word(last + 1) != ",":
        return None
    if parsed.tags[start] in _OPENERS or any(tree.is_quote(i) for i in range(start, end)):
        return None
    end = next((i for i in range(last + 2, end) if tree.word(i) == ";"), end)
    before, after = range(start, first - 1), range(last + 2, end)
    left, right = (any(parsed.tags[i] in _FINITE for i in part) for part in (before, after))
    broken = left and not right and parsed.tags[first - 2] in _FINITE and parsed.lemmas[first - 2] == "be"
    whole = right and not left and parsed.tags[last + 2] in _FINITE and any(parsed.tags[i][:2] in ("NN", "PR") for i in before)
    if not (broken or whole) or any(tree.word(i) in (";", ":", ",") for i in before):
        return None
    source = noun_phrase(tree, subject, before=verb)
    content = [*runs(tree, before), *runs(tree, after)]
    if source is None or len(content) < 2 or source.start < parsed.starts[first]:
        return None
    return Draft(content, [source], cue_phrase(tree, verb), "aside", verb=verb, source_head=subject, addressee=told)


def by_lost_clause(tree: Tree, verb: int, words: Lexicon) -> Draft | None:
    """ "Roe cautioned that the models “run hot.”": a “that” right behind the verb, and no clause that a parser would see."""
    parsed = tree.parsed
    if parsed.lemmas[verb] == "tell":
        return _told_past_a_name(tree, verb)
    if verb + 1 == len(parsed.tags) or parsed.lemmas[verb + 1] != "that":
        return None
    subject = tree.child(verb, "nsubj")
    if words.verbs["clause"].get(parsed.lemmas[verb]) is not Strength.STATEMENT or parsed.tags[verb] not in _FINITE:
        return None
    _, end = parsed.sentences[tree.sentence_of[verb]]
    if verb + 3 >= end or tree.word(verb + 1) != "that" or parsed.tags[verb + 1] != "IN" or tree.child(verb, "ccomp") is not None:
        return None
    if subject is None or not can_speak(tree, subject) or not any(parsed.tags[i] in MARK_TAGS for i in range(verb + 2, end)):
        return None
    source = noun_phrase(tree, subject, before=verb)
    content = runs(tree, range(verb + 1, end))
    if source is None or not content:
        return None
    return Draft(content, [source], cue_phrase(tree, verb), "lost clause", verb=verb, source_head=subject)


def _told_past_a_name(tree: Tree, verb: int) -> Draft | None:
    """ "Roe told the chair, Lord Dahl, that it leaks", "tells anyone who will listen that it leaks": a clause hung elsewhere."""
    parsed = tree.parsed
    subject, told = tree.child(verb, "nsubj"), tree.child(verb, "dobj")
    if subject is None or told is None or told < verb or tree.child(verb, "ccomp", "xcomp") is not None:
        return None
    _, end = parsed.sentences[tree.sentence_of[verb]]
    that = next((i for i in range(told + 1, min(end, told + _LONGEST_SOURCE)) if tree.word(i) == "that"), None)
    if that is None or parsed.tags[that] != "IN" or parsed.dependencies[that] != "mark" or not can_speak(tree, subject):
        return None
    clause = parsed.heads[that]
    listens = parsed.lemmas[parsed.heads[clause]] == "listen" and parsed.dependencies[clause] == "ccomp"
    if tree.word(that - 1) != "," and not listens:
        return None
    source, content = noun_phrase(tree, subject, before=verb), runs(tree, range(that, max(tree.right[clause] + 1, that + 1)))
    if source is None or not content:
        return None
    return Draft(content, [source], cue_phrase(tree, verb), "lost clause", verb=verb, source_head=subject, addressee=told)


def by_bare_past(tree: Tree, noun: int) -> Draft | None:
    """ "The Bank forecast growth of 2 per cent.": the verb looks like a noun, and is taken for one; its sentence has no other."""
    parsed = tree.parsed
    start, end = parsed.sentences[tree.sentence_of[noun]]
    if parsed.lemmas[noun] not in _BARE_PAST or not 1 <= noun - start <= _LONGEST_SOURCE or noun + 2 >= end:
        return None
    that = tree.word(noun + 1) == "that"
    others = range(start, noun if that else end)
    if any(parsed.tags[i] in _FINITE | MARK_TAGS for i in others) or not can_speak(tree, noun - 1):
        return None
    if not parsed.tags[noun - 1].startswith("NN") or (parsed.tags[noun + 1] in ("IN", ",", ".", ":", "CC") and not that):
        return None
    content = runs(tree, range(noun + 1, end))
    cue = [tree.span(noun, noun)]
    return Draft(content, [tree.span(start, noun - 1)], cue, "bare past", verb=noun, source_head=noun - 1) if content else None


_BARE_PAST = frozenset({"forecast"})


def is_verb_in_disguise(tree: Tree, noun: int, words: Lexicon) -> bool:
    """Whether what the tagger takes for a noun is a verb: it has a subject, or a that-clause after somebody who speaks."""
    parsed = tree.parsed
    if words.verbs["clause"].get(parsed.lemmas[noun]) is not Strength.STATEMENT:
        return False
    return tree.child(noun, "nsubj") is not None and tree.child(noun, "det", "poss", "amod") is None
