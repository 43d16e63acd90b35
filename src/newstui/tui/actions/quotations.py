"""Stepping through quotations and mentions, and taking them along."""

from typing import TYPE_CHECKING

from newstui.config.actions import Pane
from newstui.model.analysis import Entity, Quotation
from newstui.model.articles import Article
from newstui.model.printings import Printing
from newstui.rendering.legend import highlights_label
from newstui.rendering.limits import shortfall
from newstui.rendering.painting import Highlights
from newstui.rendering.quotation_text import quotation_text
from newstui.rendering.speakers import Speaker

if TYPE_CHECKING:
    from newstui.tui.reader_screen import ReaderScreen


class QuotationActions:
    """] [ } { c v."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader
        self.awaited: tuple[int, int] | None = None
        """Steps that wait for the quotations of an entry: its id, and how many forward."""

    def next(self, count: int = 1) -> None:
        """To the next quotation."""
        self._step(1, count)

    def previous(self, count: int = 1) -> None:
        """To the previous quotation."""
        self._step(-1, count)

    def _step(self, step: int, count: int, *, around: bool = False) -> None:
        reader = self._reader
        if reader.keeper.comes:
            self._await(step * count)
            return
        if self._nothing_here():
            return
        view = reader.article
        if not view.stops:
            reader.say(self._why_none())
            return
        found = None
        for _ in range(min(count, 1000)):
            further = view.step_quotation(step, around=around)
            if further is None:
                break
            found = further
        if found is None:
            whose = f" of {view.speaker.label}" if view.speaker is not None and view.speaker.name else ""
            reader.say(f"There are no more quotations{whose} {'below' if step > 0 else 'above'}.")
        else:
            reader.activity.say("")  # the status line tells who says it

    def _await(self, steps: int) -> None:
        """Remember steps to quotations that are still being looked for; any other key drops them."""
        reader = self._reader
        key = reader.desk.keymap.first("quote.next" if steps > 0 else "quote.previous")
        opened = reader.keeper.row
        if opened is not None:
            before = self.awaited[1] if self.awaited is not None and self.awaited[0] == opened.id else 0
            self.awaited = opened.id, before + steps
            reader.say(f"{reader.keeper.comes} {key} is done then.")

    def analysed(self) -> None:
        """The open article's quotations are there: take the steps that wait for them."""
        awaited, self.awaited = self.awaited, None
        opened = self._reader.keeper.row
        if awaited is not None and opened is not None and awaited[0] == opened.id and awaited[1]:
            self._step(1 if awaited[1] > 0 else -1, abs(awaited[1]))

    def _why_none(self) -> str:
        reader = self._reader
        analysis = reader.article.analysis
        if analysis is None or not analysis.quotations:
            return f"No quotations were found here. {shortfall(analysis)}".rstrip()
        return self._off_words() or (
            f"None of this article's quotations are of the kind that is highlighted ({reader.article.look.highlights}): "
            f"{reader.desk.keymap.first('quote.highlights')} changes that."
        )

    def _off_words(self) -> str:
        """That the highlights are off, where they are, and the key that turns them on."""
        if self._reader.article.look.highlights is not Highlights.OFF:
            return ""
        return f"The highlights are off: {self._reader.desk.keymap.first('quote.highlights')} turns them on."

    def next_mention(self, count: int = 1) -> None:
        """To the next mention."""
        self._mention(1, count)

    def previous_mention(self, count: int = 1) -> None:
        """To the previous mention."""
        self._mention(-1, count)

    def _mention(self, step: int, count: int) -> None:
        reader = self._reader
        if self._nothing_here():
            return
        if reader.article.chosen is None:
            entities = reader.sidebar.entities
            if not entities:
                reader.say("No names were found here.")
                return
            reader.keeper.choose(entities[0])
        self._mention_on(step, count)

    def _mention_on(self, step: int, count: int, *, around: bool = False) -> None:
        reader = self._reader
        chosen = reader.article.chosen
        moved = [reader.article.step_mention(step, around=around) for _ in range(min(count, 1000))]
        if chosen is not None:
            where = "below" if step > 0 else "above"
            number = len(chosen.mentions)
            times = "once" if number == 1 else f"{number} times"
            words = f"{chosen.name}: named {times}." if any(moved) else f"No more mentions of {chosen.name} {where}."
            reader.say(f"{words} {self._off_words()}".rstrip())

    # Choosing whose.

    def choose_speaker(self) -> None:
        """Choose the speaker of the quotation that was stepped to; again, go to what that speaker says next."""
        reader = self._reader
        quotation = reader.article.focused
        if quotation is None:
            return
        speaker = next((one for one in reader.keeper.speakers if one.name == quotation.speaker), None)
        if speaker is None:
            return
        if reader.article.speaker is not None and reader.article.speaker.name == speaker.name:
            self._step(1, 1, around=True)
            return
        reader.keeper.choose(speaker.entity, speaker)
        whom = speaker.name or "sources that are not named"
        number = len(speaker.quotations)
        step = " ".join(map(reader.desk.keymap.first, ("quote.next", "quote.previous", "move.open")))
        rest = f"{step} go through {number} quotations" if number > 1 else "nothing else is quoted of them"
        reader.say(f"Keeping to {whom}: {rest}; {reader.desk.keymap.first('move.back')} lets go.")

    def walk(self, speaker: Speaker) -> None:
        """Choose a speaker and go to the first quotation; again, to the next one, and round."""
        reader = self._reader
        chosen = reader.article.speaker
        if chosen is None or chosen.name != speaker.name:
            reader.groups.entity.remember()
            reader.keeper.choose(speaker.entity, speaker)
        if reader.frame.covered:
            reader.set_pane(Pane.ARTICLE)
        if chosen is None or chosen.name != speaker.name:
            first = next((stop.quotation for stop in reader.article.stops), None)
            if first is not None:
                reader.article.go_to_quotation(first)
                return
        self._step(1, 1, around=True)

    def look_at(self, entity: Entity) -> None:
        """Choose an entity; again, go to where it is named next, and round."""
        reader = self._reader
        if reader.article.chosen != entity:
            reader.groups.entity.remember()
            reader.keeper.choose(entity)
            return
        if reader.frame.covered:
            reader.set_pane(Pane.ARTICLE)
        self._mention_on(1, 1, around=True)

    def choose_name(self, entity: Entity) -> None:
        """Choose an entity where the article names it; the keys stay where they are."""
        reader, keys = self._reader, self._reader.desk.keymap
        if reader.article.chosen != entity:
            reader.groups.entity.remember()
            reader.keeper.choose(entity)
        rest = f"{keys.first('quote.next_mention')} next mention, {keys.first('entity.page')} the name's page"
        reader.say(f"{entity.name} is chosen: {rest}, {keys.first('move.back')} lets go.")

    def let_go(self) -> bool:
        """Choose nobody; whether somebody was chosen."""
        reader = self._reader
        chosen = reader.keeper.known is not None or reader.article.chosen is not None or reader.article.speaker is not None
        if chosen:
            reader.keeper.choose(None)
        return chosen

    # The same words elsewhere.

    def compare(self) -> None:
        """Show every printing of the quotation that was stepped to, or of the first one in sight; open the one that is chosen."""
        from newstui.tui.screens.comparison import ComparisonScreen

        reader = self._reader
        quotation = reader.article.quotation_in_sight()
        if quotation is None:
            reader.say("There is no quotation in sight.")
            return
        printed = reader.keeper.printed(quotation)
        if printed is None:
            reader.say("No other article of the cache has these words.")
            return

        def opened(printing: Printing | None) -> None:
            if printing is not None and printing != printed.here:
                reader.guard(lambda: self._open_printing(printing))

        reader.app.push_screen(ComparisonScreen(reader.desk, printed), opened)

    def _open_printing(self, printing: Printing) -> None:
        """Open an article where it prints a quotation. Raises StorageError."""
        reader = self._reader
        row = reader.desk.library.entry(printing.entry_id)
        if row is None:
            reader.say("That article is no longer in the cache.")
            return
        reader.groups.read.open(row)
        analysis = reader.article.analysis
        if analysis is not None and printing.number < len(analysis.quotations):
            reader.article.go_to_quotation(analysis.quotations[printing.number])
        reader.update_status()

    # Taking along, looking otherwise.

    def copy(self) -> None:
        """Copy the quotation that was stepped to, or the first one in sight."""
        reader = self._reader
        quotation, article = reader.article.quotation_in_sight(), reader.article.article
        if quotation is None or article is None:
            none = article is not None and article.document.text and not reader.article.stops
            reader.say(self._why_none() if none else "There is no quotation in sight.")
            return
        self._take(quotation, article)

    def copy_from(self, entry_id: int, number: int) -> None:
        """Copy a quotation of any article, by its number there. Raises NewstuiError, which says why it was not copied."""
        library = self._reader.desk.library
        analysis, article = library.analysis(entry_id), library.article(entry_id)
        if analysis is None or article is None or number >= len(analysis.quotations):
            self._reader.say("That quotation is no longer in the cache.")
            return
        self._take(analysis.quotations[number], article)

    def _take(self, quotation: Quotation, article: Article) -> None:
        reader = self._reader
        words = quotation_text(quotation, article)
        reader.copy(words)
        reader.run_worker(reader.finished(reader.desk.marks.cite(article.entry_id)), group="marks")
        reader.say(f"Copied: {words}")

    def highlights(self) -> None:
        """Show other highlights."""
        reader = self._reader
        look = reader.article.look
        reader.keeper.set_highlights(look.highlights.next)
        reader.say(f"Highlights: {highlights_label(look.highlights.next)}.")

    def legend(self) -> None:
        """Explain the highlights."""
        from newstui.tui.screens.pages import legend_page

        self._reader.app.push_screen(legend_page(self._reader.desk, self._reader.article.look.highlights))

    def _nothing_here(self) -> bool:
        reader = self._reader
        if reader.article.layout_ is None:
            reader.say("No article is open.")
            return True
        if reader.article.analysis is None:
            reader.say(reader.keeper.comes or reader.keeper.missing)
            return True
        if reader.pane not in (Pane.ARTICLE, Pane.SIDEBAR):
            reader.set_pane(Pane.ARTICLE)
        return False
