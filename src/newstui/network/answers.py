"""What an answer's head says: how long it is good for, when to come back, under which address it will stand."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newstui.errors import BadStatus, Gone, NetworkError
from newstui.model.feeds import Validators
from newstui.model.safe_text import safe_text

LONGEST_WAIT = 7 * 24 * 3600.0
"""No Retry-After is heeded for longer, seconds."""

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_ALWAYS = re.compile(r"(?:^|[\s,])no-(?:cache|store)\s*(?:,|$)", re.IGNORECASE)
_SCHEME = re.compile(r"(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+\w|\s*(?:,|$))")
_SENT = frozenset({"basic", "digest", "bearer"})
_WORDS = {
    400: "the server did not understand the request",
    402: "it wants a payment",
    403: "the server refuses to give it",
    404: "there is nothing at this address",
    406: "the server has it in no form that is understood here",
    408: "the server got tired of waiting",
    410: "it is gone for good",
    429: "the server wants fewer requests",
    451: "it is withheld for legal reasons",
    500: "the server has an error of its own",
    502: "the server behind the server does not answer",
    503: "the server is not available for now",
    504: "the server behind the server takes too long",
}
_HINTS = {
    403: "Look on the site whether it still gives feeds to readers.",
    404: "It may have moved: look on the site for its new address.",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, its body whole and decompressed."""

    status: int
    url: str
    """Where the answer came from, after redirects."""
    body: bytes
    content_type: str | None
    validators: Validators
    permanent_url: str | None = None
    """Where every redirect on the way was a permanent one: the address to ask from now on."""
    max_age: float | None = None
    """Seconds for which the answer is fresh (Cache-Control)."""
    coding: str = ""
    """What the body is still compressed as, where that was asked for."""
    private: bool = False
    """Whether the server that answered stands on this machine or in its own network."""
    cut: NetworkError | None = None
    """What ended the body before its end, where a beginning is welcome: see `Fetcher.get`."""
    not_modified: bool = False
    """304: what was had before is still good; the body is empty."""


def validators_of(headers: Mapping[str, str]) -> Validators:
    """What to ask with the next time."""
    return Validators(_short(headers.get("etag")), _short(headers.get("last-modified")))


def conditions(validators: Validators) -> dict[str, str]:
    """What a request says to be answered only if something changed.

    A cache may hold validators of before that no request can carry: these are left out.
    """
    said = {"if-none-match": _short(validators.etag), "if-modified-since": _short(validators.last_modified)}
    return {name: value for name, value in said.items() if value}


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= 1024 and value.isascii() and value.isprintable() else None


def max_age_of(headers: Mapping[str, str]) -> float | None:
    """Cache-Control's max-age in seconds; None where there is none, or where it is to be asked each time all the same."""
    wish = headers.get("cache-control", "")[:1024]
    found = None if _ALWAYS.search(wish) else _MAX_AGE.search(wish)
    return float(found[1]) if found else None


def retry_after_of(headers: Mapping[str, str]) -> float | None:
    """Retry-After in seconds from now (RFC 9110 10.2.3: seconds or a date), at most LONGEST_WAIT; None where there is none."""
    value = headers.get("retry-after", "").strip()[:64]
    if not value:
        return None
    if value.isdecimal():
        return min(float(value), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_WAIT)


def bad_status(url: str, status: int, headers: Mapping[str, str], *, known: bool = False) -> BadStatus:
    """The error that a status stands for; `known` if a password or key was sent."""
    kind = Gone if status == 410 else BadStatus
    words = _WORDS.get(status, "the server has an error of its own" if status >= 500 else "that is no answer to the question")
    hint = _HINTS.get(status, "")
    if status == 401:
        words, hint = _login(url, headers.get("www-authenticate", ""), known=known)
    return kind(f"{url} answered {status}: {words}.", status=status, hint=hint, retry_after=retry_after_of(headers))


def _login(url: str, challenge: str, *, known: bool) -> tuple[str, str]:
    """What a server that wants a login wants (RFC 9110 11.6.1), and what to do."""
    schemes = [scheme.lower() for scheme in _SCHEME.findall(challenge[:2048])]
    if schemes and not _SENT.intersection(schemes):
        return f"it wants a login of a kind that newstui does not know ({safe_text(schemes[0])})", "A browser may know it."
    if known:
        return "it refused the user, password or key that newstui has for it", "newstui secret tells it others."
    return "it wants a login", f"newstui secret {url} --basic USER tells newstui the password; --bearer and --query, a key."
