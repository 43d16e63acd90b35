"""Breaking a text into lines of so many cells: at blanks, after hyphens and dashes, between wide characters, and through a
word only where it is longer than a line. No line tears a character from its marks."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from newstui.rendering.cells import cell_positions

# Where a line may end without a blank. Line breaking follows the spirit of Unicode's UAX 14, for the scripts of news.
_AFTER = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})|—(?=\w)|–(?=[^\W\d_])")
_IN_ADDRESS = r"[/?&=_.,;:+%@#-]+(?=[^\W_])"  # a word longer than a line, most often an address
_WIDE = (
    r"\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
    r"\U00020000-\U0003fffd"
)
# East Asian text breaks between any two characters, but no line begins with a closing sign or ends with an opening one.
_NOT_FIRST = "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％"
_NOT_LAST = "‘“（〔［｛〈《「『【￥＄"
_RUNT = 5  # a last word shorter than this does not stand alone


# Milliseconds to compile, and most texts need neither.
@cache
def _has_wide() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}]")


@cache
def _breaks_between_wide() -> re.Pattern[str]:
    return re.compile(
        f"(?<![{_NOT_LAST}])(?<=[{_WIDE}])(?=[^\\s{_NOT_FIRST}])|(?<=[\\w{_NOT_FIRST}])(?=[{_WIDE}])(?![{_NOT_FIRST}])"
    )


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The half-open ranges of `text` that make its lines, each at most `width` (2 or more) cells.

    The blanks at a break belong to no line; a line feed always breaks. An empty text has one empty line.
    """
    if "\n" not in text:
        return _wrap_stretch(text, 0, len(text), width)
    lines = []
    start = 0
    for piece in text.split("\n"):
        lines += _wrap_stretch(text, start, start + len(piece), width)
        start += len(piece) + 1
    return lines


def _wrap_stretch(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    stretch = text[start:end]
    positions = cell_positions(stretch)
    breaks = _between_wide(stretch, positions) if positions is not None and _has_wide().search(stretch) else None
    total = len(stretch)
    if (total if positions is None else positions[-1]) <= width:
        return [(start, end)]

    def reach(at: int) -> int:
        """The furthest end of a line that starts at `at`."""
        if positions is None:
            return min(at + width, total)
        return min(max(bisect_right(positions, positions[at] + width) - 1, at + 1), total)

    lines = []
    at = 0
    while at < total:
        limit = reach(at)
        stop = limit if limit == total else _break_before(stretch, at, limit, breaks)
        shown = stop
        while shown > at and stretch[shown - 1] == " ":
            shown -= 1
        lines.append((start + at, start + shown))
        at = stop
        while at < total and stretch[at] == " ":
            at += 1
    return _without_runt(stretch, start, lines, reach)


def _break_before(text: str, at: int, limit: int, breaks: list[int] | None) -> int:
    """Where the line from `at` ends, its characters up to `limit` fitting: after the last blank, hyphen or dash."""
    blank = text.rfind(" ", at + 1, limit + 1)
    best = blank if blank > at and text[at:blank].strip() else -1
    best = max(best, _last_after(_AFTER, text, max(best, at + 1), limit))
    if breaks is not None:
        i = bisect_right(breaks, limit) - 1
        if i >= 0 and breaks[i] > at:
            best = max(best, breaks[i])
    if best <= at:
        best = _last_after(re.compile(_IN_ADDRESS), text, at + (limit - at) // 2, limit)
    return best if best > at else limit


def _last_after(pattern: re.Pattern[str], text: str, start: int, limit: int) -> int:
    ends = [match.end() for match in pattern.finditer(text, start, min(limit + 3, len(text)))]
    return max((end for end in ends if end <= limit), default=-1)


def _between_wide(text: str, positions: list[int]) -> list[int]:
    """The offsets before which a line may end, none of them before a mark that belongs to the character before it."""
    starts = (match.start() for match in _breaks_between_wide().finditer(text))
    return [i for i in starts if 0 < i < len(text) and positions[i + 1] > positions[i]]


def _without_runt(text: str, start: int, lines: list[tuple[int, int]], reach: Callable[[int], int]) -> list[tuple[int, int]]:
    """Give a paragraph's last line company where one short word stands there alone and the line before can spare one."""
    if len(lines) < 2:
        return lines
    (before, before_end), (last, end) = lines[-2], lines[-1]
    if end - last >= _RUNT or " " in text[last - start : end - start]:
        return lines
    blank = text.rfind(" ", before - start, before_end - start)
    if blank - (before - start) < 2 * (before_end - before) // 3 or reach(blank + 1) < end - start:
        return lines
    kept = len(text[before - start : blank].rstrip(" "))
    return [*lines[:-2], (before, before + kept), (start + blank + 1, end)]


def wrap_balanced(text: str, width: int) -> list[tuple[int, int]]:
    """As `wrap`, with no more lines, but of even length: for titles and headings."""
    lines = wrap(text, width)
    low, high = width // 2, width
    if not 1 < len(lines) < 5:
        return lines
    while low < high:
        middle = (low + high) // 2
        if len(wrap(text, max(middle, 2))) > len(lines):
            low = middle + 1
        else:
            high = middle
    return wrap(text, max(high, 2))


def wrap_text(text: str, width: int) -> Iterator[str]:
    """The lines of `text`, as `wrap` breaks it."""
    return (text[start:end] for start, end in wrap(text, width))
