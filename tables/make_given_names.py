"""Make src/newstui/entities/given_names.txt from the names package (US census of 1990): `make tables`, after the places."""

from pathlib import Path
from textwrap import fill

from newstui.entities.places import place_table

TARGET = Path(__file__).parent.parent / "src" / "newstui" / "entities" / "given_names.txt"
COMMON = {"first:male": 700, "first:female": 1200}
"""How many of each are taken, the most frequent first; below stand names of one woman in twenty thousand."""
_WORDS = """
Art Bell Brook Buddy Carol Carolina Cash Chance Christian Church Cliff Crystal Dakota Dale Dawn Dean Drew Earl Faith Forest
Gale Gay General Glen Golden Grant Harvest Hope Iris Ivy Jewel Joy King Lane Major Man Mercy Merry Miracle Normal Olive Opal
Pearl Prince Queen Rich Robin Rocky Rose Royal Ruby Sandy Sky Star Summer Sunny Union Van Virgin Wade Will Young April May
June August Autumn Love Precious Early Holly Heather Violet Daisy Lily Ginger Misty Stormy Amber
"""
"""Names that begin other names as often: Rocky Mountain, Rose Garden, Will Congress."""
_EITHERS = """
Adrian Alexis Ali Andrea Andy Angel Ariel Ashley Camille Carmen Carol Casey Claude Courtney Daniele Dominique Evelyn Florence
Gabriele Guadalupe Hilary Jade Jaime Jamie Jan Jean Jess Jesse Joan Joey Jody Joyce Jude Juan Karen Kari Kay Kelly Kerry Kim
Laurie Leigh Leslie Lindsay Lindsey Loren Luca Marian Marion Maxime Meredith Michele Mika Misha Nicola Nikita Noel Pascale
Rene Rosario Sacha Sam Sasha Shannon Shirley Simone Stacy Sydney Terry Toni Tony Valery Vivian Yong Young
"""
"""Names of men and of women, here or in another country."""
_MOSTLY = 20
"""A name is a man's if it is so many times as often one as a woman's, and the other way round."""
HEAD = """# Frequent given names. Made by `make tables` from the names package (US census): do not edit here.
"""


def main() -> None:
    """Write the table."""
    from names import FILES

    table = place_table()
    found: set[str] = set()
    often: dict[str, dict[str, float]] = {}
    for kind, count in COMMON.items():
        rows = [row.split() for row in Path(FILES[kind]).read_text(encoding="utf-8").splitlines() if row.strip()]
        found.update(row[0].capitalize() for row in rows[:count])
        often[kind] = {row[0].capitalize(): float(row[1]) for row in rows}
    men, women = often.values()
    eithers = _EITHERS.split()
    kept = sorted(name for name in found.difference(_WORDS.split()) if len(name) > 2 and table.canonical(name) is None)
    sections: dict[str, list[str]] = {"Men's": [], "Women's": [], "Either's": []}
    for name in kept:
        he, she = men.get(name, 0.0), women.get(name, 0.0)
        clear = name not in eithers and max(he, she) >= _MOSTLY * min(he, she)
        sections["Either's" if not clear else "Men's" if he > she else "Women's"].append(name)
    parts = (f"# {whose}.\n{fill(' '.join(names), 125)}\n" for whose, names in sections.items())
    TARGET.write_text(HEAD + "".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
