"""The command palette: every action of the registry, every feed, every theme, by name."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.style import Style

from newstui.tui.commands import ACTIONS, Action
from newstui.tui.keymap import label

if TYPE_CHECKING:
    from newstui.tui.app import NewsApp
    from newstui.tui.screens.reader import ReaderScreen


class _ReaderProvider(Provider):
    @property
    def reader(self) -> "ReaderScreen":
        return cast("NewsApp", self.app).reader


class ActionProvider(_ReaderProvider):
    """Every action: its title, its keys, its help line."""

    async def discover(self) -> Hits:
        """All of them, in the order of the help."""
        for action in ACTIONS:
            yield DiscoveryHit(self._shown(action), self._run(action), action.title, action.help)

    async def search(self, query: str) -> Hits:
        """Those whose title or help has what was typed."""
        matcher = self.matcher(query)
        for action in ACTIONS:
            score = max(matcher.match(action.title), 0.6 * matcher.match(action.help))
            if score > 0:
                yield Hit(score, self._shown(action), self._run(action), action.title, action.help)

    def _shown(self, action: Action) -> Content:
        keys = "  ".join(label(key) for key in self.reader.desk.keymap.keys[action.id])
        return Content.assemble(action.title, "  ", Content.styled(keys, Style(dim=True)))

    def _run(self, action: Action) -> Callable[[], None]:
        return partial(self.reader.perform, action)


class FeedProvider(_ReaderProvider):
    """Every list of the feed pane."""

    async def search(self, query: str) -> Hits:
        """Lists by name."""
        matcher = self.matcher(query)
        reader = self.reader
        for node in reader.feeds.nodes:
            score = matcher.match(node.title)
            if score > 0:
                shown = Content.assemble("Go to ", Content(node.title))
                yield Hit(score, shown, partial(reader.go_to, node.scope), node.title, f"{node.unread} unread")


class ThemeProvider(_ReaderProvider):
    """Every theme."""

    async def search(self, query: str) -> Hits:
        """Themes by name."""
        matcher = self.matcher(query)
        app = cast("NewsApp", self.app)
        for name in self.reader.desk.themes.files():
            words = f"Theme {name.replace('-', ' ')}"
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, Content(words), partial(app.use_theme_named, name), words)


def open_palette(reader: "ReaderScreen") -> None:
    """Show the palette over the reader."""
    palette = CommandPalette(
        [ActionProvider, FeedProvider, ThemeProvider], placeholder="An action, a feed, a theme…", id="palette"
    )
    reader.app.push_screen(palette)
