"""Finding words in a text as a reader expects it: case and accents do not matter, nor how a quotation mark is shaped."""

import re
import unicodedata

from newstui.model.spans import Spans, TextSpan

_SHAPES = {ord(c): "'" for c in "‘’‚`´"} | {ord(c): '"' for c in "“”„«»"} | {ord(c): "-" for c in "‐‑–—"}


class _Folded(dict[int, str]):
    """Folds character by character, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFKD", chr(code))[0].casefold()
        folded = self[code] = _SHAPES.get(code, base if len(base) == 1 else chr(code))
        return folded


_FOLDED = _Folded()


def find(text: str, query: str) -> Spans:
    """Every stretch of `text` that says `query`, in order and disjoint; blanks match any blanks. Nothing for an empty query."""
    words = query.translate(_FOLDED).split()
    if not words:
        return ()
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    return tuple(TextSpan(*match.span()) for match in pattern.finditer(text.translate(_FOLDED)))
