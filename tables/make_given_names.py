"""Make src/newstui/entities/given_names.txt from the names package (US census of 1990): `make tables`, after the places."""

from pathlib import Path

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
HEAD = """# Frequent given names. Made by `make tables` from the names package (US census): do not edit here.
"""


def main() -> None:
    """Write the table."""
    from names import FILES

    table = place_table()
    found: set[str] = set()
    for kind, count in COMMON.items():
        rows = Path(FILES[kind]).read_text(encoding="utf-8").splitlines()[:count]
        found.update(row.split()[0].capitalize() for row in rows if row.strip())
    kept = sorted(name for name in found.difference(_WORDS.split()) if len(name) > 2 and table.canonical(name) is None)
    lines, line = [], ""
    for name in kept:
        if len(line) + len(name) > 125:
            lines.append(line)
            line = ""
        line = f"{line} {name}".strip()
    TARGET.write_text(HEAD + "\n".join([*lines, line]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
