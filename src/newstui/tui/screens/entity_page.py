"""The page of one entity, over the whole screen: read page by page, kept to an outlet or to some days, corrected in place."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from newstui.config.actions import Pane
from newstui.model.days import begins, day_of, ends
from newstui.model.entities import Appearance
from newstui.model.lists import EntityRow, QuotationRow
from newstui.rendering.entity_page import EntityView, Tab, page_rows
from newstui.rendering.sidebar_rows import EntryTarget, SaidTarget, SidebarRow, Target
from newstui.tui.activity import Told
from newstui.tui.screens.choices import Choices
from newstui.tui.screens.prompt import Prompt
from newstui.tui.widgets.footed_rows import FootedRows

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class PagePlace(NamedTuple):
    """Where the reader is on a name's page, to come back to."""

    entity_id: int
    tab: Tab
    outlet: tuple[int, str] | None
    since: datetime | None
    until: datetime | None
    target: Target | None
    """What the cursor is on."""


_READ = 60  # rows read at once
_ANY = 80  # cells; what rows lead to is the same on any width
_NEAR = 20  # rows from the end where more are read
_WEEKS = 26


class EntityPage(Screen[None]):
    """All articles that name an entity, all that is said by it and about it."""

    AUTO_FOCUS = ""
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    EntityPage { layout: vertical; overflow: hidden; }
    EntityPage FootedRows { width: 1fr; height: 1fr; }
    """

    def __init__(self, reader: "ReaderScreen", row: EntityRow, *, begin: str = "", place: PagePlace | None = None) -> None:
        super().__init__()
        self.desk = reader.desk
        self._reader = reader
        self._row = row
        self._begin = begin
        usual = PagePlace(row.id, Tab.SAID if row.quotations else Tab.ARTICLES, None, None, None, None)
        _, self._tab, self._outlet, self._since, self._until, self._sought = place or usual
        self._said: list[QuotationRow] = []
        self._about: list[QuotationRow] = []
        self._articles: list[Appearance] = []
        self._more = False
        self._view: EntityView | None = None
        keys = self.desk.keymap
        ways = (
            ("move.open", "open"),
            ("move.next_pane", "next list"),
            ("move.back", "back"),
            ("quote.copy", "copy"),
            ("entity.outlet", "one outlet"),
            ("entity.dates", "some days"),
            ("app.help", "help"),
            ("entity.export", "export"),
            ("entity.watch", "watch"),
            ("entity.merge", "same as"),
        )
        hints = tuple((keys.first(action_id), what) for action_id, what in ways if keys.first(action_id))
        self._rows = FootedRows(self.desk.painter, self._made, row.name, hints, self._news)
        self._before = self._last_told()

    def compose(self) -> ComposeResult:
        """The rows."""
        yield self._rows

    def on_mount(self) -> None:
        """Read what the first tab shows."""
        self._reader.heard_above = self._rows.refresh_head
        self._read()
        if self._sought is not None:
            self._seek(self._sought)
        if self._begin:
            self._deeds()[self._begin]()

    def on_unmount(self) -> None:
        """The status line can be seen again."""
        self._reader.heard_above = None

    # What is shown.

    def _last_told(self) -> Told | None:
        told = self._reader.activity.told
        return told[-1] if told else None

    def _news(self) -> Told | None:
        """What was told since the page was opened, as long as the status line would show it."""
        told, activity = self._last_told(), self._reader.activity
        if told is None or told is self._before or told.words not in (activity.message, activity.error):
            return None
        return told

    def _made(self, width: int) -> list[SidebarRow]:
        if self._view is None:
            return []
        return page_rows(self._view, width, datetime.now().astimezone(), ascii=self.desk.ascii_only)

    def _read(self, *, further: bool = False) -> None:
        """Read the list of the tab: from its beginning, or what comes after."""
        dossiers = self.desk.library.dossiers
        row = dossiers.get(self._row.id)
        if row is None:
            self._leave()
            self._reader.say(f"{self._row.name} is named in no article any more.")
            return
        self._row = row
        self._rows.set_title(row.name)
        feed_id, since, until = (self._outlet[0] if self._outlet else None), self._since, self._until
        if self._tab is Tab.ARTICLES:
            held = self._articles if further else []
            new = dossiers.articles(row.id, _READ, feed_id=feed_id, since=since, until=until, after=held[-1] if held else None)
            self._articles, self._more = [*held, *new], len(new) == _READ
        else:
            said = self._tab is Tab.SAID
            limit = (len(self._said if said else self._about) if further else 0) + _READ
            find = dossiers.said_by if said else dossiers.said_about
            found = find(row.id, limit, feed_id=feed_id, since=since, until=until)
            self._more = len(found) == limit
            self._said, self._about = (found, self._about) if said else (self._said, found)
        days, all_days = dossiers.days(row.id, datetime.now().astimezone() - timedelta(weeks=_WEEKS))
        self._view = EntityView(
            row=row,
            names=dossiers.names(row.id),
            outlets=dossiers.outlets(row.id),
            days=days,
            all_days=all_days,
            tab=self._tab,
            said=self._said,
            about=self._about,
            articles=self._articles,
            more=self._more,
            outlet=self._outlet[1] if self._outlet else "",
            between=self._between(),
        )
        self._rows.lay_out(from_top=not further)

    def _seek(self, target: Target) -> None:
        """Put the cursor where it was, reading as far as that needs."""
        while self._more and all(row.target != target for row in self._made(_ANY)):
            self._read(further=True)
        self._rows.seek(target)

    def _between(self) -> str:
        parts = [f"from {self._since:%Y-%m-%d}"] if self._since else []
        if self._until:
            parts.append(f"to {self._until - timedelta(days=1):%Y-%m-%d}")
        return " ".join(parts)

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """Run what the key means on the page."""
        event.stop()
        event.prevent_default()
        character = event.character if event.is_printable else None
        action = self.desk.keymap.resolve(event.key, character, Pane.SIDEBAR)
        if event.key == "escape":
            self._leave()
        elif action is not None and (deed := self._deeds().get(action.id)):
            deed()
        elif character is not None:
            self._reader.say(f"{character} does nothing here; {self.desk.keymap.first('app.help')} shows the keys.")

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """What the page does, by the action's name; the help tells of just these."""
        actions, again, rows = self._reader.groups.entity, self._read, self._rows
        return {
            **{name: partial(self._move, rows.move_by, step) for name, step in (("move.down", 1), ("move.up", -1))},
            **{name: partial(self._move, rows.page_by, step) for name, step in (("move.page_down", 1), ("move.page_up", -1))},
            "move.first": lambda: self._move(rows.move_to, 0),
            "move.last": lambda: self._move(rows.move_to, rows.items - 1),
            "move.open": self._open,
            "move.next_pane": lambda: self._turn(1),
            "move.previous_pane": lambda: self._turn(-1),
            "move.back": self._leave,
            "entity.back": self._leave,
            "entity.page": self._leave,
            "entity.outlet": self._choose_outlet,
            "entity.dates": self._choose_days,
            "entity.merge": lambda: actions.merge_row(self._row, then=self._become),
            "entity.split": lambda: actions.split_row(self._row, then=again),
            "entity.rename": lambda: actions.rename_row(self._row, then=again),
            "entity.retype": lambda: actions.retype_row(self._row, then=again),
            "entity.hide": self._hide,
            "entity.watch": lambda: actions.watch_row(self._row, then=again),
            "entity.part": self._part,
            "quote.copy": self._copy,
            "read.copy_link": self._copy_link,
            "entity.export": self._export,
            "entity.merges": actions.merges,
            "entity.find": self._find,
            "mark.undo": lambda: self.run_worker(self._undo()),
            "app.help": self._help,
            "app.messages": self._reader.groups.app.messages,
            "app.quit": self._leave,
        }

    def _move(self, move: Callable[[int], object], number: int) -> None:
        move(number)
        if self._more and self._rows.cursor > self._rows.items - _NEAR:
            self._read(further=True)

    def _hide(self) -> None:
        from newstui.reading.dossiers import Hide

        self._reader.groups.entity.decide(Hide(self._row.id, not self._row.hidden), then=self._read)

    def _export(self) -> None:
        from newstui.tui.screens.entity_export import Kept, export

        feed_id = self._outlet[0] if self._outlet else None
        export(self._reader, self._row, Kept(feed_id, self._since, self._until))

    def _find(self) -> None:
        self._leave()
        self._reader.groups.entity.find()

    def _help(self) -> None:
        from newstui.tui.screens.pages import help_page

        self.app.push_screen(help_page(self.desk, self._deeds()))

    def _become(self, entity_id: int) -> None:
        row = self.desk.library.dossiers.get(entity_id)
        if row is not None:
            self._row = row
        self._read()

    async def _undo(self) -> None:
        await self._reader.groups.mark.undo()
        self._read()

    def _turn(self, step: int) -> None:
        tabs = list(Tab)
        self._tab = tabs[(tabs.index(self._tab) + step) % len(tabs)]
        self._read()

    def _leave(self) -> None:
        self.dismiss(None)

    def _entry(self) -> int | None:
        match self._rows.target:
            case SaidTarget(entry_id, _) | EntryTarget(entry_id):
                return entry_id
            case _:
                return None

    def _open(self) -> None:
        """Open what the cursor is on, with the name chosen in it."""
        target = self._rows.target
        entry_id = self._entry()
        if entry_id is None:
            return
        self._leave()
        page = PagePlace(self._row.id, self._tab, self._outlet, self._since, self._until, target)
        number = target.number if isinstance(target, SaidTarget) else None
        self._reader.groups.entity.open_entry(entry_id, number, page=page)

    def _copy(self) -> None:
        """Copy the quotation under the cursor as a citation."""
        target, reader = self._rows.target, self._reader
        if isinstance(target, SaidTarget):
            reader.guard(lambda: reader.groups.quote.copy_from(target.entry_id, target.number))
        else:
            reader.say(f"There is no quotation here; {self.desk.keymap.first('move.next_pane')} leads to what is said.")

    def _copy_link(self) -> None:
        """Copy the address of the article under the cursor."""
        entry_id, reader = self._entry(), self._reader
        url = self.desk.library.dossiers.link(entry_id) if entry_id is not None else None
        if url:
            reader.guard(lambda: reader.groups.read.copy_address(url))
        else:
            reader.say("No entry is chosen." if entry_id is None else "This entry has no address.")

    def _part(self) -> None:
        """In the article under the cursor it is somebody else."""
        from newstui.reading.dossiers import Part

        entry_id = self._entry()
        if entry_id is not None:
            self._reader.groups.entity.decide(Part(self._row.id, (entry_id,)), then=self._read)

    # Filters.

    def _choose_outlet(self) -> None:
        outlets = self.desk.library.dossiers.outlets(self._row.id)
        options = {"": "All outlets", **{str(feed_id): f"{name}  {count}" for feed_id, name, count in outlets}}

        def chosen(key: str | None) -> None:
            if key is not None:
                self._outlet = next(((one[0], str(one[1])) for one in outlets if str(one[0]) == key), None)
                self._read()

        at = str(self._outlet[0]) if self._outlet else ""
        self.app.push_screen(Choices(self.desk, "Only one outlet", options, at=at), chosen)

    def _choose_days(self) -> None:
        def typed(words: str | None) -> None:
            if words is None:
                return
            try:
                self._since, self._until = days_between(words)
            except ValueError:
                self.app.push_screen(Prompt(self.desk, "Only some days", _WRONG, words, may_be_empty=True), typed)
                return
            self._read()

        before = " ".join(
            f"{moment:%Y-%m-%d}"
            for moment in (self._since, self._until - timedelta(days=1) if self._until else None)
            if moment is not None
        )
        self.app.push_screen(Prompt(self.desk, "Only some days", _HINT, before, may_be_empty=True), typed)


_HINT = "A day, or a first and a last one: 2026-11-01 2026-11-30. Nothing: all days."
_WRONG = "That is no day. Write it so: 2026-11-01, or 2026-11-01 2026-11-30."


def days_between(words: str) -> tuple[datetime | None, datetime | None]:
    """The local time from the first day's beginning to the last day's end; none where nothing was typed. Raises ValueError."""
    days = [day_of(word) for word in words.replace("..", " ").split()]
    if not days:
        return None, None
    if len(days) > 2 or days[-1] < days[0]:
        raise ValueError(words)
    return begins(days[0]), ends(days[-1])
