"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read leniently.

JSON can carry what XML cannot: raw escape characters, lone surrogates, NUL. Lone surrogates and NUL go here, the rest
where text becomes SafeText.
"""

import html
import json
import re
from typing import Any

import msgspec

from newstui.errors import FeedError, NotAFeed
from newstui.feeds.addresses import web_address
from newstui.feeds.dates import parse_date
from newstui.feeds.encoding import to_utf8
from newstui.feeds.entries import RawEntry
from newstui.feeds.raw import RawFeed

_KEY = re.compile(r'\s*,?\s*("(?:[^"\\]|\\.){1,60}")\s*:\s*')
_HALF_STRING = re.compile(r"""("(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*)(?:\\.{0,5})?""", re.DOTALL)
_TEXTS = ("content_html", "content_text", "summary")
_VERSION = re.compile(r"jsonfeed\.org/version/([0-9.]{1,5})")
_BETWEEN = re.compile(r"[\s,]*")
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


def looks_like_json(data: bytes) -> bool:
    """Whether it begins as a JSON object, in any Unicode encoding."""
    return data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"{")


def read_json_feed(data: bytes, *, url: str, content_type: str | None) -> RawFeed:
    """The JSON Feed in `data`. Raises NotAFeed for other JSON, FeedError for JSON beyond repair."""
    data, problem = to_utf8(data, content_type)
    problems = [problem] if problem else []
    try:
        feed = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        feed, sentence = _mended(data.decode("utf-8", "replace"))
        problems += [sentence] if sentence else []
    except RecursionError as error:
        raise FeedError("The feed is nested too deeply to be read.") from error
    version = _VERSION.search(feed["version"]) if isinstance(feed, dict) and isinstance(feed.get("version"), str) else None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list) or not (version or "title" in feed):
        raise NotAFeed("This is JSON, but not a JSON Feed.")
    return RawFeed(
        title=_text(feed, "title"),
        description=html.escape(_text(feed, "description"), quote=False),
        site_url=web_address(_text(feed, "home_page_url"), url),
        self_url=web_address(_text(feed, "feed_url"), url),
        language=_text(feed, "language")[:35] or None,
        format=f"json feed {version[1].rstrip('.')}" if version else "json feed",
        entries=[_entry(item, url) for item in feed["items"] if isinstance(item, dict)],
        problems=problems,
    )


def _mended(text: str) -> tuple[Any, str]:
    """JSON that breaks the rules: control characters in strings, lone surrogates, or an end that is missing."""
    try:
        return json.loads(text, strict=False), ""
    except RecursionError as error:
        raise FeedError("The feed is nested too deeply to be read.") from error
    except ValueError:
        pass
    start = _ITEMS.search(text)
    if start is None:
        raise FeedError("The feed is JSON, but damaged before its first entry.")
    decoder = json.JSONDecoder(strict=False)
    items, at = [], start.end()
    try:
        while between := _BETWEEN.match(text, at):
            at = between.end()
            item, at = decoder.raw_decode(text, at)
            items.append(item)
    except (ValueError, RecursionError):  # here the sound part ends
        items += _beginning(text, at, decoder)
    try:
        head = decoder.decode(text[: start.start()].rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        head = {}
    head.setdefault("title", "")
    return head | {"items": items}, "The feed breaks off or is damaged in the middle of an entry; what came before it is here."


def _beginning(text: str, at: int, decoder: json.JSONDecoder) -> list[dict[str, Any]]:
    """What is whole of an entry that breaks off, if its id and title are: without its id it would come back as another entry."""
    if text[at : at + 1] != "{":
        return []
    entry: dict[str, Any] = {}
    name = ""
    at += 1
    try:
        while (key := _KEY.match(text, at)) is not None:
            name, at = json.loads(key[1]), key.end()
            entry[name], at = decoder.raw_decode(text, at)
    except (ValueError, RecursionError):  # a half value goes, but a text stays as far as it came
        if name in _TEXTS and (half := _HALF_STRING.fullmatch(text, at)):
            entry[name] = json.loads(half[1] + '"', strict=False)
    return [entry] if entry.get("id") and entry.get("title") else []


def _text(record: dict[str, Any], key: str) -> str:
    """A field as text; numbers too, because some feeds number their ids."""
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    value = str(value)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return _UNSTORABLE.sub("\ufffd", value)
    return value.replace("\0", "\ufffd")


def _entry(item: dict[str, Any], base: str) -> RawEntry:
    content = _text(item, "content_html")
    if not content:
        words = _text(item, "content_text") or _text(item, "summary")
        content = "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in re.split(r"\n\s*\n", words) if part.strip())
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    attachments = item.get("attachments") if isinstance(item.get("attachments"), list) else []
    tags = item.get("tags") if isinstance(item.get("tags"), list) else []
    published, updated = parse_date(_text(item, "date_published")), parse_date(_text(item, "date_modified"))
    return RawEntry(
        id=_text(item, "id"),
        link=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"),
        author=", ".join(name for author in authors or () if isinstance(author, dict) and (name := _text(author, "name"))),
        published=published or updated,
        updated=updated,
        content=content,
        base=base,
        enclosures=[
            (_text(part, "url"), _text(part, "mime_type"), part.get("size_in_bytes"))
            for part in attachments or ()
            if isinstance(part, dict)
        ],
        categories=[tag for tag in tags or () if isinstance(tag, str)],
    )
