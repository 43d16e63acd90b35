"""What was looked for in an article, and where it stands."""

from typing import NamedTuple

from newstui.model.spans import Spans


class Matches(NamedTuple):
    """The places of some words, and the one that the reader is at; -1 before the first step."""

    query: str
    spans: Spans
    at: int = -1
    wrapped: bool = False
    """Whether the last step went round the end."""

    def stepped(self, step: int, first: int) -> "Matches":
        """So many places further, round the end; the first step leads to the place `first`."""
        goal = first if self.at < 0 else self.at + step
        at = goal % len(self.spans)
        return self._replace(at=at, wrapped=at != goal)
