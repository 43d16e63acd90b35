"""What an address means that was typed or chosen, and where a link may not lead."""

import pytest

from newstui.errors import AddressRefused, SubscriptionError
from newstui.reading.addresses import linked_address, typed_address


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
        ("https://other.example/b", "https://news.example/feed", "https://other.example/b"),
        ("https://a:b@other.example/b", "https://news.example/feed", "https://other.example/b"),
        ("http://wiki.lan/b", "http://feeds.lan/feed", "http://wiki.lan/b"),
        ("http://10.0.0.2/b", "http://localhost/feed", "http://10.0.0.2/b"),
        ("https://other.example/b", "newstui:sample", "https://other.example/b"),
    ],
)
def test_a_link_is_an_address(link: str, found_at: str, meant: str) -> None:
    assert linked_address(link, found_at) == meant


@pytest.mark.parametrize("found_at", ["https://news.example/feed", "newstui:sample", ""])
@pytest.mark.parametrize(
    "link", ["http://192.168.1.1/reboot", "http://localhost/", "http://[::1]/", "http://router.lan/", "http://nas/"]
)
def test_nothing_from_outside_leads_inside(link: str, found_at: str) -> None:
    with pytest.raises(AddressRefused, match="nothing from outside"):
        linked_address(link, found_at)


@pytest.mark.parametrize("link", ["mailto:desk@news.example", "javascript:alert(1)", "file:///etc/passwd", "", "https://["])
def test_what_is_no_page_is_refused(link: str) -> None:
    with pytest.raises(AddressRefused, match="no page"):
        linked_address(link, "https://news.example/feed")
