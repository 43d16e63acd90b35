"""Finding words in the open article, and opening what is in sight by letters."""

from typing import TYPE_CHECKING

from textual import events

from newstui.config.actions import Pane
from newstui.model.analysis import Entity
from newstui.model.documents import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newstui.rendering.letter_hints import Goal
    from newstui.tui.reader_screen import ReaderScreen

_REMEMBERED = 50
_KINDS = ((int, "open links [a]"), (Entity, "choose names"), (Block, "show pictures"))


class FindActions:
    """ctrl+f ; , H."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self._earlier: list[str] = []

    def words(self) -> None:
        """Ask for words and mark where the article has them."""
        from newstui.tui.screens.prompt import Prompt

        reader = self._reader
        if reader.article.layout_ is None:
            reader.say("No article is open.")
            return
        last = self._earlier[-1] if self._earlier else ""
        hint = "words of this article, whatever their case and accents"
        reader.app.push_screen(
            Prompt(reader.desk, "Find in the article", hint, last, anew=True, earlier=tuple(self._earlier)), self.look_for
        )

    def look_for(self, typed: str | None) -> None:
        """Mark where the article has these words, and go to the first place from here."""
        if not typed:
            return
        reader = self._reader
        self._earlier = [*(one for one in self._earlier if one != typed), typed][-_REMEMBERED:]
        reader.jumps.leave()
        reader.set_pane(Pane.ARTICLE)
        self._find(typed, 1)

    def _find(self, words: str, step: int) -> None:
        """Mark the words here, and in what is opened from here on."""
        reader = self._reader
        reader.keeper.sought = words
        if reader.article.find(words):
            self._step(step, 1)
        else:
            reader.say(f"“{words}” is not in this article. {reader.desk.keymap.first('list.search')} searches all of them.")

    def next(self, count: int = 1) -> None:
        """To the next place that was found; where nothing was looked for yet, of the words of the last time."""
        self._step(1, count)

    def previous(self, count: int = 1) -> None:
        """To the previous place that was found."""
        self._step(-1, count)

    def _step(self, step: int, count: int) -> None:
        reader, keymap = self._reader, self._reader.desk.keymap
        found = reader.article.step_match(step * min(count, 1000))
        if found is None and self._earlier and reader.article.layout_ is not None:
            self._find(self._earlier[-1], step)
            return
        if found is None:
            reader.say(f"Nothing was looked for here: {keymap.first('find.words')} does.")
            return
        keys = f"{keymap.first('find.next')} next, {keymap.first('find.previous')} previous, {keymap.first('move.back')} ends"
        round_ = " (round the end)" if found.wrapped else ""
        reader.say(f"“{found.query}”: {found.at + 1} of {len(found.spans)}{round_}. {keys}.")

    def link(self) -> None:
        """Show letters on the links, names and pictures in sight, and go to what is chosen by them."""
        goals = self._reader.article.show_letters().goals
        kinds = {type(goal) for goal in goals.values()}
        shown = ", ".join(words for kind, words in _KINDS if kind in kinds)
        self._by_letters(goals, shown, self._go_to, nothing="There are no links and no names in sight.")

    def link_by_letters(self, shown: str, then: "Callable[[int], None]") -> None:
        """Show letters on the links in sight, and do something with the number of the one that is chosen."""

        def chosen(goal: "Goal") -> None:
            if isinstance(goal, int):
                then(goal)

        goals = self._reader.article.show_letters(links_only=True).goals
        self._by_letters(goals, shown, chosen, nothing="There are no links in sight.")

    def _by_letters(self, goals: "Mapping[str, Goal]", shown: str, then: "Callable[[Goal], None]", *, nothing: str) -> None:
        reader = self._reader
        if not goals:
            reader.article.hide_letters()
            reader.say(nothing)
            return
        typed = ""

        def take(event: events.Key) -> bool:
            nonlocal typed
            typed += event.character if event.character is not None and event.is_printable else ""
            if typed and typed not in goals and any(letters.startswith(typed) for letters in goals):
                reader.key_reader.typed = f"{typed}…"
                return True
            reader.article.hide_letters()
            if typed in goals:
                then(goals[typed])
            elif event.key != "escape":
                reader.say("Nothing in sight has these letters.")
            return False

        reader.key_reader.type_into(take, f"letters {shown}; Esc")

    def _go_to(self, goal: "Goal") -> None:
        reader = self._reader
        if isinstance(goal, int):
            reader.groups.read.open_link(goal)
        elif isinstance(goal, Block):
            if reader.pictures.is_shown(goal.target):
                reader.guard(lambda: reader.groups.read.open_address(goal.target))
            else:
                reader.pictures.toggle()
        else:
            reader.groups.quote.choose_name(goal)
