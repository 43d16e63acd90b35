"""The terminal driver: takes Textual's frames, and sends what they change.

Textual's own driver writes every frame as it comes, keeps reading a terminal that hung up, and comes back from a stop that
it did not order to a screen that it does not know. Here a frame is read into a grid of cells (`grid`), what differs from
what the terminal shows is sent by a thread (`output`), a lost terminal is reported once, and after a stop everything is set
and painted anew.
"""

import contextlib
import errno
import os
import selectors
import signal
import socket
import termios
import time
from codecs import getincrementaldecoder
from threading import Thread
from typing import Any

from textual import constants, events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from newstui import snapshot
from newstui.tui.messages import TerminalLost
from newstui.tui.terminal import modes
from newstui.tui.terminal.abilities import abilities, is_asked_for_version
from newstui.tui.terminal.answers import Answers
from newstui.tui.terminal.canvas import FIRST_QUESTION
from newstui.tui.terminal.gallery import Gallery
from newstui.tui.terminal.grid import UNKNOWN, Grid
from newstui.tui.terminal.looks import PLAIN, change
from newstui.tui.terminal.output import Output
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.wire import difference

_TICK = 0.1  # seconds after which an escape that nothing followed is the Esc key
_SETTLED = 5 * _TICK
"""Seconds after what was typed last, in which something may still begin like a key; then the thread sleeps until more comes."""
_REPAINT_AFTER = 0.2  # seconds in which a screen of another size has to be complete
_LAST_WORDS = 1.0  # seconds that a terminal gets to take what restores it


class TerminalDriver(LinuxDriver):
    """Sends as little as possible, and ends with its terminal."""

    def __init__(self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._able = abilities(os.environ)
        self._wanted = Grid(*(size or self._get_terminal_size()), fill=UNKNOWN)
        self._dirty = False
        self._running = False
        self._title = ""
        self._output = self._make_output()
        self._answers = Answers()
        self.gallery = Gallery(self._output, self._answers.drawing, self.fileno)
        self._entered = self._cursor_shown = False
        self._nudge: socket.socket | None = None
        """Wakes the thread that reads keys, to look whether it should end."""
        self._take_over()

    def _make_output(self) -> Output:
        file: Any = self._file
        output = Output(file.fileno(), self._able, self._report_loss, self._report_failure, encoding=file.encoding or "utf-8")
        output.set_title(self._title)
        return output

    def _take_over(self) -> None:
        """Go on from the last time's screen, where it is on the terminal already."""
        shown = snapshot.take()
        if shown is None:
            return
        self.attrs_before = list(shown.attributes)
        self._entered = True
        grid = Grid(shown.columns, shown.rows, fill=UNKNOWN)
        grid.read(shown.frame)
        if grid.whole:
            self._output.forget(grid)

    @property
    def lost(self) -> bool:
        """Whether the terminal has hung up."""
        return self._output.lost

    @property
    def screen(self) -> Grid:
        """The screen as it was last painted."""
        return self._wanted

    def painted(self, screen: Grid) -> str:
        """What makes any screen this one, and leaves the terminal writing as it does by itself."""
        sent, pen = difference(None, screen, Pen(), self._able)
        return sent + change(pen.look, PLAIN)

    # Painting.

    def write(self, data: str) -> None:
        """Take a frame in; send what is none: a bell, the clipboard. A pointer shape says nothing where there is no mouse."""
        if data in (modes.SYNC_START, modes.SYNC_END):
            self._output.synchronized = True
        elif not self._mouse and data.startswith("\x1b]22;"):
            return
        elif self._wanted.read(data):
            self._dirty = True
        else:
            self._output.control(data)

    def flush(self) -> None:
        """A frame is complete: show it. The first ones, and those of another size, wait until the whole screen is known."""
        if self._dirty and self._wanted.whole:
            self._dirty = False
            self._output.show(self._wanted.copy())

    def show_cursor(self) -> None:
        """Let the cursor be seen, and followed by a screen reader: it stands where the application puts it."""
        self._cursor_shown = True
        self._output.control(modes.CURSOR)

    def set_title(self, title: str) -> None:
        """Call the terminal's window so; "": as it was called before, as at the end."""
        if title != self._title:
            self._title = title
            self._output.set_title(title)

    @property
    def answer_seconds(self) -> float:
        """How long the terminal's last answer took; 0 where it gave none."""
        return self._output.answer_seconds

    @property
    def program(self) -> str:
        """What the terminal calls itself; "" where it did not say."""
        return self._answers.program

    # Size.

    def _get_terminal_size(self) -> tuple[int, int]:
        for descriptor in (self.fileno, 2, 1):
            try:
                columns, rows = os.get_terminal_size(descriptor)
            except (OSError, ValueError):
                continue
            if columns and rows:
                return columns, rows
        return super()._get_terminal_size()

    def _resized(self, *_: object) -> None:
        """The terminal has another size, or had for a moment: what it shows now is anybody's guess."""
        self._output.forget()
        self.gallery.resized()
        self._fit()

    def _fit(self) -> None:
        width, height = self._get_terminal_size()
        if (width, height) != (self._wanted.width, self._wanted.height):
            self._wanted = Grid(width, height, fill=UNKNOWN)
        elif self._wanted.whole:
            self._output.show(self._wanted.copy())
        size = Size(width, height)
        self.send_message(events.Resize(size, size))
        self._loop.call_soon_threadsafe(self._loop.call_later, _REPAINT_AFTER, self._complete)

    def _complete(self) -> None:
        """Ask for what is missing of the screen: the application paints nothing when it ends up with the size that it knows."""
        if self._running and not self._wanted.whole:
            self._app.refresh(layout=True)

    # Beginning and end.

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        if not self._in_foreground():
            return
        if self._output.ident is not None:  # it was given back meanwhile
            self._output = self._make_output()
            self.gallery.move(self._output)
        self._output.start()
        self._running = True
        signal.signal(signal.SIGWINCH, self._resized)
        self._take_terminal()
        self._fit()
        self._key_thread = self._start_reading()
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.send_message(self.SignalResume())

    def _take_terminal(self) -> None:
        with contextlib.suppress(termios.error):
            if self.attrs_before is None:
                self.attrs_before = termios.tcgetattr(self.fileno)
            termios.tcsetattr(self.fileno, termios.TCSANOW, snapshot.raw(termios.tcgetattr(self.fileno)))
        kitty = not constants.DISABLE_KITTY_KEY
        entered, self._entered = self._entered, False
        version = is_asked_for_version(os.environ)
        on = modes.switch_on(entered=entered, questions=self._able.questions, mouse=self._mouse, kitty=kitty, version=version)
        if self._able.questions and not version:
            on += FIRST_QUESTION
        self._output.control(on)
        if self._cursor_shown:
            self._output.control(modes.CURSOR)
        self.gallery.hand_again()
        self._output.ask()

    def _in_foreground(self) -> bool:
        """Whether the terminal is ours. In the background, changing a mode stops the process; going on is tried again then."""
        if not os.isatty(self.fileno):
            return True

        def stop_again(*_: object) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)

        signal.signal(signal.SIGTTOU, stop_again)
        signal.signal(signal.SIGTTIN, stop_again)
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
        except termios.error:
            return False
        finally:
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            signal.signal(signal.SIGTTIN, signal.SIG_DFL)
        return True

    def _sigcont_application(self, *_: object) -> None:
        """Go on: after a stop of our own as planned; after one from outside with everything set and painted anew."""
        if not self._auto_restart:
            return
        if not self._running:
            self.resume_application_mode()
        elif self._in_foreground():
            self._take_terminal()
            self._resized()

    def disable_input(self) -> None:
        """Read no more keys."""
        if self.exit_event.is_set() or not self._running:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._output.settle(_LAST_WORDS)
        self._stop_reading()
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()
        with contextlib.suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        if not self._running:
            return
        self.disable_input()
        self._running = False
        self.gallery.take_back()
        self._output.finish(
            modes.switch_off(questions=self._able.questions, mouse=self._mouse, kitty=not constants.DISABLE_KITTY_KEY),
            _LAST_WORDS,
        )
        if self.attrs_before is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def close(self) -> None:
        """Nothing is left to do: the output ends with the application mode."""

    # Keys.

    def _start_reading(self) -> Thread:
        self._nudge, self._nudged = socket.socketpair()
        thread = Thread(target=self._run_input_thread, name="terminal-input", daemon=True)
        thread.start()
        return thread

    def _stop_reading(self) -> None:
        self.exit_event.set()
        nudge, self._nudge = self._nudge, None
        if nudge is not None:
            nudge.close()  # which the other end hears

    def run_input_thread(self) -> None:
        """Read keys until the application ends or the terminal does; bytes that are no UTF-8 end nothing."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        came = time.monotonic()
        with self._nudged as nudged, selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(nudged, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                typed = self._answers.given_up(time.monotonic())
                if selector.select(_TICK if time.monotonic() - came < _SETTLED else None) and not self.exit_event.is_set():
                    came = time.monotonic()
                    data = self._read()
                    if not data:
                        self._output.lose()
                        return
                    keys, answers = self._answers.take(typed + decode(data), time.monotonic(), self._output.asked)
                    self.gallery.hear()
                    if self._answers.margins and not self._able.margins:
                        self._able = self._able._replace(margins=True)
                        self._output.can(self._able)
                    if answers:
                        self._output.answered(answers)
                    typed = keys
                if typed:
                    for event in parser.feed(typed):
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

    def _report_failure(self, error: Exception) -> None:
        """Nothing can be painted any more: end, and show why."""
        from rich.traceback import Traceback

        self._app.call_later(self._app.panic, Traceback.from_exception(type(error), error, error.__traceback__))

    def _report_loss(self) -> None:
        self._stop_reading()
        self.send_message(TerminalLost())
