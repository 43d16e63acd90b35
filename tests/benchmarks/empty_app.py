"""An empty Textual app: what a start costs before newstui has done anything."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """One line of text."""

    BINDINGS = [("q", "quit", "Quit"), ("x", "answer", "Answer")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("painted")

    def action_answer(self) -> None:
        """Other words."""
        self.query_one(Static).update("answered")


if __name__ == "__main__":
    EmptyApp().run(mouse=False)
