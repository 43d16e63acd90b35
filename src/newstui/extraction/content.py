"""An article from the content that a feed itself carries: a fragment of HTML, without a page around it."""

import html as entities
import re
from datetime import datetime

from newstui.extraction.boilerplate import is_hidden, is_hinted
from newstui.extraction.document import document_from_element
from newstui.extraction.evidence import run_together, word_count
from newstui.extraction.links import host_of
from newstui.extraction.page_tree import Element, flatten, parse_html
from newstui.extraction.signatures import sign_quotations
from newstui.model.articles import ExtractedArticle
from newstui.model.documents import Document
from newstui.model.safe_text import SafeText

CONTENT_CHARACTERS_MAX = 2_000_000
"""Of a longer content only the beginning is read."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_SHARE_ADDRESS = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|(?:twitter|x)\.com/(?:intent|share|home\?status)|linkedin\.com/(?:share|cws)|pinterest\.[a-z.]+/pin/create"
    r"|reddit\.com/submit|(?:api\.)?whatsapp\.com/send|wa\.me/|t(?:elegram)?\.me/share|tumblr\.com/share|news\.ycombinator\.com/submitlink"
    r"|^mailto:\?|feeds\.feedburner\.com/~|feeds\.wordpress\.com/|getpocket\.com/(?:save|edit)|bsky\.app/intent|addtoany\.com|addthis\.com",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^\W*(?:read (?:more|on|the (?:full|rest|whole|entire).{0,40})|continue(?: reading)?.{0,200}|more"
    r"|full (?:story|article)|keep reading.{0,60})\W*$",
    re.IGNORECASE,
)
_FIRST_ON = re.compile(r"^\s*the post\b.{1,600}\b(?:appeared first|first appeared) on\b.{1,200}$", re.IGNORECASE | re.DOTALL)


def article_from_feed(
    html: str,
    *,
    title: SafeText,
    url: str,
    byline: SafeText | None = None,
    published: datetime | None = None,
) -> ExtractedArticle:
    """The feed's own content of an entry as an article; `url` is what its relative addresses are read from.

    Left out: pixels that count readers, links for sharing, the pointers back to the site at the end. What the feed does not
    hold is not there: the document of an empty content is its title alone.

    Raises ExtractionError where the content has more elements than can be read.
    """
    root = parse_html(_as_html(html[:CONTENT_CHARACTERS_MAX]))
    if root is None:
        return ExtractedArticle(title, _empty(title), byline, published=published, url=url or None)
    flatten(root)
    _clean(root, title)
    document = document_from_element(root, title=title, base_url=url, drop_phrases=True)
    return ExtractedArticle(title, document, byline, published=published, url=url or None)


def _empty(title: SafeText) -> Document:
    from newstui.extraction.document import document_from_markdown

    return document_from_markdown("", title=title)


def _as_html(content: str) -> str:
    """Content that was escaped twice is read once more; plain text keeps its paragraphs."""
    if _TAG.search(content):
        return content
    once = entities.unescape(content)
    if _TAG.search(once) and re.search(r"&lt;/?(?:p|div|br|a|img|ul|li|blockquote|strong|em|span|h\d)\b", content):
        return once
    if "\n" not in content.strip():
        return content
    return "".join(f"<p>{paragraph}</p>" for paragraph in re.split(r"\n[ \t\r]*\n", content))


def _clean(root: Element, title: SafeText) -> None:
    sign_quotations(root)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body") or element.getparent() is None:
            continue
        if is_hidden(element) or (is_hinted(element) and _is_small(element)) or _is_pixel(element):
            element.drop_tree()
    for link in list(root.iter("a")):
        if _SHARE_ADDRESS.search(link.get("href") or ""):
            _drop_link(link)
    body = root.find("body")
    if body is None:
        return
    _drop_tail(body)
    first = next((e for e in body.iter("h1", "h2", "h3", "p")), None)
    if first is not None and first.tag != "p" and run_together("".join(first.itertext())) == run_together(title):
        first.drop_tree()


def _is_small(element: Element) -> bool:
    return word_count(element) < 60


def _is_pixel(element: Element) -> bool:
    if element.tag != "img":
        return False
    sizes = {(element.get(name) or "").strip().removesuffix("px") for name in ("width", "height")}
    return sizes <= {"0", "1"} or host_of(element.get("src") or "") in (
        "pixel.wp.com",
        "feeds.feedburner.com",
        "stats.wordpress.com",
    )


def _drop_link(link: Element) -> None:
    """Remove a link with its words, and the item or line that held nothing else."""
    parent = link.getparent()
    link.drop_tree()
    while parent is not None and parent.tag not in ("body", "html"):
        if "".join(parent.itertext()).strip(" \t\r\n|·•/,-–—") or parent.find(".//img") is not None:
            return
        parent, empty = parent.getparent(), parent
        empty.drop_tree()


def _drop_tail(body: Element) -> None:
    """Remove what stands at the end and only points back to the site."""
    blocks = [e for e in body.iter("p", "div", "em", "small") if "".join(e.itertext()).strip()]
    for block in reversed(blocks[-3:]):
        if _FIRST_ON.match("".join(block.itertext())) and block.find(".//p") is None:
            block.drop_tree()
            break

    for _ in range(3):
        links = list(body.iter("a"))
        if links and not _text_after(links[-1], body) and _MORE.match("".join(links[-1].itertext())):
            _drop_link(links[-1])


def _text_after(element: Element, root: Element) -> bool:
    while element is not root and element is not None:
        following = [
            element.tail or "",
            *("".join(e.itertext()) + (e.tail or "") for e in element.itersiblings() if isinstance(e.tag, str)),
        ]
        if re.search(r"\w", "".join(following)):
            return True
        element = element.getparent()
    return False
