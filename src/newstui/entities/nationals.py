"""People who are called by their country: "the German", "a Dutchman" is somebody, and not Germany or the Netherlands."""

import re
from bisect import bisect_left
from collections.abc import Mapping

from newstui.entities.places import place_table
from newstui.model.language import ParsedText

_ARTICLES = frozenset({"the", "a", "an", "another", "one", "this", "that"})
_MODIFIERS = ("amod", "compound", "nmod")
_GOES_ON = ("NN", "JJ", "CD", "HYPH", "VBN", "VBG", "FW")
"""Tags of what can follow an adjective: "the German chancellor", "the German-born ..."."""
_AT_AN_END = re.compile(r"\b(?:the|an?) ([A-Z][a-z]+)(?=[.;:!?”\"]|[,’'][”\"])")


def nationals(parsed: ParsedText) -> Mapping[int, str]:
    """Where a text calls somebody so, and the country: a noun in the singular with an article, and nothing that it describes."""
    if parsed.language != "en":
        return {}
    table = place_table()
    found: dict[int, str] = {}
    for at, start in enumerate(parsed.starts):
        word = parsed.text[start : parsed.ends[at]]
        if word in table.demonyms and _is_singular(word) and _stands_alone(parsed, at):
            found[start] = table.countries[word]
    for match in _AT_AN_END.finditer(parsed.text):  # inside of quotations, which are not parsed
        if match[1] in table.demonyms and _is_singular(match[1]):
            found[match.start(1)] = table.countries[match[1]]
    return found


def _is_singular(word: str) -> bool:
    """ "German" beside "Germans"; "French" and "Swiss" are a people or an adjective."""
    return f"{word}s" in place_table().demonyms or (word.endswith(("man", "woman")) and word != "Turkmen")


def _stands_alone(parsed: ParsedText, at: int) -> bool:
    if parsed.heads[at] > at and parsed.dependencies[at] in _MODIFIERS:
        return False  # "the German and French governments"
    if at + 1 < len(parsed.tags) and parsed.tags[at + 1].startswith(_GOES_ON) and parsed.starts[at + 1] <= parsed.ends[at] + 1:
        return False
    first = at
    while first and parsed.tags[first - 1] in ("JJ", "JJR", "JJS", "CD") and at - first < 2:
        first -= 1
    article = parsed.text[parsed.starts[first - 1] : parsed.ends[first - 1]] if first else ""
    if not article or article.lower() not in _ARTICLES:
        return False
    sentence = bisect_left(parsed.sentences, (first - 1, 0))
    begins = sentence < len(parsed.sentences) and parsed.sentences[sentence][0] == first - 1
    return article.islower() or begins  # "The Australian" in a sentence is a newspaper
