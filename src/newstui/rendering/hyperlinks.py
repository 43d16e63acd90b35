"""Links that can be clicked in the terminal: which characters carry an address, and addresses that nothing hostile passes in."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from newstui.model.documents import BlockKind, Document, InlineKind
from newstui.rendering.lines import Segment

_MOST = 2083  # characters that VTE takes, and Internet Explorer took
_KEPT = "!#$&'()*+,/:;=?@[]~%"  # what RFC 3986 gives a meaning; letters, digits and _.- stay by themselves
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")


@lru_cache(maxsize=512)
def clickable(address: str) -> str:
    """The address as printable ASCII, to be sent to a terminal within OSC 8; "" where it is not to be clicked.

    Only http and https, without a name or password before the host (which could look like another host), and not longer than
    terminals take. What is no ASCII is percent-encoded, a host by IDNA.
    """
    if any(char < " " or "\x7f" <= char <= "\x9f" for char in address):
        return ""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        host = f"[{host}]" if ":" in host else host.encode("idna").decode() if not host.isascii() else host
    except ValueError:  # UnicodeError too: a host that cannot be one
        return ""
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    rest = _encoded(parts.path)
    if parts.query:
        rest += f"?{_encoded(parts.query)}"
    if parts.fragment:
        rest += f"#{_encoded(parts.fragment)}"
    link = f"{parts.scheme}://{host}{f':{port}' if port is not None else ''}{rest}"
    return link if len(link) <= _MOST else ""


def _encoded(text: str) -> str:
    # A ";" at the very end would read as the end of a link.
    made = _LONE_PERCENT.sub("%25", quote(text, safe=_KEPT, errors="replace"))
    return f"{made[:-1]}%3B" if made.endswith(";") else made


class Hyperlinks(NamedTuple):
    """Stretches of a text that lead somewhere, ascending and apart."""

    starts: list[int]
    ends: list[int]
    links: list[str]

    @classmethod
    def of(cls, document: Document) -> "Hyperlinks":
        """The links of a document, and its pictures' captions."""
        found: list[tuple[int, int, str]] = []
        for block in document.blocks:
            found += [(i.span.start, i.span.end, clickable(i.target)) for i in block.inlines if i.kind is InlineKind.LINK]
            if block.kind is BlockKind.PICTURE and block.target and not block.inlines:
                found.append((block.span.start, block.span.end, clickable(block.target)))
        kept: list[tuple[int, int, str]] = []
        for start, end, link in sorted(found):
            if link and start < end and (not kept or start >= kept[-1][1]):
                kept.append((start, end, link))
        return cls([k[0] for k in kept], [k[1] for k in kept], [k[2] for k in kept])

    def over(self, segments: Iterable[Segment], at: int) -> Iterator[Segment]:
        """Segments of the text from offset `at` on, with their links."""
        for segment in segments:
            end = at + len(segment.text)
            i = max(0, bisect_right(self.starts, at) - 1)
            while i < len(self.starts) and self.starts[i] < end:
                start, stop = max(self.starts[i], at), min(self.ends[i], end)
                if start < stop:
                    yield Segment(segment.text[: start - at], segment.roles)
                    yield Segment(segment.text[start - at : stop - at], segment.roles, self.links[i])
                    segment, at = Segment(segment.text[stop - at :], segment.roles), stop
                i += 1
            yield segment
            at = end
