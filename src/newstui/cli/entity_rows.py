"""How `newstui entities` tells of entities: lines, JSON, and all about one of them."""

from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING

from newstui.cli.output import ALL
from newstui.model.analysis import Strength
from newstui.model.entities import Appearance, Joined
from newstui.model.lists import EntityRow, QuotationRow

if TYPE_CHECKING:
    from newstui.storage.database import Database

_RELATED = 12
_PAGE = 100
"""Articles of an entity that are read at a time."""


def entity_json(cache: "Database", row: EntityRow, limit: int, *, in_full: bool) -> dict[str, object]:
    """One entity; in full with its names, its articles and who stands with it."""
    told: dict[str, object] = {
        "name": row.name,
        "type": row.type,
        "articles": row.articles,
        "mentions": row.mentions,
        "quotations": row.quotations,
    }
    if in_full:
        related, _ = cache.entities.related(row.id, _RELATED)
        told["names"] = [
            {"name": alias.name, "origin": alias.origin, "reason": alias.reason or None} for alias in cache.entities.names(row.id)
        ]
        told["related"] = [{"name": one.entity.name, "shared": one.shared} for one in related]
        told["entries"] = [one.entry.id for one in _articles(cache, row.id, limit)]
    return told


def entity_lines(cache: "Database", row: EntityRow, limit: int, *, in_full: bool) -> Iterator[str]:
    """One entity for the eye; in full with its names, its articles and who stands with it."""
    from newstui.model.numbers import counted

    told = (counted(row.articles, "article"), counted(row.mentions, "mention"), counted(row.quotations, "quotation"))
    yield f"{row.name}  {row.type.lower()}  {', '.join(told)}"
    if not in_full:
        return
    others = [alias.name for alias in cache.entities.names(row.id) if alias.name != row.name]
    if others:
        yield f"    also: {', '.join(others)}"
    related, _ = cache.entities.related(row.id, _RELATED)
    if related:
        yield f"    often with: {', '.join(f'{one.entity.name} ({one.shared})' for one in related)}"
    for one in _articles(cache, row.id, limit):
        entry = one.entry
        day, times = f"{entry.published.astimezone():%Y-%m-%d}", counted(one.mentions, "time")
        yield f"    {day}  {entry.outlet}: {entry.title} [{entry.id}], {times}"


def merge_json(joined: Joined) -> dict[str, object]:
    """A name that was joined."""
    alias = joined.alias
    return {"name": alias.name, "entity": joined.entity.name, "reason": alias.reason, "at": alias.joined_at}


def merge_lines(joined: Joined) -> Iterator[str]:
    """A name that was joined, and why."""
    yield f"{joined.alias.name} is {joined.entity.name}: {joined.alias.reason}"


def exported(cache: "Database", row: EntityRow, form: str, limit: int) -> Iterator[str]:
    """All about an entity in one of `newstui.rendering.entity_export.FORMATS`, at most so many of each, part by part."""
    from newstui.cli.quotation_rows import every
    from newstui.reading.dossiers import Dossiers
    from newstui.rendering.entity_export import Collected, export_parts

    found = Collected(
        row=row,
        names=cache.entities.names(row.id),
        articles=_articles(cache, row.id, limit),
        said=islice(every(partial(cache.analyses.quotations, speaker=[row.id], strength=Strength.STATEMENT), limit), limit),
        about=islice(_about(cache, row.id), limit),
        link=lru_cache(Dossiers(cache).link),
    )
    return export_parts(found, form)


def _articles(cache: "Database", entity_id: int, limit: int) -> Iterator[Appearance]:
    """The newest articles of an entity, read page by page."""
    last: Appearance | None = None
    while limit and (page := cache.entities.articles_of(entity_id, min(limit, _PAGE), after=last)):
        yield from page
        last = page[-1]
        limit -= len(page)


def _about(cache: "Database", entity_id: int) -> Iterator[QuotationRow]:
    """What others say about an entity, in all its articles: storage looks at so many of them at a time."""
    last: Appearance | None = None
    seen: set[int] = set()
    while page := cache.entities.articles_of(entity_id, _PAGE, after=last):
        last = page[-1]
        since, until = last.entry.published, page[0].entry.published + timedelta(seconds=1)
        rows = cache.analyses.quotations_about(entity_id, since=since, until=until, limit=ALL)
        yield from (row for row in rows if row.id not in seen)
        seen = {row.id for row in rows}  # articles of the second in which the page ends are found again
