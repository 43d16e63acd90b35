"""What stands over an article's text: deck and first picture, which belong to it, and its date, which does not."""

import copy
import re

from newstui.extraction.boilerplate import is_hinted
from newstui.extraction.evidence import word_count
from newstui.extraction.page_tree import Element
from newstui.model.word_count import count_words

_DECK = re.compile(
    r"(?:^|[\s_-])(?:standfirst|deck|dek|upperdek|subtitle|sub-?head(?:line|ing)?|strapline|lede|summary)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_DATELINE = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|byline|author|time|timestamp|posted|published|meta)(?:$|[\s_-])", re.IGNORECASE
)
_LEVELS_MAX = 5
_BLOCKS = ("article", "body", "div", "header", "main", "section")
_ABOVE_MAX = 40
"""Words that may stand above the date: title and byline. A date further down is one of a diary's."""
_WORD = re.compile(r"\w+")


def add_lead(element: Element, container: Element, *, title: str) -> None:
    """Put the lead of the article at `container` before the text in `element`."""
    import lxml.html

    found = [*_deck(container, title), *_picture(container)]
    held = _said(element)
    found = [e for e in found if e.tag == "figure" or _said(e) not in held]
    if not found:
        return
    holder = lxml.html.Element("div")
    for part in found:
        part = copy.deepcopy(part)
        part.tail = None
        holder.append(part)
    element.insert(0, holder)
    holder.tail, element.text = element.text, None


def drop_date(element: Element) -> None:
    """Take away a date that stands by itself above the text in `element`: what is known of the article tells it already."""
    from lxml import etree

    words, dates = 0, []
    for event, place in etree.iterwalk(element, events=("start", "end")):
        if event == "start" and place.tag == "time" and place is not element and _stands_alone(place):
            dates.append(place)
        if isinstance(place.tag, str):
            words += count_words((place.text if event == "start" else place.tail) or "")
        if words > _ABOVE_MAX:
            break
    for date in dates:
        date.drop_tree()


def _stands_alone(date: Element) -> bool:
    parent, before = date.getparent(), date.getprevious()
    assert parent is not None
    beside = (parent.text if before is None else before.tail) or ""
    if beside.strip() or (date.tail or "").strip():
        return False
    return parent.tag in _BLOCKS or (len(parent) == 1 and not (parent.text or "").strip())


def _said(element: Element) -> str:
    return " ".join(_WORD.findall(" ".join(element.itertext()).lower()))


def _before(container: Element) -> list[tuple[Element, list[Element]]]:
    """For each ancestor, from the nearest on: it, and what stands in it before the article, in order."""
    out = []
    place = container
    for _ in range(_LEVELS_MAX):
        parent = place.getparent()
        if parent is None or place.tag in ("body", "html"):
            break
        out.append((parent, [e for e in reversed(list(place.itersiblings(preceding=True))) if isinstance(e.tag, str)]))
        place = parent
    return out


def _deck(container: Element, title: str) -> list[Element]:
    """Headings and standfirst around the title: from the nearest place before the article that holds the title."""
    words = set(_WORD.findall(title.lower()))
    parts: list[Element] = []
    for _, before in _before(container):
        parts = before + parts
        elements = [e for part in parts for e in part.iter(*_HEADINGS, "p", "div")]
        headings = [e for e in elements if e.tag in _HEADINGS and _is_title(e, words)]
        if not headings:
            continue
        return [e for e in elements if e not in headings and _is_deck(e, words)]
    return []


def _is_title(heading: Element, words: set[str]) -> bool:
    own = _WORD.findall(" ".join(heading.itertext()).lower())
    return len(own) >= 2 and sum(w in words for w in own) >= 0.8 * len(own)


def _is_deck(element: Element, title: set[str]) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    text = " ".join(element.itertext()).split()
    if not text or len(text) > 80 or element.find(".//a") is not None or element.find(".//time") is not None:
        return False
    chain = [element, *element.iterancestors()]
    if any(
        is_hinted(e) or e.tag in ("aside", "footer", "li") for e in chain if e.tag not in ("body", "html")
    ) or _DATELINE.search(names):
        return False
    if element.tag in _HEADINGS:
        return True
    return bool(_DECK.search(names) or "description" in names) and len(text) >= 4 and element.find(".//p") is None


def _picture(container: Element) -> list[Element]:
    for parent, before in _before(container)[:3]:
        if parent.tag in ("body", "html"):
            break
        for sibling in reversed(before):
            figures = [f for f in sibling.iter("figure") if f.find(".//img") is not None and f.find(".//figcaption") is not None]
            if figures and not is_hinted(sibling) and word_count(sibling) < 200:
                return [figures[-1]]
    return []
