"""The queue: what failed and what waits, with why; each wish can be tried again or dropped."""

from asyncio import wrap_future
from collections.abc import Awaitable, Sequence
from datetime import datetime

from textual.geometry import Size
from textual.widget import Widget

from newstui.config.actions import Action
from newstui.errors import NewstuiError
from newstui.model.safe_text import safe_text
from newstui.model.wishes import Wish, WishKind, WishState
from newstui.reading.lists import Library
from newstui.rendering.ages import ago, full_date
from newstui.rendering.lines import Line, Role, Segment
from newstui.rendering.wrapping import wrap_text
from newstui.tui.activity import Missed
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog
from newstui.tui.screens.wrapped_list import WrappedList


def wish_words(wish: Wish, library: Library) -> str:
    """What a wish asks for."""
    payload = wish.payload
    entry_id = payload.get("entry")
    row = library.entry(entry_id) if isinstance(entry_id, int) else None
    about = f"“{row.title}”" if row is not None else f"entry {entry_id}"
    feeds = payload.get("feeds")
    named = [feed.title for feed in library.feeds() if feed.id in feeds] if isinstance(feeds, list) else []
    which = ", ".join(named[:3]) + (" …" if len(named) > 3 else "") if named else "all feeds"
    match wish.kind:
        case WishKind.REFRESH:
            return f"Refresh {'the feeds that are due' if payload.get('due') else which}"
        case WishKind.FETCH:
            return f"Fetch {about}"
        case WishKind.SUBSCRIBE:
            return f"Subscribe to {safe_text(str(payload.get('url', '')))}"
        case WishKind.IMPORT:
            return f"Import {safe_text(str(payload.get('path', '')))}"
        case WishKind.ANALYSE:
            return f"Find quotations in {about}"
        case WishKind.PREFETCH:
            return f"Download articles of {which}"
        case WishKind.PICTURES:
            return f"Fetch the pictures of {about}"
        case WishKind.SAMPLE:
            return "Get the sample edition"


def wish_state(wish: Wish, now: datetime, *, retry: str, drop: str) -> str:
    """Where a wish is, and why it is not done; `retry` and `drop` are the keys for it."""
    made = f"asked {ago(wish.created_at, now)}"
    if wish.state is WishState.RUNNING:
        return f"Running; {made}."
    if wish.state is WishState.FAILED:
        why = wish.error.rstrip(". ") or "it was not said why"
        return f"Failed: {why}; {made}. {retry} to try again, {drop} to drop it."
    when = f", again {full_date(wish.not_before, now)}" if wish.not_before is not None else ""
    return f"Waiting{when}; {made}. {wish.error}".rstrip()


_NOTHING = "Nothing waits: everything that was asked for is done."


class _Wishes(WrappedList):
    """The failed ones first: they need a decision, the others only time."""

    def __init__(self, desk: Desk, missed: dict[int, Missed]) -> None:
        super().__init__(desk.painter)
        self._desk, self._missed = desk, missed
        self.read_from: list[Wish] = []
        self.wishes: list[Wish] = []

    @property
    def items(self) -> int:
        return len(self.wishes)

    @property
    def wish(self) -> Wish | None:
        """The one under the cursor."""
        return self.wishes[self.cursor] if self.cursor < len(self.wishes) else None

    def read(self) -> None:
        """Read the queue; the cursor stays on its wish."""
        found = self._desk.library.wishes()
        wished = {wish.payload.get("entry") for wish in found if wish.kind is WishKind.FETCH}
        found += [_as_wish(entry_id, missed) for entry_id, missed in self._missed.items() if entry_id not in wished]
        if found == self.read_from:
            return
        here = self.wish
        self.read_from = found
        self.wishes = sorted(found, key=lambda wish: (wish.state is not WishState.FAILED, wish.id))
        self.cursor = next((i for i, wish in enumerate(self.wishes) if here and wish.id == here.id), self.cursor)
        self.forget()

    def get_content_height(self, container: object, viewport: Size, width: int) -> int:
        return super().get_content_height(container, viewport, width) if self.wishes else len(self._nothing(width))

    @property
    def total(self) -> int:
        return super().total if self.wishes else len(self._nothing(self.inner_width))

    def line(self, index: int, width: int) -> Line:
        if not self.wishes:
            return Line.of((Segment(self._nothing(width)[index], (Role.MUTED,)),))
        return super().line(index, width)

    def _nothing(self, width: int) -> list[str]:
        return list(wrap_text(_NOTHING, max(2, width)))

    def item_lines_at(self, item: int, width: int) -> Sequence[Line]:
        wish, keymap = self.wishes[item], self._desk.keymap
        retry, drop = keymap.first("feed.refresh"), keymap.first("feed.remove")
        state = wish_state(wish, datetime.now().astimezone(), retry=retry, drop=drop)
        role = Role.ERROR if wish.state is WishState.FAILED else Role.MUTED
        return [
            *(Line.of((Segment(words),)) for words in wrap_text(wish_words(wish, self._desk.library), width)),
            *(Line.of((Segment(f"  {words}", (role,)),)) for words in wrap_text(state, max(2, width - 2))),
        ]


def _as_wish(entry_id: int, missed: Missed) -> Wish:
    """A failed wish that stands in no queue: it would be of a download of many. Its number is nobody else's."""
    return Wish(-entry_id, WishKind.FETCH, {"entry": entry_id}, missed.at, WishState.FAILED, error=missed.why)


class QueueScreen(Dialog[None]):
    """Shows the queue, and what a download `missed`; the refresh key retries, the remove key drops."""

    def __init__(self, desk: Desk, missed: dict[int, Missed]) -> None:
        retry, drop = desk.keymap.first("feed.refresh"), desk.keymap.first("feed.remove")
        super().__init__(desk, "Waiting and failed", f"{retry} try again · {drop} drop · Esc")
        self._list, self._missed = _Wishes(desk, missed), missed
        self.dropped = 0
        """How many were dropped."""

    def content(self) -> list[Widget]:
        """The wishes."""
        return [self._list]

    def on_mount(self) -> None:
        """Read the queue, now and while it is looked at."""
        self._list.read()
        self.set_interval(1.0, self._list.read)

    def act(self, action: Action) -> None:
        """Move, retry, drop."""
        wish = self._list.wish
        if self._list.move(action):
            return
        if action.id == "feed.queue":
            self.dismiss(None)
        elif wish is not None and action.id in ("feed.refresh", "feed.refresh_all", "move.open"):
            self.run_worker(self._done(self._again(wish), wake=True))
        elif wish is not None and action.id == "feed.remove":
            self.dropped += 1
            if self._missed.pop(-wish.id, None) is not None:
                self._list.read()
            else:
                written = wrap_future(self.desk.marks.drop_wish(wish.id))
                self.run_worker(self._done(written))

    async def _again(self, wish: Wish) -> None:
        if self._missed.pop(-wish.id, None) is not None:
            await wrap_future(self.desk.marks.wish(WishKind.FETCH, entry=-wish.id, again=True))
        else:
            await wrap_future(self.desk.marks.retry_wish(wish.id))

    async def _done(self, written: Awaitable[object], *, wake: bool = False) -> None:
        try:
            await written
        except NewstuiError as error:
            self.tell(str(error))
            return
        if wake and self.desk.engine is not None:
            self.desk.engine.wake()
        self._list.read()
