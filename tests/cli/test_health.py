"""doctor checks what newstui needs and says what to do; a damaged cache is salvaged."""

import os
from pathlib import Path

import pytest

from newstui.model.wishes import WishKind
from newstui.services import retain
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, entry
from support.command_line import CommandLine, Outcome
from support.web_server import Answer, WebServer

FEED = b"<rss version='2.0'><channel><title>T</title><item><guid>1</guid><title>One</title></item></channel></rss>"


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    newstui = CommandLine(tmp_path / "data")
    newstui.data_dir.chmod(0o700)
    return newstui


def states(outcome: Outcome) -> dict[str, str]:
    return {line["check"]: line["state"] for line in outcome.lines()}


def test_all_is_well_where_it_is(newstui: CommandLine) -> None:
    with WebServer() as web:
        web.pages["/feed.xml"] = Answer(FEED, content_type="application/rss+xml")
        with Database.open(newstui.data_dir / "newstui.db") as db:
            db.feeds.add(web.url("/feed.xml"), title="Harbour Post")
        outcome = newstui("doctor", "--json")
        assert outcome.status == 0, outcome.out
        assert set(states(outcome).values()) == {"ok"}
        assert {"newstui", "configuration", "folder", "cache", "language model", "terminal", "network", "log"} <= set(
            states(outcome)
        )
        web.pages.clear()
        outcome = newstui("doctor")
        assert outcome.status == 0 and "“Harbour Post” does not answer" in outcome.out and "proxy" in outcome.out
    assert "network" not in states(newstui("doctor", "--json", "--offline"))


def search_words(newstui: CommandLine) -> list[tuple[str, str]]:
    told = newstui("doctor", "--json", "--offline").lines()
    return [(line["state"], line["words"]) for line in told if line["check"] == "search"]


def test_only_what_waits_to_be_indexed_is_warned_of(newstui: CommandLine) -> None:
    with Database.open(newstui.data_dir / "newstui.db") as db:
        _, ids = add_feed(db, "Harbour Post", 1)
    assert search_words(newstui) == [("warn", "1 entry is not searchable yet.")]
    with Database.open(newstui.data_dir / "newstui.db") as db:
        for _ in range(retain._WORN_LEAST + 2):  # each time it is indexed, what was there counts no more
            db.search.index_batch()
            db._connection.execute("INSERT OR IGNORE INTO search_queue(entry_id) VALUES (?)", (ids[0],))
        db.search.index_batch()
    ((state, words),) = search_words(newstui)
    assert state == "ok" and words.startswith("Everything is searchable")
    with Database.open(newstui.data_dir / "newstui.db") as db:
        db.search.rebuild()
        db.search.index_batch()
    assert search_words(newstui) == []


def test_what_is_wrong_is_named_with_what_to_do(newstui: CommandLine) -> None:
    with Database.open(newstui.data_dir / "newstui.db") as db:
        feed, _ = add_feed(db, "Harbour Post", 3)
        db.feeds.record_failure(feed.id, at=NOON, error="It took too long.", due_at=None)
    newstui.config_file.write_text("[network]\ntimeout = 0\n")
    newstui.data_dir.chmod(0o755)
    outcome = newstui("doctor", "--json", "--offline")
    assert outcome.status == 1
    found = states(outcome)
    assert (found["configuration"], found["folder"], found["feeds"], found["search"]) == ("fail", "warn", "warn", "warn")
    todo = {line["check"]: line["todo"] for line in outcome.lines()}
    assert "chmod 700" in todo["folder"] and "X in the reader" in todo["feeds"]


def test_a_damaged_cache_fails_and_is_salvaged(newstui: CommandLine) -> None:
    path = newstui.data_dir / "newstui.db"
    with Database.open(path) as db:
        for number in range(10):
            add_feed(db, f"Feed {number}", 50)
    data = bytearray(path.read_bytes())
    data[:4096] = b"\xee" * 4096
    path.write_bytes(data)
    outcome = newstui("doctor", "--offline")
    assert outcome.status == 1 and "doctor --salvage" in outcome.out
    assert "doctor --salvage" in newstui("list").err
    outcome = newstui("doctor", "--salvage")
    assert outcome.status == 0 and "10 feeds, 500 entries" in outcome.out, outcome.err
    outcome = newstui("doctor", "--offline")
    assert outcome.status == 0 and "newstui.db.damaged-" in outcome.out
    assert "nothing to salvage" in newstui("doctor", "--salvage").err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(newstui: CommandLine) -> None:
    newstui.data_dir.chmod(0o500)
    outcome = newstui("doctor", "--json", "--offline")
    newstui.data_dir.chmod(0o700)
    assert states(outcome)["folder"] == "fail"


def test_whatever_is_wrong_says_what_to_do(newstui: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each thing broken in turn, and several at once."""
    path = newstui.data_dir / "newstui.db"
    with Database.open(path) as db:
        feed = db.feeds.add("http://127.0.0.1:9/feed", feed_title="Harbour Post")  # where nobody answers, at once
        add_entries(db, feed, [entry(n) for n in range(3)])
        db.feeds.record_failure(feed.id, at=NOON, error="It is gone.", due_at=None, gone=True)
        wish = db.wishes.add(WishKind.REFRESH, {}, NOON)
        db.wishes.fail(wish, "No.")
    secrets = newstui.config_file.with_name("secrets.toml")
    log = newstui.data_dir / "newstui.log"
    seen: set[str] = set()

    def look(**environment: str) -> None:
        for line in newstui("doctor", "--json", **environment).lines():
            if line["state"] != "ok":
                seen.add(line["check"])
                assert line["todo"] and line["todo"].endswith((".", "700 " + str(newstui.data_dir), str(secrets))), line

    newstui.config_file.write_text("[reading]\nmeasure = 7\n[nonsense]\n")
    look()
    newstui.config_file.write_text("[appearance]\ntheme = 'nowhere'\n")
    look()
    newstui.config_file.write_text("[keys]\n'mark.star' = 'q'\n")
    log.write_text("2026-11-02 ERROR   1 newstui: one\n")
    newstui.data_dir.chmod(0o755)
    look(PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    secrets.write_text("['https://a.example/']\nsend = 'bearer'\nsecret = 'x'\n")
    secrets.chmod(0o644)
    look()
    secrets.chmod(0o600)
    secrets.write_text("['https://a.example/']\nsend = 'smoke'\n")
    look()
    secrets.write_text("['https://a.example/']\nsend = 'bearer'\ncommand = ['false']\n")
    look()
    data = bytearray(path.read_bytes())
    data[:4096] = b"\xee" * 4096
    path.write_bytes(data)
    look()
    assert seen >= {"configuration", "folder", "cache", "secrets", "log", "feeds", "queue", "search", "locale", "network"}
