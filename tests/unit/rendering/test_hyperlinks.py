"""Addresses that may be clicked, and where they lie in an article's lines."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newstui.rendering.article import lay_out
from newstui.rendering.hyperlinks import clickable
from support.documents import article, link, paragraph

_SENT = frozenset(string.ascii_letters + string.digits + "!#$&'()*+,/:;=?@[]~%_.-")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a/b?x=1&y=2#part", "https://example.org/a/b?x=1&y=2#part"),
        ("HTTPS://Example.org", "https://example.org"),
        ("https://müller.example/straße", "https://xn--mller-kva.example/stra%C3%9Fe"),
        ("https://example.org/%41%zz", "https://example.org/%41%25zz"),
        ("https://example.org/?a=1;", "https://example.org/?a=1%3B"),
        ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://example.org/a b\u202e", "https://example.org/a%20b%E2%80%AE"),
    ],
)
def test_addresses_are_encoded(address: str, link: str) -> None:
    assert clickable(address) == link


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@example.org",
        "https://example.com@evil.example/",
        "https://example.org/\x1b\\\x1b]0;owned\x07",
        "https://example.org/\x9c",
        "https://example.org:99999/",
        "https://" + "a" * 70 + ".é.example/",
        "https://exa mple.org/",
        "https:///nowhere",
        "",
        "https://example.org/" + "x" * 3000,
    ],
)
def test_others_are_not_clicked(address: str) -> None:
    assert clickable(address) == ""


@given(st.text(), st.text())
def test_nothing_passes_that_a_terminal_could_obey(host: str, path: str) -> None:
    for address in (path, f"https://{host}/{path}", f"http://example.org/{path}"):
        link = clickable(address)
        assert set(link) <= _SENT and not link.endswith(";")
        assert link == "" or link.startswith(("http://", "https://"))


def test_an_articles_links_lie_on_their_words_and_numbers() -> None:
    words = "Read the long report on the bridge and this now."
    made = article(
        paragraph(words, link("the long report on the bridge", "https://report.example/a"), link("this", "javascript:x"))
    )
    lines = lay_out(made, width=24, measure=20).lines
    linked = [segment.text for line in lines for segment in line.segments if segment.link]
    assert "".join(linked).replace(" ", "") == "thelongreportonthebridge[1]"
    assert {segment.link for line in lines for segment in line.segments} == {"", "https://report.example/a"}
