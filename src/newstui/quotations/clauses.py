"""Attributions that grammar shows: a reporting verb, noun or adjective with who reports and what is reported."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from newstui.model.analysis import Strength
from newstui.model.spans import TextSpan
from newstui.quotations.asides import by_aside, by_bare_past, by_interruption, by_last_word, by_lost_clause, is_verb_in_disguise
from newstui.quotations.cues import Lexicon, lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.frames import FRAMES
from newstui.quotations.nominals import by_according, by_adjective, by_noun, by_view, rest_of_sentence
from newstui.quotations.passives import by_passive, by_question, by_seeming
from newstui.quotations.phrases import cue_phrase, denies_nothing, introduced, noun_phrase, runs, source_phrase, subtree
from newstui.quotations.quoting import by_quoting, quoted_with, relay_beside
from newstui.quotations.remarks import without_remarks
from newstui.quotations.subjects import TOLD, subject_of, turned_subject
from newstui.quotations.times import TIMES
from newstui.quotations.tree import Tree
from newstui.quotations.unreal import is_unreal
from newstui.quotations.voices import antecedent, can_speak, is_document
from newstui.quotations.words import word_list


def find_clauses(tree: Tree) -> Iterator[Draft]:
    """Every attribution by a verb, noun or adjective, in the order of the text."""
    words = lexicon()
    parsed = tree.parsed
    last_words = {end - 1 - back for _, end in parsed.sentences for back in range(3)}
    for i, tag in enumerate(parsed.tags):
        draft: Draft | None
        if tag.startswith("VB"):
            draft = (
                by_lost_clause(tree, i, words)
                or by_interruption(tree, i, words)
                or _by_verb(tree, i, words)
                or by_aside(tree, i, words)
                or by_seeming(tree, i)
            )
        elif tag in ("NN", "NNS"):
            draft = (
                _by_verb(tree, i, words)
                if is_verb_in_disguise(tree, i, words)
                else by_noun(tree, i, words) or by_bare_past(tree, i)
            )
        elif tag in ("JJ", "VBN"):
            draft = by_adjective(tree, i, words)
        elif parsed.lemmas[i] == "according" and tag != "VBG":
            draft = by_according(tree, i)
        elif tag in ("IN", "TO"):
            draft = by_view(tree, i)
        else:
            draft = None
        if draft is None and parsed.lemmas[i] in ("according", "accord"):
            draft = by_according(tree, i)
        if draft is None and i in last_words:
            draft = by_last_word(tree, i)
        if draft is not None and draft.content:
            draft = _not_the_hearers(tree, draft)
            if draft.via_draft is None:
                draft.via_draft = relay_beside(tree, draft)
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
    if len(before) == 1 and before[0].of(text).lower() in ("but", "and", "yet", "so"):
        return [replace(draft, content=after)]
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
    if lemma in ("according", "accord") or (lemma == "cite" and tree.parsed.tags[verb] == "VBG"):
        return None  # "citing an aide" says by what somebody knows, and not what
    quoting = by_quoting(tree, verb, words)
    if quoting is not None:
        return quoting
    outer = quoted_with(tree, verb)
    if outer is not None and by_quoting(tree, outer, words) is not None:
        return None
    forms = _forms(tree, verb, lemma, words)
    known = [form for form in forms if words.reports(form)]
    if not known:
        return None
    passive = by_question(tree, verb) or by_passive(tree, verb, lemma, words)
    if passive is not None or tree.child(verb, "auxpass") is not None:
        return passive
    if (
        tree.parsed.tags[verb] == "VBN"
        and tree.child(verb, "aux", "nsubj") is None
        and tree.parsed.dependencies[verb] != "conj"
        and turned_subject(tree, verb) is None
        and not _is_only_verb(tree, verb)
    ):
        return None  # a participle without its auxiliary is passive: "Asked why, she ...", "the levels desired"
    subject = subject_of(tree, verb)
    if subject is None or tree.is_quote(subject) or _is_dummy(tree, subject) or _is_asked(tree, verb):
        return None
    if tree.parsed.tags[subject] == "WP" and antecedent(tree, subject) is None:
        return None  # a question: "who says it"
    speaks = can_speak(tree, subject)
    if not speaks and tree.parsed.lemmas[subject] in TIMES:
        return None
    if _is_given(tree, verb) or _does_to(tree, verb):
        return None
    if _is_as(tree, verb):
        return _by_as(tree, verb, subject) if any(_tells(words, form) for form in known) else None
    for form in known:
        for rule, find in FRAMES.items():
            found = find(tree, verb, form, words)
            if found is None:
                continue
            tokens, strength, extra = found
            if rule == "clause" and "_" in form:
                extra = extra | _particles(tree, verb, form)
            if form in _SHOWS and rule == "object" and not is_document(tree, subject):
                continue
            if verb in tokens or _stops_before(tree, tokens, min(subject, verb)):
                continue
            if not speaks and rule in _ONLY_PEOPLE:
                continue
            own = subtree(tree, subject) if tree.parsed.heads[subject] == verb else {subject}
            tokens = without_remarks(tree, tokens, verb)
            content = runs(tree, tokens - own)
            if not content:
                continue
            aloud = rule == "clause" and any(tree.is_quote(i) for i in tokens)
            if rule == "object" and speaks and any(tree.parsed.tags[i] == "``" for i in tokens):
                strength = Strength.STATEMENT  # in which words, is said
            if (
                is_unreal(tree, verb)
                or denies_nothing(tree, verb)
                or not (speaks or aloud)
                or _is_purpose(tree, verb)
                or _is_condition(tree, verb)
            ):
                strength = Strength.STANCE
            return _draft(tree, verb, subject, content, strength, extra, words, rule)
    return None


_ONLY_PEOPLE = frozenset({"infinitive", "receiver"})
"""What only people do in words: things "threaten to break" and "invite him to stay" too."""
_SHOWS = frozenset({"show", "list"})
"""Documents say something by it; people show what is in their hands."""


def _is_condition(tree: Tree, verb: int) -> bool:
    """ "Who asked not to be named": the terms on which somebody spoke, not what was said."""
    wish = tree.child(verb, "xcomp")
    return (
        wish is not None and tree.parsed.lemmas[wish] in ("name", "identify", "quote") and tree.child(wish, "auxpass") is not None
    )


def _is_as(tree: Tree, verb: int) -> bool:
    """ "As the mayor said": the verb of a comment on the sentence that it stands in."""
    mark = tree.child(verb, "mark", "advmod", "prep")
    return (
        tree.parsed.dependencies[verb] == "advcl"
        and mark is not None
        and mark < verb
        and tree.parsed.lemmas[mark] == "as"
        and tree.child(verb, "ccomp") is None
        and (tree.child(verb, "dobj") is None or tree.parsed.lemmas[verb] == "put")
    )


def _by_as(tree: Tree, verb: int, subject: int) -> Draft | None:
    start, _ = tree.parsed.sentences[tree.sentence_of[verb]]
    first = tree.left[verb]
    set_off = first <= start + 1 or tree.word(first - 1) in _SETS_OFF
    source = noun_phrase(tree, subject, before=verb) if set_off else None
    rest = rest_of_sentence(tree, verb, first, tree.right[verb])
    content = (
        runs(tree, rest) if any(tree.is_verb(i) or tree.is_quote(i) or tree.parsed.tags[i][:2] == "NN" for i in rest) else []
    )
    if source is None or not content:
        return None
    return Draft(content, [source], cue_phrase(tree, verb), "as somebody said", verb=verb, source_head=subject)


_SETS_OFF = frozenset({",", "(", "—", "–", "-", "--"})


def _tells(words: Lexicon, form: str) -> bool:
    """Whether "as they ..." with that verb comments on what they said: "as they argued", not "as they gathered"."""
    return form == "put" or words.verbs["clause"].get(form) is Strength.STATEMENT


def _stops_before(tree: Tree, tokens: set[int], frame: int) -> bool:
    """Whether a semicolon or colon parts what comes before the frame from it: "...; he did not answer" says nothing of it."""
    before = [i for i in tokens if i < frame]
    if not before or tree.is_quote(last := max(before)):
        return False
    return any(tree.word(i) in (";", ":") for i in range(last, frame)) or tree.word(last) in (";", ":")


def _is_asked(tree: Tree, verb: int) -> bool:
    """ "Asked what came next, the mayor ...": she was asked, whatever the tag."""
    first, _ = tree.parsed.sentences[tree.sentence_of[verb]]
    return tree.parsed.lemmas[verb] == "ask" and verb == first and tree.parsed.dependencies[verb] != "ROOT"


def _is_purpose(tree: Tree, verb: int) -> bool:
    """ "An officer came to question him": what is meant to be said is not said yet."""
    to = tree.child(verb, "aux")
    return (
        to is not None
        and tree.parsed.tags[to] == "TO"
        and tree.parsed.dependencies[verb] in ("advcl", "acl", "relcl", "xcomp")
        and tree.parsed.lemmas[tree.parsed.heads[verb]] not in _GOES_ON
        and tree.parsed.lemmas[tree.parsed.heads[verb]] not in _IN_WORDS
    )


_GOES_ON = word_list("goes_on")
_IN_WORDS = frozenset({"answer", "reply", "respond", "write", "call", "telephone", "phone", "email", "rise", "interrupt"})
"""What is done in words: "it answered once, to say that ..." has said it."""


def _does_to(tree: Tree, verb: int) -> bool:
    """ "It reads every article: who says it ...", "they tell them apart": what is done to somebody, and not said."""
    lemma = tree.parsed.lemmas[verb]
    told = tree.child(verb, "dobj", "dative")
    if lemma == "read":
        return told is not None and not is_document(tree, subject_of(tree, verb) or verb)
    return lemma == "tell" and told is not None and any(tree.word(i) == "apart" for i in tree.children[verb])


def _is_only_verb(tree: Tree, verb: int) -> bool:
    """ "Ann Roe, who is 61, added on Sunday that it leaks": no participle, since the sentence has no other verb."""
    parsed = tree.parsed
    above, clause = parsed.heads[verb], tree.child(verb, "ccomp")
    if parsed.dependencies[verb] != "acl" or parsed.dependencies[above] != "ROOT" or not parsed.tags[above].startswith("NN"):
        return False
    return clause is not None and clause > verb and introduced(tree, clause) and parsed.lemmas[verb] not in TOLD


def _is_given(tree: Tree, verb: int) -> bool:
    """ "They gave the club a week to show that ...": whose saying it would be, grammar does not tell."""
    giver = tree.parsed.heads[verb]
    return _is_purpose(tree, verb) and tree.parsed.lemmas[giver] in ("give", "allow", "leave", "grant")


def _draft(
    tree: Tree, verb: int, subject: int, content: list[TextSpan], strength: Strength, extra: set[int], words: Lexicon, rule: str
) -> Draft | None:
    source = source_phrase(tree, verb, subject)
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
            and (addressee == subject or any(p.start <= tree.parsed.starts[addressee] < p.end for p in content))
        ):
            addressee = None
    return Draft(
        content,
        [source],
        cue_phrase(tree, verb, extra),
        rule,
        strength,
        hedged=_hedged(tree, verb, words),
        reports=tree.parsed.lemmas[verb] == "report",
        verb=verb,
        source_head=subject,
        addressee=addressee,
    )


def _not_the_hearers(tree: Tree, draft: Draft) -> Draft:
    """ "The court heard that it leaks", "Jury told mayor 'lied'": a court hears and is told; who says it, nobody tells."""
    verb, subject = draft.verb, draft.source_head
    if verb is None or subject is None or tree.parsed.lemmas[subject].removesuffix("s") not in _HEARERS:
        return draft
    lemma = tree.parsed.lemmas[verb]
    headline = subject == tree.left[subject] and tree.sentence_of[verb] == 0  # without an article: "Jury told ..."
    if lemma == "hear" or (lemma == "tell" and (draft.addressee is None or headline)):
        draft.source, draft.source_head, draft.addressee, draft.strength = [], None, subject, Strength.STATEMENT
    return draft


_HEARERS = frozenset({"coroner", "magistrate", "court", "jury", "inquest", "tribunal", "hearing", "inquiry", "trial", "juror"})


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


def _particles(tree: Tree, verb: int, form: str) -> set[int]:
    """The "back" of "shot back", where it stands right behind its verb."""
    words = form.split("_")[1:]
    behind = range(verb + 1, verb + 1 + len(words))
    return set(behind) if list(tree.parsed.lemmas[verb + 1 : verb + 1 + len(words)]) == words else set()


def _is_dummy(tree: Tree, subject: int) -> bool:
    return tree.parsed.tags[subject] == "EX"


def _hedged(tree: Tree, verb: int, words: Lexicon) -> bool:
    return any(tree.parsed.lemmas[c] in words.hedges for c in tree.children[verb])
