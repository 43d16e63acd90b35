"""The open entry: its article, or what stands in for it until it comes, with the place where the reader is."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from newstui.model.analysis import Analysis, Entity, Quotation
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import BLOCK_SEPARATOR, Block, BlockKind, Document
from newstui.model.hashing import text_hash
from newstui.model.lists import EntryRow
from newstui.model.names import name_key
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.model.wishes import WishKind
from newstui.reading.lists import Library
from newstui.rendering.painting import Highlights
from newstui.rendering.remarks import NO_REMARKS, Remarks
from newstui.rendering.speakers import Speaker, speakers_of
from newstui.tui.elsewhere import Elsewhere
from newstui.tui.widgets.article_view import ArticleView
from newstui.tui.widgets.entity_sidebar import EntitySidebar
from newstui.tui.widgets.notice import Notice

if TYPE_CHECKING:
    from newstui.model.entities import Dossier
    from newstui.model.lists import EntityRow
    from newstui.model.printings import Printed


_NO_WORDS = "The feed gives no words of its own for this entry."


class ArticleKeeper:
    """Shows an entry from the cache at once, wishes for what is missing, and takes it in when it comes."""

    def __init__(
        self,
        library: Library,
        view: ArticleView,
        sidebar: EntitySidebar,
        *,
        key: Callable[[str], str],
        wish: Callable[..., None],
        save_place: Callable[[int, int], None],
        analysed: Callable[[], None],
    ) -> None:
        self._library = library
        self._key = key
        self._view = view
        self._sidebar = sidebar
        self._wish = wish
        self._save_place = save_place
        self._analysed = analysed
        self._elsewhere = Elsewhere(library)
        self._stand_in = False
        self._saved = 0
        self._looked_for = ""
        self._fetching = False
        self._rested: datetime | None = None  # until when the page was left alone as it was asked for
        self.sought = ""
        """Words that the reader looks for from article to article, until they are let go of."""
        self.row: EntryRow | None = None
        self.known: int | None = None
        """The chosen entity, as the cache knows it."""
        self.cast: dict[str, EntityRow] = {}
        """Who in the cache each entity of the article is, by its name in the analysis."""
        self.online: bool | None = None
        self.analyst = f"{library.read_only}." if library.read_only else ""
        """Why quotations are not being looked for, in words."""

    # Opening and leaving.

    def open(self, row: EntryRow, looked_for: str = "") -> None:
        """Show an entry, from the place where the reader left it; what the list was searched for is marked in it."""
        self._looked_for = looked_for
        if self.row is not None and self.row.id == row.id:
            self.row = row
            self.reread()
            if self._view.article is not None:
                self._mark_words(self._view.article)
            return
        self.save()
        self.row, self.known = row, None
        self._fetching = False
        article = self._stored(row)
        analysis = self._analysis(article)
        self._stand_in = article is None
        if article is None:
            if not self._library.resting(row.id):
                self._ask_for_page()
            article = self._snippet(row)
        else:
            if self._lacks_page(row, article):
                self._ask_for_page()
            if analysis is None and not self._library.read_only:
                self._wish(WishKind.ANALYSE, entry=row.id)
        self._saved = row.position
        self._view.show(article, analysis, offset=row.position, state=self._state(analysis), remarks=self._remarks())
        self._mark_words(article)
        self._show_names(article, analysis)

    def _stored(self, row: EntryRow) -> Article | None:
        """An entry's article; where it is the feed's text and its page is still to come, it says so."""
        article = self._library.article(row.id)
        return replace(article, note=self._coming) if article is not None and self._lacks_page(row, article) else article

    def _lacks_page(self, row: EntryRow, article: Article) -> bool:
        """Whether the feed's text stands in for a page that was never had, and did not fail just now."""
        if article.origin is not ArticleOrigin.FEED or not row.url or self._library.resting(row.id):
            return False
        feed = self._library.feed(row.feed_id)
        return feed is not None and not feed.sample

    def _mark_words(self, article: Article) -> None:
        if self.sought:
            self._view.find(self.sought)
        elif self._looked_for:
            self._view.mark_found(self._looked_for, self._library.places(article.document.text, self._looked_for))

    def _remarks(self) -> Remarks:
        """The reader's own tags and note to the open entry, and who else tells of its event."""
        row = self.row
        if row is None:
            return NO_REMARKS
        return Remarks(row.tags, self._library.note(row.id), self._library.also_told(row.id))

    def close(self) -> None:
        """No entry is open any more."""
        self.save()
        self.row, self.known, self.cast = None, None, {}

    def show_notice(self, notice: Notice) -> None:
        """Show words instead of an article."""
        self.close()
        self._view.show_notice(notice)
        self._sidebar.show(None, "")

    def save(self) -> None:
        """Keep the place where the reader is, if it moved."""
        if self.row is not None and not self._stand_in and self._view.text_offset != self._saved:
            self._saved = self._view.text_offset
            self._save_place(self.row.id, self._saved)

    def printed(self, quotation: Quotation) -> "Printed | None":
        """Every printing of one of the article's quotations; None where it is printed here only."""
        analysis = self._view.analysis
        if self.row is None or analysis is None:
            return None
        return self._elsewhere.printed(self.row.id, analysis, quotation)

    # What comes in.

    def reread(self) -> None:
        """Show what the cache has now; the place is kept."""
        self._elsewhere.forget()
        if self.row is None:
            return
        self.row = self._library.entry(self.row.id) or self.row
        self._view.set_remarks(self._remarks())
        article = self._stored(self.row)
        if article is None:
            if self._stand_in and self._view.article is not None:
                self._see_failure(self.row)
                article = self._snippet(self.row)
                if article.note != self._view.article.note:
                    self._view.update_article(article, None, state=self._state(None))
                else:
                    self._view.set_state(self._state(None))
            return
        analysis = self._analysis(article)
        shown = self._view.article
        if shown is not None and not self._stand_in and article == shown and analysis == self._view.analysis:
            self._view.set_state(self._state(analysis))
            return
        if self._stand_in:
            # The snippet's places mean nothing in the article; whoever was at its top is at the article's top.
            self._view.show(article, analysis, offset=self.row.position, state=self._state(analysis))
            self._stand_in = self._fetching = False
            self._mark_words(article)
        else:
            self._view.update_article(article, analysis, state=self._state(analysis))
        self._show_names(article, analysis)
        if analysis is not None:
            self._analysed()

    def _see_failure(self, row: EntryRow) -> None:
        """Another newstui's engine tells this one nothing: that the page failed since it was asked for stands in the cache."""
        until = self._library.resting(row.id)
        if until is not None and until != self._rested:
            self._fetching = False

    def article_failed(self) -> None:
        """The page gave no article; the feed's own words stay, or better ones of the feed are in the cache."""
        self._fetching = False
        self.reread()

    def analyst_is(self, state: str, why: str) -> None:
        """The analyst's state changed."""
        self.analyst = why if state in ("failed",) else ""
        if self.row is not None and self._view.analysis is None and not self._stand_in:
            self._view.set_state(self._state(None))
            if self._view.article is not None:
                self._show_names(self._view.article, None)

    def fetch_again(self) -> None:
        """Ask for the page again, whether or not there is an article."""
        if self.row is not None:
            self._ask_for_page(again=True)
            if not self._fetching:
                return
            self._view.set_state("fetching…")
            if self._stand_in:
                self._view.update_article(self._snippet(self.row), None, state="fetching…")

    def _ask_for_page(self, *, again: bool = False) -> None:
        if self.row is not None and (again or not self._library.read_only):
            self._fetching = not self._library.read_only
            self._rested = self._library.resting(self.row.id)
            self._wish(WishKind.FETCH, entry=self.row.id, **({"again": True} if again else {}))

    # Names.

    def choose(self, entity: Entity | None, speaker: Speaker | None = None) -> None:
        """Mark an entity's mentions, and show what is known of it; None lets go.

        One that speaks is chosen as a speaker too: ] and [ keep to what it says. A speaker may have no entity.
        """
        if entity is not None and speaker is None:
            speaker = next((one for one in self.speakers if one.name == entity.name), None)
        known = self.cast.get(entity.name) if entity is not None else None
        self.known = known.id if known is not None else None
        self._view.choose(entity, speaker)
        self._sidebar.choose(entity, speaker, self._dossier())

    def choose_known(self, entity_id: int | None) -> None:
        """Choose an entity of the cache: marked where the article names it."""
        here = next((name for name, row in self.cast.items() if row.id == entity_id), None)
        analysis = self._view.analysis
        local = next((one for one in analysis.entities if one.name == here), None) if analysis is not None and here else None
        if local is not None or entity_id is None:
            self.choose(local)
            return
        self.known = entity_id
        self._view.choose(None, None)
        dossier = self._dossier()
        if dossier is None:
            self.known = None
        self._sidebar.choose(None, None, dossier)

    def read_names_again(self) -> None:
        """Somebody was said to be somebody else: who is in the article, and what is known of the chosen one."""
        if self._view.article is not None:
            known = self.known
            self._show_names(self._view.article, self._view.analysis)
            if known is not None and self._library.dossiers.get(known) is not None:
                self.choose_known(known)

    def _dossier(self) -> "Dossier | None":
        if self.known is None:
            return None
        entry_id = self.row.id if self.row is not None else None
        return self._library.dossiers.dossier(self.known, datetime.now().astimezone(), other_than=entry_id)

    def _read_cast(self, analysis: Analysis | None) -> None:
        """Who in the cache each entity of the article is."""
        self.cast = {}
        if analysis is None or self.row is None or not analysis.entities:
            return
        by_name = {row.name: row.entity for row in self._library.dossiers.cast(self.row.id)}
        by_key = {name_key(name): row for name, row in by_name.items()}
        for entity in analysis.entities:
            row = by_name.get(entity.name) or by_key.get(name_key(entity.name))
            if row is not None:
                self.cast[entity.name] = row

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks in the open article, as far as the highlights show it."""
        analysis = self._view.analysis
        return speakers_of(analysis, self._view.look.highlights) if analysis is not None else ()

    def set_highlights(self, highlights: Highlights) -> None:
        """Show other highlights, and count by them who says how much."""
        self._view.set_highlights(highlights)
        self._sidebar.set_highlights(highlights)

    def _show_names(self, article: Article, analysis: Analysis | None) -> None:
        waiting = self.analyst or ("Names come with the article." if self._stand_in else "Looking for names and quotations…")
        self._read_cast(analysis)
        self._sidebar.show(analysis, article.document.text, waiting=waiting, cast=self.cast)
        chosen, speaker = self._view.chosen, self._view.speaker
        if chosen is not None or speaker is not None:
            self.choose(chosen, next((one for one in self.speakers if speaker and one.name == speaker.name), None))
        elif self.known is not None:
            self.choose_known(self.known)

    # Words.

    @property
    def comes(self) -> str:
        """That the open article's quotations are on their way, in words; empty where they are there, or will not come."""
        if self.row is None or self._view.analysis is not None or self.analyst:
            return ""
        if not self._stand_in:
            return "The quotations are being looked for."
        return "The article is being fetched." if self._fetching and self.online is not False else ""

    @property
    def missing(self) -> str:
        """Why there are no quotations and names, and will be none soon."""
        if self.analyst:
            return f"No quotations are looked for: {self.analyst}"
        if self.row is not None and self._is_saved(self.row):
            return f"The page has not come: quotations are found in it when it has. {self._key('read.download')} tries again."
        if self._fetching:
            return "These are the feed's own words: quotations are found in the whole article, which comes with the network."
        key = self._key("read.download")
        return f"These are the feed's own words: quotations are found in the whole article, which {key} fetches."

    def _state(self, analysis: Analysis | None) -> str:
        if self._stand_in:
            return "fetching…" if self._fetching and self.online is not False else ""
        return "" if analysis is not None or self.analyst else "looking for quotations…"

    def _analysis(self, article: Article | None) -> Analysis | None:
        """The stored analysis, if it is one of this very text."""
        if article is None:
            return None
        analysis = self._library.analysis(article.entry_id)
        return analysis if analysis is not None and analysis.text_hash == text_hash(article.document.text) else None

    def _is_saved(self, row: EntryRow) -> bool:
        """Whether no feed has the entry, but the reader saved the page."""
        feed = self._library.feed(row.feed_id)
        return feed is not None and feed.saved

    @property
    def _coming(self) -> str:
        """That the whole article comes, and when; or why it does not."""
        if self._library.read_only:
            return f"{self._library.read_only}: the article cannot be fetched."
        if self.online is False:
            return "There is no network: the article is fetched as soon as there is one."
        return "The article is being fetched…"

    def _snippet(self, row: EntryRow) -> Article:
        """The feed's first words as an article, with a note that says what is missing and why."""
        failure = self._library.failure(row.id)
        if failure and self._library.resting(row.id):
            note = f"The page gave no article: {failure} {self._key('read.download')} tries again."
        else:
            note = self._coming
        saved = self._is_saved(row)
        words = row.snippet or SafeText("Its text stands here as soon as it has come." if saved else _NO_WORDS)
        text = SafeText(BLOCK_SEPARATOR.join((row.title, words)))
        start = len(text) - len(words)
        blocks = (
            Block(BlockKind.TITLE, TextSpan(0, len(row.title)), depth=1),
            Block(BlockKind.PARAGRAPH, TextSpan(start, len(text))),
        )
        return Article(
            entry_id=row.id,
            origin=ArticleOrigin.PAGE if saved else ArticleOrigin.FEED,
            url=row.url or "",
            title=row.title,
            document=Document(markdown=text, text=text, blocks=blocks),
            stored_at=datetime.now(UTC),
            byline=row.author,
            outlet=row.outlet,
            published=row.published,
            note=note,
        )
