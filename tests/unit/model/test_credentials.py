"""Secrets are taken out of what a server answers, however it writes its links."""

import pytest

from newstui.model.credentials import Credential, CredentialKind


@pytest.mark.parametrize("secret", ["short123", "a-much-longer-secret"])
@pytest.mark.parametrize(
    "sign", ["&", "&amp;", "&#38;", "&#038;", "&#x26;", "&#X026;", "&amp;#038;", "&amp;amp;", "\\u0026", "\\u0026amp;"]
)
def test_a_key_goes_out_of_links_whatever_stands_before_and_behind_it(sign: str, secret: str) -> None:
    key = Credential(CredentialKind.QUERY, "key", secret)
    body = f'<a href="https://h/?p=5{sign}key={secret}">1</a> <a href="https://h/?key={secret}{sign}p=5">2</a> "https://h/?key={secret}"'
    assert key.scrub(body.encode()).decode() == '<a href="https://h/?p=5">1</a> <a href="https://h/?p=5">2</a> "https://h/"'


def test_what_only_looks_like_the_key_stays() -> None:
    body = b"https://h/?key=short1234 https://h/?p=1&other=short123 https://h/?p=1&#039;key=short123"
    assert Credential(CredentialKind.QUERY, "key", "short123").scrub(body) == body
