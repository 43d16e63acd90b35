"""What of a passage the model is given to read, and the way back from its words to the text.

Five things mislead a parser trained on edited prose, and all can be taken away without loss: short acronyms in
parentheses inside a name ("Foreign Minister (FM) Jane Roe"), which break it in two, the letters of an honour behind it
("Jane Roe KC"), the place or time before a report's first sentence ("OSLO — ", "18.42 "), the hyphen of "e-mailed", and
whole quotations, whose inner sentences have nothing to do with the sentence that they stand in. All but the last are cut out;
for those stands a short clause, which the caller gets back as one token.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newstui.language.datelines import dateline
from newstui.model.spans import Edit, OffsetMap, TextSpan

_ASIDE = re.compile(r" ?\((?:[A-Z][A-Za-z&.-]{0,11})(?:/[A-Z][A-Za-z&.]{1,9})*\)(?=[\s,.;:’'])")
_LETTERS = re.compile(r"(?<=[a-zß-öø-ÿ]) (?:[KQ]C|TD|MEP|MSP|[OMC]BE|FRS|PhD)(?=[\s,.;:’'])")  # "Ann Roe KC"
_AMOUNT = re.compile(r"(?<=\d)(m|bn|k|p|cm|km|mm|am|pm|kg|mph|tn)\.(?=\s+[A-Z“\"‘])")  # "... costs £2m. The"
_HYPHEN = re.compile(
    r"(?:(?<=\b[eE])[-\u2010\u2011](?=mail)|(?<=\b[cC]o)[-\u2010\u2011]"
    r"(?=(?:author|chair|defendant|founder|host|leader|owner|pilot|star|worker|writer)))"
)  # "e-mailed", "co-author": one word, which a tokenizer takes for three
_BRACKETS = re.compile(r"[\[\]]")
_NOISE = re.compile(r"[^\w\s]{40,}")  # rows of signs: no words, and a tokenizer takes them apart one by one
_CHUNK = 2000  # characters given to the model at once: bounds its memory on texts without paragraphs
_BREAK = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘A-Z])|\n+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words for the model, and where they came from.

    `masks` are stretches of `words` that stand for a quotation, `base` is where the piece starts in the text.
    """

    words: str
    base: int
    offsets: OffsetMap
    masks: tuple[TextSpan, ...] = ()

    def origin(self, start: int, end: int) -> TextSpan:
        """The stretch of the text that words[start:end] came from."""
        span = self.offsets.span(TextSpan(start, end))
        return TextSpan(self.base + span.start, self.base + span.end)


def pieces_of(text: str, span: TextSpan, masks: Sequence[TextSpan], *, opens: bool = True) -> Iterator[Piece]:
    """The span as pieces of bounded size; `masks` are the stretches in it that get a stand-in, ascending, disjoint.

    `opens` says that it is a whole passage, which may begin with a dateline.
    """
    at = 0
    for chunk in _chunks(text, span, masks):
        first = at
        while at < len(masks) and masks[at].end <= chunk.end:
            at += 1
        yield _piece(text, chunk, masks[first:at], opens=opens and chunk.start == span.start)


def _chunks(text: str, span: TextSpan, masks: Sequence[TextSpan]) -> Iterator[TextSpan]:
    start, at = span.start, 0
    while span.end - start > _CHUNK:
        limit = start + _CHUNK
        cut = max((m.end() for m in _BREAK.finditer(text, start, limit)), default=0)
        if cut <= start:
            cut = text.rfind(" ", start, limit) + 1 or limit
        while at < len(masks) and masks[at].end <= cut:
            at += 1
        if at < len(masks) and masks[at].start < cut:  # never inside a mask: before it, or after it where it opens the chunk
            cut = masks[at].start if masks[at].start > start else masks[at].end
        cut = max(cut, start + 1)
        yield TextSpan(start, cut)
        start = cut
    if start < span.end:
        yield TextSpan(start, span.end)


def _piece(text: str, chunk: TextSpan, masks: Sequence[TextSpan], *, opens: bool = False) -> Piece:
    edits: list[Edit] = []
    out: list[str] = []
    stands: list[TextSpan] = []
    at, length = chunk.start, 0
    opening = dateline(text, chunk) if opens else None
    starts = {m.start for m in masks}
    for start, end, words in _replacements(text, chunk, masks, opening):
        if start < at:
            continue
        out.append(text[at:start])
        length += start - at
        if start in starts:
            stands.append(TextSpan(length, length + len(words)))
        out.append(words)
        edits.append(Edit(start - chunk.start, end - chunk.start, len(words)))
        length += len(words)
        at = end
    out.append(text[at : chunk.end])
    return Piece("".join(out).replace("\n", " "), chunk.start, OffsetMap.from_edits(edits, chunk.length), tuple(stands))


def _replacements(text: str, chunk: TextSpan, masks: Sequence[TextSpan], opening: TextSpan | None) -> list[tuple[int, int, str]]:
    found = [(opening.start, opening.end, "")] if opening is not None else []
    found += [(m.start, m.end, _apart(text, m.start) + _stand_in(text, m, chunk.end)) for m in masks]
    found += [(m.start(), m.end(), "") for m in _ASIDE.finditer(text, chunk.start, chunk.end)]
    found += [(m.start(), m.end(), "") for m in _LETTERS.finditer(text, chunk.start, chunk.end)]
    found += [(m.end(1), m.end(), " .") for m in _AMOUNT.finditer(text, chunk.start, chunk.end)]
    found += [(m.start(), m.end(), "") for m in _NOISE.finditer(text, chunk.start, chunk.end)]
    found += [(m.start(), m.end(), "") for m in _BRACKETS.finditer(text, chunk.start, chunk.end)]
    found += [(m.start(), m.end(), "") for m in _HYPHEN.finditer(text, chunk.start, chunk.end)]
    return sorted(found, key=lambda item: (item[0], -item[1]))


def _apart(text: str, at: int) -> str:
    """The blank that was forgotten before a quotation: 'she said,“Look ...'."""
    return " " if at and text[at - 1] in ",:" else ""


def _stand_in(text: str, mask: TextSpan, end: int) -> str:
    """A clause that a parser reads as one, ending as the quotation ends."""
    final = text[mask.start : mask.end].rstrip("\"'”’»“`) ")[-1:]
    after = text[mask.end : min(mask.end + 2, end)].lstrip(" ")[:1]
    if final == "," or (final not in ".!?…:;" and after not in ".!?,;:—–-"):
        return "“It is true,”" if final == "," else "“It is true”"
    if final in "?!" and after and (after.islower() or after == "," or _short_sentence(text, mask.end, end)):
        return "“It is true,”"
    return "“It is true.”" if final in ".!?…" else "“It is true”"


def _short_sentence(text: str, start: int, end: int) -> bool:
    """Whether only a few words follow up to a full stop: after a question they are its frame ("...?" Roe asked.)."""
    stop = text.find(".", start, min(end, start + 60))
    return stop > 0 and 1 < len(text[start:stop].split()) <= 7
