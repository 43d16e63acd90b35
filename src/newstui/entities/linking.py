"""Who is who over many articles: links the names of one article to the entities that are known.

A name says little by itself; the company it stands in says more. Two articles whose David Kellers stand among the same
others mean one person; where the others are wholly different, they mean two. The rarer somebody is, the more it says to be
met with them (inverse document frequency: K. Spärck Jones, "A statistical interpretation of term specificity and its
application in retrieval", 1972). A bare surname or bare initials are joined only where the company decides between all who
bear them. Everything asked of the cache is bounded, so that an article costs the same in a large cache as in a small one.
"""

from collections.abc import Collection, Mapping, Sequence
from math import log

from newstui.entities.namesakes import (
    acronym_of,
    bears_surname,
    is_acronym_only,
    is_bare,
    knows,
    same_form,
    same_spelling,
)
from newstui.model.analysis import Analysis, Entity, EntityType
from newstui.model.linking import Candidate, Cast, Link, Origin
from newstui.model.names import full_words, name_key, short, sound, surname

_ENOUGH = 0.25
"""Of company in common: one shared name that stands in some hundredth of all articles, or two that are more common."""
_FEW = 3  # articles more than there are: in a small cache, too, a shared name says something
_CLEAR = 2.0  # how many times as much as the second best
_KNOWN_TO_BE_ONE = 6
"""In more articles than this, a name is borne by one whom everybody knows: another company alone does not make a second one."""
_COMPANY = 2  # others on each side, for their difference to mean something


def link(analysis: Analysis, text: str, cast: Cast) -> list[Link]:
    """What each entity of the analysis means, in their order."""
    linker = _Linker(analysis.entities, cast)
    found: dict[int, Link] = {}
    for number in sorted(range(len(analysis.entities)), key=linker.turn):
        found[number] = linker.link(number)
    return [found[number] for number in range(len(analysis.entities))]


class _Linker:
    """The names of one article, and what is known of their namesakes."""

    def __init__(self, entities: Sequence[Entity], cast: Cast) -> None:
        self._entities = entities
        self._cast = cast
        self._candidates = [cast.alike(_sounds(entity), _shorts(entity)) for entity in entities]
        self._keys = [name_key(entity.name) for entity in entities]
        self._taken: set[int] = set()
        self._companies: dict[int, Mapping[int, int]] = {}
        known: dict[int, set[int]] = {}
        for number, entity in enumerate(entities):
            for candidate in self._candidates[number]:
                if knows(candidate, self._keys[number]) and not is_bare(entity):
                    known.setdefault(candidate.entity_id, set()).add(number)
        self._known = known
        """Entities that names of the article may mean -> which names."""
        spread = cast.spread(known)
        total = cast.articles + _FEW
        self._weights = {one: max(0.0, log(total / (1 + spread.get(one, 0))) / log(total)) for one in known}

    def turn(self, number: int) -> tuple[int, int]:
        """Bodies and places come first, then full names that are known, then others, then bare ones."""
        entity = self._entities[number]
        if is_bare(entity):
            return 3, number
        if entity.type is not EntityType.PERSON:
            return 0, number
        return (1 if any(knows(c, self._keys[number]) for c in self._candidates[number]) else 2), number

    def link(self, number: int) -> Link:
        """What one name means."""
        entity, key = self._entities[number], self._keys[number]
        pinned = self._cast.pinned(key)
        if pinned is not None:
            return self._take(Link(pinned))
        same = [c for c in self._candidates[number] if knows(c, key)]
        decided = [c for c in same if any(a.origin is Origin.HAND and a.key == key for a in c.aliases) or c.by_hand]
        if decided:
            return self._take(Link(self._best(decided, number).entity_id))
        same = [c for c in same if self._fits(c, entity, number)]
        if entity.type is EntityType.PERSON:
            found = self._bare_person(number, same) if is_bare(entity) else self._person(number, same)
        else:
            found = self._acronym(number, same) if is_bare(entity) else self._body(number, same)
        return self._take(found)

    # People.

    def _person(self, number: int, same: list[Candidate]) -> Link:
        entity = self._entities[number]
        chosen: Candidate | None = None
        reason = ""
        absorbs: list[int] = []
        same += [c for c in self._candidates[number] if c not in same and same_form(c, entity) and self._free(c)]
        if same:
            best = self._best(same, number)
            if self._shared(best, number) or not self._differs(best, number):
                chosen = best
                if chosen and not knows(chosen, self._keys[number]):
                    reason = "the same name, fuller or shorter"
                others = [c for c in same if c is not best and self._shared(c, number) >= 2 * _ENOUGH]
                if self._shared(best, number) >= 2 * _ENOUGH and others:
                    absorbs += [c.entity_id for c in others]
                    reason = f"one name, and {self._who(best, number)} of both"
        else:
            spelled = [c for c in self._candidates[number] if same_spelling(c, entity) and self._free(c)]
            best_spelled = self._best(spelled, number) if spelled else None
            if best_spelled is not None and self._shared(best_spelled, number) >= _ENOUGH:
                chosen = best_spelled
                reason = f"one name, spelled otherwise; {self._who(chosen, number)} of both"
            elif best_spelled is not None and len(spelled) == 1 and not self._differs(best_spelled, number):
                chosen, reason = best_spelled, "one name, spelled otherwise"
        bare = self._bare_ones(number, chosen)
        if bare:
            absorbs += [c.entity_id for c in bare]
            reason = reason or f"its surname; {self._who(bare[0], number)} of both"
        return Link(chosen.entity_id if chosen else None, reason, tuple(absorbs))

    def _bare_ones(self, number: int, chosen: Candidate | None) -> list[Candidate]:
        """Entities known by the bare surname only that keep this company, where nobody else of that surname does."""
        entity = self._entities[number]
        found = [
            c
            for c in self._candidates[number]
            if c is not chosen
            and c.type is EntityType.PERSON
            and _all_bare(c)
            and bears_surname(c, entity)
            and self._free(c)
            and self._shared(c, number) >= 2 * _ENOUGH
        ]
        brief = short(entity.name, EntityType.PERSON)
        if not found or brief is None:
            return []
        rivals = [
            c
            for c in self._cast.alike((), (brief,))
            if c.entity_id != (chosen.entity_id if chosen else 0) and c.type is EntityType.PERSON and not _all_bare(c)
        ]
        return [] if any(self._shared(rival, number) for rival in rivals) else found

    def _bare_person(self, number: int, same: list[Candidate]) -> Link:
        entity = self._entities[number]
        full = [
            c
            for c in self._candidates[number]
            if c.type is EntityType.PERSON and c not in same and bears_surname(c, entity) and self._free(c)
        ]
        best = self._clear_best([*same, *full], number)
        if best is not None:
            return Link(best.entity_id, f"its surname; {self._who(best, number)} of both")
        if not full and len(same) == 1 and _all_bare(same[0]) and not self._differs(same[0], number):
            return Link(same[0].entity_id)
        return Link(None)

    # Bodies and places.

    def _body(self, number: int, same: list[Candidate]) -> Link:
        entity = self._entities[number]
        same += [c for c in self._candidates[number] if c not in same and c.type is entity.type and same_form(c, entity)]
        chosen = self._best(same, number) if same else None
        reason = "" if chosen is None or knows(chosen, self._keys[number]) else "the same name, fuller or shorter"
        letters = [acronym for alias in entity.aliases if (acronym := acronym_of(alias))]
        if chosen is None:
            # met so far by letters that stand for just this name
            meant = [
                c
                for c in self._candidates[number]
                if is_acronym_only(c, [*letters, acronym_of(entity.name, implied=True)])
                and c.type is entity.type
                and self._shared(c, number) >= _ENOUGH
            ]
            if meant:
                chosen = self._best(meant, number)
                reason = f"its initials; {self._who(chosen, number)} of both"
        if chosen is None and " " not in entity.name.strip():
            # the model took a surname for something else
            people = [c for c in self._candidates[number] if c.type is EntityType.PERSON and bears_surname(c, entity)]
            meant_one = self._clear_best([c for c in people if self._free(c) and not _all_bare(c)], number)
            enough = (4 if entity.type is EntityType.PLACE else 2) * _ENOUGH  # towns and people share names
            if meant_one is not None and self._shared(meant_one, number) >= enough:
                return Link(meant_one.entity_id, f"its surname; {self._who(meant_one, number)} of both")
        absorbs = tuple(
            c.entity_id
            for c in self._candidates[number]
            if c is not chosen
            and letters
            and c.type is entity.type
            and is_acronym_only(c, letters)
            and self._shared(c, number) >= _ENOUGH
        )
        if absorbs:
            reason = reason or "an article gives both the name and its initials"
        return Link(chosen.entity_id if chosen else None, reason, absorbs)

    def _acronym(self, number: int, same: list[Candidate]) -> Link:
        entity = self._entities[number]
        if len(same) == 1:
            reason = "" if is_acronym_only(same[0], [acronym_of(entity.name)]) else "an article gives these initials for it"
            return Link(same[0].entity_id, reason)
        letters = acronym_of(entity.name)
        implied = [
            c
            for c in self._candidates[number]
            if c not in same
            and c.type is EntityType.ORG
            and len(letters) > 2
            and any(acronym_of(alias.name, implied=True) == letters for alias in c.aliases)
        ]
        best = self._clear_best([*same, *implied], number)
        if best is None or (best in implied and self._shared(best, number) < 2 * _ENOUGH):
            return Link(None)
        return Link(best.entity_id, f"its initials; {self._who(best, number)} of both")

    # Company.

    def _take(self, found: Link) -> Link:
        if found.entity_id is not None:
            self._taken.add(found.entity_id)
        return found

    def _free(self, candidate: Candidate) -> bool:
        """Whether no other name of the article means it: who has two names in one article is two."""
        return candidate.entity_id not in self._taken

    def _fits(self, candidate: Candidate, entity: Entity, number: int) -> bool:
        """Whether the type allows it; the model takes a name for something else now and then, which its company tells."""
        key = self._keys[number]
        if candidate.type is entity.type or any(a.key == key and a.type is entity.type for a in candidate.aliases):
            return True
        if EntityType.PERSON not in (candidate.type, entity.type) and " " in key:
            return True
        return self._shared(candidate, number) >= _ENOUGH and " " in key

    def _company(self, candidate: Candidate) -> Mapping[int, int]:
        if candidate.entity_id not in self._companies:
            self._companies[candidate.entity_id] = self._cast.company(candidate.entity_id)
        return self._companies[candidate.entity_id]

    def _common(self, candidate: Candidate, number: int) -> list[int]:
        """Whom both the article and the candidate stand with; the name itself and its namesakes do not count."""
        company = self._company(candidate)
        met = (one for one, names in self._known.items() if one in company and names - {number})
        return sorted(met, key=lambda one: -self._weights[one])

    def _shared(self, candidate: Candidate, number: int) -> float:
        """How much company the article has in common with what is known of the candidate; 0 where that says nothing."""
        names: dict[str, float] = {}
        for one in self._common(candidate, number):
            key = self._keys[min(self._known[one] - {number})]
            names[key] = max(names.get(key, 0.0), self._weights[one])
        total = sum(names.values())
        return total if total >= _ENOUGH else 0.0

    def _differs(self, candidate: Candidate, number: int) -> bool:
        """Whether the company is another one: enough on both sides, and nobody in common."""
        if candidate.articles > _KNOWN_TO_BE_ONE:
            return False
        others = {key for i, key in enumerate(self._keys) if i != number and key != self._keys[number]}
        return len(others) >= _COMPANY and len(self._company(candidate)) >= _COMPANY and not self._common(candidate, number)

    def _best(self, some: Sequence[Candidate], number: int) -> Candidate:
        return max(some, key=lambda c: (self._shared(c, number), c.articles, -c.entity_id))

    def _clear_best(self, some: Sequence[Candidate], number: int) -> Candidate | None:
        """The one whose company decides, if one does."""
        ranked = sorted(some, key=lambda c: -self._shared(c, number))
        if not ranked or self._shared(ranked[0], number) < _ENOUGH:
            return None
        if len(ranked) > 1 and self._shared(ranked[0], number) < _CLEAR * self._shared(ranked[1], number):
            return None
        return ranked[0]

    def _who(self, candidate: Candidate, number: int) -> str:
        """The company in common, in words."""
        names = [self._entities[min(self._known[one] - {number})].name for one in self._common(candidate, number)]
        return f"{' and '.join(dict.fromkeys(names[:2]))} in the company"


def _all_bare(candidate: Candidate) -> bool:
    return all(len(full_words(alias.name, EntityType.PERSON)) == 1 for alias in candidate.aliases)


def _sounds(entity: Entity) -> Collection[int]:
    """What candidates of a name are found by; those of a surname or of initials only where the name is no more than that."""
    kind = entity.type
    numbers = {sound(entity.name, other): None for other in EntityType}
    if kind is EntityType.PERSON:
        numbers[sound(surname(entity.name), kind)] = None
        return numbers
    for name in (entity.name, *entity.aliases):
        letters = acronym_of(name, implied=True)
        if letters:
            numbers[sound(letters, kind)] = None
        if " " in name:
            numbers[sound(name, kind)] = None
    return numbers


def _shorts(entity: Entity) -> Collection[int]:
    one_word = " " not in entity.name.strip()
    kinds = [kind for kind in (entity.type, EntityType.PERSON) if one_word or (is_bare(entity) and kind is entity.type)]
    return {number: None for kind in kinds if (number := short(entity.name, kind)) is not None}
