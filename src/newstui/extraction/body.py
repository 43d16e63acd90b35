"""Where the article stands in a page, and what of that place belongs to it.

trafilatura (precision mode; readability-lxml where it finds far less) says which words are the article's. It loses
headings, lists, block quotations and captions, so its words only guide: the smallest element of the page that holds them
is taken with its structure, and pruned of what neither library nor reader would miss.
"""

import copy
import re
from collections import Counter
from dataclasses import dataclass

from newstui.extraction.boilerplate import is_hidden, is_hinted, is_phrase
from newstui.extraction.lead import add_lead
from newstui.extraction.page_tree import Element, flatten

WEAK_SHARE = 0.6
"""readability's text is taken where trafilatura's is at most this share of it (measured on 181 pages)."""

_REMOVED_TAGS = """
    script style noscript template svg math iframe object embed canvas video audio button input select textarea nav dialog
    menu link meta base map area
"""
_REMOVED = frozenset(_REMOVED_TAGS.split())
_LEAF_TAGS = """
    p h1 h2 h3 h4 h5 h6 li pre blockquote td th dt dd figcaption summary
"""
_LEAVES = frozenset(_LEAF_TAGS.split())
_GROUP_TAGS = """
    div section aside header footer ul ol dl table form main article center details hgroup figure fieldset
"""
_GROUPS = frozenset(_GROUP_TAGS.split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ATTRIBUTES = """
    href src alt class id role start datetime itemprop rel width height data-src data-original data-lazy-src
    data-hi-res-src data-lang hidden style lang colspan data-component
"""
_KEPT_ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_WORD = re.compile(r"\w+")
_GRAM = 4
_STRUCTURE = ["figure", "picture", "img", "pre", "table"]


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
        if element.tag in _REMOVED or (is_hidden(element) and _word_count(element) < 200):
            if element.getparent() is not None and element.tag not in ("html", "body"):
                element.drop_tree()
            continue
        attributes = element.attrib
        for name in [n for n in attributes if n not in _KEPT_ATTRIBUTES]:
            del attributes[name]
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
    evidence = _Evidence(guide)
    weights = _weigh(root, evidence)
    container = _container(root, weights)
    if container is None:
        return None
    element = _pruned(container, evidence, title)
    words = _word_count(element)
    if not 0.75 * evidence.words <= words <= 1.8 * evidence.words + 60:
        # The place and the guide disagree: the guide alone is poorer, but it is an article.
        element, words = guide, evidence.words
    else:
        add_lead(element, container, title=title)
    return Body(element, container, words)


def _guide(root: Element) -> Element | None:
    """What the libraries take for the article."""
    import lxml.html
    import trafilatura

    found = trafilatura.extract(
        copy.deepcopy(root),
        output_format="html",
        favor_precision=True,
        include_links=True,
        include_formatting=True,
        include_comments=False,
    )
    guide = lxml.html.fromstring(found) if found else None
    words = _word_count(guide) if guide is not None else 0
    if words <= WEAK_SHARE * _paragraph_words(root) or words < 60:
        other = _second_opinion(root)
        if other is not None and words <= WEAK_SHARE * _word_count(other):
            return other
    return guide


def _second_opinion(root: Element) -> Element | None:
    import lxml.html
    from readability import Document
    from readability.readability import Unparseable

    try:
        summary = Document(lxml.html.tostring(root, encoding="unicode")).summary(html_partial=True)
        return lxml.html.fromstring(summary) if summary else None
    except (Unparseable, lxml.etree.ParserError):
        return None


def _word_count(element: Element) -> int:
    return sum(len(text.split()) for text in element.itertext())


def _paragraph_words(root: Element) -> int:
    """Words of the paragraphs that read like an article's."""
    total = 0
    for paragraph in root.iter("p"):
        words = len("".join(paragraph.itertext()).split())
        if words >= 15 and not any(is_hinted(a) for a in paragraph.iterancestors() if a.tag not in ("html", "body")):
            total += words
    return total


class _Evidence:
    """The guide's words, to tell whether a stretch of the page is in it: by its four-word runs, or whole if it is short."""

    def __init__(self, guide: Element) -> None:
        self.grams: set[tuple[str, ...]] = set()
        self.lines: Counter[str] = Counter()
        self.words = 0
        for line in _lines(guide):
            words = _WORD.findall(line.lower())
            self.words += len(line.split())
            self.lines[" ".join(words)] += 1
            self.grams.update(zip(*(words[i:] for i in range(_GRAM))))

    def share(self, text: str) -> float:
        """How much of `text` the guide holds, 0 to 1."""
        words = _WORD.findall(text.lower())
        if len(words) < _GRAM + 2:
            return 1.0 if " ".join(words) in self.lines else 0.0
        grams = list(zip(*(words[i:] for i in range(_GRAM))))
        return sum(g in self.grams for g in grams) / len(grams)


def _lines(root: Element) -> list[str]:
    """The text of each innermost block."""
    lines: list[str] = [""]
    breaks = _LEAVES | _GROUPS | {"br", "tr", "body"}

    def add(text: str | None) -> None:
        if text:
            lines[-1] += text

    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, ended = stack.pop()
        if element.tag in breaks and lines[-1]:
            lines.append("")
        if ended:
            add(element.tail)
            continue
        add(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    return [line for line in lines if line.strip()]


def _own_text(element: Element) -> str:
    """The text of a block that is not a smaller block's."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _LEAVES and child.tag not in _GROUPS:
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _weigh(root: Element, evidence: _Evidence) -> dict[Element, int]:
    """For each element, how many of the guide's words it holds."""
    weights: dict[Element, int] = {}
    for element in root.iter():
        if element.tag in _LEAVES or element.tag in _GROUPS or element.tag == "body":
            text = _own_text(element)
            words = len(text.split())
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
        if not heavy or heavy[0].tag in _LEAVES:
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
    words = len((element.text or "").split())
    for child in element:
        if isinstance(child.tag, str) and not (child.tag in ("aside", "footer") or is_hinted(child)):
            words += _unhinted_words(child)
        words += len((child.tail or "").split())
    return words


def _link_share(element: Element) -> float:
    words = linked = 0
    for text_of, inside in ((element, False), *((a, True) for a in element.iter("a"))):
        n = _word_count(text_of)
        if inside:
            linked += n
        else:
            words = n
    return linked / words if words else 0.0


def _pruned(container: Element, evidence: _Evidence, title: str) -> Element:
    """A copy of the container without what does not belong to the article."""
    tail, container.tail = container.tail, None
    element = copy.deepcopy(container)
    container.tail = tail
    if element.tag in ("body", "html"):
        element.tag = "div"
    _prune_groups(element, evidence)
    _prune_leaves(element, evidence, title)
    _prune_headings(element)
    return element


def _prune_groups(root: Element, evidence: _Evidence) -> None:
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str) or not _attached(element, root):
            continue
        hinted = is_hinted(element) or element.tag in ("aside", "footer")
        if not hinted and element.tag not in _GROUPS:
            continue
        lines = _lines(element)
        words = sum(len(line.split()) for line in lines)
        held = sum(len(line.split()) for line in lines if evidence.share(line) >= 0.5)
        if words == 0:
            continue
        links = _link_share(element)
        if hinted:
            sentences = sum(len(line.split()) for line in lines if len(line.split()) >= 12 and evidence.share(line) >= 0.5)
            keep = sentences >= 0.5 * words and links < 0.5
            # A whole article inside a hinted wrapper outweighs the hint.
            keep = keep or held >= 0.3 * evidence.words
        elif element.tag == "figure" and next(element.iter("img", "pre", "table", "blockquote", "p"), None) is None:
            keep = False  # a film's caption without the film
        elif element.tag in ("ul", "ol", "dl", "table"):
            keep = held >= 0.3 * words or links <= 0.5
        else:
            keep = held > 0 or links <= 0.5
        if not keep:
            element.drop_tree()


def _attached(element: Element, root: Element) -> bool:
    return element is root or any(a is root for a in element.iterancestors())


def _prune_leaves(root: Element, evidence: _Evidence, title: str) -> None:
    title_words = _WORD.findall(title.lower())
    before_text = True
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str):
            continue
        if element.tag not in _LEAVES and not (element.tag in _GROUPS and _own_text(element).strip()):
            continue
        if any(a.tag in ("pre", "table", "figcaption") for a in element.iterancestors()) or element.tag in ("td", "th", "pre"):
            continue
        if not _attached(element, root):
            continue
        text = _own_text(element)
        words = text.split()
        if not words:
            continue
        share = evidence.share(text)
        if before_text and share >= 0.5 and len(words) >= 12:
            before_text = False
        if _WORD.findall(text.lower()) == title_words:
            _drop_own(element)
        elif share >= 0.5:
            if is_phrase(" ".join(words)):
                _drop_own(element)
        elif element.tag in _HEADINGS or element.tag == "figcaption":
            continue
        elif not _reads_like_text(element, words, before_text=before_text):
            _drop_own(element)


def _reads_like_text(element: Element, words: list[str], *, before_text: bool) -> bool:
    """Whether a block that the guide does not hold still belongs to the article."""
    line = " ".join(words)
    if is_phrase(line):
        return False
    links = _link_share(element)
    if element.tag == "li" or any(a.tag in ("li", "blockquote") for a in element.iterancestors()):
        return links <= 0.8
    if before_text:
        return len(words) >= 10 and links < 0.3
    if len(words) >= 6 and links < 0.5:
        return True
    return len(words) >= 4 and element.tag == "p" and _stands_between_text(element)


def _stands_between_text(element: Element) -> bool:
    """Whether a line of links stands alone between two paragraphs of text: a pointer that the author set, no list of teasers."""
    around = (element.getprevious(), element.getnext())
    return all(
        e is not None and e.tag in _LEAVES | {"ul", "ol"} and _link_share(e) < 0.5 and _word_count(e) >= 10 for e in around
    )


def _drop_own(element: Element) -> None:
    """Remove a block, or only its own text where it holds blocks."""
    if any(child.tag in _LEAVES or child.tag in _GROUPS for child in element if isinstance(child.tag, str)):
        element.text = None
        for child in list(element):
            child.tail = None
            inline = isinstance(child.tag, str) and child.tag not in _LEAVES and child.tag not in _GROUPS
            if inline and next(child.iter(*_STRUCTURE), None) is None:
                element.remove(child)
    elif next(element.iter(*_STRUCTURE), None) is None:
        element.drop_tree()
    else:
        for picture in list(element.iter("img")):
            picture.tail = None
        keep = [copy.deepcopy(p) for p in element.iter("img")]
        tail = element.tail
        element.clear()
        element.tail = tail
        element.extend(keep)


def _prune_headings(root: Element) -> None:
    """A heading with nothing below it heads nothing."""
    below = False
    for element in reversed(
        [e for e in root.iter() if e.tag in _HEADINGS or e.tag in _LEAVES or e.tag in ("div", "table", "img")]
    ):
        if element.tag in _HEADINGS:
            if not below:
                element.drop_tree()
            continue
        below = below or bool(_own_text(element).strip())
