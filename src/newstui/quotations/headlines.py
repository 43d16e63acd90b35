"""Attributions that headlines make with a colon: "Mayor: Bridge to close", "Bridge to close: mayor"."""

import re
from collections.abc import Iterator, Sequence

from newstui.model.analysis import QuotationKind
from newstui.model.language import PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import trimmed
from newstui.quotations.tree import Tree
from newstui.quotations.words import word_list

_LABELS = word_list("labels")
_SPEAKERS = word_list("headline_speakers")
_LONGEST_HEADLINE = 160
_COLON = re.compile(r":\s+")


def find_headlines(tree: Tree, named: Sequence[TextSpan]) -> Iterator[Draft]:
    """Drafts for titles and headings with one colon, one side of which can speak; `named` are the mentions of entities."""
    parsed = tree.parsed
    names = [*(n.span for n in parsed.names), *named]
    at = 0
    for number, passage in enumerate(parsed.passages):
        while at < len(parsed.starts) and parsed.starts[at] < passage.span.start:
            at += 1
        opens = number == 0 and passage.span.length <= _LONGEST_HEADLINE  # one that ends in a full stop is a paragraph
        if passage.kind not in (PassageKind.TITLE, PassageKind.HEADING) and not opens:
            continue
        colons = list(_COLON.finditer(parsed.text, *passage.span))
        if len(colons) != 1:
            continue
        colon = colons[0]
        left, right = TextSpan(passage.span.start, colon.start()), TextSpan(colon.end(), passage.span.end)
        cue = TextSpan(colon.start(), colon.start() + 1)
        if _speaks(tree, right, names, at) and right.length < left.length:
            source, content = right, left
        elif _speaks(tree, left, names, at):
            source, content = left, right
        else:
            continue
        if len(content.of(parsed.text).split()) < 2:
            continue
        head = _head(tree, source, at)
        yield Draft(
            [trimmed(tree, content)],
            [_speaker_only(tree, source, at)],
            [cue],
            "headline",
            kind=QuotationKind.HEADLINE,
            source_head=head,
        )


def _tokens(tree: Tree, span: TextSpan, at: int) -> list[int]:
    found = []
    while at < len(tree.parsed.starts) and tree.parsed.starts[at] < span.end:
        if tree.parsed.starts[at] >= span.start:
            found.append(at)
        at += 1
    return found


def _speaks(tree: Tree, side: TextSpan, names: list[TextSpan], at: int) -> bool:
    words = side.of(tree.parsed.text).split()
    if not 0 < len(words) <= 5 or any(word.lower().strip(",") in _LABELS for word in words[:2]):
        return False
    tokens = _tokens(tree, side, at)
    if any(tree.parsed.tags[i] in ("VBZ", "VBD", "VBP", "MD", "WRB", "WP") for i in tokens[1:]):
        return False
    last = re.sub(r"\W+$", "", words[-1]).lower()
    if last in _SPEAKERS:
        return True
    return any(name.start <= side.start + 4 and name.overlaps(side) for name in names)


def _speaker_only(tree: Tree, side: TextSpan, at: int) -> TextSpan:
    """ "Mayor to council" is the mayor who speaks."""
    for i in _tokens(tree, side, at)[1:]:
        if tree.word(i).lower() in ("to", "on", "at", "in"):
            return TextSpan(side.start, tree.parsed.ends[i - 1])
    return side


def _head(tree: Tree, side: TextSpan, at: int) -> int | None:
    tokens = _tokens(tree, _speaker_only(tree, side, at), at)
    return tokens[-1] if tokens else None
