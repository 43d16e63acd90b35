"""What the words around a name say of it: a person has a title, an age or an office, a body an article or a telling last word.

The model's own labels are the other half of the vote; on names that it never saw, they are often wrong.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from newstui.entities.names import folded
from newstui.entities.places import place_table
from newstui.entities.words import given_names, word_list
from newstui.model.language import ParsedText
from newstui.model.spans import TextSpan

_BODIES = word_list("body_words")
_OUTLETS = word_list("outlets") | word_list("known_bodies")
_KIN = word_list("kin")
_TITLES = word_list("titles")
_GROUNDS = word_list("ground_words")
_OFFICES = word_list("offices")
_OWNED_BY_PEOPLE = word_list("owned_by_people")
_OWNED_BY_BODIES = word_list("owned_by_bodies")
_OWNED_BY_PLACES = word_list("owned_by_places")
_OWNED_BY_ALL = word_list("owned_by_all")
_WITHIN = word_list("within")
_MOVES = word_list("moves")
_TRUST = word_list("trust")
_TITLE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Mayor|President|Senator|Sen|Gov|Rep|Judge|Captain|Minister|Chancellor)\.?)\s$"
)
_OFFICE_BEFORE = re.compile(r"\b([a-z]+)\s$")
_ARTICLE = re.compile(r"\b[Tt]he\s$")
_ANY_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?)\s$")
_TOLD_THE = re.compile(r"\b(?:told|tells) [Tt]he\s$")
_IN = re.compile(r"(?:\b(?P<held>[A-Za-z]+) )?\b(?:in|near)\s$")
_SITE = re.compile(
    r"\b(?:[Rr]iver|Mount|Lake|(?:area|city|coast|[Gg]overnor|island|outskirts|port|province|suburb|town|villages?) of)\s$"
)  # "the river Ashe", "the port of Tamarsk"
_LED = re.compile(
    r"\b(?:executive|chairman|chairwoman|chair|founder|employee|employees|shares|shareholders|headquarters) (?:of|at)\s$"
    r"|\b(?:[Ss]hares|stake|stock) in\s$|\b(?:analyst|consultant|economist|partner|strategist) (?:at|with)\s$"
)
_SHARES = re.compile(
    r" shares (?:climbed|closed|dropped|edged|ended|fell|gained|had|have|in|jumped|lost|plunged|rose|sank|slid|slumped|soared"
    r"|surged|tumbled|were)\b"
)
_MAKES = re.compile(
    r",? which (?:also )?(?:builds|develops|employs|insists|makes|operates|owns|produces|provides|publishes|represents|runs|says"
    r"|sells|supplies)\b"
)
_WHO = re.compile(r",? (?:who|whose husband|whose wife|himself|herself|and (?:his|her))\b")
_AGE = re.compile(r", \d\d,")
_SEAT = re.compile(r",? [(]?(?:[DRI]|Dem|Rep|Lab|Con)[-–.] ?[A-Z]|,? [(][DRI][)]")  # "Jane Roe, D-Mass.", "Jane Roe (R)"
_OFFICE = re.compile(r", (?:an?|the|its|their|his|her)\s([^,.;:]{3,80})")
_ROLE = re.compile(r", ([a-z]+) (?:at|for|of|with)\b")
_TWO_IN_ONE = re.compile(r"(?!Fitz)[A-Z][a-z]{3,}(?:[A-Z][a-z]+)+")  # "SurveyMonkey"; a McCain has fewer letters before
_SOMEBODYS = re.compile(r"(?:['’]s|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y)) (?:[a-z-]+ ){0,2}([a-z]+), $")  # "his lawyer, Jane Roe"
_NEWS_AGENCY = re.compile(r" (?:news )?agency\b")
_LOOK = 24
_LOOK_FAR = 48
CLEAR = 2
"""Votes: less evidence does not overrule the model."""
_KNOWN = 4
"""Votes for an outlet that everybody knows."""


def weigh(parsed: ParsedText, places: Iterable[TextSpan], words: str) -> Counter[str]:
    """Votes for PERSON, ORG and PLACE by what stands around the mentions of one name, and by its own words."""
    places = tuple(places)
    votes = _by_its_words(words)
    parts = words.split()
    text = parsed.text
    for span in places:
        before, after = text[max(0, span.start - _LOOK) : span.start], text[span.end : span.end + 100]
        noun, owned = _noun_after(parsed, span)
        if _TITLE.search(before) and len(parts) < 5:
            votes["PERSON"] += 3
        if len(parts) == 1 and not noun and _ARTICLE.search(before):  # "the Obama administration" has the article of its noun
            votes["ORG"] += 2
            votes["PERSON"] -= 2
        if _TOLD_THE.search(before) and not noun:  # a paper, an agency: a person would be told without an article
            votes["ORG"] += 4
            votes["PERSON"] -= 2
        inside = _IN.search(before)
        if inside and not noun and (inside["held"] or "").lower() not in _HELD_IN:
            votes["PLACE"] += 3 if len(parts) == 1 else 1
        if _SITE.search(before) and not noun:
            votes["PLACE"] += 3
        if _LED.search(before):
            votes["ORG"] += 2
        if _MAKES.match(after):
            votes["ORG"] += 2
        if _says_it(parsed, span):
            votes["ORG"] += 1  # so do people, of other things: it takes two
        if parts[0] not in given_names() and not {_kind_before(before), _kind_after(after)}.isdisjoint(_BODIES_BY_KIND):
            votes["ORG"] += 3
        if (not owned and noun in _OWNED_BY_FIRMS) or _SHARES.match(after):
            votes["ORG"] += 3
        if noun in (_OWNED_BY_PEOPLE if owned else _RUN_FOR_PEOPLE):
            votes["PERSON"] += 1
        if owned and noun in _OWNED_BY_BODIES:
            votes["ORG"] += 2
        role = _OFFICE_BEFORE.search(before)
        if role and role[1] in _KIN:  # "my sister Ann"
            votes["PERSON"] += 3
        if role and role[1] in _OFFICES and len(parts) > 1:
            votes["PERSON"] += 2
        somebodys = _SOMEBODYS.search(text[max(0, span.start - _LOOK_FAR) : span.start])
        if somebodys and somebodys[1] in _OFFICES | _KIN:
            votes["PERSON"] += 3
        if owned and noun in _KIN:
            votes["PERSON"] += 2
        if len(parts) == 1 and _NEWS_AGENCY.match(after):
            votes["ORG"] += 3
        if _WHO.match(after) or _AGE.match(after) or _SEAT.match(after):
            votes["PERSON"] += 3
        beside = _stands_beside(parsed, span)
        if beside in _OFFICES and len(parts) > 1:  # "the director, Ann Roe"
            votes["PERSON"] += 3
        elif beside in _BODIES_BY_KIND:  # "the bidder, Orvane"
            votes["ORG"] += 3
        office = _OFFICE.match(after)
        if office and any(w in _OFFICES for w in office[1].lower().split()):
            votes["PERSON"] += 3
    if folded(words).replace(" ", "_") in _OUTLETS and votes["PERSON"] <= 0:
        votes["ORG"] += _KNOWN + len(places)  # however often the model took it for somebody
    return votes


_RUN_FOR_PEOPLE = word_list("run_for_people")
_HELD_IN = word_list("held_in")
_BODIES_BY_KIND = word_list("bodies_by_kind")
_OWNED_BY_FIRMS = word_list("owned_by_firms")
_LAST_WORD = re.compile(r"([\w-]+)\s$")
_ASIDE = re.compile(r", (?:an?|the) ([^,.;:]{3,80})")
_MORE = re.compile(r" (?:at|based|close|for|from|in|of|on|owned|run|that|to|which|with)\b")
_FEW = 14
"""Tokens after a verb of saying in which its clause begins."""


def _kind_before(before: str) -> str:
    """ "The daily Novy Cas", "Steelmaker Orvane": the word before a name."""
    found = _LAST_WORD.search(before)
    return found[1].lower() if found else ""


def _kind_after(after: str) -> str:
    """ "Orvane, a maker of pills": what a name is said to be beside it."""
    found = _ASIDE.match(after)
    return _MORE.split(found[1])[0].split()[-1].lower() if found else ""


def _says_it(parsed: ParsedText, span: TextSpan) -> bool:
    """ "Orvane said it would": who is “it” to itself is nobody."""
    at = bisect_left(parsed.ends, span.end)
    if at >= len(parsed.ends) or parsed.ends[at] != span.end or parsed.dependencies[at] != "nsubj":
        return False
    verb = parsed.heads[at]
    if parsed.lemmas[verb] not in ("say", "announce", "add", "warn", "insist", "deny", "confirm") or verb < at:
        return False
    return any(
        parsed.lemmas[i] == "it"
        and parsed.dependencies[i] == "nsubj"
        and parsed.heads[parsed.heads[i]] == verb
        and parsed.dependencies[parsed.heads[i]] == "ccomp"
        and parsed.lemmas[parsed.heads[i]] != "be"  # "Roe said it was late"
        for i in range(verb + 1, min(verb + _FEW, len(parsed.tags)))
    )


def _stands_beside(parsed: ParsedText, span: TextSpan) -> str:
    """The noun in the singular that a name stands in apposition to; past another name ("the leader of the Front, Ann Roe").

    Empty where there is none.
    """
    at = bisect_left(parsed.ends, span.end)
    if at >= len(parsed.ends) or parsed.ends[at] != span.end or parsed.dependencies[at] != "appos":
        return ""
    noun = parsed.heads[at]
    for _ in range(4):
        if parsed.dependencies[noun] not in ("pobj", "prep") or not parsed.tags[noun].startswith(("NNP", "IN")):
            break
        noun = parsed.heads[noun]
    return parsed.lemmas[noun].lower() if noun < at and parsed.tags[noun] in ("NN", "NNP") else ""


def stands_for(parsed: ParsedText, span: TextSpan, *, people: bool) -> str:
    """PERSON or PLACE where what stands right around a name that can be either says which it is here; else empty.

    `people` is for the name of a people (French), which an article or any noun after it leaves no person's.
    """
    text = parsed.text
    before, after = text[max(0, span.start - _LOOK) : span.start], text[span.end : span.end + _LOOK]
    role = _ROLE.match(after)
    if _TITLE.search(before) or _WHO.match(after) or _AGE.match(after) or (role and role[1] in _OFFICES):
        return "PERSON"
    noun, owned = _noun_after(parsed, span)
    if noun in (_OWNED_BY_PEOPLE - _OWNED_BY_ALL if owned else _RUN_FOR_PEOPLE):
        return "PERSON"
    if noun in _OWNED_BY_PLACES or (people and ((noun and not owned) or _ANY_ARTICLE.search(before))):
        return "PLACE"
    return "PLACE" if not noun and _is_where(parsed, span) else ""


def _is_where(parsed: ParsedText, span: TextSpan) -> bool:
    """Whether a preposition before the name says that something is or goes there ("in Jordan", "the king of Jordan")."""
    at = bisect_left(parsed.starts, span.start) - 1
    if at < 0 or parsed.tags[at] not in ("IN", "TO", "RP") or parsed.ends[at] != span.start - 1:
        return False
    preposition, governor = parsed.lemmas[at].lower(), parsed.lemmas[parsed.heads[at]].lower()
    if preposition in _WITHIN:
        return governor not in _TRUST
    if preposition in ("to", "from", "for"):
        return governor in _MOVES
    return preposition == "of" and governor in _OWNED_BY_PLACES


def _by_its_words(words: str) -> Counter[str]:
    votes: Counter[str] = Counter()
    parts = words.split()
    if len(parts) > 1 and parts[0].strip(".,").lower() in _PERSONAL_TITLES:
        votes["PERSON"] += 5
    while len(parts) > 2 and parts[0].strip(".,").lower() in _TITLES:
        parts = parts[1:]
    plain = [part.strip(".,").lower() for part in parts]
    if len(parts) > 2 and plain[0] in _OFFICES - _SURNAMES_TOO and all(part[0].isupper() for part in parts):
        votes["PERSON"] += 3  # "Striker Ann Roe"
    elif len(parts) == 2 and plain[0] in _KINDS_OF_BODIES:
        votes["ORG"] += 3  # "Steelmaker Orvane"
    head = plain[: next((i for i, part in enumerate(plain) if i and part in ("of", "for", "on")), None)]
    if {plain[0], plain[-1], head[-1]} & _BODIES:
        votes["ORG"] += 4
    elif len(parts) > 1 and plain[-1] in _COMPANIES:
        votes["ORG"] += 3
    elif _TWO_IN_ONE.fullmatch(parts[0]):
        votes["ORG"] += 2
    elif len(parts) > 1 and plain[-1] in _GROUNDS:
        votes["PLACE"] += 3
    elif len(parts) == 2 and _is_branch(*parts):
        votes["ORG"] += 3
    elif 1 < len(parts) < 5 and parts[0] in given_names() and all(part[0].isupper() for part in parts):
        votes["PERSON"] += 2
    return votes


def _is_branch(first: str, last: str) -> bool:
    """ "Guardian Australia", "Engineers Ireland": a body and its country, but for "Mainland China" and "Michael Jordan"."""
    table = place_table()
    if last in table.demonyms or last not in table.countries or last == "America" or first.isupper():
        return False
    return not (first in given_names() or first.lower() in _PARTS_OF_PLACES or table.canonical(first))


_COMPANIES = word_list("company_words")
_SURNAMES_TOO = word_list("surnames_too")
_KINDS_OF_BODIES = word_list("kinds_of_bodies") - {"bank"}
_PERSONAL_TITLES = word_list("personal_titles")
_PARTS_OF_PLACES = word_list("parts_of_places")


def _noun_after(parsed: ParsedText, span: TextSpan) -> tuple[str, bool]:
    """The noun that the name stands before as a modifier ("the Roe campaign") or an owner ("Roe's campaign": True), or empty."""
    at = bisect_left(parsed.ends, span.end)
    if at + 1 >= len(parsed.ends) or parsed.ends[at] != span.end:
        return "", False
    head = parsed.heads[at]
    owned = parsed.dependencies[at] == "poss" and parsed.tags[at + 1] == "POS"
    if head <= at or not (owned or parsed.dependencies[at] in _MODIFIERS):
        return "", False
    if not owned and parsed.starts[at + 1] != span.end + 1:
        return "", False
    noun = at + 2 if owned else at + 1
    while noun < head and not parsed.tags[noun].startswith("NN"):
        noun += 1
    return parsed.lemmas[noun].lower(), owned


_MODIFIERS = ("compound", "nmod", "amod")
