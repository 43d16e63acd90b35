"""The dependency trees of a parsed text, walked as rules need them."""

from dataclasses import dataclass

from newstui.model.language import QUOTE_TAG, ParsedText
from newstui.model.spans import TextSpan

MARK_TAGS = frozenset({"``", "''", QUOTE_TAG})
"""Tags of quotation marks, and of the token that stands for a whole quotation."""


@dataclass(slots=True)
class Tree:
    """The tokens of a parsed text with their children and the edges of their subtrees."""

    parsed: ParsedText
    children: list[list[int]]
    left: list[int]
    """The first token of each token's subtree."""
    right: list[int]
    """The last token of each token's subtree (inclusive)."""
    sentence_of: list[int]
    names: frozenset[str]
    """The words of the names of people in the text."""

    @classmethod
    def of(cls, parsed: ParsedText) -> "Tree":
        """Builds the tree: linear but for the depth of the sentences."""
        count = len(parsed.starts)
        children: list[list[int]] = [[] for _ in range(count)]
        left, right = list(range(count)), list(range(count))
        sentence_of = [0] * count
        heads = parsed.heads
        for number, (start, end) in enumerate(parsed.sentences):
            for i in range(start, end):
                sentence_of[i] = number
                if start <= heads[i] < end and heads[i] != i:
                    children[heads[i]].append(i)
            done = set()
            order = [i for i in range(start, end) if heads[i] == i or not start <= heads[i] < end]
            for i in order:  # breadth first from the roots; the reverse order meets every child before its head
                if i not in done:
                    done.add(i)
                    order.extend(c for c in children[i] if c not in done)
            for i in reversed(order):
                for child in children[i]:
                    left[i] = min(left[i], left[child])
                    right[i] = max(right[i], right[child])
        names = frozenset(word for name in parsed.names if name.label == "PERSON" for word in name.span.of(parsed.text).split())
        return cls(parsed, children, left, right, sentence_of, names)

    def word(self, i: int) -> str:
        """The token's text."""
        return self.parsed.text[self.parsed.starts[i] : self.parsed.ends[i]]

    def span(self, first: int, last: int) -> TextSpan:
        """The stretch from the first to the last token, inclusive."""
        return TextSpan(self.parsed.starts[first], self.parsed.ends[last])

    def is_quote(self, i: int) -> bool:
        """Whether the token stands for a whole quotation."""
        return self.parsed.tags[i] == QUOTE_TAG

    def is_verb(self, i: int) -> bool:
        """Whether the token is tagged as a verb."""
        return self.parsed.tags[i].startswith("VB")

    def child(self, i: int, *dependencies: str) -> int | None:
        """The first child with one of the dependencies."""
        for c in self.children[i]:
            if self.parsed.dependencies[c] in dependencies:
                return c
        return None
