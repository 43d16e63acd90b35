"""newstui save: a page that no feed carries stands beside the rest, and is analysed and found as all are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newstui.storage.database import Database
from support.command_line import CommandLine
from support.site import serve_site
from support.web_server import WebServer


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        serve_site(server)
        yield server


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "data")


def test_a_saved_page_is_listed_read_quoted_and_found(newstui: CommandLine, web: WebServer) -> None:
    saved = newstui("save", web.url("/barrier.html"))
    assert saved.status == 0 and f"Saved 1  Council delays barrier vote  {web.url('/barrier.html')}" in saved.out
    assert "Council delays barrier vote" in newstui("list", "--feed", "Saved pages").out
    assert "Ilse Marant" in newstui("quotes", "--speaker", "Marant").out
    assert "“We cannot build a wall" in newstui("read", "1", "--plain").out
    with Database.open(newstui.data_dir / "newstui.db") as cache:
        cache.search.index_batch()
    assert "Tidewater Gazette: Council delays" in newstui("search", "engineers").out
    again = newstui("save", web.url("/barrier.html?utm_source=x"))
    assert again.status == 0 and again.out.startswith("Already there: 1  Council delays")
    assert newstui("refresh").status == 0 and b"newstui:" not in newstui("export").out.encode()


def test_programs_are_told_a_line_a_page_and_what_failed_goes_to_standard_error(newstui: CommandLine, web: WebServer) -> None:
    done = newstui(
        "save", "--json", "--no-analysis", web.url("/barrier.html"), web.url("/nowhere"), "harbour", web.url("/ferry.html")
    )
    assert done.status == 1
    assert [(line["title"], line["feed"], line["new"], line["error"]) for line in done.lines()] == [
        ("Council delays barrier vote", "Tidewater Gazette", True, None),
        ("Ferry line adds a night boat", "Tidewater Gazette", True, None),
    ]
    assert "404" in done.err and "'harbour' is not a web address" in done.err and "Traceback" not in done.err
    with Database.open(newstui.data_dir / "newstui.db") as cache:
        assert cache.feeds.counts() == {1: (2, 2)} and cache.wishes.all() == []


def test_a_page_whose_server_is_down_is_kept_for_the_reader(newstui: CommandLine, web: WebServer) -> None:
    port = web.url("").rsplit(":", 1)[1].strip("/")
    web.__exit__(None, None, None)
    done = newstui("save", f"http://127.0.0.1:{port}/barrier.html")
    assert done.status == 1 and "It is kept as entry 1, and the reader fetches it later." in done.err
    with Database.open(newstui.data_dir / "newstui.db") as cache:
        assert [wish.payload for wish in cache.wishes.all()] == [{"entry": 1}]


def test_a_password_in_an_address_is_kept_apart(newstui: CommandLine, web: WebServer) -> None:
    address = web.url("/barrier.html")
    done = newstui("save", address.replace("http://", "http://reader:s3cretword@"))
    assert done.status == 0 and "s3cretword" not in done.out + done.err
    assert b"s3cretword" not in (newstui.data_dir / "newstui.db").read_bytes()


def test_the_feed_of_saved_pages_is_kept_for_good_unless_it_is_given_a_limit(newstui: CommandLine, web: WebServer) -> None:
    assert newstui("save", "--no-analysis", web.url("/barrier.html")).status == 0
    assert newstui("keep", "Saved pages").out == "Saved pages: kept for good.\n"
    assert newstui("rename", "Saved pages", "Clippings").status == 0
    assert newstui("keep", "Clippings", "--days", "30").out == "Clippings: 30 days.\n"
    assert newstui("remove", "Clippings").status == 0 and newstui("remove", "--undo", "Clippings").status == 0
    assert "Council delays" in newstui("list", "--feed", "Clippings").out
