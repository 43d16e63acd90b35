"""A feed's XML made fit to parse: what stands around it goes, common damage is mended, and its head is read.

Nothing here builds a tree, and every pattern is linear in the document's length. What stands before the root element goes
whole, the document type declaration with it, so that no entity can expand (an "XML bomb") or reach out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5

from newstui.errors import FeedError, NotAFeed
from newstui.feeds.addresses import join, web_address
from newstui.feeds.broken_off import ITEM, closed
from newstui.feeds.encoding import to_utf8

_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf|channel))(?=[\s>])[^<>]*>", re.IGNORECASE)
_NO_CHARACTERS = (
    rb"0{0,6}(?:[0-8]|1[124-9]|2[0-9]|3[01]|5[5-7][0-9]{3}|6553[45]|[1-9][0-9]{6})"
    rb"|[xX]0{0,5}(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]"
    rb"|(?:1[1-9a-fA-F]|[2-9a-fA-F][0-9a-fA-F])[0-9a-fA-F]{4})"
)
"""Numbers in references that may be of no character in XML (controls, halves of pairs, what is beyond all planes)."""
_AMPERSAND = re.compile(
    rb"&(?:(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)(?:([A-Za-z][A-Za-z0-9]{0,31});)?"
    rb"|#(1[2-5][0-9]|x[89][0-9a-fA-F]|" + _NO_CHARACTERS + rb");)"
)
_NO_CHARACTER = re.compile(rb"&#(" + _NO_CHARACTERS + rb");")
_NESTED = re.compile(rb"<(?:title|description|summary)(?:\s[^<>]*)?>[^<]*<(?:[A-Za-z]|!--)|<title\s[^<>]*(?:base64|octet-stream)")
_TITLE = re.compile(rb"<(?:\w+:)?title(?:\s[^<>]*)?>(?:\s*<!\[CDATA\[)?\s*[^\s<\]]")
_OWN_BASE = re.compile(rb"<(?:entry|item|link|id|author|source)\s[^<>]*xml:base", re.IGNORECASE)
_LINK_TEXT = re.compile(rb"<link(?:\s[^<>]{0,500})?(?<!/)>\s*https?:")
_LINK_HREF = re.compile(rb"<link\s[^<>]{0,500}href\s*=")
_LONG_TAG = re.compile(rb"<[^!<>][^<>]{50000,}")
_STRIDE = 25_000
"""A long tag fills at least one such piece of the document whole."""
_MOST_ATTRIBUTES = 1000
"""In a long tag: the parsers compare each attribute with all others."""
_PIECE = 512 * 1024
CONTROLS = bytes(code for code in range(32) if code not in (9, 10, 13))
"""What XML allows nowhere."""
_ATTRIBUTE = r"""\s{}\s*=\s*["']([^"']*)["']"""
_HEAD = 65_536
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 7 * 1440, "monthly": 30 * 1440, "yearly": 365 * 1440}


@dataclass(slots=True)
class FeedDocument:
    """A feed's XML, mended, in UTF-8, without declaration and document type."""

    data: bytes
    head: str
    """What stands before the first entry."""
    root: str
    """The root element's local name, in lower case."""
    items: int
    """How many entries it seems to have."""
    base: str
    """What relative addresses are read against: the feed's address and the root's xml:base."""
    has_bases: bool
    """Whether there is any xml:base."""
    bases_within: bool
    """Whether single entries set a base of their own."""
    problems: list[str] = field(default_factory=list)

    @property
    def nested_text(self) -> bool:
        """Whether a title or description holds more than bare text: elements, comments, base64."""
        return _NESTED.search(self.data) is not None

    @property
    def odd_links(self) -> bool:
        """Whether links stand as Atom writes them in RSS, or the other way round."""
        return (_LINK_TEXT if self.root == "feed" else _LINK_HREF).search(self.data) is not None

    @property
    def titles(self) -> int:
        """How many titles are not empty, the feed's own among them."""
        return len(_TITLE.findall(self.data))


def read_document(data: bytes, *, url: str, content_type: str | None) -> FeedDocument:
    """The XML in `data`. Raises NotAFeed, in words for what it is instead; FeedError where reading it would take too long."""
    given = data
    data, problem = to_utf8(data, content_type)
    problems = [problem] if problem else []
    root = _ROOT.search(data, 0, _HEAD)
    if root is None:
        raise _not_a_feed(given if problem or not data else data)
    before = data[: root.start()]
    if re.search(rb"<(?:html|head|body)\b", before, re.IGNORECASE) or (
        root[1] == b"channel" and re.search(rb"<[A-Za-z]", before)
    ):
        raise _not_a_feed(given if problem or not data else data)
    data = data[root.start() :]
    name = root[1]
    local = name.rpartition(b":")[2].lower().decode("ascii")
    cleaned = data.translate(None, CONTROLS)
    if len(cleaned) != len(data):
        problems.append("Control characters stood in the text.")
        data = cleaned
    if _has_long_tag(data) and any(tag[0].count(b"=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(data)):
        raise FeedError("The feed has a tag with more attributes than can be read.")
    if any(not _is_character(match[1]) for match in _NO_CHARACTER.finditer(data)):
        problems.append("References to control characters stood in the text.")
    data = mend_entities(data)
    item = ITEM.search(data)
    if data.rfind(b"</" + name) == -1 and not root[0].endswith(b"/>"):
        data, sentence = closed(data, name, local, item)
        problems.append(sentence)
    head = data[: min(item.start() if item else _HEAD, _HEAD)].decode("utf-8", "replace")
    own_base = re.search(_ATTRIBUTE.format("xml:base"), head)
    has_bases = b"xml:base" in data
    return FeedDocument(
        data=data,
        head=head,
        root=local,
        items=len(re.findall(rb"<" + re.escape(item[1]) + rb"[\s>/]", data)) if item else 0,
        base=join(url, own_base[1]) if own_base else url,
        has_bases=has_bases,
        bases_within=has_bases and _OWN_BASE.search(data) is not None,
        problems=problems,
    )


def _has_long_tag(data: bytes) -> bool:
    """Whether one may be there: a look at each bracket would take longer than reading the rest of the document."""
    return any(
        data.find(b">", start, start + _STRIDE) == -1 and data.find(b"<", start, start + _STRIDE) == -1
        for start in range(0, len(data) - _STRIDE, _STRIDE)
    )


def mend_entities(data: bytes) -> bytes:
    """XML with its ampersands as XML wants them: HTML's entities as the characters they name, stray ampersands escaped."""
    if not _AMPERSAND.search(data):
        return data
    return b"".join(_AMPERSAND.sub(_entity, piece) for piece in _pieces(data))


def _pieces(data: bytes) -> Iterator[bytes]:
    """The document in pieces that part no entity: what is put in the place of a million ampersands takes its room in turn."""
    start = 0
    while start < len(data):
        end = start + _PIECE
        entity = data.rfind(b"&", end - 64, end)
        end = entity if start < entity else end
        yield data[start:end]
        start = end


def _entity(match: re.Match[bytes]) -> bytes:
    """An entity that XML does not know as the character it names in HTML; a stray ampersand as one that is escaped.

    Inside CDATA that means the same, because what stands there is HTML. References to 128-159 mean windows-1252, and what
    refers to no character goes: from there on parsers would drop every entity.
    """
    if match[2]:
        code = _code(match[2])
        if 128 <= code <= 159:
            return bytes([code]).decode("cp1252", "replace").encode("utf-8")
        return match[0] if _is_character(match[2]) else b""
    if match[1] is None:
        return b"&amp;"
    character = html5.get(match[1].decode("ascii") + ";")
    if character is None:
        return b"&amp;" + match[0][1:]
    if character in "&<>\"'":
        return {"&": b"&amp;", "<": b"&lt;", ">": b"&gt;", '"': b"&quot;", "'": b"&apos;"}[character]
    return character.encode("utf-8")


def _code(number: bytes) -> int:
    return int(number[1:], 16) if number[:1] in b"xX" else int(number)


def _is_character(number: bytes) -> bool:
    """Whether a reference's number is one of a character of XML 1.0 (its production 2)."""
    code = _code(number)
    return code in (9, 10, 13) or 32 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _is_html(text: bytes) -> bool:
    return re.search(rb"<(?:html|head|body|!doctype\s+html)\b", text, re.IGNORECASE) is not None


def _not_a_feed(data: bytes) -> NotAFeed:
    """The error for bytes that are no feed, in words for what they are."""
    start = data[:2048].lstrip()
    if not start:
        return NotAFeed("The answer is empty: there is no feed in it.")
    if start.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")):
        return NotAFeed("This is a picture, not a feed.")
    if start.startswith(b"%PDF"):
        return NotAFeed("This is a PDF document, not a feed.")
    if re.search(rb"<opml\b", start, re.IGNORECASE):
        return NotAFeed("This is a list of subscriptions (OPML), not a feed.", hint="Import it instead.")
    if re.search(rb"<(?:sitemapindex|urlset)\b", start, re.IGNORECASE):
        return NotAFeed("This is a site map, not a feed.")
    if _is_html(start) or re.search(rb"<(?:script|div|meta|title|p)\b", start, re.IGNORECASE):
        hint = "The feed may have moved, or a login may stand before it: look on the site for its address."
        return NotAFeed("This is an HTML page, not a feed.", hint=hint)
    return NotAFeed("This is not a feed in any form that newstui knows (RSS, Atom, JSON Feed).")


def format_of(document: FeedDocument) -> str:
    """Such as "rss 2.0" or "atom 1.0", from the root element and its namespaces."""
    start = document.head[:2000]
    if document.root == "feed":
        if "purl.org/atom/ns#" in start:
            return "atom 0.3"
        return "atom 1.0" if "www.w3.org/2005/Atom" in start else "atom"
    if document.root == "rdf":
        return (
            "rss 0.90"
            if "my.netscape.com/rdf/simple/0.9" in start or "channel.netscape.com/rdf/simple/0.9" in start
            else "rss 1.0"
        )
    if document.root == "channel":
        return "cdf"
    version = re.search(r"""<(?:\w+:)?rss\b[^>]*\sversion\s*=\s*["']([0-9.]{1,6})["']""", start, re.IGNORECASE)
    return f"rss {version[1]}" if version else "rss"


def pace_of(document: FeedDocument) -> int | None:
    """The minutes between refreshes that the feed asks for (RSS's ttl; RSS 1.0's syndication module), None if it does not."""
    ttl = re.search(r"<ttl>\s*([0-9]{1,6})\s*</ttl>", document.head)
    if ttl and int(ttl[1]) > 0:
        return int(ttl[1])
    period = re.search(r"<sy:updatePeriod>\s*(\w+)\s*</", document.head)
    if period is None or period[1].lower() not in _PERIODS:
        return None
    frequency = re.search(r"<sy:updateFrequency>\s*([0-9]{1,4})\s*</", document.head)
    return max(1, _PERIODS[period[1].lower()] // max(1, int(frequency[1]) if frequency else 1))


def language_of(document: FeedDocument) -> str | None:
    """The language that the feed claims, as it writes it."""
    match = re.search(r"<(?:dc:)?language>\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3})\s*</", document.head) or re.search(
        r"""<[^<>]*\sxml:lang\s*=\s*["']([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3})["']""", document.head
    )
    return match[1] if match else None


def self_address(document: FeedDocument) -> str | None:
    """Where the feed says it stands (link rel="self")."""
    for match in re.finditer(r"<(?:\w+:)?link\b[^<>]*>", document.head):
        if re.search(r"""\srel\s*=\s*["']self["']""", match[0]):
            target = re.search(_ATTRIBUTE.format("href"), match[0])
            return web_address(target[1], document.base) if target else None
    return None


def address_in_id(document: FeedDocument, identity: str) -> str:
    """The address of an Atom entry that has an id and no link: the id, where it is one."""
    return identity if document.root == "feed" and identity[:8].lower().startswith(("http://", "https://")) else ""
