"""The whole analysis of a document: with the model, without it, and in a language that it does not serve."""

from newstui.model.documents import Block, BlockKind, Document
from newstui.model.hashing import text_hash
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.services.analyse_text import ANALYSER_VERSION, analyse
from support.analysing import analysed, language_model

TEXT = "“The bridge is safe tonight,” said Ada Lind, the engineer.\n\nJon Dahl said that it was not."


def document(text: str) -> Document:
    middle = text.index("\n\n")
    blocks = (Block(BlockKind.PARAGRAPH, TextSpan(0, middle)), Block(BlockKind.PARAGRAPH, TextSpan(middle + 2, len(text))))
    return Document(text, SafeText(text), blocks)


def test_a_document_is_analysed() -> None:
    analysis = analyse(document(TEXT), language_model())
    assert analysis.version == ANALYSER_VERSION
    assert analysis.text_hash == text_hash(TEXT)
    assert not analysis.reduced
    assert [q.speaker for q in analysis.quotations] == ["Ada Lind", "Jon Dahl"]
    assert {e.name for e in analysis.entities} == {"Ada Lind", "Jon Dahl"}


def test_without_a_model_the_marks_and_the_words_beside_them_remain() -> None:
    analysis = analyse(document(TEXT), None)
    assert analysis.reduced
    assert [q.speaker for q in analysis.quotations] == ["Ada Lind"]


def test_another_language_gives_its_quotations_without_speakers() -> None:
    found = analysed(
        "„Das ist sehr gut für uns alle hier“, sagte die Ministerin am Dienstag in der Hauptstadt, und sie hat es nicht bereut. "
        "Der Rat und die Partei werden das mit dem Gesetz nicht machen, weil es auf der Liste ist."
    )
    assert found.analysis.language == "de"
    assert found.analysis.reduced
    assert [found.words(q) for q in found.analysis.quotations] == [("", "", "„Das ist sehr gut für uns alle hier“")]
    assert found.analysis.quotations[0].speaker is None


def test_quotations_come_in_the_order_of_the_text() -> None:
    analysis = analyse(document(TEXT), language_model())
    starts = [q.content[0].start for q in analysis.quotations]
    assert starts == sorted(starts)
