"""Attributions that grammar shows: a reporting verb, noun or adjective with who reports and what is reported."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from newstui.model.analysis import QuotationKind, Strength
from newstui.model.spans import TextSpan
from newstui.quotations.cues import Lexicon, lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.nominals import by_according, by_adjective, by_noun
from newstui.quotations.phrases import cue_phrase, noun_phrase, runs, subtree
from newstui.quotations.tree import Tree
from newstui.quotations.words import word_list

_ATTACHED = ("prep", "dative", "xcomp", "oprd", "acl", "relcl", "advmod", "prt", "agent", "pcomp", "acomp", "dobj")


def find_clauses(tree: Tree) -> Iterator[Draft]:
    """Every attribution by a verb, noun or adjective, in the order of the text."""
    words = lexicon()
    parsed = tree.parsed
    for i, tag in enumerate(parsed.tags):
        if tag.startswith("VB"):
            draft = _by_verb(tree, i, words)
        elif tag in ("NN", "NNS"):
            draft = by_noun(tree, i, words)
        elif tag in ("JJ", "VBN"):
            draft = by_adjective(tree, i, words)
        elif parsed.lemmas[i] == "according" and tag != "VBG":
            draft = by_according(tree, i)
        else:
            continue
        if draft is None and parsed.lemmas[i] in ("according", "accord"):
            draft = by_according(tree, i)
        if draft is not None and draft.content:
            yield from _parted(tree, draft)


def _parted(tree: Tree, draft: Draft) -> list[Draft]:
    """'The bridge is safe, she said: "Go and look."' says two things: one before the frame, in her words after it."""
    if draft.verb is None or not draft.source or len(draft.content) < 2:
        return [draft]
    text = tree.parsed.text
    draft.content = [_after_inner_colon(tree, part) for part in draft.content]
    frame = min(draft.source[0].start, draft.cue[0].start if draft.cue else draft.source[0].start)
    before = [part for part in draft.content if part.end <= frame]
    after = [part for part in draft.content if part.start >= frame]
    if not before or not after:
        return [draft]
    quoted_before, quoted_after = text[before[0].start] in _OPENING, text[after[0].start] in _OPENING
    if quoted_before or not quoted_after or text[after[0].end - 1] not in _CLOSING:
        return [draft]
    return [replace(draft, content=before), replace(draft, content=after)]


def _after_inner_colon(tree: Tree, part: TextSpan) -> TextSpan:
    """'He scolded them: "..."' as somebody's content is the quotation alone: the lead before its colon is the author's."""
    first = bisect_left(tree.parsed.starts, part.start)
    last = bisect_left(tree.parsed.starts, part.end) - 1
    if last > first and tree.is_quote(last) and tree.word(last - 1) == ":":
        return tree.span(last, last)
    return part


_OPENING = '"“‘«„'
_CLOSING = '"”’»“'


def _by_verb(tree: Tree, verb: int, words: Lexicon) -> Draft | None:
    lemma = tree.parsed.lemmas[verb]
    if lemma in ("according", "accord"):
        return None
    forms = _forms(tree, verb, lemma, words)
    known = [form for form in forms if words.reports(form)]
    if not known:
        return None
    passive = _passive(tree, verb, lemma, words)
    if passive is not None or tree.child(verb, "auxpass") is not None:
        return passive
    if tree.parsed.tags[verb] == "VBN" and tree.child(verb, "aux", "nsubj") is None and tree.parsed.dependencies[verb] != "conj":
        return None  # a participle without its auxiliary is passive: "Asked why, she ...", "the levels desired"
    subject = tree.subject(verb)
    if subject is None or tree.is_quote(subject) or _is_dummy(tree, subject):
        return None
    for form in known:
        for finder in (_clause, _receiver, _infinitive, _object_as, _object, _preposition):
            found = finder(tree, verb, form, words)
            if found is None:
                continue
            tokens, strength, extra = found
            if verb in tokens:
                continue
            own = subtree(tree, subject) if tree.parsed.heads[subject] == verb else {subject}
            content = runs(tree, tokens - own)
            if not content:
                continue
            return _draft(tree, verb, subject, content, strength, extra, words, finder.__name__.strip("_"))
    return None


def _draft(
    tree: Tree, verb: int, subject: int, content: list[TextSpan], strength: Strength, extra: set[int], words: Lexicon, rule: str
) -> Draft | None:
    source = noun_phrase(tree, subject, before=verb)
    if source is None:
        return None
    content = [part for part in (_outside(part, source) for part in content) if part is not None]
    if not content:
        return None
    addressee = tree.child(verb, "dative")
    if addressee is None and tree.parsed.lemmas[verb] in words.verbs["receiver"] | {"tell": Strength.STATEMENT}:
        addressee = tree.child(verb, "dobj")
        if (
            addressee is not None
            and rule != "receiver"
            and any(p.start <= tree.parsed.starts[addressee] < p.end for p in content)
        ):
            addressee = None
    return Draft(
        content,
        [source],
        cue_phrase(tree, verb, extra),
        rule,
        strength,
        hedged=_hedged(tree, verb, words),
        verb=verb,
        source_head=subject,
        addressee=addressee,
    )


def _outside(part: TextSpan, source: TextSpan) -> TextSpan | None:
    if source.covers(part):
        return None
    if part.overlaps(source):
        return TextSpan(source.end, part.end) if source.start <= part.start else TextSpan(part.start, source.start)
    return part


def _forms(tree: Tree, verb: int, lemma: str, words: Lexicon) -> list[str]:
    """The verb's phrases that the lexicon knows ("point_out", "call_for"), longest first, then the verb itself."""
    forms = []
    following = "_".join(tree.parsed.lemmas[verb + 1 : verb + 4])
    for rest in sorted(words.particles.get(lemma, ()), key=len, reverse=True):
        if following == rest or following.startswith(rest + "_"):
            forms.append(f"{lemma}_{rest}")
    particle = tree.child(verb, "prt")
    if particle is not None and tree.parsed.lemmas[particle] in words.particles.get(lemma, ()):
        forms.append(f"{lemma}_{tree.parsed.lemmas[particle]}")
    if particle is None or f"{lemma}_{tree.parsed.lemmas[particle]}" not in forms:
        forms.append(lemma)
    return forms


_Found = tuple[set[int], Strength, set[int]] | None


def _clause(tree: Tree, verb: int, form: str, words: Lexicon) -> _Found:
    strength = words.strength("clause", form) or words.strength("quotation", form)
    if strength is None:
        return None
    parsed = tree.parsed
    clauses = [
        c
        for c in tree.children[verb]
        if parsed.dependencies[c] == "ccomp" or (tree.is_quote(c) and parsed.dependencies[c] not in ("nsubj", "nsubjpass"))
    ]
    if not clauses and parsed.dependencies[verb] == "parataxis" and not tree.is_quote(parsed.heads[verb]):
        head = parsed.heads[verb]
        if tree.is_verb(head) and form in words.verbs["clause"]:
            return subtree(tree, head, without=[verb]), strength, set()
    if not clauses:
        return None
    if form not in words.verbs["clause"]:
        clauses = [c for c in clauses if tree.is_quote(c)]
        if not clauses:
            return None
    tokens: set[int] = set()
    for c in clauses:
        inner = subtree(tree, c)
        # what hangs on a whole quotation ("..., when asked") is the frame's, but for more of the quotation
        tokens |= {i for i in inner if tree.is_quote(i)} if tree.is_quote(c) else inner
    # "told them (that) ...", "urged them to ...": who is told stands before the clause and is no part of it
    return tokens, strength, set()


def _receiver(tree: Tree, verb: int, form: str, words: Lexicon) -> _Found:
    strength = words.strength("receiver", form)
    receiver = tree.child(verb, "dobj")
    if strength is None or receiver is None:
        clause = tree.child(verb, "ccomp")
        if strength is not None and clause is not None and tree.child(clause, "aux") is not None:
            return subtree(tree, clause), strength, set()
        return None
    rest = tree.child(verb, "xcomp", "ccomp")
    if rest is not None and rest > receiver:
        return subtree(tree, receiver) | subtree(tree, rest), strength, set()
    for prep in tree.children[verb]:
        if tree.parsed.dependencies[prep] == "prep" and prep > receiver and tree.parsed.lemmas[prep] in ("of", "about"):
            inner = subtree(tree, prep, without=()) - {prep}
            if inner:
                return inner, strength, set()
    return None


def _infinitive(tree: Tree, verb: int, form: str, words: Lexicon) -> _Found:
    strength = words.strength("infinitive", form)
    clause = tree.child(verb, "xcomp")
    if strength is None or clause is None or clause < verb:
        return None
    return subtree(tree, clause), strength, set()


def _object_as(tree: Tree, verb: int, form: str, words: Lexicon) -> _Found:
    strength = words.strength("object_as", form)
    if strength is None:
        return None
    clause = tree.child(verb, "ccomp")
    if (
        clause is not None
        and clause > verb
        and form in ("call", "label", "dub", "brand", "deem", "consider", "declare", "describe", "term")
    ):
        return subtree(tree, clause), strength, set()
    told = tree.child(verb, "dobj", "oprd")
    if told is None or told < verb:
        return None
    kept = {told}
    for c in tree.children[verb]:
        as_what = tree.parsed.dependencies[c] == "prep" and tree.parsed.lemmas[c] == "as"
        if c > told and (as_what or tree.parsed.dependencies[c] in ("oprd", "xcomp", "acomp", "attr", "dobj")):
            kept.add(c)
    if len(kept) == 1 and form not in ("describe", "depict") and tree.child(told, "appos") is None:
        return None
    tokens: set[int] = set()
    for root in kept:
        tokens |= subtree(tree, root)
    return tokens, strength, set()


def _object(tree: Tree, verb: int, form: str, words: Lexicon) -> _Found:
    strength = words.strength("object", form)
    told = tree.child(verb, "dobj")
    if strength is None or told is None or told < verb:
        return None
    if tree.parsed.tags[told] in ("PRP", "WP", "WDT", "DT") and tree.right[told] == told:
        return None
    tokens = subtree(tree, told)
    for c in tree.children[verb]:
        if c > told and tree.parsed.dependencies[c] in ("prep", "xcomp", "oprd") and not _is_time(tree, c):
            tokens |= subtree(tree, c)
    return tokens, strength, set()


_TIMES = word_list("times")


def _is_time(tree: Tree, prep: int) -> bool:
    inner = tree.child(prep, "pobj")
    return inner is not None and tree.parsed.lemmas[inner] in _TIMES


def _preposition(tree: Tree, verb: int, form: str, words: Lexicon) -> _Found:
    strength = words.strength("preposition", form)
    if strength is None:
        return None
    count = form.count("_")
    last = verb + count
    if last >= len(tree.parsed.starts) or tree.sentence_of[last] != tree.sentence_of[verb]:
        return None
    inner = tree.child(last, "pobj", "pcomp")
    if inner is None:
        return None
    tokens = subtree(tree, inner)
    for c in tree.children[verb]:
        if c > inner and tree.parsed.dependencies[c] in ("prep", "xcomp") and not _is_time(tree, c):
            tokens |= subtree(tree, c)
    return tokens, strength, set(range(verb + 1, last + 1))


def _passive(tree: Tree, verb: int, lemma: str, words: Lexicon) -> Draft | None:
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
    tokens = set() if _is_dummy(tree, subject) else subtree(tree, subject)
    if rest is not None:
        tokens |= subtree(tree, rest)
    for c in tree.children[verb]:
        if tree.parsed.dependencies[c] in ("oprd",) or (
            tree.parsed.dependencies[c] == "prep" and tree.parsed.lemmas[c] in ("as", "for", "of")
        ):
            tokens |= subtree(tree, c)
    if speaker is not None and agent is not None:
        if not words.reports(lemma):
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


def _is_dummy(tree: Tree, subject: int) -> bool:
    return tree.parsed.tags[subject] == "EX"


def _hedged(tree: Tree, verb: int, words: Lexicon) -> bool:
    return any(tree.parsed.lemmas[c] in words.hedges for c in tree.children[verb])
