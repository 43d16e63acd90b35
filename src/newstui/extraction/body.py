"""Where the article stands in a page, and what of that place belongs to it.

trafilatura (precision mode; readability-lxml where it finds far less) says which words are the article's. It loses
headings, lists, block quotations and captions, so its words only guide: the smallest element of the page that holds them
is taken with its structure, and pruned of what neither library nor reader would miss.
"""

import copy
import logging
from dataclasses import dataclass

from newstui.extraction.boilerplate import is_hidden, is_hinted
from newstui.extraction.evidence import GROUPS, LEAVES, Evidence, own_text, word_count
from newstui.extraction.lead import add_lead, drop_date
from newstui.extraction.page_tree import Element, flatten
from newstui.extraction.pruning import pruned
from newstui.model.word_count import count_words

logger = logging.getLogger(__name__)

WEAK_SHARE = 0.6
"""readability's text is taken where trafilatura's is at most this share of it (measured on 181 pages)."""

_REMOVED_TAGS = """
    script style noscript template svg math iframe object embed canvas video audio button input select textarea nav dialog
    menu link meta base map area
"""
_REMOVED = frozenset(_REMOVED_TAGS.split())
_ATTRIBUTES = """
    href src alt class id role start datetime itemprop rel width height data-src data-original data-lazy-src
    data-hi-res-src data-lang hidden style lang colspan data-component
"""
_KEPT_ATTRIBUTES = frozenset(_ATTRIBUTES.split())

# What the libraries raise over trees that no page should be; the other library is asked then.
_STUMBLES = (ValueError, TypeError, AttributeError, LookupError, RecursionError)


@dataclass(frozen=True, slots=True)
class Body:
    """The article's element, pruned, in a tree of its own; `container` is where it stood in the page."""

    element: Element
    container: Element
    words: int


def strip_page(root: Element) -> None:
    """Remove what is never an article's text: code, controls, navigation, what is hidden. In place."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        if element.tag == "noscript" and _is_lazy_picture(element):
            element.drop_tag()
            continue
        if element.tag in _REMOVED or (is_hidden(element) and word_count(element) < 200):
            if element.getparent() is not None and element.tag not in ("html", "body"):
                element.drop_tree()
            continue
        if kept := {name: value for name, value in element.attrib.items() if name in _KEPT_ATTRIBUTES}:
            element.attrib.clear()
            element.attrib.update(kept)
        else:
            element.attrib.clear()
    for quote in list(root.iter("q")):
        # trafilatura makes block quotations of these.
        marked = (quote.text or "").lstrip()[:1] in ('"', "“", "«", "‘", "„")
        if not marked:
            quote.text = "“" + (quote.text or "")
            if len(quote):
                quote[-1].tail = (quote[-1].tail or "") + "”"
            else:
                quote.text += "”"
        quote.drop_tag()
    flatten(root)


def _is_lazy_picture(noscript: Element) -> bool:
    """Whether it holds the picture that a script would put into its figure."""
    figure = next(noscript.iterancestors("figure"), None)
    return figure is not None and noscript.find(".//img") is not None and sum(1 for _ in figure.iter("img")) == 1


def find_body(root: Element, *, title: str) -> Body | None:
    """The article in a page that `strip_page` saw; None where there is none. The page's tree is left as it is."""
    guide = _guide(root)
    if guide is None:
        return None
    evidence = Evidence(guide)
    weights = _weigh(root, evidence)
    container = _container(root, weights)
    if container is None:
        return None
    element = pruned(container, evidence, title)
    words = word_count(element)
    if not 0.75 * evidence.words <= words <= 1.8 * evidence.words + 60:
        # The place and the guide disagree: the guide alone is poorer, but it is an article.
        element, words = guide, evidence.words
    else:
        add_lead(element, container, title=title)
    drop_date(element)
    return Body(element, container, words)


def _guide(root: Element) -> Element | None:
    """What the libraries take for the article."""
    guide = _first_opinion(root)
    words = word_count(guide) if guide is not None else 0
    if words <= WEAK_SHARE * _paragraph_words(root) or words < 60:
        other = _second_opinion(root)
        if other is not None and words <= WEAK_SHARE * word_count(other):
            return other
    return guide


def _first_opinion(root: Element) -> Element | None:
    import lxml.html
    import trafilatura

    try:
        found = trafilatura.extract(
            copy.deepcopy(root),
            output_format="html",
            favor_precision=True,
            include_links=True,
            include_formatting=True,
            include_comments=False,
        )
        return lxml.html.fromstring(found) if found else None
    except (*_STUMBLES, lxml.etree.LxmlError) as error:
        logger.info("trafilatura stumbled over a page: %r", error)
        return None


def _second_opinion(root: Element) -> Element | None:
    import lxml.html
    from readability import Document
    from readability.readability import Unparseable

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)  # it prints what it raises
    try:
        summary = Document(lxml.html.tostring(root, encoding="unicode")).summary(html_partial=True)
        return lxml.html.fromstring(summary) if summary else None
    except (*_STUMBLES, Unparseable, lxml.etree.LxmlError) as error:
        logger.info("readability stumbled over a page: %r", error)
        return None


def _paragraph_words(root: Element) -> int:
    """Words of the paragraphs that read like an article's."""
    total = 0
    for paragraph in root.iter("p"):
        words = count_words("".join(paragraph.itertext()))
        if words >= 15 and not any(is_hinted(a) for a in paragraph.iterancestors() if a.tag not in ("html", "body")):
            total += words
    return total


def _weigh(root: Element, evidence: Evidence) -> dict[Element, int]:
    """For each element, how many of the guide's words it holds."""
    weights: dict[Element, int] = {}
    for element in root.iter():
        if element.tag in LEAVES or element.tag in GROUPS or element.tag == "body":
            text = own_text(element)
            words = count_words(text)
            if words and evidence.share(text) >= 0.5:
                weights[element] = weights.get(element, 0) + words
                for ancestor in element.iterancestors():
                    weights[ancestor] = weights.get(ancestor, 0) + words
    return weights


def _container(root: Element, weights: dict[Element, int]) -> Element | None:
    """The smallest element with nearly all of the guide's words; wider where that brings more article than other text."""
    total = weights.get(root, 0)
    if not total:
        return None
    container = root
    while True:
        heavy = [child for child in container if weights.get(child, 0) >= 0.88 * total]
        if not heavy or heavy[0].tag in LEAVES:
            break
        container = heavy[0]
    wider = container
    for ancestor in container.iterancestors():
        gain = weights.get(ancestor, 0) - weights[wider]
        if gain and gain < 0.5 * (_unhinted_words(ancestor) - _unhinted_words(wider)):
            break
        if gain:
            wider = ancestor
    return wider


def _unhinted_words(element: Element) -> int:
    words = count_words(element.text or "")
    for child in element:
        if isinstance(child.tag, str) and not (child.tag in ("aside", "footer") or is_hinted(child)):
            words += _unhinted_words(child)
        words += count_words(child.tail or "")
    return words
