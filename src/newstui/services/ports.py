"""What the services need from the processes around them, as protocols: the engine's workers, or stand-ins in tests."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeAlias

from newstui.model.analysis import Analysis
from newstui.model.articles import ExtractedArticle
from newstui.model.documents import Document
from newstui.model.events import Event
from newstui.model.pictures import SmallPicture
from newstui.model.safe_text import SafeText
from newstui.model.updates import PreparedFeed

Emit: TypeAlias = Callable[[Event], None]
"""Takes an event for whoever watches; never blocks."""


class Parser(Protocol):
    """Reads bytes from outside, bounded in time and memory. Every method raises WorkerError when a bound is broken."""

    async def parse_feed(self, data: bytes, url: str, content_type: str | None, coding: str = "") -> PreparedFeed:
        """A feed's bytes, decompressed first where `coding` (a Content-Encoding) says so.

        Raises FeedError, NotAFeed; TooLarge, NetworkError for what cannot be decompressed.
        """

    async def find_feeds(self, data: bytes, url: str) -> list[str]:
        """The addresses of the feeds that a page names, best first."""

    async def extract_page(self, data: bytes, url: str, content_type: str | None) -> ExtractedArticle:
        """A page's article. Raises ExtractionError."""

    async def convert_content(
        self, html: str, title: SafeText, url: str, byline: SafeText | None, published: datetime | None
    ) -> ExtractedArticle:
        """An article made of a feed's own content."""

    async def make_picture(self, data: bytes) -> SmallPicture:
        """A picture made small. Raises ExtractionError."""


class Analyser(Protocol):
    """Finds who said what."""

    async def analyse(self, document: Document) -> Analysis:
        """The analysis of a document. Raises AnalysisError, WorkerError."""
