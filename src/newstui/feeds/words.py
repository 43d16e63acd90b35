"""From the HTML in feeds to plain words: titles, names and first words."""

import html
import re
from functools import lru_cache

from newstui.model.safe_text import SafeText, safe_text

_INLINE = (
    "a abbr acronym applet b bdi bdo big blink body center cite code del dfn div em font frameset h1 h2 h3 h4 h5 h6 head html i "
    "iframe ins kbd li mark nobr object ol p pre q s samp script small span strike strong style sub sup time title tt u ul var"
).replace(" ", "|")
_PAIRED = re.compile(rf"</(?:{_INLINE})\s*>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_VOID = re.compile(r"<(?:br|img|hr|wbr|input|embed|frame|link|meta|object|!doctype)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LEFT_OVER = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,10});")
_ANY_TAG = re.compile(r"<[^>]*>?")
_HALF_ENTITY = re.compile(r"&#?\w{0,10}$")
_MAIL_NAME = re.compile(r"\s*[^\s@()<>]+@[^\s@()<>]+\s*\((.+)\)\s*")
_NAME_MAIL = re.compile(r"\s*(.+?)\s*<[^<>@\s]*@[^<>\s]*>\s*")
_LONGEST_TITLE = 2000
_SCANS = (450, 6400)
"""How far into the HTML the first words are looked for: most stand at its beginning, a few behind much markup."""
SNIPPET = 300


def _stripped(text: str) -> str:
    """Without tags, where they are markup and not what the text is about ("the <b> element" keeps its <b>)."""
    if "<!" in text:
        text = COMMENT.sub(" ", text).replace("<![CDATA[", "").replace("]]>", "")
    if _PAIRED.search(text):
        text = _TAG.sub("", _SILENT.sub(" ", text))
    return _VOID.sub(" ", text)


def plain_title(raw: str, *, is_plain: bool = False) -> SafeText:
    """A title as one line of plain text. Unless `is_plain`, it may be HTML, escaped HTML, or HTML escaped twice."""
    raw = raw[:_LONGEST_TITLE]
    if is_plain or ("<" not in raw and "&" not in raw):
        return safe_text(raw)
    text = _stripped(raw) if "<" in raw else raw
    for _ in range(2):
        if not _LEFT_OVER.search(text):
            break
        text = html.unescape(text)
        if "<" in text:
            text = _stripped(text)
    return safe_text(text)


def snippet(content: str) -> SafeText:
    """The first words of an HTML content, at most 300 characters, cut between words."""
    text = ""
    for scan in _SCANS:
        text = _first_words(content, scan)
        if len(text) >= SNIPPET or len(content) <= scan:
            break
    if len(text) > SNIPPET:
        text = text[: SNIPPET - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"
    return safe_text(text)


def _first_words(content: str, scan: int) -> str:
    text = content[:scan]
    if "<" in text:
        if "<script" in text or "<style" in text or "<!--" in text:
            text = COMMENT.sub(" ", _SILENT.sub(" ", text))
        text = _ANY_TAG.sub(" ", text)
    if len(content) > scan:
        text = text if text.rfind("&", -12) == -1 else _HALF_ENTITY.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    text = text.strip()
    return " ".join(text.split()) if "  " in text or not text.isprintable() else text  # every other blank is unprintable


@lru_cache(maxsize=2048)
def author_name(raw: str) -> SafeText | None:
    """Who wrote it: "joe@example.org (Joe)" and "Joe <joe@example.org>" are Joe."""
    raw = raw[:500]
    match = _MAIL_NAME.fullmatch(raw) or _NAME_MAIL.fullmatch(raw)
    return plain_title(match[1] if match else raw) or None
