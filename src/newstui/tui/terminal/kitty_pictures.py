"""Pictures by kitty's graphics protocol, placed by Unicode placeholders (sw.kovidgoyal.net/kitty/graphics-protocol).

The picture is sent once, with how many cells it takes. Cells that hold the placeholder, with marks for their row and
column, show its parts, the picture's number being their colour: so it scrolls, is covered and repainted like any text.
"""

import unicodedata
from base64 import standard_b64encode
from functools import cache
from hashlib import blake2b

from newstui.tui.terminal.placeholders import PLACEHOLDER

_PART = 4096
_COMMON = frozenset((*range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x313, 0x314, 0x342, 0x653, 0x654))


@cache
def _marks() -> tuple[str, ...]:
    """The first 129 of the protocol's row and column marks: marks above a letter (combining class 230) that are not made of
    others, in their order, without the common ones."""
    found = (chr(code) for code in range(0x300, 0x82E) if code not in _COMMON)
    return tuple(mark for mark in found if unicodedata.combining(mark) == 230 and not unicodedata.decomposition(mark))


def number_of(url: str) -> int:
    """A picture's number, of 24 bits; small ones, which other programs take, are left out."""
    return int.from_bytes(blake2b(url.encode(), digest_size=3).digest()) | 0x010000


def colour_of(number: int) -> tuple[int, int, int]:
    """The colour that says the number."""
    return number >> 16, number >> 8 & 0xFF, number & 0xFF


def cells(row: int, columns: int) -> str:
    """The cells of one row of a picture."""
    marks = _marks()
    return "".join(f"{PLACEHOLDER}{marks[row]}{marks[column]}" for column in range(columns))


def sending(number: int, image: bytes) -> list[str]:
    """What hands the terminal a picture (PNG), in parts."""
    data = standard_b64encode(image).decode()
    parts = [data[at : at + _PART] for at in range(0, len(data), _PART)] or [""]
    sent = []
    for at, part in enumerate(parts):
        more = int(at + 1 < len(parts))
        keys = f"a=t,f=100,i={number},q=2,m={more}" if at == 0 else f"m={more},q=2"
        sent.append(f"\x1b_G{keys};{part}\x1b\\")
    return sent


def placing(number: int, columns: int, rows: int) -> str:
    """What says how many cells the picture takes wherever its placeholders stand."""
    return f"\x1b_Ga=p,U=1,i={number},p=1,c={columns},r={rows},q=2\x1b\\"


def dropping(number: int) -> str:
    """What makes the terminal forget the picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"
