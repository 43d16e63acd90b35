"""Who quotes whom: "TASS quoted Roe as saying that it leaks", "Roe, quoted by the BBC, said"; the one quoted says it."""

from newstui.model.analysis import Strength
from newstui.quotations.clause_frame import clause
from newstui.quotations.cues import Lexicon
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import cue_phrase, noun_phrase, runs, subtree
from newstui.quotations.subjects import subject_of
from newstui.quotations.tree import Tree
from newstui.quotations.unreal import is_unreal

_QUOTES = frozenset({"quote", "cite"})
_PASSES_ON = _QUOTES | {"report", "carry", "publish", "broadcast"}


def said_as(tree: Tree, verb: int) -> int | None:
    """The "saying" of "quoted Roe as saying", where the verb is the "quoted" of it."""
    parsed = tree.parsed
    if parsed.lemmas[verb] not in _QUOTES:
        return None
    return next((i for i in range(verb + 2, tree.right[verb] + 1) if tree.word(i - 1) == "as" and parsed.tags[i] == "VBG"), None)


def quoted_with(tree: Tree, saying: int) -> int | None:
    """The "quoted" of "quoted Roe as saying", from its "saying"."""
    if tree.parsed.tags[saying] != "VBG" or saying == 0 or tree.word(saying - 1) != "as":
        return None
    verb = tree.parsed.heads[saying - 1]
    return verb if verb < saying - 1 and said_as(tree, verb) == saying else None


def by_quoting(tree: Tree, verb: int, words: Lexicon) -> Draft | None:
    """ "TASS quoted Roe as saying that it leaks", "Roe was quoted by TASS as saying ...", "..., TASS quoted Roe as saying"."""
    parsed = tree.parsed
    saying = said_as(tree, verb)
    if saying is None or not words.reports(parsed.lemmas[saying]):
        return None
    passive = tree.child(verb, "auxpass") is not None
    quoted = tree.child(verb, "nsubjpass" if passive else "dobj")
    by = next((c for at in (verb, saying) for c in tree.children[at] if parsed.lemmas[c] == "by"), None) if passive else None
    quoter = subject_of(tree, verb) if not passive else tree.child(by, "pobj") if by is not None else None
    source = noun_phrase(tree, quoted, before=verb if passive else saying - 1) if quoted is not None else None
    if source is None:
        return None
    found = clause(tree, saying, parsed.lemmas[saying], words)
    tokens = set(found[0]) if found is not None else _before(tree, verb)
    if by is not None:
        tokens -= subtree(tree, by, without=[c for c in tree.children[saying] if parsed.dependencies[c] == "ccomp"])
    content = runs(tree, tokens)
    if not content:
        return None
    cue = [*cue_phrase(tree, verb), tree.span(saying - 1, saying)]
    strength = Strength.STANCE if is_unreal(tree, verb) else Strength.STATEMENT
    draft = Draft(content, [source], cue, "quoted by another", strength, verb=verb, source_head=quoted)
    if quoter is not None and not tree.is_quote(quoter):
        draft.via_draft = _relay(tree, quoter, verb)
    return draft


def _before(tree: Tree, verb: int) -> set[int]:
    """What stands before the frame: its quotations, or the clause that a comma parts from it."""
    parsed = tree.parsed
    first, end = parsed.sentences[tree.sentence_of[verb]]
    quotations = {i for i in range(first, end) if tree.is_quote(i)}
    if quotations:
        return quotations
    subject = subject_of(tree, verb)
    frame = tree.left[subject] if subject is not None else verb
    said = next((c for c in tree.children[verb] if parsed.dependencies[c] == "ccomp" and tree.right[c] < frame), None)
    return subtree(tree, said) if said is not None and tree.word(frame - 1) == "," else set()


def _relay(tree: Tree, head: int, verb: int) -> Draft | None:
    source = noun_phrase(tree, head, before=verb)
    return Draft([], [source], source_head=head) if source is not None else None


def relay_beside(tree: Tree, draft: Draft) -> Draft | None:
    """ "Roe, quoted by the BBC, said", "as cited by Al Jazeera", "in remarks first reported by Axios": who passes it on."""
    parsed = tree.parsed
    if draft.verb is None:
        return None
    for i in range(*parsed.sentences[tree.sentence_of[draft.verb]]):
        if parsed.tags[i] != "VBN" or parsed.lemmas[i] not in _PASSES_ON:
            continue
        by = tree.child(i, "agent")
        outlet = tree.child(by, "pobj") if by is not None else None
        if outlet is None or by != i + 1:
            continue
        owner = parsed.heads[i]
        of_source = owner == draft.source_head and parsed.lemmas[i] in _QUOTES
        as_cited = parsed.dependencies[i] == "advcl" and tree.word(tree.left[i]).lower() == "as"
        in_remarks = parsed.dependencies[i] == "acl" and parsed.heads[parsed.heads[owner]] == draft.verb
        if of_source or as_cited or in_remarks:
            if as_cited:
                draft.content = [part for part in draft.content if part.start != parsed.starts[tree.left[i]]] or draft.content
            return _relay(tree, outlet, i)
    return None
