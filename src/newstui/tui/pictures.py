"""The open article's pictures: whether they are shown, fetched where they are not there, and handed to the terminal."""

import os
from asyncio import Lock, to_thread
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from newstui.config.roles import Ground
from newstui.model.numbers import counted
from newstui.model.pictures import SmallPicture, picture_addresses
from newstui.model.wishes import WishKind
from newstui.rendering.picture_cells import Colour, PictureBox, half_blocks
from newstui.tui.terminal import kitty_pictures as kitty
from newstui.tui.terminal.abilities import is_trusted_with_sixels, places_pictures, way_for_pictures
from newstui.tui.terminal.between import Between, between
from newstui.tui.terminal.driver import TerminalDriver
from newstui.tui.terminal.looks import PICTURE, many
from newstui.tui.terminal.output import SLOW
from newstui.tui.terminal.outside import over_ssh

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class Pictures:
    """Z, and what opens with pictures by itself where the reader set it so."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._entry: int | None = None  # whose pictures are shown
        self._there: dict[str, SmallPicture] = {}
        self._warned = False
        self._through_tmux = ""
        """How pictures get through tmux, as it said when they were last to be shown."""
        self._asking = Lock()
        reader.article.on_placed = self._placed

    # When they are shown.

    def toggle(self) -> None:
        """Show the open article's pictures, or hide them."""
        reader = self._reader
        row = reader.keeper.row
        if row is None or reader.article.article is None:
            reader.say("No article is open.")
        elif not self._addresses():
            reader.say("There are no pictures in this article.")
        elif self._entry == row.id:
            self.hide()
            reader.say("The pictures are hidden.")
        else:
            self._once_tmux_said(row.id, self._show_asked)

    def _show_asked(self, entry_id: int) -> None:
        reader = self._reader
        if not self._way:
            reader.say("No pictures here: they need 16 million colours, or sixels; and [terminal] pictures may not be off.")
        elif self._seconds > SLOW and not self._warned:
            self._warned = True
            key = reader.desk.keymap.first("view.pictures")
            reader.say(f"This line is slow: a picture takes a while. {key} again shows them all the same.")
        else:
            self._warned = False
            self._show(entry_id, asked=True)

    def opened(self) -> None:
        """An article was opened, or its text came: show its pictures by themselves where the reader wants that."""
        row, when = self._reader.keeper.row, self._reader.desk.settings.reading.pictures
        if row is not None and self._entry == row.id:
            self._refresh(asked=False)
            return
        self.hide()
        if row is not None and (when == "always" or (when == "auto" and self._quick)) and self._addresses():
            self._once_tmux_said(row.id, self._show_unasked)

    def _show_unasked(self, entry_id: int) -> None:
        if self._way:
            self._show(entry_id, asked=False)

    def heard(self, entry_id: int) -> None:
        """An article's pictures came, or could not be had."""
        if entry_id != self._entry:
            return
        tried = self._refresh(asked=False)
        failed = [why for why in tried if why]
        if failed and not self._there:
            self._reader.say(f"No picture could be had: {failed[0]}")
        elif tried:
            missing = f"; {len(failed)} could not be had: {failed[0]}" if failed else "."
            self._reader.say(f"{counted(len(self._there), 'picture')}{missing}")

    def hide(self) -> None:
        """Show none."""
        if self._entry is not None:
            self._entry, self._there = None, {}
            self._reader.article.set_pictures({}, None)

    def is_shown(self, url: str) -> bool:
        """Whether the picture at an address is on the screen, or would be."""
        return url in self._there

    # How.

    def _once_tmux_said(self, entry_id: int, show: Callable[[int], None]) -> None:
        """Show an entry's pictures: at once, or where tmux stands between as soon as it said how: asking it takes a process."""
        if self._reader.desk.settings.terminal.pictures == "auto" and between(os.environ) is Between.TMUX:
            self._reader.run_worker(self._ask_tmux(entry_id, show), group="pictures")
        else:
            show(entry_id)

    async def _ask_tmux(self, entry_id: int, show: Callable[[int], None]) -> None:
        from newstui.tui.terminal.tmux import way_through

        async with self._asking:
            if self._is_open(entry_id):
                self._through_tmux = await to_thread(way_through, os.environ)
        if self._is_open(entry_id):
            show(entry_id)

    def _is_open(self, entry_id: int) -> bool:
        row = self._reader.keeper.row
        return row is not None and row.id == entry_id

    @property
    def _way(self) -> str:
        """ "kitty", "sixel", "blocks", or nothing."""
        desk = self._reader.desk
        if desk.depth not in ("true", "256") or desk.ascii_only or desk.settings.appearance.linear:
            return ""
        asked = desk.settings.terminal.pictures
        way = way_for_pictures(os.environ, asked)
        driver = self._reader.app._driver
        if isinstance(driver, TerminalDriver):
            if way == "sixel" and driver.gallery.canvas is None:
                way = "blocks"
            elif asked == "auto":
                way = self._seen_through(driver, way)
        return way if way == "sixel" or desk.depth == "true" else ""

    def _seen_through(self, driver: TerminalDriver, way: str) -> str:
        """What the terminal itself, or tmux, says to what the environment told."""
        if way == "kitty":
            return way if places_pictures(driver.program) else "blocks"
        draws = driver.gallery.canvas is not None
        if between(os.environ) is Between.TMUX:
            through = self._through_tmux
        else:
            through = "sixel" if is_trusted_with_sixels(os.environ, driver.program) else ""
        return through if through == "kitty" or (through and draws) else way

    @property
    def _seconds(self) -> float:
        """How long the terminal's last answer took; 0 where it gives none."""
        driver = self._reader.app._driver
        return driver.answer_seconds if isinstance(driver, TerminalDriver) else 0.0

    @property
    def _quick(self) -> bool:
        return not over_ssh() and self._seconds <= SLOW

    def _addresses(self) -> list[str]:
        article = self._reader.article.article
        return picture_addresses(article.document) if article is not None else []

    def _show(self, entry_id: int, *, asked: bool) -> None:
        self._entry = entry_id
        tried = self._refresh(asked=asked)
        if self._there and not any(tried):
            self._reader.say(counted(len(self._there), "picture") + ".")

    def _refresh(self, *, asked: bool) -> list[str]:
        """Show what is there, and wish for the rest; why not, of each that was tried."""
        reader, wanted = self._reader, self._addresses()
        stored = reader.guard(lambda: reader.desk.library.pictures(self._entry or 0)) or []
        found = {picture.url: picture for picture in stored if picture.url in wanted}
        self._there = {url: picture.small for url, picture in found.items() if picture.small is not None}
        new = [url for url in wanted if url not in found]
        failed = [picture for picture in found.values() if picture.small is None]
        if (new or (asked and failed)) and self._entry is not None:
            reader.wishes.send(WishKind.PICTURES, entry=self._entry, **({"again": True} if failed and asked else {}))
            reader.say(f"Fetching {counted(len(new) + (len(failed) if asked else 0), 'picture')}…")
        sizes = {url: (small.width, small.height) for url, small in self._there.items()}
        reader.article.set_pictures(sizes, self._cells if sizes else None)
        return [found[url].why for url in wanted if url in found]

    # Cells.

    def _cells(self, box: PictureBox) -> Sequence[Sequence[Segment]]:
        """The rows of a picture's cells."""
        ground = self._reader.desk.painter.style((), Ground.ARTICLE)
        if self._way == "kitty":
            style = ground + Style(color=_colour(kitty.colour_of(kitty.number_of(box.url))))
            return [[Segment(kitty.cells(row, box.columns), style)] for row in range(box.rows)]
        small = self._there[box.url]
        made = half_blocks(small, box.columns, box.rows, rough=many())
        link = f"{PICTURE}{kitty.number_of(box.url)}:" if self._way == "sixel" else ""
        return [
            [
                Segment("▀", Style(color=_colour(over), bgcolor=_colour(under), link=f"{link}{at}" if link else None))
                for over, under in row
            ]
            for at, row in enumerate(made)
        ]

    def _placed(self, placed: "Sequence[PictureBox]") -> None:
        """Pictures stand in so many cells: the terminal that draws them itself is handed those."""
        driver = self._reader.app._driver
        if not isinstance(driver, TerminalDriver):
            return
        way = self._way
        boxes = [box for box in placed if box.url in self._there]
        sharp = {kitty.number_of(box.url): (self._there[box.url].image, box.columns, box.rows) for box in boxes}
        passing = Between.TMUX if between(os.environ) is Between.TMUX else None
        driver.gallery.hand(sharp if way == "kitty" else {}, passing)
        driver.gallery.draw(sharp if way == "sixel" else {})


def _colour(colour: Colour) -> Color:
    return Color.from_rgb(*colour)
