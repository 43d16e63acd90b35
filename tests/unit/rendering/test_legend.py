"""Nothing is drawn that the legend does not explain."""

from msgspec.structs import replace

from newstui.model.lists import Cursor, EntryRow, FeedNode, NodeKind
from newstui.model.safe_text import SafeText
from newstui.rendering.entry_row import entry_line
from newstui.rendering.feed_row import feed_line
from newstui.rendering.legend import legend_lines
from support.documents import NOW

ENTRY = EntryRow(
    id=1, feed_id=1, outlet=SafeText("aa"), title=SafeText("aa"), author=None, url=None, published=NOW, read=False, starred=True,
    cached=True, tags=(), snippet=SafeText(""), position=0, cursor=Cursor(0, 1, 1, "", False),
)  # fmt: skip
FEED = FeedNode(NodeKind.FEED, SafeText("aa"), 1)


def test_every_mark_of_the_lists_and_the_feeds_is_explained() -> None:
    drawn = ""
    for read in (False, True):
        for cached in (False, True):
            drawn += entry_line(replace(ENTRY, read=read, cached=cached), width=100, now=NOW).text[:4]
    changes: tuple[dict[str, object], ...] = (
        {},
        {"gone": True},
        {"error": "No."},
        {"error": "Odd.", "damaged": True},
        {"sample": True},
    )
    drawn += "".join(feed_line(replace(FEED, **change), width=30).text for change in changes)
    drawn += "".join(feed_line(replace(FEED, kind=NodeKind.FOLDER), width=30, folded=folded).text for folded in (True, False))
    marks = set(drawn) - set(" a")
    assert len(marks) >= 10
    explained = [line.text.strip().split("  ")[0] for line in legend_lines(100)]
    assert [mark for mark in sorted(marks) if not any(mark in words for words in explained)] == []


def test_the_modes_are_called_as_in_the_settings() -> None:
    words = " ".join(" ".join(line.text for line in legend_lines(120)).split())
    for said in ("statements what somebody said", "all statements, and", "direct only words in", "off nothing", "› statements"):
        assert said in words


def test_it_says_how_many_speakers_have_a_colour() -> None:
    for colours, words in ((6, "the six who speak most have a colour each"), (5, "the five who"), (0, "")):
        shown = " ".join(" ".join(line.text for line in legend_lines(160, colours=colours)).split())
        assert ("have a colour" in shown) is bool(words)
        assert words in shown
