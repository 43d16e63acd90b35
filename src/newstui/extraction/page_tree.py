"""Bytes of a page to a parsed tree whose size and depth are bounded.

The bounds are measured: every extraction library takes over a minute for 100,000 attributes on one tag or 100,000 links,
gives no body for 10 MB in one paragraph, and loses the body where elements nest deeper than about 250.
"""

import codecs
import re
from dataclasses import dataclass
from email.message import Message
from typing import Any

from newstui.errors import ExtractionError
from newstui.model.articles import PAGE_BYTES_MAX
from newstui.model.charsets import web_meaning
from newstui.model.safe_text import safe_lines

ELEMENTS_MAX = 200_000
LINKS_MAX = 20_000
TAG_CHARACTERS_MAX = 32_768
DEPTH_MAX = 120

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"(?:utf-8|iso8859|iso2022|cp\d|koi8|gb|hz|big5|euc_|shift_jis|mac-|tis-620|ascii|ptcp154|johab)")
_META_CHARSET = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_DATA_ADDRESS = re.compile(r"data:[\w.+/-]{1,80};base64,[A-Za-z0-9+/=%]{256,}")
_LONG_TAG = re.compile(rf"<([A-Za-z][A-Za-z0-9-]{{0,40}})[^<>]{{{TAG_CHARACTERS_MAX},}}")

_WRAPPERS = frozenset(("div", "section", "span", "article", "font", "center"))
_LINE_TAGS = """
    p li h1 h2 h3 h4 h5 h6 blockquote pre tr div dd dt figcaption
"""
_LINES = frozenset(_LINE_TAGS.split())

Element = Any
"""An lxml element; lxml brings no types."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTROL_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page; `root` is its html element."""

    root: Element
    url: str


def decode(data: bytes, content_type: str | None = None) -> str:
    """The text of a page's bytes.

    Order: byte order mark; UTF-8 where the bytes are valid UTF-8 beyond ASCII (which is hardly ever chance); the charset of the
    Content-Type; the one that the page declares; Windows-1252. Bytes that do not fit become U+FFFD.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = [_charset_of(content_type), *(m[1].decode("ascii") for m in (_XML_ENCODING.search(data[:400]),) if m)]
    declared += [m[1].decode("ascii") for m in (_META_CHARSET.search(data[:8192]),) if m]
    names = [name for name in map(_codec, declared) if name]
    escapes = any(name.startswith(("iso2022", "hz")) for name in names)  # seven-bit: their bytes are valid UTF-8 too
    if not escapes:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass  # not UTF-8: what is declared decides
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(names[0] if names else "cp1252", "replace")


def _charset_of(content_type: str | None) -> str | None:
    if not content_type:
        return None
    message = Message()
    message["content-type"] = re.sub(r"[\r\n]", " ", content_type)
    return message.get_content_charset()


def _codec(label: str | None) -> str | None:
    if not label:
        return None
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    # A page that says UTF-16 in ASCII letters is not UTF-16, and codecs such as base64 or idna are no charsets.
    return web_meaning(name) if _CHARSET.match(name) else None


def read_page(data: bytes, *, url: str, content_type: str | None = None) -> Page:
    """Parse a page.

    Raises ExtractionError where the bytes are no HTML text, or more than the bounds of this module.
    """
    if len(data) > PAGE_BYTES_MAX:
        raise ExtractionError(
            f"The page is too large to read ({len(data) / 1e6:.0f} MB; the limit is {PAGE_BYTES_MAX / 1e6:.0f} MB).",
            hint="Open it in a browser.",
        )
    kind = (content_type or "").partition(";")[0].strip().lower()
    if (kind and "html" not in kind and "xml" not in kind and not kind.startswith("text/")) or data[:5] == b"%PDF-":
        raise ExtractionError(
            f"The address holds no web page but {kind if kind and 'html' not in kind else 'a PDF file'}.",
            hint="Open it in a browser.",
        )
    root = parse_html(decode(data, content_type))
    if root is None:
        raise ExtractionError("The page is empty.", hint="Try again later, or open it in a browser.")
    return Page(root, url)


def parse_html(text: str) -> Element | None:
    """The html element of a page or fragment; None where there is nothing to parse. Raises ExtractionError beyond the bounds."""
    import lxml.html

    text = _CONTROL_REFERENCE.sub(_shown, text.replace("\0", "")) if "&#" in text else text.replace("\0", "")
    if _CONTROL.search(text):
        text = safe_lines(text)  # lxml takes them in and then refuses to move them; whole escape sequences go
    if "data:" in text:
        text = _DATA_ADDRESS.sub("data:,", text)
    if len(text) > TAG_CHARACTERS_MAX:
        text = _LONG_TAG.sub(r"<\1", text)
    if not text.strip():
        return None
    # Encoded again, since lxml refuses str with an XML declaration; huge_tree raises the depth limit from 256 to 2,048.
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, AssertionError):
        return None
    links = 0
    for elements, element in enumerate(root.iter(), 1):
        links += element.tag == "a"
        if elements > ELEMENTS_MAX or links > LINKS_MAX:
            raise ExtractionError("The page has too many elements to be read as an article.", hint="Open it in a browser.")
    return root


def _shown(reference: re.Match[str]) -> str:
    """A numeric reference, but not one to a control character."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return (
        ""
        if (number < 32 and number not in (9, 10, 13)) or number in (127, 0xFFFE, 0xFFFF) or 0xD800 <= number < 0xE000
        else reference[0]
    )


def flatten(root: Element) -> None:
    """Bound the nesting to DEPTH_MAX, in place.

    Idle wrappers go first, then deeper elements give their words to one at the limit.
    """
    if not _deeper(root):
        return
    for element in reversed(list(root.iter(*_WRAPPERS))):
        if len(element) == 1 and element.getparent() is not None and not (element.text or "").strip():
            child = element[0]
            if child.tag in _WRAPPERS and not (child.tail or "").strip():
                child.drop_tag()
    for element in reversed(_deeper(root)):
        if element.tag in _LINES:
            for _ in range(2):
                element.append(element.makeelement("br"))  # two breaks keep lines apart
        if element.tag not in ("br", "img"):
            element.drop_tag()


def _deeper(root: Element) -> list[Element]:
    """The elements below DEPTH_MAX, in document order."""
    import lxml.etree

    depth, deep = 0, []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            if depth > DEPTH_MAX:
                deep.append(element)
        else:
            depth -= 1
    return deep
