"""Where a text names somebody or something: what the model found, put right and completed."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from newstui.entities.acronyms import Acronym
from newstui.entities.affiliations import person_and_body
from newstui.entities.evidence import weigh
from newstui.entities.furniture import furniture
from newstui.entities.names import as_a_name, bare, is_monsieur, is_name, without_titles
from newstui.entities.places import place_table
from newstui.entities.words import given_names, word_list
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
    r"|Minister|Superintendent|Supt\.?|Taoiseach|Dame)"
    r"[ \u00a0](?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-ÖØ-Þ][\w’'-]+){0,2})"
)
_JOINT = re.compile(r"(?:['’]s|(?<=s)['’]) | and ")
_CLEAR = 2
"""Votes: less evidence does not overrule the model."""
_SEAT = ("D-", "R-", "I-")
"""Before a state: "Jane Roe (D-Mass.)"."""
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
        span = _without_participle(parsed, span)
        comma = _COMMA.search(text, *span)
        if comma and label == "ORG" and " " in span.of(text).replace(", ", "", 1):
            comma = None  # "Ministry of Housing, Building and Planning"
        if label in ("PERSON", "ORG") and comma:  # "the Verge, Lumenar": two names
            rest = bare(text, TextSpan(comma.end(), span.end))
            if rest.length and is_name(rest.of(text)):
                found.append(Mention(rest, rest.of(text), ""))
            span = bare(text, TextSpan(span.start, comma.start()))
        if label == "PERSON" or is_monsieur(text, span):
            label, span = "PERSON", bare(text, without_titles(text, span))
        inner = re.search(r" \([A-Z][^)]*\)?$| [-–—] .*$", span.of(text))
        if inner:
            span = TextSpan(span.start, span.start + inner.start())
        if label == "PLACE":
            span = TextSpan(span.start, _with_full_stop(text, *span) or span.end)
        apart = [*person_and_body(parsed, span)] if label in ("PERSON", "ORG") else []
        if apart:
            person, body = apart
            found += [
                Mention(person, person.of(text), "PERSON", sure=True),
                Mention(body, body.of(text), label if label == "ORG" else ""),
            ]
        elif span.length and is_name(span.of(text)):
            found.append(Mention(span, _as_a_place(span.of(text)), label))
    found = list(_parted(text, found))
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
    found = _disjoint([*found, *_overlooked(parsed, found)])
    _relabel(parsed, found)
    _strip(parsed, found)
    found.extend(_again(text, found))
    found = [_with_area(text, m) for m in _disjoint(found)]
    _join_given_names(parsed, found, heads)
    _without_words_before(found)
    aside = furniture(text, [(m.span, m.words) for m in found])
    found = [m for m in found if m.span not in aside]
    at = 0
    for mention in found:
        while at < len(heads) and heads[at].end <= mention.span.start:
            at += 1
        mention.in_head = at < len(heads) and heads[at].covers(mention.span)
    return found


_COMMA = re.compile(r",[ \u00a0](?!(?:Jr|Sr|I{2,3}|IV|M\.?D|Ph\.?D|[KQ]\.?C|MP|[DRI]-|Inc|Ltd|LLC|LLP|Co|Corp|PLC)\b)")


def _without_participle(parsed: ParsedText, span: TextSpan) -> TextSpan:
    """ "Citing Reuters", at the beginning of a sentence: what it is that is cited."""
    at = bisect_left(parsed.starts, span.start)
    first, _, rest = span.of(parsed.text).partition(" ")
    if not rest or first.lower() not in _PARTICIPLES or at >= len(parsed.tags) or parsed.starts[at] != span.start:
        return span
    sentence = bisect_left(parsed.sentences, (at, 0))
    if sentence < len(parsed.sentences) and parsed.sentences[sentence][0] == at:
        return TextSpan(span.end - len(rest), span.end)
    return span


_NO_PERSON = word_list("ground_words") | word_list("body_words")
_PARTICIPLES = word_list("participles")


def _as_a_place(words: str) -> str:
    """A place in capitals as it is written elsewhere ("IOWA"); other words as they are, for they may be letters or a shout."""
    table = place_table()
    plain = as_a_name(words) if len(words) > 3 and table.canonical(words) is None else words
    return plain if table.canonical(plain) else words


def _parted(text: str, found: list[Mention]) -> Iterator[Mention]:
    """The mentions; "Roe's Avenue Group" and "Roe and Lindt", read as one name, as two where the text names Roe elsewhere."""
    known = {m.words for m in found} | {m.words.split()[-1] for m in found if m.label == "PERSON"}
    for mention in found:
        joint = _JOINT.search(text, *mention.span)
        left = bare(text, TextSpan(mention.span.start, joint.start())) if joint else mention.span
        right = bare(text, TextSpan(joint.end(), mention.span.end)) if joint else mention.span
        joins = joint is not None and joint[0].strip() == "and"
        if joint is None or left.of(text) not in known or (joins and mention.label != "PERSON"):
            yield mention
            continue
        yield Mention(left, left.of(text), "")
        if is_name(right.of(text)) and (joins or " " in right.of(text)):
            yield Mention(right, right.of(text), mention.label)


def _strip(parsed: ParsedText, found: list[Mention]) -> None:
    """Names without what is said before them ("Superintendent Jane Roe", "Drugmaker Orvane"), or after ("IRNA news agency")."""
    text = parsed.text
    for mention in found:
        span = mention.span
        first, _, rest = mention.words.partition(" ")
        if mention.label == "PERSON":
            span = bare(text, without_titles(text, span))
            if len(span.of(text).split()) > 2 and _OFFICE_OF.search(text[max(0, span.start - _LONGEST_GIVEN) : span.start]):
                span = TextSpan(text.index(" ", span.start) + 1, span.end)  # "Mayor of Elmgate Jane Roe"
        elif mention.label == "ORG" and rest:
            agency = _AGENCY.search(text, *span)
            if first.lower() in _KINDS_OF_BODIES and rest[0].isupper() and rest.split()[0].lower() not in _NO_GIVEN:
                span = TextSpan(span.end - len(rest), span.end)
            elif agency:
                span = TextSpan(span.start, agency.start())
        if span != mention.span and span.length and is_name(span.of(text)):
            mention.span, mention.words = span, span.of(text)


_OFFICE_OF = re.compile(r"\b(?:Mayor|Governor|Bishop|Archbishop|Lord Mayor|Prince|Duke|Earl|Leader|Sheriff) of $")
_AGENCY = re.compile(r" (?:news )?agency$")
_KINDS_OF_BODIES = word_list("kinds_of_bodies")


def _join_given_names(parsed: ParsedText, found: list[Mention], heads: Sequence[TextSpan]) -> None:
    """ "Magnus Roe", of which the model saw only "Roe", or a place and "Roe": the given name is part of the name."""
    text = parsed.text
    by_end = {m.span.end: m for m in found}
    often = Counter(m.words for m in found)
    named = {m.words.split()[-1] for m in found if m.label == "PERSON" and " " in m.words}
    small = frozenset(_SMALL_WORD.findall(text))
    joined: set[int] = set()
    for mention in found:
        before = _WORD_BEFORE.search(text, max(0, mention.span.start - _LONGEST_GIVEN), mention.span.start)
        person = mention.label == "PERSON" or mention.words in named
        if not person or not before or " " in mention.words or mention.words in given_names() or _touches(heads, mention.span):
            continue
        other = by_end.get(before.end(1))
        if other is not None and (other.span.start < before.start(1) or often[other.words] > 1):
            continue
        if _can_be_given(parsed, before[1], before.start(1), small):
            if other is not None:
                joined.add(id(other))
            mention.span = TextSpan(before.start(1), mention.span.end)
            mention.words, mention.label, mention.sure = mention.span.of(text), "PERSON", True
    found[:] = [m for m in found if id(m) not in joined]


def _can_be_given(parsed: ParsedText, word: str, at: int, small: Collection[str]) -> bool:
    """Whether the word with a capital right before a surname can be a given name: "Magnus", and neither "But" nor "Captain"."""
    if word in given_names():
        return True
    plain = word.lower()
    if (
        plain in small
        or plain in _NO_GIVEN
        or (len(word) > _SHORT and plain.endswith(_AGENTS))
        or not is_name(word)
        or place_table().canonical(word)
    ):
        return False
    token = bisect_left(parsed.starts, at)
    known_as_name = token < len(parsed.tags) and parsed.starts[token] == at and parsed.tags[token] in _PROPER
    return known_as_name or re.search(r"[^\W\d_A-Z],? $", parsed.text[max(0, at - 3) : at]) is not None


_WORD_BEFORE = re.compile(r"(?<![\w’'.-])([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?)[ \u00a0]$")
_SMALL_WORD = re.compile(r"(?<![\w’'-])[a-z]+")
_LONGEST_GIVEN = 24
_SHORT = 5  # "Peder" is a name
_AGENTS = ("er", "or", "ist", "man", "woman", "ian", "ing")
_NO_GIVEN = word_list("titles") | word_list("offices") | word_list("body_words") | word_list("outlets") | word_list("not_names")
_NO_GIVEN |= word_list("function_words")


def _titled(text: str, found: list[Mention], heads: list[TextSpan]) -> Iterator[Mention]:
    """ "Mayor Jane Roe" and "Mrs. Roe", where the model saw no name."""
    starts = sorted(m.span for m in found)
    for match in _TITLED.finditer(text):
        span = bare(text, TextSpan(*match.span("name")))
        at = bisect_left(starts, TextSpan(span.end, span.end)) - 1
        head = bisect_left(heads, TextSpan(span.end, span.end)) - 1
        if head >= 0 and heads[head].covers(span):
            continue  # there, every word is a capital
        if span.of(text).split()[-1:] and span.of(text).split()[-1].lower() in _NO_PERSON:
            continue  # "Queen Street"
        if span.length > 2 and is_name(span.of(text)) and (at < 0 or starts[at].end <= span.start):
            yield Mention(span, span.of(text), "PERSON", sure=True)


def _overlooked(parsed: ParsedText, found: list[Mention]) -> Iterator[Mention]:
    """Names of several words that the model tagged as names without saying of what, where something else says it."""
    text, tags = parsed.text, parsed.tags
    aside = [p.span for p in parsed.passages if p.kind in (PassageKind.TITLE, PassageKind.HEADING, PassageKind.SKIPPED)]
    taken = [m.span for m in found]
    stop = 0
    for at, tag in enumerate(tags):
        if at < stop or tag not in _PROPER:
            continue
        stop = at + 1
        while stop < len(tags) and tags[stop] in _PROPER and parsed.starts[stop] == parsed.ends[stop - 1] + 1:
            stop += 1
        span = bare(text, TextSpan(parsed.starts[at], parsed.ends[stop - 1]))
        words = span.of(text).split()
        if (
            len(words) < 2
            or not all(word[0].isupper() and is_name(word) for word in words)
            or words[-1] in place_table().demonyms
        ):
            continue
        if _touches(taken, span) or _touches(aside, span):
            continue
        (label, votes), *_ = weigh(parsed, [span], span.of(text)).most_common(1) or [("", 0)]
        if votes >= _CLEAR:
            yield Mention(span, span.of(text), label, sure=True)


_PROPER = ("NNP", "NNPS")


def _touches(spans: Sequence[TextSpan], span: TextSpan) -> bool:
    """Whether one of the spans, which are in order, overlaps it."""
    at = bisect_left(spans, TextSpan(span.end, span.end)) - 1
    return at >= 0 and spans[at].end > span.start


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
        start = match.start() + 2 * match[0].startswith(_SEAT)
        best = stop if table.canonical(_as_a_place(text[start:stop])) else 0
        if not best and (start > match.start() or text[start - 2 : start] == ", "):
            best = _with_full_stop(text, start, stop)
        if not best:
            cut = re.sub(r"['’]s?$", "", text[start:stop])
            best = start + len(cut) if table.canonical(cut) else 0
        for _ in range(4):
            more = _WORD_AFTER.match(text, stop)
            if not more:
                break
            stop = more.end()
            words = re.sub(r"['’]s?$", "", text[start:stop])
            if table.canonical(_as_a_place(words)):
                best = start + len(words)
            elif table.canonical(words.rstrip(".,")):
                best = start + len(words.rstrip(".,"))
        if best:
            words = _as_a_place(text[start:best])
            if len(words) == 2 and words == "US" and text[start - 4 : start].isupper():
                continue
            end = best
            yield Mention(TextSpan(start, best), words, "GROUP" if words in table.demonyms else "PLACE")


def _with_full_stop(text: str, start: int, stop: int) -> int:
    """The end of a state's short form ("Mass."), its full stop with it; 0 where the words are none."""
    return stop + 1 if text[stop : stop + 1] == "." and place_table().canonical(text[start : stop + 1]) else 0


def _disjoint(mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.span.start, -m.span.length, m.label == "")):
        if kept and kept[-1].span.overlaps(mention.span):
            if mention.span.length > kept[-1].span.length and not kept[-1].label:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


def _relabel(parsed: ParsedText, found: list[Mention]) -> None:
    """Lets the words around a name's mentions overrule the model where they are clear."""
    text = parsed.text
    by_words: dict[str, list[Mention]] = {}
    alone = Counter(re.findall(r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w-]+", text))
    for mention in found:
        if mention.label in ("PERSON", "ORG", "PLACE") and place_table().canonical(mention.words) is None:
            by_words.setdefault(mention.words, []).append(mention)
    for words, mentions in by_words.items():
        votes = weigh(parsed, (m.span for m in mentions if not m.dateline), words)
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


_BRIEF = 3
"""Letters of a surname that could as well be a word: "Vos", and "One" of Air Force One."""
_NO_SURNAMES = word_list("function_words") | {
    "one",
    "two",
    "six",
    "ten",
    "new",
    "old",
    "man",
    "men",
    "day",
    "sun",
    "sea",
    "bay",
    "inn",
}
_COMPANY = re.compile(r"([A-Z][\w-]{2,}),? (?:AG|plc|PLC|Inc|Ltd|Corp|LLC|GmbH|SA|Co)\.?$")
_SAME_FIRST = 50  # names that begin with one word: no article has more, and each is looked for at each such word


def _again(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Names that the model saw in one place, where it missed them in another."""
    names = {m.words for m in found if len(m.words) > 2 and m.label in ("PERSON", "ORG", "PLACE")}
    names |= {m.span.of(text) for m in found if m.dateline}
    small = frozenset(_SMALL_WORD.findall(text))
    for mention in found:
        if mention.label == "PERSON" and " " in mention.words:
            last = mention.words.split()[-1]
            brief = len(last) == _BRIEF and last.lower() not in small and last.lower() not in _NO_SURNAMES
            if (len(last) > _BRIEF or brief) and last[0].isupper() and not last.endswith("."):
                names.add(last)
        elif mention.label == "ORG" and (company := _COMPANY.match(mention.words)):
            names.add(company[1])  # "Orvane" of "Orvane AG"
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


def _without_words_before(found: list[Mention]) -> None:
    """ "Crooked Jane Roe", "Rip Jane Roe": the full name, where the text has it elsewhere and what stands before is no name."""
    known = {m.words for m in found if m.label == "PERSON" and " " in m.words}
    for mention in found:
        first, _, rest = mention.words.partition(" ")
        given = rest.partition(" ")[0] in given_names() and first not in given_names()
        if mention.label == "PERSON" and rest in known and given:
            mention.span = TextSpan(mention.span.start + mention.span.length - len(rest), mention.span.end)
            mention.words = rest


def _with_area(text: str, mention: Mention) -> Mention:
    """ "Idaho" in "Idaho state", where the words go on in lower case: the whole is the place."""
    if mention.label in ("PLACE",) and (more := _AREA.match(text, mention.span.end)):
        span = TextSpan(mention.span.start, more.end())
        return Mention(span, span.of(text), mention.label)
    return mention
