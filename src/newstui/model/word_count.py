"""How many words a text has, also where a script writes none of its words apart."""

import re

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese."""
_LETTERS_A_WORD = 2
"""A usual word of Chinese has two characters; for a length it need not be nearer."""


def count_words(text: str) -> int:
    """Words of a text; of scripts without blanks, two letters count as one."""
    words = len(text.split())
    if not text.isascii():
        words += sum(1 for _ in _UNSPACED.finditer(text)) // _LETTERS_A_WORD
    return words
