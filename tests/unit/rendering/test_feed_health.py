"""How a feed fares, in words."""

from datetime import timedelta

from newstui.model.feeds import Feed
from newstui.model.safe_text import SafeText
from newstui.rendering.feed_health import feed_health, rhythm
from support.documents import NOW


def words(feed: Feed, width: int = 200) -> str:
    dates = [NOW - timedelta(hours=3 * n) for n in range(1, 6)]
    return "\n".join(line.text.rstrip() for line in feed_health(feed, unread=3, total=340, dates=dates, now=NOW, width=width))


def test_a_feed_that_is_well_says_when_how_often_and_how_large() -> None:
    feed = Feed(
        1, "https://a.example/feed", SafeText("Harbour Post"), checked_at=NOW, succeeded_at=NOW - timedelta(minutes=5),
        due_at=NOW + timedelta(hours=2), answer_bytes=48_000,
    )  # fmt: skip
    shown = words(feed)
    assert "answered 5 minutes ago" in shown and "will be asked again " in shown and "every 2 hours" in shown
    assert "340 entries, 3 unread · an entry every 3 hours · 48 kB an answer" in shown


def test_one_that_failed_says_why_and_when_it_last_went_well() -> None:
    feed = Feed(
        1, "https://a.example/feed", SafeText("Harbour Post"), checked_at=NOW, succeeded_at=NOW - timedelta(days=3),
        failed_at=NOW, last_failure="It took too long.", error="It took too long.", failures=4, due_at=NOW + timedelta(hours=8),
    )  # fmt: skip
    shown = words(feed)
    assert "It took too long (4 times in a row)." in shown and "answered 3 days ago" in shown and "asked just now" in shown


def test_one_that_recovered_still_tells_of_its_last_failure_and_one_that_is_gone_is_not_asked() -> None:
    well = Feed(
        1, "https://a.example/", SafeText("A"), succeeded_at=NOW, failed_at=NOW - timedelta(days=1), last_failure="Silent."
    )
    assert "last failed yesterday: Silent" in words(well)
    assert "not asked again by itself" in words(Feed(1, "https://a.example/", SafeText("A"), gone=True))
    assert rhythm([NOW], NOW) == ""


def test_every_line_fits() -> None:
    feed = Feed(1, "https://a.example/" + "x" * 100, SafeText("Harbour " * 20), error="Why " * 40, failures=2)
    lines = feed_health(feed, unread=1, total=1, dates=[], now=NOW, width=40)
    assert all(line.cells <= 40 for line in lines)
