"""A program gets everything; a terminal gets as much as it shows well, and is told what was left out."""

import csv
import io
import json
import os
import pty
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from newstui.cli import quotation_rows
from newstui.cli.entity_rows import exported
from newstui.cli.output import ALL
from newstui.cli.quotation_rows import Wanted, from_cache
from newstui.model.analysis import EntityType, QuotationKind
from newstui.rendering.cells import cell_width
from newstui.storage.database import Database
from support.cache import NOON, add_entries, add_feed, analysis, article, entry, named, open_cache, said
from support.command_line import CommandLine, Outcome

ARTICLES = 60
"""More than any command shows on a terminal unless it is asked to."""
END = b"\0"
"""What no command writes: the end of what it wrote."""


def fill(cache: Database, articles: int = ARTICLES, *, at_once: bool = False) -> None:
    """Articles in which Ilse Marant says two things of Halden and Bo Falk one; `at_once`: all of the same second."""
    feed, _ = add_feed(cache, "Harbour Post")
    entries = [
        entry(n, published=NOON - timedelta(minutes=n if at_once else 0), title=f"Halden votes for the {n}th time")
        for n in range(articles)
    ]
    for entry_id in add_entries(cache, feed, entries):
        made = article(
            entry_id, "“One is due,” Ilse Marant said. “Two is late,” Ilse Marant added. “Halden waits,” Bo Falk told us."
        )
        text = made.document.text
        cache.articles.store(made)
        quotations = (
            said(text, "“One is due,”", "Ilse Marant", "said", "Ilse Marant"),
            said(text, "“Two is late,”", "Ilse Marant", "added", "Ilse Marant"),
            said(text, "“Halden waits,”", "Bo Falk", "told", "Bo Falk"),
        )
        entities = (named(text, "Ilse Marant"), named(text, "Bo Falk"), named(text, "Halden", EntityType.PLACE))
        cache.analyses.store(entry_id, analysis(made.document, quotations, entities))
    while cache.search.pending():
        cache.search.index_batch()


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    with open_cache(tmp_path) as cache:
        fill(cache)
    return CommandLine(tmp_path)


def on_terminal(newstui: CommandLine, *arguments: str, columns: int = 160) -> Outcome:
    """What a command prints where its standard output is a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        newstui.command(*arguments),
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,
        env=newstui.environment(COLUMNS=str(columns), TERM="xterm", COLORTERM="truecolor"),
    )
    complaints = b""

    def wait() -> None:
        nonlocal complaints
        try:
            _, complaints = process.communicate(timeout=60)
        finally:
            os.write(slave, END)

    # Linux may lose what was written last where the last writer closes a terminal at once: this side keeps it open.
    waiting = Thread(target=wait)
    waiting.start()
    shown = b""
    while not shown.endswith(END):
        shown += os.read(master, 65536)
    waiting.join()
    for descriptor in (master, slave):
        os.close(descriptor)
    shown = shown.removesuffix(END)
    return Outcome(process.returncode, shown.decode().replace("\r\n", "\n"), complaints.decode())


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        (("quotes", "--json"), 3 * ARTICLES),
        (("quotes", "--json", "--speaker", "Bo Falk"), ARTICLES),
        (("quotes", "--json", "--limit", "7"), 7),
        (("quotes",), 6 * ARTICLES),
        (("quotes", "--markdown"), 3 * ARTICLES + 2),
        (("search", "halden", "--json"), ARTICLES),
        (("search", "halden", "--json", "--limit", "7"), 7),
        (("search", "halden"), 2 * ARTICLES),
        (("list", "--json"), ARTICLES),
        (("entities", "--json"), 3),
        (("entities", "Halden", "--export", "jsonl"), 2 * ARTICLES),
        (("entities", "Ilse Marant", "--export", "jsonl"), 3 * ARTICLES),
        (("entities", "Ilse Marant", "--export", "jsonl", "--limit", "7"), 14),
    ],
)
def test_a_program_gets_everything_unless_it_asks_for_less(newstui: CommandLine, arguments: tuple[str, ...], rows: int) -> None:
    outcome = newstui(*arguments)
    assert (outcome.status, outcome.err, len(outcome.out.splitlines())) == (0, "", rows)


def test_csv_and_the_articles_of_a_name_are_whole(newstui: CommandLine) -> None:
    assert len(list(csv.DictReader(io.StringIO(newstui("quotes", "--csv").out)))) == 3 * ARTICLES
    (told,) = newstui("entities", "Halden", "--json").lines()
    assert len(told["entries"]) == ARTICLES
    exported = list(csv.DictReader(io.StringIO(newstui("entities", "Halden", "--export", "csv").out)))
    assert len([row for row in exported if row["row"] == "article"]) == ARTICLES
    assert len([row for row in exported if row["row"] == "about"]) == ARTICLES


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("quotes",), "50 of 180 quotations; --limit N shows more.\n"),
        (("quotes", "--markdown"), "50 of 180 quotations; --limit N shows more.\n"),
        (("quotes", "--kind", "direct"), "50 of more than 50 quotations; --limit N shows more.\n"),
        (("quotes", "--json"), ""),
        (("quotes", "--limit", "5"), ""),
        (("quotes", "--limit", "500"), ""),
        (("search", "halden"), "20 of 60 entries; --limit N shows more.\n"),
        (("search", "halden", "--json"), ""),
        (("entities",), ""),
        (("entities", "Halden"), "50 of 60 articles of Halden; --limit N shows more.\n"),
        (("list",), ""),
    ],
)
def test_a_terminal_is_told_what_was_left_out(newstui: CommandLine, arguments: tuple[str, ...], said: str) -> None:
    outcome = on_terminal(newstui, *arguments)
    assert (outcome.status, outcome.err) == (0, said)
    assert outcome.out


def test_a_table_is_for_the_eye_wherever_it_goes(newstui: CommandLine) -> None:
    assert "50 of 180 quotations" in newstui("quotes", "--table").err


def test_more_quotations_than_are_worth_counting_are_said_to_be_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotation_rows, "_COUNTED", 10)
    with open_cache(tmp_path) as cache:
        fill(cache, 5)
        assert quotation_rows.counted(cache, Wanted(), 3) == (10, False)
        assert quotation_rows.counted(cache, Wanted(speaker="Bo Falk"), 3) == (5, True)
        assert quotation_rows.counted(cache, Wanted(kinds=[QuotationKind.DIRECT]), 3) == (3, False)


@pytest.mark.parametrize("at_once", [False, True], ids=["each at its time", "all at once"])
@pytest.mark.parametrize("limit", [1, 3, 4, 1000])
def test_pages_lose_and_double_nothing(tmp_path: Path, limit: int, at_once: bool) -> None:
    with open_cache(tmp_path) as cache:
        fill(cache, 9, at_once=at_once)
        rows = [(row.entry, row.words) for row in from_cache(cache, Wanted(), limit)]
        assert rows == [(row.entry, row.words) for row in from_cache(cache, Wanted(), 10_000)]
        assert len(rows) == len(set(rows)) == 27


def test_every_story_is_told_to_a_program(tmp_path: Path) -> None:
    newstui = CommandLine(tmp_path)
    with open_cache(tmp_path) as cache:
        ids = [add_entries(cache, add_feed(cache, outlet)[0], [entry(n) for n in range(24)]) for outlet in ("Gazette", "Post")]
        for waiting in cache.stories.waiting(100):
            cache.stories.done(waiting.number)
        for number, pair in enumerate(zip(*ids, strict=True), 1):
            cache.stories.put(pair, number)
    assert len(newstui("stories", "--json").lines()) == 24
    assert on_terminal(newstui, "stories").err == "20 of 24 stories; --limit N shows more.\n"
    assert newstui("stories").err == ""


def test_of_files_all_is_read_and_what_is_left_out_is_said(newstui: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text("".join(f"“The {n}th dam will hold,” Ilse Marant said.\n\n" for n in range(60)), encoding="utf-8")
    assert len(newstui("quotes", str(path), "--json").lines()) == 60
    outcome = newstui("quotes", str(path), str(tmp_path / "missing.txt"), "--table")
    assert outcome.status == 1 and "missing.txt" in outcome.err and "50 of 60 quotations" in outcome.err


def test_the_help_tells_the_limits(newstui: CommandLine) -> None:
    def words(command: str) -> str:
        return " ".join(newstui(command, "--help").out.split())

    assert "default: 50 on a terminal, otherwise all" in words("quotes")
    assert "default: 20 on a terminal, otherwise all" in words("search")
    assert "default: 50 on a terminal, otherwise all" in words("entities")
    assert "default: 20 on a terminal, otherwise all" in words("stories")
    assert "default: all" in words("list")


def test_all_about_a_name_is_in_all_its_articles(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        fill(cache, 170)  # more than storage looks at for one question
        (halden,) = cache.entities.named("Halden")
        rows = [json.loads(line) for line in exported(cache, halden, "jsonl", ALL)]
    about = [row["entry"] for row in rows if row["row"] == "about"]
    assert len(about) == len(set(about)) == 170


def test_an_article_is_printed_whatever_the_settings_are(newstui: CommandLine) -> None:
    themes = newstui.data_dir / "themes"
    themes.mkdir()
    (themes / "mine.toml").write_text("appearance = 'dark'\nnonsense = 1\nmore = 2\n")
    for wrong, words in (("[reading]\nmeasure = \n", "config.toml:2"), ("[appearance]\ntheme = 'mine'\n", "mine.toml:2")):
        newstui.config_file.write_text(wrong)
        outcome = on_terminal(newstui, "read", "1")
        assert outcome.status == 0 and "Ilse Marant" in outcome.out
        assert len(outcome.err.splitlines()) == 1 and words in outcome.err


def test_an_article_is_printed_in_the_letters_and_colours_that_are_set(newstui: CommandLine) -> None:
    newstui.config_file.write_text("")
    usual = on_terminal(newstui, "read", "1").out
    assert "“" in usual and "\x1b[" in usual and "38;2;" in usual
    newstui.config_file.write_text("[appearance]\nascii = 'on'\ncolours = '16'\n")
    plain = on_terminal(newstui, "read", "1").out
    assert plain.isascii() and "\x1b[" in plain and "38;2;" not in plain
    newstui.config_file.write_text("[appearance]\ncolours = 'none'\n")
    assert not re.search(r"\x1b\[[0-9;]*(?:3[0-9]|9[0-7])[;m]", on_terminal(newstui, "read", "1").out)


def test_an_entry_has_one_address_in_every_export(tmp_path: Path) -> None:
    newstui = CommandLine(tmp_path)
    with open_cache(tmp_path) as cache:
        fill(cache, 2)
    canonical = {row["entry"]: row["link"] for row in newstui("quotes", "--json").lines()}
    assert len(canonical) == 2
    exported = [json.loads(line) for line in newstui("entities", "Ilse Marant", "--export", "jsonl").out.splitlines()]
    assert {row["row"] for row in exported} == {"said", "article"}
    assert all(row["link"] == canonical[row["entry"]] for row in exported)


def test_rows_are_cut_to_a_terminals_width_and_whole_in_a_pipe(tmp_path: Path) -> None:
    with open_cache(tmp_path) as cache:
        feed, _ = add_feed(cache, "Harbour Post")
        long = "港の堤防について市議会は " * 20
        add_entries(cache, feed, [entry(1, title=""), entry(2, title=long), entry(3, title=("Short " * 100).strip())])
        cache.search.index_batch()
    newstui = CommandLine(tmp_path)
    rows = on_terminal(newstui, "list", columns=60).out.splitlines()
    assert [cell_width(row) <= 60 for row in rows] == [True] * 3
    assert rows[0].endswith("Short…") and rows[1].endswith("…") and rows[2].endswith("Harbour Post: (without a title)")
    assert cell_width(on_terminal(newstui, "search", "short", columns=60).out.splitlines()[0]) <= 60
    whole = newstui("list").out.splitlines()
    assert whole[0].endswith("Short Short") and long.strip() in whole[1] and whole[2].endswith("(without a title)")


def test_no_word_is_broken_at_the_terminals_edge(newstui: CommandLine) -> None:
    with open_cache(newstui.data_dir) as cache:
        feed = cache.feeds.add("https://a-very-long-name-of-a-paper.example/feeds/everything/at/once/feed.16.atom")
        cache.feeds.record_failure(feed.id, at=NOON, error="It took much too long. " * 5, due_at=None)
        ids = add_entries(cache, feed, [entry(1, title="A storm " * 20), entry(2, title="The storm " * 20)])
        cache.stories.put(ids, 1)
        for waiting in cache.stories.waiting(1000):
            cache.stories.done(waiting.number)
        while cache.search.index_batch():
            pass
    for command in (("list", "--feeds"), ("stories",), ("search", "halden OR waits"), ("search", "halden")):
        rows = on_terminal(newstui, *command, columns=60).out.splitlines()
        assert all(cell_width(row) <= 60 for row in rows), command
    told = on_terminal(newstui, "list", "--feeds", columns=60).out
    assert " ".join(told.split()).endswith("! " + " ".join(["It took much too long."] * 5))
    assert f"[{ids[0]}]\n" in on_terminal(newstui, "stories", "--outlets", "1", columns=60).out
    assert newstui("list", "--feeds").out.count("feed.16.atom") == 2  # a pipe has it whole: as title and as address
