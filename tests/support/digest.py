"""A server's page that wants a digest of the password in the place of the password itself."""

import hashlib
import re

from support.web_server import Answer, Request

CHALLENGE = 'Digest realm="news", qop="auth", algorithm=SHA-256, nonce="n{}", opaque="o"'


class Digested:
    """A page for who knows the password without sending it (RFC 7616, 3.4); each nonce is good for two requests."""

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self.nonce, self.left = 0, 0

    def __call__(self, request: Request) -> Answer:
        sent = dict(re.findall(r'(\w+)="?([^",]*)', request.headers.get("authorization", "")))

        def hashed(*parts: str) -> str:
            return hashlib.sha256(":".join(parts).encode()).hexdigest()

        right = hashed(
            *(hashed(self._user, "news", self._password), f"n{self.nonce}", sent.get("nc", ""), sent.get("cnonce", ""), "auth"),
            hashed("GET", request.path),
        )
        if self.left and sent.get("response") == right and sent["uri"] == request.path:
            self.left -= 1
            return Answer(b"news")
        self.nonce, self.left = self.nonce + 1, 2
        return Answer(b"no", 401, headers={"WWW-Authenticate": CHALLENGE.format(self.nonce)})
