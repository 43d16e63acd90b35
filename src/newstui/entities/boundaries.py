"""Where a name begins and ends: what the model cut too wide ("Drugmaker Orvane") or too narrow ("Roe" of "Magnus Roe")."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from newstui.entities.mention import PROPER, Mention, touches
from newstui.entities.names import SMALL_WORDS, bare, is_name, without_titles
from newstui.entities.places import place_table
from newstui.entities.words import given_names, word_list
from newstui.model.language import ParsedText
from newstui.model.spans import TextSpan

_AREA = re.compile(r"\s(?:province|region|governorate|prefecture|peninsula|district|county|state|valley|oblast)\b")
_JOINT = re.compile(r"(?:['’]s|(?<=s)['’]) | and ")
_PARTICIPLES = word_list("participles")


def without_participle(parsed: ParsedText, span: TextSpan) -> TextSpan:
    """ "Citing Reuters", at the beginning of a sentence: what it is that is cited."""
    at = bisect_left(parsed.starts, span.start)
    first, _, rest = span.of(parsed.text).partition(" ")
    if not rest or first.lower() not in _PARTICIPLES or at >= len(parsed.tags) or parsed.starts[at] != span.start:
        return span
    sentence = bisect_left(parsed.sentences, (at, 0))
    if sentence < len(parsed.sentences) and parsed.sentences[sentence][0] == at:
        return TextSpan(span.end - len(rest), span.end)
    return span


def begins_anew(parsed: ParsedText, start: int, end: int) -> bool:
    """ "In a letter to the Elmgate Register, Roe said": what stands behind a comma begins another clause."""
    last = bisect_left(parsed.ends, end)
    if last >= len(parsed.ends) or parsed.ends[last] != end or parsed.dependencies[last] not in ("nsubj", "nsubjpass"):
        return False
    first = bisect_left(parsed.starts, start)
    return first > 0 and parsed.heads[last] > last and parsed.dependencies[first - 2] in ("pobj", "dobj")


def parted(text: str, found: list[Mention]) -> Iterator[Mention]:
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


def strip(parsed: ParsedText, found: list[Mention]) -> None:
    """Names without what is said before them ("Superintendent Jane Roe", "Drugmaker Orvane"), or after ("IRNA news agency")."""
    text = parsed.text
    surnames = {m.words.split()[-1] for m in found if m.label == "PERSON" and " " in m.words and not _begins_with_office(m.words)}
    for mention in found:
        span = mention.span
        first, _, rest = mention.words.partition(" ")
        if rest in surnames and first.lower() in _BEFORE_ONE:
            mention.label = "PERSON"
        if mention.label == "PERSON":
            span = bare(text, without_titles(text, span))
            span = _without_office(text, span, surnames)
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


def _without_office(text: str, span: TextSpan, surnames: Collection[str]) -> TextSpan:
    """ "Striker Ann Roe", "Pop singer Ann Roe", "Skipper Roe", at the beginning of a sentence: the name."""
    words = span.of(text).split(" ")
    if len(words) == 2 and words[0].lower() in _BEFORE_ONE and (words[1] in surnames or words[0].lower() in _KIN):
        del words[0]
    while len(words) > 2 and words[0].lower() in _OFFICES and words[0] not in given_names():
        del words[0]
    if len(words) > 1 and words[0].lower() in _BESIDE:
        del words[0]
    return TextSpan(span.end - len(" ".join(words)), span.end)


def _begins_with_office(words: str) -> bool:
    return words.split()[0].lower() in _BEFORE_ONE


_OFFICES = word_list("offices") - word_list("surnames_too")
_KIN = word_list("younger_kin")
_BEFORE_ONE = (_OFFICES | _KIN) - word_list("titles")
"""What stands before a surname or a given name without being one: "Skipper Roe", "Grandson Tom"."""
_BESIDE = word_list("beside_others")
_OFFICE_OF = re.compile(r"\b(?:Mayor|Governor|Bishop|Archbishop|Lord Mayor|Prince|Duke|Earl|Leader|Sheriff) of $")
_AGENCY = re.compile(r" (?:news )?agency$")
_KINDS_OF_BODIES = word_list("kinds_of_bodies")


def join_given_names(parsed: ParsedText, found: list[Mention], heads: Sequence[TextSpan]) -> None:
    """ "Magnus Roe", of which the model saw only "Roe", or a place and "Roe": the given name is part of the name."""
    text = parsed.text
    by_end = {m.span.end: m for m in found}
    often = Counter(m.words for m in found)
    named = {m.words.split()[-1] for m in found if m.label == "PERSON"}
    small = frozenset(SMALL_WORDS.findall(text))
    joined: set[int] = set()
    for mention in found:
        before = _WORD_BEFORE.search(text, max(0, mention.span.start - _LONGEST_GIVEN), mention.span.start)
        person = mention.label == "PERSON" or mention.words in named
        if not person or not before or " " in mention.words or touches(heads, mention.span):
            continue
        if mention.words in given_names() and not _is_compound(parsed, before.start(1), mention.span.start):
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


def _is_compound(parsed: ParsedText, first: int, last: int) -> bool:
    """Whether a parser joins the word at `first` to the name at `last`: "Trish Cole", though Cole is a given name, too."""
    at = bisect_left(parsed.starts, first)
    if at + 1 >= len(parsed.starts) or parsed.starts[at] != first or parsed.starts[at + 1] != last:
        return False
    return parsed.dependencies[at] == "compound" and parsed.heads[at] == at + 1


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
    known_as_name = token < len(parsed.tags) and parsed.starts[token] == at and parsed.tags[token] in PROPER
    return known_as_name or re.search(r"[^\W\d_A-Z],? $", parsed.text[max(0, at - 3) : at]) is not None


_WORD_BEFORE = re.compile(r"(?<![\w’'.-])([A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)?)[ \u00a0]$")
_LONGEST_GIVEN = 24
_SHORT = 5  # "Peder" is a name
_AGENTS = ("er", "or", "ist", "man", "woman", "ian", "ing")
_NO_GIVEN = word_list("titles") | word_list("offices") | word_list("body_words") | word_list("outlets") | word_list("not_names")
_NO_GIVEN |= word_list("function_words") | word_list("beside_others")


def without_words_before(found: list[Mention]) -> None:
    """ "Crooked Jane Roe", "Rip Jane Roe": the full name, where the text has it elsewhere and what stands before is no name."""
    known = {m.words for m in found if m.label == "PERSON" and " " in m.words}
    for mention in found:
        first, _, rest = mention.words.partition(" ")
        given = rest.partition(" ")[0] in given_names() and first not in given_names()
        if mention.label == "PERSON" and rest in known and given:
            mention.span = TextSpan(mention.span.start + mention.span.length - len(rest), mention.span.end)
            mention.words = rest


def with_area(text: str, mention: Mention) -> Mention:
    """ "Idaho" in "Idaho state", where the words go on in lower case: the whole is the place."""
    if mention.label in ("PLACE",) and (more := _AREA.match(text, mention.span.end)):
        span = TextSpan(mention.span.start, more.end())
        return Mention(span, span.of(text), mention.label)
    return mention
