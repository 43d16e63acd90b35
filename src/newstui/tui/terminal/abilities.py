"""What a terminal can do beyond moving its cursor and taking colours, as its terminfo entry says.

Where there is no entry, or a screen of other colours than the terminal's own is erased to a ground that nobody is sure of,
blanks are written out: that is always right, and only longer. REP, the last character again, is left out even
where terminfo has it: some terminals that call themselves xterm-256color pass over it, and the screen would stay torn.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

# Terminals that print parts of questions they do not know, or answer none of those that are asked.
_TACITURN = ("linux", "vt", "screen", "dumb", "ansi", "cygwin", "cons25", "sun", "Eterm", "hurd", "unknown", "network")

_LINK_PROGRAMS = frozenset(("iTerm.app", "WezTerm", "vscode", "ghostty", "rio", "mintty", "Tabby"))
_PICTURE_PROGRAMS = frozenset(("ghostty", "kitty"))  # those that take Unicode placeholders
_NOT_TRUSTED = ("konsole", "rio", "tmux", "zellij")  # with sixels
_PICTURE_TERMS = ("xterm-kitty", "xterm-ghostty")
_TONE_TERMS = ("xterm-kitty", "xterm-ghostty", "wezterm")
_LINK_TERMS = ("xterm-kitty", "xterm-ghostty", "foot", "alacritty", "wezterm", "contour", "mintty", "rio")


class Abilities(NamedTuple):
    """The defaults are those of xterm."""

    erase_coloured: bool = True
    """Erasing leaves the colour of the ground that is set (terminfo's bce)."""
    erase: bool = True
    """EL, to the end of a line."""
    erase_cells: bool = True
    """ECH, some cells of a line."""
    columns: bool = True
    """CHA: to a column of the same line."""
    scroll: bool = True
    """Regions that scroll (DECSTBM, IND, RI)."""
    lines: bool = True
    """Whole lines are put in and taken out (IL, DL)."""
    questions: bool = True
    """Private questions and keyboard modes are at least swallowed, not printed."""
    titles: bool = True
    """A window title (OSC 2) is taken, or at least swallowed."""
    margins: bool = False
    """A part of the columns can be scrolled (DECLRMM, DECSLRM). terminfo says nothing of it: the terminal is asked."""
    tones: bool = False
    """A skin tone colours the emoji before it. Others show a second one, and foot 1.13 nothing where the next letters stand."""


PLAINEST = Abilities(False, False, False, False, False, False, False, False)
"""Cursor addressing and text."""


def abilities(variables: Mapping[str, str]) -> Abilities:
    """What the terminal named in the environment can do."""
    term = variables.get("TERM", "")
    asked = bool(term) and not term.startswith(_TACITURN) and variables.get("TERM_PROGRAM") != "Apple_Terminal"
    titled = asked or bool(variables.get("TMUX"))
    if not _know(term):
        return PLAINEST._replace(questions=asked, titles=titled)
    import curses

    def can(*names: str) -> bool:
        return all(curses.tigetstr(name) for name in names)

    return Abilities(
        erase_coloured=curses.tigetflag("bce") > 0,
        erase=can("el"),
        erase_cells=can("ech"),
        columns=can("hpa"),
        scroll=can("csr", "ind", "ri"),
        lines=can("il", "dl"),
        questions=asked,
        titles=titled,
        tones=term.startswith(_TONE_TERMS) and not (variables.get("TMUX") or variables.get("STY")),
    )


def terminfo_colours(term: str) -> int | None:
    """How many colours the terminal's entry has: 0 where it says nothing of any; None where there is no entry."""
    if not _know(term):
        return None
    import curses

    return max(0, curses.tigetnum("colors"))


@lru_cache(maxsize=1)
def _know(term: str) -> bool:
    """Whether there is an entry for the terminal; it is the one that is asked from then on."""
    try:
        import curses  # a thin C module; not every build of Python has it

        curses.setupterm(term, 1)
    except Exception:  # ImportError, and curses.error, which cannot be named without it
        return False
    return True


def has_italics(variables: Mapping[str, str]) -> bool:
    """Whether italics are that: GNU screen reverses the colours instead, of blanks too."""
    return not (variables.get("STY") or (variables.get("TERM", "").startswith("screen") and not variables.get("TMUX")))


def takes_links(variables: Mapping[str, str]) -> bool:
    """Whether the terminal is known to make links clickable (OSC 8), and tmux, where it stands between, to pass them on."""
    program, version = variables.get("TERM_PROGRAM", ""), variables.get("TERM_PROGRAM_VERSION", "")
    if variables.get("TMUX"):
        return program == "tmux" and _version(version) >= (3, 4)
    if variables.get("STY"):
        return False
    return (
        program in _LINK_PROGRAMS
        or variables.get("TERM", "").startswith(_LINK_TERMS)
        or bool(variables.get("WT_SESSION") or variables.get("KONSOLE_VERSION"))
        or _version(variables.get("VTE_VERSION", "")) > (5000,)  # 0.50.0 fell over them
    )


def is_asked_for_version(variables: Mapping[str, str]) -> bool:
    """Whether the terminal is asked which version it is (XTVERSION): the name alone does not say whether it places pictures."""
    return way_for_pictures(variables) == "kitty"


def places_pictures(program: str) -> bool:
    """Whether a terminal that calls itself so, as "kitty(0.41.1)", takes Unicode placeholders; kitty has since 0.28."""
    return program.startswith("ghostty") or (program.startswith("kitty") and _version(program) >= (0, 28))


def way_for_pictures(variables: Mapping[str, str], setting: str = "auto") -> str:
    """How pictures are shown: "kitty" (its graphics protocol), "sixel", "blocks", or "" for not at all.

    Never "sixel" by itself: the terminal has to be asked.
    """
    if setting != "auto":
        return "" if setting == "off" else setting
    if variables.get("TMUX") or variables.get("STY"):
        return "blocks"
    known = variables.get("TERM", "").startswith(_PICTURE_TERMS) or variables.get("TERM_PROGRAM") in _PICTURE_PROGRAMS
    return "kitty" if known or variables.get("KITTY_WINDOW_ID") else "blocks"


def is_trusted_with_sixels(variables: Mapping[str, str], program: str) -> bool:
    """Whether a terminal that says that it draws sixels, and calls itself so, does as others do.

    Konsole erases cells beside them and keeps them below text, Rio keeps them above it; Zellij says so whatever the terminal
    does that it runs in, and so does tmux, which is asked itself (`tmux`).
    """
    known = any(variables.get(name) for name in ("TMUX", "STY", "ZELLIJ", "KONSOLE_VERSION"))
    return not known and not program.lower().startswith(_NOT_TRUSTED)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text, re.ASCII)[:2])
