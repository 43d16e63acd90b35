"""Tags and notes as somebody types them."""

from newstui.model.remarks import as_note, as_tags


def test_tags_are_parted_by_commas_and_cleaned() -> None:
    assert as_tags("later, #harbour , # night\tboat,, #\x1b[31m") == ["later", "harbour", "night boat"]
    assert as_tags("C#") == ["C#"]
    assert as_tags(" ") == []


def test_a_note_keeps_its_lines() -> None:
    assert as_note("\n Ask Ada.\n\nAnd\x1b[31m Bo. \n") == "Ask Ada.\n\nAnd Bo."
