"""How a cell looks: colours, attributes and link, as small numbers, and the shortest way from one look to another.

A look is a number into a table, so that grids compare and copy quickly. Number 0 is the terminal's own: no colour, no
attribute. Sources: ECMA-48 8.3.117 (SGR); hyperlinks are OSC 8.
"""

from functools import lru_cache
from typing import NamedTuple


class Look(NamedTuple):
    """Parameters of SGR as they are sent; an empty colour is the terminal's own."""

    fg: str = ""
    bg: str = ""
    marks: frozenset[str] = frozenset()
    """Attributes by the parameter that switches them on: "1" bold, "3" italic …"""
    link: str = ""
    """Parameters and address of OSC 8, as we send them: "id=1;https://…"."""
    picture: tuple[int, int] | None = None
    """The picture that a cell belongs to, and its row in it. No terminal is told: it says where one may be drawn over."""


PICTURE = "picture:"
"""Begins a link that leads nowhere: in a frame it says which picture a cell belongs to, "picture:NUMBER:ROW"."""

PLAIN = 0
_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29"}
_OFF |= {"51": "54", "52": "54", "53": "55"}
_ON_BLANKS = frozenset(("4", "21", "7", "9", "51", "52", "53"))  # attributes that show where there is no letter
_MARKS_OFF = {off: frozenset(mark for mark, by in _OFF.items() if by == off) for off in _OFF.values()}

_table: list[Look] = [Look()]
_numbers: dict[Look, int] = {Look(): 0}
_links: dict[str, int] = {}
_MOST_LINKS = 10_000  # a session's: looks stay for good, and some hundred bytes each are enough


_MANY = 30_000


def many() -> bool:
    """Whether so many looks are known that new ones should be few: they take some hundred bytes each."""
    return len(_table) > _MANY


def look_of(number: int) -> Look:
    """What a number stands for."""
    return _table[number]


def number_of(look: Look) -> int:
    """The number of a look."""
    number = _numbers.get(look)
    if number is None:
        number = _numbers[look] = len(_table)
        _table.append(look)
    return number


@lru_cache(maxsize=4096)
def styled(number: int, parameters: str) -> int:
    """The look after SGR with these parameters."""
    look = _table[number]
    fg, bg, marks = look.fg, look.bg, set(look.marks)
    codes = iter(parameters.split(";"))
    for code in codes:
        if code in ("", "0", "00"):
            fg = bg = ""
            marks.clear()
        elif code in ("38", "48"):
            kind = next(codes, "")
            rest = [next(codes, "0") for _ in range({"2": 3, "5": 1}.get(kind, 0))]
            colour = ";".join((code, kind, *rest))
            fg, bg = (colour, bg) if code == "38" else (fg, colour)
        elif code in _OFF:
            marks.add(code)
        elif code in _MARKS_OFF:
            marks -= _MARKS_OFF[code]
        elif code == "39":
            fg = ""
        elif code == "49":
            bg = ""
        elif code.isdecimal() and (30 <= int(code) <= 37 or 90 <= int(code) <= 97):
            fg = code
        elif code.isdecimal() and (40 <= int(code) <= 47 or 100 <= int(code) <= 107):
            bg = code
    return number_of(look._replace(fg=fg, bg=bg, marks=frozenset(marks)))


@lru_cache(maxsize=1024)
def linked(number: int, link: str) -> int:
    """The look within a link; "" or "…;" ends it.

    All cells of one address get one id, so that the terminal shows a link over two lines as one. It is short and always the
    same; the library that writes the frames makes up another one at each start.
    """
    address = link.partition(";")[2]
    if address.startswith(PICTURE):
        picture, _, row = address.removeprefix(PICTURE).partition(":")
        return number_of(_table[number]._replace(link="", picture=(int(picture), int(row))))
    if not address or (address not in _links and len(_links) >= _MOST_LINKS):
        return unlinked(number)
    mark = _links.setdefault(address, len(_links))
    return number_of(_table[number]._replace(link=f"id={mark:x};{address}"))


def unlinked(number: int) -> int:
    """The same look outside of a link, or of a picture."""
    look = _table[number]
    return number_of(look._replace(link="", picture=None)) if look.link or look.picture else number


@lru_cache(maxsize=4096)
def blank(number: int) -> int:
    """What of a look can be seen where there is a blank."""
    look = _table[number]
    return number if look.marks & _ON_BLANKS else number_of(Look(bg=look.bg, link=look.link))


@lru_cache(maxsize=4096)
def erasable(number: int) -> bool:
    """Whether a blank of this look is what erasing leaves behind: a ground, and nothing else."""
    look = _table[number]
    return not (look.fg or look.marks or look.link)


@lru_cache(maxsize=8192)
def covers(pen: int, other: int) -> bool:
    """Whether a blank written with `pen` cannot be told from one of look `other`, as `blank` gives it."""
    return pen == other or blank(pen) == other


@lru_cache(maxsize=8192)
def change(old: int, new: int) -> str:
    """The shortest sequences that make the terminal write in look `new`, when it wrote in look `old`."""
    if old == new:
        return ""
    before, after = _table[old], _table[new]
    link = "" if before.link == after.link else f"\x1b]8;{after.link or ';'}\x1b\\"
    if before[:3] == after[:3]:
        return link
    on = sorted(after.marks, key=int)
    anew = ["", *on, *(colour for colour in (after.fg, after.bg) if colour)]
    gone = sorted({_OFF[mark] for mark in before.marks - after.marks})
    lost = {mark for off in gone for mark in _MARKS_OFF[off]}
    delta = [*gone, *(mark for mark in on if mark in lost or mark not in before.marks)]
    if before.fg != after.fg:
        delta.append(after.fg or "39")
    if before.bg != after.bg:
        delta.append(after.bg or "49")
    return f"\x1b[{min(';'.join(anew), ';'.join(delta), key=len)}m{link}"
