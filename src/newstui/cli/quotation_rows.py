"""Quotations with their provenance, from the cache or from files, for `newstui quotes`."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache, partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newstui.cli.analysing import AnalysedFiles
from newstui.model.analysis import Quotation, QuotationKind, Strength
from newstui.model.lists import QuotationRow
from newstui.model.printings import Printing
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import OffsetMap, Spans, words_of

if TYPE_CHECKING:
    from newstui.storage.database import Database

_LARGEST_PAGE = 2000
_SAYINGS = 500
"""Words whose printings are kept at hand."""
_COUNTED = 5000
"""So many quotations are counted, in a fraction of a second; of more it is said that they are more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotations are asked for; `until` is exclusive, an empty `kinds` means all."""

    speaker: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    kinds: Collection[QuotationKind] = ()
    strength: Strength | None = None
    entries: Collection[int] | None = None
    """None: of all; a file is no entry."""

    @property
    def conditions(self) -> dict[str, Any]:
        """All of it but `until`, as storage takes it."""
        return {
            "speaker": self.speaker,
            "outlet": self.outlet,
            "since": self.since,
            "kinds": self.kinds,
            "strength": self.strength,
            "entries": self.entries,
        }

    def takes(self, row: "Row") -> bool:
        """Whether a row from a file is one of them; a file without a date or an outlet is none of any date or outlet."""
        if self.speaker is not None and not _named(self.speaker, row.speaker or row.source):
            return False
        if self.outlet is not None and self.outlet.casefold() not in (row.outlet or "").casefold():
            return False
        if (self.since or self.until) and row.published is None:
            return False
        if row.published is not None and (
            (self.since and row.published < self.since) or (self.until and row.published >= self.until)
        ):
            return False
        return (not self.kinds or row.kind in self.kinds) and self.strength in (None, row.strength)


@dataclass(frozen=True, slots=True)
class Row:
    """A quotation and where it comes from. Offsets are code points: of the article's text, or of the text file itself."""

    entry: int | None
    file: SafeText | None
    speaker: SafeText | None
    source: SafeText
    cue: SafeText
    words: SafeText
    kind: QuotationKind
    strength: Strength
    hedged: bool
    denied: bool
    """Whether the speaker, by the cue, does not stand for the words."""
    leans: bool
    """Whether the words are not to be shown without the cue."""
    via: SafeText | None
    addressee: SafeText | None
    confidence: float
    reason: SafeText
    rule: SafeText
    offsets: Spans
    outlet: SafeText | None
    title: SafeText
    link: SafeText | None
    published: datetime | None
    also: tuple[Printing, ...] = ()
    """Where else in the cache it was printed, the earliest first."""
    first: bool = False
    """Whether this is its earliest printing of several."""


def from_cache(cache: "Database", wanted: Wanted, page: int) -> Iterator[Row]:
    """The quotations in the cache, newest first, `page` read at a time, as far as they are asked for. Raises StorageError."""
    from newstui.reading.printings import among, printings_of

    alike = lru_cache(_SAYINGS)(partial(printings_of, cache))  # the same words come again in each article that has them
    found = every(partial(cache.analyses.quotations, **wanted.conditions), page, until=wanted.until)
    for entry_id, items in groupby(found, key=attrgetter("entry_id")):
        analysis, article, entry = cache.analyses.get(entry_id), cache.articles.get(entry_id), cache.entries.get(entry_id)
        quotations, sayings = analysis.quotations if analysis else (), cache.stories.sayings(entry_id)
        for item in items:
            if item.number >= len(quotations):  # another process has just analysed it anew
                continue
            row = _row(
                quotations[item.number],
                article.document.text if article else "",
                None,
                entry=entry_id,
                speaker=item.speaker,
                outlet=item.outlet,
                title=item.title,
                link=(article.url if article else "") or (entry.url if entry else None),
                published=item.published,
            )
            saying = sayings.get(item.number)
            printed = among(alike(saying), entry_id, item.number) if saying is not None else None
            if printed is not None:
                others = tuple(printing for printing in printed.all if printing != printed.here)
                row = replace(row, also=others, first=printed.all[0] == printed.here)
            yield row


def every(read: Callable[..., list[QuotationRow]], page: int, *, until: datetime | None = None) -> Iterator[QuotationRow]:
    """All that a storage method gives newest first, read page by page.

    Its places are seconds: a page begins with the second in which the one before it ended, and is larger where all of it was
    of that one.
    """
    page = min(page, _LARGEST_PAGE)
    seen: set[int] = set()
    while True:
        rows = read(until=until, limit=page)
        fresh = [row for row in rows if row.id not in seen]
        yield from fresh
        if len(rows) < page:
            return
        if not fresh:
            page *= 2
        until = rows[-1].published + timedelta(seconds=1)
        seen = {row.id for row in rows if row.published == rows[-1].published}


def counted(cache: "Database", wanted: Wanted, shown: int) -> tuple[int, bool]:
    """How many quotations there are where there are more than were shown, counted up to a bound; and whether that is all.

    Of single kinds, which may be rare, no more are looked for: that could take as long as reading everything.
    """
    if wanted.kinds:
        return shown, False
    found = len(cache.analyses.quotations(**wanted.conditions, until=wanted.until, limit=_COUNTED + 1))
    return min(found, _COUNTED), found <= _COUNTED


class FromFiles:
    """The quotations of text and HTML files: see `AnalysedFiles`."""

    def __init__(self, paths: Iterable[Path], wanted: Wanted) -> None:
        self._files = AnalysedFiles(paths)
        self._wanted = wanted

    @property
    def failed(self) -> int:
        """How many files could not be read so far."""
        return self._files.failed

    def __iter__(self) -> Iterator[Row]:
        for source, article, offsets, analysis in self._files:
            for quotation in analysis.quotations:
                row = _row(
                    quotation,
                    article.document.text,
                    offsets,
                    file=safe_text(source.name),
                    speaker=quotation.speaker,
                    outlet=article.outlet,
                    title=article.title,
                    link=article.url or source.uri or None,
                    published=article.published,
                )
                if self._wanted.takes(row):
                    yield row


def _row(
    quotation: Quotation,
    text: str,
    offsets: OffsetMap | None,
    *,
    speaker: SafeText | None,
    outlet: str | None,
    title: SafeText,
    link: str | None,
    published: datetime | None,
    entry: int | None = None,
    file: SafeText | None = None,
) -> Row:
    def words(spans: Spans) -> SafeText:
        return safe_text(words_of(spans, text))

    return Row(
        entry=entry,
        file=file,
        speaker=speaker,
        source=words(quotation.source),
        cue=words(quotation.reporting),
        words=words(quotation.content),
        kind=quotation.kind,
        strength=quotation.strength,
        hedged=quotation.hedged,
        denied=quotation.denied,
        leans=quotation.leans,
        via=quotation.via,
        addressee=quotation.addressee,
        confidence=round(quotation.confidence, 3),
        reason=safe_text(quotation.reason),
        rule=safe_text(quotation.rule),
        offsets=offsets.spans(quotation.content) if offsets else quotation.content,
        outlet=safe_text(outlet) if outlet else None,
        title=title,
        link=safe_text(link) if link else None,
        published=published,
    )


def _named(wanted: str, name: str) -> bool:
    """Whether the name is the wanted one, or has its words in it one after the other."""
    return f" {wanted.casefold()} " in f" {name.casefold()} "
