"""What is switched on in a terminal while the reader has it, and off again: its private modes.

Not among them: reports of mouse movement (1003), of the window's focus (1004) and of its size (2048). Nothing here needs
them, and over a slow line each report costs more than it tells.
"""

from newstui.snapshot import ENTER, LEAVE

SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
CURSOR = "\x1b[?25h"
_PASTE = "2004"
_MOUSE = ("1000", "1002", "1006")  # buttons, drags, and their reports in decimal
_KITTY = 0b11001  # disambiguated escape codes, all keys, with their text: sw.kovidgoyal.net/kitty/keyboard-protocol


def switch_on(*, entered: bool, questions: bool, mouse: bool, kitty: bool, version: bool = False) -> str:
    """Everything on. `entered`: the screen is ours already; `questions`: the terminal swallows what it does not know; `version`:
    it is asked which it is.
    """
    on = "" if entered else ENTER
    if mouse:
        on += "".join(f"\x1b[?{mode}h" for mode in _MOUSE)
    if questions:
        on += f"\x1b[?{_PASTE}h" + (f"\x1b[>{_KITTY}u" if kitty else "") + "\x1b[?2026$p\x1b[?69$p"
        on += "\x1b[>q" if version else ""
    return on


def switch_off(*, questions: bool, mouse: bool, kitty: bool) -> str:
    """The same off, in the order that terminals need it in: the keyboard belongs to the alternate screen."""
    off = "".join(f"\x1b[?{mode}l" for mode in _MOUSE) if mouse else ""
    if questions:
        off += f"\x1b[?{_PASTE}l" + ("\x1b[<u" if kitty else "")
    return off + LEAVE
