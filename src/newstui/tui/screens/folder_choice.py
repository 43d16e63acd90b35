"""A dialog that asks for a folder: one of those there are, none, or a new one by its name."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from newstui.model.safe_text import SafeText, safe_text
from newstui.rendering.cells import fit
from newstui.rendering.lines import Line, Role, Segment
from newstui.tui.desk import Desk
from newstui.tui.screens.dialog import Dialog, DialogList
from newstui.tui.strips import Painter

_ROWS = 12


class FolderPath(NamedTuple):
    """A folder by its names from the top down; none at all is the top itself. `folder_id` is None for one that is to be made."""

    names: tuple[SafeText, ...]
    folder_id: int | None = None

    @property
    def words(self) -> str:
        """The path as it is shown."""
        return " / ".join(self.names)


def typed_path(typed: str) -> tuple[SafeText, ...]:
    """The names of a path typed with slashes."""
    return tuple(name for part in typed.split("/") if (name := safe_text(part).strip()))  # type: ignore[misc]


def fitting(typed: str, folders: Sequence[FolderPath]) -> list[FolderPath]:
    """The folders that have every typed word, "no folder" while nothing is typed, and what is typed as a new one."""
    names = typed_path(typed)
    wanted = " / ".join(names).casefold()
    found = [folder for folder in folders if all(word in folder.words.casefold() for word in wanted.split(" ") if word != "/")]
    if not names:
        return [FolderPath(()), *found]
    if any(folder.words.casefold() == wanted for folder in found):
        return sorted(found, key=lambda folder: folder.words.casefold() != wanted)
    return [*found, FolderPath(names)]


class _Folders(DialogList):
    def __init__(self, painter: Painter, current: int | None) -> None:
        super().__init__(painter)
        self.found: Sequence[FolderPath] = ()
        self._current = current

    @property
    def items(self) -> int:
        return len(self.found)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return _ROWS

    def show(self, found: Sequence[FolderPath], cursor: int = 0) -> None:
        self.found, self.cursor, self.top = found, cursor, 0
        self.reveal()
        self.redraw()

    def line(self, index: int, width: int) -> Line:
        folder = self.found[index]
        if not folder.names:
            words, note = "No folder", "beside the folders"
        elif folder.folder_id is None:
            words, note = f"New folder “{folder.words}”", ""
        else:
            words, note = folder.words, ""
        here = folder.folder_id == self._current and (not folder.names) == (self._current is None)
        note = "it is here now" if here else note
        title = fit(words, max(1, width - 2 - (len(note) + 2 if note else 0)))
        segments = (Segment(f" {title}"), Segment(f"  {note}", (Role.MUTED,)))
        made = Line.of(segments if note else segments[:1]).padded(width, ())
        selected = self.selection(index)
        return made.with_role(selected) if selected else made


class FolderChoice(Dialog[FolderPath]):
    """Ends with the folder that was chosen, None where it was given up. Typing looks for a folder, or names a new one."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = """
    FolderChoice #box { width: 60; }
    FolderChoice Input { border: none; height: 1; padding: 0 1; margin-bottom: 1; background: $boost; color: $foreground; }
    FolderChoice Input:focus { border: none; background-tint: $foreground 0%; }
    """

    def __init__(self, desk: Desk, title: str, folders: Mapping[int, tuple[SafeText, ...]], *, current: int | None) -> None:
        super().__init__(desk, title, "↑ ↓ · Enter · Esc")
        paths = [FolderPath(names, folder_id) for folder_id, names in folders.items()]
        self._all = sorted(paths, key=lambda path: path.words.casefold())
        self._list = _Folders(desk.painter, current)
        shown = fitting("", self._all)
        self._list.show(shown, next((i for i, path in enumerate(shown) if path.names and path.folder_id == current), 0))

    def content(self) -> list[Widget]:
        """A field, and the folders."""
        field = Input(placeholder="a folder, or a new one: a or a/b", select_on_focus=False)
        field.cursor_blink = False
        return [field, self._list]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits. The field says so once at the start, too, where nothing was typed."""
        if event.value or self._list.items != len(self._all) + 1:
            self._list.show(fitting(event.value, self._all))

    def on_input_submitted(self) -> None:
        """Enter."""
        self.dismiss(self._list.found[self._list.cursor])

    def pressed(self, event: events.Key) -> None:
        """Arrows and pages move among the folders; everything else is text."""
        match event.key:
            case "escape" | "ctrl+c":
                self.dismiss(None)
            case "down" | "ctrl+n":
                self._list.move_by(1)
            case "up":
                self._list.move_by(-1)
            case "pagedown":
                self._list.page_by(1)
            case "pageup":
                self._list.page_by(-1)
            case _:
                return
        event.stop()
        event.prevent_default()
