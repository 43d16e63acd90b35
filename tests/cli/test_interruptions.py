"""Commands that are stopped, cut off or misused: clean words, the right exit status, nothing lost, nothing dangerous said."""

import json
import re
import signal
import subprocess
from pathlib import Path

import pytest

from support.command_line import CommandLine
from support.feed_bytes import Item, rss
from support.site import PAGE, serve_site
from support.waiting import wait_until
from support.web_server import Answer, WebServer

HOSTILE = "Harbour\x1b]52;c;aGk=\x07\x1b[31mred\x9b2J\u202egnitset\u2066x\u200b\x07 [@click=app.quit]news[/]"
DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]")


def start(newstui: CommandLine, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        newstui.command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=newstui.environment(),
        # A test run in the background has ctrl+c ignored, and what it starts inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def import_feeds(newstui: CommandLine, *urls: str) -> None:
    path = newstui.data_dir / "urls"
    path.write_text("\n".join(urls) + "\n")
    assert newstui("import", str(path)).status == 0


def test_ctrl_c_stops_a_refresh_and_keeps_what_came(newstui: CommandLine, web: WebServer) -> None:
    web.pages["/slow.xml"] = Answer(hang=True)
    import_feeds(newstui, serve_site(web), web.url("/slow.xml"))
    with start(newstui, "refresh") as running:
        wait_until(lambda: "/slow.xml" in web.paths() and len(newstui("list", "--json").out.splitlines()) == 2)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert (out, err.strip()) == ("", "Stopped. What was done stays.")
    assert newstui("refresh", web.url("/feed.xml")).status == 0  # the turn is free again


def test_a_pipe_that_closes_early_is_no_error(newstui: CommandLine, web: WebServer) -> None:
    items = [Item(f"urn:{n}", f"Title {n} " + "long " * 60, web.url(f"/{n}")) for n in range(2000)]
    web.pages["/feed.xml"] = Answer(rss(items), content_type="application/rss+xml")
    assert newstui("add", web.url("/feed.xml")).status == 0
    assert newstui("refresh").status == 0
    for options in ([], ["--json"]):
        with start(newstui, "list", *options) as running:
            assert running.stdout is not None and running.stderr is not None
            assert running.stdout.readline()
            running.stdout.close()
            assert running.stderr.read() == ""
        assert running.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_told(newstui: CommandLine) -> None:
    newstui("refresh")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            newstui.command("cache"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, "newstui: The output could not be written: No space left on device.\n")


def test_a_locale_without_these_letters_gets_question_marks(newstui: CommandLine, web: WebServer) -> None:
    web.pages["/feed.xml"] = Answer(rss([Item("urn:1", "Brücke gesperrt – für immer", web.url("/1"))]), content_type="text/xml")
    newstui("add", web.url("/feed.xml"))
    newstui("refresh")
    outcome = newstui("list", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert "Br?cke gesperrt ? f?r immer" in outcome.out
    assert newstui("list", "--json", PYTHONIOENCODING="ascii").lines()[0]["title"] == "Brücke gesperrt – für immer"


def test_hostile_text_reaches_no_output(newstui: CommandLine, web: WebServer) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": HOSTILE,
        "items": [
            {"id": "1", "title": HOSTILE, "url": web.url("/page.html"), "content_html": f"<p>{HOSTILE}</p>",
             "authors": [{"name": HOSTILE}], "date_published": "2026-11-02T09:30:00Z"},
            {"id": "2", "title": HOSTILE, "url": web.url("/nothing\x1b[31m"), "content_text": HOSTILE},
        ],
    }  # fmt: skip
    web.pages["/feed.json"] = Answer(json.dumps(feed).encode(), content_type="application/feed+json")
    web.pages["/page.html"] = Answer(PAGE.format(title=HOSTILE).encode())
    outcomes = [newstui("add", web.url("/feed.json")), newstui("refresh"), newstui("prefetch")]
    ids = [str(line["id"]) for line in newstui("list", "--json").lines()]
    assert len(ids) == 2
    for arguments in (
        ["list"], ["list", "--json"], ["list", "--feeds"], ["list", "--feeds", "--json"], ["quotes"], ["entities"], ["export"],
        ["search", "Harbour"], ["refresh", "--json"],
        ["read", ids[0], "--plain"], ["read", ids[0], "--json"], ["read", ids[1], "--markdown"],
    ):  # fmt: skip
        outcomes.append(newstui(*arguments))
    for outcome in outcomes:
        assert not DANGEROUS.search(outcome.out + outcome.err), outcome
    assert any("[@click=app.quit]" in outcome.out for outcome in outcomes)  # words stay words


def test_a_refresh_that_has_nothing_to_do_says_which(newstui: CommandLine, web: WebServer) -> None:
    assert "nothing to refresh" in newstui("refresh").out
    newstui("add", serve_site(web))
    newstui("refresh")
    assert newstui("refresh", "--due").out == "No feed is due yet.\n"
    assert newstui("refresh", "--due", "Tidewater").out == "No feed is due yet.\n"


def test_a_failed_feed_is_named_once_with_its_next_try(newstui: CommandLine, web: WebServer) -> None:
    import_feeds(newstui, web.url("/missing.xml"))
    err = newstui("refresh").err
    assert err.count("/missing.xml") == 1
    assert re.search(r"answered 404: .* Next try: \d\d \w+ \d\d:\d\d\.", err)


@pytest.mark.parametrize("what", ["99999999999999999999999", "\u00b2", "no/such/file", "missing.html", "."])
def test_reading_what_is_not_there_is_told_in_words(newstui: CommandLine, what: str) -> None:
    outcome = newstui("read", what)
    assert outcome.status == 1
    assert outcome.err.startswith("newstui: ") and "Traceback" not in outcome.err


def test_a_folder_that_cannot_hold_the_cache_is_told(newstui: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for command in ("list", "refresh", "cache"):
        outcome = newstui("--data-dir", str(tmp_path / "file" / "data"), command)
        assert outcome.status == 1
        assert "Traceback" not in outcome.err
        assert ("cannot be made" if command == "refresh" else "There is no cache") in outcome.err
