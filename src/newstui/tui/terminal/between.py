"""Multiplexers between the reader and the terminal that its user sees: what is meant for the one has to pass the other."""

from collections.abc import Mapping
from enum import StrEnum

_PART = 240  # bytes: GNU screen drops a string longer than 768, older ones than 256


class Between(StrEnum):
    """What stands between."""

    NOTHING = "nothing"
    TMUX = "tmux"
    SCREEN = "screen"


def between(variables: Mapping[str, str]) -> Between:
    """What stands between, as the environment says; over SSH only TERM does."""
    term = variables.get("TERM", "")
    if variables.get("TMUX") or term.startswith("tmux"):
        return Between.TMUX
    # A tmux that calls itself screen passes over what is wrapped for screen; the other way round it would be printed.
    return Between.SCREEN if variables.get("STY") or term.startswith("screen") else Between.NOTHING


def passed(sequence: str, way: Between) -> str:
    """A sequence wrapped so that it gets to the terminal; where screen is in between, it has to be one that ends with BEL."""
    if way is Between.TMUX:  # where its option allow-passthrough is on
        return "\x1bPtmux;{}\x1b\\".format(sequence.replace("\x1b", "\x1b\x1b"))
    if way is Between.SCREEN:
        return "".join(f"\x1bP{sequence[at : at + _PART]}\x1b\\" for at in range(0, len(sequence), _PART))
    return sequence
