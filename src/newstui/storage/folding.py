"""Names folded for comparing and sorting: case, diacritics and blanks make no difference."""

import unicodedata


def fold(text: str) -> str:
    """`text` without case, diacritics and doubled blanks ("  Łódź  Café" becomes "łodz cafe")."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())
