"""Rows as storage gives them, for tests of what draws them."""

from datetime import timedelta

from msgspec.structs import replace

from newstui.model.analysis import QuotationKind, Strength
from newstui.model.lists import Cursor, EntryRow, QuotationRow
from newstui.model.safe_text import SafeText
from support.documents import NOW


def entry_row(entry_id: int, title: str, **changes: object) -> EntryRow:
    """An entry of the Harbour Post: unread, its article in the cache."""
    row = EntryRow(
        id=entry_id,
        feed_id=1,
        outlet=SafeText("Harbour Post"),
        title=SafeText(title),
        author=None,
        url=None,
        published=NOW,
        read=False,
        starred=False,
        cached=True,
        tags=(),
        snippet=SafeText(""),
        position=0,
        cursor=Cursor(0, entry_id, 1, "", False),
    )
    return replace(row, **changes)


def quotation_row(words: str, speaker: str, **changes: object) -> QuotationRow:
    """What somebody said three days ago in the Gazette, in entry 8."""
    row = QuotationRow(
        id=1,
        entry_id=8,
        number=3,
        kind=QuotationKind.DIRECT,
        strength=Strength.STATEMENT,
        denial=SafeText(""),
        lead=SafeText(""),
        source=SafeText(""),
        hedged=False,
        words=SafeText(words),
        speaker=SafeText(speaker),
        via=None,
        published=NOW - timedelta(days=3),
        outlet=SafeText("Gazette"),
        title=SafeText("Barrier"),
    )
    return replace(row, **changes)
