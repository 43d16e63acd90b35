"""The terminal's answers among the keys: taken out, also where one came in two parts."""

import re

from newstui.tui.terminal.canvas import Drawing
from newstui.tui.terminal.output import ANSWER

_PATIENCE = 0.1  # seconds: what began like an answer and stayed that was a key


_MARGINS = re.compile(r"\x1b\[\?69;([0-4])\$y")  # DECRPM: 1 and 2 are a mode that can be changed
_PROGRAM = re.compile(r"\x1bP>\|([^\x1b]*)\x1b\\")  # XTVERSION (xterm's ctlseqs)
_BEGUN = re.compile(r"\x1b(?:P(?:>(?:\|[^\x1b]*\x1b?)?)?|\[(?:\?[\d;]*\$?|6[\d;]*)?)?\Z")


class Answers:
    """Parts the answers from what was typed."""

    def __init__(self) -> None:
        self._begun = ""
        self._since = 0.0
        self.margins = False
        """Whether the terminal said that it has left and right margins."""
        self.drawing = Drawing()
        self.program = ""
        """What the terminal calls itself, with its version; "" where it was not asked, or did not say."""

    def take(self, text: str, now: float, expected: bool) -> tuple[str, int]:
        """What was typed, and how many answers there were. The beginning of an expected one is kept for the next time."""
        text, self._begun = self._begun + text, ""
        if found := _MARGINS.search(text):
            self.margins = found[1] in "12"
            text = _MARGINS.sub("", text)
        text = self.drawing.without_answers(text)
        if found := _PROGRAM.search(text):
            self.program = found[1]
            text = _PROGRAM.sub("", text)
        if expected and (found := _BEGUN.search(text)):
            text, self._begun, self._since = text[: found.start()], found[0], now
        count = text.count(ANSWER)
        if count:
            text = text.replace(ANSWER, "")
        if expected and not count and not self._begun:
            for length in range(len(ANSWER) - 1, 0, -1):
                if text.endswith(ANSWER[:length]):
                    text, self._begun, self._since = text[:-length], text[-length:], now
                    break
        return text, count

    def given_up(self, now: float) -> str:
        """What was taken for the beginning of an answer and is none."""
        if not self._begun or now - self._since < _PATIENCE:
            return ""
        text, self._begun = self._begun, ""
        return text
