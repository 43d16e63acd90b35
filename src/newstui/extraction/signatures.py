"""Who is quoted in a block quotation, kept as a line with a dash before it: pages say it in a footer or a cite element."""

from newstui.extraction.page_tree import Element

_DASHES = ("―", "—", "–", "-")
_WORDS_MAX = 16
"""Of a signature: what is longer is part of the quotation."""


def sign_quotations(root: Element) -> None:
    """Turns what signs a block quotation into a paragraph of it, in place; a footer elsewhere would be the page's."""
    for element in list(root.iter("footer", "cite")):
        block = element.getparent()
        if element.tag == "footer" and block is not None and block.tag == "blockquote":
            element.tag = "p"
            _put_dash(element)
        elif element.tag == "cite" and block is not None:
            line = element if block.tag == "blockquote" else block
            opens = line is element or (block.index(element) == 0 and not (block.text or "").strip())
            if opens and _ends_a_quotation(line) and len(_words(line)) <= _WORDS_MAX:
                _put_dash(line)


def _ends_a_quotation(line: Element) -> bool:
    """Whether the line is the last of a block quotation, and not all of it."""
    quotation = line.getparent()
    if quotation is None or quotation.tag != "blockquote" or line.getnext() is not None:
        return False
    return line.getprevious() is not None or bool((quotation.text or "").strip())


def _put_dash(line: Element) -> None:
    words = _words(line)
    if words and not words[0].startswith(_DASHES):
        line.text = f"— {(line.text or '').lstrip()}"


def _words(element: Element) -> list[str]:
    return "".join(element.itertext()).split()
