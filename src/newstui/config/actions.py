"""The one registry of actions: keys, palette, help and documentation are made from it.

An action's `id` is what the configuration's `[keys]` table names and what `ActionGroups.perform` runs; the part before the
dot names the group in `newstui.tui.actions` that does it.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Pane(StrEnum):
    """The panes of the reader screen, in the order in which Tab goes round."""

    FEEDS = "feeds"
    ENTRIES = "entries"
    ARTICLE = "article"
    SIDEBAR = "sidebar"


class Group(StrEnum):
    """The headings of the help, in their order."""

    MOVE = "Moving about"
    READ = "Reading"
    QUOTATIONS = "Quotations and names"
    NAMES = "Names over the whole cache"
    MARKS = "Marks"
    LISTS = "Lists"
    FEEDS = "Feeds"
    VIEW = "View"
    APP = "newstui"


class Action(NamedTuple):
    """Something the reader can do.

    `keys` are the defaults, as characters ("j", "G", "]") or Textual's names ("enter", "ctrl+p", "shift+tab").
    """

    id: str
    title: str
    """A few words for the palette."""
    help: str
    """One sentence for the help."""
    keys: tuple[str, ...]
    group: Group
    panes: frozenset[Pane] = frozenset()
    """Where its keys work; empty means everywhere. From the palette it works everywhere."""
    repeats: bool = False
    """Whether a count before the key (5j) repeats it."""


_FEEDS = frozenset({Pane.FEEDS})
_NAMES = frozenset({Pane.SIDEBAR})

ACTIONS: tuple[Action, ...] = (
    Action("move.down", "Down", "Go one line down.", ("j", "down"), Group.MOVE, repeats=True),
    Action("move.up", "Up", "Go one line up.", ("k", "up"), Group.MOVE, repeats=True),
    Action(
        "move.page_down",
        "Page down",
        "Go a page down; at an article's end, to the next unread.",
        ("space", "pagedown"),
        Group.MOVE,
        repeats=True,
    ),
    Action("move.page_up", "Page up", "Go a page up.", ("b", "pageup"), Group.MOVE, repeats=True),
    Action("move.first", "To the top", "Go to the first line.", ("g", "home"), Group.MOVE),
    Action("move.last", "To the end", "Go to the last line.", ("G", "end"), Group.MOVE),
    Action(
        "move.open",
        "Open",
        "Open what the cursor is on; on a quotation, keep to its speaker.",
        ("enter", "l", "right"),
        Group.MOVE,
    ),
    Action(
        "move.back", "Back", "Go back to where you came from; first let go of a chosen name.", ("h", "escape", "left"), Group.MOVE
    ),
    Action("move.next_pane", "Next pane", "Go to the next pane.", ("tab",), Group.MOVE),
    Action("move.previous_pane", "Previous pane", "Go to the previous pane.", ("shift+tab",), Group.MOVE),
    Action("read.next_unread", "Next unread", "Open the next unread entry.", ("n",), Group.READ, repeats=True),
    Action("read.previous_unread", "Previous unread", "Open the previous unread entry.", ("p",), Group.READ, repeats=True),
    Action("read.next_entry", "Next entry", "Open the next entry of the list.", ("J",), Group.READ, repeats=True),
    Action("read.previous_entry", "Previous entry", "Open the previous entry of the list.", ("K",), Group.READ, repeats=True),
    Action(
        "read.browser",
        "Open in browser",
        "Open the article's page in a browser; over SSH, show and copy its address.",
        ("o",),
        Group.READ,
    ),
    Action("read.copy_link", "Copy link", "Copy the address of the article.", ("y",), Group.READ),
    Action("read.pipe", "Pipe", "Give the article's text, with who said what, to a command of yours.", ("|",), Group.READ),
    Action("read.follow", "Open link by number", "Open one of the article's links: f, then its number.", ("f",), Group.READ),
    Action("jump.mark", "Mark the place", "Give the place in the article a letter: `, then the letter.", ("`",), Group.READ),
    Action("jump.to", "Go to a mark", "Go to the place of a letter: ', then the letter; ' twice goes back.", ("'",), Group.READ),
    Action("jump.back", "Back from a jump", "Go back to where the last jump began.", ("ctrl+o", "<"), Group.READ),
    Action("jump.forward", "Forward again", "Go forward again to where you went back from.", (">",), Group.READ),
    Action(
        "find.link",
        "Choose by letter",
        "Show letters on links, names and pictures in sight, and go to one by them.",
        ("H",),
        Group.READ,
    ),
    Action(
        "page.follow",
        "Read link here",
        "Read a link here by its letter, and keep it.",
        ("B",),
        Group.READ,
    ),
    Action("page.save", "Save a page", "Read the page at an address here, and keep it.", ("U",), Group.READ),
    Action("find.words", "Find in article", "Find words in the open article, and mark them all.", ("ctrl+f",), Group.READ),
    Action(
        "find.next",
        "Next match",
        "Go to the next place that was found; in another article too.",
        (";",),
        Group.READ,
        repeats=True,
    ),
    Action("find.previous", "Previous match", "Go to the previous place that was found.", (",",), Group.READ, repeats=True),
    Action(
        "read.download", "Download", "Fetch the article again; in the feeds pane, the feed's unread articles.", ("d",), Group.READ
    ),
    Action(
        "quote.next",
        "Next quotation",
        "Go to the next quotation, or the chosen speaker's next.",
        ("]",),
        Group.QUOTATIONS,
        repeats=True,
    ),
    Action(
        "quote.previous",
        "Previous quotation",
        "Go to the previous quotation, or the chosen speaker's.",
        ("[",),
        Group.QUOTATIONS,
        repeats=True,
    ),
    Action(
        "quote.next_mention", "Next mention", "Go to the next mention of the chosen name.", ("}",), Group.QUOTATIONS, repeats=True
    ),
    Action(
        "quote.previous_mention",
        "Previous mention",
        "Go to the previous mention of the chosen name.",
        ("{",),
        Group.QUOTATIONS,
        repeats=True,
    ),
    Action(
        "quote.compare",
        "Compare printings",
        "Show where else the quotation was printed, in which words, and as whose.",
        ("=",),
        Group.QUOTATIONS,
    ),
    Action(
        "quote.copy",
        "Copy quotation",
        "Copy the quotation as a citation: words, speaker, title, outlet, date, link.",
        ("c",),
        Group.QUOTATIONS,
    ),
    Action(
        "quote.highlights",
        "Highlights",
        "Change what is highlighted: statements, all (stances too), direct, off.",
        ("v",),
        Group.QUOTATIONS,
    ),
    Action(
        "quote.legend", "Legend", "Explain the highlights, and every mark of the lists and the feeds.", ("L",), Group.QUOTATIONS
    ),
    Action("mark.star", "Star", "Star the entry, or take its star away.", ("s",), Group.MARKS),
    Action("mark.read", "Read or unread", "Mark the entry read or unread.", ("m",), Group.MARKS),
    Action(
        "mark.story_read",
        "Mark story read",
        "Mark every report of the entry's event read, also those folded behind it.",
        ("M",),
        Group.MARKS,
        frozenset({Pane.ENTRIES, Pane.ARTICLE, Pane.SIDEBAR}),
    ),
    Action(
        "mark.all_read",
        "Mark all read",
        "Mark the whole list read; in the feeds pane, the feed or folder.",
        ("A",),
        Group.MARKS,
    ),
    Action(
        "mark.older_read",
        "Mark older read",
        "Mark everything in the list read that is older than the entry.",
        ("O",),
        Group.MARKS,
    ),
    Action("mark.tags", "Tags", "Give the entry tags of your own, which stand in the feeds pane as lists.", ("T",), Group.MARKS),
    Action("mark.note", "Note", "Write a note to the entry, which stands in the article's header.", ("N",), Group.MARKS),
    Action(
        "mark.undo",
        "Undo",
        "Undo the last mark or change since the start, else the last list marked read.",
        ("u",),
        Group.MARKS,
    ),
    Action("list.search", "Search", "Search titles, authors and texts of the whole cache.", ("/",), Group.LISTS),
    Action(
        "list.search_here",
        "Search here",
        "Search within the feed, folder or tag at hand, or what was found.",
        ("\\",),
        Group.LISTS,
    ),
    Action("list.sort", "Sort", "Sort by date, by outlet, unread first; what was found also best first.", ("S",), Group.LISTS),
    Action(
        "list.unfold",
        "Unfold story",
        "Show the other reports of the entry's event below it, or fold them again.",
        ("+",),
        Group.LISTS,
    ),
    Action(
        "list.part",
        "Not this story",
        "Take the entry out of its story for good: it tells of something else.",
        ("-",),
        Group.LISTS,
    ),
    Action(
        "list.fold_stories",
        "Fold stories",
        "Fold the reports of one event into one row, or give each its own.",
        ("F",),
        Group.LISTS,
    ),
    Action("list.reload", "Reload", "Read the list anew and repaint the screen.", ("ctrl+l",), Group.LISTS),
    Action(
        "feed.refresh",
        "Refresh feed",
        "Ask this feed or folder for news.",
        ("r",),
        Group.FEEDS,
    ),
    Action("feed.refresh_all", "Refresh all", "Ask all feeds for news.", ("R",), Group.FEEDS),
    Action("feed.add", "Add feed", "Add a feed by the address of the feed or of its site.", ("a",), Group.FEEDS),
    Action("feed.import_file", "Import", "Import subscriptions from an OPML file or a newsboat urls file.", ("I",), Group.FEEDS),
    Action(
        "feed.sample",
        "Sample edition",
        "Put the sample edition into the list: readable without a network.",
        ("ctrl+e",),
        Group.FEEDS,
    ),
    Action(
        "feed.remove",
        "Remove feed",
        "Remove the feed, folder or tag; undo brings a feed back with its marks.",
        ("D", "x"),
        Group.FEEDS,
        _FEEDS,
    ),
    Action("feed.rename", "Rename feed", "Give the feed, the folder or the tag another name.", ("E",), Group.FEEDS, _FEEDS),
    Action(
        "feed.move", "Move feed", "Move the feed or the folder into a folder, or into a new one.", ("M",), Group.FEEDS, _FEEDS
    ),
    Action(
        "feed.prefetch",
        "Download for offline",
        "Download the newest unread articles for reading offline.",
        ("P",),
        Group.FEEDS,
    ),
    Action(
        "feed.errors",
        "Feed health",
        "Show how the feeds fare: what failed, and why; ask, open or remove them there.",
        ("X",),
        Group.FEEDS,
    ),
    Action("feed.queue", "Waiting wishes", "Show what waits or failed, and why; retry or drop it.", ("w",), Group.FEEDS),
    Action("feed.cancel", "Stop work", "Stop the running refresh or download; what is done stays.", ("C",), Group.FEEDS),
    Action(
        "entity.back",
        "Back to the name before",
        "Go back to the name or article that you came from.",
        ("backspace",),
        Group.NAMES,
    ),
    Action("entity.page", "Name's page", "Show all articles and quotations of the chosen name.", ("i",), Group.NAMES),
    Action("entity.find", "Find a name", "Find any name of the whole cache, and show its page.", ("@",), Group.NAMES),
    Action("entity.merge", "Merge name", "Say that the name is somebody known by another one.", ("=",), Group.NAMES, _NAMES),
    Action("entity.split", "Split name", "Take a name away: it means somebody else.", ("D",), Group.NAMES, _NAMES),
    Action(
        "entity.part",
        "Another one here",
        "Say that in this article the name is somebody else.",
        ("-",),
        Group.NAMES,
        _NAMES,
    ),
    Action("entity.rename", "Rename name", "Call the chosen name what you like.", ("E",), Group.NAMES, _NAMES),
    Action("entity.retype", "Change type", "Say what it is: a person, an organisation, a place.", ("V",), Group.NAMES, _NAMES),
    Action("entity.hide", "Hide name", "Leave the name out of lists, or show it again.", ("H",), Group.NAMES, _NAMES),
    Action(
        "entity.watch",
        "Watch name",
        "Watch the name: its entries are marked, new ones told of; again, no longer.",
        ("*",),
        Group.NAMES,
    ),
    Action(
        "entity.merges",
        "Merges",
        "Show which names were joined, why, and what you decided; each can be undone.",
        ("&",),
        Group.NAMES,
    ),
    Action(
        "entity.export",
        "Export name",
        "Write all about the chosen name into a file: Markdown, CSV or JSON lines.",
        ("W",),
        Group.NAMES,
        _NAMES,
    ),
    Action("entity.outlet", "Only one outlet", "Keep the name's page to one outlet.", ("F",), Group.NAMES, _NAMES),
    Action("entity.dates", "Only some days", "Keep the name's page to the days you give.", ("Y",), Group.NAMES, _NAMES),
    Action(
        "view.sidebar", "Names", "Show or hide the speakers, people, organisations and places of the article.", ("e",), Group.VIEW
    ),
    Action("view.zoom", "Full width", "Give the list or the article the whole width, or take it back.", ("z",), Group.VIEW),
    Action(
        "view.pictures",
        "Pictures",
        "Show the article's pictures, or hide them; they are fetched if need be.",
        ("Z",),
        Group.VIEW,
    ),
    Action("view.theme", "Theme", "Choose a theme.", ("t",), Group.VIEW),
    Action("app.help", "Help", "Show every key, and what it does; both can be searched for there.", ("?",), Group.APP),
    Action("app.messages", "Messages", "Show what the status line told, in full, the newest first.", ("!",), Group.APP),
    Action("app.palette", "Command palette", "Find an action or a feed by its name.", ("ctrl+p", ":"), Group.APP),
    Action("app.suspend", "Suspend", "Go to the background; fg in the shell comes back.", ("ctrl+z",), Group.APP),
    Action("app.quit", "Quit", "Leave newstui. Everything is saved already.", ("q", "ctrl+q", "ctrl+c"), Group.APP),
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}


def by_group(actions: Iterable[Action] = ACTIONS) -> dict[Group, list[Action]]:
    """The actions under their headings, in the order of the help."""
    groups: dict[Group, list[Action]] = {group: [] for group in Group}
    for action in actions:
        groups[action.group].append(action)
    return groups
