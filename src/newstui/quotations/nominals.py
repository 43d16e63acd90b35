"""Attributions without a reporting verb: by a noun, by an adjective, by "according to"."""

from newstui.model.analysis import Strength
from newstui.quotations.cues import Lexicon, lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase, runs, subtree, trimmed
from newstui.quotations.subjects import subject_of
from newstui.quotations.times import is_time
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak

_BE = frozenset(
    {"be", "'s", "’s", "'re", "’re", "'m", "’m", "feel", "seem", "remain", "appear", "become", "sound", "look", "get", "grow"}
)


def by_noun(tree: Tree, noun: int, words: Lexicon) -> Draft | None:
    """ "The mayor's claim that ...", "claims by the council about ..."."""
    strength = words.nouns.get(tree.parsed.lemmas[noun])
    if strength is None:
        return None
    owner = tree.child(noun, "poss")
    by = next(
        (c for c in tree.children[noun] if tree.parsed.dependencies[c] == "prep" and tree.parsed.lemmas[c] in ("by", "from")),
        None,
    )
    speaker = owner if owner is not None else (tree.child(by, "pobj") if by is not None else None)
    if speaker is None:
        return _by_deed(tree, noun, strength)
    equated = _equated(tree, noun)
    if equated:
        source, parts = noun_phrase(tree, speaker), runs(tree, equated)
        return Draft(parts, [source], runs(tree, [noun]), "noun", strength, verb=noun, source_head=speaker) if source else None
    clause = tree.child(noun, "acl", "ccomp", "relcl")
    content: set[int] = set()
    if clause is not None and clause > noun:
        marked = tree.child(clause, "mark")
        infinitive = tree.child(clause, "aux")
        if (marked is not None and tree.parsed.lemmas[marked] in ("that", "whether")) or (
            infinitive is not None and tree.parsed.tags[infinitive] == "TO"
        ):
            content = subtree(tree, clause)
    if not content:
        for c in tree.children[noun]:
            if (
                c > noun
                and tree.parsed.dependencies[c] == "prep"
                and (
                    tree.parsed.lemmas[c] in _OF_WHAT
                    or (tree.parsed.lemmas[c] == "to" and tree.parsed.lemmas[noun] == "opposition")
                )
                and not is_time(tree, c)
            ):
                content |= subtree(tree, c) - {c}
                strength = Strength.STANCE  # "the mayor's comments on the dam": on what, and not what
                break
    if by is not None:
        content -= subtree(tree, by)
    source = noun_phrase(tree, speaker)
    parts = runs(tree, content)
    if source is None or not parts:
        return None
    return Draft(parts, [source], runs(tree, [noun]), "noun", strength, verb=noun, source_head=speaker)


_OF_WHAT = frozenset({"of", "about", "for", "on", "that", "against"})


def _equated(tree: Tree, noun: int) -> set[int]:
    """ "Her argument is that ...", "their aim was to ...": what the noun is said to be."""
    parsed = tree.parsed
    be = parsed.heads[noun]
    if parsed.dependencies[noun] != "nsubj" or parsed.lemmas[be] != "be" or tree.child(be, "neg") is not None:
        return set()
    clause = tree.child(be, "ccomp", "xcomp")
    if clause is None or clause < be or tree.child(clause, "mark", "aux") is None:
        return set()
    return subtree(tree, clause)


_DEEDS = frozenset(
    {
        "make",
        "have",
        "issue",
        "give",
        "offer",
        "deliver",
        "express",
        "voice",
        "release",
        "repeat",
        "send",
        "raise",
        "hold",
        "share",
        "post",
        "write",
        "publish",
        "file",
        "leave",
        "set",
        "sound",
    }
)


def _by_deed(tree: Tree, noun: int, strength: Strength) -> Draft | None:
    """ "She made the point that ...", "they issued a warning that ...": who does it says it."""
    parsed = tree.parsed
    deed = parsed.heads[noun]
    clause = tree.child(noun, "acl", "ccomp")
    if parsed.dependencies[noun] != "dobj" or parsed.lemmas[deed] not in _DEEDS or clause is None or clause < noun:
        return None
    marked = tree.child(clause, "mark")
    if marked is None or parsed.lemmas[marked] not in ("that", "whether"):
        return None
    subject = subject_of(tree, deed)
    source = noun_phrase(tree, subject, before=deed) if subject is not None and can_speak(tree, subject) else None
    content = runs(tree, subtree(tree, clause))
    if source is None or not content:
        return None
    return Draft(
        content,
        [source],
        cue_phrase(tree, deed, range(deed + 1, noun + 1)),
        "noun and verb",
        strength,
        verb=deed,
        source_head=subject,
    )


def by_adjective(tree: Tree, adjective: int, words: Lexicon) -> Draft | None:
    """ "She is confident that ..."."""
    parsed = tree.parsed
    if parsed.lemmas[adjective] not in words.adjectives or parsed.dependencies[adjective] not in (
        "acomp",
        "attr",
        "oprd",
        "ROOT",
        "conj",
    ):
        return None
    be = parsed.heads[adjective]
    if be == adjective or not tree.is_verb(be) or parsed.lemmas[be] not in _BE:
        return None
    subject = subject_of(tree, be)
    clause = tree.child(adjective, "ccomp", "xcomp", "prep")
    if clause is None:
        clause = next((c for c in tree.children[be] if c > adjective and parsed.dependencies[c] == "ccomp"), None)
    if (
        subject is None
        or clause is None
        or clause < adjective
        or tree.parsed.tags[subject] == "EX"
        or parsed.lemmas[subject] == "it"
    ):
        return None
    tokens = subtree(tree, clause)
    if parsed.dependencies[clause] == "prep":
        tokens -= {clause}
    source = noun_phrase(tree, subject, before=be)
    content = runs(tree, tokens)
    if source is None or not content:
        return None
    return Draft(content, [source], cue_phrase(tree, be, [adjective]), "adjective", Strength.STANCE, verb=be, source_head=subject)


def by_according(tree: Tree, according: int) -> Draft | None:
    """ "According to X, ...", "..., according to X": the rest of the sentence, or of the relative clause that holds it."""
    parsed = tree.parsed
    to = tree.child(according, "prep")
    if to is None and according + 1 < len(parsed.starts) and parsed.lemmas[according + 1] == "to":
        to = according + 1
    speaker = tree.child(to, "pobj") if to is not None else None
    if to is None or speaker is None:
        return None
    source = noun_phrase(tree, speaker)
    if source is None:
        return None
    first, last = min(according, tree.left[speaker]), max(to, tree.right[speaker])
    rest = rest_of_sentence(tree, according, first, last)
    content = runs(tree, rest - _last_frame(tree, {i for i in rest if i > last}))
    if not content:
        return None
    cue = [trimmed(tree, tree.span(according, to))]
    return Draft(content, [source], cue, "according to", Strength.STATEMENT, verb=according, source_head=speaker)


def _last_frame(tree: Tree, tokens: set[int]) -> set[int]:
    """Of the tokens behind "according to Roe", those of a frame: "It leaks, according to Roe, the Gazette reported"."""
    parsed, says = tree.parsed, lexicon().verbs["clause"]
    end = max(tokens, default=0) + 1
    for verb in sorted(tokens, reverse=True):
        if parsed.tags[verb] in ("VBD", "VBZ", "VBP"):
            subject = tree.child(verb, "nsubj")
            if subject is None or subject > verb or says.get(parsed.lemmas[verb]) is not Strength.STATEMENT:
                return set()
            alone = all(
                c < verb or parsed.dependencies[c] in ("punct", "prep", "npadvmod", "advmod") for c in tree.children[verb]
            )
            return set(range(tree.left[subject], end)) if alone and tree.word(tree.left[subject] - 1) == "," else set()
    return set()


def by_view(tree: Tree, preposition: int) -> Draft | None:
    """ "Per the bylaws, ...", "in her view, ...", "in the words of the mayor, ...": set off by a comma or opening it."""
    parsed = tree.parsed
    lemma = parsed.lemmas[preposition]
    noun = tree.child(preposition, "pobj")
    if lemma not in ("per", "in", "to") or noun is None or noun < preposition:
        return None
    if lemma == "per":
        if tree.child(noun, "det", "poss") is None and not parsed.tags[noun].startswith("NNP"):
            return None  # a rate: "per day"
        speaker, cue = noun, [tree.span(preposition, preposition)]
    elif lemma == "in" and parsed.lemmas[noun] in _ASKED:
        root = next((i for i in range(*parsed.sentences[tree.sentence_of[preposition]]) if parsed.heads[i] == i), noun)
        if lexicon().reports(parsed.lemmas[root]):
            return None  # "In a poll, most said that ...": those who are asked say it
        speaker, cue = noun, [tree.span(preposition, preposition)]
    else:
        if parsed.lemmas[noun] not in _VIEWS[lemma]:
            return None
        of = next((c for c in tree.children[noun] if parsed.dependencies[c] == "prep" and parsed.lemmas[c] == "of"), None)
        owner = tree.child(noun, "poss") or (tree.child(of, "pobj") if of is not None else None)
        if owner is None:
            return None
        speaker, cue = owner, runs(tree, [preposition, noun])
    start, end = parsed.sentences[tree.sentence_of[preposition]]
    first, last = tree.left[preposition], tree.right[preposition]
    opens = first <= start + 1 and last + 1 < end and (parsed.tags[last + 1] == "," or lemma == "in")
    closes = first > start and parsed.tags[first - 1] == ","
    source = noun_phrase(tree, speaker)
    if source is None or not (opens or closes):
        return None
    content = runs(tree, rest_of_sentence(tree, preposition, first, last))
    return Draft(content, [source], cue, "in whose view", Strength.STATEMENT, source_head=speaker) if content else None


_ASKED = frozenset({"poll", "polls", "survey"})
_VIEWS = {
    "in": frozenset(
        {"view", "opinion", "words", "word", "eye", "account", "telling", "estimation", "reading", "judgment", "judgement"}
    ),
    "to": frozenset({"mind"}),
}


def rest_of_sentence(tree: Tree, aside: int, first: int, last: int) -> set[int]:
    """What the aside from `first` to `last` says the source of: the rest of its sentence, or of its relative clause."""
    parsed = tree.parsed
    start, end = parsed.sentences[tree.sentence_of[aside]]
    head = parsed.heads[aside]
    seen = 0
    while parsed.dependencies[head] not in ("ROOT", "relcl") and parsed.heads[head] != head and seen < 30:
        head = parsed.heads[head]
        seen += 1
    room = set(range(tree.left[head], tree.right[head] + 1)) if parsed.dependencies[head] == "relcl" else set(range(start, end))
    room &= _in_its_brackets(tree, first, last, start, end)
    rest = room - set(range(first, last + 1))
    if first > start + 1 and first - 1 in rest:
        rest = {i for i in rest if i < first or i > last}
    return rest


def _in_its_brackets(tree: Tree, first: int, last: int, start: int, end: int) -> set[int]:
    """What stands in the same parentheses as the aside: "The gates (two of them stuck, the log says) are old"."""
    opened = next((i for i in range(first - 1, start - 1, -1) if tree.word(i) in ("(", ")")), None)
    closed = next((i for i in range(last + 1, end) if tree.word(i) in ("(", ")")), None)
    if opened is None or closed is None or tree.word(opened) != "(" or tree.word(closed) != ")":
        return set(range(start, end))
    return set(range(opened + 1, closed))
