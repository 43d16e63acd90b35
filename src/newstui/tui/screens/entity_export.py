"""Writes all about an entity into a file of the reader's choice."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from newstui.errors import NewstuiError
from newstui.model.lists import EntityRow
from newstui.model.names import name_key
from newstui.rendering.entity_export import FORMATS, Collected, export_text
from newstui.tui.screens.choices import Choices
from newstui.tui.screens.prompt import Prompt
from newstui.tui.typed_paths import typed_path

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen

_MOST = 2000


class Kept(NamedTuple):
    """What the page was kept to."""

    feed_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


ALL = Kept()


def export(reader: "ReaderScreen", row: EntityRow, kept: Kept = ALL) -> None:
    """Ask for a form and a place, then write what was kept; a file that is there is not overwritten."""

    def chosen(form: str | None) -> None:
        if form is None:
            return
        name = re.sub(r"\W+", "-", name_key(row.name)).strip("-") or "name"
        prompt = Prompt(reader.desk, f"Export {row.name}", "The file to write.", f"~/{name}.{form}")
        reader.app.push_screen(prompt, lambda path: _write(reader, row, kept, form, path) if path else None)

    reader.app.push_screen(Choices(reader.desk, f"Export {row.name} as", FORMATS), chosen)


def _write(reader: "ReaderScreen", row: EntityRow, kept: Kept, form: str, typed: str) -> None:
    dossiers = reader.desk.library.dossiers
    path = typed_path(typed)
    try:
        found = Collected(
            row=row,
            names=dossiers.names(row.id),
            articles=dossiers.articles(row.id, _MOST, **kept._asdict()),
            said=dossiers.said_by(row.id, _MOST, **kept._asdict()),
            about=dossiers.said_about(row.id, _MOST, **kept._asdict()),
            link=dossiers.link,
        )
        with path.open("x", encoding="utf-8") as file:
            file.write(export_text(found, form))
    except FileExistsError:
        reader.fail(f"{path} is there already: nothing was written. Choose another name.")
    except OSError as error:
        reader.fail(f"{path} cannot be written: {error.strerror}.")
    except NewstuiError as error:
        reader.fail(error)
    else:
        reader.say(f"Wrote {path}.")
