"""Surnames that are places, too: whom or what a bare "Jordan" means in an article that has introduced a Michael Jordan.

The text is read from its beginning, as its reader reads it. What stands right around the word decides first. Where nothing
does, the word is the place until the person was introduced, the person until something has spoken for the place, and
either of them from there on.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from newstui.entities.evidence import stands_for
from newstui.entities.mention import Mention
from newstui.entities.names import SMALL_WORDS, folded, key_words, surname
from newstui.entities.places import place_table, without_area
from newstui.entities.words import given_names, word_list
from newstui.model.language import ParsedText

_NO_FIRST_NAMES = word_list("parts_of_places") | word_list("body_words") | word_list("outlets")
_LISTED = re.compile(r",? (?:and|or) |/")
_DISTRICT = re.compile(r", D\.? ?C\b")  # "Washington, D.C."


def bearers(parsed: ParsedText, mentions: Sequence[Mention]) -> dict[int, bool]:
    """The numbers of the mentions that do not mean the place whose name they are: True for its bearer, False for either."""
    table = place_table()
    homonyms, bearer_at = _namesakes(parsed.text, mentions)
    if not homonyms:
        return {}
    introduced: set[str] = set()
    spoken_for: set[str] = set()
    meant: dict[int, bool] = {}
    in_heads: defaultdict[str, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        place = table.canonical(mention.words) or table.canonical(without_area(mention.words))
        if number in bearer_at:
            introduced.add(bearer_at[number])
        elif place is None:
            continue
        elif number not in homonyms:
            spoken_for.add(place)
        else:
            kind = _kind(parsed, mentions, number, homonyms)
            if not kind and mention.in_head:
                in_heads[place].append(number)  # what it means is told further down
            elif kind == "PERSON" or (not kind and homonyms[number] in introduced):
                # a people's name without an article, or a noun after it, is no people's
                meant[number] = kind == "PERSON" or mention.words in table.demonyms or place not in spoken_for
            else:
                spoken_for.add(place)
    for place, numbers in in_heads.items():
        meant.update((number, place not in spoken_for) for number in numbers)
    return meant


def _namesakes(text: str, mentions: Sequence[Mention]) -> tuple[dict[int, str], dict[int, str]]:
    """The mentions of one word that names a place and ends somebody's full name, and those of such full names: that word."""
    table = place_table()
    places = {n: folded(m.words) for n, m in enumerate(mentions) if " " not in m.words and table.canonical(m.words)}
    words = frozenset(places.values())
    people = {
        number: last
        for number, mention in enumerate(mentions)
        if mention.label == "PERSON" and not mention.in_head and (last := surname(mention.words)) in words
    }
    if people:
        small = frozenset(SMALL_WORDS.findall(text))
        people = {number: last for number, last in people.items() if is_full_name(mentions[number].words, small)}
    surnames = frozenset(people.values())
    return {number: word for number, word in places.items() if word in surnames}, people


def is_full_name(words: str, small: Collection[str]) -> bool:
    """Whether the words can be somebody's full name; "North Florida" and "Say Mexico" are hardly one.

    `small` are the words that the text writes without a capital.
    """
    if not 1 < len(key_words(words)) < 5:
        return False
    first = words.split()[0]
    known = first in given_names()
    return known or not (folded(first) in small or folded(first) in _NO_FIRST_NAMES or place_table().canonical(first))


def _kind(parsed: ParsedText, mentions: Sequence[Mention], number: int, homonyms: Mapping[int, str]) -> str:
    """PERSON or PLACE where the words and places around one mention say which it is; else empty."""
    mention = mentions[number]
    table = place_table()
    kind = stands_for(parsed, mention.span, people=mention.words in table.demonyms)
    if kind:
        return kind
    if mention.dateline or _DISTRICT.match(parsed.text, mention.span.end):
        return "PLACE"
    for other in (number - 1, number + 1):
        if not 0 <= other < len(mentions) or other in homonyms or table.canonical(mentions[other].words) is None:
            continue
        one, next_one = mentions[min(number, other)], mentions[max(number, other)]
        between = parsed.text[one.span.end : next_one.span.start]
        if _LISTED.fullmatch(between):  # "Jordan and Syria"
            return "PLACE"
        # "Amman, Jordan" and "London, England", but "in Chicago, Houston said"
        wider = next_one.words not in table.demonyms and (other > number or next_one.words in table.countries)
        if between == ", " and wider and table.country(one.words) == table.country(next_one.words):
            return "PLACE"
    return ""
