"""Where a quotation was printed, read from the articles themselves."""

from newstui.model.printings import Printed, Printing
from newstui.model.safe_text import SafeText
from newstui.model.spans import words_of
from newstui.storage.database import Database

_MOST = 24
"""Articles read for one quotation."""


def printed(cache: Database, entry_id: int, number: int) -> Printed | None:
    """Every printing of an article's quotation; None where it was printed only once."""
    saying = cache.stories.sayings(entry_id).get(number)
    return None if saying is None else among(printings_of(cache, saying), entry_id, number)


def printings_of(cache: Database, saying: int) -> tuple[Printing, ...]:
    """Where quotations that are the same words were printed, the earliest first."""
    found = [_printing(cache, *place[:2]) for place in cache.stories.printings(saying, _MOST)]
    return tuple(printing for printing in found if printing is not None)


def among(printings: tuple[Printing, ...], entry_id: int, number: int) -> Printed | None:
    """An article's quotation among its printings; None where it is the only one, or not among them."""
    here = next((p for p in printings if (p.entry_id, p.number) == (entry_id, number)), None)
    return Printed(here, printings) if here is not None and len(printings) > 1 else None


def _printing(cache: Database, entry_id: int, number: int) -> Printing | None:
    row, analysis = cache.entries.get(entry_id), cache.analyses.get(entry_id)
    if row is None or analysis is None or number >= len(analysis.quotations):
        return None
    quotation, text = analysis.quotations[number], cache.stories.text(entry_id)
    return Printing(
        entry_id=entry_id,
        number=number,
        outlet=row.outlet,
        title=row.title,
        url=row.url,
        published=row.published,
        kind=quotation.kind,
        words=SafeText(words_of(quotation.content, text)),
        speaker=quotation.speaker or SafeText(words_of(quotation.source, text).strip(" ,;")),
        named=quotation.speaker is not None,
        denial=SafeText(words_of(quotation.reporting, text) if quotation.denied else ""),
        confidence=quotation.confidence,
    )
