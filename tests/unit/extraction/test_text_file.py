"""Plain text files keep their own offsets."""

from hypothesis import given
from hypothesis import strategies as st

from newstui.extraction.text_file import document_from_text
from newstui.model.documents import BlockKind


def test_paragraphs_end_at_blank_lines_and_a_short_first_line_is_the_title() -> None:
    text = "Gulls return\n\nThey are back,\nall of them.\n \n\n  “Loud,” she said.\n"
    document = document_from_text(text)
    assert document.text == text
    assert [(b.kind, b.span.of(text)) for b in document.blocks] == [
        (BlockKind.TITLE, "Gulls return"),
        (BlockKind.PARAGRAPH, "They are back,\nall of them."),
        (BlockKind.PARAGRAPH, "“Loud,” she said."),
    ]


def test_a_sentence_is_no_title() -> None:
    assert [b.kind for b in document_from_text("They are back.\n\nAll of them.").blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


@given(st.text())
def test_offsets_stay_the_files_own(text: str) -> None:
    document = document_from_text(text)
    assert len(document.text) == len(text)
    assert not any(ord(c) < 32 and c != "\n" for c in document.text)


def test_what_must_not_be_shown_is_replaced_one_for_one() -> None:
    assert document_from_text("a\x1b[31mb\tc\r\nd\u202ee").text == "a\ufffd[31mb c \nd\ufffde"
