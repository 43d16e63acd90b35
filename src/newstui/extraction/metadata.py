"""What a page states about itself: title, byline, date, outlet, language, address. What it does not state stays None."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from newstui.extraction.boilerplate import is_hinted
from newstui.extraction.dates import date_in_address, parse_date
from newstui.extraction.evidence import run_together
from newstui.extraction.links import absolute_address, host_of
from newstui.extraction.page_tree import Element
from newstui.extraction.structured_data import StructuredData, read_structured_data
from newstui.model.safe_text import SafeText, safe_text

TITLE_CHARACTERS_MAX = 400
BYLINE_CHARACTERS_MAX = 160

_PUBLISHED_NAMES = """
    article:published_time article:published og:published_time og:article:published_time datepublished parsely-pub-date
"""
_PUBLISHED = tuple(_PUBLISHED_NAMES.split())
_DATE_NAMES = """
    sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date dcterms.date date pubdate publishdate publish-date
    publish_date publication_date article.published article_date_original originalpublicationdate
    cxenseparse:recs:publishtime pdate
"""
_DATES = tuple(_DATE_NAMES.split())
_AUTHORS = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_SEPARATOR = re.compile(r"\s+[-|–—·•»:]{1,2}\s+|\s*\|\s*| :: ")
_BY = re.compile(r"^(?:(?:written|posted|reported|words|story|report|text) )?by:?\s+", re.IGNORECASE)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:c?byline|by-?author|author-?name|author|article-author|entry-author)(?:$|[\s_-])", re.IGNORECASE
)
_NO_NAME = frozenset(
    ("admin", "administrator", "root", "user", "webmaster", "author", "null", "none", "undefined", "unknown", "n/a")
)
_AFTER_NAME = re.compile(
    r"\s*(?:[|•·–—]|\b(?:published|updated|posted|follow|email|view|more by|on|at)\b|\d{1,2}[/:.]\d|\b\d{1,2} [A-Z][a-z]{2}|"
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d).*$",
    re.IGNORECASE | re.DOTALL,
)
_BY_LINE = re.compile(r"\b(?:by|BY)\s+((?:[A-Z][\w.'’-]*)(?:\s+(?:and\s+)?[A-Z][\w.'’-]*){1,5})\s*$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A page's statements; see `newstui.model.articles.ExtractedArticle`."""

    title: SafeText
    byline: SafeText | None
    outlet: SafeText | None
    published: datetime | None
    language: str | None
    url: str | None


class PageFacts:
    """The head's statements, read before the page is stripped; `finish` adds what stands near the article."""

    def __init__(self, root: Element, url: str) -> None:
        self.root = root
        self.data: StructuredData = read_structured_data(root)
        self.metas: dict[str, list[str]] = {}
        for meta in root.iter("meta"):
            name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
            content = safe_text((meta.get("content") or "")[:1_000])
            if name and content:
                self.metas.setdefault(name, []).append(content)
        canonical = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
        self.canonical = absolute_address(canonical, url) or absolute_address(self.meta("og:url"), url) or None
        self.address = self.canonical or url
        self.outlet = self._outlet()
        title = root.find(".//head/title")
        self.tag_title = safe_text("".join(title.itertext())[:1_000]) if title is not None else SafeText("")
        self.names = self._head_names()
        self.title = self._title()

    def meta(self, *names: str) -> str:
        """The first statement under one of the names."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    def finish(self, container: Element) -> Metadata:
        """All of it, with what the page shows around the article at `container` where its head is silent."""
        byline = self.names or _shown_names(container) or _line_above(container)
        published = self._head_date() or _shown_date(container) or date_in_address(self.address)
        return Metadata(self.title, byline, self.outlet, published, self._language(), self.canonical)

    def _outlet(self) -> SafeText | None:
        """The site's name. An address is none: who knows the feed knows a better one."""
        for stated in (self.meta("og:site_name"), self.data.publisher, self.meta("application-name")):
            name = safe_text(stated[:120])
            if name and "://" not in name:
                return name
        return None

    def _language(self) -> str | None:
        html = (
            self.root.get("lang")
            or self.root.get("xml:lang")
            or self.root.get("{http://www.w3.org/XML/1998/namespace}lang")
            or ""
        )
        for stated in (html, self.data.language, self.meta("og:locale", "content-language", "language")):
            if match := re.match(r"[A-Za-z]{2}(?=$|[-_])", stated.strip()):
                return match[0].lower()
        return None

    # Title

    def _title(self) -> SafeText:
        stated = [
            safe_text(t[:1_000]) for t in (self.meta("og:title"), self.data.headline, self.meta("twitter:title"), self.tag_title)
        ]
        stated = [t for t in stated if t]
        shown = [safe_text(" ".join(h.itertext())[:1_000]) for h in self.root.iter("h1")]
        for heading in shown:
            if len(heading.split()) >= 3 and any(run_together(heading) in run_together(t) for t in stated):
                return self._without_names(heading)
        if stated:
            return self._without_names(stated[0])
        return next((h for h in shown if h), SafeText(""))

    def _without_names(self, title: str) -> SafeText:
        """The title without the outlet's or the author's name at its end (or the outlet's at its start)."""
        names = {run_together(n) for n in (self.outlet, self.data.publisher, self.meta("application-name"), self.names) if n}
        host = run_together(host_of(self.address))
        for _ in range(3):
            parts = list(_SEPARATOR.finditer(title))
            if not parts:
                break
            last, first = title[parts[-1].end() :], title[: parts[0].start()]
            if self._is_name(last, names, host) and len(title[: parts[-1].start()].split()) >= 2:
                title = title[: parts[-1].start()]
            elif run_together(first) in names and len(title[parts[0].end() :].split()) >= 3:
                title = title[parts[0].end() :]
            else:
                break
        return safe_text(title[:TITLE_CHARACTERS_MAX])

    @staticmethod
    def _is_name(words: str, names: set[str], host: str) -> bool:
        flat = run_together(words)
        bare = flat.removeprefix("the")
        return bool(flat) and (
            flat in names or bare in {n.removeprefix("the") for n in names} or (len(bare) > 2 and host.startswith(bare))
        )

    # Byline

    def _head_names(self) -> SafeText | None:
        if found := _joined(self.data.authors):
            return found
        stated = [v for name in _AUTHORS for v in self.metas.get(name, ())]
        stated += [
            v
            for name, values in self.metas.items()
            if name.endswith((".author", ":author")) and name not in _AUTHORS
            for v in values
        ]
        for value in stated:
            if found := _joined(value.split(";") if ";" in value else [value]):
                same = [v for v in self.metas.get("author", ()) if v == value]
                return (_joined(self.metas["author"]) or found) if same else found
        return None

    # Date

    def _head_date(self) -> datetime | None:
        stated = [self.data.published, *(v for name in _PUBLISHED for v in self.metas.get(name, ())[:1])]
        dates = [date for value in stated if (date := parse_date(value))]
        if dates:
            # Where they differ, a later one is that of a change; but a day without a time says less than a moment of that day.
            first = min(dates)
            exact = [d for d in dates if d.time() != time() and d - first < timedelta(hours=36)]
            return min(exact) if first.time() == time() and exact else first
        stated = [v for name in _DATES for v in self.metas.get(name, ())[:1]]
        return next((date for value in stated if (date := parse_date(value))), None)


def _joined(names: Iterator[str] | tuple[str, ...] | list[str]) -> SafeText | None:
    clean = [n for n in map(_name, names) if n]
    unique = list({run_together(n): n for n in reversed(clean)}.values())[::-1]
    return safe_text(", ".join(unique)[:BYLINE_CHARACTERS_MAX]) or None


def _name(stated: str) -> str:
    """A name as a byline shows it; empty where the words are no name."""
    name = _BY.sub("", safe_text(stated[:300]))
    name = _AFTER_NAME.sub("", name).strip(" ,.;:-–—|") if len(name) > 3 else name
    if not name or "://" in name or "@" in name or name.lower() in _NO_NAME or len(name) > 100 or len(name.split()) > 12:
        return ""
    return name if any(c.isalpha() for c in name) and not re.search(r"\d{2}|^www\.|\.(?:com|org|net)/", name) else ""


def _regions(container: Element) -> Iterator[Element]:
    """The article's element and its ancestors, nearest first."""
    yield container
    yield from container.iterancestors()


def _is_elsewhere(element: Element, region: Element) -> bool:
    """Whether an element of the region belongs to a teaser, a comment or another article."""
    for ancestor in element.iterancestors():
        if ancestor is region:
            return False
        if ancestor.tag in ("aside", "article", "ul", "ol") and "byline" not in (ancestor.get("class") or "").lower():
            return True
        if is_hinted(ancestor):
            return True
    return False


def _shown_names(container: Element) -> SafeText | None:
    """Names that the page marks as the author's, in the nearest region around the article that has any."""
    for region in _regions(container):
        if region.tag == "html":
            break
        groups: dict[str, list[str]] = {}
        for element in region.iter():
            kind = _author_mark(element)
            if not kind or _is_elsewhere(element, region):
                continue
            inner = element.find(".//*[@itemprop='name']")
            text = "".join((inner if inner is not None else element).itertext())
            if kind == "class" and not (_BY.match(text.strip()) or "author" in (element.get("class") or "").lower()):
                continue
            if len(text.split()) <= 14 and _name(text):
                groups.setdefault(kind, []).append(text)
        for kind in ("itemprop", "rel", "class"):
            if kind in groups:
                return _joined(groups[kind][:4] if kind != "class" else groups[kind][:1])
    return None


def _author_mark(element: Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    if "author" in (element.get("itemprop") or "").lower().split():
        return "itemprop"
    if (element.get("rel") or "").lower() == "author":
        return "rel"
    return "class" if _BYLINE_CLASS.search((element.get("class") or "")[:300]) else ""


def _lines_above(container: Element) -> Iterator[str]:
    """Short lines that stand directly before the article."""
    place = container
    for _ in range(3):
        parent = place.getparent()
        if parent is None or place.tag in ("body", "html", "article"):
            return
        for sibling in place.itersiblings(preceding=True):
            if isinstance(sibling.tag, str) and not is_hinted(sibling):
                line = safe_text(" ".join(sibling.itertext())[:300])
                if line and len(line.split()) <= 14:
                    yield line
        place = parent


def _line_above(container: Element) -> SafeText | None:
    for line in _lines_above(container):
        if match := _BY_LINE.search(line):
            return safe_text(_name(match[1])) or None
    return None


def _shown_date(container: Element) -> datetime | None:
    """The date that the page shows for the article: in a time element near it, not one of a teaser or of a change."""
    for region in _regions(container):
        if region.tag == "html":
            break
        times = [
            t for t in region.iter("time") if "modified" not in (t.get("itemprop") or "").lower() and not _is_elsewhere(t, region)
        ]
        times.sort(key=lambda t: "published" not in (t.get("itemprop") or "").lower())
        for shown in times:
            if date := parse_date(shown.get("datetime") or "") or parse_date("".join(shown.itertext())):
                return date
    return next((date for line in _lines_above(container) if (date := parse_date(line))), None)
