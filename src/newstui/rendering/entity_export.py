"""All about an entity as a file: Markdown to read, CSV for a spreadsheet, JSON lines for a program."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from newstui.model.entities import AliasRow, Appearance
from newstui.model.lists import EntityRow, QuotationRow
from newstui.rendering.quotation_text import told

FORMATS = {"md": "Markdown", "csv": "CSV", "jsonl": "JSON lines"}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "kind",
    "entity",
    "speaker",
    "words",
    "how",
    "strength",
    "hedged",
    "denial",
    "via",
    "outlet",
    "title",
    "link",
    "published",
    "entry",
)


class Collected(msgspec.Struct, frozen=True):
    """What is exported."""

    row: EntityRow
    names: Sequence[AliasRow]
    articles: Sequence[Appearance]
    said: Sequence[QuotationRow]
    about: Sequence[QuotationRow]


def export_text(found: Collected, form: str) -> str:
    """The file's text in one of FORMATS. Raises KeyError for another."""
    return {"md": _markdown, "csv": _csv, "jsonl": _json_lines}[form](found)


def _markdown(found: Collected) -> str:
    row = found.row
    parts = [f"# {_plain(row.name)}\n", f"{row.type.value.lower()}, {row.articles} articles, {row.quotations} quotations\n"]
    others = [alias.name for alias in found.names if alias.name != row.name]
    if others:
        parts.append("Also: " + ", ".join(map(_plain, others)) + "\n")
    for title, quotations in (("Said", found.said), ("Said about it", found.about)):
        if quotations:
            parts.append(f"## {title}\n")
        for quotation in quotations:
            via = f", via {_plain(quotation.via)}" if quotation.via else ""
            who = _plain(quotation.speaker or "not named")
            where = f"{_plain(quotation.outlet)}, {_day(quotation.published)}, {_plain(quotation.title)}"
            parts.append(f"- {_plain(told(quotation.words, quotation.denial))}  \n  {who}{via} ({where})\n")
    if found.articles:
        parts.append("## Articles\n")
    for one in found.articles:
        title = _plain(one.entry.title)
        shown = f"[{title}](<{_address(one.entry.url)}>)" if one.entry.url else title
        parts.append(f"- {_day(one.entry.published)}, {_plain(one.entry.outlet)}: {shown}, {one.mentions} times\n")
    return "\n".join(parts)


def _csv(found: Collected) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for row in _rows(found):
        writer.writerow([_guarded("" if row.get(name) is None else str(row[name])) for name in _COLUMNS])
    return lines.getvalue()


def _json_lines(found: Collected) -> str:
    return "".join(msgspec.json.encode(row).decode() + "\n" for row in _rows(found))


def _rows(found: Collected) -> list[dict[str, object]]:
    links = {one.entry.id: one.entry.url for one in found.articles}
    rows: list[dict[str, object]] = []
    for kind, quotations in (("said", found.said), ("about", found.about)):
        for one in quotations:
            rows.append(
                {
                    "kind": kind,
                    "entity": found.row.name,
                    "speaker": one.speaker,
                    "words": one.words,
                    "how": one.kind.value,
                    "strength": one.strength.value,
                    "hedged": one.hedged,
                    "denial": one.denial or None,
                    "via": one.via,
                    "outlet": one.outlet,
                    "title": one.title,
                    "link": links.get(one.entry_id),
                    "published": one.published.isoformat(),
                    "entry": one.entry_id,
                }
            )
    for article in found.articles:
        entry = article.entry
        rows.append(
            {
                "kind": "article",
                "entity": found.row.name,
                "mentions": article.mentions,
                "quotations": article.quotations,
                "outlet": entry.outlet,
                "title": entry.title,
                "link": entry.url,
                "published": entry.published.isoformat(),
                "entry": entry.id,
            }
        )
    return rows


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d}"


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))


def _address(link: str) -> str:
    return link.replace("<", "%3C").replace(">", "%3E").replace("\n", "")


def _guarded(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    return "'" + cell if cell.startswith(_FORMULA) else cell
