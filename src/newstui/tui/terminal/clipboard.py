"""Copying: through the terminal (OSC 52), which also reaches the clipboard at the near end of SSH, or by a program."""

import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence

from newstui.config.settings import TerminalSettings
from newstui.errors import NewstuiError
from newstui.tui.terminal.between import Between, between, passed
from newstui.tui.terminal.outside import over_ssh

MOST = 74_994
"""Bytes of text that all terminals take which take any: 100,000 as they are sent, less what is around them."""
_PATIENCE = 2.0  # seconds that a program gets to take the text
_PROGRAMS = {
    "wl-copy": ("WAYLAND_DISPLAY", ()),
    "xclip": ("DISPLAY", ("-selection", "clipboard")),
    "xsel": ("DISPLAY", ("--clipboard", "--input")),
    "pbcopy": ("", ()),
}
"""What copies, the variable without which it cannot, and its arguments."""


def copy(text: str, asked: TerminalSettings, variables: Mapping[str, str], send: Callable[[str], None]) -> None:
    """Copy a text as the settings ask. Raises NewstuiError, which says why it was not copied, and what else can be done."""
    if asked.copy == "off":
        raise NewstuiError("Not copied: copying is off.", hint="[terminal] copy in the configuration turns it on.")
    program: Sequence[str] = asked.copy_command
    if not program and asked.copy == "auto" and not over_ssh(variables) and _takes_none(variables):
        program = _program(variables)
        if not program:
            raise NewstuiError(
                "Not copied: this terminal takes no text.",
                hint="Install wl-copy or xclip, or name a program with [terminal] copy_command.",
            )
    if program:
        _give(program, text, variables)
    elif not (asked.copy == "auto" and _by_tmux(text, variables)):
        send(clipboard_sequence(text, between(variables)))


def clipboard_sequence(text: str, way: Between) -> str:
    """What puts a text into the terminal's clipboard. Raises NewstuiError where it is too long for that."""
    data = text.encode("utf-8", "replace")
    if len(data) > MOST:
        raise NewstuiError(
            f"Not copied: {len(data) // 1000} kB are too much for a terminal, which takes {MOST // 1000} kB.",
            hint="[terminal] copy_command names a program that takes any length.",
        )
    sequence = f"\x1b]52;c;{b64encode(data).decode()}\x07"
    if way is Between.TMUX:  # taken by tmux itself (set-clipboard on), or by the terminal (allow-passthrough on)
        return sequence + passed(sequence, way)
    return passed(sequence, way)


def _by_tmux(text: str, variables: Mapping[str, str]) -> bool:
    """Whether tmux took the text for its own buffer and its terminal's clipboard: as it is set up by default, it passes nothing
    else on. Older ones than 3.2 cannot."""
    tmux = shutil.which("tmux", path=variables.get("PATH")) if variables.get("TMUX") else None
    if tmux is None:
        return False
    try:
        _give((tmux, "load-buffer", "-w", "-"), text, variables)
    except NewstuiError:
        return False
    return True


def _takes_none(variables: Mapping[str, str]) -> bool:
    """Whether it is known that the terminal has no such sequence, or has it off unless told otherwise."""
    return (
        bool(variables.get("VTE_VERSION") or variables.get("XTERM_VERSION"))
        or variables.get("TERM_PROGRAM") == "Apple_Terminal"
        or variables.get("TERM", "").startswith(("linux", "vt", "dumb"))
    )


def _program(variables: Mapping[str, str]) -> Sequence[str]:
    for name, (needs, arguments) in _PROGRAMS.items():
        if (not needs or variables.get(needs)) and (found := shutil.which(name, path=variables.get("PATH"))):
            return (found, *arguments)
    return ()


def _give(program: Sequence[str], text: str, variables: Mapping[str, str]) -> None:
    try:
        done = subprocess.run(
            program,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(variables),
            timeout=_PATIENCE,
            start_new_session=True,
            check=False,
        )
    except OSError as error:
        raise NewstuiError(f"Not copied: {program[0]} could not be started ({error.strerror or error}).") from error
    except subprocess.TimeoutExpired as error:
        raise NewstuiError(f"Not copied: {program[0]} did not take the text within {_PATIENCE:.0f} seconds.") from error
    if done.returncode:
        raise NewstuiError(f"Not copied: {program[0]} failed (status {done.returncode}).")
