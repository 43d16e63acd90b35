"""A feed's XML that breaks off: cut where it is still whole, and closed."""

import re

ITEM = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s>/])", re.IGNORECASE)
"""Where an entry begins, and its element's name."""

_ELEMENT = re.compile(
    rb"\s*<([A-Za-z][\w:.-]{0,40})(?:\s[^<>]{0,2000})?(?:/>|>(?:[^<]*|<!\[CDATA\[(?:[^\]]|\](?!\]>))*\]\]>)</\1\s*>)", re.DOTALL
)
_TEXT = re.compile(rb"\s*<(description|summary|content|content:encoded)(?:\s[^<>]{0,2000})?>\s*(<!\[CDATA\[)?")


def closed(data: bytes, root: bytes, local: str, item: re.Match[bytes] | None) -> tuple[bytes, str]:
    """A document that breaks off, cut behind what is worth keeping and closed, and what that means for its reader.

    `root` is the root element's name, `local` the same without its prefix; `item` is where the first entry begins. A half entry
    stays with what there is of it, if its title and what it is known by are whole: without these it would come back as another
    entry when the whole feed comes.
    """
    if item is None:
        sentence = "The feed breaks off before its first entry."
        body = data[: data.rfind(b">") + 1]
    else:
        close = b"</" + item[1] + b">"
        last = data.rfind(close)
        end = last + len(close) if last != -1 else item.start()
        half = ITEM.search(data, end)
        kept = _beginning(data, half) if half else b""
        body = data[:end]
        if kept:
            body += kept + close
            sentence = "The feed breaks off in the middle of an entry, of which only the beginning is here."
        elif half:
            sentence = "The feed breaks off in the middle of an entry, which is left out."
        else:
            sentence = "The feed breaks off before its end."
    if local == "rss" and b"<channel" in body and b"</channel>" not in body:
        body += b"</channel>"
    return body + b"</" + root + b">", sentence


def _beginning(data: bytes, entry: re.Match[bytes]) -> bytes:
    """The whole elements of a half entry, and its text as far as it came; nothing where it cannot be told which entry it is."""
    at = data.find(b">", entry.end()) + 1
    names: set[bytes] = set()
    while at and (element := _ELEMENT.match(data, at)):
        names.add(element[1].rpartition(b":")[2])
        at = element.end()
    by_link = b"link" in names and b"<guid" not in data and b"<id" not in data  # then no entry is known by anything else
    if b"title" not in names or not (names & {b"guid", b"id"} or by_link):
        return b""
    return data[entry.start() : at] + _half_text(data, at)


def _half_text(data: bytes, at: int) -> bytes:
    """The text that the data break off in, closed."""
    opening = _TEXT.match(data, at)
    if opening is None:
        return b""
    text = data[opening.end() :].partition(b"]]>" if opening[2] else b"<")[0]
    if not text.strip():
        return b""
    return opening[0] + text + (b"]]></" if opening[2] else b"</") + opening[1] + b">"
