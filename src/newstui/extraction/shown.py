"""What a page's elements show: captions, pictures' descriptions, the cells of a table, the language of a piece of code."""

import re

from newstui.extraction.page_tree import Element

_SKIPPED_TAGS = """
    script style noscript template svg head iframe object embed canvas button input select textarea option map area meta
    link base source track param dialog nav audio video title
"""
SKIPPED = frozenset(_SKIPPED_TAGS.split())
"""Elements of which nothing is shown."""
_BLOCK_TAGS = """
    html body p div section article main aside header footer address center figure figcaption details summary fieldset
    form legend dl dt dd hgroup tbody thead tfoot tr td th caption picture menu dir search
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
"""Elements that begin and end a line."""

_LANGUAGE_CLASS = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush)[-: ]{1,2}([A-Za-z0-9+#]{1,20})(?=\s|$)")
_TINY = 16
"""Pixels: a smaller picture is a mark or counts visits."""


def shown_text(element: Element) -> str:
    """All words of an element in one line; a picture's are its description."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SKIPPED:
            if child.tag in BLOCKS or child.tag in ("br", "li"):
                parts.append(" ")
            parts.append(description(child.get("alt") or "") if child.tag == "img" else shown_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def caption_of(figure: Element) -> Element | None:
    """The caption, where it says anything."""
    caption = figure.find(".//figcaption")
    return caption if caption is not None and "".join(caption.itertext()).strip() else None


def description(alternative: str) -> str:
    """An alternative text that describes; a file's name or a lone word does not."""
    words = alternative.split()
    if len(words) < 2 and alternative.isascii():
        return ""
    return "" if re.search(r"\.(?:jpe?g|png|gif|webp|svg|avif)$", alternative, re.IGNORECASE) else alternative


def is_tiny(picture: Element) -> bool:
    """Whether a picture is too small to show anything."""
    sizes = [re.match(r"\d+", (picture.get(name) or "").strip()) for name in ("width", "height")]
    return any(size is not None and int(size[0]) <= _TINY for size in sizes)


def cells_of(table: Element) -> list[list[Element]]:
    """A table's rows of cells; none where it only arranges what stands in it."""
    rows = [
        [cell for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th")]
        for row in table.iter("tr")
        if next(row.iterancestors("table"), None) is table
    ]
    rows = [row for row in rows if row]
    blocks = table.find(".//table") is not None or any(
        sum(1 for _ in cell.iter("p", "div", "ul", "ol", "blockquote", "h1", "h2", "h3")) > 2 for row in rows for cell in row
    )
    arranges = max(map(len, rows), default=0) < 2 or len(rows) < 2 or blocks or table.get("role") == "presentation"
    return [] if arranges else rows


def language_of_code(element: Element) -> str:
    """The programming language that a site names for a piece of code; empty where it names none."""
    names = " ".join(f"{e.get('class') or ''} language-{e.get('data-lang') or ''}" for e in (element, *element.iter("code")))
    return match[1] if (match := _LANGUAGE_CLASS.search(names)) else ""
