"""Gathers mentions into entities: surnames to full names, acronyms to what they stand for, peoples to their country."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newstui.entities.acronyms import Acronym
from newstui.entities.homonyms import bearers, is_full_name
from newstui.entities.mention import Mention
from newstui.entities.names import SMALL_WORDS, first_initial, folded, key_words, surname
from newstui.entities.nationals import nationals
from newstui.entities.places import place_table, without_area
from newstui.entities.surnames import surname_bearers
from newstui.entities.words import word_list
from newstui.model.analysis import Entity, EntityType
from newstui.model.language import ParsedText
from newstui.model.safe_text import safe_text
from newstui.model.spans import TextSpan

_CAPITALS = re.compile(r"(?<![\w’'])[A-Z][\w&.]*")
_DOTTED = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?")  # letters, and nobody's surname
_TYPES = {"PERSON": EntityType.PERSON, "ORG": EntityType.ORG, "PLACE": EntityType.PLACE}


_BODY_WORDS = word_list("body_words") - word_list("chambers")
_PARTICLES = word_list("particles")
_SURE = 4  # votes of a mention whose surroundings say what it is


@dataclass(slots=True)
class _Group:
    """Mentions of one entity while they are gathered."""

    key: str
    name: str | None = None
    """A name that overrules what the text calls it most fully."""
    mentions: list[Mention] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)
    fixed: EntityType | None = None

    def add(self, mention: Mention, *, votes: bool = True) -> None:
        self.mentions.append(mention)
        if votes and mention.label in _TYPES and not mention.in_head:
            self.votes[mention.label] += _SURE if mention.sure else 1

    @property
    def type(self) -> EntityType | None:
        if self.fixed is not None:
            return self.fixed
        if not self.votes:
            return None
        best = max(self.votes.values())
        # a name of several words weighs in ties: people are called by theirs
        tied = [label for label in ("PERSON", "ORG", "PLACE") if self.votes[label] == best]
        return _TYPES[tied[0]]


def group(parsed: ParsedText, mentions: Sequence[Mention], acronyms: Iterable[Acronym]) -> tuple[Entity, ...]:
    """Entities from mentions, the most often named first."""
    text = parsed.text
    groups: dict[str, _Group] = {}
    full = _full_names(mentions)
    people = frozenset(full.values())
    letters = _acronym_keys(text, mentions, acronyms)
    letters |= _initials(mentions, letters)
    bodies = _short_bodies(mentions, full) | _short_companies(text, mentions, full)
    known = {m.words for m in mentions if not m.in_head and m.label}
    table = place_table()
    meant = bearers(parsed, mentions)
    surnames = surname_bearers(text, mentions, _named_in_full(text, mentions, people))
    latest: dict[str, str] = {}
    called = nationals(parsed)
    for number, mention in enumerate(mentions):
        words = mention.words
        if mention.span.start in called:
            continue  # "the German" is somebody
        area = without_area(words)
        if meant.get(number) is False:
            continue  # a person or a place: nobody can tell
        told = surnames.get(number) if number not in meant or meant[number] else None
        if told is not None and not told.key:
            continue  # one of several people of that surname: nobody can tell
        bearer = number in meant
        place = None if bearer else table.canonical(words) or table.canonical(area)
        key = _bearer(surname(words), full, people, latest) if bearer else letters.get(words)
        if told is not None and (bearer or place is None):
            key = told.key
        if key is None and place is not None and not (mention.label == "PERSON" and " " in words):
            key = "place " + folded(place)
        elif key is None and mention.dateline:
            key = " ".join(key_words(area))
        elif key is None:
            key = bodies.get(words) or _key(mention, area, full, people, latest)
        if mention.in_head and words not in known and place is None and key not in groups and key not in people:
            continue
        if mention.label in ("GROUP", "OTHER") and place is None and not bearer and words not in letters:
            continue
        held = groups.setdefault(key, _Group(key))
        if place is not None and key.startswith("place "):
            held.fixed = EntityType.PLACE
            held.name = place
        elif told is not None and told.name is not None:
            held.name = told.name
            held.fixed = EntityType.PERSON
        # a surname goes with the full name that the text calls a person: it has no say of its own
        held.add(mention, votes=key not in people or len(key_words(words)) > 1)
        if " " in key:
            latest[surname(words)] = key
    _add_acronyms(text, groups, letters, mentions)
    entities = [e for g in groups.values() if (e := _entity(g)) is not None]
    return tuple(sorted(entities, key=lambda e: (-len(e.mentions), e.mentions[0])))


def _full_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """Surname or first name -> the key of the one person who bears it; of several, the one named most often."""
    people: Counter[str] = Counter()
    for mention in mentions:
        if mention.label == "PERSON" and not mention.in_head and len(key_words(mention.words)) > 1:
            people[" ".join(key_words(mention.words))] += 1
    found: dict[str, str] = {}
    for key, _ in people.most_common():
        found.setdefault(surname(key), key)
    firsts = Counter(key.split()[0] for key in people)
    for key in people:
        first = key.split()[0]
        if firsts[first] == 1 and first not in found:
            found[first] = key
    return found


def _named_in_full(text: str, mentions: Sequence[Mention], people: frozenset[str]) -> dict[int, str]:
    """The mentions of people by their full names, and whom they mean."""
    small = frozenset(SMALL_WORDS.findall(text))
    return {
        number: key
        for number, mention in enumerate(mentions)
        if mention.label == "PERSON"
        and not mention.in_head
        and is_full_name(mention.words, small)
        and (key := _key(mention, without_area(mention.words), {}, people, {})) in people
    }


def _key(mention: Mention, area: str, full: dict[str, str], people: frozenset[str], latest: dict[str, str]) -> str:
    parts = key_words(area)
    if len(parts) == 1 and not _DOTTED.fullmatch(area):
        last = surname(area)
        if first_initial(area):
            return _by_initial(area, last, people)
        if mention.label in ("PERSON", "", "ORG", "PLACE") and last in full and last != "":
            return _bearer(last, full, people, latest)
    elif mention.label == "PERSON" and parts and parts[0] in _PARTICLES:
        # "Ms Ní Bhriain" is the one whose name ends so
        longer = [key for key in people if key.endswith(" " + " ".join(parts))]
        if len(longer) == 1:
            return longer[0]
    elif mention.label == "PERSON" and len(parts) > 2:
        # "Anna Maria Berg" and "Anna Berg" are one, if the shorter is a name of the text
        short = f"{parts[0]} {parts[-1]}"
        if short in people:
            return short
    return " ".join(parts)


def _by_initial(words: str, last: str, people: frozenset[str]) -> str:
    """ "J. Roe" is Jane Roe, and nobody whose given name begins otherwise."""
    letter = first_initial(words)
    bearers = _by_surname(people).get(last, ())
    fitting = [key for key in bearers if key.startswith(letter)]
    return fitting[0] if len(fitting) == 1 else f"{letter} {last}" if bearers else last


@lru_cache(maxsize=1)
def _by_surname(people: frozenset[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key in people:
        found[surname(key)].append(key)
    return found


def _short_bodies(mentions: Sequence[Mention], full: Mapping[str, str]) -> dict[str, str]:
    """ "Herald", "Bank" -> the one body of the text that ends in it, or begins so with "of", where it says what a body is."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        parts = mention.words.split()
        if mention.label == "ORG" and len(parts) > 1 and not mention.in_head and parts[-1].lower() in _BODY_WORDS:
            found[parts[-1]].add(" ".join(key_words(mention.words)))
        elif mention.label == "ORG" and len(parts) > 2 and parts[1] == "of" and parts[0].lower() in _BODY_WORDS:
            found[parts[0]].add(" ".join(key_words(mention.words)))  # the Bank of Elmgate
    return {word: keys.pop() for word, keys in found.items() if len(keys) == 1 and word.lower() not in full}


def _short_companies(text: str, mentions: Sequence[Mention], full: Mapping[str, str]) -> dict[str, str]:
    """ "Orvane" -> Orvane Lines, where no other name of the text begins so, nobody bears it, and it is no place."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    companies: set[str] = set()
    places = set()
    for mention in mentions:
        parts = mention.words.split()
        if len(parts) > 1 and mention.label:
            found[parts[0]].add(" ".join(key_words(mention.words)))
            if mention.label == "ORG" and parts[-1].lower() in _COMPANIES:
                companies.add(parts[0])
        elif mention.label == "PLACE" or _IN.search(text[max(0, mention.span.start - _LOOK) : mention.span.start]):
            places.add(mention.words)
    return {
        word: next(iter(found[word]))
        for word in companies - places
        if len(found[word]) == 1 and folded(word) not in full and place_table().canonical(word) is None
    }


_COMPANIES = word_list("company_words")
_IN = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside)[ \u00a0]$")
_LOOK = 10


def _initials(mentions: Sequence[Mention], known: Mapping[str, str]) -> dict[str, str]:
    """ "EU" -> the one body of the text with these initials; both ways."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for mention in mentions:
        if mention.label == "ORG" and " " in mention.words and not mention.in_head and mention.words not in known:
            letters = "".join(w[0] for w in re.findall(r"[^\W_][\w’'-]*", mention.words) if w[0].isupper())
            found[letters][" ".join(key_words(mention.words))] = mention.words
    words = {m.words for m in mentions if m.label in ("ORG", "PLACE") and m.words.isupper() and len(m.words) > 1}
    keys: dict[str, str] = {}
    for word in words - known.keys():
        if len(found.get(word, ())) == 1 and place_table().canonical(word) is None:
            ((key, long_form),) = found[word].items()
            keys[word] = keys[long_form] = key
    return keys


def _bearer(last: str, full: dict[str, str], people: frozenset[str], latest: dict[str, str]) -> str:
    """The key of who bears a surname: the one named last."""
    near = latest.get(last)
    return near if near is not None and near in people else full[last]


def _acronym_keys(text: str, mentions: Sequence[Mention], acronyms: Iterable[Acronym]) -> dict[str, str]:
    """Acronym and long form -> one key."""
    starts = [m.span.start for m in mentions]
    keys: dict[str, str] = {}
    for acronym in acronyms:
        at = bisect_left(starts, acronym.before) - 1
        before = mentions[at] if at >= 0 and mentions[at].span.end >= acronym.before - 1 else None
        if before is None or before.label in ("PERSON", "GROUP", "OTHER"):
            continue
        initials = "".join(w[0] for w in re.findall(r"[^\W_]+", before.words))
        fits = acronym.long_form is not None or (
            before.label == "ORG" and " " in before.words and acronym.words[0].lower() == initials[:1].lower()
        )
        if not fits:
            continue
        place = place_table().canonical(before.words)
        key = keys.get(before.words) or ("place " + folded(place) if place else " ".join(key_words(before.words)))
        keys[acronym.words] = key
        keys[before.words] = key
    return keys


def _add_acronyms(text: str, groups: dict[str, _Group], letters: dict[str, str], mentions: Sequence[Mention]) -> None:
    """The acronyms wherever they stand by themselves."""
    words = [w for w in letters if " " not in w]
    if not words:
        return
    taken = [m.span for m in mentions]
    starts = [s.start for s in taken]
    longest = max(map(len, words))
    known = frozenset(words)
    for match in _CAPITALS.finditer(text):
        found = next((w for w in _prefixes(match[0][:longest]) if w in known), None)
        if found is None:
            continue
        span = TextSpan(match.start(), match.start() + len(found))
        at = bisect_left(starts, span.end) - 1
        if at >= 0 and taken[at].overlaps(span):
            continue
        held = groups.get(letters[found])
        if held is not None:
            held.mentions.append(Mention(span, found, ""))


def _prefixes(words: str) -> Iterator[str]:
    """The words, then without what follows their last sign: "U.N.'s", "U.N."; so that a lookup replaces a long pattern."""
    yield words
    for end in range(len(words) - 1, 1, -1):
        if words[end] in "&.":
            yield words[:end]


def _entity(found: _Group) -> Entity | None:
    kind = found.type
    if kind is None or not found.mentions:
        return None
    forms = Counter(m.words for m in found.mentions if not m.in_head) or Counter(m.words for m in found.mentions)
    if found.name is None:
        name = max(forms, key=lambda w: (len(w.split()), forms[w], len(w)))
    else:  # as the text writes it, where only accents differ
        same = folded(found.name)
        name = max((w for w in forms if folded(w) == same), key=lambda w: forms[w], default=found.name)
    spans = sorted({m.span for m in found.mentions})
    aliases = sorted({m.words for m in found.mentions} - {name})
    return Entity(safe_text(name), kind, tuple(spans), tuple(safe_text(a) for a in aliases))
