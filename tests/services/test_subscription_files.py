"""Import and export: subscriptions travel between readers and lose nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newstui.config.secrets import SecretStore
from newstui.errors import ConfigError, SubscriptionError
from newstui.model.events import SubscriptionsChanged
from newstui.model.feeds import Validators
from newstui.model.safe_text import SafeText
from newstui.services.export_subscriptions import export_subscriptions
from newstui.services.import_subscriptions import ImportReport, import_subscriptions
from newstui.storage.database import Database
from newstui.storage.folders import DEEPEST
from support.cache import NOON
from support.service_room import ServiceRoom

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News"><outline text="World">
  <outline type="rss" text="Morning" xmlUrl="https://morning.example/rss" htmlUrl="https://morning.example/" stars="5"/>
</outline>
<outline type="rss" text="Evening" xmlUrl="https://evening.example/rss"/></outline>
<outline type="rss" text="Alone" xmlUrl="https://alone.example/rss"/>
<outline type="rss" text="Broken" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def bring_in(room: ServiceRoom, folder: Path, text: str) -> ImportReport:
    path = folder / "list"
    path.write_text(text, encoding="utf-8")
    return import_subscriptions(room.cache, path, emit=room.events.append)


def shape(cache: Database) -> dict[str, str]:
    """Each feed's address with the names of its folders."""
    folders = {folder.id: folder for folder in cache.folders.all()}

    def path(folder_id: int | None) -> str:
        return "" if folder_id is None else f"{path(folders[folder_id].parent_id)}/{folders[folder_id].name}"

    return {feed.url: path(feed.folder_id) for feed in cache.feeds.all()}


async def test_opml_brings_feeds_in_their_folders(room: ServiceRoom, tmp_path: Path) -> None:
    report = bring_in(room, tmp_path, OPML)
    assert (report.added, report.known, report.words) == (3, 0, "3 feeds added")
    assert shape(room.cache) == {
        "https://morning.example/rss": "/News/World",
        "https://evening.example/rss": "/News",
        "https://alone.example/rss": "",
    }
    assert room.heard(SubscriptionsChanged)


async def test_what_cannot_be_used_is_named(room: ServiceRoom, tmp_path: Path) -> None:
    (problem,) = bring_in(room, tmp_path, OPML).problems
    assert "javascript:alert(1)" in problem or "Broken" in problem


async def test_a_second_import_changes_nothing(room: ServiceRoom, tmp_path: Path) -> None:
    bring_in(room, tmp_path, OPML)
    before = export_subscriptions(room.cache)
    report = bring_in(room, tmp_path, OPML)
    assert (report.added, report.known) == (0, 3)
    assert export_subscriptions(room.cache) == before


async def test_a_removed_feed_comes_back(room: ServiceRoom, tmp_path: Path) -> None:
    bring_in(room, tmp_path, OPML)
    feed = room.cache.feeds.by_url("https://alone.example/rss")
    assert feed is not None
    room.cache.feeds.remove(feed.id)
    assert bring_in(room, tmp_path, OPML).added == 1
    assert not room.cache.feeds.is_removed(feed.id)


async def test_a_round_trip_loses_nothing(room: ServiceRoom, tmp_path: Path) -> None:
    bring_in(room, tmp_path, OPML)
    morning = room.cache.feeds.by_url("https://morning.example/rss")
    assert morning is not None and morning.extra == {"stars": "5"}
    room.cache.feeds.set_tags(morning.id, ["coast", "early"])
    exported = export_subscriptions(room.cache)
    (tmp_path / "other").mkdir()
    other = ServiceRoom(tmp_path / "other")
    try:
        assert bring_in(other, tmp_path, exported.decode()).problems == ()
        assert export_subscriptions(other.cache) == exported
        assert shape(other.cache) == shape(room.cache)
        again = other.cache.feeds.by_url("https://morning.example/rss")
        assert again is not None and (again.tags, again.extra, again.site_url) == (
            ("coast", "early"),
            {"stars": "5"},
            "https://morning.example/",
        )
    finally:
        await other.close()


async def test_newsboats_file_brings_tags_and_titles(room: ServiceRoom, tmp_path: Path) -> None:
    report = bring_in(room, tmp_path, '# mine\nhttps://a.example/rss coast "two words" "~My title"\nhttps://b.example/rss\n')
    assert (report.added, report.problems) == (2, ())
    first, second = room.cache.feeds.all()
    assert (first.title, first.tags) == ("My title", ("two words",))
    assert (second.title, second.folder_id) == ("https://b.example/rss", None)
    assert shape(room.cache) == {"https://a.example/rss": "/coast", "https://b.example/rss": ""}


async def test_a_feed_that_is_there_already_stays_where_it_is(room: ServiceRoom, tmp_path: Path) -> None:
    bring_in(room, tmp_path, "https://a.example/rss coast\n")
    (feed,) = room.cache.feeds.all()
    room.cache.feeds.move(feed.id, None)
    room.cache.folders.remove(room.cache.folders.all()[0].id)
    assert bring_in(room, tmp_path, "https://a.example/rss coast\n").known == 1
    assert shape(room.cache) == {"https://a.example/rss": ""} and room.cache.folders.all() == []


async def test_what_newsboat_alone_can_do_is_named_as_skipped(room: ServiceRoom, tmp_path: Path) -> None:
    queries = "".join(f'"query:Q{number}:unread = \\"yes\\""\n' for number in range(7))
    report = bring_in(room, tmp_path, f"https://a.example/rss\n{queries}")
    assert (report.problems, report.words) == ((), "1 feed added, 7 lines skipped")
    assert [line.partition(":")[0] for line in report.left_out] == [
        "Line 2",
        "Line 3",
        "Line 4",
        "Line 5",
        "Line 6",
        "And 2 more.",
    ]


async def test_titles_of_feeds_stay_theirs_from_export_to_import(room: ServiceRoom, tmp_path: Path) -> None:
    bring_in(room, tmp_path, "https://bare.example/rss\nhttps://own.example/rss\nhttps://its.example/rss\n")
    bare, own, its = room.cache.feeds.all()
    room.cache.feeds.rename(own.id, SafeText("Mine"))
    for feed in (own, its):
        validators = Validators()
        room.cache.feeds.record_success(feed.id, at=NOON, validators=validators, due_at=None, feed_title="The Post")
    exported = export_subscriptions(room.cache)
    for feed in (bare, own, its):
        room.cache.feeds.remove(feed.id)
    room.cache.feeds.purge_removed(datetime.now(UTC) + timedelta(days=1))
    bring_in(room, tmp_path, exported.decode())
    titles = {feed.url: (feed.own_title, feed.feed_title) for feed in room.cache.feeds.all()}
    assert titles == {bare.url: (None, ""), own.url: ("Mine", "The Post"), its.url: (None, "The Post")}
    assert export_subscriptions(room.cache) == exported


async def test_the_sample_is_not_exported(room: ServiceRoom) -> None:
    room.cache.feeds.add("newstui:sample", local=True)
    assert b"newstui:sample" not in export_subscriptions(room.cache)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"<opml", b"<html><body>Hello</body></html>"])
async def test_what_is_no_list_is_refused_whole(room: ServiceRoom, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.opml"
    path.write_bytes(content)
    with pytest.raises(SubscriptionError):
        import_subscriptions(room.cache, path, emit=room.events.append)
    assert room.cache.feeds.all() == []


async def test_a_file_that_is_not_there_is_told(room: ServiceRoom, tmp_path: Path) -> None:
    with pytest.raises(SubscriptionError, match=r"nothing\.opml cannot be read"):
        import_subscriptions(room.cache, tmp_path / "nothing.opml", emit=room.events.append)


def test_folders_deeper_than_can_be_shown_keep_their_feeds(room: ServiceRoom, tmp_path: Path) -> None:
    depth = 60
    body = "".join(f'<outline text="f{n}">' for n in range(1, depth + 1)) + '<outline text="x" xmlUrl="https://x.example/rss"/>'
    report = bring_in(room, tmp_path, f'<opml version="2.0"><body>{body}{"</outline>" * depth}</body></opml>')
    assert report.added == 1 and len(report.problems) == 1
    assert shape(room.cache) == {"https://x.example/rss": "".join(f"/f{n}" for n in range(1, DEEPEST + 1))}
    with pytest.raises(SubscriptionError, match="deep"):
        room.cache.folders.ensure(["f"] * (DEEPEST + 1))


def test_an_endless_file_is_no_list(room: ServiceRoom) -> None:
    with pytest.raises(SubscriptionError, match="larger than"):
        import_subscriptions(room.cache, Path("/dev/zero"), emit=room.events.append)


async def test_passwords_are_kept_at_once_and_hold_up_nobody(room: ServiceRoom, tmp_path: Path) -> None:
    """Before anything is written: another process may write meanwhile, and the file of the secrets is written once."""
    path, calls = tmp_path / "urls", 0
    path.write_text("".join(f"https://u{n}:pw@site-{n}.example/rss\n" for n in range(3)) + "https://u:a%0Ab@bad.example/rss\n")
    secrets = SecretStore(tmp_path / "secrets.toml")

    def split(urls: Iterable[str]) -> list[str | ConfigError]:
        nonlocal calls
        calls += 1
        with Database.open(room.cache.path) as other:
            other.feeds.add("https://meanwhile.example/rss")
        return secrets.split_all(urls)

    report = import_subscriptions(room.cache, path, emit=room.events.append, split=split)
    assert (calls, report.added, len(report.problems)) == (1, 3, 1) and "bad.example" in report.problems[0]
    assert len(secrets.entries()) == 3
    assert {feed.url for feed in room.cache.feeds.all()} == {
        *(f"https://site-{n}.example/rss" for n in range(3)),
        "https://meanwhile.example/rss",
    }
