"""What is switched on in a terminal while the reader has it, and off again: its line discipline and its private modes.

Not among them: reports of mouse movement (1003), of the window's focus (1004) and of its size (2048). Nothing here needs
them, and over a slow line each report costs more than it tells.
"""

import termios
from typing import Any

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_ALTERNATE, _CURSOR, _WRAP, _PASTE = "1049", "25", "7", "2004"
_MOUSE = ("1000", "1002", "1006")  # buttons, drags, and their reports in decimal
_KITTY = 0b11001  # disambiguated escape codes, all keys, with their text: sw.kovidgoyal.net/kitty/keyboard-protocol


def raw(attributes: list[Any]) -> list[Any]:
    """The modes of a terminal in which every key comes at once and as it is, control keys too, and a line feed is just that."""
    changed = list(attributes)
    changed[1] &= ~termios.OPOST
    changed[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    changed[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    changed[6] = list(changed[6])
    changed[6][termios.VMIN] = 1
    return changed


def switch_on(*, questions: bool, mouse: bool, kitty: bool) -> str:
    """Everything on; `questions` says whether the terminal at least swallows what it does not know."""
    on = f"\x1b[?{_ALTERNATE}h\x1b[?{_CURSOR}l\x1b[?{_WRAP}l"
    if mouse:
        on += "".join(f"\x1b[?{mode}h" for mode in _MOUSE)
    if questions:
        on += f"\x1b[?{_PASTE}h" + (f"\x1b[>{_KITTY}u" if kitty else "") + "\x1b[?2026$p"
    return on


def switch_off(*, questions: bool, mouse: bool, kitty: bool) -> str:
    """The same off, in the order that terminals need it in: the keyboard belongs to the alternate screen."""
    off = f"\x1b[r\x1b[m\x1b[?{_PASTE}l" if questions else "\x1b[r\x1b[m"
    if mouse:
        off += "".join(f"\x1b[?{mode}l" for mode in _MOUSE)
    if questions and kitty:
        off += "\x1b[<u"
    return f"{off}\x1b[?{_WRAP}h\x1b[?{_ALTERNATE}l\x1b[?{_CURSOR}h"
