"""Remarks that the writer hangs on what somebody said: ", which votes in March", ", a former banker"."""

from newstui.quotations.tree import MARK_TAGS, Tree

_REMARKS = frozenset({"relcl", "appos"})
_DEEPEST = 12


def without_remarks(tree: Tree, tokens: set[int], verb: int) -> set[int]:
    """The tokens of a content without what a comma sets off at its end; words in quotation marks stay."""
    parsed = tree.parsed
    tokens = _without_denial(tree, tokens, verb)
    for _ in range(2):
        after = [i for i in tokens if i > verb]
        if not after:
            return tokens
        last = max(after)
        while last > verb and parsed.tags[last] in (",", ".", ":"):
            last -= 1
        remark = _remark(tree, tokens, last, verb)
        if remark is None:
            return tokens
        gone = {i for i in after if i >= remark}
        if any(parsed.tags[i] in MARK_TAGS for i in gone):
            return tokens
        tokens = tokens - gone
    return tokens


def _without_denial(tree: Tree, tokens: set[int], verb: int) -> set[int]:
    """The tokens without ", a charge the mayor denies" or ", which he denies" at their end: these are not the accuser's words."""
    parsed = tree.parsed
    after = [i for i in tokens if i > verb]
    denial = next((i for i in reversed(after) if parsed.lemmas[i] in _DENIES and tree.is_verb(i)), None)
    if denial is None:
        return tokens
    comma = next((i for i in range(denial - 1, max(verb, denial - _LONGEST_DENIAL), -1) if tree.word(i) == ","), None)
    if comma is None:
        return tokens
    noun = comma + 1 + (parsed.tags[comma + 1] == "DT")
    charged = parsed.tags[comma + 1] == "WDT" or parsed.lemmas[noun] in _CHARGES
    if not charged or any(parsed.tags[i] in MARK_TAGS for i in after if i > comma):
        return tokens
    return {i for i in tokens if i < comma or i < verb}


_DENIES = frozenset({"deny", "dispute", "reject", "refute", "contest"})
_CHARGES = frozenset({"charge", "claim", "allegation", "accusation", "assertion", "suggestion", "contention", "something"})
_LONGEST_DENIAL = 12
"""Tokens."""


def _remark(tree: Tree, tokens: set[int], last: int, verb: int) -> int | None:
    """The first token of the widest remark that ends with `last`."""
    parsed = tree.parsed
    at, found = last, None
    for _ in range(_DEEPEST):
        first = tree.left[at]
        if (
            parsed.dependencies[at] in _REMARKS
            and tree.right[at] >= last
            and first > verb + 1
            and first in tokens
            and "," in (parsed.tags[first - 1], tree.word(first))
        ):
            found = first
        head = parsed.heads[at]
        if head == at or head not in tokens:
            break
        at = head
    return found
