"""Quotations with their provenance, from the cache or from files, for `newstui quotes`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from newstui.cli.output import complain
from newstui.errors import NewstuiError
from newstui.model.analysis import Quotation, QuotationKind, Strength
from newstui.model.printings import Printing
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.spans import OffsetMap, Spans, TextSpan

if TYPE_CHECKING:
    from newstui.storage.database import Database


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quotations are asked for; `until` is exclusive, an empty `kinds` means all."""

    speaker: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    kinds: Collection[QuotationKind] = ()
    strength: Strength | None = None

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


def from_cache(cache: "Database", wanted: Wanted, limit: int) -> list[Row]:
    """The newest quotations in the cache. Raises StorageError."""
    from newstui.reading.printings import printed

    found = cache.analyses.quotations(
        speaker=wanted.speaker,
        outlet=wanted.outlet,
        since=wanted.since,
        until=wanted.until,
        kinds=wanted.kinds,
        strength=wanted.strength,
        limit=limit,
    )
    rows: list[Row] = []
    held: dict[int, tuple[Sequence[Quotation], str, str | None]] = {}
    for item in found:
        if item.entry_id not in held:
            analysis, article = cache.analyses.get(item.entry_id), cache.articles.get(item.entry_id)
            entry = cache.entries.get(item.entry_id)
            held[item.entry_id] = (
                analysis.quotations if analysis else (),
                article.document.text if article else "",
                (article.url if article else "") or (entry.url if entry else None),
            )
        quotations, text, link = held[item.entry_id]
        if item.number < len(quotations):  # else another process has just analysed it anew
            row = _row(
                quotations[item.number],
                text,
                None,
                entry=item.entry_id,
                speaker=item.speaker,
                outlet=item.outlet,
                title=item.title,
                link=link,
                published=item.published,
            )
            found_too = printed(cache, item.entry_id, item.number)
            if found_too is not None:
                others = tuple(printing for printing in found_too.all if printing != found_too.here)
                row = replace(row, also=others, first=found_too.all[0] == found_too.here)
            rows.append(row)
    return rows


def from_files(paths: Iterable[Path], wanted: Wanted, limit: int) -> tuple[list[Row], int]:
    """The quotations of text and HTML files, in their order, and how many files could not be read (said on standard error)."""
    from newstui.cli.articles import complaint, load_model
    from newstui.cli.files import read_source
    from newstui.services.analyse_text import analyse

    rows: list[Row] = []
    failed = 0
    model = load_model()
    for path in paths:
        try:
            source = read_source(path)
            article, offsets = source.article()
            analysis = analyse(article.document, model)
        except NewstuiError as error:
            failed += 1
            complain(complaint(path, error))
            continue
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
            if wanted.takes(row):
                rows.append(row)
    return rows[:limit], failed


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
        return safe_text(" … ".join(TextSpan(*span).of(text) for span in spans))

    return Row(
        entry=entry,
        file=file,
        speaker=speaker,
        source=words(quotation.source),
        cue=words(quotation.cue),
        words=words(quotation.content),
        kind=quotation.kind,
        strength=quotation.strength,
        hedged=quotation.hedged,
        denied=quotation.denied,
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
