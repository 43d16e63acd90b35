"""What a text is about, as words with weights."""

from zlib import crc32

from newstui.stories.terms import stem, terms_of


def names(title: str, text: str, *known: str) -> set[int]:
    return {number for number, term in terms_of(title, text, known).items() if term.name}


def test_forms_of_a_word_are_one() -> None:
    assert stem("rescued") == stem("rescues") == stem("Rescue")
    assert stem("Łódź") == stem("łodz".replace("ł", "Ł"))
    assert stem("the") == stem("Monday") == stem("a") == ""


def test_numbers_are_kept_whole() -> None:
    assert stem("1,600") == "1600"
    assert stem("2.25") == "2.25"
    assert stem("7") == "7"


def test_a_capital_inside_a_sentence_makes_a_name_and_a_headline_of_capitals_none() -> None:
    found = names("Fire Destroys Old Mill", "Yesterday a mill burned. Nobody saw Ilse Marant there. Smoke rose.")
    assert {crc32(b"ilse"), crc32(b"marant")} == found


def test_names_that_the_analysis_knows_are_names_at_the_beginning_of_a_sentence_too() -> None:
    assert crc32(b"norhol") in names("", "Norholm celebrates.", "Norholm's council")
    assert crc32(b"norhol") not in names("", "Norholm celebrates.")


def test_what_stands_in_the_title_weighs_more() -> None:
    terms = terms_of("Ferry burns", "A harbour and a ferry.")
    assert terms[crc32(b"ferry")].weight > terms[crc32(b"harbou")].weight


def test_odd_texts_have_no_terms() -> None:
    for text in ("", " \n\t", "…—“”", "的", "\ud800", "’s"):
        assert not terms_of(text, text)


def test_an_endless_word_is_one_term() -> None:
    for text in ("1" * 50_000, "a" * 50_000):
        assert len(terms_of(text, text)) == 1
