"""Signing requests with what a server asks for, also where it wants a digest of the password in its place (RFC 7616).

Which of the two it wants, only its answer says. It is remembered, so that the password itself is sent to such a server once.
"""

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from newstui.model.credentials import Credential, CredentialKind

if TYPE_CHECKING:
    from httpx import DigestAuth, Request, Response

_WRONG = (StopIteration, ValueError, KeyError, NotImplementedError)
"""What httpx's DigestAuth says of a challenge that it does not understand, besides its own ProtocolError."""


class Logins:
    """Signs the requests of one fetcher."""

    def __init__(self) -> None:
        self._digests: WeakKeyDictionary[Credential, dict[bytes, DigestAuth]] = WeakKeyDictionary()

    def sign(self, request: "Request", credential: Credential) -> None:
        """Put what the server asked for last time into the request's head; else what was set."""
        digest = self._digests.get(credential, {}).get(request.url.netloc)
        if digest is None:
            request.headers.update(credential.headers())
        else:
            next(digest.auth_flow(request))

    def answer(self, request: "Request", response: "Response", credential: Credential) -> bool:
        """Sign a request anew that was answered with 401; False where the server wants no digest, or one of an unknown kind."""
        from httpx import DigestAuth, ProtocolError

        if credential.kind is not CredentialKind.BASIC:
            return False
        digest = DigestAuth(credential.name, credential.secret)
        flow = digest.auth_flow(request)
        next(flow)
        try:
            flow.send(response)
        except (*_WRONG, ProtocolError):
            return False
        self._digests.setdefault(credential, {})[request.url.netloc] = digest
        return True
