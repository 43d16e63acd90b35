"""The answer to who speaks: a name or none, how sure it is, and why."""

from dataclasses import dataclass

from newstui.model.safe_text import SafeText

THRESHOLD = 0.5
"""Below it, no name is given: the reader is shown the source's words."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, how sure that is (0 to 1), and why, in words for the reader."""

    name: SafeText | None
    confidence: float
    reason: str
    entity: int | None = None


NO_SOURCE = Speaker(None, 0.0, "the article names no source")


def unnamed(confidence: float, reason: str) -> Speaker:
    """Nobody whom the article names, or nobody whom it says clearly enough."""
    return Speaker(None, confidence, reason)
