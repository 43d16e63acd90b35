"""People whom a text speaks of and does not name ("a man, 34, was arrested"): "he" after them is nobody whose name is known."""

from bisect import bisect_left

from newstui.model.analysis import EntityType
from newstui.quotations.genders import FEMALE, MALE
from newstui.quotations.mentions import Mentions
from newstui.quotations.roles import PERSON_NOUNS
from newstui.quotations.speaker import Speaker, unnamed

_SAYS_WHAT_SOMEBODY_IS = frozenset({"attr", "oprd", "appos", "compound", "acomp"})
_FAR = 800
"""Characters before the pronoun in which anybody is looked for: what keeps a text without paragraphs linear."""


def stranger_before(mentions: Mentions, word: str, at: int) -> Speaker | None:
    """No name for "he" at a place where what was said right before it speaks of a man and names nobody; else None."""
    parsed = mentions.tree.parsed
    sentence, start = mentions.sentence_start(at), mentions.passage_start(at)
    if start == sentence and start:
        start = mentions.passage_start(start - 1)  # the passage before, where the pronoun's sentence begins its own
    start = max(start, at - _FAR)
    named = range(mentions.before(start), mentions.before(at))
    if any(mentions.type(mentions.owners[i]) is EntityType.PERSON for i in named):
        return None
    for token in range(bisect_left(parsed.starts, start), bisect_left(parsed.starts, at)):
        if _is_a_stranger(mentions, token, word):
            return unnamed(0.3, f"“{word}” is most likely somebody spoken of just before, whom the article does not name")
    return None


def _is_a_stranger(mentions: Mentions, token: int, word: str) -> bool:
    """ "A man", "another woman": introduced as somebody, and not said of somebody ("he is a teacher", "as a teacher")."""
    tree = mentions.tree
    parsed, noun = tree.parsed, tree.parsed.lemmas[token]
    article = tree.child(token, "det", "nummod")
    if parsed.tags[token] != "NN" or noun not in PERSON_NOUNS | MALE | FEMALE or article is None:
        return False
    if parsed.lemmas[article] not in ("a", "an", "another", "one") or parsed.dependencies[token] in _SAYS_WHAT_SOMEBODY_IS:
        return False
    if parsed.dependencies[token] == "pobj" and parsed.lemmas[parsed.heads[token]] == "as":
        return False
    others = FEMALE if word in MALE else MALE if word in FEMALE else frozenset()
    return noun not in others
