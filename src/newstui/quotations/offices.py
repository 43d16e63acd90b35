"""From an office to who holds it: "the Danish president", before or after the text says who that is."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from newstui.model.analysis import EntityType
from newstui.quotations.mentions import Mentions
from newstui.quotations.roles import Role, canonical_places, find_roles, role_words
from newstui.quotations.speaker import Speaker, unnamed

_NEAR = 100
"""Offices of one name that are looked at on either side of a source: what keeps a hostile text linear."""
_ENOUGH = 0.6
_OTHERS = frozenset({"prime", "chief", "vice", "deputy"})
"""What makes another office of one: "the minister" is no prime minister, if there is another."""


class Offices:
    """The offices that a text gives to people by name."""

    def __init__(self, mentions: Mentions) -> None:
        self._mentions = mentions
        self.canonical = canonical_places(mentions.entities)
        self.roles = find_roles(mentions.tree, mentions.entities, mentions.owner_at)
        self._by_word = _by_word(self.roles)
        self._beside = _beside(mentions)

    def of_place(self, place: str) -> set[int]:
        """The people whom the text describes by a place: "the German striker Max Roe", "Max Roe, a German minister"."""
        beside = {person for person, country in self._beside if country == place}
        return beside | {role.entity for role in self._by_word.get(place.lower(), ())}

    def of_other_places(self, place: str) -> set[int]:
        """Those whom it describes by another one."""
        places = {name.lower() for name in self.canonical.values()} - {place.lower()}
        beside = {person for person, country in self._beside if country != place}
        return beside | {role.entity for role in self.roles if role.words & places}

    def holder(self, head: int, noun: str, at: int) -> Speaker:
        """Who is meant by the phrase of the token `head`, an office or a kind of person, that begins at `at`."""
        tree = self._mentions.tree
        modifiers = role_words(tree, tree.left[head], tree.right[head], self.canonical) - {noun}
        roles = self._by_word.get(noun, ())
        middle = bisect_left(roles, at, key=lambda r: r.at)
        best: tuple[float, int, Role] | None = None
        for role in roles[max(middle - _NEAR, 0) : middle + _NEAR]:
            missing = len(modifiers - role.words) + bool(role.words & _OTHERS - modifiers)
            rank = (1.0 - 0.4 * missing + (0.05 if role.at < at else 0.0), -abs(role.at - at), role)
            if best is None or rank[:2] > best[:2]:
                best = rank
        if best is None or best[0] < _ENOUGH:
            return unnamed(0.3, f"the article does not say who the {noun} is")
        holder = best[2].entity
        rivals = {r.entity for r in roles[:_NEAR] if r.noun == noun and modifiers <= r.words}
        confidence = 0.85 if len(rivals) <= 1 and best[0] >= 1 else 0.6
        return Speaker(self._mentions.name(holder), confidence, f"the article calls this person {noun}", holder)


def _beside(mentions: Mentions) -> list[tuple[int, str]]:
    """The people before whose names a country's adjective stands ("Danish striker Max Roe"), and the countries."""
    text = mentions.tree.parsed.text
    pairs = zip(range(len(mentions.spans)), range(1, len(mentions.spans)))
    return [
        (mentions.owners[person], str(mentions.name(mentions.owners[place])))
        for place, person in pairs
        if mentions.type(mentions.owners[place]) is EntityType.PLACE
        and mentions.type(mentions.owners[person]) is EntityType.PERSON
        and _DESCRIBED.fullmatch(text[mentions.spans[place].end : mentions.spans[person].start][:_LONGEST])
    ]


_DESCRIBED = re.compile(r" (?:[a-z-]+ ){1,4}")
_LONGEST = 60


def _by_word(roles: Sequence[Role]) -> dict[str, list[Role]]:
    """The roles by each word that can mean them: their noun, their other words, the ends of their initials ("pm")."""
    found: dict[str, list[Role]] = {}
    for role in sorted(roles, key=lambda r: r.at):
        endings = {role.initials[-n:] for n in range(2, 5) if len(role.initials) >= n}
        for word in {role.noun, *role.words, *endings}:
            found.setdefault(word, []).append(role)
    return found
