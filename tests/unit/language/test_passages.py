"""Texts and documents cut into passages."""

from newstui.language.passages import passages_of, passages_of_text
from newstui.model.documents import Block, BlockKind, Document
from newstui.model.language import PassageKind
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind.value, p.span.of(text)) for p in passages_of_text(text)]


def test_a_short_first_line_is_the_title() -> None:
    text = "Bridge closes again\n\nThe bridge closed on Friday.\n\nNobody knew why."
    assert kinds(text) == [
        ("title", "Bridge closes again"),
        ("paragraph", "The bridge closed on Friday."),
        ("paragraph", "Nobody knew why."),
    ]


def test_wrapped_lines_are_one_paragraph_and_long_lines_are_several() -> None:
    assert kinds("The bridge closed\non Friday.\n\nNobody knew.") == [
        ("paragraph", "The bridge closed\non Friday."),
        ("paragraph", "Nobody knew."),
    ]
    long = "The bridge closed on Friday. " * 6
    assert len(kinds(f"{long}\n{long}\n\nNobody knew.")) == 3


def test_the_paragraph_after_a_colon_is_set_off_unless_it_has_marks() -> None:
    text = "The office declared:\n\nNo ship leaves before noon.\n\nThe crews waited."
    assert [k for k, _ in kinds(text)] == ["paragraph", "quotation", "paragraph"]
    marked = "The office declared:\n\n“No ship leaves before noon.”\n\nThe crews waited."
    assert [k for k, _ in kinds(marked)] == ["paragraph", "paragraph", "paragraph"]


def test_a_documents_blocks_are_its_passages() -> None:
    text = "Bridge\n\nIt closed.\n\nx = 1"
    blocks = (
        Block(BlockKind.TITLE, TextSpan(0, 6)),
        Block(BlockKind.PARAGRAPH, TextSpan(8, 18), quote_depth=1, quote_id=1),
        Block(BlockKind.CODE, TextSpan(20, 25)),
    )
    found = passages_of(Document("", SafeText(text), blocks))
    assert [p.kind for p in found] == [PassageKind.TITLE, PassageKind.QUOTATION, PassageKind.SKIPPED]


def test_nothing_gives_nothing() -> None:
    assert passages_of_text("") == ()
    assert passages_of_text(" \n\n \t\n") == ()
