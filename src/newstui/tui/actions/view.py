"""What of the screen is shown, and in which colours."""

from typing import TYPE_CHECKING

from newstui.config.actions import Pane
from newstui.tui.arrangement import MIDDLE, WIDE

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class ViewActions:
    """Sidebar, width, theme."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def sidebar(self) -> None:
        """Show or hide the names; where they lie over the article, go to them and back."""
        reader = self._reader
        if reader.app.size.width >= WIDE and not reader.zoomed:
            reader.sidebar_wanted = not reader.sidebar_wanted
            if reader.pane is Pane.SIDEBAR:
                reader.set_pane(Pane.ARTICLE)
            reader.lay_out()
        else:
            reader.set_pane(Pane.ARTICLE if reader.pane is Pane.SIDEBAR else Pane.SIDEBAR)

    def zoom(self) -> None:
        """Give the pane all the width, a list as well as an article, or take it back."""
        reader = self._reader
        if reader.app.size.width < MIDDLE:
            reader.say("One pane at a time has all the width already.")
            return
        reader.zoomed = not reader.zoomed
        reader.lay_out()

    def pictures(self) -> None:
        """Show the article's pictures, or hide them."""
        self._reader.pictures.toggle()

    def theme(self) -> None:
        """Choose a theme; each is shown while the cursor is on it."""
        from newstui.tui.screens.choices import ThemeChoices

        self._reader.app.push_screen(ThemeChoices(self._reader))
