"""Feeds and folders by their names: listed, asked, renamed, removed and brought back."""

from pathlib import Path

import pytest

from newstui.storage.database import Database
from support.cache import add_feed
from support.command_line import CommandLine, Outcome


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    """Coast News at the top; then News with Harbour Post in it, World below News with Valley Gazette, and an empty folder."""
    newstui = CommandLine(tmp_path / "data")
    with Database.open(newstui.data_dir / "newstui.db") as db:
        add_feed(db, "Coast News", 1)
        news = db.folders.ensure(["News"]).id
        world = db.folders.ensure(["News", "World"]).id
        add_feed(db, "Valley Gazette", 2, folder_id=world)
        _, ids = add_feed(db, "Harbour Post", 3, folder_id=news)
        db.decisions.set_read(ids, True)
        add_feed(db, "Late Star", 1)
        db.folders.ensure(["Attic", "Box"])
    return newstui


def titles(outcome: Outcome) -> list[str]:
    assert outcome.status == 0, outcome.err
    return [line["title"] for line in outcome.lines()]


def test_feeds_are_listed_as_the_feed_pane_has_them(newstui: CommandLine) -> None:
    listed = newstui("list", "--feeds", "--json").lines()
    assert [(line["title"], line["folder"]) for line in listed] == [
        ("Coast News", None), ("Valley Gazette", "News/World"), ("Harbour Post", "News"), ("Late Star", None)
    ]  # fmt: skip
    assert [(line["entries"], line["unread"]) for line in listed] == [(1, 1), (2, 2), (3, 0), (1, 1)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--unread",), ["Coast News", "Valley Gazette", "Late Star"]),
        (("--limit", "2"), ["Coast News", "Valley Gazette"]),
        (("--unread", "--limit", "3"), ["Coast News", "Valley Gazette", "Late Star"]),
        (("--feed", "late"), ["Late Star"]),
        (("--feed", "News"), ["Valley Gazette", "Harbour Post"]),
        (("--feed", "news/world/"), ["Valley Gazette"]),
    ],
)
def test_a_list_of_feeds_takes_the_options_of_a_list(newstui: CommandLine, options: tuple[str, ...], expected: list[str]) -> None:
    assert titles(newstui("list", "--feeds", "--json", *options)) == expected


@pytest.mark.parametrize("option", ["--starred", "--watched"])
def test_what_makes_no_sense_of_feeds_is_refused(newstui: CommandLine, option: str) -> None:
    outcome = newstui("list", "--feeds", option)
    assert outcome.status == 2 and option in outcome.err


def test_a_folder_is_taken_where_a_feed_is(newstui: CommandLine) -> None:
    assert len(newstui("list", "--feed", "News", "--json").lines()) == 5
    assert len(newstui("list", "--feed", "World", "--json").lines()) == 2
    beyond = newstui("cache", "--free", "--feed", "News", "--entries", "1", "--unread-too", "1", "--dry-run")
    assert "3 entries are beyond" in beyond.err
    for command in ("refresh", "prefetch"):
        outcome = newstui(command, "Attic")
        assert (outcome.status, outcome.out) == (1, "") and "There is no feed in the folder “Attic”." in outcome.err


def test_a_feed_goes_before_a_folder_of_its_name(newstui: CommandLine) -> None:
    newstui("rename", "Late Star", "World")
    assert len(newstui("list", "--feed", "World", "--json").lines()) == 1
    assert len(newstui("list", "--feed", "World/", "--json").lines()) == 2


def test_of_several_folders_of_a_name_the_path_tells(newstui: CommandLine) -> None:
    newstui("move", "Late Star", "Attic/World")
    outcome = newstui("list", "--feed", "world")
    assert outcome.status == 1 and "News/World" in outcome.err and "Attic/World" in outcome.err
    assert titles(newstui("list", "--feeds", "--json", "--feed", "attic/world")) == ["Late Star"]


def test_a_folder_is_renamed(newstui: CommandLine) -> None:
    assert newstui("rename", "News/World", "Abroad").out == "The folder World is now called Abroad.\n"
    assert newstui("list", "--feeds", "--json", "--feed", "Valley").lines()[0]["folder"] == "News/Abroad"
    assert newstui("rename", "Abroad").status == newstui("rename", "Abroad", "a/b").status == 2
    taken = newstui("rename", "News", "Attic")
    assert taken.status == 1 and "already a folder" in taken.err


def tree(newstui: CommandLine) -> dict[str, str | None]:
    return {line["title"]: line["folder"] for line in newstui("list", "--feeds", "--json").lines()}


def test_a_folder_is_moved_with_what_stands_in_it(newstui: CommandLine) -> None:
    assert newstui("move", "World", "Abroad/Far").out == "The folder World is in Abroad/Far now.\n"
    assert tree(newstui)["Valley Gazette"] == "Abroad/Far/World"
    assert newstui("move", "Abroad/Far/World", "").out == "The folder World is in no folder now.\n"
    assert tree(newstui)["Valley Gazette"] == "World"
    assert newstui("move", "Harbour", "").out == "Harbour Post is in no folder now.\n"
    assert tree(newstui)["Harbour Post"] is None


def test_a_folder_goes_before_a_feed_that_only_has_its_name_in_it(newstui: CommandLine) -> None:
    newstui("rename", "Coast News", "Attic Gazette")
    assert newstui("move", "Attic", "News").out == "The folder Attic is in News now.\n"
    assert tree(newstui)["Attic Gazette"] is None
    kept = newstui("keep", "Attic", "--days", "30")
    assert kept.status == 1 and "“Attic” is a folder" in kept.err
    assert newstui("keep", "Attic G", "--days", "30").status == 0
    assert newstui("remove", "Attic").out == "Removed the folder: Attic\n"


def test_a_folder_is_not_moved_where_it_cannot_stand(newstui: CommandLine) -> None:
    inside = newstui("move", "News", "News/World/Deep")
    assert inside.status == 1 and "cannot stand inside itself" in inside.err
    newstui("move", "Late Star", "World")
    meets = newstui("move", "News/World", "")
    assert meets.status == 1 and "already a folder “World” here" in meets.err
    assert "Deep" not in folders(newstui)  # all, or nothing
    nobody = newstui("move", "zebra", "News")
    assert nobody.status == 1 and "No feed or folder is called 'zebra'" in nobody.err


def folders(newstui: CommandLine) -> list[str]:
    with Database.open(newstui.data_dir / "newstui.db") as db:
        return sorted(folder.name for folder in db.folders.all())


def test_only_an_empty_folder_is_removed(newstui: CommandLine) -> None:
    refused = newstui("remove", "Coast News", "News")
    assert refused.status == 1 and "In the folder “News” there are 2 feeds. newstui move" in refused.err
    assert len(titles(newstui("list", "--feeds", "--json"))) == 4  # all, or none
    assert newstui("remove", "Attic").out == "Removed the folder: Attic\n"
    assert folders(newstui) == ["News", "World"]
    assert newstui("remove", "World", "Valley Gazette").status == 0  # empty when its feed is gone
    assert folders(newstui) == ["News"]
    newstui("remove", "--undo", "Valley Gazette")
    assert newstui("list", "--feeds", "--json", "--feed", "Valley").lines()[0]["folder"] == "News"


def test_removed_feeds_are_listed_and_told_from_those_that_are_not(newstui: CommandLine) -> None:
    nothing = newstui("remove", "--undo")
    assert (nothing.status, nothing.out) == (0, "") and "No removed feed" in nothing.err
    newstui("remove", "Harbour Post")
    assert newstui("remove", "--undo").out.endswith("Harbour Post  https://harbour-post.example/feed\n")
    there = newstui("remove", "--undo", "Coast")
    assert there.status == 1 and there.err == "newstui: Coast News is not removed.\n"
    unknown = newstui("remove", "--undo", "zebra")
    assert unknown.status == 1 and "No removed feed is called 'zebra'. newstui remove --undo lists" in unknown.err
    assert newstui("remove", "--undo", "Harbour").out == "Back again: Harbour Post\n"
    assert newstui("remove").status == 2


def test_a_minus_is_standard_output(newstui: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = newstui("export", "-")
    assert outcome.out == newstui("export").out and "<opml" in outcome.out and outcome.err == ""
    assert not (tmp_path / "-").exists()


def test_an_import_says_where_passwords_went(newstui: CommandLine, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text("https://ada:lovelace9@news.example/private.xml\nhttps://open.example/feed.xml\n")
    outcome = newstui("import", str(urls))
    assert outcome.status == 0 and outcome.out.startswith("2 feeds added.")
    assert "1 password is kept in " in outcome.err and "secrets.toml, and not in the cache." in outcome.err
    assert "lovelace9" not in outcome.out + outcome.err
    urls.write_text("https://other.example/feed.xml\n")
    assert newstui("import", str(urls)).err == ""
