"""Inline marks as Markdown can say them: a line of texts, opened and closed marks, made regular.

Blanks are folded and stand outside of marks, empty marks are gone, code holds only text, and emphasis that CommonMark would
show as asterisks is dropped.
"""

import html
from typing import NamedTuple


class Text(NamedTuple):
    text: str


class Open(NamedTuple):
    tag: str
    target: str = ""


class Close(NamedTuple):
    tag: str


Inline = Text | Open | Close

BREAK = Text("\n")


def markup_of(item: Inline) -> str:
    if isinstance(item, Text):
        return html.escape(item.text, quote=False).replace("\n", "<br>")
    if isinstance(item, Open):
        return f'<a href="{html.escape(item.target)}">' if item.tag == "a" else f"<{item.tag}>"
    return f"</{item.tag}>"


def regular(line: list[Inline]) -> list[Inline]:
    """Blanks folded and outside of marks, empty marks gone, and only emphasis that Markdown can say."""
    line = _without_marks_in_code(line)
    out: list[Inline] = []
    blank = True  # whether the text so far ends with a blank (or is empty)
    waiting = ""  # a blank that is written before the next word, outside of marks that closed in between
    for item in line:
        if isinstance(item, Text):
            text = item.text
            if not text:
                continue
            if text == "\n":
                waiting = "" if blank and not out else "\n"
                continue
            if text[0] in " \u00a0" or text.isspace():
                waiting = waiting or ("" if blank else " ")
            body = text.strip(" \u00a0")
            if body:
                # The blank goes before marks that just opened.
                at = len(out)
                while at and isinstance(out[at - 1], Open):
                    at -= 1
                if waiting:
                    out.insert(at, Text(waiting))
                waiting, blank = "", False
                out.append(Text(body))
                if text[-1] in " \u00a0":
                    waiting = " "
        elif isinstance(item, Close) and out and isinstance(out[-1], Open):
            out.pop()
        else:
            out.append(item)
    return _without_unsayable(out)


def _without_marks_in_code(line: list[Inline]) -> list[Inline]:
    """Code holds only text: a link in code wins over the code, emphasis in code loses."""
    out: list[Inline] = []
    i = 0
    while i < len(line):
        item = line[i]
        if isinstance(item, Open) and item.tag == "code":
            end = next((j for j in range(i, len(line)) if line[j] == Close("code")), len(line))
            inner = line[i + 1 : end]
            linked = any(isinstance(x, Open) and x.tag == "a" for x in inner)
            texts = [x for x in inner if isinstance(x, Text)]
            if linked or "".join(x.text for x in texts).strip("` \u00a0") == "" or "\n" in {x.text for x in texts}:
                out += inner if linked else texts
            else:
                if out and out[-1] == Close("code"):
                    out.pop()  # code right after code is one: two runs of backticks would meet
                else:
                    out.append(item)
                out += [*texts, Close("code")]
            i = end + 1
        else:
            out.append(item)
            i += 1
    return out


def _without_unsayable(line: list[Inline]) -> list[Inline]:
    """Drop emphasis that CommonMark's flanking rules (section 6.2) would show as asterisks."""
    drop: set[int] = set()
    stack: list[int] = []
    for i, item in enumerate(line):
        if isinstance(item, Open):
            stack.append(i)
        elif isinstance(item, Close) and stack:
            start = stack.pop()
            if item.tag in ("em", "strong"):
                outer_left, inner_left = _neighbour(line, start, -1), _neighbour(line, start, 1)
                outer_right, inner_right = _neighbour(line, i, 1), _neighbour(line, i, -1)
                opens = not _is_mark(inner_left) or outer_left == " " or _is_mark(outer_left)
                closes = not _is_mark(inner_right) or outer_right == " " or _is_mark(outer_right)
                touches = any(0 <= j < len(line) and _is_emphasis(line[j]) for j in (start - 1, i + 1))
                if not opens or not closes or touches:
                    drop |= {start, i}
    return [item for i, item in enumerate(line) if i not in drop]


def _is_emphasis(item: Inline) -> bool:
    return not isinstance(item, Text) and item.tag in ("em", "strong")


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _neighbour(line: list[Inline], at: int, step: int) -> str:
    at += step
    while 0 <= at < len(line):
        item = line[at]
        if isinstance(item, Text):
            character = item.text[0 if step > 0 else -1]
            return " " if character.isspace() else character
        if item.tag == "a":
            return "["
        if item.tag == "code":
            return "`"
        at += step
    return " "
