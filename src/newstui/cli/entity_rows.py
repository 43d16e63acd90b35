"""How `newstui entities` tells of entities: lines, JSON, and all about one of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newstui.model.entities import Joined
from newstui.model.lists import EntityRow

if TYPE_CHECKING:
    from newstui.storage.database import Database

_RELATED = 12


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
        told["entries"] = [one.entry.id for one in cache.entities.articles_of(row.id, limit)]
    return told


def entity_lines(cache: "Database", row: EntityRow, limit: int, *, in_full: bool) -> Iterator[str]:
    """One entity for the eye; in full with its names, its articles and who stands with it."""
    from newstui.services.outcomes import counted

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
    for one in cache.entities.articles_of(row.id, limit):
        entry = one.entry
        yield f"    {entry.published.astimezone():%Y-%m-%d}  {entry.outlet}: {entry.title} [{entry.id}], {one.mentions} times"


def merge_json(joined: Joined) -> dict[str, object]:
    """A name that was joined."""
    alias = joined.alias
    return {"name": alias.name, "entity": joined.entity.name, "reason": alias.reason, "at": alias.joined_at}


def merge_lines(joined: Joined) -> Iterator[str]:
    """A name that was joined, and why."""
    yield f"{joined.alias.name} is {joined.entity.name}: {joined.alias.reason}"


def exported(cache: "Database", row: EntityRow, form: str, limit: int) -> str:
    """All about an entity in one of `newstui.rendering.entity_export.FORMATS`."""
    from newstui.rendering.entity_export import Collected, export_text

    found = Collected(
        row=row,
        names=cache.entities.names(row.id),
        articles=cache.entities.articles_of(row.id, limit),
        said=cache.analyses.quotations(speaker=[row.id], limit=limit),
        about=cache.analyses.quotations_about(row.id, limit=limit),
    )
    return export_text(found, form)
