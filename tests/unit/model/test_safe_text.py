"""SafeText: what a terminal would obey is gone, what a reader reads stays."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstui.model.safe_text import safe_lines, safe_lines_mapped, safe_text

BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("Harbour \x1b[31mred\x1b[0m news", "Harbour red news"),
        ("a\x1b]52;c;aGk=\x07b\x1b]0;title\x1b\\c\x9d2;x\x9cd", "abcd"),
        ("a\x9b2Jb\x1bPq#0\x1b\\c", "abc"),
        ("tail\x1b", "tail"),
        ("left\u202egnitset\u2066x\u2069\u200bright", "leftgnitsetxright"),
        ("one\r\ntwo\tthree\u2028four\x85five", "one two three four five"),
        ("  wide \u00a0\u2003 blanks  ", "wide blanks"),
        ("e\u0301te\u0301", "\u00e9t\u00e9"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("Z" + "\u0335" * 40, "Z" + "\u0335" * 6),
        ("[/oops] [@click=app.quit]", "[/oops] [@click=app.quit]"),
        ("Łódź “— quoted —” 5 €", "Łódź “— quoted —” 5 €"),
        ("", ""),
    ],
)
def test_a_line(raw: str, safe: str) -> None:
    assert safe_text(raw) == safe


def test_every_character_by_itself() -> None:
    for code in range(sys.maxunicode + 1):
        made = safe_text(f".{chr(code)}.")
        assert made[0] == made[-1] == "." and unicodedata.is_normalized("NFC", made), hex(code)
        for character in made[1:-1]:
            assert unicodedata.category(character) not in ("Cc", "Zl", "Zp", "Cs"), hex(code)
            assert unicodedata.bidirectional(character) not in BIDI, hex(code)


@given(st.text())
def test_what_is_safe_stays_as_it_is(raw: str) -> None:
    line, lines = safe_text(raw), safe_lines(raw)
    assert safe_text(line) == line and "\n" not in line and line == line.strip()
    assert safe_lines(lines) == lines


@given(st.text())
def test_offsets_lead_back_to_the_same_characters(raw: str) -> None:
    made, offsets = safe_lines_mapped(raw)
    assert made == safe_lines(raw) or unicodedata.normalize("NFC", made) == safe_lines(raw)
    starts = [offsets.start(at) for at in range(len(made) + 1)]
    assert starts == sorted(starts) and all(0 <= at <= len(raw) for at in starts)
    for at, character in enumerate(made):
        if character.isalnum() and character.isascii():
            assert raw[starts[at]] == character or not raw.isascii()
