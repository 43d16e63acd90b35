"""Whom a bare surname means that several people of an article bear: by its title, by who alone bore it so far, or nobody.

The text is read from its beginning, as its reader reads it. A title says a man or a woman, or an office; a surname that meant
one person before another of that name came goes on meaning the first, unless the other one has just been named. Where nothing
says who is meant, nobody is. A "Mrs Marsh" beside none but a Tom Marsh is somebody else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newstui.entities.mention import Mention
from newstui.entities.names import first_initial, folded, key_words, surname
from newstui.entities.words import gender_of, given_names, word_list

_TITLES_BEFORE = re.compile(
    r"(?:\b(?:[A-Z][a-z]+|(?:Mrs?|Ms|Dr|Prof|Sen|Rep|Gov|Rev|Hon|Lt|Sgt|Capt|Col|Gen|Maj|Adm|Cmdr|Amb|Supt)\.)[ \u00a0]){1,3}$"
)
_ASIDE = re.compile(r", (?:the|an?|his|her|its) ([a-z][\w -]{2,40})[,.]")
_KIN_BEFORE = re.compile(r"\b([a-z]+),? (?:Mr\.?|Mrs\.?|Ms\.?)?$")
_KIN = re.compile(r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir)|['’]s) (?:[a-z]+ )?(?P<kin>[a-z]+), (?P<given>[A-Z][a-zß-öø-ÿ]+),")
_PAIR = re.compile(r"(?<![\w’'-])(?P<first>[A-Z][a-z]+) and (?P<second>[A-Z][a-z]+) (?P<last>[A-Z][\w’'-]+\w)")
_GIVEN_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][\w’'-]+)[ \u00a0]$")
_PRONOUN = re.compile(r"(?<![\w’'])(?:[Hh]e|[Ss]he|His|Her)\b")
_ANOTHER = re.compile(r"[a-z,;] [A-Z]|[“\"‘\n]|\b(?:her|him)\b")
_LOOK_AHEAD = 120
"""Characters."""
_LABELS = ("PERSON", "", "ORG", "PLACE")
_LOOK = 40
_MUCH_MORE = 3
_SHORT = {"sen": "senator", "rep": "representative", "gov": "governor", "rev": "reverend", "prof": "professor", "dr": "doctor"}
_GENDERS = {**dict.fromkeys(word_list("womens_words"), "f"), **dict.fromkeys(word_list("mens_words"), "m")}


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a mention means: a key, empty where nobody can tell; a name that the text gives otherwise ("Mrs Marsh"), if any."""

    key: str
    name: str | None = None


_NOBODY = Meant("")


@dataclass(slots=True)
class _Bearer:
    """Somebody whose full name ends in the surname; or a "Mrs Marsh" who is none of those whom the text names in full."""

    key: str
    name: str | None = None
    gender: str = ""
    offices: set[str] = field(default_factory=set)
    times: int = 0
    """How often the text names this person so."""
    introduced: int = -1
    """The end of the last of these mentions so far."""

    @property
    def meant(self) -> Meant:
        """The answer that it is this one."""
        return Meant(self.key, self.name)


def surname_bearers(text: str, mentions: Sequence[Mention], people: Mapping[int, str]) -> dict[int, Meant]:
    """Whom those bare surnames mean that have more than one answer, by the number of the mention.

    `people` are the mentions of people by their full names: their numbers, and the keys of the people.
    """
    bearers: defaultdict[str, dict[str, _Bearer]] = defaultdict(dict)
    for number, key in people.items():
        _learn(text, mentions[number], bearers[surname(key)].setdefault(key, _Bearer(key)))
    meant = _add_pairs(text, mentions, bearers)
    _add_titled(text, mentions, bearers)
    alone: dict[tuple[str, str], str] = {}
    in_heads: defaultdict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        last = surname(mention.words)
        if number in people:
            bearers[last][people[number]].introduced = mention.span.end
        elif last not in bearers or not _is_bare(mention):
            continue
        elif mention.in_head and len(bearers[last]) > 1:
            in_heads[last].append(number)  # whom it means is told further down
        else:
            found = _which(text, mention, [*bearers[last].values()], alone)
            if found is not None:
                meant[number] = found
    for last, numbers in in_heads.items():
        keys = {key for (word, _), key in alone.items() if word == last} or {b.key for b in _main(bearers[last].values())}
        only = bearers[last][keys.pop()].meant if len(keys) == 1 else _NOBODY
        meant.update((number, only) for number in numbers)
    return meant


def _is_bare(mention: Mention) -> bool:
    return len(key_words(mention.words)) == 1 and mention.label in _LABELS and not first_initial(mention.words)


def _add_pairs(text: str, mentions: Sequence[Mention], bearers: defaultdict[str, dict[str, _Bearer]]) -> dict[int, Meant]:
    """ "Vernon and Peg Marsh": Vernon is a Marsh, too; and where one of them is known for a man, the other is for "Mrs Marsh"."""
    at = {mention.span.start: number for number, mention in enumerate(mentions)}
    meant: dict[int, Meant] = {}
    for match in _PAIR.finditer(text):
        last, key = folded(match["last"]), folded(f"{match['second']} {match['last']}")
        number = at.get(match.start("first"))
        if key not in bearers.get(last, ()) or number is None or mentions[number].words != match["first"]:
            continue
        own = folded(f"{match['first']} {match['last']}")
        gender = gender_of(match["first"])
        first = bearers[last].setdefault(own, _Bearer(own, f"{match['first']} {match['last']}", gender, introduced=match.end()))
        second = bearers[last][key]
        if not second.gender and gender and own != key:
            second.gender = "f" if gender == "m" else "m"
        meant[number] = first.meant
    return meant


def _add_titled(text: str, mentions: Sequence[Mention], bearers: defaultdict[str, dict[str, _Bearer]]) -> None:
    """ "Mrs Marsh" beside none but a Tom Marsh, or beside a "Mr Marsh" who has no other name either."""
    titled: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if _is_bare(mention) and not mention.in_head and (gender := _gender(_titles(text, mention))):
            titled[surname(mention.words), gender].append(mention)
    named = {last: [*found.values()] for last, found in bearers.items()}
    for (last, gender), found in titled.items():
        fits = any(b.gender in (gender, "") for b in named.get(last, ()))
        if fits or (last not in named and (last, "m" if gender == "f" else "f") not in titled):
            continue
        given = _kin(text, mentions, gender)
        if given:
            bearers[last][folded(given)] = _Bearer(folded(given), given, gender, times=len(found))
            continue
        title = next(w for w in reversed(_before(text, found[0]).split()) if _GENDERS.get(w.lower().rstrip(".")) == gender)
        key = f"{gender} {last}"
        bearers[last][key] = _Bearer(key, f"{title} {found[0].words}", gender, times=len(found))


def _kin(text: str, mentions: Sequence[Mention], gender: str) -> str:
    """ "His wife, Ann, ... Mrs Marsh said": the one of a gender whom the text names by a given name alone, as kin."""
    named = {m.words for m in mentions if m.label in _LABELS and not m.in_head and " " not in m.words}
    kin = {m["given"] for m in _KIN.finditer(text) if _GENDERS.get(m["kin"]) == gender and m["given"] in named}
    return kin.pop() if len(kin) == 1 else ""


def _which(text: str, mention: Mention, everybody: Sequence[_Bearer], alone: dict[tuple[str, str], str]) -> Meant | None:
    """Whom one mention means; None where only one bears the name, and nothing speaks against that."""
    last, titles = surname(mention.words), _titles(text, mention)
    gender = _gender(titles)
    given = _GIVEN_BEFORE.search(text[max(0, mention.span.start - _LOOK) : mention.span.start])
    if given and given[1] in given_names() and not any(folded(given[1]) in b.key.split() for b in everybody):
        return _NOBODY  # "Magnus Marsh" is no Tom
    if len(everybody) == 1:
        return None
    fitting = [b for b in everybody if not (gender and b.gender and b.gender != gender)]
    offices = {_SHORT.get(word, word) for word in titles} | _aside(text, mention)
    fitting = [b for b in fitting if b.offices & offices] or fitting
    known = [b for b in fitting if b.introduced >= 0] or fitting
    if gender and len(fitting) == 1 and fitting[0].name is not None:
        fitting[0].introduced = mention.span.end
    if len(known) == 1:
        alone.setdefault((last, gender), known[0].key)
        return known[0].meant
    first = [b for b in known if b.key in (alone.get((last, gender)), alone.get((last, "")))][:1] or _main(known)
    if first and all("\n" in text[max(b.introduced, 0) : mention.span.start] for b in known if b is not first[0]):
        return first[0].meant
    return _NOBODY


def _main(some: Iterable[_Bearer]) -> list[_Bearer]:
    """The one of several who is named in full much more often than the others, if there is one."""
    first, second, *_ = sorted(some, key=lambda b: -b.times)
    return [first] if first.times >= _MUCH_MORE * second.times else []


def _learn(text: str, mention: Mention, bearer: _Bearer) -> None:
    """What the text says of somebody right beside the full name."""
    titles = _titles(text, mention)
    before = text[max(0, mention.span.start - _LOOK) : mention.span.start]
    kin = _KIN_BEFORE.search(before)
    bearer.gender = (
        _gender(titles)
        or (_GENDERS.get(kin[1], "") if kin else "")
        or bearer.gender
        or gender_of(mention.words.split()[0])
        or _by_next_pronoun(text, mention)
    )
    bearer.times += 1
    bearer.offices |= {_SHORT.get(word, word) for word in titles} | _aside(text, mention)
    if kin:
        bearer.offices.add(kin[1])


def _by_next_pronoun(text: str, mention: Mention) -> str:
    """ "Giles Marsh, who runs it, wants to sell. His brother does not": by the first pronoun, if nobody is named before."""
    start = mention.span.end
    found = _PRONOUN.search(text, start, start + _LOOK_AHEAD)
    if found is None or _ANOTHER.search(text, start, found.start()):
        return ""
    return "m" if found[0].lower() in ("he", "his") else "f"


def _before(text: str, mention: Mention) -> str:
    found = _TITLES_BEFORE.search(text[max(0, mention.span.start - _LOOK) : mention.span.start])
    return found[0] if found else ""


def _titles(text: str, mention: Mention) -> list[str]:
    """The words with capitals right before a name, in lower case: its titles, if they are any."""
    return [word.lower().rstrip(".") for word in _before(text, mention).split()]


def _aside(text: str, mention: Mention) -> set[str]:
    """The words of an office right after a name: "Moore, the senator,"."""
    found = _ASIDE.match(text, mention.span.end)
    return set(found[1].split()) if found else set()


def _gender(titles: Sequence[str]) -> str:
    """What titles say; nothing where they say nothing, or both."""
    found = {_GENDERS[title] for title in titles if title in _GENDERS}
    return found.pop() if len(found) == 1 else ""
