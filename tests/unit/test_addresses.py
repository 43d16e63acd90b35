"""What an address means that was typed or chosen, and where a link may not lead."""

import pytest

from newstui.errors import AddressRefused, SubscriptionError
from newstui.model.feeds import SAVED_URL, Feed
from newstui.model.safe_text import SafeText
from newstui.reading.addresses import PageAddress, linked_page, origin, typed_address, typed_page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("news.example/a", "https://news.example/a"),
        ("  <http://news.example/a b> ", "http://news.example/a%20b"),
        ("localhost:8000/a", "http://localhost:8000/a"),
        ("http://192.168.1.2/a", "http://192.168.1.2/a"),
    ],
)
def test_what_was_typed_is_an_address(typed: str, meant: str) -> None:
    assert typed_address(typed) == meant


@pytest.mark.parametrize("typed", ["", "harbour", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.example/", "https://"])
def test_what_is_none_is_refused(typed: str) -> None:
    with pytest.raises(SubscriptionError):
        typed_address(typed)


@pytest.mark.parametrize(
    ("link", "found_at", "meant"),
    [
        ("https://other.example/b", "https://news.example/feed", ("https://other.example/b",)),
        ("https://a:b@other.example/b", "https://news.example/feed", ("https://other.example/b",)),
        ("https://news.example/b", "https://news.example/feed", ("https://news.example/b", "news.example")),
        ("https://inner.news.example/b", "https://news.example/feed", ("https://inner.news.example/b",)),
        ("http://wiki.lan/b", "http://feeds.lan/feed", ("http://wiki.lan/b", "wiki.lan")),
        ("http://10.0.0.2/b", "http://localhost/feed", ("http://10.0.0.2/b", "10.0.0.2")),
        ("https://other.example/b", "newstui:sample", ("https://other.example/b",)),
    ],
)
def test_a_link_is_an_address(link: str, found_at: str, meant: tuple[str, ...]) -> None:
    assert linked_page(link, found_at) == PageAddress(*meant)


@pytest.mark.parametrize("found_at", ["https://news.example/feed", "newstui:sample", ""])
@pytest.mark.parametrize(
    "link", ["http://192.168.1.1/reboot", "http://localhost/", "http://[::1]/", "http://router.lan/", "http://nas/"]
)
def test_nothing_from_outside_leads_inside(link: str, found_at: str) -> None:
    with pytest.raises(AddressRefused, match="nothing from outside"):
        linked_page(link, found_at)


@pytest.mark.parametrize("link", ["mailto:desk@news.example", "javascript:alert(1)", "file:///etc/passwd", "", "https://["])
def test_what_is_no_page_is_refused(link: str) -> None:
    with pytest.raises(AddressRefused, match="no page"):
        linked_page(link, "https://news.example/feed")


def test_what_was_typed_may_stand_inside_and_its_links_lead_there() -> None:
    assert typed_page("http://wiki.lan/b") == PageAddress("http://wiki.lan/b", "wiki.lan")
    saved = Feed(1, SAVED_URL, SafeText("Saved pages"), extra={"inside": "news.example wiki.lan"})
    other = Feed(2, "https://news.example/feed", SafeText("News"))
    assert origin("http://wiki.lan/b", saved) == "http://wiki.lan/b"
    assert origin("https://from.outside/b", saved) == origin("", saved) == ""
    assert origin("https://from.outside/b", other) == other.url
