"""Feeds on the loopback address that have something new each time they are asked, and pages behind them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from support.web_server import Answer, WebServer

FEEDS = 6
_LISTED = 30
_NEW = 4
_BEGAN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class _Pages(dict[str, Any]):
    """Every address has an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = dict.fromkeys(range(FEEDS), 0)

    def get(self, path: str, default: Any = None) -> Any:
        kind, _, rest = path.strip("/").partition("/")
        if kind == "feed":
            number = int(rest)
            self.asked[number] += 1
            return Answer(_feed(number, _NEW * self.asked[number]), content_type="application/rss+xml", delay=0.01 * number)
        if kind == "page":
            return Answer(_page(rest).encode())
        return default


class Farm(WebServer):
    """The server; each request of a feed brings some new entries."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = _Pages()

    def feeds(self) -> list[str]:
        """The feeds' addresses."""
        return [self.url(f"/feed/{number}") for number in range(FEEDS)]


def _feed(number: int, newest: int) -> bytes:
    items = "".join(
        f"<item><guid>urn:{number}:{n}</guid><title>H{number}-{n} reports of the tide</title><link>/page/{number}-{n}</link>"
        f"<pubDate>{(_BEGAN + timedelta(minutes=n)):%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<description>{'The water rose again. ' * 40}</description></item>"
        for n in range(newest, max(0, newest - _LISTED), -1)
    )
    return f"<rss version='2.0'><channel><title>Harbour {number}</title>{items}</channel></rss>".encode()


def _page(name: str) -> str:
    words = "".join(
        f"<p>“The quay number {n} will hold,” said Mara Lindqvist of the Harbour Trust in report {name}. The council had"
        f" asked whether the {n} piles under it were sound, and nobody had an answer before she spoke.</p>"
        for n in range(12)
    )
    return f"<html><head><title>Report {name}</title></head><body><article><h1>Report {name}</h1>{words}</article></body></html>"
