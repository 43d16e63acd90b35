"""The application itself: help, palette, background, end."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class ApplicationActions:
    """? ctrl+p ctrl+z q."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def help(self) -> None:
        """Show every key."""
        from newstui.tui.screens.pages import help_page

        self._reader.app.push_screen(help_page(self._reader.desk))

    def messages(self) -> None:
        """Show what was told."""
        from newstui.tui.screens.pages import messages_page

        reader = self._reader
        reader.app.push_screen(messages_page(reader.desk, tuple(reader.activity.told)))
        reader.activity.say("")  # all of it has been seen

    def palette(self) -> None:
        """Find an action, a feed or a theme by name."""
        from newstui.tui.screens.palette import open_palette

        open_palette(self._reader)

    def suspend(self) -> None:
        """Go to the background."""
        self._reader.save()
        self._reader.app.action_suspend_process()

    def quit(self) -> None:
        """Leave; places and marks are written while the screen closes."""
        self._reader.save()
        self._reader.app.exit()
