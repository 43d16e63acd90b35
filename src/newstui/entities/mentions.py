"""Where a text names somebody or something: what the model found, put right and completed."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from newstui.entities.acronyms import Acronym
from newstui.entities.affiliations import person_and_body
from newstui.entities.boundaries import (
    begins_anew,
    join_given_names,
    parted,
    strip,
    with_area,
    without_participle,
    without_words_before,
)
from newstui.entities.evidence import CLEAR, weigh
from newstui.entities.furniture import furniture
from newstui.entities.mention import Mention, disjoint, touches
from newstui.entities.names import as_a_name, bare, is_monsieur, is_name, without_titles
from newstui.entities.overlooked import called_bodies, known_places, named_elsewhere, tagged_only, titled
from newstui.entities.places import as_a_place, place_table, with_full_stop
from newstui.entities.words import given_names
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
_CAPITAL = re.compile(r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w-]+")
_ENOUGH = 4
"""Places of a name that are asked."""
_UNINTRODUCED = 2
"""Votes of the model for somebody of one name whom nothing else speaks for, however often it is named."""
_WRITTEN_THERE = 4
"""Votes for a place of a dateline that names it."""


def find_mentions(parsed: ParsedText, acronyms: Iterable[Acronym]) -> list[Mention]:
    """All mentions, in order, disjoint: the longer one stands where two overlap."""
    text = parsed.text
    heads = [p.span for p in parsed.passages if p.kind in (PassageKind.TITLE, PassageKind.HEADING)]
    found = list(parted(text, list(_from_model(parsed))))
    spelled_out = [
        bare(text, acronym.long_form)
        for acronym in acronyms
        if acronym.long_form is not None and not _is_role(text, acronym, found)
    ]
    known = frozenset(spelled_out)
    found = [m for m in found if m.span not in known]
    found.extend(Mention(span, span.of(text), "ORG") for span in spelled_out)
    found.extend(known_places(text, parsed))
    found = disjoint([*found, *titled(text, found, heads)])
    found = disjoint([*found, *called_bodies(text, found)])
    found = disjoint([*found, *tagged_only(parsed, found)])
    _relabel(parsed, found)
    strip(parsed, found)
    found.extend(named_elsewhere(text, found))
    found = [with_area(text, m) for m in disjoint(found)]
    join_given_names(parsed, found, heads)
    without_words_before(found)
    aside = furniture(text, [(m.span, m.words) for m in found])
    found = [m for m in found if m.span not in aside]
    at = 0
    for mention in found:
        while at < len(heads) and heads[at].end <= mention.span.start:
            at += 1
        mention.in_head = at < len(heads) and heads[at].covers(mention.span)
    return found


def _from_model(parsed: ParsedText) -> Iterator[Mention]:
    """What the model takes for names, less what is no part of them."""
    text = parsed.text
    for name in parsed.names:
        if name.label == DATELINE:
            yield Mention(name.span, as_a_name(name.span.of(text)), "PLACE", sure=True, dateline=True)
            continue
        label = _LABELS.get(name.label)
        if label is None:
            continue
        span = bare(text, name.span)
        span = without_participle(parsed, span)
        comma = _COMMA.search(text, *span)
        if (
            comma
            and label == "ORG"
            and " " in span.of(text).replace(", ", "", 1)
            and not begins_anew(parsed, comma.end(), span.end)
        ):
            comma = None  # "Ministry of Housing, Building and Planning"
        inside = _IN_A_PLACE.search(text, *span) if label == "ORG" else None
        if inside and " " in text[span.start : inside.start()]:  # "the Copper Kettle in Elmgate"
            yield Mention(TextSpan(*inside.span(1)), inside[1], "PLACE")
            span = TextSpan(span.start, inside.start())
        somewhere = _SOMEWHERE.match(text, *span) if label in ("PERSON", "ORG") else None
        if somewhere and (
            somewhere[2] is None or somewhere[1].split()[0] in given_names()
        ):  # "Ann Roe on Court One", "Ann Roe of"
            span = TextSpan(*somewhere.span(1))
            label = "PERSON" if somewhere[2] else label
            comma = None
        if label in ("PERSON", "ORG") and comma:  # "the Verge, Lumenar": two names
            rest = bare(text, TextSpan(comma.end(), span.end))
            if rest.length and is_name(rest.of(text)):
                yield Mention(rest, rest.of(text), "")
            span = bare(text, TextSpan(span.start, comma.start()))
        if label == "PERSON" or is_monsieur(text, span):
            label, span = "PERSON", bare(text, without_titles(text, span))
        inner = re.search(r" \([A-Z][^)]*\)?$| [-–—] .*$", span.of(text))
        if inner:
            span = TextSpan(span.start, span.start + inner.start())
        if label == "PLACE":
            span = TextSpan(span.start, with_full_stop(text, *span) or span.end)
        apart = [*person_and_body(parsed, span)] if label in ("PERSON", "ORG") else []
        if apart:
            person, body = apart
            yield Mention(person, person.of(text), "PERSON", sure=True)
            yield Mention(body, body.of(text), label if label == "ORG" else "")
        elif span.length and is_name(span.of(text)):
            yield Mention(span, as_a_place(span.of(text)), label)


_IN_A_PLACE = re.compile(r" in ([A-Z][a-z]+(?: [A-Z][a-z]+)?)$")
_SOMEWHERE = re.compile(r"([A-ZÀ-ÖØ-Þ][\w’'-]+ [A-ZÀ-ÖØ-Þ][\w’'-]+) (?:on|at|of)(?:$| ([A-Z]\w+)$)")
_COMMA = re.compile(r",[ \u00a0](?!(?:Jr|Sr|I{2,3}|IV|M\.?D|Ph\.?D|[KQ]\.?C|MP|[DRI]-|Inc|Ltd|LLC|LLP|Co|Corp|PLC)\b)")


def _is_role(text: str, acronym: Acronym, found: list[Mention]) -> bool:
    """ "Foreign Minister (FM) Jane Roe": what the letters stand for is an office, the name comes after."""
    after = acronym.span.end + 2
    return (
        any(m.label == "PERSON" and m.span.start <= after <= m.span.end for m in found[-400:])
        and text[after : after + 1].isupper()
    )


def _relabel(parsed: ParsedText, found: list[Mention]) -> None:
    """Lets the words around a name's mentions overrule the model where they are clear."""
    text = parsed.text
    by_words: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.label in ("PERSON", "ORG", "PLACE", "GROUP") and place_table().canonical(mention.words) is None:
            by_words.setdefault(mention.words, []).append(mention)
    alone: Counter[str] = Counter()
    overlooked: defaultdict[str, list[TextSpan]] = defaultdict(list)
    taken = [m.span for m in found]
    for match in _CAPITAL.finditer(text):
        alone[match[0]] += 1
        if match[0] in by_words and len(overlooked[match[0]]) < _ENOUGH:
            span = TextSpan(*match.span())
            if not touches(taken, span):
                overlooked[match[0]].append(span)
    for words, mentions in by_words.items():
        elsewhere = overlooked.get(words, ())  # where the model saw none, the words around it speak all the same
        votes = weigh(parsed, [*(m.span for m in mentions if not m.dateline), *elsewhere], words)
        votes["PLACE"] += _WRITTEN_THERE * any(m.dateline for m in mentions)
        parts = words.split()
        if 1 < len(parts) < 4 and alone[parts[-1]] > len(mentions) and alone[parts[0]] <= len(mentions):
            votes["PERSON"] += 2  # it is the last word that the text goes on with: a surname
        if max(votes.values(), default=0) < CLEAR:
            continue
        seen = Counter(m.label for m in mentions)
        if len(parts) == 1 and votes["PERSON"] <= 0:
            seen["PERSON"] = min(seen["PERSON"], _UNINTRODUCED)
        votes.update(seen)
        label, _ = max(votes.items(), key=lambda item: item[1])
        for mention in mentions:
            mention.label, mention.sure = "PLACE" if mention.dateline else label, True
