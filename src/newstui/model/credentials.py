"""What a server asks for before it answers, and how it is kept out of everything that is stored, logged or shown."""

import base64
import re
from enum import StrEnum
from urllib.parse import quote, unquote, urlsplit, urlunsplit

_LEAST = 12
"""Bytes: a shorter key or token is taken out of addresses only; elsewhere it would stand by chance."""
_AND = rb"(?i:(?:&|\\u0026)(?:amp;)*(?:#0*38;|#x0*26;)?)"
"""The sign between two pairs of a query, as HTML (WordPress writes &#038;), XML and JSON write it, also one in the other."""


class CredentialKind(StrEnum):
    """How a secret is sent."""

    BASIC = "basic"
    """A user and a password (RFC 7617), or a digest of them for a server that asks for one (RFC 7616)."""
    BEARER = "bearer"
    """A token (RFC 6750)."""
    QUERY = "query"
    """A key in the address, as the value of a name."""


class Credential:
    """A secret for an address. Its representation does not hold it, so that no traceback or log does."""

    __slots__ = ("__weakref__", "kind", "name", "secret")

    def __init__(self, kind: CredentialKind, name: str, secret: str) -> None:
        self.kind = kind
        self.name = name
        """The user's, or that of the query's key; empty for a token."""
        self.secret = secret

    def __repr__(self) -> str:
        return f"Credential({self.kind.value})"

    def headers(self) -> dict[str, str]:
        """What goes into a request's head."""
        if self.kind is CredentialKind.BASIC:
            return {"authorization": f"Basic {self._pair()}"}
        return {"authorization": f"Bearer {self.secret}"} if self.kind is CredentialKind.BEARER else {}

    def _pair(self) -> str:
        return base64.b64encode(f"{self.name}:{self.secret}".encode()).decode()

    def address(self, url: str) -> str:
        """The address to ask: with its key, where it takes one."""
        if self.kind is not CredentialKind.QUERY:
            return url
        head, mark, fragment = self.without(url).partition("#")
        return f"{head}{'&' if '?' in head else '?'}{quote(self.name, safe='')}={quote(self.secret, safe='')}{mark}{fragment}"

    def without(self, url: str) -> str:
        """An address without the key that it may hold."""
        if self.kind is not CredentialKind.QUERY or "?" not in url:
            return url
        head, _, rest = url.partition("?")
        query, mark, fragment = rest.partition("#")
        kept = [pair for pair in query.split("&") if unquote(pair.partition("=")[0]) != self.name]
        return f"{head}{'?' if kept else ''}{'&'.join(kept)}{mark}{fragment}"

    def scrub(self, body: bytes) -> bytes:
        """An answer without the secret, which some servers put into every link. (Asked for again, a link gets it again.)"""
        if self.kind is CredentialKind.BASIC:
            body = body.replace(self._pair().encode(), b"")
        forms = {self.secret, quote(self.secret, safe=""), quote(self.secret)}
        for form in sorted(forms, key=len, reverse=True):
            found = form.encode()
            if not found or found not in body:
                continue
            if self.kind is CredentialKind.QUERY:
                pair = re.escape(f"{quote(self.name, safe='')}=".encode() + found) + rb"(?![\w%.~-])"
                body = re.sub(_AND + pair, b"", body)
                body = re.sub(rb"\?" + pair + _AND, b"?", body)
                body = re.sub(rb"\?" + pair, b"", body)
            elif self.kind is CredentialKind.BASIC:
                body = re.sub(re.escape(f"{quote(self.name, safe='')}:".encode() + found + b"@"), b"", body)
            if len(found) >= _LEAST and not (self.kind is CredentialKind.BASIC and self.secret.isalpha()):
                body = body.replace(found, b"")  # a password of letters alone may be a word like any other
        return body

    def stands_in(self, text: str | None) -> bool:
        """Whether a header of an answer repeats the secret."""
        forms = {self.secret, quote(self.secret, safe=""), quote(self.secret)}
        if self.kind is CredentialKind.BASIC:
            forms.add(self._pair())
        return text is not None and any(form and form in text for form in forms)


def split_address(url: str) -> tuple[str, Credential | None]:
    """An address without the user and password that stand in it, and these; None where there are none.

    >>> split_address("https://ada:l0ve%40@news.example/feed")[0]
    'https://news.example/feed'
    """
    try:
        parts = urlsplit(url)
        user, password = parts.username, parts.password
    except ValueError:
        return url, None
    if "@" not in parts.netloc:
        return url, None
    clean = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    if not user and not password:
        return clean, None
    return clean, Credential(CredentialKind.BASIC, unquote(user or ""), unquote(password or ""))
