"""Attributions that headlines make with a colon: "Mayor: Bridge to close", "Bridge to close: mayor"."""

import re
from collections.abc import Iterator, Sequence

from newstui.model.analysis import QuotationKind
from newstui.model.language import PassageKind
from newstui.model.spans import TextSpan
from newstui.quotations.drafts import Draft
from newstui.quotations.phrases import trimmed
from newstui.quotations.tree import Tree
from newstui.quotations.voices import can_speak
from newstui.quotations.words import word_list

_LABELS = word_list("labels")
_SPEAKERS = word_list("headline_speakers")
_LONGEST_HEADLINE = 160
_COLON = re.compile(r":\s+")
_DASH = re.compile(r"\s+(?P<cue>[-–—])\s+(?P<source>[a-z]+(?: [a-z]+){0,3}|[A-Z]?[a-z]+)$")
_TURNED = re.compile(
    r",\s+(?P<cue>says?|warns?|claims?|finds?|reports?|suggests?|admits?|insists?|argues?|reveals?|shows?)\s+(?P<source>[^,:;!?.]{2,40})$"
)
_VERSUS = re.compile(r"\bvs?\b\.?|\d\s?[-–]\s?\d")
_THINGS = frozenset({"the", "a", "an"})
_HOW = frozenset({"how", "why", "what", "when", "where", "who"})


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
        last = _last_words(tree, passage.span, names, at)
        if last is not None:
            yield last
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
        if len(content.of(parsed.text).split()) < 2 or _is_a_subject(tree, content, at):
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


def without_headlines(drafts: Sequence[Draft], headlines: Sequence[Draft]) -> list[Draft]:
    """The drafts but for those by a verb that a headline's own rule reads: a parser takes "Town broke, warns mayor" apart."""
    cues = {headline.cue[0] for headline in headlines}
    return [draft for draft in drafts if not draft.cue or draft.cue[0] not in cues]


def _last_words(tree: Tree, title: TextSpan, names: list[TextSpan], at: int) -> Draft | None:
    """ "Roe to quit – sources", "Town broke, warns mayor": who says it ends the headline."""
    text = tree.parsed.text
    turned = _TURNED.search(text, *title)
    found = turned or _DASH.search(text, *title)
    if found is None or _COLON.search(text, *title):
        return None
    source, content = TextSpan(*found.span("source")), TextSpan(title.start, found.start())
    tokens = _tokens(tree, source, at)
    nouns = [i for i in tokens if tree.parsed.tags[i].startswith("NN") and (i == tokens[-1] or not _is_noun(tree, i + 1))]
    somebody = bool(nouns) and (can_speak(tree, nouns[0]) or any(name.overlaps(source) for name in names))
    known = source.of(text).split()[-1].lower() in _SPEAKERS
    if any(tree.parsed.tags[i] in ("MD", "VBZ", "VBP", "VBD") for i in tokens):
        return None  # "Orvane raises prices, says demand is strong"
    if not (known or (turned and somebody)) or len(content.of(text).split()) < 2:
        return None
    head = nouns[0] if nouns else tokens[-1]
    cue = TextSpan(*found.span("cue"))
    kind = None if turned else QuotationKind.HEADLINE
    return Draft([trimmed(tree, content)], [source], [cue], "headline", kind=kind, source_head=head)


def _is_noun(tree: Tree, token: int) -> bool:
    return tree.parsed.tags[token].startswith("NN")


def _is_a_subject(tree: Tree, content: TextSpan, at: int) -> bool:
    """ "Roe: the woman who sold the sea", "Roe: how she won": what the article is about, and not what somebody says."""
    tokens = _tokens(tree, content, at)
    first = tree.word(tokens[0]).lower() if tokens else ""
    if first in _HOW:
        return len(tokens) > 1 and tree.word(tokens[1]).lower() in ("he", "she", "they", "it")
    finite = [i for i in tokens if tree.parsed.tags[i] in ("VBZ", "VBP", "VBD", "MD")]
    return first in _THINGS and not any(tree.parsed.dependencies[i] != "relcl" for i in finite)


def _tokens(tree: Tree, span: TextSpan, at: int) -> list[int]:
    found = []
    while at < len(tree.parsed.starts) and tree.parsed.starts[at] < span.end:
        if tree.parsed.starts[at] >= span.start:
            found.append(at)
        at += 1
    return found


def _speaks(tree: Tree, side: TextSpan, names: list[TextSpan], at: int) -> bool:
    words = side.of(tree.parsed.text).split()
    if _VERSUS.search(side.of(tree.parsed.text)):
        return False
    if not 0 < len(words) <= 5 or not words[0][0].isalpha() or any(word.lower().strip(",") in _LABELS for word in words[:2]):
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
