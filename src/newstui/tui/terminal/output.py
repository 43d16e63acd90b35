"""Sends screens to the terminal from a thread of its own: only what changed, and no faster than the terminal takes it.

**The newest wins.** A screen that was not sent yet is replaced by the next one. Over a line that is slow, what was written
waits in buffers that nobody can take it back from; so after some bytes the terminal is asked for its status (DSR 5, ECMA-48
8.3.35), and nothing more is painted until it has answered that it got so far. A terminal that never answered any question is
not waited for; one that falls silent is waited for some seconds.
"""

import os
import select
import time
from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from typing import TYPE_CHECKING

from newstui.tui.terminal import titles
from newstui.tui.terminal.abilities import Abilities
from newstui.tui.terminal.grid import Grid
from newstui.tui.terminal.looks import PLAIN
from newstui.tui.terminal.modes import SYNC_END, SYNC_START
from newstui.tui.terminal.pen import Pen
from newstui.tui.terminal.wire import difference

if TYPE_CHECKING:
    from newstui.tui.terminal.overlay import Overlay

QUESTION, ANSWER = "\x1b[5n", "\x1b[0n"
ASK_AFTER = 400
"""Bytes: so much may be under way before the terminal is asked how far it is."""
SILENCE = 8.0
"""Seconds after which an answer is not waited for any longer."""
SLOW = 0.12
"""Seconds that an answer takes, from which on a line is slow: a picture is some 50 kB for kitty, and 200 as sixels."""
_SYNC_FROM = 1400  # bytes: what is shorter comes in one packet, and is drawn at once anyway


class Output(Thread):
    """Knows what the terminal shows, and makes it show the newest screen."""

    def __init__(
        self,
        descriptor: int,
        able: Abilities,
        on_lost: Callable[[], None],
        on_failed: Callable[[Exception], None],
        *,
        encoding: str = "utf-8",
    ) -> None:
        super().__init__(name="terminal-output", daemon=True)
        self._descriptor = descriptor
        self._able = able
        self._on_lost = on_lost
        self._on_failed = on_failed
        self._encoding = encoding
        self._changed = Condition()
        self._controls: list[str] = []
        self._newest: Grid | None = None
        self._shown: Grid | None = None
        self._pen = Pen()
        self._overlay: Overlay | None = None
        self._drew = False  # since it answered last: how long it took then says nothing of the line
        self._ending = self._settling = False
        self._unanswered = 0  # bytes that were written since the terminal last answered, or was asked
        self._asked = 0.0  # when it was asked last
        self._open = 0  # questions that were not answered yet
        self._answers = 0
        self._took: deque[float] = deque(maxlen=3)
        self.synchronized = False
        """Whether the terminal holds a frame back until it is complete."""
        self.lost = False
        """Whether the terminal has gone away."""
        self._title = ""
        self._titled: str | None = None  # what the window is called now; None: as before, which the terminal keeps

    # What may be called from any thread.

    def control(self, data: str) -> None:
        """Send this as it is, before any later screen."""
        with self._changed:
            self._controls.append(data)
            self._changed.notify()

    def show(self, screen: Grid) -> None:
        """Make the terminal show this, unless a newer one comes first. The grid is not to be changed any more."""
        with self._changed:
            self._newest = screen
            self._changed.notify()

    def set_title(self, title: str) -> None:
        """Call the window so, unless another name comes first; "": as it was called before."""
        with self._changed:
            self._title = title
            self._changed.notify()

    def forget(self, shown: Grid | None = None) -> None:
        """Nobody knows what the terminal shows; or it shows this."""
        with self._changed:
            self._shown, self._pen = shown, Pen()
            self._titled = None if self._titled is None else ""  # whoever had the terminal meanwhile may have changed it
            self._changed.notify()

    def draw(self, overlay: "Overlay") -> None:
        """Draw this over the screens when they are still."""
        with self._changed:
            self._overlay = overlay

    def draw_anew(self) -> None:
        """There may be something else to draw."""
        with self._changed:
            if self._overlay is not None:
                self._overlay.look_again()
                self._changed.notify()

    def can(self, able: Abilities) -> None:
        """The terminal can do more than was known."""
        with self._changed:
            self._able = able

    def ask(self) -> None:
        """Find out whether the terminal answers."""
        with self._changed:
            if self._settling:
                return
            self._controls.append(self._question())
            self._changed.notify()

    def answered(self, count: int = 1) -> None:
        """The terminal has got as far as it was asked."""
        with self._changed:
            self._answers += count
            if not self._drew:
                self._took.append(time.monotonic() - self._asked)
            self._open = max(0, self._open - count)
            self._drew = self._drew and self._open > 0
            self._changed.notify()

    @property
    def asked(self) -> bool:
        """Whether the terminal was asked, not too long ago, and has not answered."""
        return self._open > 0 and not self.lost and time.monotonic() - self._asked < SILENCE

    @property
    def answer_seconds(self) -> float:
        """How long an answer took lately, at best; 0 where none came."""
        return min(self._took, default=0.0)

    @property
    def _waiting(self) -> bool:
        return self._answers > 0 and self.asked

    def settle(self, patience: float) -> None:
        """Paint and ask no more, and wait until the terminal has answered: no answer is left to whoever reads next."""
        end = time.monotonic() + patience
        with self._changed:
            self._settling = True
            while self._waiting and (left := end - time.monotonic()) > 0:
                self._changed.wait(left)

    def finish(self, last: str, patience: float) -> None:
        """Send the last words, and end. What was not sent of a screen is not sent any more."""
        last = last if self._titled is None else last + titles.END
        with self._changed:
            if self._overlay is not None and self._shown is not None:
                last = self._overlay.wiped(self._shown, PLAIN, self._pen)[0] + last
            self._newest = None
            self._controls.append(last)
            self._ending = True
            self._changed.notify()
        if self.is_alive():
            self.join(patience)
        elif self.ident is not None:  # it failed: the terminal is given back all the same
            self._send(last)

    # The thread.

    def run(self) -> None:
        """Send until the end. What fails here is for the application to tell."""
        try:
            self._serve()
        except Exception as error:
            self._on_failed(error)

    def _serve(self) -> None:
        while True:
            with self._changed:
                while not (self._controls or self._ending or self._may_paint() or self._may_name() or self._may_draw()):
                    self._changed.wait(self._patience())
                data = "".join(self._controls)
                self._controls.clear()
                ending = self._ending
                screen = self._newest if not ending and self._may_paint() else None
                if screen is not None:
                    self._newest = None
                    shown, pen = self._shown, self._pen
                    self._shown = screen
                elif not ending and self._may_draw() and self._overlay is not None:
                    drawing, self._pen = self._overlay.next(self._pen)
                    self._drew = self._drew or bool(drawing)
                    data += self._counted(drawing)
            if screen is not None:
                lead = difference if (overlay := self._overlay) is None else overlay.difference
                painted, after = lead(shown, screen, pen, self._able)
                if screen.cursor != (0, 0) and (after.x, after.y) != screen.cursor:  # the application wants it there
                    painted += f"\x1b[{screen.cursor[1] + 1};{screen.cursor[0] + 1}H"
                    after = Pen(*screen.cursor, after.look, after.region)
                data += self._framed(painted)
                with self._changed:
                    if self._shown is screen:  # not forgotten meanwhile
                        self._pen = after
            if not ending and self._may_name():
                data += self._named()
            self._send(data)
            if ending:
                return

    def _may_paint(self) -> bool:
        return self._newest is not None and not self._waiting and not self._settling

    def _may_name(self) -> bool:
        return self._able.titles and self._title != (self._titled or "") and not self._waiting and not self._settling

    def _may_draw(self) -> bool:
        return self._still_for() == 0

    def _still_for(self) -> float | None:
        """In how many seconds something may be drawn over the screen; None where nothing is to be, or the line is slow."""
        quick = 0 < self.answer_seconds <= SLOW and not self.asked
        if self._overlay is None or self._newest is not None or self._shown is None or self._settling or not quick:
            return None
        return self._overlay.due()

    def _patience(self) -> float | None:
        due = not self._settling and (self._newest is not None or self._title != (self._titled or ""))
        return max(0.0, self._asked + SILENCE - time.monotonic()) if due and self.asked else self._still_for()

    def _framed(self, painted: str) -> str:
        if self.synchronized and len(painted) >= _SYNC_FROM:
            painted = painted.join((SYNC_START, SYNC_END))
        return self._counted(painted)

    def _counted(self, sent: str) -> str:
        self._unanswered += len(sent)
        return sent + self._question() if self._unanswered >= ASK_AFTER and not self._settling else sent

    def _named(self) -> str:
        title, before = self._title, self._titled
        self._titled = title or None
        sent = titles.change(before, title)
        self._unanswered += len(sent)
        return sent

    def _question(self) -> str:
        if not self._able.questions:
            return ""
        with self._changed:
            self._unanswered = 0
            self._open = self._open + 1 if self.asked else 1
            self._asked = time.monotonic()
        return QUESTION

    def _send(self, data: str) -> None:
        left = data.encode(self._encoding, "replace")
        while left and not self.lost:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                select.select([], [self._descriptor], [], 1.0)
            except OSError:
                self.lose()

    def lose(self) -> None:
        """The terminal is gone: say so, once."""
        if not self.lost:
            self.lost = True
            self._on_lost()
