"""The open entry: its article, or what stands in for it until it comes, with the place where the reader is."""

from collections.abc import Callable
from datetime import UTC, datetime

from newstui.model.analysis import Analysis, Entity
from newstui.model.articles import Article, ArticleOrigin
from newstui.model.documents import BLOCK_SEPARATOR, Block, BlockKind, Document
from newstui.model.hashing import text_hash
from newstui.model.lists import EntryRow
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.model.wishes import WishKind
from newstui.reading.lists import Library
from newstui.rendering.painting import Highlights
from newstui.rendering.remarks import NO_REMARKS, Remarks
from newstui.rendering.sidebar import OtherArticle
from newstui.rendering.speakers import Speaker, speakers_of
from newstui.tui.widgets.article_view import ArticleView
from newstui.tui.widgets.entity_sidebar import EntitySidebar
from newstui.tui.widgets.notice import Notice

_OTHERS = 12


class ArticleKeeper:
    """Shows an entry from the cache at once, wishes for what is missing, and takes it in when it comes."""

    def __init__(
        self,
        library: Library,
        view: ArticleView,
        sidebar: EntitySidebar,
        *,
        wish: Callable[..., None],
        save_place: Callable[[int, int], None],
    ) -> None:
        self._library = library
        self._view = view
        self._sidebar = sidebar
        self._wish = wish
        self._save_place = save_place
        self._stand_in = False
        self._saved = 0
        self._fetching = False
        self.row: EntryRow | None = None
        self.online: bool | None = None
        self.analyst = ""
        """Why quotations are not being looked for, in words."""

    # Opening and leaving.

    def open(self, row: EntryRow) -> None:
        """Show an entry, from the place where the reader left it."""
        if self.row is not None and self.row.id == row.id:
            self.row = row
            self.reread()
            return
        self.save()
        self.row = row
        article = self._library.article(row.id)
        analysis = self._analysis(article)
        self._stand_in = article is None
        self._fetching = False
        if article is None:
            if not self._library.failure(row.id):
                self._ask_for_page()
            article = self._snippet(row)
        elif analysis is None:
            self._wish(WishKind.ANALYSE, entry=row.id)
        self._saved = row.position
        self._view.show(article, analysis, offset=row.position, state=self._state(analysis), remarks=self._remarks())
        self._show_names(article, analysis)

    def _remarks(self) -> Remarks:
        """The reader's own tags and note to the open entry."""
        return Remarks(self.row.tags, self._library.note(self.row.id)) if self.row is not None else NO_REMARKS

    def close(self) -> None:
        """No entry is open any more."""
        self.save()
        self.row = None

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

    # What comes in.

    def reread(self) -> None:
        """Show what the cache has now; the place is kept."""
        if self.row is None:
            return
        self._view.set_remarks(self._remarks())
        article = self._library.article(self.row.id)
        if article is None:
            if self._stand_in and self._view.article is not None:
                article, analysis = self._snippet(self.row), None
                if article.note != self._view.article.note:
                    self._view.update_article(article, None)
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
        else:
            self._view.update_article(article, analysis, state=self._state(analysis))
        self._show_names(article, analysis)

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
            self._view.set_state("fetching…")
            if self._stand_in:
                self._view.update_article(self._snippet(self.row), None, state="fetching…")

    def _ask_for_page(self, *, again: bool = False) -> None:
        if self.row is not None:
            self._fetching = True
            self._wish(WishKind.FETCH, entry=self.row.id, **({"again": True} if again else {}))

    # Names.

    def choose(self, entity: Entity | None, speaker: Speaker | None = None) -> None:
        """Mark an entity's mentions, and show what it says and where else it is named; None lets go.

        One that speaks is chosen as a speaker too: ] and [ keep to what it says. A speaker may have no entity.
        """
        if entity is not None and speaker is None:
            speaker = next((one for one in self.speakers if one.name == entity.name), None)
        self._view.choose(entity, speaker)
        others = None
        if entity is not None and self.row is not None:
            known = self._library.entities(entity.name, 1)
            found = self._library.dossiers.articles(known[0].id, _OTHERS) if known else []
            others = [
                OtherArticle(one.entry.id, one.entry.title, one.entry.outlet, one.entry.published, one.mentions)
                for one in found
                if one.entry.id != self.row.id
            ]
        self._sidebar.choose(entity, speaker, others)

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
        self._sidebar.show(analysis, article.document.text, waiting=waiting)
        chosen, speaker = self._view.chosen, self._view.speaker
        if chosen is not None or speaker is not None:
            self.choose(chosen, next((one for one in self.speakers if speaker and one.name == speaker.name), None))

    # Words.

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

    def _snippet(self, row: EntryRow) -> Article:
        """The feed's first words as an article, with a note that says what is missing and why."""
        failure = self._library.failure(row.id)
        if failure:
            note = f"The page gave no article: {failure} d tries again."
        elif self.online is False:
            note = "There is no network: the whole article is fetched as soon as there is one."
        else:
            note = "The whole article is being fetched…"
        words = row.snippet or SafeText("The feed gives no words of its own for this entry.")
        text = SafeText(BLOCK_SEPARATOR.join((row.title, words)))
        start = len(text) - len(words)
        blocks = (
            Block(BlockKind.TITLE, TextSpan(0, len(row.title)), depth=1),
            Block(BlockKind.PARAGRAPH, TextSpan(start, len(text))),
        )
        return Article(
            entry_id=row.id,
            origin=ArticleOrigin.FEED,
            url=row.url or "",
            title=row.title,
            document=Document(markdown=text, text=text, blocks=blocks),
            stored_at=datetime.now(UTC),
            byline=row.author,
            outlet=row.outlet,
            published=row.published,
            note=note,
        )
