"""Texts and files, analysed in this process."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newstui.cli.files import STDIN_NAME, Source, read_source
from newstui.cli.output import complain
from newstui.errors import AnalysisError, NewstuiError
from newstui.model.analysis import Analysis
from newstui.model.articles import ExtractedArticle
from newstui.model.spans import OffsetMap

if TYPE_CHECKING:
    from newstui.language.model import LanguageModel


def load_model() -> "LanguageModel | None":
    """The language model; None where it cannot be loaded, which is said: the analysis is a reduced one then."""
    from newstui.language.model import LanguageModel

    try:
        return LanguageModel.load()
    except AnalysisError as error:
        complain(f"Reduced analysis: {error}")
        return None


class AnalysedFile(NamedTuple):
    """A file with its text, or its page's article, and what the analysis finds in it."""

    source: Source
    article: ExtractedArticle
    offsets: OffsetMap
    """The way back to the file's own offsets: see `Source.article`."""
    analysis: Analysis


class AnalysedFiles:
    """Text and HTML files, in their order, read as they are asked for.

    Those that cannot be read are said on standard error and counted as `failed`.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = paths
        self.failed = 0

    def __iter__(self) -> Iterator[AnalysedFile]:
        from newstui.services.analyse_text import analyse

        model = load_model()
        for path in self._paths:
            try:
                source = read_source(path)
                article, offsets = source.article()
                analysis = analyse(article.document, model)
            except NewstuiError as error:
                self.failed += 1
                named = error.message.startswith((str(path), STDIN_NAME))
                complain(str(error) if named else f"{path}: {error}")
                continue
            yield AnalysedFile(source, article, offsets, analysis)
