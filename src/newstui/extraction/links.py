"""Addresses as pages write them, made absolute; only what a reader may open."""

import re
from urllib.parse import urljoin, urlsplit

ADDRESS_CHARACTERS_MAX = 2_000

_UNWRITABLE = re.compile(
    r"[\x00-\x20\"<>\\^`{|}\x7f-\xa0\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def absolute_address(raw: str | None, base_url: str) -> str:
    """The absolute http, https or mailto address that `raw` means on a page at `base_url`; empty where it means none.

    A link to a place within the same page is none.
    """
    address = re.sub(r"[\t\r\n]", "", raw or "").strip()
    if not address or address.startswith("#") or len(address) > ADDRESS_CHARACTERS_MAX:
        return ""
    try:
        joined = urljoin(base_url, address)
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme == "mailto":
        return _UNWRITABLE.sub(_percent, joined) if "@" in parts.path else ""
    if scheme not in ("http", "https") or not host:
        return ""
    if parts.fragment and joined.partition("#")[0] == base_url.partition("#")[0]:
        return ""
    return _UNWRITABLE.sub(_percent, joined)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def host_of(url: str) -> str:
    """The host of an address without "www."; empty where there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
