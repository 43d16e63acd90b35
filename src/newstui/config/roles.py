"""The roles that a theme styles: what each is, where it is painted, and whose looks it takes where a theme says nothing."""

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a stretch of a line is. A theme gives each its looks; `ROLES` says what each is."""

    TEXT = "text"
    MUTED = "muted"
    FAINT = "faint"
    TITLE = "title"
    HEADING = "heading"
    ACCENT = "accent"
    BORDER = "border"
    BORDER_FOCUS = "border_focus"
    SELECTION = "selection"
    SELECTION_INACTIVE = "selection_inactive"
    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    COUNT = "count"
    OUTLET = "outlet"
    DATE = "date"
    BYLINE = "byline"
    LINK = "link"
    LINK_NUMBER = "link_number"
    CODE = "code"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    LIST_MARKER = "list_marker"
    TABLE = "table"
    PICTURE = "picture"
    QUOTE_BLOCK_BAR = "quote_block_bar"
    QUOTE_DIRECT = "quote_direct"
    QUOTE_INDIRECT = "quote_indirect"
    QUOTE_BLOCK = "quote_block"
    QUOTE_HEADLINE = "quote_headline"
    QUOTE_SOURCE = "quote_source"
    QUOTE_CUE = "quote_cue"
    QUOTE_HEDGE = "quote_hedge"
    QUOTE_VIA = "quote_via"
    QUOTE_STANCE = "quote_stance"
    SPEAKER_1 = "speaker_1"
    SPEAKER_2 = "speaker_2"
    SPEAKER_3 = "speaker_3"
    SPEAKER_4 = "speaker_4"
    SPEAKER_5 = "speaker_5"
    SPEAKER_6 = "speaker_6"
    ENTITY_PERSON = "entity_person"
    ENTITY_ORG = "entity_org"
    ENTITY_PLACE = "entity_place"
    ENTITY_CHOSEN = "entity_chosen"
    MATCH = "match"
    LETTER = "letter"
    CURRENT = "current"
    STATUS = "status"
    STATUS_KEY = "status_key"
    STATUS_BUSY = "status_busy"
    STATUS_ERROR = "status_error"
    STATUS_OK = "status_ok"
    STATUS_OFFLINE = "status_offline"
    DIALOG = "dialog"
    INPUT = "input"
    ERROR = "error"
    WARNING = "warning"
    OK = "ok"


SPEAKERS = (Role.SPEAKER_1, Role.SPEAKER_2, Role.SPEAKER_3, Role.SPEAKER_4, Role.SPEAKER_5, Role.SPEAKER_6)
"""A colour for each of an article's first speakers; it lies over the source's own looks."""


class Ground(StrEnum):
    """What lies under a role that has no `bg` of its own."""

    ARTICLE = "article"
    """The article: the colour `background`."""
    PANEL = "panel"
    """Feeds, entries, sidebar: the colour `panel`."""
    STATUS = "status"
    DIALOG = "dialog"
    INPUT = "input"


class RoleInfo(NamedTuple):
    """What a role is."""

    meaning: str
    fallback: Role | None
    """Whose looks it takes where the theme does not name it; None: it must look like something, see `newstui.config.themes`."""
    grounds: tuple[Ground, ...]
    overlays: tuple[Role, ...] = ()
    """Which roles may be laid over it: what an overlay sets wins, the rest stays."""
    line: bool = False
    """A line or bar, not text."""


_ARTICLE = (Ground.ARTICLE,)
_PANEL = (Ground.PANEL,)
_BOTH = (Ground.ARTICLE, Ground.PANEL)
_READING = (Ground.ARTICLE, Ground.PANEL, Ground.DIALOG)
_STATUS = (Ground.STATUS,)
_ROW = (Role.SELECTION, Role.SELECTION_INACTIVE)
_PROSE = (Role.MATCH, Role.CURRENT, Role.ENTITY_CHOSEN)
_ANY = (*_ROW, *_PROSE)

ROLES: dict[Role, RoleInfo] = {
    Role.TEXT: RoleInfo("an article's text, and everything that has no role of its own", None, _READING, _ANY),
    Role.MUTED: RoleInfo("second to the text: captions, snippets, explanations", Role.TEXT, _READING, _ROW),
    Role.FAINT: RoleInfo("third: hints, empty states, what is only there if looked for", Role.MUTED, _READING, _ROW),
    Role.TITLE: RoleInfo("the article's title", Role.TEXT, _ARTICLE, _PROSE),
    Role.HEADING: RoleInfo("a heading in an article, in the sidebar, in the help", Role.TITLE, _READING, _PROSE),
    Role.ACCENT: RoleInfo("what leads the eye: the pane's name, a folder, the logo", Role.HEADING, _READING, _ROW),
    Role.BORDER: RoleInfo("borders, rules and empty scroll bars", Role.FAINT, _READING, line=True),
    Role.BORDER_FOCUS: RoleInfo("the border of what has the focus", Role.ACCENT, _READING, line=True),
    Role.SELECTION: RoleInfo("laid over the selected row of the pane that has the focus", None, (Ground.PANEL, Ground.DIALOG)),
    Role.SELECTION_INACTIVE: RoleInfo("laid over the selected row of a pane without the focus", Role.SELECTION, _PANEL),
    Role.UNREAD: RoleInfo("an unread entry's title, a feed with unread entries", Role.STRONG, _PANEL, _ROW),
    Role.READ: RoleInfo("a read entry's title, a feed without unread entries", Role.MUTED, _PANEL, _ROW),
    Role.STARRED: RoleInfo("the mark of a starred entry", Role.ACCENT, _BOTH, _ROW),
    Role.COUNT: RoleInfo("numbers beside feeds and entities", Role.MUTED, _PANEL, _ROW),
    Role.OUTLET: RoleInfo("an outlet's name in a row or an article's header", Role.ACCENT, _BOTH, _ROW),
    Role.DATE: RoleInfo("dates and reading times", Role.MUTED, _BOTH, _ROW),
    Role.BYLINE: RoleInfo("who wrote the article", Role.MUTED, _ARTICLE),
    Role.LINK: RoleInfo("a link's text", Role.TEXT, _READING, _PROSE),
    Role.LINK_NUMBER: RoleInfo("the number that opens a link", Role.FAINT, _READING, (Role.CURRENT,)),
    Role.CODE: RoleInfo("code, in a line or in a block", Role.TEXT, _READING, _PROSE),
    Role.EMPHASIS: RoleInfo("words set in italics", Role.TEXT, _READING, _ANY),
    Role.STRONG: RoleInfo("words set in bold, headings among names", Role.TEXT, _READING, _ANY),
    Role.LIST_MARKER: RoleInfo("bullets and numbers of lists", Role.ACCENT, _READING, (Role.CURRENT,)),
    Role.TABLE: RoleInfo("a table's lines and its head", Role.MUTED, _READING),
    Role.PICTURE: RoleInfo("what stands for a picture", Role.MUTED, _ARTICLE, _PROSE),
    Role.QUOTE_BLOCK_BAR: RoleInfo("the bar beside a block quotation", Role.BORDER_FOCUS, _ARTICLE, (Role.CURRENT,), line=True),
    Role.QUOTE_DIRECT: RoleInfo("what is said, in quotation marks", Role.TEXT, _BOTH, _ANY),
    Role.QUOTE_INDIRECT: RoleInfo("what is said, in the writer's words", Role.QUOTE_DIRECT, _BOTH, _ANY),
    Role.QUOTE_BLOCK: RoleInfo("what is said, set off as a block of its own", Role.QUOTE_DIRECT, _BOTH, _ANY),
    Role.QUOTE_HEADLINE: RoleInfo("what is said, in a headline", Role.QUOTE_INDIRECT, _BOTH, _ANY),
    Role.QUOTE_SOURCE: RoleInfo("the words that name who says it", Role.STRONG, _BOTH, _ANY),
    Role.QUOTE_CUE: RoleInfo('the reporting words: "said", "according to"', Role.EMPHASIS, _BOTH, _ANY),
    Role.QUOTE_HEDGE: RoleInfo('words that make it unsure: "reportedly", "is said to"', Role.QUOTE_CUE, _BOTH, _ANY),
    Role.QUOTE_VIA: RoleInfo('who relays it: "Reuters reported"', Role.QUOTE_SOURCE, _BOTH, _ANY),
    Role.QUOTE_STANCE: RoleInfo("what somebody believes, plans, expects, blames", Role.QUOTE_INDIRECT, _BOTH, _ANY),
    Role.SPEAKER_1: RoleInfo("the first speaker of an article, in its text and in the sidebar", Role.QUOTE_SOURCE, _BOTH, _ANY),
    Role.SPEAKER_2: RoleInfo("the second speaker of an article", Role.QUOTE_SOURCE, _BOTH, _ANY),
    Role.SPEAKER_3: RoleInfo("the third speaker of an article", Role.QUOTE_SOURCE, _BOTH, _ANY),
    Role.SPEAKER_4: RoleInfo("the fourth speaker of an article", Role.QUOTE_SOURCE, _BOTH, _ANY),
    Role.SPEAKER_5: RoleInfo("the fifth speaker of an article", Role.QUOTE_SOURCE, _BOTH, _ANY),
    Role.SPEAKER_6: RoleInfo("the sixth speaker of an article", Role.QUOTE_SOURCE, _BOTH, _ANY),
    Role.ENTITY_PERSON: RoleInfo("a person's name in the sidebar, or marked in the text", Role.TEXT, _BOTH, _ANY),
    Role.ENTITY_ORG: RoleInfo("an organisation's name", Role.ENTITY_PERSON, _BOTH, _ANY),
    Role.ENTITY_PLACE: RoleInfo("a place's name", Role.ENTITY_PERSON, _BOTH, _ANY),
    Role.ENTITY_CHOSEN: RoleInfo("laid over the entity chosen in the sidebar and its mentions", Role.SELECTION, _BOTH),
    Role.MATCH: RoleInfo("laid over the words that a search found", Role.SELECTION, _BOTH),
    Role.LETTER: RoleInfo(
        "letters that open a link or choose a name, the match you stand on; left out: the accent reversed", None, _ARTICLE
    ),
    Role.CURRENT: RoleInfo("laid over the quotation that ] and [ stand on", Role.SELECTION_INACTIVE, _ARTICLE),
    Role.STATUS: RoleInfo("the status line", Role.TEXT, _PANEL),
    Role.STATUS_KEY: RoleInfo("a key's name in the status line", Role.STATUS, _STATUS),
    Role.STATUS_BUSY: RoleInfo("what is running", Role.STATUS, _STATUS),
    Role.STATUS_ERROR: RoleInfo("the last error", Role.STATUS, _STATUS),
    Role.STATUS_OK: RoleInfo("what went well", Role.STATUS, _STATUS),
    Role.STATUS_OFFLINE: RoleInfo("that there is no network", Role.STATUS, _STATUS),
    Role.DIALOG: RoleInfo("a dialog's text and ground, the palette, the help", Role.TEXT, _PANEL, _ROW),
    Role.INPUT: RoleInfo("what is being typed, and its ground", Role.DIALOG, (Ground.DIALOG,)),
    Role.ERROR: RoleInfo("what failed: a feed's mark, a message", Role.STRONG, _READING, _ROW),
    Role.WARNING: RoleInfo("what needs a look", Role.STRONG, _READING, _ROW),
    Role.OK: RoleInfo("what went well", Role.TEXT, _READING, _ROW),
}
