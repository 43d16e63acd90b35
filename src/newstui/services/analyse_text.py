"""The analysis of one text: who said what, and who is in it."""

from collections.abc import Sequence

from newstui.entities import find_entities, hints
from newstui.language.detection import language_of
from newstui.language.model import LanguageModel
from newstui.language.passages import passages_of
from newstui.language.reduced import read_without_model
from newstui.model.analysis import Analysis
from newstui.model.documents import Document
from newstui.model.hashing import text_hash
from newstui.model.language import ParsedText, Passage
from newstui.model.safe_text import SafeText
from newstui.quotations import find_quotations, whole_quotations

ANALYSER_VERSION = "14"
"""Names the rules; where it differs, stored analyses are made anew."""


def analyse(document: Document, model: LanguageModel | None) -> Analysis:
    """The analysis of a document, in time proportional to its length.

    Without a model, and in languages that the model does not serve, it is the reduced one (`Analysis.reduced`).
    Raises AnalysisError only where the model itself fails.
    """
    return analyse_passages(document.text, passages_of(document), model)


def analyse_passages(text: SafeText, passages: Sequence[Passage], model: LanguageModel | None) -> Analysis:
    """As `analyse`, for a text that was cut into passages (see `newstui.language.passages`)."""
    parsed = _read(text, passages, model)
    entities = find_entities(parsed)
    return Analysis(
        version=ANALYSER_VERSION,
        text_hash=text_hash(text),
        quotations=find_quotations(parsed, entities, hints(parsed, entities)),
        entities=entities,
        reduced=parsed.reduced,
        language=parsed.language,
    )


def _read(text: SafeText, passages: Sequence[Passage], model: LanguageModel | None) -> ParsedText:
    language = language_of(text)
    if model is None or language != "en":
        return read_without_model(text, passages, language=language)
    return model.parse(text, passages, whole_quotations(text, passages))
