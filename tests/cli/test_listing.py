"""What `newstui list` can be narrowed to, for scripts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support.cache import add_entries, add_feed, entry, open_cache
from support.command_line import CommandLine

DAY = datetime(2024, 5, 31, 12, tzinfo=UTC)
ZONE = {"TZ": "UTC"}


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    """Seven entries of two feeds, one a day from 2024-05-31 on; the ferry is in every other one, a tag on the first four."""
    with open_cache(tmp_path) as db:
        harbour = db.feeds.add(
            "https://harbour.example/feed", feed_title="Harbour Post", folder_id=db.folders.ensure(["Coast"]).id
        )
        valley, _ = add_feed(db, "Valley Gazette")
        for n in range(7):
            title = f"{'Ferry' if n % 2 else 'Bridge'} {n}"
            add_entries(db, valley if n > 4 else harbour, [entry(n, title=title, published=DAY + timedelta(days=n))])
        db.decisions.tag([1, 2, 3, 4], "Later")
        db.decisions.set_read([1, 2], True)
        db.decisions.set_starred([3, 6], True)
        while db.search.pending():
            db.search.index_batch()
    made = CommandLine(tmp_path)
    made.config_file.write_text('[searches]\n"Night boats" = "ferry -1"\n')
    return made


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", [7, 6, 5, 4, 3, 2, 1]),
        ("--tag Later", [4, 3, 2, 1]),
        ("--tag #later --unread", [4, 3]),
        ("--tag later --starred", [3]),
        ("--search ferry", [6, 4, 2]),
        ("--search ferry --feed Coast", [4, 2]),
        ("--search ferry --tag later --unread", [4]),
        ("--search zebra", []),
        ("--search-name NIGHT\u00a0BOATS", [6, 4]),
        ("--since 2024-06-05", [7, 6]),
        ("--until 2024-06-01", [2, 1]),
        ("--since 2024-06-02 --until 2024-06-04 --feed Valley", []),
        ("--since 2024-06-02 --until 2024-06-05 --feed Valley", [6]),
        ("--since 2024-06-01 --unread --limit 2 --until 2024-06-03", [4, 3]),
        ("--older-than 1w --until 2024-05-31", [1]),
        ("--starred --search ferry", [6]),
    ],
)
def test_a_list_holds_that_of_which_everything_is_so(newstui: CommandLine, arguments: str, found: list[int]) -> None:
    words = [word.replace("\u00a0", " ") for word in arguments.split(" ") if word]
    outcome = newstui("list", "--json", *words, **ZONE)
    assert (outcome.status, outcome.err) == (0, "")
    assert [line["id"] for line in outcome.lines()] == found


def test_what_is_older_is_counted_from_now(newstui: CommandLine) -> None:
    now = datetime.now(UTC)
    with open_cache(newstui.data_dir) as db:
        feed, _ = add_feed(db, "New Paper")
        add_entries(db, feed, [entry(0, published=now - timedelta(hours=5)), entry(1, published=now - timedelta(days=3))], now)
    assert len(newstui("list", "--older-than", "4h", "--json").lines()) == 9
    assert len(newstui("list", "--older-than", "2d", "--json").lines()) == 8
    assert len(newstui("list", "--older-than", "2d", "--feed", "New Paper", "--json").lines()) == 1


def test_json_has_the_tags_and_the_note(newstui: CommandLine) -> None:
    with open_cache(newstui.data_dir) as db:
        db.decisions.tag([4], "work")
        db.decisions.note(4, "Ask Ada.\nSoon.")
    lines = {line["id"]: line for line in newstui("list", "--json").lines()}
    assert (lines[4]["tags"], lines[4]["note"]) == (["Later", "work"], "Ask Ada.\nSoon.")
    assert (lines[5]["tags"], lines[5]["note"]) == ([], None)
    (hit,) = newstui("search", "--json", "ferry", "3").lines()
    assert (hit["tags"], hit["note"]) == (["Later", "work"], "Ask Ada.\nSoon.")


def test_why_nothing_is_listed(newstui: CommandLine) -> None:
    assert "tag “zebra”. newstui tags" in newstui("list", "--tag", "zebra").err
    assert newstui("list", "--search", "zebra").err == "Nothing was found.\n"


@pytest.mark.parametrize("command", [("search",), ("list", "--search"), ("quotes", "--search")])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"unclosed phrase', "has no second quotation mark"),
        ("-", "There is no word in it"),
        ("*erry", "A star stands for more letters only at the end"),
        ("-ferry", "It only says what must not be there"),
        ("in:nowhere ferry", "Nothing is called so: in:nowhere."),
    ],
)
def test_a_search_that_is_wrong_is_said_to_be(newstui: CommandLine, command: tuple[str, ...], query: str, said: str) -> None:
    outcome = newstui(*command, query, "--json")
    assert outcome.status == 0 and said in outcome.err


def test_what_was_noted_is_listed(newstui: CommandLine) -> None:
    newstui("mark", "3", "--note", "Ask Hanne.")
    for command in (("search",), ("list", "--search")):
        for query in ("is:noted", "note:hanne"):
            assert [line["id"] for line in newstui(*command, query, "--json").lines()] == [3]
    unknown = newstui("list", "--search-name", "zebra")
    assert (unknown.status, unknown.out) == (1, "") and "'zebra'" in unknown.err and "There are: Night boats." in unknown.err
    assert newstui("list", "--search-name", "zebra", "--search", "zebra").status == 2
    feeds = newstui("list", "--feeds", "--tag", "Later")
    assert feeds.status == 2 and "--feeds" in feeds.err
