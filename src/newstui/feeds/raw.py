"""A feed as a parser reads it, before anything in it is made safe."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from newstui.feeds.entries import RawEntry


@dataclass(slots=True)
class RawFeed:
    """Everything hostile, except for addresses, which are resolved."""

    title: str = ""
    description: str = ""
    site_url: str | None = None
    self_url: str | None = None
    language: str | None = None
    update_minutes: int | None = None
    format: str = ""
    entries: Sequence[RawEntry] = ()
    problems: list[str] = field(default_factory=list)
