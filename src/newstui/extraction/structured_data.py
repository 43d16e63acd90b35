"""What a page states in JSON-LD (schema.org): headline, authors, date, publisher."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newstui.extraction.page_tree import Element

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Review|Posting|BlogPost)$")
_NODES_MAX = 2_000


@dataclass(frozen=True, slots=True)
class StructuredData:
    """Raw strings as the page states them; empty where it does not."""

    headline: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    language: str = ""


def read_structured_data(root: Element) -> StructuredData:
    """The page's own article, from its JSON-LD; the first one that names a headline wins."""
    nodes: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            nodes.extend(_nodes(_load(script.text)))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(_ARTICLE_TYPE.search(t) for t in _strings(node.get("@type")))]
    if not articles:
        return StructuredData()
    article = max(articles, key=lambda node: bool(node.get("headline")))
    return StructuredData(
        headline=_first(article.get("headline")) or _first(article.get("name")),
        authors=tuple(dict.fromkeys(_names(article.get("author") or article.get("creator"), by_id))),
        published=_first(article.get("datePublished")) or _first(article.get("dateCreated")),
        publisher=next(iter(_names(article.get("publisher"), by_id)), ""),
        language=_first(article.get("inLanguage")),
    )


def _load(text: str) -> Any:
    # Line feeds inside strings and wrapping comments are common mistakes; anything worse is not read.
    text = (
        re.sub(r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?:-->|//\]\]>|/\*\]\]>\*/)\s*;?\s*$", "", text).strip().rstrip(";")
    )
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [value], 0
    while waiting and seen < _NODES_MAX:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, list):
            waiting[:0] = node[:200]
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [v.strip() for v in values if isinstance(v, str) and v.strip()]


def _first(value: Any) -> str:
    return next(iter(_strings(value)), "")


def _names(value: Any, by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    for item in (value if isinstance(value, list) else [value])[:20]:
        if isinstance(item, dict):
            node = item if "name" in item else by_id.get(str(item.get("@id")), {})
            yield from _strings(node.get("name"))
        else:
            yield from _strings(item)
