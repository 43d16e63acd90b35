"""The same words of somebody, printed in several articles: whole, cut, or in other words.

A quotation is filed under a few of its runs of words, chosen by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local
algorithms for document fingerprinting", SIGMOD 2003): of each stretch of runs the one with the smallest hash. So quotations
that share a stretch long enough share a key, wherever either of them was cut.
"""

import struct
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from zlib import crc32

import msgspec

from newstui.stories.terms import fold_word, stem, words_of

_RUN = 4
_WINDOW = 10
_SOUGHT_WINDOW = 4
_LEAST = 5
"""Words below which a quotation is not looked for outside its own story: too many people say as little."""
_WHOLE = 0.8
_CERTAIN = 9
"""From so many words on a quotation is the same whoever is said to have said it."""
_CUT_LEAST = 3
_REWORDED = 0.5
_REWORDED_LEAST = 2
"""Reworded, half of the telling words must be the same, and so many; fewer only where nothing else of the speaker is quoted."""
_ANYBODY = frozenset({"he", "she", "they", "it", "we", "i", "who", "one"})
_SOME = frozenset({"a", "an", "some", "another", "several", "many", "two", "three"})
_APART = 1 << 46
"""Above the keys of days (see `newstui.stories.sketches`)."""
_KIND = b"said"


class Saying(msgspec.Struct, frozen=True):
    """A quotation as it was printed: its place, its words, who is said to have said it."""

    entry_id: int
    number: int
    words: tuple[str, ...]
    speaker: str = ""
    own_words: bool = True
    """Whether it is given as the speaker's own words."""

    @classmethod
    def of(cls, entry_id: int, number: int, text: str, speaker: str | None, *, own_words: bool = True) -> "Saying":
        """A quotation of this text. A speaker who is only "she", or "a report", is nobody known."""
        first, *rest = speaker.split() if speaker else ("",)
        unknown = fold_word(first) in (_SOME if rest else _ANYBODY)
        return cls(entry_id, number, tuple(words_of(text)), "" if unknown else speaker or "", own_words)


def filed_keys(saying: Saying) -> list[int]:
    """The keys under which a quotation is filed: about two for each dozen words, at least one."""
    return _least(saying, _WINDOW)


def sought_keys(saying: Saying) -> list[int]:
    """The keys under which a quotation is looked for: some more, so that a cut finds the whole.

    The least of ten neighbours is the least of any four of them in which it stands.
    """
    return _least(saying, _SOUGHT_WINDOW)


def _least(saying: Saying, window: int) -> list[int]:
    """Of each stretch of so many runs the one with the smallest hash."""
    runs = _runs(saying)
    if len(runs) <= window:
        return [min(runs)] if runs else []
    return list(dict.fromkeys(min(runs[at : at + window]) for at in range(len(runs) - window + 1)))


def _runs(saying: Saying) -> list[int]:
    """The keys of all its runs of words, in order; none for a quotation too short to be known again."""
    words = saying.words
    if len(words) < _LEAST or not saying.own_words:
        return []
    return [_key(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def _key(words: Sequence[str]) -> int:
    packed = _KIND + struct.pack("<B", len(words)) + " ".join(words).encode("utf-8", "surrogatepass")
    return _APART | (crc32(packed) << 32 | crc32(packed[::-1])) & (_APART - 1)


def same(one: Saying, other: Saying) -> bool:
    """Whether two quotations have the same words, one by one: whole, or one cut from the other."""
    short, long = sorted((one.words, other.words), key=len)
    if not (one.own_words and other.own_words) or len(short) < _LEAST:
        return False
    if len(short) < _CERTAIN and not _same_speaker(one.speaker, other.speaker):
        return False
    return _found(short, long) >= _WHOLE * len(short)


def pairs(mine: Sequence[Saying], theirs: Sequence[Saying], *, one_story: bool) -> list[tuple[Saying, Saying]]:
    """Which quotations of two articles are the same words of somebody.

    In two reports of one story a cut may be shorter, and what one speaker is told to have said may be reworded: then each
    must be nearest to the other of all that these articles quote.
    """
    found = [(one, other) for one in mine for other in theirs if same(one, other)]
    if not one_story:
        return found
    taken = {id(saying) for pair in found for saying in pair}
    lone = _lone(mine) & _lone(theirs)
    rest = [
        (_nearness(one, other, lone=_by(one) in lone or _by(other) in lone), one, other)
        for one in mine
        for other in theirs
        if not {id(one), id(other)} & taken
    ]
    for _, one, other in sorted((item for item in rest if item[0] > 0), key=lambda item: -item[0]):
        if not {id(one), id(other)} & taken:
            found.append((one, other))
            taken |= {id(one), id(other)}
    return found


def _by(saying: Saying) -> str:
    """The last word of the speaker's name."""
    return fold_word(saying.speaker.split()[-1]) if saying.speaker.split() else ""


def _lone(sayings: Sequence[Saying]) -> set[str]:
    """Speakers of one quotation only."""
    counted = Counter(_by(saying) for saying in sayings)
    return {speaker for speaker, count in counted.items() if count == 1 and speaker}


def _nearness(one: Saying, other: Saying, *, lone: bool) -> float:
    """How near two quotations in reports of one story come to each other, 0 (they are not the same) to 1.

    `lone`: either article quotes its speaker only this once.
    """
    short, long = sorted((one.words, other.words), key=len)
    alike = _same_speaker(one.speaker, other.speaker)
    unknown = not (one.speaker and other.speaker)
    if one.own_words and other.own_words and len(short) >= (_CUT_LEAST if alike or unknown else _LEAST):
        share = _found(short, long) / len(short)
        if share >= _WHOLE:
            return share
    if not alike or len(short) < _LEAST or _other_figures(short, long):
        return 0.0
    little, much = sorted(({stem(word) for word in words} - {""} for words in (short, long)), key=len)
    shared = len(little & much)
    if shared < _REWORDED_LEAST and not (shared and lone):
        return 0.0
    share = shared / max(_REWORDED_LEAST, len(little))
    return share if share >= _REWORDED else 0.0


def _other_figures(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both give figures, and none of them is the same: then they tell of something else."""
    mine, theirs = ({word for word in words if any(map(str.isdigit, word))} for words in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _found(short: Sequence[str], long: Sequence[str]) -> int:
    """How many words of one stand in the other in the same order, single ones not counted."""
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1)


def _same_speaker(one: str, other: str) -> bool:
    """Whether two names can be one person's: one's last word stands in the other ("Lindahl", "Governor Petra Lindahl")."""
    mine, theirs = ([fold_word(word) for word in name.split()] for name in (one, other))
    return bool(mine and theirs) and (mine[-1] in theirs or theirs[-1] in mine)
