"""A captive portal's page is not taken for what was asked."""

from newstui.model.feeds import Validators
from newstui.network.answers import Fetched
from newstui.network.portals import SamePage, is_portal

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


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def answers(same: SamePage, asked: str, answer: Fetched, *, page_wanted: bool = False) -> bool:
    return same.answers(asked, answer, page_wanted=page_wanted)


HOTEL = b"<html><head><title>Willkommen im Adler</title></head><body>Your room number?</body></html>"


def test_three_sites_that_lead_to_one_page_lead_to_the_networks_login() -> None:
    same = SamePage(Clock())
    assert not answers(same, "http://news.example/feed", page(HOTEL, "http://adler.test/in?to=news"))
    assert not answers(same, "http://www.news.example/other", page(HOTEL, "http://adler.test/in?to=other"))  # the same site
    assert not answers(same, "http://gazette.test/feed", page(HOTEL, "http://adler.test/in?to=gazette"))
    assert answers(same, "http://tribune.test/feed", page(HOTEL, "http://adler.test/in?to=tribune"))


def test_one_page_in_the_place_of_three_feeds_is_the_networks_login() -> None:
    same = SamePage(Clock())
    urls = [f"http://{name}.test/feed" for name in ("news", "gazette", "tribune")]
    assert [answers(same, url, page(HOTEL, url)) for url in urls] == [False, False, True]


def test_two_sites_on_one_expired_host_are_told_so_each_time() -> None:
    clock = Clock()
    same = SamePage(clock)
    for _ in range(4):
        for name in ("blog.one", "news.two"):
            assert not answers(same, f"http://{name}.test/feed", page(HOTEL, f"http://{name}.test/feed"))
        clock.now += 3600


def test_no_login_is_waited_for_for_ever() -> None:
    clock = Clock()
    same = SamePage(clock)
    urls = [f"http://{name}.test/feed" for name in ("news", "gazette", "tribune")]
    for _ in range(2):
        assert [answers(same, url, page(HOTEL, url)) for url in urls][-1]
        clock.now += 25 * 3600
        assert not any(answers(same, url, page(HOTEL, url)) for url in urls)
        answers(same, urls[0], page(b"<rss/>", urls[0], content_type="text/xml"))  # then it is over, and another may begin
        clock.now += 3600


def test_while_any_site_answers_for_itself_there_is_no_login() -> None:
    clock = Clock()
    same = SamePage(clock)
    assert not answers(same, "http://sound.test/feed", page(b"<rss/>", "http://sound.test/feed", content_type="text/xml"))
    for name in ("news", "gazette", "tribune"):  # domains that ended on one registrar's page
        assert not answers(same, f"http://{name}.test/feed", page(HOTEL, "http://parked.test/"))
    clock.now += 3600
    for name in ("news", "gazette", "tribune"):  # asked over TLS, nobody else can have answered
        assert not answers(same, f"https://{name}.test/feed", page(HOTEL, "http://consent.test/"))


def test_several_sites_may_print_the_same_article() -> None:
    same = SamePage(Clock())
    for name in ("news", "gazette", "tribune"):
        assert not answers(same, f"http://{name}.test/story", page(ARTICLE, f"http://{name}.test/story"), page_wanted=True)
