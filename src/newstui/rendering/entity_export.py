"""All about an entity as a file: Markdown to read, CSV for a spreadsheet, JSON lines for a program."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

import msgspec
from msgspec.structs import replace

from newstui.model.analysis import unsure
from newstui.model.entities import AliasRow, Appearance
from newstui.model.lists import EntityRow, QuotationRow
from newstui.model.numbers import counted
from newstui.rendering.attribution import manner_of
from newstui.rendering.escaping import csv_cell, in_markdown, markdown_address
from newstui.rendering.quotation_text import UNSURE, doubt_words, told

FORMATS = {"md": "Markdown", "csv": "CSV", "jsonl": "JSON lines"}
_COLUMNS = (
    "row",
    "entity",
    "speaker",
    "source",
    "cue",
    "words",
    "kind",
    "strength",
    "hedged",
    "denial",
    "doubt",
    "confidence",
    "reason",
    "via",
    "outlet",
    "title",
    "link",
    "published",
    "entry",
)


Link = Callable[[int], str | None]
"""An entry's address."""


class Collected(msgspec.Struct, frozen=True):
    """What is exported. The lists are gone through once, each after the one before: they may be read meanwhile."""

    row: EntityRow
    names: Sequence[AliasRow]
    articles: Iterable[Appearance]
    said: Iterable[QuotationRow]
    about: Iterable[QuotationRow]
    link: Link | None = None
    """Without it, entries have the addresses that their feeds give, as far as they are among the articles."""


def export_text(found: Collected, form: str) -> str:
    """The file's text in one of FORMATS. Raises KeyError for another."""
    return "".join(f"{part}\n" for part in export_parts(found, form))


def export_parts(found: Collected, form: str) -> Iterator[str]:
    """The same line by line, or paragraph by paragraph, without what ends them. Raises KeyError for another form."""
    written = {"md": _markdown, "csv": _csv, "jsonl": _json_lines}[form]
    if found.link is not None:
        return written(found, found.link)
    articles = tuple(found.articles)
    return written(replace(found, articles=articles), {one.entry.id: one.entry.url for one in articles}.get)


def _markdown(found: Collected, link: Link) -> Iterator[str]:
    row = found.row
    counts = f"{counted(row.articles, 'article')}, {counted(row.quotations, 'quotation')}"
    yield f"# {in_markdown(row.name)}"
    yield f"\n{row.type.noun}, {counts}"
    others = [alias.name for alias in found.names if alias.name != row.name]
    if others:
        yield "\nAlso: " + ", ".join(map(in_markdown, others))
    yield from _section("Said by", (_quotation(one, link(one.entry_id)) for one in found.said))
    yield from _section("Said about", (_quotation(one, link(one.entry_id)) for one in found.about))
    yield from _section("Articles", (_article(one, link(one.entry.id)) for one in found.articles))


def _section(title: str, items: Iterator[str]) -> Iterator[str]:
    """A heading and what is below it; nothing where that is nothing."""
    for first in items:
        yield f"\n## {title}"
        yield from chain((first,), items)


def _quotation(one: QuotationRow, address: str | None) -> str:
    hedge = UNSURE if unsure(one.kind, hedged=one.hedged) else ""
    notes = (_doubt(one), manner_of(one.kind, one.strength), hedge, f"relayed by {one.via}" if one.via else "")
    who = in_markdown(f"{one.whose}: {', '.join(filter(None, notes))}")
    where = f"{in_markdown(one.outlet)}, {_day(one.published)}, {_linked(one.title, address)}"
    return f"\n- {in_markdown(told(one.words, one.lead))}  \n  {who} ({where})"


def _doubt(one: QuotationRow) -> str:
    return doubt_words(one.speaker, one.source, one.confidence)


def _article(one: Appearance, address: str | None) -> str:
    shown = _linked(one.entry.title, address)
    return f"\n- {_day(one.entry.published)}, {in_markdown(one.entry.outlet)}: {shown}, {counted(one.mentions, 'mention')}"


def _linked(title: str, address: str | None) -> str:
    return f"[{in_markdown(title)}](<{markdown_address(address)}>)" if address else in_markdown(title)


def _csv(found: Collected, link: Link) -> Iterator[str]:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="")
    for cells in chain((_COLUMNS,), ([csv_cell(row.get(name)) for name in _COLUMNS] for row in _rows(found, link))):
        writer.writerow(cells)
        yield lines.getvalue()
        lines.seek(0)
        lines.truncate()


def _json_lines(found: Collected, link: Link) -> Iterator[str]:
    return (msgspec.json.encode(row).decode() for row in _rows(found, link))


def _rows(found: Collected, link: Link) -> Iterator[dict[str, object]]:
    for row, quotations in (("said", found.said), ("about", found.about)):
        for one in quotations:
            yield {
                "row": row,
                "entity": found.row.name,
                "speaker": one.speaker,
                "source": one.source or None,
                "cue": one.cue or None,
                "words": one.words,
                "kind": one.kind.value,
                "strength": one.strength.value,
                "hedged": one.hedged,
                "denial": one.denial or None,
                "doubt": _doubt(one) or None,
                "confidence": round(one.confidence, 3),
                "reason": one.reason or None,
                "via": one.via,
                "outlet": one.outlet,
                "title": one.title,
                "link": link(one.entry_id),
                "published": one.published.isoformat(),
                "entry": one.entry_id,
            }
    for article in found.articles:
        entry = article.entry
        yield {
            "row": "article",
            "entity": found.row.name,
            "mentions": article.mentions,
            "quotations": article.quotations,
            "outlet": entry.outlet,
            "title": entry.title,
            "link": link(entry.id),
            "published": entry.published.isoformat(),
            "entry": entry.id,
        }


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"
