"""What tmux says of the terminals that it is seen in. Within it, the environment tells of one that may be gone long ago."""

import subprocess
from collections.abc import Mapping
from typing import NamedTuple

from newstui.tui.terminal.abilities import places_pictures

_SECONDS = 0.5
_ASKED = ("allow-passthrough", "client_termtype", "client_termname", "client_termfeatures")
_OWN_TERMS = ("xterm-kitty", "xterm-ghostty")  # of whose colours terminfo tells; tmux 3.3 does not name that a feature
_PASSES = ("on", "all", "1", "2")


class Client(NamedTuple):
    """A terminal at the far side of tmux."""

    passes: bool
    """Whether tmux hands on what is wrapped for it."""
    program: str
    """What it calls itself, with its version."""
    term: str
    """Its TERM."""
    features: frozenset[str]
    """What tmux takes it to be able to do."""


def clients(variables: Mapping[str, str]) -> list[Client]:
    """The terminals that show our session; none where tmux does not say. It is asked each time: they come and go."""
    pane = variables.get("TMUX_PANE")
    if not (pane and variables.get("TMUX")):  # tmux is at the near end of SSH
        return []
    words = ["tmux", "list-clients", "-t", pane, "-F", "\t".join(f"#{{{name}}}" for name in _ASKED)]
    try:
        answer = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=True, text=True)
    except (OSError, ValueError, subprocess.SubprocessError):
        return []
    lines = (line.split("\t") for line in answer.stdout.splitlines())
    told = (line for line in lines if len(line) == len(_ASKED))
    return [Client(passes in _PASSES, program, term, frozenset(features.split(","))) for passes, program, term, features in told]


def way_through(variables: Mapping[str, str]) -> str:
    """How pictures get through tmux to all terminals that show it: "kitty", "sixel", or "" where nothing sharp does."""
    found = clients(variables)
    if found and all(_takes_placeholders(client) for client in found):
        return "kitty"
    return "sixel" if found and all("sixel" in client.features for client in found) else ""


def _takes_placeholders(client: Client) -> bool:
    """Whether pictures get there, and cells in colours that are kept as they are: those say which picture it is."""
    keeps_colours = "RGB" in client.features or client.term in _OWN_TERMS
    return client.passes and places_pictures(client.program) and keeps_colours
