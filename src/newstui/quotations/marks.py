"""Finds the stretches of a text that stand in quotation marks, whatever marks they are and however badly they are paired."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from newstui.model.language import Passage, PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.cues import lexicon


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks; `span` includes them. One that is never closed reaches to the end of its passage."""

    span: TextSpan
    inner: TextSpan
    passage: int
    closed: bool = True
    continues: bool = False
    """Not closed, and the next passage opens with a mark: news style for one quotation over several paragraphs."""
    single: bool = False


_DOUBLE = re.compile(r"''|``|’’|‘‘|[“”„‟«»\"＂]")
_SINGLE = re.compile(r"[‘’'‚‹›`]")
_OPENERS = {"“", "„", "‟", "«", "``", "‘‘"}
_CLOSERS = {"”", "»", "’’"}
_MEASURE = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\s?(?:\"|''|”|″))?|(?<=[\s(])\d{1,3}(?:\.\d+)?\"(?=[\s,.;)-])")
_ELISION = re.compile(r"['’‘](?:\d0s|em|til|tis|twas|cause|n|bout|round|cos)\b", re.IGNORECASE)
_SINGLE_END = re.compile(r"(?<=[,.!?…”\"])['’](?!\w)")
_SINGLE_MAX = 600  # characters: a longer stretch between single marks is two apostrophes


def find_quoted(text: str, passages: Sequence[Passage]) -> tuple[Quoted, ...]:
    """All quoted stretches, in order, disjoint (marks within marks belong to the outer stretch)."""
    found: list[Quoted] = []
    for number, passage in enumerate(passages):
        if passage.kind is PassageKind.SKIPPED:
            continue
        doubles = [_quoted(number, *item) for item in _doubles(text, passage.span)]
        singles = [
            _quoted(number, start, end, size, True, single=True) for start, end, size in _singles(text, passage.span, doubles)
        ]
        running = _running_single(text, passages, number)
        if running is not None and not any(q.span.start <= running < q.span.end for q in singles):
            doubles = [q for q in doubles if q.span.start < running]
            singles = [q for q in singles if q.span.start < running]
            singles.append(_quoted(number, running, passage.span.end, 1, False, single=True))
        found.extend(_outermost(sorted(doubles + singles, key=lambda q: q.span)))
    return tuple(_continued(found, text, passages))


_RUNS_ON = re.compile(r"(?:^|(?<=:\s)|(?<=,\s))‘(?=[\w“\"])")
_ENDS_SPEECH = re.compile(r"[.!?…][”\"]?$")


def _running_single(text: str, passages: Sequence[Passage], number: int) -> int | None:
    """Where a quotation in single marks opens that only a later passage closes: ‘I ran. / ‘Then I fell,’ she said.

    A passage without its closing mark, and another that opens with one: news style. Only typographic marks tell it from an
    apostrophe.
    """
    span = passages[number].span
    following = number + 1 < len(passages) and text.startswith("‘", passages[number + 1].span.start)
    if not following or not _ENDS_SPEECH.search(text, max(span.start, span.end - 3), span.end):
        return None
    opened = [m.start() for m in _RUNS_ON.finditer(text, *span)] if "‘" in span.of(text) else []
    if text.startswith("‘", span.start) and span.start not in opened:
        opened.insert(0, span.start)
    for at in opened:
        if _SINGLE_END.search(text, at + 1, span.end) is None:
            return at
    return None


def _outermost(stretches: Sequence[Quoted]) -> Iterator[Quoted]:
    """The stretches that stand in no other one."""
    end = -1
    for q in stretches:
        if q.span.start >= end:
            yield q
            end = q.span.end


def _quoted(passage: int, start: int, end: int, size: int, closed: bool, *, single: bool = False) -> Quoted:
    inner = TextSpan(min(start + size, end), max(end - size, start + size) if closed else end)
    return Quoted(TextSpan(start, end), inner, passage, closed, single=single)


def _continued(found: list[Quoted], text: str, passages: Sequence[Passage]) -> Iterator[Quoted]:
    opens = {q.passage: q for q in reversed(found) if q.span.start == passages[q.passage].span.start}
    for q in found:
        if not q.closed and q.passage + 1 in opens and q.span.end == passages[q.passage].span.end:
            yield Quoted(q.span, q.inner, q.passage, closed=False, continues=True, single=q.single)
        else:
            yield q


def _doubles(text: str, span: TextSpan) -> Iterator[tuple[int, int, int, bool]]:
    """(start, end, length of the mark, closed) of each stretch in double marks."""
    measures = {at for m in _MEASURE.finditer(text, *span) for at in range(*m.span())}
    marks = [m for m in _DOUBLE.finditer(text, *span) if m.start() not in measures]
    opened: re.Match[str] | None = None
    depth = 0
    for i, mark in enumerate(marks):
        opens = _can_open(text, span, mark)
        closes = _can_close(text, span, mark)
        kind = mark[0]
        if opened is None:
            if kind in _OPENERS or opens or (kind not in _CLOSERS and not closes):
                opened, depth = mark, 0
        elif (kind in _OPENERS and opens and not (closes and not opens)) or (kind not in _OPENERS and opens and not closes):
            if _closers_before_opener(text, span, marks, i + 1) > 1 + depth:
                depth += 1
            else:
                yield opened.start(), mark.start(), len(opened[0]), False
                opened, depth = mark, 0
        elif depth:
            depth -= 1
        else:
            yield opened.start(), mark.end(), len(opened[0]), True
            opened = None
    if opened is not None:
        yield opened.start(), span.end, len(opened[0]), False


def _can_open(text: str, span: TextSpan, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1] if mark.start() > span.start else " "
    after = text[mark.end()] if mark.end() < span.end else " "
    if mark[0] == "“" and before in ",:" and after.isalnum():
        return True  # a space was forgotten: 'she said,“Look ...'
    return (before.isspace() or before in "([{—–―-/‘'“\"") and not after.isspace()


def _can_close(text: str, span: TextSpan, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1] if mark.start() > span.start else " "
    after = text[mark.end()] if mark.end() < span.end else " "
    return not before.isspace() and not after.isalnum()


_LOOKAHEAD = 6  # marks: enough to tell a mark within marks from one that was never closed, and keeps the scan linear


def _closers_before_opener(text: str, span: TextSpan, marks: Sequence[re.Match[str]], at: int) -> int:
    count = 0
    for mark in marks[at : at + _LOOKAHEAD]:
        if _can_open(text, span, mark) and not _can_close(text, span, mark):
            break
        count += 1
    return count


def _singles(text: str, span: TextSpan, doubles: Sequence[Quoted]) -> Iterator[tuple[int, int, int]]:
    """(start, end, length of the mark) of stretches in single marks outside the double ones; apostrophes are none."""
    gaps: list[TextSpan] = []
    at = span.start
    for double in doubles:
        gaps.append(TextSpan(at, double.span.start))
        at = double.span.end
    gaps.append(TextSpan(at, span.end))
    end = span.start
    for gap in gaps:
        end = max(end, gap.start)
        for mark in _SINGLE.finditer(text, *gap):
            if mark.start() < end or mark[0] in "›’" or not _opens_single(text, span, mark):
                continue
            close = _single_close(text, span, TextSpan(mark.end(), min(gap.end, mark.end() + _SINGLE_MAX)))
            if close is None and gap.end < span.end:
                close = _close_after_doubles(text, TextSpan(gap.end, min(span.end, mark.end() + _SINGLE_MAX)), doubles)
            if close is not None:
                yield mark.start(), close, 1
                end = close


def _close_after_doubles(text: str, room: TextSpan, doubles: Sequence[Quoted]) -> int | None:
    """Where a quotation in single marks ends that has double ones inside it: ‘We “will not” go,’ she said."""
    for mark in _SINGLE_END.finditer(text, *room):
        at = bisect_right(doubles, mark.start(), key=lambda q: q.span.start) - 1
        if at < 0 or doubles[at].span.end <= mark.start():
            return mark.end()
    return None


def _opens_single(text: str, span: TextSpan, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1] if mark.start() > span.start else " "
    after = text[mark.end()] if mark.end() < span.end else " "
    if _ELISION.match(text, mark.start()):
        return False
    return (before.isspace() or before in "([—–―:") and (after.isalnum() or after in '“"[$£€…#@')


def _single_close(text: str, span: TextSpan, room: TextSpan) -> int | None:
    doubtful: int | None = None
    for mark in re.finditer(r"['’›]", text[room.start : room.end]):
        at = room.start + mark.start()
        before = text[at - 1]
        after = text[at + 1 : at + 3] if at + 1 < span.end else " "
        if before.isspace() or after[:1].isalnum():
            continue
        if before in "sz" and after[:1] == " " and after[1:2].islower():
            doubtful = at + 1 if doubtful is None else doubtful  # a plural's apostrophe, unless no other mark follows
            continue
        return at + 1
    return doubtful


def whole_quotations(text: str, passages: Sequence[Passage]) -> tuple[TextSpan, ...]:
    """The quoted stretches that are quotations of their own, for a model to read around them."""
    return tuple(q.span for q in find_quoted(text, passages) if is_whole(text, q, passages))


_STOPS = ".!?"
_INNER_SENTENCE = re.compile(r"[.!?…][’']?\s+[\"“‘(\[]?[A-Z]")
_ABBREVIATION_END = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|Gov|Sen|Rep|Gen|U\.S|[A-Z])\.\s")


def is_whole(text: str, quoted: Quoted, passages: Sequence[Passage]) -> bool:
    """Whether the stretch is a quotation of its own (a sentence or more), not words that a sentence borrows.

    Such stretches can be taken out of the sentence that frames them before it is parsed.
    """
    passage = passages[quoted.passage]
    if passage.kind in (PassageKind.TITLE, PassageKind.HEADING) or (not quoted.closed and not quoted.continues):
        return False
    inner = quoted.inner.of(text).strip()
    words = inner.split()
    if not words:
        return False
    before = text[passage.span.start : quoted.span.start].rstrip()[-1:]
    final = inner.rstrip("”\"’'")[-1:]
    after = text[quoted.span.end : passage.span.end][:2].strip()[:1]
    if len(words) > 3 and _INNER_SENTENCE.search(_ABBREVIATION_END.sub("", inner)):
        return True
    if quoted.single and len(words) < 4 and not (final in ",?!" and _framed(text, quoted, passage.span)):
        return False
    opens_sentence = not before or before in '.!?:”"’'
    upper = not inner[0].islower()
    if opens_sentence and not is_title_case(words):
        return final in ".,!?…—–-" or not after or after in ".,!?—–-" or len(words) > 8
    if before == ",":
        return len(words) > 1 and (upper or final in _STOPS)
    return upper and final in ".,!?…" and len(words) > 3 and not is_title_case(words)


_FRAME = 5  # words


def _framed(text: str, quoted: Quoted, passage: TextSpan) -> bool:
    """Whether a frame follows the stretch: 'Why not?' the mayor asked."""
    after = text[quoted.span.end : min(quoted.span.end + 60, passage.end)]
    return not _said_forms().isdisjoint(re.split(r"[.,:;!?\s“\"]+", after)[: _FRAME + 1])


@cache
def _said_forms() -> frozenset[str]:
    return lexicon().said_forms()


_SMALL = frozenset(["a", "an", "the", "of", "and", "or", "in", "on", "to", "for", "at", "by", "with", "from", "is", "vs.", "v."])


def is_title_case(words: Sequence[str]) -> bool:
    """Whether all words but the small ones are capitalised, as in the title of a work."""
    plain = [w.strip(".,!?;:'’\"“”()…") for w in words]
    big = [w for w in plain if w and w[0].isalpha() and w.lower() not in _SMALL]
    return len(big) > 1 and not any(w[0].islower() for w in big) and (len(big) < 12)
