"""How `newstui quotes` writes its rows: lines, a table, Markdown, CSV, JSON lines."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from newstui.cli.output import console, say, say_json
from newstui.cli.quotation_rows import Row
from newstui.model.analysis import unsure
from newstui.rendering.escaping import csv_cell, in_markdown, markdown_address
from newstui.rendering.printings import doubt_about
from newstui.rendering.quotation_text import UNSURE, doubt_words, standing

_COLUMNS = (
    *("speaker", "source", "cue", "words", "kind", "strength", "hedged", "denied", "via", "addressee", "doubt"),
    *("confidence", "reason", "rule", "offsets", "outlet", "title", "link", "published", "entry", "file", "also", "first"),
)


def write_plain(rows: Iterable[Row]) -> None:
    """Two lines a quotation: who and what, and how it stands, as `analyze` tells it; then where."""
    for row in rows:
        lead = f", {row.cue}" if row.leans and row.cue else ""
        say(f"{_who(row)}{lead} ({_standing(row)}): {row.words}")
        say(f"    {_where(row)}")
        if row.also:
            say(f"    {_also(row)}")


def write_table(rows: Iterable[Row]) -> None:
    """A table as wide as the terminal."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Who", ratio=2)
    table.add_column("What", ratio=6)
    table.add_column("Where", ratio=3)
    for row in rows:
        lead = f"{row.cue}, " if row.leans and row.cue else ""
        table.add_row(
            Text(f"{_who(row)}\n{lead}{_standing(row)}"),
            Text(row.words),
            Text("\n".join(filter(None, (_where(row), _also(row))))),
        )
    console().print(table)


def write_markdown(rows: Iterable[Row]) -> None:
    """A Markdown table; nothing from outside is read as Markdown in it."""
    heads = ("Speaker", "Quotation", "Kind", "Cue", "Outlet", "Date", "Article", "Entry", "Offsets", "Sure")
    say("| " + " | ".join(heads) + " |")
    say("|" + " --- |" * len(heads))
    for row in rows:
        via = f" (via {row.via})" if row.via else ""
        hedged = UNSURE if unsure(row.kind, hedged=row.hedged) else ""
        stands = ", ".join(filter(None, (row.kind.value, hedged, "denied" if row.denied else "", _doubt(row))))
        title = in_markdown(row.title)
        cells = (
            *(
                in_markdown(_who(row) + via),
                in_markdown(row.words),
                stands,
                in_markdown(row.cue),
                in_markdown(row.outlet or ""),
            ),
            *(_day(row.published), f"[{title}](<{markdown_address(row.link).replace('|', '%7C')}>)" if row.link else title),
            *(str(row.entry or in_markdown(row.file or "")), _offsets(row), f"{row.confidence:.2f}"),
        )
        say("| " + " | ".join(cells) + " |")


def write_csv(rows: Iterable[Row]) -> None:
    """CSV with a header. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    writer = csv.writer(_Lines(), lineterminator="")
    writer.writerow(_COLUMNS)
    for row in rows:
        cells = {
            **_cells(row),
            "published": row.published.isoformat() if row.published else "",
            "offsets": _offsets(row),
            "also": "; ".join(f"{printing.outlet} [{printing.entry_id}]" for printing in row.also),
        }
        writer.writerow([csv_cell(cells[name]) for name in _COLUMNS])


class _Lines:
    """Takes each row of the CSV as a line of the output."""

    write = staticmethod(say)


def write_json(rows: Iterable[Row]) -> None:
    """A JSON line each."""
    for row in rows:
        say_json(_cells(row))


WRITERS: Mapping[str, Callable[[Iterable[Row]], None]] = {
    "plain": write_plain,
    "table": write_table,
    "markdown": write_markdown,
    "csv": write_csv,
    "json": write_json,
}


def _cells(row: Row) -> dict[str, object]:
    cells: dict[str, object] = {name: _doubt(row) or None if name == "doubt" else getattr(row, name) for name in _COLUMNS}
    cells["first"] = row.first if row.also else None
    cells["also"] = [
        {
            "entry": printing.entry_id,
            "outlet": printing.outlet,
            "published": printing.published,
            "link": printing.url,
            "speaker": printing.speaker,
            "doubt": doubt_about(printing) or None,
            "words": printing.words,
        }
        for printing in row.also
    ]
    return cells


def _who(row: Row) -> str:
    return row.speaker or row.source or "Speaker not named"


def _doubt(row: Row) -> str:
    return doubt_words(row.speaker, row.source, row.confidence)


def _standing(row: Row) -> str:
    return standing(
        row.kind,
        hedged=row.hedged,
        via=row.via,
        addressee=row.addressee,
        speaker=row.speaker,
        source=row.source,
        confidence=row.confidence,
    )


def _where(row: Row) -> str:
    place = f"[{row.entry}]" if row.entry else str(row.file)
    title = "" if row.file and Path(row.file).name == row.title else row.title  # a text file has no other
    parts = [row.outlet, _day(row.published), title]
    return " ".join(filter(None, (", ".join(str(part) for part in parts if part), place)))


def _also(row: Row) -> str:
    """Where else it was printed, and who was first."""
    if not row.also:
        return ""
    places = [f"{printing.outlet} [{printing.entry_id}]" for printing in row.also]
    if not row.first:
        places[0] += " (first)"
    return f"{'First here; also' if row.first else 'Also'} printed in {', '.join(places)}"


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d}" if moment else ""


def _offsets(row: Row) -> str:
    return " ".join(f"{start}-{end}" for start, end in row.offsets)
