"""Where a text names somebody or something: what the model found, put right and completed."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newstui.entities.acronyms import Acronym
from newstui.entities.evidence import weigh
from newstui.entities.furniture import furniture
from newstui.entities.names import as_a_name, bare, is_name, without_titles
from newstui.entities.places import place_table
from newstui.model.language import DATELINE, ParsedText, PassageKind
from newstui.model.spans import TextSpan

_LABELS = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "NORP": "GROUP",
    "PRODUCT": "ORG",
    "EVENT": "OTHER",
}
_AREA = re.compile(r"\s(?:province|region|governorate|prefecture|peninsula|district|county|state|valley|oblast)\b")
_CAPITAL = re.compile(r"(?<![\w’'.])[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\.[A-Z]\.(?:[A-Z]\.)?)?")
_WORD_AFTER = re.compile(r"(?:[ \u00a0](?:of |and |the |de |es )?[A-ZÀ-ÖØ-Þ][\w’'.-]*)")


_TITLED = re.compile(
    r"\b(?:Mayor|President|Senator|Sen\.|Governor|Gov\.|Judge|Captain|Capt\.|Professor|Prof\.|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Chancellor"
    r"|Minister)"
    r"[ \u00a0](?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-ÖØ-Þ][\w’'-]+){0,2})"
)
_CLEAR = 2
"""Votes: less evidence does not overrule the model."""
_WRITTEN_THERE = 4
"""Votes for a place of a dateline that names it."""


@dataclass(slots=True)
class Mention:
    """A name in the text; `label` is PERSON, ORG, PLACE, GROUP (a people, a party) or "" where only its form was found."""

    span: TextSpan
    words: str
    label: str
    sure: bool = False
    """The words around it say what it is."""
    in_head: bool = False
    """Stands in a title or heading, where capitals mean little."""
    dateline: bool = False
    """Says where the article was written: a place, whatever else bears the name."""


def find_mentions(parsed: ParsedText, acronyms: Iterable[Acronym]) -> list[Mention]:
    """All mentions, in order, disjoint: the longer one stands where two overlap."""
    text = parsed.text
    heads = [p.span for p in parsed.passages if p.kind in (PassageKind.TITLE, PassageKind.HEADING)]
    found: list[Mention] = []
    for name in parsed.names:
        if name.label == DATELINE:
            found.append(Mention(name.span, as_a_name(name.span.of(text)), "PLACE", sure=True, dateline=True))
            continue
        label = _LABELS.get(name.label)
        if label is None:
            continue
        span = bare(text, name.span)
        if label == "PERSON":
            span = bare(text, without_titles(text, span))
        inner = re.search(r" \([A-Z][^)]*\)?$| [-–—] .*$", span.of(text))
        if inner:
            span = TextSpan(span.start, span.start + inner.start())
        if span.length and is_name(span.of(text)):
            found.append(Mention(span, span.of(text), label))
    spelled_out = [
        bare(text, acronym.long_form)
        for acronym in acronyms
        if acronym.long_form is not None and not _is_role(text, acronym, found)
    ]
    known = frozenset(spelled_out)
    found = [m for m in found if m.span not in known]
    found.extend(Mention(span, span.of(text), "ORG") for span in spelled_out)
    found.extend(_places(text, parsed))
    found = _disjoint([*found, *_titled(text, found, heads)])
    _relabel(text, found)
    found.extend(_again(text, found))
    found = [_with_area(text, m) for m in _disjoint(found)]
    aside = furniture(text, [(m.span, m.words) for m in found])
    found = [m for m in found if m.span not in aside]
    at = 0
    for mention in found:
        while at < len(heads) and heads[at].end <= mention.span.start:
            at += 1
        mention.in_head = at < len(heads) and heads[at].covers(mention.span)
    return found


def _titled(text: str, found: list[Mention], heads: list[TextSpan]) -> Iterator[Mention]:
    """ "Mayor Jane Roe" and "Mrs. Roe", where the model saw no name."""
    starts = sorted(m.span for m in found)
    for match in _TITLED.finditer(text):
        span = bare(text, TextSpan(*match.span("name")))
        at = bisect_left(starts, TextSpan(span.end, span.end)) - 1
        head = bisect_left(heads, TextSpan(span.end, span.end)) - 1
        if head >= 0 and heads[head].covers(span):
            continue  # there, every word is a capital
        if span.length > 2 and is_name(span.of(text)) and (at < 0 or starts[at].end <= span.start):
            yield Mention(span, span.of(text), "PERSON", sure=True)


def _is_role(text: str, acronym: Acronym, found: list[Mention]) -> bool:
    """ "Foreign Minister (FM) Jane Roe": what the letters stand for is an office, the name comes after."""
    after = acronym.span.end + 2
    return (
        any(m.label == "PERSON" and m.span.start <= after <= m.span.end for m in found[-400:])
        and text[after : after + 1].isupper()
    )


def _places(text: str, parsed: ParsedText) -> Iterator[Mention]:
    """Countries, peoples and cities that the table knows, whether the model saw them or not."""
    table = place_table()
    if parsed.language != "en":
        return
    skipped = [p.span for p in parsed.passages if p.kind is PassageKind.SKIPPED]
    end = 0
    for match in _CAPITAL.finditer(text):
        if match.start() < end or any(s.start <= match.start() < s.end for s in skipped[:50]):
            continue
        stop = match.end()
        best = stop if table.canonical(match[0]) else 0
        if not best:
            cut = re.sub(r"['’]s?$", "", match[0])
            best = match.start() + len(cut) if table.canonical(cut) else 0
        for _ in range(4):
            more = _WORD_AFTER.match(text, stop)
            if not more:
                break
            stop = more.end()
            words = re.sub(r"['’]s?$", "", text[match.start() : stop])
            if table.canonical(words):
                best = match.start() + len(words)
            elif table.canonical(words.rstrip(".,")):
                best = match.start() + len(words.rstrip(".,"))
        if best:
            words = text[match.start() : best]
            if len(words) == 2 and words == "US" and text[match.start() - 4 : match.start()].isupper():
                continue
            end = best
            yield Mention(TextSpan(match.start(), best), words, "GROUP" if words in table.demonyms else "PLACE")


def _disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.length, m.label == "")):
        if kept and kept[-1].span.overlaps(mention.span):
            if mention.span.length > kept[-1].span.length and not kept[-1].label:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _relabel(text: str, found: list[Mention]) -> None:
    """Lets the words around a name's mentions overrule the model where they are clear."""
    by_words: dict[str, list[Mention]] = {}
    alone = Counter(re.findall(r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w-]+", text))
    for mention in found:
        if mention.label in ("PERSON", "ORG", "PLACE") and place_table().canonical(mention.words) is None:
            by_words.setdefault(mention.words, []).append(mention)
    for words, mentions in by_words.items():
        votes = weigh(text, (m.span for m in mentions if not m.dateline), words)
        votes["PLACE"] += _WRITTEN_THERE * any(m.dateline for m in mentions)
        parts = words.split()
        if 1 < len(parts) < 4 and alone[parts[-1]] > len(mentions) and alone[parts[0]] <= len(mentions):
            votes["PERSON"] += 2  # it is the last word that the text goes on with: a surname
        if max(votes.values(), default=0) < _CLEAR:
            continue
        votes.update(m.label for m in mentions)
        label, _ = max(votes.items(), key=lambda item: item[1])
        for mention in mentions:
            mention.label, mention.sure = "PLACE" if mention.dateline else label, True


_SAME_FIRST = 50  # names that begin with one word: no article has more, and each is looked for at each such word


def _again(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Names that the model saw in one place, where it missed them in another."""
    names = {m.words for m in found if len(m.words) > 2 and m.label in ("PERSON", "ORG", "PLACE")}
    names |= {m.span.of(text) for m in found if m.dateline}
    for mention in found:
        if mention.label == "PERSON" and " " in mention.words:
            last = mention.words.split()[-1]
            if len(last) > 3 and last[0].isupper() and not last.endswith("."):
                names.add(last)
    for words in [*names]:
        if words[0].islower():
            names.add(words[0].upper() + words[1:])
        elif "-" in words and words[0].isupper():
            names.add(words[0].lower() + words[1:])
    by_first: dict[str, list[str]] = {}
    for words in names:
        same = by_first.setdefault(re.split(r"[^\w]", words, maxsplit=1)[0], [])
        if len(same) < _SAME_FIRST:
            same.append(words)
    for match in re.finditer(r"(?<![\w’'])[^\W\d_]\w*", text):
        for words in by_first.get(match[0], ()):
            if text.startswith(words, match.start()):
                end = match.start() + len(words)
                if end == len(text) or not (text[end].isalnum() or text[end] == "_"):
                    yield Mention(TextSpan(match.start(), end), words, "")


def _with_area(text: str, mention: Mention) -> Mention:
    """ "Idaho" in "Idaho state", where the words go on in lower case: the whole is the place."""
    if mention.label in ("PLACE",) and (more := _AREA.match(text, mention.span.end)):
        span = TextSpan(mention.span.start, more.end())
        return Mention(span, span.of(text), mention.label)
    return mention
