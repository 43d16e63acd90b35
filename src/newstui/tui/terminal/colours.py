"""How many colours a terminal shows."""

from collections.abc import Mapping
from typing import Literal

from newstui.tui.terminal.abilities import terminfo_colours

Colours = Literal["true", "256", "16", "none"]


def colour_depth(variables: Mapping[str, str], setting: str = "auto") -> Colours:
    """What is to be sent: what the setting says, else what the environment does.

    NO_COLOR (no-color.org) wants none; COLORTERM promises 16 million, which GNU screen hands on without keeping it; for the
    rest terminfo knows, and where it does not, the name.
    """
    for known in ("true", "256", "16", "none"):
        if setting == known:
            return known
    term = variables.get("TERM", "")
    count = terminfo_colours(term)
    if variables.get("NO_COLOR") or (count is not None and count < 8):
        return "none"
    if variables.get("COLORTERM", "").lower() in ("truecolor", "24bit") and not term.startswith("screen"):
        return "true"
    if count is None:
        return "256" if term.endswith(("256", "256color")) else "16"
    return "true" if count > 1 << 16 else "256" if count >= 256 else "16"
