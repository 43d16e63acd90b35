"""Whether two names can be one: the same, a fuller or shorter form, another spelling, a surname, initials."""

from collections.abc import Collection

from newstui.model.analysis import Entity, EntityType
from newstui.model.linking import Candidate
from newstui.model.names import alike, full_words, initials, name_key, spoken, surname


def is_bare(entity: Entity) -> bool:
    """Whether the name is a person's of one word, or initials: it says who is meant only to those who know already."""
    if entity.type is EntityType.PERSON:
        return len(full_words(entity.name, EntityType.PERSON)) == 1
    return entity.type is EntityType.ORG and bool(acronym_of(entity.name))


def knows(candidate: Candidate, key: str) -> bool:
    """Whether articles already call the candidate so."""
    return any(alias.key == key for alias in candidate.aliases)


def same_form(candidate: Candidate, entity: Entity) -> bool:
    """The same name, but for middle names, initials and suffixes, or for the form of company."""
    mine = full_words(entity.name, entity.type)
    if entity.type is EntityType.PERSON:
        if len(mine) < 2 or candidate.type is not EntityType.PERSON:
            return False
        if any(_other_initials(entity.name, alias.name) for alias in candidate.aliases):
            return False
        forms = (full_words(alias.name, EntityType.PERSON) for alias in candidate.aliases)
        return any(
            len(form) > 1 and (form[0], form[-1]) == (mine[0], mine[-1]) and _within(form[1:-1], mine[1:-1]) for form in forms
        )
    return any(full_words(alias.name, alias.type) == mine for alias in candidate.aliases)


def _other_initials(one: str, other: str) -> bool:
    """Whether both names have initials, and not the same: George W. Bush is not George H.W. Bush."""
    mine, theirs = _middle_initials(one), _middle_initials(other)
    return bool(mine) and bool(theirs) and not (mine.startswith(theirs) or theirs.startswith(mine))


def _middle_initials(name: str) -> str:
    words = name.replace(".", " ").split()[1:-1]
    return "".join(word for word in words if word.isupper() and len(word) < 3)


def _within(one: Collection[str], other: Collection[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def same_spelling(candidate: Candidate, entity: Entity) -> bool:
    """A person's full name in another transliteration: first and last word sound alike and are written alike."""
    mine = full_words(entity.name, EntityType.PERSON)
    if entity.type is not EntityType.PERSON or candidate.type is not EntityType.PERSON or len(mine) < 2:
        return False
    if any(_other_initials(entity.name, alias.name) for alias in candidate.aliases):
        return False
    last = surname(entity.name)
    for alias in candidate.aliases:
        words = full_words(alias.name, EntityType.PERSON)
        other = surname(alias.name)
        sounds_alike = len(words) > 1 and spoken(words[0]) == spoken(mine[0]) and spoken(other) == spoken(last)
        if sounds_alike and alike(words[0], mine[0]) and alike(other, last):
            return True
    return False


def bears_surname(candidate: Candidate, entity: Entity) -> bool:
    """Whether one of the candidate's names ends in the surname, in this spelling or one that is hardly another."""
    mine = surname(entity.name)
    if any(_other_first(entity.name, alias.name) for alias in candidate.aliases):
        return False
    return any(alike(surname(alias.name), mine, at_least=_HARDLY_ANOTHER) for alias in candidate.aliases)


def _other_first(one: str, other: str) -> bool:
    """Whether an initial contradicts a given name: J. Roe is not Ada Roe, but may be Ada Jane Roe."""
    mine, theirs = name_key(one).split()[:-1], name_key(other).split()[:-1]
    if not mine or not theirs or min(len(mine[0]), len(theirs[0])) > 1:
        return False
    return {word[0] for word in mine}.isdisjoint(word[0] for word in theirs)


_HARDLY_ANOTHER = 0.85  # Zelensky and Zelenskyy 0.94; Hahn and Hanahan 0.73


def acronym_of(name: str, *, implied: bool = False) -> str:
    """The name, if it is an acronym; `implied` gives the initials of a name of several words. Empty where there are none."""
    if " " in name.strip():
        return initials(name) if implied else ""
    return initials(name)


def is_acronym_only(candidate: Candidate, letters: Collection[str]) -> bool:
    """Whether the candidate is known by these letters and by no other name."""
    wanted = {name_key(acronym) for acronym in letters if acronym}
    return bool(candidate.aliases) and all(alias.key in wanted for alias in candidate.aliases)
