"""`newstui entities`: who is in the cache, and all about one of them."""

import csv
import json
from pathlib import Path

import pytest

from support.cache import open_cache
from support.command_line import CommandLine
from support.linked import LOC, ORG, PER, Room


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    with open_cache(tmp_path) as db:
        room = Room(db)
        room.name(("Tom Merrow", PER), ("Halden", LOC), ("Harbour Board", ORG))
        room.name(("Merrow", PER), ("Halden", LOC), ("Harbour Board", ORG))
    return CommandLine(tmp_path)


def test_one_by_name_with_all_its_names(newstui: CommandLine) -> None:
    (told,) = newstui("entities", "merrow", "--json").lines()
    assert (told["name"], told["type"], told["articles"], len(told["entries"])) == ("Tom Merrow", "PERSON", 2, 2)
    assert [(name["name"], name["origin"]) for name in told["names"]] == [("Tom Merrow", "first"), ("Merrow", "auto")]
    assert {one["name"] for one in told["related"]} == {"Halden", "Harbour Board"}
    plain = newstui("entities", "Tom Merrow").out
    assert "also: Merrow" in plain
    assert "often with: " in plain
    assert "], 1 time\n" in plain and "1 times" not in plain


def test_merges_say_why(newstui: CommandLine) -> None:
    (told,) = newstui("entities", "--merges", "--json").lines()
    assert (told["name"], told["entity"]) == ("Merrow", "Tom Merrow")
    assert "Halden" in told["reason"] and "Harbour Board" in told["reason"]
    assert newstui("entities", "--merges").out.startswith("Merrow is Tom Merrow: its surname")


def test_all_about_one_in_three_forms(newstui: CommandLine) -> None:
    assert newstui("entities", "Halden", "--export", "md").out.startswith("# Halden\n")
    rows = list(csv.DictReader(newstui("entities", "Halden", "--export", "csv").out.splitlines()))
    assert [(row["row"], row["entity"]) for row in rows] == [("article", "Halden")] * 2
    lines = [json.loads(line) for line in newstui("entities", "Halden", "--export", "jsonl").out.splitlines()]
    assert [line["row"] for line in lines] == ["article", "article"]
    assert newstui("entities", "--export", "md").status == 2
