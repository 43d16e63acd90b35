"""The terminal driver: Textual's own for Linux and macOS, mended where a terminal goes away.

Stock Textual keeps reading a terminal that hung up (an empty read, or EIO, without end), and its writer thread dies on the
first failed write, after which the application blocks on a full queue. Here both ends report `TerminalLost` once, and
what is written afterwards is dropped. And Textual paints its first screen three times; here it goes out once.
"""

import errno
import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import IO, cast

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from newstui.tui.messages import TerminalLost

_FRAME = 64  # characters; what is shorter paints nothing
_TICK = 0.1  # seconds after which an escape that nothing followed is the Esc key


class TerminalFile:
    """The terminal as a file to write to; a hang-up is reported once and ends the writing, not the program."""

    def __init__(self, file: IO[str], on_lost: Callable[[], None]) -> None:
        self._file = file
        self._on_lost = on_lost
        self.lost = False

    def write(self, text: str) -> int:
        """Write, unless the terminal is gone."""
        if not self.lost:
            try:
                return self._file.write(text)
            except (OSError, ValueError):
                self.lose()
        return len(text)

    def flush(self) -> None:
        """Flush, unless the terminal is gone."""
        if not self.lost:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self.lose()

    def lose(self) -> None:
        """The terminal is gone: say so, once."""
        if not self.lost:
            self.lost = True
            self._on_lost()

    def fileno(self) -> int:
        """The terminal's file descriptor."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether a terminal is still there."""
        return not self.lost and self._file.isatty()


class TerminalDriver(LinuxDriver):
    """Textual's driver, ending with its terminal."""

    def __init__(self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._terminal = TerminalFile(cast("IO[str]", self._file), self._report_loss)
        self._file = cast("IO[str]", self._terminal)  # type: ignore[assignment]
        self._first = ""
        self._repeats: list[str] | None = []

    @property
    def lost(self) -> bool:
        """Whether the terminal has hung up."""
        return self._terminal.lost

    def write(self, data: str) -> None:
        """Send to the terminal. Textual names a pointer shape even where there is no mouse; that is left out."""
        if not self._mouse and data.startswith("\x1b]22;"):
            return
        if self._repeats is not None and len(data) >= _FRAME:
            if self._first:
                self._repeats.append(data)
                return
            self._first = data
        super().write(data)

    def opened(self) -> None:
        """The first screen stands: what was painted over it since is sent now, unless it comes to the same."""
        repeats, self._repeats = self._repeats, None
        if repeats and repeats[-1] != self._first:
            for data in repeats:
                self.write(data)
            self.flush()
        self._first = ""

    def run_input_thread(self) -> None:
        """Read keys until the application ends or the terminal does; bytes that are no UTF-8 end nothing."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_TICK):
                    data = self._read()
                    if not data:
                        self._terminal.lose()
                        return
                    for event in parser.feed(decode(data)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        """What was typed; nothing where the terminal has closed (an empty read) or hung up (EIO)."""
        try:
            return os.read(self.fileno, 4096)
        except OSError as error:
            if error.errno not in (errno.EIO, errno.EBADF, errno.ENXIO):
                raise
            return b""

    def _report_loss(self) -> None:
        self.exit_event.set()  # ends the input thread
        self.send_message(TerminalLost())
