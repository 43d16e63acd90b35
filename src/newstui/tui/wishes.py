"""What the reader asks the engine for: rows of the queue, each with a knock at the engine's door."""

from asyncio import wrap_future
from typing import TYPE_CHECKING

from newstui.errors import NewstuiError
from newstui.model.wishes import WishKind

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class Wishes:
    """Puts wishes into the queue and wakes the engine; where there is none, they wait."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._began = False

    def send(self, kind: WishKind, **payload: object) -> None:
        """Wish for something; an error becomes words in the status line."""
        self._reader.run_worker(self._send(kind, payload), group="wishes")

    async def _send(self, kind: WishKind, payload: dict[str, object]) -> None:
        reader = self._reader
        try:
            along = None if reader.activity.holder else reader.cache_watch.read_along(kind, payload)
            wish_id = await wrap_future(reader.desk.marks.wish(kind, **payload))
            if along is not None:
                along.follow(wish_id)
        except NewstuiError as error:
            reader.fail(error)
            return
        if reader.desk.engine is not None:
            reader.desk.engine.wake()
        reader.cache_watch.count_wishes()
        reader.update_status()

    def begin(self) -> None:
        """The engine runs: the first time, ask for the feeds that are due, where the reader wants that."""
        reader = self._reader
        if self._began or not reader.desk.settings.feeds.refresh_on_start:
            return
        self._began = True
        if reader.guard(reader.desk.library.has_subscriptions):
            self.send(WishKind.REFRESH, due=True)
