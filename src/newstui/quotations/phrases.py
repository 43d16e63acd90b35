"""From tokens to the stretches that a reader sees: sources, cues and contents without stray punctuation."""

import re
from collections.abc import Iterable

from newstui.model.spans import TextSpan
from newstui.quotations.tree import Tree

_LOOSE_START = ",;:.—–―-…)"
_LOOSE_END = ",;:.—–―-…("
_ASIDE = re.compile(r"[ \u00a0]?\([A-Z][^()\s]{0,24}\)|[ ](?:[KQ]C|TD|MEP|MSP|[OMC]BE|FRS|PhD)\b")


def trimmed(tree: Tree, span: TextSpan) -> TextSpan:
    """The span without blanks and loose punctuation at its ends, but with the comma or stop that stands inside its last mark."""
    text = tree.parsed.text
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _LOOSE_START) and text[start : start + 3] != "...":
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _LOOSE_END):
        if text[end - 1] == "." and is_abbreviation(text, start, end):
            break
        end -= 1
    return TextSpan(start, end)


def is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at end-1 belongs to a word ("Jr.", "U.S.")."""
    word = text[max(start, end - 12) : end].split()[-1:]
    if not word:
        return False
    last = word[0].strip('“"(')
    return last.count(".") > 1 or last.rstrip(".").lower() in {"jr", "sr", "inc", "corp", "co", "ltd", "st", "gov", "sen", "rep"}


def runs(tree: Tree, tokens: Iterable[int]) -> list[TextSpan]:
    """Tokens as stretches, neighbours joined, loose punctuation trimmed, empty ones dropped."""
    found: list[list[int]] = []
    for i in sorted(tokens):
        if found and i == found[-1][1] + 1:
            found[-1][1] = i
        else:
            found.append([i, i])
    for run in found:
        while run[1] > run[0] and tree.parsed.tags[run[1]] in ("CC", ",") and tree.parsed.tags[run[1] - 1] != "``":
            run[1] -= 1  # "that “it leaks” and" accused them
    spans = (trimmed(tree, tree.span(first, last)) for first, last in found)
    return [span for span in spans if any(c.isalnum() for c in span.of(tree.parsed.text))]


def noun_phrase(tree: Tree, head: int, *, before: int | None = None) -> TextSpan | None:
    """The whole phrase of a noun, with appositions and relative clauses, up to the token `before`.

    Where it holds an apposition set off by commas, the comma that closes it belongs to it.
    """
    first, last = tree.left[head], tree.right[head]
    if before is not None:
        if head < before <= last:
            last = before - 1
        elif first <= before < head:
            first = before + 1
    tags = tree.parsed.tags
    comma = last
    while last > head and tags[last] in (",", ":", ".", "``", "''", "HYPH") and not tree.word(last).isalnum():
        last -= 1
    while first < head and tags[first] in (",", ":", ".", "``", "''", "CC"):
        first += 1
    if first > last or any(tree.is_quote(i) for i in range(first, last + 1)):
        kept = [i for i in range(first, last + 1) if not tree.is_quote(i)]
        if head not in kept or not kept:
            return None
        while first < head and any(tree.is_quote(i) for i in range(first, head)):
            first += 1
        while last > head and any(tree.is_quote(i) for i in range(head, last + 1)):
            last -= 1
    end_of_sentence = tree.parsed.sentences[tree.sentence_of[head]][1]
    inner_comma = any(tags[i] == "," for i in range(head + 1, last))
    if before is not None and head < before and inner_comma:
        nxt = last + 1
        if nxt < end_of_sentence and (tags[nxt] == "," or (comma > last and tags[comma] == ",")):
            return TextSpan(tree.parsed.starts[first], tree.parsed.ends[nxt])
    aside = _ASIDE.match(tree.parsed.text, tree.parsed.ends[last])  # it was kept from the parser, and belongs to the name
    return TextSpan(tree.parsed.starts[first], aside.end() if aside else tree.parsed.ends[last])


def source_phrase(tree: Tree, verb: int, subject: int) -> TextSpan | None:
    """Who does what the verb says: the subject's phrase, and those right beside it that are subjects, too.

    A parser takes "his ex-wife" apart at the hyphen, and "the family, friends and allies" at the comma.
    """
    span = noun_phrase(tree, subject, before=verb)
    if span is None or tree.parsed.heads[subject] != verb:
        return span
    beside = [c for c in tree.children[verb] if tree.parsed.dependencies[c] in ("nsubj", "nsubjpass")]
    if len(beside) > 1:
        first, last = min(tree.left[c] for c in beside), max(tree.right[c] for c in beside)
        own = {i for c in beside for i in range(tree.left[c], tree.right[c] + 1)}
        between = [i for i in range(first, last + 1) if i not in own]
        one_side = (last < verb) == (subject < verb) and not first <= verb <= last
        if one_side and all(tree.word(i) in _JOINS for i in between) and not any(tree.is_quote(i) for i in own):
            return TextSpan(min(span.start, tree.parsed.starts[first]), max(span.end, tree.parsed.ends[last]))
    return span


_JOINS = frozenset({",", "-", "and", "or", "–"})


def cue_phrase(tree: Tree, verb: int, extra: Iterable[int] = ()) -> list[TextSpan]:
    """The reporting verb with its auxiliaries, negation, adverbs before it and particle."""
    tokens = {verb, *extra}
    subject = tree.child(verb, "nsubj", "nsubjpass")
    first = subject if subject is not None and subject < verb else -1  # "Then the judges said": the adverb is the sentence's
    for child in tree.children[verb]:
        dependency = tree.parsed.dependencies[child]
        if (
            dependency in ("aux", "auxpass", "neg")
            or (dependency == "advmod" and first < child < verb and tree.parsed.tags[child].startswith("RB"))
        ) and tree.right[child] == child:
            if verb - child < 6:
                tokens.add(child)
        elif dependency == "prt":
            tokens.add(child)
    neither = _neither(tree, verb)
    return runs(tree, tokens if neither is None else tokens | set(range(neither, verb)))


def denies_nothing(tree: Tree, verb: int) -> bool:
    """Whether a denial is not made: "did not deny", "neither confirmed nor denied"."""
    parsed = tree.parsed
    if parsed.lemmas[verb] != "deny":
        return False
    return _neither(tree, verb) is not None or any(
        parsed.lemmas[c] in ("not", "never", "n't", "n’t") for c in tree.children[verb]
    )


def _neither(tree: Tree, verb: int) -> int | None:
    """ "Neither confirmed nor denied": where what is said of the verb begins."""
    first = max(verb - 5, tree.parsed.sentences[tree.sentence_of[verb]][0])
    if verb == first or tree.word(verb - 1) != "nor":
        return None
    return next((i for i in range(first, verb) if tree.word(i).lower() == "neither"), None)


def subtree(tree: Tree, root: int, *, without: Iterable[int] = ()) -> set[int]:
    """The tokens of a subtree, less those of the subtrees in `without`."""
    cut = set(without)
    found: set[int] = set()
    open_nodes = [root]
    while open_nodes:
        node = open_nodes.pop()
        if node in cut or node in found:
            continue
        found.add(node)
        open_nodes.extend(tree.children[node])
    return found


def introduced(tree: Tree, clause: int) -> bool:
    """Whether the clause opens with "that", "whether" or the like."""
    return tree.child(clause, "mark") == tree.left[clause]
