"""A page that no feed carries, read in the reader: by a link of an article or by its address, and the way back."""

from pathlib import Path

from msgspec.structs import replace

from newstui.config.actions import Pane
from newstui.model.documents import Inline, InlineKind
from newstui.model.events import ArticleFailed, ArticleStored, Network
from newstui.model.feeds import SAVED_URL
from newstui.model.lists import EntryRow, Scope
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.model.wishes import WishKind
from support.cache import NOON, add_feed, article, document, open_cache
from support.newsroom import fill
from support.reader_app import Reading, reading

LINK = "https://link.example/report"


def with_links(folder: Path, *targets: str) -> int:
    """An entry whose article is long, and has links near its end; its id."""
    paragraphs = [f"Paragraph {number} of what is told here, which goes on for a while." for number in range(40)]
    paragraphs += [f"The report says so, and number {number} of it." for number in range(len(targets))]
    with open_cache(folder) as db:
        _, (entry_id,) = add_feed(db, "Links", 1)
        stored = article(entry_id, *paragraphs, title="Where links lead")
        blocks = list(stored.document.blocks)
        for number, target in enumerate(targets):
            at = len(blocks) - len(targets) + number
            start = blocks[at].span.start + len("The ")
            link = Inline(InlineKind.LINK, TextSpan(start, start + len("report")), target)
            blocks[at] = replace(blocks[at], inlines=(link,))
        db.articles.store(replace(stored, document=replace(stored.document, blocks=tuple(blocks))))
        return entry_id


async def follow(run: Reading, letter: str = "a") -> None:
    """Open the only entry, go to the end of its article, and read a link of it."""
    await run.press("enter", "G", "B", letter)


def opened(run: Reading) -> int | None:
    """The entry whose article is open."""
    return run.reader.keeper.row.id if run.reader.keeper.row is not None else None


def come(folder: Path, entry_id: int, title: str = "The whole report") -> None:
    """The page has come."""
    page = article(entry_id, "“It holds,” said Ada Vance.", title=title)
    with open_cache(folder) as db, db.write():
        db.saved_pages.name(entry_id, title=SafeText(title), author=None, snippet=SafeText("It holds."))
        db.articles.store(replace(page, outlet=SafeText("The Link Post"), url=LINK))


async def arrive(run: Reading) -> EntryRow:
    """Follow the link, and be on its page."""
    await follow(run)
    await run.until(lambda: run.reader.keeper.row is not None and run.reader.keeper.row.url == LINK, "the page")
    assert run.reader.keeper.row is not None
    return run.reader.keeper.row


async def test_a_link_is_read_here_and_escape_leads_back_to_its_line(tmp_path: Path) -> None:
    origin = with_links(tmp_path, LINK, "https://other.example/")
    async with reading(tmp_path, size=(80, 24)) as run:
        await run.press("enter", "G", "B")
        assert "letters read a link here [a]; Esc" in run.lines[-1] and "[a]" in run.text and "[s]" in run.text
        at = run.reader.article.text_offset
        assert at > 0
        await run.press("a")
        await run.until(lambda: run.reader.keeper.row is not None and run.reader.keeper.row.url == LINK, "the page")
        row = run.reader.keeper.row
        assert row is not None and row.title == LINK
        await run.press()
        assert "Fetching the page; it is saved (u undoes that). Esc leads back." in run.lines[-1]
        assert "Its text stands here as soon as it has come." in run.text and "The article is being fetched" in run.text
        await run.until(lambda: [wish.payload for wish in run.wishes() if wish.kind is WishKind.FETCH], "the wish")
        assert {"entry": row.id} in [wish.payload for wish in run.wishes()]
        come(tmp_path, row.id)
        run.reader.hear(ArticleStored(row.id))
        await run.press()
        assert "The whole report" in run.text and "“It holds,”" in run.text
        await run.press("G", "escape")
        assert opened(run) == origin
        assert (run.reader.article.text_offset, run.reader.pane) == (at, Pane.ARTICLE)
        await run.press("escape")
        assert run.reader.pane is Pane.ENTRIES
        run.reader.settle()
        await run.until(lambda: any(node.saved for node in run.reader.feeds.nodes), "the feed")


async def test_back_and_forward_know_the_page_and_a_list_ends_the_way_back(tmp_path: Path) -> None:
    origin = with_links(tmp_path, LINK)
    async with reading(tmp_path) as run:
        saved = await arrive(run)
        await run.press("<")
        assert opened(run) == origin
        await run.press(">")
        assert opened(run) == saved.id
        run.reader.lists.reload_tree()
        feed = run.app.desk.library.feed(saved.feed_id)
        assert feed is not None and feed.url == SAVED_URL
        await run.press("escape", "escape")
        run.reader.go_to(Scope(feed_id=feed.id))
        await run.press("enter")
        assert opened(run) == saved.id
        await run.press("escape")
        assert run.reader.pane is Pane.ENTRIES


async def test_a_page_that_is_there_is_shown_and_not_kept_twice(tmp_path: Path) -> None:
    with_links(tmp_path, f"{LINK}?utm_source=feed")
    with open_cache(tmp_path) as db:
        there = db.saved_pages.save(LINK, NOON).entry_id
    come(tmp_path, there)
    async with reading(tmp_path) as run:
        run.reader.go_to(Scope(feed_id=1))
        await follow(run)
        await run.until(lambda: run.status == "This page is there already. Esc leads back.", "the page")
        assert "“It holds,”" in run.text
        run.reader.groups.page.save_address(f"{LINK}#top")
        await run.until(lambda: run.status == "This is that page.", "the words")
        assert run.app.desk.library.feed_counts()[2] == (0, 1)


async def test_saving_is_undone(tmp_path: Path) -> None:
    origin = with_links(tmp_path, LINK)
    async with reading(tmp_path) as run:
        saved = await arrive(run)
        await run.until(lambda: run.wishes(), "the wish")
        await run.press("u")
        await run.until(lambda: f"Saved {LINK} – undone" in run.status, "the undoing")
        assert opened(run) == origin
        assert run.app.desk.library.entry(saved.id) is None and [feed.title for feed in run.app.desk.library.feeds()] == ["Links"]
        assert not [wish for wish in run.wishes() if wish.payload.get("entry") == saved.id]


async def test_a_page_is_saved_by_its_address_from_the_palette_and_its_dialog(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path, size=(80, 24)) as run:
        await run.press(":")
        await run.type("save link.example/report")
        assert "read the page at this address here" in run.text
        await run.press("enter")
        await run.until(lambda: run.reader.keeper.row is not None and run.reader.keeper.row.url == LINK, "the page")
        await run.press("escape")
        assert run.reader.pane is Pane.ENTRIES  # no link led there
        await run.press("U")
        await run.type("harbour news")
        await run.press("enter")
        assert "is not a web address" in run.status
        await run.press("U", "escape", "U")
        await run.type("https://link.example/2")
        await run.press("enter")
        await run.until(lambda: (row := run.reader.keeper.row) and row.title == "https://link.example/2", "the other one")


async def test_without_a_network_it_waits_and_what_fails_says_why(tmp_path: Path) -> None:
    with_links(tmp_path, LINK)
    async with reading(tmp_path, size=(80, 24)) as run:
        run.reader.hear(Network(False))
        await follow(run)
        await run.until(lambda: run.status == "Saved: it comes with the network. Esc leads back.", "the words")
        row = run.reader.keeper.row
        assert row is not None and "There is no network" in run.text
        await run.press("w")
        assert f"Fetch “{LINK}”" in run.dialog
        await run.press("escape")
        with open_cache(tmp_path) as db:
            db.articles.record_failure(row.id, "The server has no such page (404).", NOON.replace(year=2999))
        run.reader.hear(ArticleFailed(row.id, "The server has no such page (404)."))
        await run.press("]")
        shown = run.reader.article.article
        assert shown is not None
        assert shown.note == "The page gave no article: The server has no such page (404). d tries again."
        assert run.status.startswith("The page has not come: quotations are found in it when it has.")


async def test_a_link_from_outside_leads_to_no_page_inside(tmp_path: Path) -> None:
    with_links(tmp_path, "http://192.168.1.1/reboot", "mailto:desk@news.example")
    async with reading(tmp_path) as run:
        await follow(run)
        assert "where nothing from outside may lead" in run.status
        await run.press("B", "s")
        assert "is no page that could be read here" in run.status
        assert len(run.app.desk.library.feeds()) == 1


async def test_letters_are_on_links_alone(tmp_path: Path) -> None:
    fill(tmp_path)
    async with reading(tmp_path) as run:
        await run.press("enter", "B")
        assert run.status == "There are no links in sight."


async def test_the_feed_shows_outlets_and_is_asked_for_nothing(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        saved = [db.saved_pages.save(f"{LINK}/{number}", NOON).entry_id for number in range(2)]
    come(tmp_path, saved[0])
    async with reading(tmp_path) as run:
        assert "Welcome" not in run.text and "No article is open" in run.text
        run.reader.go_to(Scope(feed_id=1))
        await run.press()
        assert "The Link Post" in run.text and "Saved pages" in run.text
        await run.press("r")
        assert run.status == "Nothing is asked for “Saved pages”: d fetches one of them again."
        await run.press("X")
        assert "Saved pages" not in run.dialog
        await run.press("escape", "h")
        await run.press("D")
        await run.until(lambda: "Removed “Saved pages”" in run.status, "the removal")
        await run.press("u")
        await run.until(lambda: any(node.saved for node in run.reader.feeds.nodes), "the feed again")


def test_the_words_of_a_document_begin_with_its_first_paragraph() -> None:
    made = document("Some words that go on and on.", "Others.", title="A title")
    assert (made.first_words(100), made.first_words(12)) == ("Some words that go on and on.", "Some words…")
