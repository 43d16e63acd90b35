"""A captive portal's page is not taken for what was asked."""

from newstui.model.feeds import Validators
from newstui.network.answers import Fetched
from newstui.network.portals import is_portal

PORTAL = b"<html><head><title>Welcome to Harbour WiFi</title></head><body><form><input type=password></form></body></html>"
ARTICLE = b"<html><head><title>Council delays vote</title></head><body><p>The cafe's wifi was down.</p></body></html>"


def page(body: bytes, url: str, content_type: str = "text/html", permanent: str | None = None) -> Fetched:
    return Fetched(200, url, body, content_type, Validators(), permanent)


def test_a_login_page_of_the_network_is_one() -> None:
    assert is_portal("http://news.example/feed.xml", page(PORTAL, "http://login.cafe.test/?to=news"))


def test_pages_of_the_site_itself_and_pages_about_other_things_are_none() -> None:
    asked = "http://news.example/story"
    assert not is_portal(asked, page(PORTAL, "http://www.news.example/wifi"))
    assert not is_portal(asked, page(ARTICLE, "http://paper.test/story"))
    assert not is_portal(asked, page(PORTAL, "http://paper.test/story", permanent="http://paper.test/story"))
    assert not is_portal(asked, page(PORTAL, "http://paper.test/feed", content_type="application/rss+xml"))
