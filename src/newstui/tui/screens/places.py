"""Where the reader begins, and what of it is kept for the next time."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from newstui.config.actions import Pane
from newstui.config.wording import first_of
from newstui.errors import NewstuiError
from newstui.model.lists import Scope, SmartFeed
from newstui.tui.state import Place, read_place

if TYPE_CHECKING:
    from concurrent.futures import Future

    from newstui.tui.reader_screen import ReaderScreen


def begin(reader: "ReaderScreen") -> None:
    """Show the lists and the entry as the reader left them; at the first look, what is unread. Raises StorageError."""
    library, place = reader.desk.library, reader.desk.place
    reader.lists.reload_tree()
    row = library.entry(place.entry_id) if place.entry_id is not None else None
    scope = _scope(reader, place)
    if scope is None:
        unread = library.unread(Scope(smart=SmartFeed.UNREAD))
        scope = Scope(smart=SmartFeed.UNREAD if unread else SmartFeed.ALL)
    reader.lists.open(scope, at=row.cursor if row else None)
    reader.feeds.go_to(scope)
    if row is not None:
        reader.keeper.open(row)
        reader.call_after_refresh(reader.show_pictures)
    else:
        reader.show_empty()
    reader.set_pane(_pane(place, article=row is not None))
    problems = [problem for problem in (*reader.desk.problems, reader.desk.theme_problem) if problem]
    if problems:
        for problem in problems:
            reader.activity.remember(problem, error=True)
        reader.activity.fail(first_of(problems))
    reader.cache_watch.count_wishes()
    reader.update_status()


def _pane(place: Place, *, article: bool) -> Pane:
    if place.pane in (Pane.FEEDS, Pane.ENTRIES) or (place.pane == Pane.ARTICLE and article):
        return Pane(place.pane)
    return Pane.ENTRIES


def _scope(reader: "ReaderScreen", place: Place) -> Scope | None:
    """The list of the last time, if it is still there."""
    if place.smart in list(SmartFeed):
        return Scope(smart=SmartFeed(place.smart))
    if place.tag is not None or place.query is not None:
        wanted: Scope | None = Scope(tag=place.tag, query=None if place.tag is not None else place.query)
        return wanted if any(node.scope == wanted for node in reader.feeds.nodes) else None
    wanted = Scope(feed_id=place.feed_id) if place.feed_id else Scope(folder_id=place.folder_id) if place.folder_id else None
    return wanted if any(node.scope == wanted for node in reader.feeds.nodes) else None


def keep_position(reader: "ReaderScreen", entry_id: int, offset: int) -> None:
    """Remember how far an article was read; a failure is told when it comes."""

    def kept(future: "Future[None]") -> None:
        error = future.exception()
        if isinstance(error, NewstuiError) and reader.is_attached:
            reader.app.call_from_thread(reader.fail, error)

    reader.lists.patch(entry_id, lambda row: replace(row, position=offset), own=False)
    reader.desk.marks.set_position(entry_id, offset).add_done_callback(kept)


def place_of(reader: "ReaderScreen") -> Place:
    """Where the reader is now."""
    settings, file = reader.desk.settings, reader.desk.place_file
    if file is not None and (others := read_place(file).marks):
        reader.jumps.take_others(others)
    searched = reader.lists.scope.query is not None and reader.lists.node is None
    scope = reader.lists.before_search if searched else reader.lists.scope
    return Place(
        smart=scope.smart if scope else None,
        feed_id=scope.feed_id if scope else None,
        folder_id=scope.folder_id if scope else None,
        tag=scope.tag if scope else None,
        query=scope.query if scope else None,
        entry_id=reader.keeper.row.id if reader.keeper.row else None,
        sort=reader.lists.list_sort,
        pane=reader.pane,
        highlights=reader.article.look.highlights,
        theme=reader.desk.chosen_theme,
        sidebar=reader.sidebar_wanted,
        sort_over=settings.feeds.sort,
        highlights_over=settings.reading.highlights,
        theme_over=settings.appearance.theme,
        sidebar_over=settings.reading.sidebar,
        unread_found={query: reader.lists.unread_found.get(query, 0) for query in reader.lists.searches.values()} or None,
        marks={letter: list(place) for letter, place in reader.jumps.marks.items()} or None,
    )
