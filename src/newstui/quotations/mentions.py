"""Where a text names whom: the mentions of its entities, found by place."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from newstui.model.analysis import Entity, EntityType
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.quotations.roles import overlapping
from newstui.quotations.tree import Tree


class Mentions:
    """The mentions of all entities in the order of the text; an entity is known by its number."""

    def __init__(self, tree: Tree, entities: Sequence[Entity]) -> None:
        self.tree = tree
        self.entities = entities
        pairs = sorted((m, n) for n, e in enumerate(entities) for m in e.mentions)
        self.spans = [m for m, _ in pairs]
        self.owners = [n for _, n in pairs]
        self.starts = [m.start for m in self.spans]
        self.owner_at = {m.start: n for m, n in pairs}
        self._passages = [p.span.start for p in tree.parsed.passages]
        self._shared = self._shared_surnames()
        self._shared_at = [*self._shared]

    def _shared_surnames(self) -> dict[int, list[int]]:
        """Where a surname of several people stands that is no mention of any of them, and whom it may mean."""
        bearers: defaultdict[str, list[int]] = defaultdict(list)
        for number, entity in enumerate(self.entities):
            if entity.type is EntityType.PERSON and " " in entity.name:
                bearers[entity.name.rpartition(" ")[2]].append(number)
        shared = {word: numbers for word, numbers in bearers.items() if len(numbers) > 1}
        if not shared:
            return {}
        tree = self.tree
        found = ((i, tree.parsed.starts[i], tree.word(i)) for i in range(len(tree.parsed.starts)))
        return {start: shared[word] for i, start, word in found if word in shared and not self.over(tree.span(i, i))}

    def sharing(self, start: int, end: int) -> set[int]:
        """All who may be meant by the surnames of several people in a stretch of the text."""
        at = bisect_left(self._shared_at, start)
        return {n for i in self._shared_at[at : bisect_left(self._shared_at, end)] for n in self._shared[i]}

    def over(self, span: TextSpan) -> list[int]:
        """The mentions that overlap a stretch of the text."""
        return overlapping(span, self.starts, self.spans)

    def before(self, at: int) -> int:
        """How many mentions begin before that place."""
        return bisect_left(self.starts, at)

    def name(self, number: int) -> SafeText:
        """An entity's name."""
        return self.entities[number].name

    def type(self, number: int) -> EntityType:
        """An entity's type."""
        return self.entities[number].type

    def names(self, number: int) -> str:
        """All names of an entity, in lower case, to look words up in."""
        entity = self.entities[number]
        return " ".join((entity.name, *entity.aliases)).lower()

    def head(self, mention: int) -> int | None:
        """The head token of a mention; None where the mention does not begin with a token."""
        starts, heads = self.tree.parsed.starts, self.tree.parsed.heads
        token = bisect_left(starts, self.spans[mention].start)
        if token >= len(starts) or starts[token] != self.spans[mention].start:
            return None
        while heads[token] > token and starts[heads[token]] < self.spans[mention].end:
            token = heads[token]
        return token

    def passage_start(self, at: int) -> int:
        """Where the passage that holds a place begins."""
        i = bisect_left(self._passages, at + 1) - 1
        return self._passages[i] if i >= 0 else 0

    def sentence_start(self, at: int) -> int:
        """Where the sentence that holds the token at a place begins."""
        parsed = self.tree.parsed
        token = bisect_left(parsed.starts, at)
        if token >= len(parsed.starts):
            return at
        return parsed.starts[parsed.sentences[self.tree.sentence_of[token]][0]]
