"""The queue: what was wished for and is not done, with why; each wish can be tried again or dropped."""

from asyncio import wrap_future
from concurrent.futures import Future
from datetime import datetime

from textual.widget import Widget

from newstui.errors import NewstuiError
from newstui.model.safe_text import safe_text
from newstui.model.wishes import Wish, WishKind, WishState
from newstui.reading.lists import Library
from newstui.rendering.ages import ago, full_date
from newstui.rendering.cells import fit
from newstui.rendering.lines import EMPTY, Line, Role, Segment
from newstui.tui.commands import Action
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog, DialogList
from newstui.tui.strips import Painter


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
        case WishKind.SAMPLE:
            return "Get the sample edition"


def wish_state(wish: Wish, now: datetime) -> str:
    """Where a wish is, and why it is not done."""
    made = f"asked {ago(wish.created_at, now)}"
    if wish.state is WishState.RUNNING:
        return f"Running; {made}."
    if wish.state is WishState.FAILED:
        return f"Failed; {made}. {wish.error}"
    when = f", again {full_date(wish.not_before, now)}" if wish.not_before is not None else ""
    return f"Waiting{when}; {made}. {wish.error}".rstrip()


class _Wishes(DialogList):
    def __init__(self, painter: Painter, library: Library) -> None:
        super().__init__(painter)
        self._library = library
        self.wishes: list[Wish] = []
        self.item_lines = 2

    @property
    def items(self) -> int:
        return len(self.wishes)

    @property
    def wish(self) -> Wish | None:
        """The one under the cursor."""
        return self.wishes[self.cursor] if self.cursor < len(self.wishes) else None

    @property
    def total(self) -> int:
        return max(1, self.items * self.item_lines)

    def read(self) -> None:
        """Read the queue."""
        self.wishes = self._library.wishes()
        self.cursor = max(0, min(self.cursor, self.items - 1))
        self.refresh(layout=True)
        self.redraw()

    def line(self, index: int, width: int) -> Line:
        if not self.wishes:
            return (
                Line.of((Segment("Nothing waits: everything that was asked for is done.", (Role.MUTED,)),))
                if index == 0
                else EMPTY
            )
        wish = self.wishes[index // 2]
        words = wish_words(wish, self._library) if index % 2 == 0 else "  " + wish_state(wish, datetime.now().astimezone())
        role = Role.TEXT if index % 2 == 0 else Role.ERROR if wish.state is WishState.FAILED else Role.MUTED
        made = Line.of((Segment(fit(words, width), (role,)),)).padded(width, ())
        selected = self.selection(index // 2)
        return made.with_role(selected) if selected else made


class QueueScreen(Dialog[None]):
    """Shows the queue; the refresh key retries, the remove key drops."""

    def __init__(self, desk: Desk) -> None:
        retry, drop = desk.keymap.first("feed.refresh"), desk.keymap.first("feed.remove")
        super().__init__(desk, "Waiting", f"{retry} try again · {drop} drop · Esc")
        self._list = _Wishes(desk.painter, desk.library)

    def content(self) -> list[Widget]:
        """The wishes."""
        return [self._list]

    def on_mount(self) -> None:
        """Read the queue, now and while it is looked at."""
        self._read()
        self.set_interval(1.0, self._read)

    def _read(self) -> None:
        wishes = self.desk.library.wishes()
        if wishes != self._list.wishes:
            self._list.read()

    def act(self, action: Action) -> None:
        """Move, retry, drop."""
        wish = self._list.wish
        if self._list.move(action):
            return
        if action.id == "feed.queue":
            self.dismiss(None)
        elif wish is not None and action.id in ("feed.refresh", "move.open"):
            self.run_worker(self._done(self.desk.marks.retry_wish(wish.id), wake=True))
        elif wish is not None and action.id == "feed.remove":
            self.run_worker(self._done(self.desk.marks.drop_wish(wish.id)))

    async def _done(self, future: "Future[None]", *, wake: bool = False) -> None:
        try:
            await wrap_future(future)
        except NewstuiError as error:
            self.tell(str(error))
            return
        if wake and self.desk.engine is not None:
            self.desk.engine.wake()
        self._list.read()
