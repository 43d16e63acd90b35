"""The command line, run as a script runs it."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from newstui.bootstrap import MANY
from newstui.cli.commands import COMMANDS, cli
from newstui.storage.database import Database
from support.command_line import CommandLine
from support.site import serve_site
from support.web_server import Answer, WebServer


@pytest.fixture
def subscribed(newstui: CommandLine, web: WebServer) -> CommandLine:
    assert newstui("add", serve_site(web)).status == 0
    assert newstui("refresh").status == 0
    return newstui


def test_every_command_has_help_with_an_example() -> None:
    for name in COMMANDS:
        command = cli.get_command(None, name)  # type: ignore[arg-type,unused-ignore]
        assert command is not None
        assert command.help and command.short_help, name
        if name not in ("demo", "doctor"):
            assert f"newstui {name}" in command.help, f"{name} shows no example"
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, f"{name} {parameter.name} has no help"


def test_every_command_is_documented() -> None:
    documentation = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    assert {name for name in COMMANDS if f"## newstui {name}" in documentation} == set(COMMANDS)


def test_from_a_page_to_quotations_in_the_shell(newstui: CommandLine, web: WebServer) -> None:
    serve_site(web)
    added = newstui("add", web.url("/barrier.html"))
    assert added.status == 0 and web.url("/feed.xml") in added.out
    assert "2 entries" in added.out and "The feed that it names was added" in added.out
    assert newstui("add", web.url("/feed.xml")).out.startswith("Already subscribed: 1  Tidewater Gazette")
    assert newstui("refresh").out == "1 feed: 1 unchanged.\n"
    assert "2 articles fetched, 2 analysed" in newstui("prefetch").out
    web.close()
    first = newstui("list", "--json").lines()[0]
    assert first["title"] == "Council delays barrier vote" and first["cached"] and not first["read"]
    text = newstui("read", str(first["id"]), "--plain").out
    assert "We cannot build a wall that nobody has paid for" in text and "Hanne Orlo" in text
    said = newstui("quotes", "--speaker", "Ilse Marant", "--json").lines()
    assert any("wall that nobody" in quote["words"] for quote in said)
    assert any(entity["name"] == "Ilse Marant" for entity in newstui("entities", "--json").lines())


def test_an_address_that_fails_is_named_once(newstui: CommandLine, web: WebServer) -> None:
    newstui.config_file.write_text("[network]\ntimeout = 1\n")
    web.pages["/silent.xml"] = Answer(hang=True)
    outcome = newstui("add", web.url("/silent.xml"))
    assert outcome.status == 1 and outcome.err.count(web.url("/silent.xml")) == 1 and "silent" in outcome.err


def test_refresh_json_has_a_line_for_every_feed_and_the_exit_status_tells(subscribed: CommandLine, web: WebServer) -> None:
    web.pages["/broken.xml"] = Answer(b"<html>no feed here</html>")
    opml = subscribed.data_dir / "more.opml"
    opml.write_text(f'<opml version="2.0"><body><outline type="rss" text="Bad" xmlUrl="{web.url("/broken.xml")}"/></body></opml>')
    assert subscribed("import", str(opml)).status == 0
    outcome = subscribed("refresh", "--json")
    assert outcome.status == 1
    lines = {line["url"]: line for line in outcome.lines()}
    assert lines[web.url("/feed.xml")]["not_modified"] and lines[web.url("/feed.xml")]["error"] is None
    assert lines[web.url("/broken.xml")]["error"] and lines[web.url("/broken.xml")]["next_try"]
    assert "Bad" in outcome.err


def test_many_new_feeds_are_read_by_parsers_that_were_started_ahead(newstui: CommandLine, web: WebServer, tmp_path: Path) -> None:
    feed = serve_site(web)
    for number in range(MANY):
        web.pages[f"/{number}.xml"] = web.pages["/feed.xml"]
    (tmp_path / "urls").write_text("\n".join(feed.replace("/feed.xml", f"/{number}.xml") for number in range(MANY)))
    newstui("import", str(tmp_path / "urls"))
    first = newstui("refresh")
    assert (first.status, first.out.splitlines()[0]) == (0, f"{MANY} feeds: {MANY} with news ({2 * MANY} new entries).")
    assert newstui("refresh").out == f"{MANY} feeds: {MANY} unchanged.\n"


def test_refresh_due_asks_only_whose_time_has_come(subscribed: CommandLine, web: WebServer) -> None:
    asked = len(web.requests)
    assert subscribed("refresh", "--due").status == 0
    assert len(web.requests) == asked


def test_a_feed_is_renamed_moved_removed_and_brought_back(subscribed: CommandLine) -> None:
    assert subscribed("rename", "Tidewater", "Morning paper").status == 0
    assert subscribed("move", "Morning paper", "News/Coast").status == 0
    (feed,) = subscribed("list", "--feeds", "--json").lines()
    assert (feed["title"], feed["folder"]) == ("Morning paper", "News/Coast")
    assert subscribed("remove", "Morning paper").status == 0
    assert subscribed("list", "--feeds", "--json").lines() == []
    assert subscribed("remove", "--undo", "Morning paper").status == 0
    assert len(subscribed("list", "--json").lines()) == 2


def test_export_and_import_lose_nothing(subscribed: CommandLine, tmp_path: Path) -> None:
    subscribed("move", "Tidewater", "News/Coast")
    subscribed("rename", "Tidewater", "Morning paper")
    target = tmp_path / "out.opml"
    assert subscribed("export", str(target)).status == 0
    other = CommandLine(tmp_path / "other")
    assert other("import", str(target)).status == 0
    (feed,) = other("list", "--feeds", "--json").lines()
    assert (feed["title"], feed["folder"]) == ("Morning paper", "News/Coast")
    assert other("export").out == target.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_overwritten_only_by_force(subscribed: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "mine.opml"
    target.write_text("mine")
    refused = subscribed("export", str(target))
    assert (refused.status, target.read_text()) == (1, "mine")
    assert f"There is already a file {target}." in refused.err and "--force" in refused.err
    assert subscribed("export", "--force", str(target)).status == 0
    assert target.read_text(encoding="utf-8") == subscribed("export").out
    assert subscribed("export", "/dev/null").status == 0


def test_a_newsboat_urls_file_comes_in(newstui: CommandLine, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text('https://news.example/a.xml coast "~Coast news"\nexec:rm -rf / bad\n')
    outcome = newstui("import", str(urls))
    assert outcome.status == 0 and "exec:" in outcome.err and "1 feed added, 1 line skipped" in outcome.out
    (feed,) = newstui("list", "--feeds", "--json").lines()
    assert (feed["title"], feed["folder"], feed["tags"]) == ("Coast news", "coast", [])
    again = newstui("import", str(urls))
    assert again.status == 0 and "0 feeds added, 1 there already, 1 line skipped" in again.out


def test_search_finds_whole_words_and_says_where(subscribed: CommandLine) -> None:
    subscribed("prefetch", "--no-analysis")
    found: list[dict[str, object]] = []
    for _ in range(100):  # the index is completed in the background
        if found := subscribed("search", "--json", "petition").lines():
            break
    assert {row["title"] for row in found} == {"Council delays barrier vote", "Ferry line adds a night boat"}
    assert subscribed("search", 'AND "( OR *').status == 0
    assert subscribed("search", "--json", "petition", f'in:"{found[0]["feed"]}"').lines() == found
    assert subscribed("search", "--json", "petition", "in:nowhere").lines() == []


def test_analyze_gives_offsets_into_the_very_file(newstui: CommandLine, tmp_path: Path) -> None:
    raw = "Council delays vote\r\n\r\n\u201cWe will wait,\u201d Mayor Ilse Marant said.\r\n\r\ncafe\u0301 owners agreed.\r\n"
    path = tmp_path / "story.txt"
    path.write_bytes(raw.encode())
    (line,) = newstui("analyze", str(path), "--json").lines()
    assert line["doc"] == "story"
    (quote,) = [quote for quote in line["quotes"] if quote["kind"] == "direct"]
    assert [raw[start:end] for start, end in quote["content"]] == ["\u201cWe will wait,\u201d"]
    assert [raw[start:end] for start, end in quote["source"]] == ["Mayor Ilse Marant"]
    assert [raw[start:end] for start, end in quote["cue"]] == ["said"]


def test_analyze_goes_on_past_a_file_that_cannot_be_read(newstui: CommandLine, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Nothing was said.\n")
    outcome = newstui("analyze", str(tmp_path / "missing.txt"), str(good), "--json")
    assert outcome.status == 1 and "missing.txt" in outcome.err
    assert [line["doc"] for line in outcome.lines()] == ["good"]


def test_backup_and_cache_and_doctor(subscribed: CommandLine, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    assert subscribed("backup", str(target)).status == 0
    with sqlite3.connect(target) as copy:
        assert copy.execute("SELECT count(*) FROM entries").fetchone() == (2,)
    copy.close()
    assert subscribed("cache", "--json").lines()[0]["entries"] == 2
    assert subscribed("doctor").status == 0


def test_config_init_writes_once_and_what_it_writes_is_right(newstui: CommandLine) -> None:
    newstui.config_file.unlink()
    assert newstui("config", "--init").status == 0
    assert "#theme = " in newstui.config_file.read_text()
    assert newstui("config").status == 0
    assert newstui("config", "--init").status == 1


def test_a_wrong_setting_is_named_with_its_line(newstui: CommandLine) -> None:
    newstui.config_file.write_text("[reading]\nmeasure = 'wide'\n")
    outcome = newstui("refresh")
    assert outcome.status == 1
    assert re.search(r"config\.toml:2.*measure", outcome.err)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list",), "Council delays"),
        (("list", "--feeds"), "Tidewater"),
        (("quotes", "--csv"), "speaker,"),
        (("export",), "<opml"),
    ],
)
def test_what_needs_no_settings_goes_on_without_and_says_so(
    subscribed: CommandLine, arguments: tuple[str, ...], words: str
) -> None:
    subscribed.config_file.write_text("[reading]\nmeasure = \n")
    outcome = subscribed(*arguments)
    assert outcome.status == 0 and words in outcome.out
    assert len(outcome.err.splitlines()) == 1 and "config.toml:2" in outcome.err and "Defaults" in outcome.err
    subscribed.config_file.write_text("[reading]\nmeasure = 'wide'\nnonsense = 1\n")
    told = subscribed(*arguments).err
    assert len(told.splitlines()) == 1 and "config.toml:2" in told and "2 problems in all" in told


def test_config_reports_what_the_reader_would(newstui: CommandLine) -> None:
    newstui.config_file.write_text("# mine\n\n[appearance]\ntheme = 'nosuchtheme'\n\n[keys]\n'no.such' = 'x'\n")
    outcome = newstui("config")
    assert (outcome.status, outcome.out) == (1, "")
    assert 'config.toml:4: appearance.theme: There is no theme "nosuchtheme".' in outcome.err
    assert "config.toml:7: keys.no.such" in outcome.err
    themes = newstui.config_file.parent / "themes"
    themes.mkdir()
    (themes / "mine.toml").write_text("nonsense = 1\n")
    newstui.config_file.write_text("[appearance]\ntheme = 'mine'\n")
    assert "mine.toml:1" in newstui("config").err


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("refersh",), 2, "Did you mean refresh"),
        (("add",), 2, "Usage"),
        (("read", "999"), 1, "no entry 999"),
        (("remove", "nobody"), 1, "No feed or folder is called"),
        (("remove", "9" * 5000), 1, "No feed or folder is called"),
        (("add", "file:///etc/passwd"), 1, "not a web address"),
        ((), 1, "needs a terminal"),
    ],
)
def test_mistakes_are_answered_in_words(newstui: CommandLine, arguments: tuple[str, ...], status: int, words: str) -> None:
    Database.open(newstui.data_dir / "newstui.db").close()
    outcome = newstui(*arguments)
    assert outcome.status == status
    assert words in outcome.err
    assert "Traceback" not in outcome.err


LIGHT = {
    "--help": ("textual", "spacy", "httpx", "rich", "lxml", "trafilatura", "feedparser", "sqlite3"),
    "list": ("textual", "spacy", "httpx", "lxml", "trafilatura", "markdownify", "feedparser", "rensa"),
    "tags": ("textual", "spacy", "httpx", "lxml", "trafilatura", "markdownify", "feedparser", "rensa", "rich"),
    "config": ("textual", "spacy", "httpx", "lxml", "sqlite3"),
    "export": ("textual", "spacy", "httpx", "trafilatura", "markdownify", "feedparser"),
    "refresh": ("textual", "spacy", "trafilatura", "markdownify", "readability", "rensa"),
}


@pytest.mark.parametrize("command", LIGHT)
def test_a_light_command_imports_nothing_heavy(tmp_path: Path, command: str) -> None:
    script = (
        "import sys; from newstui.cli.commands import run; "
        f"run(['--data-dir', {str(tmp_path)!r}, '--config', {str(tmp_path / 'c.toml')!r}, {command!r}]); "
        "sys.stderr.write('LOADED ' + ' '.join(sys.modules))"
    )
    (tmp_path / "c.toml").touch()
    Database.open(tmp_path / "newstui.db").close()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    loaded = set(done.stderr.rpartition("LOADED ")[2].split())
    assert loaded, done.stderr
    assert sorted(loaded & set(LIGHT[command])) == []


def test_a_server_that_is_down_is_not_said_to_be_tried_again_by_who_does_not(newstui: CommandLine, web: WebServer) -> None:
    address = web.url("/feed.xml")
    web.close()
    failed = newstui("add", address)
    assert failed.status == 1 and "refused the connection" in failed.err and "again" not in failed.err
