"""The analysis of invented passages, with the real language model loaded once a test process."""

from dataclasses import dataclass
from functools import cache

from newstui.language.model import LanguageModel
from newstui.language.passages import passages_of_text
from newstui.model.analysis import Analysis, Quotation
from newstui.model.safe_text import SafeText
from newstui.services.analyse_text import analyse_passages


@cache
def language_model() -> LanguageModel:
    """The model, loaded on first need."""
    return LanguageModel.load()


@dataclass(frozen=True)
class Analysed:
    """A text with its analysis, to be asked in words."""

    text: str
    analysis: Analysis

    def words(self, quotation: Quotation) -> tuple[str, str, str]:
        """(source, cue, content) in the text's words, parts joined by " | "."""

        def joined(spans: tuple[tuple[int, int], ...]) -> str:
            return " | ".join(self.text[start:end] for start, end in spans)

        return joined(quotation.source), joined(quotation.cue), joined(quotation.content)

    def statement(self, part: str) -> Quotation:
        """The quotation whose content has `part` in it; the shortest one of several."""
        fitting = [q for q in self.analysis.quotations if part in self.words(q)[2]]
        assert fitting, f"no quotation holds {part!r}, only {[self.words(q) for q in self.analysis.quotations]}"
        return min(fitting, key=lambda q: sum(span.length for span in q.content))

    def names(self) -> dict[str, list[str]]:
        """Each entity's name with the words of its mentions, in order."""
        return {e.name: [self.text[m.start : m.end] for m in e.mentions] for e in self.analysis.entities}

    def types(self) -> dict[str, str]:
        """Each entity's name with its type."""
        return {e.name: e.type.value for e in self.analysis.entities}


def analysed(text: str, *, model: bool = True) -> Analysed:
    """The analysis of a plain text; `model=False` for the reduced one."""
    safe = SafeText(text)
    return Analysed(text, analyse_passages(safe, passages_of_text(safe), language_model() if model else None))
