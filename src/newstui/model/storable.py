"""Text as UTF-8 can hold it."""


def storable(text: str) -> str:
    """`text` with question marks for lone surrogates, which JSON escapes can smuggle in and no encoding can write."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
