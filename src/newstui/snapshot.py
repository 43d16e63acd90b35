"""The last screen, painted again at the next start before anything heavy is imported.

When the reader ends, its screen is kept beside the cache (`save`): as it is to be sent, and as a frame that the driver reads.
The next start sends it at once (`show`), if it was made for just this terminal, configuration and cache; the driver takes
over from there (`take`) and sends what has changed since. Keys typed meanwhile wait in the terminal's queue, not echoed. A
start that ends before that gives the terminal back (`restore`).

It holds only what had been on the screen, is readable by its owner only, and replaces the one before it whole. Nothing but
the standard library's smallest modules is imported here: before the first paint, each counts.
"""

import os
import sys
import termios

from newstui import __version__

ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l"
"""The alternate screen, without a cursor, and without wrapping at its edge."""
LEAVE = "\x1b[r\x1b[m\x1b[?7h\x1b[?1049l\x1b[?25h"

_NAME = "screen.snapshot"
_FORM = 1  # of the file
_LARGEST = 1 << 20  # bytes
_IN, _OUT = 0, 2  # as the driver has it: keys from standard input, screens to standard error
_VARIABLES = ("TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TMUX", "STY", "VTE_VERSION")

Attributes = list[int | list[bytes | int]]


class Shown:
    """A snapshot that is on the screen."""

    def __init__(self, columns: int, rows: int, frame: str, attributes: Attributes) -> None:
        self.columns = columns
        self.rows = rows
        self.frame = frame
        """The screen as a frame of Textual's kind."""
        self.attributes = attributes
        """The terminal's modes before."""


_shown: Shown | None = None


def show(data_dir: str | None, config_file: str | None) -> None:
    """Paint the last screen of this data folder, if it fits; the arguments are those of the command line."""
    global _shown
    try:
        if os.environ.get("TERM", "dumb") in ("", "dumb") or os.tcgetpgrp(_IN) != os.getpgrp() or not os.isatty(_OUT):
            return
        columns, rows = os.get_terminal_size(_IN)
        folder, config = _places(data_dir, config_file)
        kept, key = _read(folder), _key(folder, config, columns, rows)
        head, _, rest = kept.partition(b"\n")
        length, _, rest = rest.partition(b"\n")
        if head != key or not length.isdigit():
            return
        painted, frame = rest[: int(length)], rest[int(length) :].decode()
        attributes = termios.tcgetattr(_IN)
        _shown = Shown(columns, rows, frame, attributes)  # from here on a signal gives the terminal back
        termios.tcsetattr(_IN, termios.TCSANOW, raw(attributes))
        _write(ENTER.encode() + painted)
    except (OSError, ValueError, termios.error):  # no terminal, no snapshot, or one that cannot be read: a start like any other
        restore()


def take() -> Shown | None:
    """What is on the screen. It is the caller's from here on, and so is the terminal."""
    global _shown
    shown, _shown = _shown, None
    return shown


def restore() -> None:
    """Give the terminal back, if a snapshot is on it that nobody took."""
    shown = take()
    if shown is not None:
        try:
            _write(LEAVE.encode())
            termios.tcsetattr(_IN, termios.TCSANOW, shown.attributes)
        except (OSError, termios.error):  # the terminal is gone
            pass


def save(data_dir: str, config_file: str | None, columns: int, rows: int, painted: str, frame: str) -> None:
    """Keep a screen for the next start. `painted` leads to it from any screen, and leaves the pen as it was found."""
    path = os.path.join(data_dir, _NAME)
    new = f"{path}.{os.getpid()}.new"
    sent = painted.encode()
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"%s\n%d\n%s%s" % (_key(data_dir, config_file, columns, rows), len(sent), sent, frame.encode()))
        os.replace(new, path)
    except OSError:  # a full disk: the next start paints a little later
        for left in (new, path):
            _remove(left)


def discard(data_dir: str) -> None:
    """Keep none."""
    _remove(os.path.join(data_dir, _NAME))


def raw(attributes: Attributes) -> Attributes:
    """The modes of a terminal in which every key comes at once and as it is, control keys too, and a line feed is just that."""
    changed = list(attributes)
    changed[0] = _flags(changed[0]) & ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    changed[1] = _flags(changed[1]) & ~termios.OPOST
    changed[3] = _flags(changed[3]) & ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    special = changed[6]
    if isinstance(special, list):
        changed[6] = special = list(special)
        special[termios.VMIN] = 1
    return changed


def _flags(value: "int | list[bytes | int]") -> int:
    return value if isinstance(value, int) else 0


def _places(data_dir: str | None, config_file: str | None) -> tuple[str, str]:
    """Where `newstui.config.paths` finds both, in a few words."""
    home = os.environ.get
    mac = sys.platform == "darwin"
    data = data_dir or home("NEWSTUI_DATA_DIR", "").strip()
    config = config_file or home("NEWSTUI_CONFIG", "").strip()
    support = "~/Library/Application Support/newstui"
    if not data:
        data = support if mac else f"{home('XDG_DATA_HOME', '').strip() or '~/.local/share'}/newstui"
    if not config:
        config = (
            f"{support if mac else home('XDG_CONFIG_HOME', '').strip() or '~/.config'}{'' if mac else '/newstui'}/config.toml"
        )
    return os.path.expanduser(data), os.path.expanduser(config)


def _key(data_dir: str, config_file: str | None, columns: int, rows: int) -> bytes:
    """All that a screen depends on but the news: two that are equal look the same."""
    database = os.stat(os.path.join(data_dir, "newstui.db"))
    parts = [_FORM, __version__, columns, rows, os.path.realpath(data_dir), database.st_dev, database.st_ino]
    parts += [os.environ.get(name, "") for name in _VARIABLES]
    parts.append(_stamp(config_file) if config_file else "")
    themes = os.path.join(os.path.dirname(config_file), "themes") if config_file else ""
    if themes and os.path.isdir(themes):
        parts += [_stamp(os.path.join(themes, name)) for name in sorted(os.listdir(themes))]
    return repr(parts).encode("utf-8", "replace")


def _stamp(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return f"{os.path.abspath(path)}: none"
    return f"{os.path.abspath(path)}: {found.st_mtime_ns} {found.st_size}"


def _read(folder: str) -> bytes:
    """The file, if it is ours and nobody else's. Raises OSError."""
    descriptor = os.open(os.path.join(folder, _NAME), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if found.st_uid != os.getuid() or found.st_mode & 0o077 or found.st_size > _LARGEST:
            return b""
        return file.read()


def _write(data: bytes) -> None:
    while data:
        data = data[os.write(_OUT, data) :]


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:  # there is none
        pass
