"""How long a text is, whatever script it is in."""

import pytest

from newstui.model.word_count import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("The ferry sails at nine.", 5),
        ("Die Fähre fährt um neun.", 5),
        ("Паром уходит в девять.", 4),
        ("港湾の堤防に問題はない", 1 + 5),
        ("เรือข้ามฟาก", 1 + 5),
    ],
)
def test_words_are_counted_where_blanks_part_them_and_where_they_do_not(text: str, words: int) -> None:
    assert count_words(text) == words
