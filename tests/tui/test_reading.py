"""Reading: opening, paging, stepping, coming back to the same place."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from newstui.config.actions import Pane
from newstui.config.roles import Role
from newstui.config.settings import Settings
from newstui.model.analysis import Analysis, Entity, Quotation, QuotationKind
from newstui.model.articles import Article
from newstui.model.documents import Inline, InlineKind
from newstui.model.events import AnalysisStored, ArticleFailed, ArticleStored, Network
from newstui.model.lists import Scope, SmartFeed
from newstui.model.spans import TextSpan
from newstui.model.wishes import WishKind
from newstui.services.analyse_text import ANALYSER_VERSION
from newstui.tui.state import Place, read_place, write_place
from support.cache import NOON, add_feed, analysis, article, open_cache
from support.newsroom import HEADLINE, PARAGRAPHS, fill
from support.reader_app import reading


async def test_an_article_opens_with_its_quotations_and_names(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        assert HEADLINE[:20] in run.text
        await run.press("enter")
        assert run.reader.pane is Pane.ARTICLE
        assert "“We cannot keep patching" in run.text
        assert "Mara Lindqvist" in run.text and "Organisations" in run.text
        await run.until(lambda: (row := run.app.desk.library.entry(room.story)) is not None and row.read, "the mark")
        # The row stays where it is, although the list is of unread entries.
        assert run.reader.entries.row is not None and run.reader.entries.row.id == room.story
        assert run.reader.entries.row.read


async def test_quotations_are_stepped_through_and_copied(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "]")
        assert run.lines[-1].startswith(" Mara Lindqvist, said · own words")
        assert "1/3" in run.lines[0]
        await run.press("]")
        assert "Tomas Oyelaran, told · paraphrased" in run.lines[-1]
        await run.press("c")
        assert run.app.clipboard.startswith("The closure will cost them half their customers")
        assert "Tomas Oyelaran" in run.app.clipboard and "https://" in run.app.clipboard
        assert f"in “{HEADLINE}”" in run.app.clipboard
        await run.press("]")
        assert "Every town remembers its bridges" in run.text
        await run.press("]")
        assert run.status == "There are no more quotations below."
        await run.press("2", "[")
        assert "1/3" in run.lines[0]


async def test_mentions_of_the_chosen_name_are_stepped_through(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 30)) as run:
        await run.press("enter", "tab")
        assert run.reader.pane is Pane.SIDEBAR
        await run.press("enter")
        assert run.reader.article.chosen is not None and run.reader.article.chosen.name == "Mara Lindqvist"
        assert "Says here" in run.text
        await run.press("}", "}", "}", "}")
        assert "Every town remembers its bridges" in run.text
        await run.press("}")
        assert run.status == "No more mentions of Mara Lindqvist below."
        await run.press("{")
        assert run.reader.article.top == 0 or "Lindqvist" in run.text


async def test_enter_on_a_quotation_chooses_its_speaker(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "]", "]", "enter")
        assert run.reader.article.chosen is not None and run.reader.article.chosen.name == "Tomas Oyelaran"


async def test_a_speaker_is_chosen_in_the_sidebar_and_walked_through(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "tab")
        rows = [line[96:].split() for line in run.lines[1:4]]
        assert rows == [["Speakers", "2"], ["Mara", "Lindqvist", "“2"], ["Tomas", "Oyelaran", "“1"]]
        await run.press("enter")
        assert "Mara Lindqvist 1/2" in run.lines[0] and "Says here" in run.text
        assert run.lines[-1].startswith(" Mara Lindqvist, said")
        await run.press("enter")
        assert "Mara Lindqvist 2/2" in run.lines[0]
        assert "Every town remembers its bridges" in run.text
        await run.press("enter")
        assert "Mara Lindqvist 1/2" in run.lines[0]
        await run.press("]", "]")
        assert run.status == "There are no more quotations of Mara Lindqvist below."
        await run.press("escape")
        assert run.reader.pane is Pane.SIDEBAR and "2/2" not in run.lines[0] and "3/3" in run.lines[0]
        await run.press("[")
        assert "Tomas Oyelaran" in run.lines[-1]


async def test_a_speaker_is_chosen_on_a_quotation_and_let_go(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        await run.press("enter", "]", "enter")
        assert run.status == "Keeping to Mara Lindqvist: ] [ Enter go through 2 quotations; Esc lets go."
        await run.press("enter")
        assert "2/2" in run.lines[0]
        await run.press("escape")
        assert run.reader.pane == "article" and "3/3" in run.lines[0]
        await run.press("escape")
        assert run.reader.pane == "entries"
        await run.press("l", "e", "j", "enter")
        assert run.reader.pane == "article" and run.lines[-1].startswith(" Tomas Oyelaran, told")


async def test_the_attribution_is_told_while_the_quotation_is_in_sight(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "]")
        assert "Mara Lindqvist, said" in run.lines[-1]
        await run.press("G")
        assert "Mara Lindqvist, said" not in run.lines[-1] and "next quotation" in run.lines[-1]
        await run.press("g")
        assert "Mara Lindqvist, said" in run.lines[-1]
        await run.press("h")
        assert "Mara Lindqvist, said" not in run.lines[-1]


async def test_in_ascii_the_head_still_says_that_it_counts_quotations(tmp_path: Path) -> None:
    fill(tmp_path)
    settings = Settings()
    settings = settings._replace(appearance=settings.appearance._replace(ascii="on"))
    async with reading(tmp_path, settings=settings) as run:
        await run.press("enter")
        assert '"" 3' in run.lines[0] and run.text.isascii()


async def test_what_is_highlighted_is_said_where_it_is_not_the_usual(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(130, 40)) as run:
        await run.press("enter")
        assert "highlights:" not in run.lines[-1]
        await run.press("v", "j")
        assert run.lines[-1].endswith("highlights: all")
        await run.press("v", "v", "v", "j")
        assert "highlights:" not in run.lines[-1]


async def test_without_highlights_the_reader_says_why_there_is_nothing_to_step_to(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "v", "v", "v", "]")
        assert run.reader.article.look.highlights == "off"
        assert run.status == "The highlights are off: v turns them on."
        assert run.reader.status.status.mode == "off"
        await run.press("c")
        assert run.status == "The highlights are off: v turns them on."
        await run.press("}")
        assert run.status.startswith("Mara Lindqvist: named") and run.status.endswith("v turns them on.")
        assert "Tomas Oyelaran" in run.text  # the sidebar still counts


async def test_an_entity_is_walked_through_with_enter(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 40)) as run:
        await run.press("enter", "tab", "G", "enter")
        assert run.reader.article.chosen is not None and run.reader.article.chosen.name == "Port Ellery"
        await run.press("enter")
        assert run.status == "Port Ellery: named once."


async def test_space_pages_and_at_the_end_goes_to_the_next_unread(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter")
        for _ in range(20):
            if run.reader.keeper.row is None or run.reader.keeper.row.id != room.story:
                break
            await run.press("space")
        assert run.reader.keeper.row is not None
        assert run.reader.keeper.row.title == "Valley news 11"
        assert run.reader.pane is Pane.ARTICLE


async def test_the_next_and_previous_entry_are_opened_from_the_article(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "J")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == "Valley news 11"
        await run.press("3", "J")
        assert run.reader.keeper.row.title == "Valley news 8"
        await run.press("K")
        assert run.reader.keeper.row.title == "Valley news 9"
        await run.press("n")
        assert run.reader.keeper.row.title == "Valley news 7"
        await run.press("g", "9", "9", "K")
        assert run.reader.keeper.row.title == HEADLINE


async def test_what_is_missing_is_wished_for_and_shown_when_it_comes(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        row = run.app.desk.library.entry(room.snippet_only)
        assert row is not None
        run.reader.groups.read.open(row)
        await run.press()
        assert "Content of entry 0." in run.text
        assert "is being fetched" in run.text
        await run.until(lambda: [wish.kind for wish in run.wishes()] == [WishKind.FETCH], "the wish")
        stored = article(room.snippet_only, *(f"Paragraph {n} of the whole article." for n in range(60)), title="Whole")
        with open_cache(tmp_path) as db:
            db.articles.store(stored)
        run.reader.hear(ArticleStored(room.snippet_only))
        await run.press("space")
        assert "of the whole article" in run.text and "Paragraph 0" not in run.text
        place = run.reader.article.text_offset
        with open_cache(tmp_path) as db:
            db.analyses.store(room.snippet_only, analysis(stored.document, [], []))
        run.reader.hear(AnalysisStored(room.snippet_only))
        await run.press()
        assert run.reader.article.analysis is not None
        assert run.reader.article.text_offset == place


async def test_events_of_other_entries_leave_the_open_one_alone(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter")
        shown = run.reader.article.layout_
        run.reader.hear(AnalysisStored(room.snippet_only))
        run.reader.hear(ArticleStored(room.snippet_only))
        run.reader.hear(ArticleFailed(room.snippet_only, "no"))
        assert run.reader.article.layout_ is shown


async def test_offline_says_what_waits(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        row = run.app.desk.library.entry(room.snippet_only)
        assert row is not None
        run.reader.groups.read.open(row)
        run.reader.hear(Network(online=False))
        await run.press()
        assert "There is no network" in run.text
        assert "offline" in run.lines[-1]
        run.reader.settle()
        await run.until(lambda: "1 waiting" in run.lines[-1], "the count")


async def test_online_a_wish_counts_as_waiting_while_its_next_try_is_not_yet(tmp_path: Path) -> None:
    fill(tmp_path)
    with open_cache(tmp_path) as db:
        db.wishes.add(WishKind.REFRESH, {"feeds": [1]}, NOON)
        later = db.wishes.add(WishKind.REFRESH, {"feeds": [2]}, NOON)
        db.wishes.fail(later, "It is too busy.", not_before=datetime.now(UTC) + timedelta(hours=1))
    async with reading(tmp_path) as run:
        run.reader.hear(Network(online=True))
        run.reader.settle()
        await run.until(lambda: "1 waiting" in run.lines[-1], "the count")


async def test_the_place_is_kept_for_the_next_time(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "space")
        first = run.reader.article.text_offset
        assert first > 0
    async with reading(tmp_path, size=(80, 30)) as run:
        await run.press()
        assert run.reader.keeper.row is not None and run.reader.keeper.row.title == HEADLINE
        layout = run.reader.article.layout_
        assert layout is not None
        assert layout.line_of(first) == run.reader.article.top


@pytest.mark.parametrize("size", [(160, 50), (100, 30), (60, 20), (40, 15)])
async def test_resizing_keeps_the_place(tmp_path: Path, size: tuple[int, int]) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j")
        layout = run.reader.article.layout_
        assert layout is not None
        offset = layout.offset_of(run.reader.article.top)
        await run.pilot.resize_terminal(*size)
        await run.press()
        layout = run.reader.article.layout_
        assert layout is not None and layout.width <= size[0]
        assert run.reader.article.top == min(layout.line_of(offset), run.reader.article.last_top)
        assert PARAGRAPHS[2].split()[0] in run.text


async def test_resizing_to_and_fro_moves_the_place_by_nothing(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j")
        top = run.reader.article.top
        assert top
        for size in [(80, 24), (120, 24), (160, 70), (120, 24), (60, 20), (120, 24)]:
            await run.pilot.resize_terminal(*size)
            await run.press()
        assert run.reader.article.top == top


async def test_the_hidden_names_and_the_place_survive_a_reader_that_is_killed(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "e")
        assert "Names" not in run.lines[0]
        for _ in range(5):
            run.reader.cache_watch.look()
        kept = read_place(tmp_path / "place.json")
        assert run.reader.keeper.row is not None
        assert (kept.entry_id, kept.sidebar) == (run.reader.keeper.row.id, False)
    async with reading(tmp_path) as run:
        assert "Names" not in run.lines[0]
        await run.press("e")
        assert "Names" in run.lines[0]


async def test_a_tiny_terminal_gets_a_polite_notice(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(39, 10)) as run:
        assert "newstui needs 40" in run.text
        await run.press("A", "?", "3", "s")  # nobody would see what they do
        assert run.app.screen is run.reader
        await run.pilot.resize_terminal(120, 40)
        await run.press()
        assert HEADLINE[:20] in run.text and run.status == ""
        assert run.app.desk.library.unread(Scope(smart=SmartFeed.ALL)) > 0


async def test_numbers_open_links_and_digits_alone_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    room = fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "f")
        assert run.status == "There are no links here."
        await run.press("o")
        assert run.app.clipboard == f"https://news.example/{room.story}"
        assert "far end" in run.status
        await run.press("h", "5")
        assert " 5" in run.lines[-1]
        await run.press("j")
        assert run.reader.entries.cursor == 5


async def test_highlights_cycle(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "v", "v", "v")
        assert run.reader.article.layout_ is not None and run.reader.article.layout_.quotations == ()
        assert run.status == "Highlights: off (nothing)."
        await run.press("v")
        assert len(run.reader.article.layout_.quotations) == 3


async def test_in_another_language_the_reader_says_why_speakers_are_missing(tmp_path: Path) -> None:
    room = fill(tmp_path)
    words = "„Das Tor hält nicht“, sagte die Ministerin am Montag."
    with open_cache(tmp_path) as db:
        stored = article(room.snippet_only, words, "Mehr war nicht zu hören.", title="Das Tor")
        db.articles.store(replace(stored, language="de"))
        said = Quotation(QuotationKind.DIRECT, (TextSpan(stored.document.text.index("„"), stored.document.text.index(",")),))
        found = analysis(stored.document, [said], [], ANALYSER_VERSION)
        db.analyses.store(room.snippet_only, replace(found, language="de", reduced=True))
    async with reading(tmp_path) as run:
        await run.press("G", "enter")
        assert "In German: words in quotation marks are marked" in run.text
        await run.press("]")
        assert "In German: who says it is found in English only" in run.lines[-1]


async def test_words_are_found_in_the_article_and_stepped_through(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "ctrl+f")
        await run.type("LINDQVIST")
        await run.press("enter")
        assert run.status.startswith("“LINDQVIST”: 1 of 3.")
        top = run.reader.article.top
        await run.press("2", ";")
        assert run.status.startswith("“LINDQVIST”: 3 of 3.")
        layout = run.reader.article.layout_
        assert layout is not None
        segments = [segment for line in layout.lines for segment in line.segments]
        found = [segment.text for segment in segments if Role.MATCH in segment.roles]
        assert len(found) == 3 and [s.text for s in segments if Role.LETTER in s.roles] == found[2:], "the one to stand on shows"
        assert run.reader.article.top > top and "every town remembers" in run.text.casefold()
        await run.press(";")
        assert "1 of 3 (round the end)" in run.status
        await run.press(",")
        assert "3 of 3 (round the end)" in run.status
        await run.press("escape")
        assert run.reader.pane is Pane.ARTICLE and not run.reader.article.found
        await run.press("ctrl+f")
        await run.type("dragons")
        await run.press("enter")
        assert run.status == "“dragons” is not in this article. / searches all of them."


async def test_words_are_looked_for_from_article_to_article_until_they_are_let_go_of(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", ";")
        assert "Nothing was looked for here" in run.status
        await run.press("J", "ctrl+f")
        await run.type("content of")
        await run.press("enter", "J")
        assert run.status == "“content of”: one place in this article, ; goes to the next."
        await run.press(";")
        assert run.status.startswith("“content of”: 1 of 1.")
        await run.press("K", "K")
        assert not run.reader.article.found
        await run.press(";")
        assert run.status == "“content of” is not in this article. / searches all of them."
        await run.press("n", "escape")
        assert run.reader.pane is Pane.ARTICLE and not run.reader.article.found
        await run.press("J")
        assert not run.reader.article.found
        await run.press(",")
        assert run.status.startswith("“content of”: 1 of 1")
        await run.press("h", "h", "j", "enter")
        assert not run.reader.article.found


async def test_links_in_sight_are_opened_by_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def in_browser(url: str, _: object) -> list[str]:
        opened.append(url)
        return ["true"]

    monkeypatch.setattr("newstui.tui.terminal.outside.over_ssh", lambda: False)
    monkeypatch.setattr("newstui.tui.terminal.outside.browser_command", in_browser)
    room = fill(tmp_path)
    with open_cache(tmp_path) as db:
        stored = article(room.snippet_only, "One link here.", "And another there.", title="Links")
        blocks = list(stored.document.blocks)
        for number, block in enumerate(blocks[-2:]):
            link = Inline(InlineKind.LINK, TextSpan(block.span.end - 6, block.span.end - 1), f"https://link.example/{number}")
            blocks[number - 2] = replace(block, inlines=(link,))
        db.articles.store(replace(stored, document=replace(stored.document, blocks=tuple(blocks))))
    async with reading(tmp_path) as run:
        await run.press("G", "enter")
        assert "[1]" in run.text and "[2]" in run.text
        await run.press("H")
        assert "[a]" in run.text and "[s]" in run.text and "[1]" not in run.text
        await run.press("s")
        assert opened == ["https://link.example/1"] and "[2]" in run.text
        await run.press("H", "escape", "H", "x")
        assert opened == ["https://link.example/1"] and "[1]" in run.text and run.status == "Nothing in sight has these letters."


async def test_enter_in_an_empty_article_pane_opens_the_entry_under_the_cursor(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("tab")
        assert run.reader.pane is Pane.ARTICLE and "No article is open" in run.text
        await run.press("enter")
        assert run.reader.keeper.row is not None and "“We cannot keep" in run.text


async def test_in_the_linear_mode_the_cursor_is_on_the_quotation_or_the_words_that_were_gone_to(tmp_path: Path) -> None:
    fill(tmp_path)
    linear = Settings()._replace(appearance=Settings().appearance._replace(linear=True))
    async with reading(tmp_path, settings=linear) as run:
        await run.press("enter")
        assert "────" not in run.text
        await run.press("]")
        assert "“We cannot keep" in run.lines[run.app.cursor_position.y]
        await run.press("ctrl+f")
        await run.type("half their customers")
        await run.press("enter")
        assert "half their" in run.lines[run.app.cursor_position.y]


async def test_letters_end_when_the_terminal_gets_another_size(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "H")
        assert "letters choose names; Esc" in run.lines[-1]
        await run.pilot.resize_terminal(100, 30)
        await run.press()
        assert "letters choose" not in run.lines[-1] and not run.reader.article.has_letters
        top = run.reader.article.top
        await run.press("j")
        assert run.reader.article.top == top + 1


async def test_an_empty_list_has_no_address_of_another_lists_article(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter")
        run.reader.go_to(Scope(smart=SmartFeed.STARRED))
        await run.press("y")
        assert run.status == "No entry is chosen."


async def test_names_in_sight_are_chosen_by_letters(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        await run.press("enter", "H")
        assert "choose names; Esc" in run.lines[-1]
        assert "swing bridge at Port Ellery" not in run.text and "“We cannot keep" in run.text
        goals = run.reader.article.show_letters().goals
        place = next(letters for letters, goal in goals.items() if isinstance(goal, Entity) and goal.name == "Mara Lindqvist")
        assert f"{place}ara Lindqvist" in run.text
        await run.press(place)
        assert run.reader.article.chosen is not None and run.reader.article.chosen.name == "Mara Lindqvist"
        assert run.status.startswith("Mara Lindqvist is chosen: } next mention")
        assert run.reader.pane is Pane.ARTICLE and "swing bridge at Port Ellery" in run.text
        await run.press("e")
        assert "Mara Lindqvist" in run.text
        await run.press("e", "G", "H")
        assert len(run.reader.article.show_letters().goals) == 1  # what is out of sight has no letters
        await run.press("escape", "backspace")
        assert run.reader.article.chosen is None


async def test_places_get_letters_and_jumps_lead_back(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "space", "`")
        assert "gives this place a letter" in run.lines[-1]
        await run.press("a")
        assert run.status == "'a comes back here."
        there = run.reader.article.text_offset
        await run.press("G", "J")
        assert run.reader.keeper.row is not None and run.reader.keeper.row.id != room.story
        await run.press("'")
        assert "a Harbour bridge to close" in run.lines[-1] and "' back" in run.lines[-1]
        await run.press("a")
        assert (run.reader.keeper.row.id, run.reader.article.text_offset) == (room.story, there)
        await run.press("'", "'")
        assert run.reader.keeper.row.id != room.story
        await run.press("ctrl+o")
        assert run.reader.keeper.row.id == room.story and run.reader.article.text_offset > there  # where G had led
        await run.press("ctrl+o")
        assert run.reader.article.text_offset == there
        await run.press("'", "x")
        assert "No place has the mark x" in run.status
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("g", "'", "a")
        assert run.reader.article.text_offset == there


async def test_letters_that_two_readers_give_meanwhile_are_all_kept(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press("enter", "space", "`", "a")
        write_place(
            tmp_path / "place.json", Place(marks={"a": [room.snippet_only, 0], "b": [room.snippet_only, 0]})
        )  # the other's
        there = run.reader.article.text_offset
    marks = read_place(tmp_path / "place.json").marks
    assert marks == {"a": [room.story, there], "b": [room.snippet_only, 0]} and there


async def test_after_going_back_one_goes_forward_again_until_another_jump(tmp_path: Path) -> None:
    room = fill(tmp_path)
    async with reading(tmp_path, size=(120, 24)) as run:
        await run.press(">")
        assert run.status == "There is nothing to go forward to: Ctrl+O goes back first."
        await run.press("enter", "G", "J")
        assert run.reader.keeper.row is not None
        other = run.reader.keeper.row.id
        await run.press("ctrl+o")
        end = run.reader.article.text_offset
        await run.press("<")
        assert (run.reader.keeper.row.id, run.reader.article.top) == (room.story, 0) and end
        await run.press(">")
        assert (run.reader.keeper.row.id, run.reader.article.text_offset) == (room.story, end)
        await run.press(">")
        assert run.reader.keeper.row.id == other
        await run.press("<", "g", ">")
        assert run.reader.keeper.row.id == room.story and "nothing to go forward to" in run.status


def _two_quotations(entry_id: int) -> tuple[Article, Analysis]:
    stored = article(entry_id, "“It is so,” said Ada Vance. “It is not,” said Bo Lind.", title="Harbour news 0")
    text = stored.document.text

    def said(words: str, who: str) -> Quotation:
        at, by = text.index(words), text.index(who)
        return Quotation(
            QuotationKind.DIRECT, (TextSpan(at, at + len(words)),), (TextSpan(by, by + len(who)),), (TextSpan(by - 5, by - 1),)
        )

    found = [said("“It is so,”", "Ada Vance"), said("“It is not,”", "Bo Lind")]
    return stored, analysis(stored.document, found, [], ANALYSER_VERSION)


async def test_a_step_to_a_quotation_that_is_still_looked_for_is_taken_when_it_is_found(tmp_path: Path) -> None:
    room = fill(tmp_path)
    stored, found = _two_quotations(room.snippet_only)
    with open_cache(tmp_path) as db:
        db.articles.store(stored)
    async with reading(tmp_path) as run:
        row = run.app.desk.library.entry(room.snippet_only)
        assert row is not None
        run.reader.groups.read.open(row)
        await run.press("]", "]")
        assert run.status == "The quotations are being looked for. ] is done then."
        with open_cache(tmp_path) as db:
            db.analyses.store(room.snippet_only, found)
        run.reader.hear(AnalysisStored(room.snippet_only))
        assert run.reader.article.focused == found.quotations[1]


async def test_any_other_key_drops_a_step_that_waits(tmp_path: Path) -> None:
    room = fill(tmp_path)
    stored, found = _two_quotations(room.snippet_only)
    async with reading(tmp_path) as run:
        row = run.app.desk.library.entry(room.snippet_only)
        assert row is not None
        run.reader.groups.read.open(row)
        await run.press("]")
        assert run.status == "The article is being fetched. ] is done then."
        await run.press("j")
        with open_cache(tmp_path) as db:
            db.articles.store(stored)
            db.analyses.store(room.snippet_only, found)
        run.reader.hear(ArticleStored(room.snippet_only))
        assert run.reader.article.analysis is not None and run.reader.article.focused is None


async def test_the_head_says_how_far_down_the_reader_is(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter")
        assert "  Top │" in run.lines[0]
        await run.press("space")
        assert run.reader.article.position.endswith("%")
        await run.press("G")
        assert "  Bot │" in run.lines[0]
        assert " Article ─" in run.lines[0]  # which one, the list beside it shows
        await run.press("z")
        assert run.lines[0].startswith(f" {HEADLINE[:20]}")
    async with reading(tmp_path, size=(160, 200)) as run:
        await run.press("enter")
        assert run.reader.article.position == "All"


async def test_n_goes_on_with_the_next_feed_that_has_something_unread(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        first, _ = add_feed(db, "Alpha Post", 1)
        second, (other,) = add_feed(db, "Beta Post", 1)
    async with reading(tmp_path) as run:
        run.reader.lists.open(Scope(feed_id=first.id))
        await run.press("n")
        assert run.reader.lists.scope == Scope(feed_id=first.id)
        await run.press("n")
        assert run.reader.lists.scope == Scope(feed_id=second.id)
        assert run.reader.keeper.row is not None and run.reader.keeper.row.id == other
        assert run.reader.feeds.node is not None and run.reader.feeds.node.title == "Beta Post"
        assert run.status == "Alpha Post is read; on with Beta Post."
        await run.until(lambda: (row := run.app.desk.library.entry(other)) is not None and row.read, "the mark")
        await run.press("n")
        assert run.status == "Everything in Beta Post is read."
