"""The command palette: every action of the registry, every list, every theme, found by some letters of its name.

Not Textual's own palette: that mounts an option list with a blinking cursor, which sends bytes while nothing happens.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from newstui.config.actions import ACTIONS
from newstui.config.keymap import label
from newstui.model.lists import NodeKind
from newstui.rendering.cells import cell_width, fit
from newstui.rendering.lines import Line, Role, Segment
from newstui.tui.screens.finder import Finder, FoundList

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class Command(NamedTuple):
    """Something that the palette can do."""

    title: str
    help: str
    keys: str
    run: Callable[[], None]
    verb: str = ""
    """The word that it begins with where it takes what is typed after it."""


def commands(reader: "ReaderScreen") -> Iterator[Command]:
    """Actions in the order of the help, then lists, then what there is to do with tags, then themes."""
    keymap = reader.desk.keymap
    for action in ACTIONS:
        keys = " ".join(label(key, ascii_only=reader.desk.ascii_only) for key in keymap.keys[action.id][:2])
        yield Command(action.title, action.help, keys, partial(reader.groups.perform, action))
    for node in reader.feeds.nodes:
        what = {NodeKind.SMART: "List", NodeKind.FOLDER: "Folder", NodeKind.FEED: "Feed"}[node.kind]
        yield Command(f"Go to {node.title}", f"{what}, {node.unread} unread", "", partial(reader.go_to, node.scope))
    for tag in [node.tag for node in reader.feeds.nodes if node.tag is not None]:
        yield Command(f"Rename tag {tag}", "on every entry", "", partial(reader.groups.tag.rename, tag))
        yield Command(f"Remove tag {tag}", "from every entry", "", partial(_remove_tag, reader, tag))
    for name in reader.desk.themes.files():
        yield Command(f"Theme: {name.replace('-', ' ')}", "", "", partial(reader.news_app.use_theme_named, name))


def _remove_tag(reader: "ReaderScreen", tag: str) -> None:
    reader.run_worker(reader.groups.tag.remove(tag), group="actions")


def with_words(reader: "ReaderScreen", words: str) -> Iterator[Command]:
    """Commands that take what is typed after them."""
    groups = reader.groups
    for verb, what, run in (
        ("search", "list what has these words", partial(groups.list.show, words)),
        ("find", "find these words in the open article", partial(groups.find.look_for, words)),
        ("add", "add a feed by this address, or import this file", partial(groups.feed.add_address, words)),
        ("save", "read the page at this address here, and keep it", partial(groups.page.save_address, words)),
        ("tag", "list what you gave this tag", partial(reader.groups.list.show_tag, words)),
    ):
        shown = f"{verb} {words}" if words else f"{verb} …"
        yield Command(shown, what, "", partial(reader.guard, run) if words else groups.app.palette, verb)


def score(typed: str, title: str, explanation: str = "") -> int:
    """How well a command fits what was typed; 0 where it does not.

    Every typed word must begin a word of the title, stand inside it, begin a word of the explanation, or be spread over the
    title's letters, in this order of worth; a title that begins with what was typed goes before all.
    """
    wanted, name = typed.casefold().split(), title.casefold()
    total = 1000 if wanted and name.startswith(" ".join(wanted)) else 0
    for word in wanted:
        if any(part.startswith(word) for part in name.split()):
            total += 100
        elif word in name:
            total += 40
        elif any(part.startswith(word) for part in explanation.casefold().split()):
            total += 20
        elif len(word) > 1 and _spread(word, name):
            total += 5
        else:
            return 0
    return total or (0 if wanted else 1)


def _spread(word: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in word)


class _Found(FoundList[Command]):
    ROWS = 14

    @property
    def total(self) -> int:
        return max(1, self.items)

    def line(self, index: int, width: int) -> Line:
        if not self.found:
            return Line.of((Segment(" Nothing is called that. Fewer letters find more.", (Role.MUTED,)),)).padded(width, ())
        command = self.found[index]
        title = fit(command.title, max(1, width - cell_width(command.keys) - 4))
        column = max(24, cell_width(title) + 2)
        room = width - column - cell_width(command.keys) - 3
        words = fit(command.help, room) if room > 8 else ""
        gap = width - 2 - column - cell_width(words) - cell_width(command.keys)
        made = Line.of(
            (
                Segment(f" {title}{' ' * (column - cell_width(title))}"),
                Segment(words, (Role.MUTED,)),
                Segment(" " * max(0, gap), ()),
                Segment(command.keys, (Role.ACCENT,)),
                Segment(" ", ()),
            )
        )
        return self.marked(index, made, width)


class Palette(Finder[Command]):
    """Ends with the command that was chosen, None where it was given up."""

    DEFAULT_CSS = """
    Palette #box { width: 92; }
    """

    def __init__(self, reader: "ReaderScreen") -> None:
        found = _Found(reader.desk.painter)
        keys = "↑ ↓ · Tab completes · Enter · Esc"
        super().__init__(reader.desk, "Commands", keys, found, asks_for="an action, a feed, a theme")
        self._reader = reader
        self._all = [*commands(reader), *with_words(reader, "")]
        found.show(self._all)

    def find(self, typed: str) -> None:
        """Show what fits, the best first."""
        verb, _, rest = typed.lstrip().partition(" ")
        taking = [command for command in with_words(self._reader, rest.strip()) if command.verb == verb.casefold()]
        scored = [(score(typed, command.title, command.help), command) for command in self._all]
        fitting = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        self._found.show([*(taking if rest.strip() else ()), *(command for _, command in fitting)])

    def _complete(self) -> None:
        """Write the name of what the cursor is on into the field."""
        command = self._found.chosen
        if command is not None:
            self.field.value = f"{command.verb} " if command.verb else command.title
            self.field.cursor_position = len(self.field.value)

    def takes(self, key: str) -> bool:
        """Tab completes; the key that opened it closes it."""
        if key == "tab":
            self._complete()
        elif key == "ctrl+p":
            self.dismiss(None)
        else:
            return super().takes(key)
        return True


def open_palette(reader: "ReaderScreen") -> None:
    """Show the palette over the reader."""

    def chosen(command: Command | None) -> None:
        if command is not None:
            command.run()

    reader.app.push_screen(Palette(reader), chosen)
