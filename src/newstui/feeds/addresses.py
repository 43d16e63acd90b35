"""Addresses in feeds: only http and https survive, relative ones are resolved, nothing in one can reach a terminal."""

import re
from urllib.parse import quote, urljoin, urlsplit

from newstui.model.safe_text import safe_text

_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[1-5]?[0-9]{1,4})?(?:[/?#][!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]*)?")
_STRIP = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST = 4096
_ATTRIBUTE = re.compile(r"""(\s(?:href|src)\s*=\s*)(["'])([^"'<>]{0,2000})\2""", re.IGNORECASE)
_KEEP = "!#$%&'()*+,/:;=?@[]~"


def web_address(raw: str | None, base: str = "") -> str | None:
    """The absolute http or https address that `raw` means, read against `base`; None where it is no such address."""
    if not raw:
        return None
    raw = raw.strip()
    if "&amp;" in raw:
        raw = raw.replace("&amp;", "&")
    if len(raw) <= _LONGEST and _PLAIN.fullmatch(raw):
        return raw
    raw = _STRIP.sub("", raw)
    try:
        address = urljoin(base, raw)
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises ValueError for a port that is none
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or len(address) > _LONGEST:
        return None
    if " " in address or "\\" in address or safe_text(address) != address:
        try:
            address = quote(address, safe=_KEEP)
        except UnicodeEncodeError:  # half a character
            return None
    return address


def join(base: str, reference: str) -> str:
    """`reference` read against `base`; the base itself where the two make no address."""
    try:
        return urljoin(base, reference.strip())
    except ValueError:
        return base


def resolve_links(html: str, base: str) -> str:
    """HTML with the relative addresses of its links and pictures made absolute (the rest is left as it is)."""

    def absolute(match: re.Match[str]) -> str:
        target = match[3]
        if not target or target.startswith("#") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", target):
            return match[0]
        return f"{match[1]}{match[2]}{join(base, target)}{match[2]}"

    return _ATTRIBUTE.sub(absolute, html)
