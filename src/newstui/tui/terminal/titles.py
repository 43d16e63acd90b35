"""The window's title: what the terminal calls itself while the reader has it, and what it was called before.

The former title lies on the terminal's own stack meanwhile (XTWINOPS 22 and 23, invisible-island.net/xterm/ctlseqs).
Where there is none, the title ends empty: shells and window managers then put their own.
"""

_PUSH, _POP = "\x1b[22;2t", "\x1b[23;2t"
END = f"\x1b]2;\x07{_POP}"
"""Gives back the title that was there before."""


def change(before: str | None, title: str) -> str:
    """What makes `title` of the title that we gave it before (None: it has its own still); "" gives its own back."""
    if not title:
        return END
    return f"{_PUSH if before is None else ''}\x1b]2;{title}\x07"
