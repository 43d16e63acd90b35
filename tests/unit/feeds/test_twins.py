"""Feeds that tell their entries apart in another way from one day to the next: what was read stays read, what is new is new."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from newstui.feeds.decisions import decide, prepare_entry
from newstui.model.feeds import Enclosure, ParsedEntry
from newstui.model.safe_text import SafeText
from newstui.model.updates import FeedUpdate, FormerEntry

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
LATER = timedelta(days=2)
Change = Callable[[ParsedEntry], ParsedEntry]


def story(n: int, **fields: object) -> ParsedEntry:
    made = ParsedEntry(
        f"id {n}",
        SafeText(f"Bridge {n} closes"),
        url=f"https://gazette.example/story/{n}",
        published=NOW - timedelta(hours=n),
        snippet=SafeText(f"The harbour master closed bridge {n}."),
    )
    return replace(made, **fields)


def former(*entries: ParsedEntry) -> list[FormerEntry]:
    ready = [prepare_entry(entry) for entry in entries]
    return [
        FormerEntry(n, e.identity, e.fingerprint, e.title, e.url, e.published, e.snippet) for n, e in enumerate(ready, start=1)
    ]


def after(before: list[ParsedEntry], now: list[ParsedEntry]) -> FeedUpdate:
    """What comes of an answer of a feed that gave `before` the last time."""
    known = {entry.identity for entry in before}
    assert all(entry.identity not in known for entry in now)
    return decide([prepare_entry(entry) for entry in now], {}, former(*before))


ANOTHER_NAME: dict[str, Change] = {
    "by another id": lambda e: replace(e, identity=f"new {e.identity}"),
    "by another id, under another title": lambda e: replace(
        e, identity=f"new {e.identity}", title=SafeText(f"{e.title} (updated)")
    ),
    "by its address, which counts readers": lambda e: replace(e, identity=f"{e.url}?utm_source=x", url=f"{e.url}?utm_source=x"),
    "by its address, which is another for each reader": lambda e: replace(e, identity=f"{e.url}?r=7", url=f"{e.url}?r=7"),
    "by its address, at another site": lambda e: replace(
        e, identity=f"https://new.example/{e.title}", url=f"https://new.example/{e.title}"
    ),
    "by another id, without an address": lambda e: replace(e, identity=f"new {e.identity}", url=None),
}


@pytest.mark.parametrize("change", ANOTHER_NAME.values(), ids=ANOTHER_NAME.keys())
@pytest.mark.parametrize("number", [1, 10])
def test_an_entry_known_by_something_else_is_the_same_entry(change: Change, number: int) -> None:
    stories = [story(n) for n in range(1, number + 1)]
    update = after(stories, [change(one) for one in stories])
    assert update.new == () and [entry_id for entry_id, _ in update.renamed] == list(range(1, number + 1))


def test_a_feed_that_is_published_again_with_other_ids_and_dates_brings_nothing_new() -> None:
    stories = [story(n) for n in range(10)]
    again = [replace(one, identity=f"new {one.identity}", published=one.published and one.published + LATER) for one in stories]
    fresh = story(77, identity="new 77")
    assert [entry.identity for entry in after(stories, [fresh, *again]).new] == ["new 77"]


def test_what_comes_each_day_under_the_same_title_is_new_each_day() -> None:
    word = story(1, title=SafeText("Word of the day"), url="https://gazette.example/word")
    assert len(after([word], [replace(word, identity="b", published=NOW + LATER)]).new) == 1
    signs = [story(n, title=SafeText(f"Horoscope {n}"), url=f"https://gazette.example/sign/{n}") for n in range(12)]
    today = [
        replace(one, identity=f"b {n}", published=NOW + LATER, snippet=SafeText(f"Today {n} luck")) for n, one in enumerate(signs)
    ]
    assert len(after(signs, today).new) == 12


def test_each_episode_is_new_however_it_is_announced() -> None:
    shows = [
        story(n, url=f"https://radio.example/show/{n}", enclosures=(Enclosure("https://a.example/1", "audio/mpeg"),))
        for n in range(5)
    ]
    week = [replace(one, identity=f"b {n}", published=NOW + LATER) for n, one in enumerate(shows)]
    assert len(after(shows, week).new) == 5


def test_what_looks_like_two_is_neither() -> None:
    twice = [story(1, identity="a"), story(1, identity="b")]
    assert len(after(twice, [story(1, identity="c")]).new) == 1
    home = [story(n, url="https://gazette.example/", published=NOW) for n in range(3)]
    assert len(after(home, [story(9, identity="c", url="https://gazette.example/", published=NOW)]).new) == 1


def test_an_entry_that_is_listed_still_is_no_other_ones_past() -> None:
    listed = story(1)
    update = decide([prepare_entry(listed), prepare_entry(story(1, identity="b"))], {}, former(listed))
    assert [entry.identity for entry in update.new] == ["id 1", "b"]
