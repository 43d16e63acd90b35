"""The guide's words as evidence: how much of a stretch of the page is in them."""

import re
from collections import Counter

from newstui.extraction.page_tree import Element
from newstui.model.word_count import count_words

_LEAF_TAGS = """
    p h1 h2 h3 h4 h5 h6 li pre blockquote td th dt dd figcaption summary
"""
LEAVES = frozenset(_LEAF_TAGS.split())
_GROUP_TAGS = """
    div section aside header footer ul ol dl table form main article center details hgroup figure fieldset
"""
GROUPS = frozenset(_GROUP_TAGS.split())

_WORD = re.compile(r"\w+")
_GRAM = 4


def word_count(element: Element) -> int:
    """How many words an element holds."""
    return sum(count_words(text) for text in element.itertext())


def words_in(text: str) -> list[str]:
    """The words of a text, without case and marks."""
    return _WORD.findall(text.lower())


def run_together(text: str) -> str:
    """The words of a text run together: what is the same of two texts that say the same."""
    return "".join(words_in(text))


class Evidence:
    """The guide's words, to tell whether a stretch of the page is in it: by its four-word runs, or whole if it is short."""

    def __init__(self, guide: Element) -> None:
        self.grams: set[tuple[str, ...]] = set()
        self.lines: Counter[str] = Counter()
        self.words = 0
        for line in lines_of(guide):
            words = words_in(line)
            self.words += count_words(line)
            self.lines[" ".join(words)] += 1
            self.grams.update(zip(*(words[i:] for i in range(_GRAM))))

    def share(self, text: str) -> float:
        """How much of `text` the guide holds, 0 to 1."""
        words = words_in(text)
        if len(words) < _GRAM + 2:
            return 1.0 if " ".join(words) in self.lines else 0.0
        grams = list(zip(*(words[i:] for i in range(_GRAM))))
        return sum(g in self.grams for g in grams) / len(grams)


def lines_of(root: Element) -> list[str]:
    """The text of each innermost block."""
    lines: list[str] = [""]
    breaks = LEAVES | GROUPS | {"br", "tr", "body"}

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


def own_text(element: Element) -> str:
    """The text of a block that is not a smaller block's."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in LEAVES and child.tag not in GROUPS:
            parts.append(own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def link_share(element: Element) -> float:
    """The share of an element's words that are links, 0 to 1."""
    words = word_count(element)
    return sum(map(word_count, element.iter("a"))) / words if words else 0.0
