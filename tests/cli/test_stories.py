"""`newstui stories`, and what `newstui quotes` says of other printings."""

import csv
import io
import json
from pathlib import Path

from newstui.model.analysis import Analysis
from newstui.model.hashing import text_hash
from newstui.services.find_stories import StoryFinder
from newstui.storage.database import Database
from support.cache import add_entries, add_feed, article, entry, said
from support.command_line import CommandLine


def test_a_quotation_tells_where_else_it_was_printed(newstui: CommandLine) -> None:
    first, later = _printed_twice(newstui.data_dir)
    plain = newstui("quotes").out
    assert f"Also printed in Gazette [{first}] (first)" in plain
    assert f"First here; also printed in Post [{later}]" in plain
    rows = [json.loads(line) for line in newstui("quotes", "--json").out.splitlines()]
    (here,) = [row for row in rows if row["entry"] == later]
    assert here["first"] is False
    assert [(other["entry"], other["outlet"], other["speaker"]) for other in here["also"]] == [(first, "Gazette", "Otto Brenk")]
    table = list(csv.DictReader(io.StringIO(newstui("quotes", "--csv").out)))
    assert {(row["entry"], row["also"], row["first"]) for row in table} == {
        (str(first), f"Post [{later}]", "true"),
        (str(later), f"Gazette [{first}]", "false"),
    }
    assert f"Gazette [{first}]" in newstui("quotes", "--table").out


def test_stories_are_listed_with_who_told_them_first(newstui: CommandLine) -> None:
    first, later = _printed_twice(newstui.data_dir)
    out = newstui("stories").out
    assert "2 reports, 2 outlets" in out
    assert out.index(f"[{first}]") < out.index(f"[{later}]")
    (line,) = newstui("stories", "--json").out.splitlines()
    assert [entry["id"] for entry in json.loads(line)["entries"]] == [first, later]
    assert newstui("stories", str(later), "--json").out.splitlines() == [line]
    assert "No event" in newstui("stories", "--outlets", "3").err
    assert newstui("stories", "--since", "2030-01-01", "--json").out == ""
    unknown = newstui("stories", "999")
    assert unknown.status == 1 and "There is no entry 999" in unknown.err


def _printed_twice(data_dir: Path) -> tuple[int, int]:
    """Two reports of one event that share a quotation; their entries, the earlier first."""
    words = "“The smoke was so thick that we could not see the lifeboats until they were beside us,”"
    ids = []
    with Database.open(data_dir / "newstui.db") as cache:
        for hours, (outlet, speaker) in enumerate((("Gazette", "Otto Brenk"), ("Post", "Ilse Marant"))):
            feed, _ = add_feed(cache, outlet)
            items = [entry(hours * 60, title=f"Ferry Astrid burns off Selby, {outlet} says")]
            ids += add_entries(cache, feed, items)
            made = article(
                ids[-1], f"{words} {speaker} said.", "The ferry Astrid burned off Selby Point; lifeboats saved 41 passengers."
            )
            cache.articles.store(made)
            quotation = said(made.document.text, words, speaker, "said", speaker)
            cache.analyses.store(ids[-1], Analysis("1", text_hash(made.document.text), (quotation,)))
        finder = StoryFinder(cache)
        while finder.find_some():
            pass
    return ids[0], ids[1]
