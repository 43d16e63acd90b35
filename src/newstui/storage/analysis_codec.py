"""How an analysis lies in the database: columns of small numbers, deflated with the article's text as the dictionary.

An analysis names people whom its text names, so that most of its words are found there: together with offsets told as
distances this takes a fifth of the text, where plain JSON, deflated, takes half of it.
"""

import zlib
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from newstui.model.analysis import Analysis, Entity, EntityType, Quotation, QuotationKind, Strength
from newstui.model.safe_text import SafeText
from newstui.model.spans import Spans, TextSpan

_FORMAT = b"\x02"  # a first byte that no zlib stream has: those are the JSON of version 1
_WINDOW = 32_000
_KINDS = tuple(QuotationKind)
_TYPES = tuple(EntityType)
# What the rules say again and again; a word more or less only costs some bytes.
_PHRASES = (
    b"the text calls this person spoken of just before a body whose words are reported mentioned shortly before clause"
    b" object reversed headline transcript named in the source"
)
_NOBODY = -1


class _Packed(msgspec.Struct, array_like=True):
    version: str
    language: str
    reduced: bool
    words: list[str]
    numbers: list[float]
    """The confidences that occur."""
    kinds: list[int]
    who: list[int]
    """Of each quotation: speaker, via, addressee, reason, rule, as places in `words`."""
    flags: list[int]
    sure: list[int]
    spans: list[int]
    entities: list[list[int]]


@cache
def _json() -> msgspec.json.Decoder[Analysis]:
    return msgspec.json.Decoder(Analysis)


@cache
def _unpack() -> msgspec.msgpack.Decoder[_Packed]:
    return msgspec.msgpack.Decoder(_Packed)


def encode(analysis: Analysis, text: str) -> bytes:
    """The analysis of `text` as bytes, without the text's hash."""
    words: dict[str, int] = {}
    numbers: dict[float, int] = {}

    def place(word: str | None) -> int:
        return _NOBODY if word is None else words.setdefault(word, len(words))

    quotations = analysis.quotations
    spans: list[int] = []
    at = 0
    for quotation in quotations:
        for part in (quotation.content, quotation.source, quotation.cue):
            spans.append(len(part))
            spans += _distances(part, at)
            at = part[-1].start if part else at
    packed = _Packed(
        version=analysis.version,
        language=analysis.language,
        reduced=analysis.reduced,
        kinds=[_KINDS.index(q.kind) for q in quotations],
        who=[place(word) for q in quotations for word in (q.speaker, q.via, q.addressee, q.reason, q.rule)],
        flags=[q.hedged + 2 * (q.strength is Strength.STANCE) + 4 * q.denied for q in quotations],
        sure=[numbers.setdefault(q.confidence, len(numbers)) for q in quotations],
        spans=spans,
        entities=[
            [_TYPES.index(e.type), place(e.name), len(e.aliases), *map(place, e.aliases), *_distances(e.mentions, 0)]
            for e in analysis.entities
        ],
        words=list(words),
        numbers=list(numbers),
    )
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, _dictionary(text))
    return _FORMAT + deflate.compress(msgspec.msgpack.encode(packed)) + deflate.flush()


def decode(data: bytes, text: str, text_hash: str) -> Analysis:
    """The analysis that was encoded with the same text; one of version 1, too."""
    if data[:1] != _FORMAT:
        return _json().decode(zlib.decompress(data))
    packed = _unpack().decode(zlib.decompressobj(-15, zdict=_dictionary(text)).decompress(data[1:]))
    words = [SafeText(word) for word in packed.words]
    spans = iter(packed.spans)
    at = 0
    quotations: list[Quotation] = []
    for number, kind in enumerate(packed.kinds):
        parts: list[Spans] = []
        for _ in range(3):
            part = _spans(spans, next(spans), at)
            at = part[-1].start if part else at
            parts.append(part)
        speaker, via, addressee, reason, rule = (
            words[place] if place != _NOBODY else None for place in packed.who[number * 5 : number * 5 + 5]
        )
        quotations.append(
            Quotation(
                kind=_KINDS[kind],
                content=parts[0],
                source=parts[1],
                cue=parts[2],
                speaker=speaker,
                via=via,
                addressee=addressee,
                hedged=bool(packed.flags[number] & 1),
                denied=bool(packed.flags[number] & 4),
                strength=Strength.STANCE if packed.flags[number] & 2 else Strength.STATEMENT,
                confidence=packed.numbers[packed.sure[number]],
                reason=reason or "",
                rule=rule or "",
            )
        )
    entities = []
    for row in packed.entities:
        kind, name, aliases = row[:3]
        mentions = iter(row[3 + aliases :])
        entities.append(
            Entity(
                name=words[name],
                type=_TYPES[kind],
                mentions=_spans(mentions, (len(row) - 3 - aliases) // 2, 0),
                aliases=tuple(words[place] for place in row[3 : 3 + aliases]),
            )
        )
    return Analysis(packed.version, text_hash, tuple(quotations), tuple(entities), packed.reduced, packed.language)


def _dictionary(text: str) -> bytes:
    return _PHRASES + text.encode("utf-8", "replace")[:_WINDOW]


def _distances(spans: Iterable[TextSpan], at: int) -> Iterator[int]:
    for start, end in spans:
        yield start - at
        yield end - start
        at = start


def _spans(numbers: Iterator[int], count: int, at: int) -> Spans:
    found: list[TextSpan] = []
    for _ in range(count):
        at += next(numbers)
        found.append(TextSpan(at, at + next(numbers)))
    return tuple(found)
