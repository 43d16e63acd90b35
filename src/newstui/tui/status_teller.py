"""Puts the status line together from what the reader screen is about, lets messages go, and names the terminal's window."""

from typing import TYPE_CHECKING

from textual.geometry import Offset

from newstui.config.actions import Pane
from newstui.rendering.status import Status
from newstui.tui.screens.hints import hints, told_elsewhere

if TYPE_CHECKING:
    from textual.timer import Timer

    from newstui.model.analysis import Quotation
    from newstui.rendering.attribution import Attribution
    from newstui.tui.reader_screen import ReaderScreen
    from newstui.tui.widgets.article_view import ArticleView

_FADES = 10.0  # seconds until a message makes room again for what the line says at rest
_NAMED = 0.3  # seconds in which changes of the window's title are sent as one


class StatusTeller:
    """Tells in one line where the reader is, what runs and what went wrong."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._told = ""
        self._fading: Timer | None = None
        self._naming: Timer | None = None

    def tell(self) -> None:
        """Paint the line, if it has other words now. A message goes by itself after a while; an error stays."""
        reader = self._reader
        activity, keymap = reader.activity, reader.desk.keymap
        if activity.message != self._told:
            self._told = activity.message
            if self._fading is not None:
                self._fading.stop()
            self._fading = reader.set_timer(_FADES, self._fade) if self._told and reader.is_running else None
        if self._naming is None and reader.is_running:
            self._naming = reader.set_timer(_NAMED, self._name_window)
        if reader.desk.settings.appearance.linear:
            reader.app.cursor_position = Offset(0, reader.panes[reader.pane].current_row)
        choices = reader.key_reader.choices
        focused = reader.article.focused if reader.pane in (Pane.ARTICLE, Pane.SIDEBAR) else None
        reader.status.show(
            Status(
                place=reader.lists.title,
                online=activity.online,
                tasks=tuple(activity.tasks.values())[:2],
                waiting=reader.cache_watch.waiting,
                failed=reader.cache_watch.failed,
                queue_key=keymap.first("feed.queue"),
                more_key=keymap.first("app.messages"),
                message=activity.message if not choices else "",
                mixed=activity.mixed,
                error=activity.error if not choices else "",
                typed=reader.key_reader.typed,
                mode=self._mode,
                about=_about(focused, reader.article) if not choices else None,
                also=self._also(focused),
                also_key=keymap.first("quote.compare") if reader.pane is Pane.ARTICLE else "",  # in the sidebar it is another
                hints=choices or hints(reader.pane, keymap),
                row_hint=told_elsewhere(keymap, reader.entries.row) if reader.pane is Pane.ENTRIES and not choices else ("", ""),
            )
        )
        if reader.heard_above is not None:
            reader.heard_above()

    @property
    def _mode(self) -> str:
        """What is highlighted, where that is not what the configuration says: what is always so is not told on every line."""
        reader = self._reader
        mode: str = reader.article.look.highlights
        return mode if reader.article.article is not None and mode != reader.desk.settings.reading.highlights else ""

    def _fade(self) -> None:
        self._reader.activity.message, self._fading = "", None
        self.tell()

    def _name_window(self) -> None:
        from newstui.tui.window_title import window_title  # after the first paint

        reader = self._reader
        opened, title, self._naming = reader.keeper.row, "", None
        if reader.desk.settings.terminal.title:
            title = window_title(reader.feeds.nodes, opened.title if opened else None, ascii=reader.desk.ascii_only)
        reader.news_app.show_title(title)

    def _also(self, quotation: "Quotation | None") -> tuple[str, str]:
        """Where else the quotation was printed, in full and in short."""
        reader = self._reader
        printed = reader.guard(lambda: reader.keeper.printed(quotation)) if quotation is not None else None
        if printed is None:
            return "", ""
        from newstui.rendering.printings import also

        return also(printed)


def _about(quotation: "Quotation | None", view: "ArticleView") -> "Attribution | None":
    article, analysis = view.article, view.analysis
    if quotation is None or article is None or analysis is None:
        return None
    from newstui.rendering.attribution import attribution
    from newstui.rendering.limits import language_name

    missing = f"In {language_name(analysis.language)}: who says it is found in English only" if analysis.language != "en" else ""
    return attribution(quotation, article.document.text, unattributed=missing)
