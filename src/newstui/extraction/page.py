"""An article from a web page's bytes."""

from newstui.errors import ExtractionError
from newstui.extraction.body import find_body, strip_page
from newstui.extraction.document import document_from_element
from newstui.extraction.metadata import PageFacts
from newstui.extraction.page_tree import Element, read_page
from newstui.extraction.signatures import sign_quotations
from newstui.model.articles import ExtractedArticle
from newstui.model.documents import BlockKind, Document
from newstui.model.word_count import count_words

WORDS_MIN = 25
"""An article of fewer words is none: a page's notice, a film's caption."""

_SCRIPT_WORDS = ("javascript", "java script")


def extract_article(data: bytes, *, url: str, content_type: str | None = None) -> ExtractedArticle:
    """The article of the page at `url`, whose answer was `data` with that Content-Type.

    Raises ExtractionError where there is none, where only JavaScript shows it, or where the page is beyond the bounds of
    `newstui.extraction.page_tree`. Takes CPU time in proportion to the page; to be run where it can be killed.
    """
    page = read_page(data, url=url, content_type=content_type)
    facts = PageFacts(page.root, url)
    needs_script = _needs_script(page.root)
    sign_quotations(page.root)
    strip_page(page.root)
    body = find_body(page.root, title=facts.title)
    if body is None:
        raise _nothing_found(needs_script)
    document = document_from_element(body.element, title=facts.title, base_url=_base(page.root, url), drop_phrases=True)
    if _words(document) < WORDS_MIN:
        raise _nothing_found(needs_script)
    found = facts.finish(body.container)
    return ExtractedArticle(
        title=facts.title,
        document=document,
        byline=found.byline,
        outlet=found.outlet,
        published=found.published,
        language=found.language,
        url=found.url,
    )


def _words(document: Document) -> int:
    return sum(count_words(b.span.of(document.text)) for b in document.blocks if b.kind is not BlockKind.TITLE)


def _base(root: Element, url: str) -> str:
    from urllib.parse import urljoin

    base = root.find(".//head/base")
    try:
        return urljoin(url, base.get("href") or "") if base is not None else url
    except ValueError:
        return url


def _needs_script(root: Element) -> bool:
    """Whether the page says, in so many words or by an empty frame, that JavaScript shows its text."""
    body = root.find("body")
    if body is None:
        return False
    for notice in body.iter("noscript"):
        if any(word in "".join(notice.itertext()).lower() for word in _SCRIPT_WORDS):
            return True
    shown = sum(count_words(e.text or "") for e in body.iter() if e.tag not in ("script", "style", "noscript"))
    return shown < WORDS_MIN and body.find(".//script") is not None


def _nothing_found(needs_script: bool) -> ExtractionError:
    if needs_script:
        return ExtractionError("The page shows its text only with JavaScript.", hint="Open it in a browser.")
    return ExtractionError("No article was found on the page.", hint="Open it in a browser.")
