"""Analyse articles in the cache: who said what, who is in them; kept beside their text."""

import logging
from collections.abc import Sequence

from newstui.entities.linking import link
from newstui.errors import NewstuiError, StorageError
from newstui.model.events import AnalysisStored, Progress
from newstui.model.hashing import text_hash
from newstui.services.analyse_text import ANALYSER_VERSION
from newstui.services.ports import Analyser, Emit
from newstui.storage.database import Database

logger = logging.getLogger(__name__)


class ArticleAnalyst:
    """Analyses stored articles that have no analysis of this version of the rules."""

    def __init__(self, cache: Database, analyser: Analyser, *, emit: Emit) -> None:
        self._cache = cache
        self._analyser = analyser
        self._emit = emit

    def waiting(self, limit: int) -> list[int]:
        """Entries whose article waits for its analysis, newest first."""
        return self._cache.analyses.missing(ANALYSER_VERSION, limit)

    async def analyse(self, entry_id: int) -> bool:
        """Analyse one article, unless that is done; says whether it was. Raises AnalysisError, WorkerError, StorageError."""
        article = self._cache.articles.get(entry_id)
        if article is None:
            return False
        held = self._cache.analyses.get(entry_id)
        text = article.document.text
        if held is not None and held.version == ANALYSER_VERSION and held.text_hash == text_hash(text) and not held.reduced:
            return False
        analysis = await self._analyser.analyse(article.document)
        if not self._cache.analyses.store(entry_id, analysis, link):
            return False  # the article got another text meanwhile, which waits
        self._emit(AnalysisStored(entry_id, first=held is None))
        return True

    async def analyse_all(self, entry_ids: Sequence[int]) -> int:
        """Analyse these in turn; gives how many were analysed. One that fails is passed over, and said in the log.

        Raises StorageError.
        """
        done = 0
        if not entry_ids:
            return done
        for number, entry_id in enumerate(entry_ids):
            self._emit(Progress("analyse", number, len(entry_ids)))
            try:
                done += await self.analyse(entry_id)
            except StorageError:
                raise
            except NewstuiError as error:
                logger.warning("entry %s could not be analysed: %s", entry_id, error)
        self._emit(Progress("analyse", len(entry_ids), len(entry_ids)))
        return done
