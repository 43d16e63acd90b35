"""Sketches: what is kept of an entry to find and compare others with it, in a few hundred bytes.

A sketch has the entry's most telling words, and a MinHash signature of its runs of words, by which copies are known
(Broder, "On the resemblance and containment of documents", 1997). Its keys are numbers under which a store files the entry:
two entries that may tell the same share a key, so that finding them costs a few look-ups however many there are.
"""

import struct
from collections.abc import Collection, Iterable, Mapping
from math import log
from zlib import crc32

import msgspec

from newstui.stories.figures import figures_of
from newstui.stories.terms import Term, words_of

SCHEME = 2
"""Names how sketches and keys are made; where it differs, they are made anew."""
KEPT = 28
"""Terms kept of an entry."""
_OTHER_NAMES = 12
_KEY_TERMS = 9
_SHINGLE = 3
_SIGNATURE = 24
_BAND = 3
_BANDS = 4
_SEED = 20_110
_PRIOR_ENTRIES = 300
"""Before a cache has told which words are common, so many imagined entries do, in which a name is rarer than a word."""
_PRIOR_NAME, _PRIOR_WORD = 1.0, 5.0
_APART = 1 << 46
"""Keys that belong to no day lie above those that do: a day's keys lie together, so that looking around a day, and filing what is
new, touch few pages of the store however large it is."""
_DAY = 86_400
DAYS_APART = 2
"""Entries this many calendar days apart can be found by a shared word; copies can be found at any distance."""

_HEAD = struct.Struct("<BBBBBH")


class Sketch(msgspec.Struct, frozen=True):
    """What an entry is about. `weights` stand beside `terms`, 1 to 255; the first `names` terms are names, and of these the first
    `heads` stand in the title."""

    terms: tuple[int, ...]
    weights: tuple[int, ...]
    names: int
    signature: tuple[int, ...] = ()
    """The lower halves of the MinHash values; empty for a text too short to have runs of words."""
    words: int = 0
    heads: int = 0
    figures: tuple[int, ...] = ()
    """What it counts (see `newstui.stories.figures`)."""
    other_names: tuple[int, ...] = ()
    """The lower halves of further names that it has: no part of what it is about, but not unheard of in it either."""

    def encode(self) -> bytes:
        """As bytes."""
        counts = len(self.terms), self.names, self.heads, len(self.figures), len(self.other_names)
        head = _HEAD.pack(*counts, min(self.words, 65_535))
        body = struct.pack(f"<{len(self.terms)}I", *self.terms) + bytes(self.weights)
        rest = (*self.other_names, *self.signature)
        return head + body + struct.pack(f"<{len(self.figures)}I{len(rest)}H", *self.figures, *rest)


def decode(data: bytes) -> Sketch:
    """The sketch that `Sketch.encode` made these bytes of."""
    count, names, heads, figures, others, words = _HEAD.unpack_from(data)
    terms = struct.unpack_from(f"<{count}I", data, _HEAD.size)
    at = _HEAD.size + 4 * count
    weights = tuple(data[at : at + count])
    at += count
    left = (len(data) - at - 4 * figures) // 2
    rest = struct.unpack_from(f"<{figures}I{left}H", data, at)
    return Sketch(terms, weights, names, rest[figures + others :], words, heads, rest[:figures], rest[figures : figures + others])


def telling(terms: Mapping[int, Term]) -> list[int]:
    """The terms that may be kept, the heaviest first: those whose frequency in the cache is worth asking for."""
    return sorted(terms, key=lambda term: -terms[term].weight)[: 3 * KEPT]


def sketch(
    title: str,
    text: str,
    terms: Mapping[int, Term],
    counts: Mapping[int, int],
    entries: int,
    habits: Collection[int] = (),
) -> Sketch:
    """The sketch of an entry. `counts` says in how many of the cache's `entries` a term stands; `habits` are terms that its feed
    has in nearly every entry: they tell nothing, but in a title."""
    weighed = []
    for term in telling(terms):
        weight, name, titled = terms[term]
        if term in habits and not titled:
            continue
        prior = _PRIOR_NAME if name else _PRIOR_WORD
        rarity = log((entries + _PRIOR_ENTRIES) / (counts.get(term, 0) + prior))
        if rarity > 0:
            weighed.append((weight * rarity, term, name + (name and titled)))
    weighed.sort(reverse=True)
    kept = sorted(weighed[:KEPT], key=lambda item: -item[2])
    top = max((weight for weight, _, _ in kept), default=1.0)
    signature, words = _signature(title, text)
    about = {term for _, term, _ in kept}
    others = [term for term in terms if terms[term].name and term not in about]
    return Sketch(
        terms=tuple(term for _, term, _ in kept),
        weights=tuple(max(1, round(255 * weight / top)) for weight, _, _ in kept),
        names=sum(name > 0 for _, _, name in kept),
        signature=tuple(value & 0xFFFF for value in signature),
        words=words,
        heads=sum(name > 1 for _, _, name in kept),
        figures=figures_of(title, text),
        other_names=tuple(term & 0xFFFF for term in sorted(others, key=lambda term: -terms[term].weight)[:_OTHER_NAMES]),
    )


def _signature(title: str, text: str) -> tuple[list[int], int]:
    from rensa import RMinHash  # a compiled library, for whoever makes sketches only

    words = words_of(f"{title}\n{text}"[:20_000])
    shingles = {" ".join(run) for run in zip(*(words[at:] for at in range(_SHINGLE)))}
    if len(shingles) < 8:
        return [], len(words)
    sums = RMinHash(num_perm=_SIGNATURE, seed=_SEED)
    sums.update(list(shingles))
    return list(sums.digest()), len(words)


def keys_of(sketch: Sketch, at: int) -> list[int]:
    """The keys under which an entry dated `at` (Unix seconds) is filed."""
    return _band_keys(sketch) + _term_keys(sketch, at, (0,))


def keys_near(sketch: Sketch, at: int) -> list[int]:
    """The keys under which others are filed that may tell the same as an entry dated `at`, some days around it."""
    return _band_keys(sketch) + _term_keys(sketch, at, range(-DAYS_APART, DAYS_APART + 1))


def _band_keys(sketch: Sketch) -> list[int]:
    """What near copies share: each of a few values of the signature, at whatever distance in time."""
    bands = range(0, min(len(sketch.signature), _BAND * _BANDS), _BAND)
    return [_APART | _hash(at, *sketch.signature[at : at + _BAND]) & (_APART - 1) for at in bands]


def _term_keys(sketch: Sketch, at: int, days: Iterable[int]) -> list[int]:
    best = sorted(range(len(sketch.terms)), key=lambda i: -sketch.weights[i])[:_KEY_TERMS]
    return [at // _DAY + day << 31 | sketch.terms[i] & 0x7FFFFFFF for day in days for i in best]


def _hash(*numbers: int) -> int:
    packed = struct.pack(f"<{len(numbers)}q", *numbers)
    return crc32(packed) << 32 | crc32(packed[::-1])
