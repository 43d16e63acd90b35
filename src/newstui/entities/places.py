"""Countries, their demonyms and large cities (places.txt), ready to be looked up."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from newstui.entities.names import as_a_name


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """What names a place. Keys are names as they are written."""

    countries: dict[str, str]
    """Each name, other name, demonym and adjective of a country -> the country's name."""
    demonyms: frozenset[str]
    cities: dict[str, str]
    """Each spelling of a city or region -> its name."""
    countries_of: dict[str, str]
    """Each city or region, by its name -> its country."""

    def canonical(self, words: str) -> str | None:
        """The place that the words name: a country for its demonym, a city for itself; None where the table has neither."""
        country = self.countries.get(words)
        if country is not None:
            return country
        return self.cities.get(words)

    def country(self, words: str) -> str | None:
        """The country that a place lies in, or is."""
        return self.countries.get(words) or self.countries_of.get(self.cities.get(words, ""))


_AREA = re.compile(r"\s(?:province|region|governorate|prefecture|peninsula|district|county|state|valley|oblast)$")


def without_area(words: str) -> str:
    """ "Idaho" for "Idaho state"."""
    return _AREA.sub("", words)


@cache
def place_table() -> PlaceTable:
    """The table, read once."""
    countries: dict[str, str] = {}
    demonyms: set[str] = set()
    cities: dict[str, str] = {}
    countries_of: dict[str, str] = {}
    text = resources.files("newstui.entities").joinpath("places.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, other, people, towns = line.split("|")
        countries[name] = name
        for word in other.split():
            countries[word.replace("_", " ")] = name
        for word in people.split():
            countries[word.replace("_", " ")] = name
            demonyms.add(word.replace("_", " "))
        for town in towns.split():
            spellings = town.replace("_", " ").split("=")
            for spelling in spellings:
                cities.setdefault(spelling, spellings[0])
            countries_of.setdefault(spellings[0], name)
    cities = {town: name for town, name in cities.items() if town not in countries}
    return PlaceTable(countries, frozenset(demonyms), cities, countries_of)


def as_a_place(words: str) -> str:
    """A place in capitals as it is written elsewhere ("IOWA"); other words as they are, for they may be letters or a shout."""
    table = place_table()
    plain = as_a_name(words) if len(words) > 3 and table.canonical(words) is None else words
    return plain if table.canonical(plain) else words


def with_full_stop(text: str, start: int, stop: int) -> int:
    """The end of a state's short form ("Mass."), its full stop with it; 0 where the words are none."""
    return stop + 1 if text[stop : stop + 1] == "." and place_table().canonical(text[start : stop + 1]) else 0
