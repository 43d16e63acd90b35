"""Names that the model did not see: behind a title, tagged as names and no more, in the table of places, or seen elsewhere."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from newstui.entities.evidence import CLEAR, weigh
from newstui.entities.mention import PROPER, Mention, touches
from newstui.entities.names import SMALL_WORDS, bare, is_name
from newstui.entities.places import as_a_place, place_table, with_full_stop
from newstui.entities.words import given_names, word_list
from newstui.model.language import ParsedText, PassageKind
from newstui.model.spans import TextSpan

_CAPITAL = re.compile(r"(?<![\w’'.])[A-ZÀ-ÖØ-Þ][\w’'-]*(?:\.[A-Z]\.(?:[A-Z]\.)?)?")
_WORD_AFTER = re.compile(r"(?:[ \u00a0](?:of |and |the |de |es )?[A-ZÀ-ÖØ-Þ][\w’'.-]*)")
_TITLED = re.compile(
    r"\b(?:Mayor|President|Senator|Sen\.|Governor|Gov\.|Judge|Captain|Capt\.|Professor|Prof\.|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Chancellor"
    r"|Minister|Superintendent|Supt\.?|Taoiseach|Dame|MP|TD|MEP|Cllr|Coun\.?|Councillor|Commissioner|DCI)"
    r"[ \u00a0](?P<name>[A-ZÀ-ÖØ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-ÖØ-Þ][\w’'-]+){0,2})"
)
_SEAT = ("D-", "R-", "I-")
"""Before a state: "Jane Roe (D-Mass.)"."""
_NO_PERSON = word_list("ground_words") | word_list("body_words")
_BRIEF = 3
"""Letters of a surname that could as well be a word: "Vos", and "One" of Air Force One."""
_NO_GIVEN = (
    word_list("titles") | word_list("offices") | word_list("body_words") | word_list("outlets") | word_list("function_words")
)
_NO_GIVEN |= word_list("beside_others") | word_list("parts_of_places") | word_list("younger_kin")
_NO_SURNAMES = word_list("function_words") | word_list("brief_words")
_COMPANY = re.compile(r"([A-Z][\w-]{2,}),? (?:AG|plc|PLC|Inc|Ltd|Corp|LLC|GmbH|SA|Co)\.?$")
_WHOSE_BODY = re.compile(
    r"(?<![\w’'-])(?!The |An? )(?:[A-Z][a-z]+ ){0,2}[A-Z][a-z]+s['’] (?:[A-Z][a-z]+ ){0,2}(?P<body>[A-Z][a-z]+)\b"
)
_WITHOUT = re.compile(r"(?<![\w’'-])[A-Z][a-z]+s Without [A-Z][a-z]+s\b")
_NUMBER_TEN = re.compile(
    r"(?:(?<=[.!?:;,”’\"'\n(—–] )|(?<=\n)|^|(?<=\b(?:and|but|for|out) )|(?<=\b(?:that|told|with|from) ))"
    r"No\.? 10(?= [a-z]|['’]s|[.,])"
)
_PREMIER = re.compile(r"\b(?:[Pp]rime [Mm]inister|Downing Street|premier)\b")
_BODY_WORDS = word_list("body_words") - word_list("chambers")
_COMPANY_WORDS = word_list("company_words")
_SHORTEST = 4
_VERY_CLEAR = 3
_SAME_FIRST = 50  # names that begin with one word: no article has more, and each is looked for at each such word


def titled(text: str, found: list[Mention], heads: list[TextSpan]) -> Iterator[Mention]:
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


def tagged_only(parsed: ParsedText, found: list[Mention]) -> Iterator[Mention]:
    """Names that the model tagged as names without saying of what, where something else says it; of one word, says it clearly."""
    text, tags = parsed.text, parsed.tags
    aside = [p.span for p in parsed.passages if p.kind in (PassageKind.TITLE, PassageKind.HEADING, PassageKind.SKIPPED)]
    taken = [m.span for m in found]
    stop = 0
    for at, tag in enumerate(tags):
        if at < stop or tag not in PROPER:
            continue
        stop = at + 1
        while stop < len(tags) and tags[stop] in PROPER and parsed.starts[stop] == parsed.ends[stop - 1] + 1:
            stop += 1
        span = bare(text, TextSpan(parsed.starts[at], parsed.ends[stop - 1]))
        words = span.of(text).split()
        if (
            not words
            or (len(words) < 2 and (words[0] in given_names() or words[0].isupper() or len(words[0]) < _SHORTEST))
            or not all(word[0].isupper() and is_name(word) for word in words)
            or words[-1] in place_table().demonyms
        ):
            continue
        if touches(taken, span) or touches(aside, span):
            continue
        (label, votes), *_ = weigh(parsed, [span], span.of(text)).most_common(1) or [("", 0)]
        if votes >= (CLEAR if len(words) > 1 else _VERY_CLEAR) and (len(words) > 1 or label == "ORG"):
            yield Mention(span, span.of(text), label, sure=True)


def called_bodies(text: str, found: list[Mention]) -> Iterator[Mention]:
    """ "The Bakers' Guild", which a model takes for nobody's; Doctors Without Borders; No 10, where there is a premier."""
    people = [m.span for m in found if m.label == "PERSON"]
    for match in _WHOSE_BODY.finditer(text):
        if match["body"].lower() in _BODY_WORDS and not touches(people, TextSpan(*match.span())):
            yield Mention(TextSpan(*match.span()), match[0], "ORG", sure=True)
    named = [*_WITHOUT.finditer(text)] + ([*_NUMBER_TEN.finditer(text)] if _PREMIER.search(text) else [])
    yield from (Mention(TextSpan(*match.span()), match[0], "ORG", sure=True) for match in named)


def known_places(text: str, parsed: ParsedText) -> Iterator[Mention]:
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
        best = stop if table.canonical(as_a_place(text[start:stop])) else 0
        if not best and (start > match.start() or text[start - 2 : start] == ", "):
            best = with_full_stop(text, start, stop)
        if not best:
            cut = re.sub(r"['’]s?$", "", text[start:stop])
            best = start + len(cut) if table.canonical(cut) else 0
        for _ in range(4):
            more = _WORD_AFTER.match(text, stop)
            if not more:
                break
            stop = more.end()
            words = re.sub(r"['’]s?$", "", text[start:stop])
            if table.canonical(as_a_place(words)):
                best = start + len(words)
            elif table.canonical(words.rstrip(".,")):
                best = start + len(words.rstrip(".,"))
        if best:
            words = as_a_place(text[start:best])
            if len(words) == 2 and words == "US" and text[start - 4 : start].isupper():
                continue
            end = best
            yield Mention(TextSpan(start, best), words, "GROUP" if words in table.demonyms else "PLACE")


def named_elsewhere(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Names that the model saw in one place, where it missed them in another."""
    names = {m.words for m in found if len(m.words) > 2 and m.label in ("PERSON", "ORG", "PLACE")}
    names |= {m.span.of(text) for m in found if m.dateline}
    small = frozenset(SMALL_WORDS.findall(text))
    for mention in found:
        if mention.label == "PERSON" and " " in mention.words:
            last = mention.words.split()[-1]
            brief = len(last) == _BRIEF and last.lower() not in small and last.lower() not in _NO_SURNAMES
            if (len(last) > _BRIEF or brief) and last[0].isupper() and not last.endswith("."):
                names.add(last)
            if _goes_by(first := mention.words.split()[0], small):
                names.add(first)
        elif mention.label == "ORG" and (company := _COMPANY.match(mention.words)):
            names.add(company[1])  # "Orvane" of "Orvane AG"
        elif mention.label == "ORG" and " " in mention.words and mention.words.split()[-1].lower() in _COMPANY_WORDS:
            first = mention.words.split()[0]
            if first.lower() not in small and first not in given_names() and len(first) > _BRIEF and is_name(first):
                names.add(first)  # "Orvane" of "Orvane Semiconductor"
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


def _goes_by(given: str, small: Collection[str]) -> bool:
    """Whether the given name of somebody named in full can stand alone for them: "Edie"; no word, no title, no place."""
    plain = given.lower()
    return (
        len(given) >= _BRIEF
        and given.isalpha()
        and given[1:].islower()
        and plain not in small
        and plain not in _NO_GIVEN
        and is_name(given)
        and place_table().canonical(given) is None
    )
