"""The settings: one declaration from which the loader, the commented default file and the documentation are made.

A section is a named tuple whose docstring's first line introduces it; a setting is a field with its default and a rule
(see `newstui.config.rules`) that holds its explanation. Named tuples, since the reader makes these classes at every start:
they cost a twelfth of what dataclasses do.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple

from newstui.config.rules import Choice, Command, DateFormat, HeaderText, Number, ProxyAddress, Rule, Size, Switch, Text

HIGHLIGHTS = {
    "statements": "what somebody said, asked, denied",
    "all": "statements, and what somebody believes, plans, expects, blames",
    "direct": "only words in quotation marks, or set off as a block",
    "off": "nothing",
}
"""What can be highlighted, in the words of the setting, the status line, the legend and the help alike."""


class ReadingSettings(NamedTuple):
    """How articles are read."""

    measure: Annotated[
        int, Number("How wide an article's lines may be.", 60, 100, unit="cells", zero="all the width there is")
    ] = 76
    mark_read_on_open: Annotated[bool, Switch("Opening an article marks it read.")] = True
    mark_story_read: Annotated[
        bool, Switch("Opening an entry also marks the reports of the same event read that are folded behind it.")
    ] = False
    highlights: Annotated[
        Literal["statements", "all", "direct", "off"],
        Choice("What is highlighted in an article when the reader starts (v changes it).", **HIGHLIGHTS),
    ] = "statements"
    sidebar: Annotated[bool, Switch("The entity sidebar is open where there is room for it.")] = True
    pictures: Annotated[
        Literal["off", "auto", "always"],
        Choice(
            "When an article's pictures are fetched and shown by themselves; Z shows them at any time.",
            off="never: no server learns of it unless you ask for them",
            auto="when you open the article, where the terminal can show them, not over SSH and not over a slow line",
            always="when you open the article, where the terminal can show them",
        ),
    ] = "off"
    date_format: Annotated[str, DateFormat("How dates are written (strftime), in local time.")] = "%d %b %Y %H:%M"


ListSteps = Literal["auto", "line", "page"]


class AppearanceSettings(NamedTuple):
    """What the reader looks like."""

    theme: Annotated[str, Text("The theme's name: t in the reader shows them all.", form="a theme's name")] = "night-ferry"
    mouse: Annotated[bool, Switch("The mouse works. It keeps the terminal from selecting text in its own way.")] = False
    animations: Annotated[bool, Switch("Movement where the screen changes. Leave it off over slow lines.")] = False
    colours: Annotated[
        Literal["auto", "true", "256", "16", "none"],
        Choice(
            "How many colours are sent.",
            auto="what the terminal says it can show; none where NO_COLOR is set",
            true="16 million",
            _256="256",
            _16="the terminal's own 16",
            none="bold, italic, underline and reverse alone tell things apart",
        ),
    ] = "auto"
    ascii: Annotated[
        Literal["auto", "on", "off"],
        Choice(
            "Borders and marks in plain ASCII.",
            auto="where the locale has no UTF-8",
            on="always",
            off="never",
        ),
    ] = "auto"
    list_rows: Annotated[
        Literal["auto", "one", "two"],
        Choice(
            "How many rows an entry has in a list.",
            auto="two where the list is narrow, so that its title can be read, else one",
            one="one: more entries, shorter titles",
            two="two",
        ),
    ] = "auto"
    list_steps: Annotated[
        ListSteps,
        Choice(
            "How far a list moves when the cursor gets to its end.",
            auto="a page beside other panes, which costs a fraction of the bytes; a line where it has the screen to itself",
            line="always a line",
            page="always a page",
        ),
    ] = "auto"
    linear: Annotated[
        bool, Switch("For screen readers: one pane at a time, no drawn lines, the terminal's cursor on the line that matters.")
    ] = False


class FeedSettings(NamedTuple):
    """How feeds are kept up to date and listed."""

    refresh_minutes: Annotated[
        int,
        Number(
            "How often a feed is asked for news that states no pace of its own.",
            5,
            10080,
            unit="minutes",
            zero="only when you ask",
        ),
    ] = 60
    refresh_on_start: Annotated[bool, Switch("Feeds whose time has come are refreshed when the reader starts.")] = True
    sort: Annotated[
        Literal["date", "outlet", "unread"],
        Choice("The order of entries.", date="newest first", outlet="by outlet, then newest first", unread="unread before read"),
    ] = "date"
    fold_stories: Annotated[
        bool,
        Switch("Reports of the same event are one row of a list, with a mark that says how many more there are (+ unfolds)."),
    ] = True


class NetworkSettings(NamedTuple):
    """How the network is used."""

    timeout: Annotated[
        int, Number("How long a server may stay silent; a whole answer gets twice that and 5 seconds.", 1, 300, unit="seconds")
    ] = 20
    user_agent: Annotated[str, HeaderText("What newstui calls itself to servers; empty: newstui and its version.")] = ""
    max_per_host: Annotated[int, Number("How many connections one host gets at a time.", 1, 16)] = 4
    proxy: Annotated[
        str,
        ProxyAddress(
            "A proxy for everything; empty: HTTP_PROXY and its like, where they are set. Nothing is asked past one that is wrong."
        ),
    ] = ""


class PrefetchSettings(NamedTuple):
    """What `newstui prefetch` downloads ahead, so that it can be read offline."""

    items: Annotated[int, Number("How many articles at most.", 1, 100000)] = 200
    bytes: Annotated[int, Size("How much at most.", 1_000_000, 100_000_000_000)] = 100_000_000
    host_delay: Annotated[int, Number("How long one host is left alone between two of its articles.", 0, 60, unit="seconds")] = 1


class FeedOverride(NamedTuple):
    """Settings of one feed (by its address or title) or of a folder's feeds (by its path, as News/World)."""

    refresh_minutes: Annotated[
        int | None,
        Number(
            "How often it is asked for news, whatever pace it states itself.",
            5,
            10080,
            unit="minutes",
            zero="only when you ask",
        ),
    ] = None
    prefetch: Annotated[
        int | None, Number("How many of its articles the reader downloads ahead after a refresh that brought news.", 0, 1000)
    ] = None


class RetentionSettings(NamedTuple):
    """What is kept: everything, unless you set a limit. What is starred, tagged, noted or cited stays whatever the limits."""

    max_age_days: Annotated[
        int,
        Number(
            "How long an entry is kept after you last read or marked it, or after it came in; its own date does not count.",
            1,
            36500,
            unit="days",
            zero="for ever",
        ),
    ] = 0
    keep_unread_days: Annotated[
        int,
        Number("How long an unread entry is safe from every limit after it came in.", 1, 36500, unit="days", zero="for ever"),
    ] = 0
    max_entries: Annotated[int, Number("How many entries are kept of one feed.", 10, 1000000, zero="all")] = 0
    max_total_entries: Annotated[int, Number("How many entries are kept of all feeds together.", 100, 10000000, zero="all")] = 0
    max_feed_size: Annotated[int, Size("How much room one feed's entries may take.", 100_000, 1_000_000_000_000, zero="any")] = 0
    max_size: Annotated[int, Size("How large the cache may grow.", 10_000_000, 10_000_000_000_000, zero="any")] = 0


class LogSettings(NamedTuple):
    """What is written to newstui.log in the data folder: never an article, never a secret, of an address its host."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Choice(
            "How much is logged.",
            debug="every step",
            info="what was done and what failed",
            warning="what failed",
            error="what nobody foresaw",
        ),
    ] = "info"


class BrowserSettings(NamedTuple):
    """How links are opened."""

    command: Annotated[
        tuple[str, ...],
        Command(
            "The program that opens a link; {url} stands for the address. Empty: the system's browser.", "firefox --new-tab {url}"
        ),
    ] = ()
    in_terminal: Annotated[
        bool, Switch("The program needs the terminal, as w3m and lynx do: it is given it until it ends, over SSH, too.")
    ] = False


class TerminalSettings(NamedTuple):
    """What the terminal is asked for beyond showing text. What it does not know is left out."""

    links: Annotated[
        Literal["auto", "on", "off"],
        Choice(
            "An article's links can be clicked in the terminal (OSC 8).",
            auto="where the terminal is known to take them",
            on="always; right over SSH, where the terminal cannot be known",
            off="never",
        ),
    ] = "auto"
    pictures: Annotated[
        Literal["auto", "kitty", "sixel", "blocks", "off"],
        Choice(
            "How pictures are shown.",
            auto="sharp in kitty from 0.28 on, in Ghostty, and where the terminal says that it draws sixels, but not in one known"
            " to leave something of them behind; else as coloured blocks in 16 million colours",
            kitty="by kitty's graphics protocol; right over SSH, where the terminal cannot be known",
            sixel="as sixels wherever the terminal says that it draws them",
            blocks="as coloured blocks, two a cell",
            off="not at all",
        ),
    ] = "auto"
    copy: Annotated[
        Literal["auto", "terminal", "off"],
        Choice(
            "How text is copied.",
            auto="through the terminal, also over SSH; by wl-copy, xclip, xsel or pbcopy where it is known to take none",
            terminal="through the terminal alone (OSC 52)",
            off="not at all",
        ),
    ] = "auto"
    copy_command: Annotated[
        tuple[str, ...],
        Command(
            "A program that copies what it reads from its standard input. Empty: as copy says.", "xclip -selection clipboard"
        ),
    ] = ()
    title: Annotated[bool, Switch("The window's title tells the open article and how many entries are unread.")] = True
    watched: Annotated[
        Literal["words", "bell", "notification"],
        Choice(
            "What tells that a new article names somebody whom you watch, at most once a minute.",
            words="the last line of the screen",
            bell="that, and the terminal's bell",
            notification="that, and a notification of the terminal (OSC 9)",
        ),
    ] = "words"


class Settings(NamedTuple):
    """All settings; `Settings()` is the default of each."""

    reading: ReadingSettings = ReadingSettings()
    appearance: AppearanceSettings = AppearanceSettings()
    feeds: FeedSettings = FeedSettings()
    network: NetworkSettings = NetworkSettings()
    prefetch: PrefetchSettings = PrefetchSettings()
    retention: RetentionSettings = RetentionSettings()
    log: LogSettings = LogSettings()
    browser: BrowserSettings = BrowserSettings()
    terminal: TerminalSettings = TerminalSettings()
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Action ids and the keys that the user bound to them; no keys take an action's default away."""
    feed: Mapping[str, FeedOverride] = MappingProxyType({})
    """Addresses, titles and folders' paths, and what holds for these feeds alone."""
    macros: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Keys, and the keys that each stands for, one after the other."""
    searches: Mapping[str, str] = MappingProxyType({})
    """Names of lists in the feed pane, and the search that fills each."""


OWN_NAMES = ("keys", "macros", "feed", "searches")
"""Sections in which the user names the keys."""


class Setting(NamedTuple):
    """One setting as it is declared."""

    name: str
    default: object
    rule: Rule


def sections() -> dict[str, Any]:
    """The sections by name, each with its defaults; those of OWN_NAMES are no sections of this kind."""
    defaults = Settings._field_defaults
    return {name: defaults[name] for name in Settings._fields if name not in OWN_NAMES}


def settings_of(section: Any) -> tuple[Setting, ...]:
    """A section's settings, in the order of their declaration."""
    kinds = type(section).__annotations__
    return tuple(Setting(name, getattr(section, name), kinds[name].__metadata__[0]) for name in section._fields)
