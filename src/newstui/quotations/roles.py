"""The offices by which a text calls people: "Foreign Minister Jane Roe", "Jane Roe, the head of the observatory"."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newstui.model.analysis import Entity, EntityType
from newstui.model.spans import TextSpan
from newstui.quotations.tree import Tree
from newstui.quotations.words import word_list

PERSON_NOUNS = word_list("person_nouns")
GROUP_NOUNS = word_list("group_nouns")
"""Nouns of bodies that speak as one: "the Danish ministry"."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office that the text gives to a person: its noun, the words around it, and where it is given."""

    noun: str
    words: frozenset[str]
    initials: str
    entity: int
    at: int


_TITLES = {
    "dr": "doctor",
    "prof": "professor",
    "sen": "senator",
    "gov": "governor",
    "lt": "lieutenant",
    "sgt": "sergeant",
    "capt": "captain",
    "rev": "reverend",
    "constable": "constable",
}
"""Titles before a name, and the nouns by which a text calls those who bear them."""


def role_words(tree: Tree, first: int, last: int, canonical: dict[str, str]) -> frozenset[str]:
    """The content words of a phrase, each country's adjective as its country, so that "Danish" and "of Denmark" agree."""
    found = set()
    for i in range(first, last + 1):
        word = tree.word(i)
        if tree.parsed.tags[i] in ("DT", "IN", "POS", ",", ".", "CC", "PRP$", "``", "''", "-LRB-", "-RRB-"):
            continue
        found.add(canonical.get(word, tree.parsed.lemmas[i]).lower())
    return frozenset(found)


def canonical_places(entities: Sequence[Entity]) -> dict[str, str]:
    """Each name of a place -> the place."""
    return {str(alias): str(e.name) for e in entities if e.type is EntityType.PLACE for alias in (e.name, *e.aliases)}


def find_roles(tree: Tree, entities: Sequence[Entity], token_of: dict[int, int]) -> list[Role]:
    """The roles of all people; `token_of` leads from a mention's start to its entity."""
    canonical = canonical_places(entities)
    roles: list[Role] = []
    parsed = tree.parsed
    end_of = {m.start: m.end for e in entities if e.type is EntityType.PERSON for m in e.mentions}
    for i, start in enumerate(parsed.starts):
        number = token_of.get(start)
        if number is None or entities[number].type is not EntityType.PERSON:
            continue
        end = end_of[start]
        last = i
        while (
            last + 1 < len(parsed.starts) and parsed.starts[last + 1] < end and tree.sentence_of[last + 1] == tree.sentence_of[i]
        ):
            last += 1
        head = last
        left = min(tree.left[j] for j in range(i, last + 1))
        title = (
            _TITLES.get(tree.word(i - 1).lower().rstrip(".")) if i and tree.sentence_of[i - 1] == tree.sentence_of[i] else None
        )
        title = title or _TITLES.get(tree.word(i).lower().rstrip("."))
        if title is not None:
            roles.append(Role(title, frozenset({title}), "", number, start))
        if left < i:
            nouns = [j for j in range(left, i) if parsed.lemmas[j] in PERSON_NOUNS]
            if nouns:
                words = role_words(tree, left, i - 1, canonical)
                roles.append(Role(parsed.lemmas[nouns[-1]], words, _initials(tree, left, i - 1), number, start))
        for child in tree.children[head]:
            if parsed.dependencies[child] == "appos" and parsed.lemmas[child] in PERSON_NOUNS:
                roles.append(_role(tree, child, canonical, number, start))
        up = parsed.heads[head]
        if parsed.dependencies[head] == "appos" and parsed.lemmas[up] in PERSON_NOUNS:
            words = role_words(tree, tree.left[up], i - 1, canonical)
            roles.append(Role(parsed.lemmas[up], words, _initials(tree, tree.left[up], i - 1), number, start))
        of = parsed.heads[up]
        if parsed.dependencies[head] == "appos" and parsed.lemmas[of] == "of" and parsed.lemmas[parsed.heads[of]] in PERSON_NOUNS:
            roles.append(_role(tree, parsed.heads[of], canonical, number, start))  # "the governor of Oduma, Ann Roe"
        if parsed.dependencies[head] == "nsubj" and parsed.lemmas[up] in ("be", "become"):
            attribute = tree.child(up, "attr")
            if attribute is not None and parsed.lemmas[attribute] in PERSON_NOUNS:
                roles.append(_role(tree, attribute, canonical, number, start))
    return roles


def _role(tree: Tree, noun: int, canonical: dict[str, str], number: int, at: int) -> Role:
    first, last = tree.left[noun], tree.right[noun]
    return Role(tree.parsed.lemmas[noun], role_words(tree, first, last, canonical), _initials(tree, first, noun), number, at)


def _initials(tree: Tree, first: int, last: int) -> str:
    return "".join(w[0] for w in (tree.word(i) for i in range(first, last + 1)) if w[:1].isupper()).lower()


_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|our|that|this)\s+", re.IGNORECASE)


def without_article(words: str) -> str:
    """A phrase without its article and without parenthetical acronyms and editorial brackets."""
    words = re.sub(r" \([A-Z][^)]*\)", "", words).replace("[", "").replace("]", "")
    return _ARTICLE.sub("", words).strip(" ,")


def overlapping(span: TextSpan, starts: Sequence[int], spans: Sequence[TextSpan]) -> list[int]:
    """Indices of the spans (ascending, disjoint) that overlap `span`."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    return [i for i in range(first, bisect_left(starts, span.end)) if spans[i].overlaps(span)]
