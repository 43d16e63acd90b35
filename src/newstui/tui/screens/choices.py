"""Dialogs that let the reader choose one of several things."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.widget import Widget

from newstui.config.actions import Action
from newstui.errors import NewstuiError
from newstui.rendering.cells import fit
from newstui.rendering.lines import Line, Segment
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog, DialogList
from newstui.tui.strips import Painter

if TYPE_CHECKING:
    from textual.await_complete import AwaitComplete

    from newstui.tui.reader_screen import ReaderScreen


class _Options(DialogList):
    def __init__(self, painter: Painter, options: Mapping[str, str]) -> None:
        super().__init__(painter)
        self._keys = list(options)
        self._words = list(options.values())

    @property
    def items(self) -> int:
        return len(self._keys)

    @property
    def key(self) -> str | None:
        """What the cursor is on."""
        return self._keys[self.cursor] if self._keys else None

    def go_to(self, key: str) -> None:
        if key in self._keys:
            self.cursor = self._keys.index(key)

    def line(self, index: int, width: int) -> Line:
        return self.marked(index, Line.of((Segment(f" {fit(self._words[index], max(1, width - 2))}"),)), width)


class Choices(Dialog[str]):
    """Ends with the key of what was chosen, None where it was given up."""

    DEFAULT_CSS = """
    Choices #box { width: 56; }
    """

    def __init__(self, desk: Desk, title: str, options: Mapping[str, str], *, at: str | None = None) -> None:
        super().__init__(desk, title, "Enter · Esc")
        self.options = _Options(desk.painter, options)
        if at is not None:
            self.options.go_to(at)

    def content(self) -> list[Widget]:
        """The options."""
        return [self.options]

    def act(self, action: Action) -> None:
        """Move, or take what the cursor is on."""
        if action.id == "move.open":
            self.dismiss(self.options.key)
        elif self.options.move(action):
            self.moved()

    def moved(self) -> None:
        """The cursor went to another option."""


class ThemeChoices(Choices):
    """Shows each theme while the cursor is on it, and keeps the one that Enter takes.

    It stands over the lists, so that the open article is seen.
    """

    DEFAULT_CSS = """
    ThemeChoices { align: left middle; }
    ThemeChoices #box { width: 29; }
    """

    def __init__(self, reader: "ReaderScreen") -> None:
        desk = reader.desk
        names = {name: name.replace("-", " ").capitalize() for name in desk.themes.files() if not self._unfit(desk, name)}
        if desk.theme.name in names:
            names[desk.theme.name] += " (in use)"
        limits = {"16": "Themes for 16 colours", "none": "Themes without colours"}
        super().__init__(desk, limits.get(desk.depth, "Theme"), names, at=desk.theme.name)
        self._reader, self._before = reader, desk.theme

    @staticmethod
    def _unfit(desk: Desk, name: str) -> str:
        try:
            return desk.unfit(desk.themes.load(name))
        except NewstuiError:  # said when the cursor comes to it
            return ""

    def moved(self) -> None:
        """Show the theme; one that cannot be read says why and is passed over."""
        name = self.options.key
        if name is None:
            return
        try:
            self._reader.news_app.use_theme(self.desk.themes.load(name))
        except NewstuiError as error:
            self._reader.fail(error)
        self.options.set_painter(self.desk.painter)

    def act(self, action: Action) -> None:
        """As for any choice; another press of the theme key takes the next one."""
        if action.id == "view.theme":
            self.options.move_to((self.options.cursor + 1) % max(1, self.options.items))
            self.moved()
        else:
            super().act(action)

    def dismiss(self, result: str | None = None) -> "AwaitComplete":
        """Giving up brings the theme of before back."""
        if result is not None:
            self.desk.chosen_theme = self.desk.theme.name
        elif self.desk.theme is not self._before:
            self._reader.news_app.use_theme(self._before)
        return super().dismiss(result)
