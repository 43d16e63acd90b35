"""Remarks that the writer hangs on what somebody said: ", which votes in March", ", a former banker"."""

from newstui.quotations.tree import Tree

_REMARKS = frozenset({"relcl", "appos"})
_DEEPEST = 12
_MARKS = frozenset({"``", "''", "QUOTE"})


def without_remarks(tree: Tree, tokens: set[int], verb: int) -> set[int]:
    """The tokens of a content without what a comma sets off at its end; words in quotation marks stay."""
    parsed = tree.parsed
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
        if any(parsed.tags[i] in _MARKS for i in gone):
            return tokens
        tokens = tokens - gone
    return tokens


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
