"""Names over the whole cache: from one to the next and back, all about one, and who is who as the reader says."""

from asyncio import wrap_future
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from newstui.config.actions import Pane
from newstui.errors import NewstuiError
from newstui.model.analysis import EntityType
from newstui.model.lists import EntityRow
from newstui.model.names import name_key
from newstui.model.numbers import counted
from newstui.model.safe_text import safe_text
from newstui.reading.dossiers import Change, Hide, Merge, Part, Rename, Retype, Split, Watch
from newstui.rendering.sidebar_rows import EntityTarget, KnownTarget, SpeakerTarget
from newstui.tui.entry_window import PAGE
from newstui.tui.screens.choices import Choices
from newstui.tui.screens.prompt import Prompt

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen
    from newstui.tui.screens.entity_page import PagePlace

_REMEMBERED = 100
_TYPES = {**{one.value: one.indefinite.capitalize() for one in EntityType}, "": "What articles take it for"}


class _Stop(NamedTuple):
    """Where the reader was: the open entry, and who was chosen."""

    entry_id: int | None
    known: int | None
    page: "PagePlace | None" = None
    """The name's page that lay over it."""


class EntityActions:
    """backspace i @ = D - E V H & W."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._trail: list[_Stop] = []
        self._landed: int | None = None
        """The entry to which the last step of the trail led."""

    # From name to name.

    def remember(self, page: "PagePlace | None" = None) -> None:
        """Keep where the reader is, to come back to; `page` is where on a name's page."""
        keeper = self._reader.keeper
        here = _Stop(keeper.row.id if keeper.row is not None else None, keeper.known, page)
        if not self._trail or self._trail[-1] != here:
            self._trail = [*self._trail[-_REMEMBERED:], here]
        self._land()

    def visit(self, entity_id: int) -> None:
        """Choose an entity of the cache; chosen already, go to where the article names it next."""
        reader = self._reader
        if reader.keeper.known == entity_id:
            if reader.article.chosen is not None:
                reader.groups.quote.look_at(reader.article.chosen)
            return
        self.remember()
        reader.keeper.choose_known(entity_id)

    def open_entry(self, entry_id: int, number: int | None = None, *, page: "PagePlace | None" = None) -> None:
        """Open an entry with the chosen name still chosen, at one of its quotations where a number is given.

        From a name's page, it is that name; and the way back leads to the page.
        """
        reader = self._reader
        row = reader.desk.library.entry(entry_id)
        if row is None:
            reader.say("That article is no longer in the cache.")
            return
        known = reader.keeper.known if page is None else page.entity_id
        self.remember(page)
        reader.groups.read.open(row)
        self._choose(known)
        self._land()
        analysis = reader.article.analysis
        if number is not None and analysis is not None and number < len(analysis.quotations):
            reader.article.go_to_quotation(analysis.quotations[number])
            reader.update_status()

    def back(self) -> None:
        """Go back to the name, its page or the article before; where other articles were opened since, to the last of them."""
        reader = self._reader
        opened = reader.keeper.row
        if self._trail and (opened is None or opened.id != self._landed):
            self._trail.clear()
            if reader.guard(reader.jumps.back):
                return
        if not self._trail:
            reader.say("There is no name to go back to.")
            return
        stop = self._trail.pop()
        if stop.entry_id is not None and (opened is None or opened.id != stop.entry_id):
            row = reader.desk.library.entry(stop.entry_id)
            if row is None:
                reader.say("The article before is no longer in the cache.")
                return
            pane = reader.pane
            reader.groups.read.open(row)
            if pane is Pane.SIDEBAR:
                reader.set_pane(pane)
        self._choose(stop.known)
        self._land()
        if stop.page is not None:
            self._page_again(stop.page)

    def _page_again(self, page: "PagePlace") -> None:
        from newstui.tui.screens.entity_page import EntityPage

        reader = self._reader
        row = reader.desk.library.dossiers.get(page.entity_id)
        if row is None:
            reader.say("That name is in no article any more.")
        else:
            reader.app.push_screen(EntityPage(reader, row, place=page))

    def _land(self) -> None:
        opened = self._reader.keeper.row
        self._landed = opened.id if opened is not None else None

    def _choose(self, known: int | None) -> None:
        if self._reader.keeper.known != known:
            self._reader.keeper.choose_known(known)

    # All about one.

    def page(self) -> None:
        """Show all about the chosen name."""
        row = self.subject()
        if row is not None:
            self.open_page(row)

    def open_page(self, row: EntityRow) -> None:
        """Show all about an entity."""
        from newstui.tui.screens.entity_page import EntityPage

        self._reader.app.push_screen(EntityPage(self._reader, row))

    def find(self) -> None:
        """Find a name of the cache."""
        self._pick("Find a name", None, self.open_page)

    def outlet(self) -> None:
        """The page, kept to an outlet."""
        row = self.subject()
        if row is not None:
            from newstui.tui.screens.entity_page import EntityPage

            self._reader.app.push_screen(EntityPage(self._reader, row, begin="entity.outlet"))

    def dates(self) -> None:
        """The page, kept to some days."""
        row = self.subject()
        if row is not None:
            from newstui.tui.screens.entity_page import EntityPage

            self._reader.app.push_screen(EntityPage(self._reader, row, begin="entity.dates"))

    def export(self) -> None:
        """Write all about the chosen name into a file."""
        row = self.subject()
        if row is not None:
            from newstui.tui.screens.entity_export import export

            export(self._reader, row)

    # Who is who.

    def subject(self) -> EntityRow | None:
        """The name that is meant: under the sidebar's cursor, else the chosen one."""
        reader = self._reader
        entity_id: int | None = None
        if reader.pane is Pane.SIDEBAR:
            match reader.sidebar.target:
                case EntityTarget(entity):
                    entity_id = reader.keeper.cast[entity.name].id if entity.name in reader.keeper.cast else None
                case KnownTarget(known):
                    entity_id = known
                case SpeakerTarget(speaker) if speaker.name in reader.keeper.cast:
                    entity_id = reader.keeper.cast[speaker.name].id
                case _:
                    pass
        entity_id = entity_id if entity_id is not None else reader.keeper.known
        row = reader.desk.library.dossiers.get(entity_id) if entity_id is not None else None
        if row is None and reader.pane is Pane.SIDEBAR and isinstance(reader.sidebar.target, SpeakerTarget):
            reader.say(f"“{reader.sidebar.target.speaker.name}” has no page: it is a source, but nobody's name.")
        elif row is None:
            reader.say(f"No name is chosen: {reader.desk.keymap.first('view.sidebar')} shows the names of the article.")
        return row

    def merge(self) -> None:
        """Say who the name really is."""
        row = self.subject()
        if row is not None:
            self.merge_row(row)

    def merge_row(self, row: EntityRow, then: Callable[[int], None] | None = None) -> None:
        """Ask for whom an entity really is."""

        def picked(into: EntityRow) -> None:
            self.decide(Merge(row.id, into.id), then=lambda: then(into.id) if then else self._reader.keeper.choose_known(into.id))

        self._pick(f"{row.name} is …", row, picked)

    def split(self) -> None:
        """Take a name away from an entity."""
        row = self.subject()
        if row is not None:
            self.split_row(row)

    def split_row(self, row: EntityRow, then: Callable[[], None] | None = None) -> None:
        """Ask for the name to take away."""
        names = self._reader.desk.library.dossiers.names(row.id)
        if len({name_key(alias.name) for alias in names}) < 2:
            key = self._reader.desk.keymap.first("entity.part")
            self._reader.say(f"{row.name} has one name only; {key} says that it is somebody else in this article.")
            return
        options = {
            str(alias.id): f"{alias.name}  ({counted(alias.articles, 'article')}{f'; {alias.reason}' if alias.reason else ''})"
            for alias in names
        }

        def chosen(key: str | None) -> None:
            if key is not None:
                self.decide(Split(int(key)), then=then)

        self._reader.app.push_screen(Choices(self._reader.desk, f"Which name is not {row.name}?", options), chosen)

    def part(self) -> None:
        """In the open article it is somebody else."""
        row, opened = self.subject(), self._reader.keeper.row
        if row is not None and opened is not None:
            self.decide(Part(row.id, (opened.id,)))

    def rename(self) -> None:
        """Call it otherwise."""
        row = self.subject()
        if row is not None:
            self.rename_row(row)

    def rename_row(self, row: EntityRow, then: Callable[[], None] | None = None) -> None:
        """Ask for the name."""

        def typed(name: str | None) -> None:
            if name is not None:
                self.decide(Rename(row.id, safe_text(name) if name else None), then=then)

        prompt = Prompt(
            self._reader.desk,
            f"Rename {row.name}",
            "leave it empty to have the name that articles use",
            row.name,
            may_be_empty=True,
        )
        self._reader.app.push_screen(prompt, typed)

    def retype(self) -> None:
        """Take it for something else."""
        row = self.subject()
        if row is not None:
            self.retype_row(row)

    def retype_row(self, row: EntityRow, then: Callable[[], None] | None = None) -> None:
        """Ask what it is."""

        def chosen(key: str | None) -> None:
            if key is not None:
                self.decide(Retype(row.id, EntityType(key) if key else None), then=then)

        self._reader.app.push_screen(Choices(self._reader.desk, f"{row.name} is", _TYPES, at=row.type.value), chosen)

    def hide(self) -> None:
        """Leave it out, or show it again."""
        row = self.subject()
        if row is not None:
            self.decide(Hide(row.id, not row.hidden))

    def watch(self) -> None:
        """Tell of new articles that name it, or no longer."""
        row = self.subject()
        if row is not None:
            self.watch_row(row)

    def watch_row(self, row: EntityRow, then: Callable[[], None] | None = None) -> None:
        """Watch an entity, or no longer."""

        def decided() -> None:
            lists, window = self._reader.lists, self._reader.entries.window
            shown = tuple(row.id for row in window.rows) if window is not None else ()
            for start in range(0, len(shown), PAGE):
                lists.reread(shown[start : start + PAGE])
            self._reader.settle()
            if then is not None:
                then()

        self.decide(Watch(row.id, not row.watched), then=decided)

    def merges(self) -> None:
        """Show what was joined and decided."""
        from newstui.tui.screens.merges import MergesScreen

        self._reader.app.push_screen(MergesScreen(self._reader))

    def decide(self, change: Change, then: Callable[[], None] | None = None) -> None:
        """Write a decision; then show who is who now."""
        self._reader.run_worker(self._decided(change, then), group="marks")

    async def _decided(self, change: Change, then: Callable[[], None] | None) -> None:
        reader = self._reader
        try:
            marked = await wrap_future(reader.desk.marks.decide(change))
        except NewstuiError as error:
            reader.fail(error)
            return
        reader.keeper.read_names_again()
        if then is not None:
            then()
        undo = reader.desk.keymap.first("mark.undo")
        reader.say(f"{marked.words}; {undo} undoes it." if marked.words else "Nothing to change.")

    def _pick(self, title: str, other_than: EntityRow | None, then: Callable[[EntityRow], None]) -> None:
        from newstui.tui.screens.entity_pick import EntityPick

        def picked(row: EntityRow | None) -> None:
            if row is not None:
                then(row)

        self._reader.app.push_screen(EntityPick(self._reader.desk, title, other_than=other_than), picked)
