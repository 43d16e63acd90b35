"""A dialog that asks for a folder: one of those there are, none, or a new one by its name."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newstui.model.safe_text import SafeText, safe_text
from newstui.rendering.cells import fit
from newstui.rendering.lines import Line, Role, Segment
from newstui.tui.desk import Desk
from newstui.tui.screens.finder import Finder, FoundList
from newstui.tui.strips import Painter


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
    return tuple(SafeText(name) for part in typed.split("/") if (name := safe_text(part).strip()))


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


class _Folders(FoundList[FolderPath]):
    def __init__(self, painter: Painter, current: int | None) -> None:
        super().__init__(painter)
        self._current = current

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
        return self.marked(index, Line.of(segments if note else segments[:1]), width)


class FolderChoice(Finder[FolderPath]):
    """Ends with the folder that was chosen, None where it was given up. Typing looks for a folder, or names a new one."""

    DEFAULT_CSS = """
    FolderChoice #box { width: 60; }
    """

    def __init__(self, desk: Desk, title: str, folders: Mapping[int, tuple[SafeText, ...]], *, current: int | None) -> None:
        found = _Folders(desk.painter, current)
        super().__init__(desk, title, "↑ ↓ · Enter · Esc", found, asks_for="a folder, or a new one: a or a/b")
        paths = [FolderPath(names, folder_id) for folder_id, names in folders.items()]
        self._all = sorted(paths, key=lambda path: path.words.casefold())
        shown = fitting("", self._all)
        found.show(shown, next((i for i, path in enumerate(shown) if path.names and path.folder_id == current), 0))

    def find(self, typed: str) -> None:
        """Show what fits; at the start the cursor stays where the feed is."""
        if typed or self._found.items != len(self._all) + 1:
            self._found.show(fitting(typed, self._all))
