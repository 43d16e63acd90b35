"""The command line's manners: options wherever they stand, one meaning of each exit status, no cache out of nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newstui.storage.database import Database
from support.cache import add_feed
from support.command_line import CommandLine
from support.site import serve_site
from support.waiting import wait_until
from support.web_server import WebServer

READING = (
    *(("list",), ("list", "--feeds"), ("search", "harbour"), ("read", "1"), ("quotes",), ("entities",), ("stories",)),
    *(("cache",), ("cache", "--free", "--yes"), ("keep", "1"), ("export",), ("remove", "1"), ("rename", "1"), ("move", "1")),
    *(("backup", "copy.db"), ("mark", "1", "--read"), ("mark", "--older-than", "3d", "--read"), ("tags",)),
)


@pytest.fixture
def filled(newstui: CommandLine) -> CommandLine:
    with Database.open(newstui.data_dir / "newstui.db") as db:
        add_feed(db, "Harbour Post", 3)
    return newstui


def test_global_options_may_stand_behind_the_command(newstui: CommandLine, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with Database.open(other / "newstui.db") as db:
        add_feed(db, "Harbour Post", 3)
    assert "Harbour Post" in newstui("list", "--feeds", "--data-dir", str(other)).out
    assert "Harbour Post" in newstui("list", f"--data-dir={other}", "--feeds").out
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("[nonsense]\n")
    assert "wrong.toml:1" in newstui("config", "--config", str(wrong)).err
    missing = newstui("list", "--config", str(tmp_path / "missing.toml"))
    assert missing.status == 1 and "no such file" in missing.err.lower()
    assert newstui("list", "--help").out.count("--data-dir") == 1


@pytest.mark.parametrize("arguments", READING)
def test_a_folder_without_a_cache_stays_so(tmp_path: Path, newstui: CommandLine, arguments: tuple[str, ...]) -> None:
    mistyped = tmp_path / "mistyped"
    outcome = newstui(*arguments, "--data-dir", str(mistyped))
    assert (outcome.status, outcome.out) == (1, "")
    assert f"There is no cache in {mistyped}." in outcome.err
    assert not mistyped.exists()


def test_a_new_cache_is_named_once(tmp_path: Path) -> None:
    newstui = CommandLine(tmp_path / "new")
    first, second = newstui("refresh"), newstui("refresh")
    assert first.err == f"A new cache was made: {newstui.data_dir / 'newstui.db'}\n" and second.err == ""
    (tmp_path / "urls").write_text("https://news.example/feed.xml\n")
    imported = CommandLine(tmp_path / "newer")("import", str(tmp_path / "urls"))
    assert imported.status == 0 and imported.err.startswith("A new cache was made: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--starred"), ("search", "zebra"), ("quotes", "--speaker", "Nobody"), ("entities", "Nobody"), ("entities",),
        ("entities", "--merges"), ("stories",), ("stories", "1"), ("tags",),
        ("list", "--tag", "later"), ("mark", "--older-than", "9999w", "--read"),
    ],
)  # fmt: skip
def test_nothing_found_is_no_failure_and_no_output(filled: CommandLine, arguments: tuple[str, ...]) -> None:
    outcome = filled(*arguments)
    assert (outcome.status, outcome.out) == (0, "") and outcome.err
    outcome = filled(*arguments, "--json")
    assert (outcome.status, outcome.out) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("read", "99"), "no entry 99"), (("stories", "99"), "no entry 99"), (("stories", "9" * 30), "no entry"),
        (("list", "--feed", "zebra"), "'zebra'"), (("keep", "zebra"), "'zebra'"), (("refresh", "zebra"), "'zebra'"),
        (("entities", "Nobody", "--export", "md"), "Nobody of that name"),
    ],
)  # fmt: skip
def test_what_is_named_and_not_there_is_a_failure(filled: CommandLine, arguments: tuple[str, ...], words: str) -> None:
    outcome = filled(*arguments)
    assert (outcome.status, outcome.out) == (1, "") and words in outcome.err


def test_of_several_feeds_all_or_none_are_removed(filled: CommandLine) -> None:
    assert filled("remove", "1", "zebra").status == 1
    assert filled("list", "--feeds", "--json").lines()


def test_a_feed_that_is_there_is_said_to_be(newstui: CommandLine) -> None:
    with WebServer() as web:
        url = serve_site(web)
        (line,) = newstui("add", url, "--json").lines()
        assert (line["id"], line["new"], line["url"]) == (1, True, url)
        again = newstui("add", url, "--folder", "News")
        assert (
            again.status == 0 and again.out.startswith("Already subscribed: 1  Tidewater Gazette") and "newstui move" in again.out
        )
        assert not newstui("add", url, "--json").lines()[0]["new"]
        assert newstui("add", url, url, "--title", "One").status == 2


def test_help_has_a_way_in_by_name(newstui: CommandLine) -> None:
    assert newstui("help").out == newstui("--help").out
    assert newstui("help", "list").out == newstui("list", "--help").out
    assert newstui("help", "lst").status == 2
    assert newstui("--version").out.startswith("newstui 0.")
    for wrong, right in (("serach", "search"), ("list --unraed", "--unread"), ("--data-dri", "--data-dir")):
        outcome = newstui(*wrong.split())
        assert outcome.status == 2 and f"Did you mean {right}" in outcome.err.replace("'", "")


def test_without_a_standard_output_it_is_said_that_nothing_can_be_told(filled: CommandLine) -> None:
    for command in ("list", "list --json", "--help", "cache", "stories"):
        shell = f'exec "$0" -m newstui --data-dir "$1" {command} >&-'
        done = subprocess.run(["sh", "-c", shell, sys.executable, filled.data_dir], capture_output=True, text=True, check=False)
        assert done.returncode == 1, command
        assert "Standard output is closed" in done.stderr and "Traceback" not in done.stderr
        quiet = subprocess.run(["sh", "-c", shell + " 2>&-", sys.executable, filled.data_dir], capture_output=True, check=False)
        assert (quiet.returncode, quiet.stdout) == (1, b""), command


@pytest.mark.parametrize("argument", [os.fsdecode(b"http://ex\xffample/"), "x" * 100_000])
def test_odd_arguments_are_answered_in_words(filled: CommandLine, argument: str) -> None:
    outcome = filled("add", argument)
    assert outcome.status in (1, 2) and "Traceback" not in outcome.err and outcome.err
    assert filled("keep", "1", "--days", "9" * 20).status == 2


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    shell = 'cd "$1" && rmdir "$1" && exec "$0" -m newstui --data-dir here list'
    done = subprocess.run(["sh", "-c", shell, sys.executable, tmp_path / "gone"], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "is gone" in done.stderr and "Traceback" not in done.stderr


def test_a_search_has_completed_what_the_index_lacks(filled: CommandLine) -> None:
    first = filled("search", "entry")
    assert "3 entries are not yet in the search index. That is being done" in first.err
    wait_until(lambda: len(filled("search", "entry", "--json").lines()) == 3)
    assert filled("search", "entry").err == ""


def test_a_word_with_a_hyphen_belongs_to_the_query(filled: CommandLine) -> None:
    wait_until(lambda: len(filled("search", "entry", "--json").lines()) == 3)

    def found(*words: str) -> list[str]:
        outcome = filled("search", "--json", *words)
        assert outcome.status == 0, outcome.err
        return sorted(line["title"] for line in outcome.lines())

    assert found("entry", "-1") == found("-1", "entry", "--limit", "5") == ["Entry 0", "Entry 2"]
    assert found("entry", '-"entry 0"', "-title:2") == ["Entry 1"]
    assert found("--limit=5", "--", "entry", "-1") == ["Entry 0", "Entry 2"]
    assert "-word must not occur" in " ".join(filled("search", "-h").out.split())
    for wrong, words in (("entry --limt 5", "--limit"), ("entry -1 --limit", "requires an argument"), ("--json", "QUERY")):
        outcome = filled("search", *wrong.split())
        assert outcome.status == 2 and words in outcome.err
