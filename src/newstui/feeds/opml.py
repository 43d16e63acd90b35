"""OPML 1.0 and 2.0 (http://opml.org/spec2.opml): lists of subscriptions, in and out.

What newstui does not know is kept: attributes of outlines, in their `extra`, under the names they had ("{namespace}name" for
those of a namespace). Reading goes as far as a damaged file allows. No entity expands, nothing is fetched.

`text` is what the reader calls a feed, which most readers fill with the feed's own title where the user gave none. So that our
own files tell the two apart, `newstui:titled-by="feed"` stands where `text` is the feed's; without it, it is the user's.
"""

import re
from collections.abc import Iterator
from typing import Any

from newstui.errors import SubscriptionError
from newstui.feeds.addresses import web_address
from newstui.feeds.document import CONTROLS, mend_entities
from newstui.feeds.encoding import to_utf8
from newstui.feeds.words import plain_title
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.subscriptions import FeedOutline, FolderOutline, SubscriptionList

_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?opml(?=[\s>])", re.IGNORECASE)
_XML_FORBIDS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile(r"(?:\{[^{}]+\})?[A-Za-z_][\w.-]*")
_KNOWN = {"text", "title", "xmlurl", "htmlurl", "category", "type"}
_DEEPEST = 64
_NAMESPACE = "urn:newstui"
_TITLED_BY = f"{{{_NAMESPACE}}}titled-by"


def read_opml(data: bytes) -> SubscriptionList:
    """The list in `data`; raises SubscriptionError where there is no OPML in it."""
    from lxml import etree

    data, problem = to_utf8(data)
    problems = [problem.replace("the feed", "the file")] if problem else []
    start = _ROOT.search(data)
    if start is None:
        raise SubscriptionError("The file is no OPML.", hint=_HINT)
    data = data[start.start() :].translate(None, CONTROLS)  # without a document type, no entity can expand or reach out
    mended = mend_entities(data)
    if mended != data:
        problems.append("An “&” in the file was not written as “&amp;”; it was read as it stands.")
    strict = etree.XMLParser(resolve_entities=False, huge_tree=False, no_network=True, encoding="utf-8")
    lenient = etree.XMLParser(resolve_entities=False, huge_tree=False, no_network=True, encoding="utf-8", recover=True)
    try:
        try:
            root = etree.fromstring(mended, strict)
        except etree.XMLSyntaxError as error:
            problems.append(f"The file is not well-formed XML (line {error.lineno or 1}); it was read as far as possible.")
            root = etree.fromstring(mended, lenient)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SubscriptionError("The file is OPML, but too damaged to be read.", hint=_HINT) from error
    if root is None:
        raise SubscriptionError("The file is OPML, but too damaged to be read.", hint=_HINT)
    body = next((child for child in root if _local(child) == "body"), root)
    title = next((child.text or "" for child in root.iter() if _local(child) == "title"), "")
    return SubscriptionList(tuple(_children(body, problems, 0)), title=safe_text(title[:500]), problems=tuple(problems))


_HINT = "Export the list from your other reader as OPML, or give newsboat's urls file."


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _children(parent: Any, problems: list[str], depth: int) -> Iterator[FeedOutline | FolderOutline]:
    for child in parent:
        if _local(child) != "outline":
            continue
        outline = _outline(child, problems, depth)
        if outline is not None:
            yield outline


def _outline(element: Any, problems: list[str], depth: int) -> FeedOutline | FolderOutline | None:
    attributes = {name.lower() if "{" not in name else name: value for name, value in element.attrib.items()}
    extra = {name: value for name, value in element.attrib.items() if name.lower() not in _KNOWN}
    text, title = attributes.get("text", ""), attributes.get("title", "")
    kind = attributes.get("type", "")
    address = attributes.get("xmlurl", "")
    if not address.strip():
        if (not len(element) and kind in ("link", "include", "song")) or depth >= _DEEPEST:
            problems.append(f"Line {element.sourceline}: “{plain_title(text or title)}” is no feed and was left out.")
            return None
        if title and title != text:
            extra["title"] = title
        if kind:
            extra["type"] = kind
        extra |= {name: element.attrib[name] for name in element.attrib if name.lower() in ("category", "htmlurl")}
        name = plain_title(text or title) or SafeText("Folder")
        return FolderOutline(name, tuple(_children(element, problems, depth + 1)), extra)
    url = web_address(address)
    if url is None:
        problems.append(f"Line {element.sourceline}: “{safe_text(address[:200])}” is no http or https address and was left out.")
        return None
    if len(element):
        problems.append(f"Line {element.sourceline}: what stands below the feed “{plain_title(text or title)}” was left out.")
    if kind and kind.lower() != "rss":
        extra["type"] = kind
    site = web_address(attributes.get("htmlurl"))
    own, given = (SafeText("") if name.strip() in (address.strip(), url) else plain_title(name) for name in (text, title))
    if extra.pop(_TITLED_BY, "") == "feed" and own == given:  # else it was given a title since, elsewhere
        own = SafeText("")
    return FeedOutline(
        url=url,
        title=own,
        feed_title=given,
        site_url=site,
        tags=_tags(attributes.get("category", "")),
        extra=extra,
    )


def _tags(category: str) -> tuple[SafeText, ...]:
    return tuple(dict.fromkeys(tag for part in category.split(",") if (tag := safe_text(part[:200]))))


def write_opml(subscriptions: SubscriptionList) -> bytes:
    """The list as OPML 2.0 in UTF-8. `text` is the reader's own title, else the feed's; `title` is the feed's."""
    from lxml import etree

    root = etree.Element("opml", version="2.0", nsmap={"newstui": _NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _clean(subscriptions.title or "newstui subscriptions")
    body = etree.SubElement(root, "body")
    for child in subscriptions.children:
        _write(etree, body, child)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _write(etree: Any, parent: Any, outline: FeedOutline | FolderOutline) -> None:
    element = etree.SubElement(parent, "outline")
    if isinstance(outline, FolderOutline):
        _set(element, {"text": outline.name} | outline.extra)
        for child in outline.children:
            _write(etree, element, child)
        return
    attributes = {"text": outline.title or outline.feed_title or outline.url, "type": "rss", "xmlUrl": outline.url}
    if outline.feed_title:
        attributes["title"] = outline.feed_title
        if not outline.title:
            attributes[_TITLED_BY] = "feed"
    if outline.site_url:
        attributes["htmlUrl"] = outline.site_url
    if outline.tags:
        attributes["category"] = ",".join(tag.replace(",", " ") for tag in outline.tags)
    _set(element, attributes | outline.extra)


def _set(element: Any, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if _NAME.fullmatch(name):
            element.set(name, _clean(value))


def _clean(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return _XML_FORBIDS.sub("", text)
