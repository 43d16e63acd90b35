"""The settings: one declaration from which the loader, the commented default file and the documentation are made.

A section is a dataclass whose docstring's first line introduces it; a setting is a field with its default and a rule
(see `newstui.config.rules`) that holds its explanation.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, Literal, TypeVar, cast

from newstui.config.rules import Choice, Command, DateFormat, Number, ProxyAddress, Rule, Size, Switch, Text

T = TypeVar("T")


def _setting(default: T, rule: Rule) -> T:
    return cast(T, field(default=default, metadata={"rule": rule}))


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """How articles are read."""

    measure: int = _setting(
        76, Number("How wide an article's lines may be.", 60, 100, unit="cells", zero="all the width there is")
    )
    mark_read_on_open: bool = _setting(True, Switch("Opening an article marks it read."))
    highlights: Literal["statements", "all", "off"] = _setting(
        "statements",
        Choice(
            "What is highlighted in an article when the reader starts (v changes it).",
            statements="what somebody said, asked, denied",
            all="also what somebody believes, plans, expects, blames",
            off="nothing",
        ),
    )
    sidebar: bool = _setting(True, Switch("The entity sidebar is open where there is room for it."))
    date_format: str = _setting("%d %b %Y %H:%M", DateFormat("How dates are written (strftime), in local time."))


@dataclass(frozen=True, slots=True)
class AppearanceSettings:
    """What the reader looks like."""

    theme: str = _setting("night-ferry", Text("The theme's name: t in the reader shows them all.", form="a theme's name"))
    mouse: bool = _setting(False, Switch("The mouse works. It keeps the terminal from selecting text in its own way."))
    animations: bool = _setting(False, Switch("Movement where the screen changes. Leave it off over slow lines."))
    colours: Literal["auto", "true", "256", "16", "none"] = _setting(
        "auto",
        Choice(
            "How many colours are sent.",
            auto="what the terminal says it can show; none where NO_COLOR is set",
            true="16 million",
            _256="256",
            _16="the terminal's own 16",
            none="none: bold, italic, underline and reverse tell things apart",
        ),
    )
    ascii: Literal["auto", "on", "off"] = _setting(
        "auto",
        Choice(
            "Borders and marks in plain ASCII.",
            auto="where the locale has no UTF-8",
            on="always",
            off="never",
        ),
    )


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How feeds are kept up to date and listed."""

    refresh_minutes: int = _setting(
        60,
        Number(
            "How often a feed is asked for news that states no pace of its own.", 5, 10080, unit="minutes", zero="only when you ask"
        ),
    )
    refresh_on_start: bool = _setting(True, Switch("Feeds whose time has come are refreshed when the reader starts."))
    sort: Literal["date", "outlet", "unread"] = _setting(
        "date",
        Choice("The order of entries.", date="newest first", outlet="by outlet, then newest first", unread="unread before read"),
    )


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How the network is used."""

    timeout: int = _setting(20, Number("How long a server may stay silent.", 1, 300, unit="seconds"))
    user_agent: str = _setting("", Text("What newstui calls itself to servers; empty: newstui and its version."))
    max_per_host: int = _setting(4, Number("How many connections one host gets at a time.", 1, 16))
    proxy: str = _setting("", ProxyAddress("A proxy for everything; empty: HTTP_PROXY and its like, where they are set."))


@dataclass(frozen=True, slots=True)
class PrefetchSettings:
    """What `newstui prefetch` downloads ahead, so that it can be read offline."""

    items: int = _setting(200, Number("How many articles at most.", 1, 100000))
    bytes: int = _setting(100_000_000, Size("How much at most.", 1_000_000, 100_000_000_000))


@dataclass(frozen=True, slots=True)
class RetentionSettings:
    """What is kept. Starred and tagged entries always stay."""

    max_age_days: int = _setting(365, Number("How long a read entry is kept.", 1, 36500, unit="days", zero="for ever"))
    max_entries: int = _setting(2000, Number("How many entries are kept of one feed.", 10, 1000000, zero="all"))


@dataclass(frozen=True, slots=True)
class BrowserSettings:
    """How links are opened."""

    command: tuple[str, ...] = _setting(
        (), Command("The program that opens a link; {url} stands for the address. Empty: the system's browser.")
    )


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; `Settings()` is the default of each."""

    reading: ReadingSettings = ReadingSettings()
    appearance: AppearanceSettings = AppearanceSettings()
    feeds: FeedSettings = FeedSettings()
    network: NetworkSettings = NetworkSettings()
    prefetch: PrefetchSettings = PrefetchSettings()
    retention: RetentionSettings = RetentionSettings()
    browser: BrowserSettings = BrowserSettings()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Action ids and the keys that the user bound to them; no keys take an action's default away."""


def sections() -> tuple[tuple[str, Any], ...]:
    """The sections by name, each with its defaults; [keys] is no section of this kind."""
    return tuple((f.name, f.default) for f in fields(Settings) if f.name != "keys")


def settings_of(section: Any) -> tuple[tuple[Field[Any], Rule], ...]:
    """A section's settings with their rules."""
    return tuple((f, f.metadata["rule"]) for f in fields(section))
