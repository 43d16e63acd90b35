"""Stepping through quotations and mentions, and taking them along."""

from typing import TYPE_CHECKING

from newstui.model.analysis import Quotation
from newstui.rendering.legend import highlights_label
from newstui.rendering.quotation_text import quotation_text
from newstui.tui.commands import Pane

if TYPE_CHECKING:
    from newstui.tui.screens.reader import ReaderScreen


class QuotationActions:
    """] [ } { c v."""

    def __init__(self, reader: "ReaderScreen") -> None:
        self._reader = reader

    def next(self, count: int = 1) -> None:
        """To the next quotation."""
        self._step(1, count)

    def previous(self, count: int = 1) -> None:
        """To the previous quotation."""
        self._step(-1, count)

    def _step(self, step: int, count: int) -> None:
        reader = self._reader
        if self._nothing_here():
            return
        found: Quotation | None = None
        for _ in range(min(count, 1000)):
            further = reader.article.step_quotation(step)
            if further is None:
                break
            found = further
        if found is None:
            reader.say("There are no more quotations below." if step > 0 else "There are no more quotations above.")
        else:
            reader.say(self.words_about(found))

    def words_about(self, quotation: Quotation) -> str:
        """Who says it and why that is thought, in a line."""
        kind = f"{quotation.kind.value.capitalize()} quotation"
        speaker = f", {quotation.speaker}" if quotation.speaker else ""
        via = f", via {quotation.via}" if quotation.via else ""
        hedged = ", hedged" if quotation.hedged else ""
        return f"{kind}{speaker}{via}{hedged}" + (f" ({quotation.reason})" if quotation.reason else "")

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
        chosen = reader.article.chosen
        moved = [reader.article.step_mention(step) for _ in range(min(count, 1000))]
        if chosen is not None:
            where = "below" if step > 0 else "above"
            reader.say(
                f"{chosen.name}: {len(chosen.mentions)} mentions" if any(moved) else f"No more mentions of {chosen.name} {where}."
            )

    def choose_speaker(self) -> None:
        """Choose the speaker of the quotation that was stepped to."""
        reader = self._reader
        quotation, analysis = reader.article.current, reader.article.analysis
        if quotation is None or analysis is None or quotation.speaker is None:
            return
        entity = next((entity for entity in analysis.entities if entity.name == quotation.speaker), None)
        if entity is not None:
            reader.keeper.choose(entity)
            reader.say(f"{entity.name}: {len(entity.mentions)} mentions")

    def copy(self) -> None:
        """Copy the quotation that was stepped to, or the first one in sight."""
        reader = self._reader
        quotation, article = reader.article.quotation_in_sight(), reader.article.article
        if quotation is None or article is None:
            reader.say("There is no quotation in sight.")
            return
        words = quotation_text(quotation, article)
        reader.app.copy_to_clipboard(words)
        reader.say(f"Copied: {words}")

    def highlights(self) -> None:
        """Show other highlights."""
        reader = self._reader
        look = reader.article.look
        reader.article.set_highlights(look.highlights.next)
        reader.say(f"Highlighted: {highlights_label(look.highlights.next)}.")

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
            reader.say("Quotations have not been looked for yet.")
            return True
        if reader.pane not in (Pane.ARTICLE, Pane.SIDEBAR):
            reader.set_pane(Pane.ARTICLE)
        return False
