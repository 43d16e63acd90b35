"""What stands in the article's place and does not belong to it: groups by hint and link density, lines by phrase and evidence."""

import copy

from newstui.extraction.boilerplate import is_hinted, is_phrase
from newstui.extraction.evidence import GROUPS, LEAVES, Evidence, lines_of, link_share, own_text, word_count, words_in
from newstui.extraction.page_tree import HEADINGS, Element
from newstui.model.word_count import count_words

_STRUCTURE = ["figure", "picture", "img", "pre", "table"]


def pruned(container: Element, evidence: Evidence, title: str) -> Element:
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


def _prune_groups(root: Element, evidence: Evidence) -> None:
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str) or not _attached(element, root):
            continue
        hinted = is_hinted(element) or element.tag in ("aside", "footer")
        if not hinted and element.tag not in GROUPS:
            continue
        lines = lines_of(element)
        words = sum(map(count_words, lines))
        held = sum(count_words(line) for line in lines if evidence.share(line) >= 0.5)
        if words == 0:
            continue
        links = link_share(element)
        if hinted:
            sentences = sum(count for line in lines if (count := count_words(line)) >= 12 and evidence.share(line) >= 0.5)
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


def _prune_leaves(root: Element, evidence: Evidence, title: str) -> None:
    title_words = words_in(title)
    before_text = True
    for element in list(root.iter()):
        if element is root or not isinstance(element.tag, str):
            continue
        if element.tag not in LEAVES and not (element.tag in GROUPS and own_text(element).strip()):
            continue
        if any(a.tag in ("pre", "table", "figcaption") for a in element.iterancestors()) or element.tag in ("td", "th", "pre"):
            continue
        if not _attached(element, root):
            continue
        text = own_text(element)
        words = text.split()
        if not words:
            continue
        share = evidence.share(text)
        if before_text and share >= 0.5 and len(words) >= 12:
            before_text = False
        if words_in(text) == title_words:
            _drop_own(element)
        elif share >= 0.5:
            if is_phrase(" ".join(words)):
                _drop_own(element)
        elif element.tag in HEADINGS or element.tag == "figcaption":
            continue
        elif not _reads_like_text(element, words, before_text=before_text):
            _drop_own(element)


def _reads_like_text(element: Element, words: list[str], *, before_text: bool) -> bool:
    """Whether a block that the guide does not hold still belongs to the article."""
    line = " ".join(words)
    if is_phrase(line):
        return False
    links = link_share(element)
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
    return all(e is not None and e.tag in LEAVES | {"ul", "ol"} and link_share(e) < 0.5 and word_count(e) >= 10 for e in around)


def _drop_own(element: Element) -> None:
    """Remove a block, or only its own text where it holds blocks."""
    if any(child.tag in LEAVES or child.tag in GROUPS for child in element if isinstance(child.tag, str)):
        element.text = None
        for child in list(element):
            child.tail = None
            inline = isinstance(child.tag, str) and child.tag not in LEAVES and child.tag not in GROUPS
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
    for element in reversed([e for e in root.iter() if e.tag in HEADINGS or e.tag in LEAVES or e.tag in ("div", "table", "img")]):
        if element.tag in HEADINGS:
            if not below:
                element.drop_tree()
            continue
        below = below or bool(own_text(element).strip())
