"""What stands on an article's page and is not the article: told by the words of class names, by phrases, by link density.

General hints only: the vocabulary that sites share, never one site's wording.
"""

import re
from functools import lru_cache

from newstui.extraction.page_tree import Element

LINE_WORDS_MAX = 25
"""A line of more words is never dropped for a phrase."""

# Words of class names and ids, compared whole after splitting at hyphens, underscores and capitals.
_HINT_WORDS = """
    ad ads advert advertisement advertising adslot adunit banner breadcrumb breadcrumbs carousel comment comments
    commenting cookie cookies consent disqus dfp gdpr donate donation login masthead menu modal nav navbar navigation
    newsletter newsletters nocontent noprint optin outbrain pagination pager paywall popup printfriendly promo promobox
    promos promotion recirc recirculation recommendation recommendations recommended related relatedlinks rss share
    sharebar sharedaddy sharing shares sidebar signup skip skiplink social sociallinks sponsor sponsored subscribe
    subscription subscriptions taboola tagcloud taglist teaser teasers toolbar topics trending trc upsell widget widgets
    syndication emailoptin
"""
_HINTS = frozenset(_HINT_WORDS.split())
_HINT_PAIRS = re.compile(
    r"read[-_ ]?(?:more|next|also)|more[-_ ]?(?:on|from|stories|news|info|in)\b|most[-_ ]?(?:read|popular|viewed|shared)"
    r"|see[-_ ]?also|also[-_ ]?(?:on|in|read)|sign[-_ ]?up|opt[-_ ]?in|follow[-_ ]?us|back[-_ ]?to[-_ ]?top|skip[-_ ]?to"
    r"|email[-_ ]?form|author[-_ ]?(?:bio|box|info|card)|(?:article|post|entry|story)[-_ ]?(?:tools|actions|tags|nav|footer)"
    r"|up[-_ ]?next|whats[-_ ]?next|you[-_ ]?may[-_ ]?(?:also)?",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Text for screen readers: it labels what a sighted reader sees ("Image caption").
_UNSEEN = re.compile(
    r"(?:^|\s)(?:off-?screen|visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|u-hidden|is-hidden|a11y-hidden)(?:\s|$)",
    re.IGNORECASE,
)
_ROLE_NAMES = """
    navigation complementary banner contentinfo dialog alertdialog alert menu menubar search toolbar tablist tooltip
"""
_ROLES = frozenset(_ROLE_NAMES.split())

_SITES = r"facebook|twitter|x|whatsapp|linkedin|reddit|pinterest|telegram|tumblr|messenger|instagram|bluesky|email|e-mail|print"
_PHRASES = re.compile(
    rf"""
      let\ us\ know\ if\ you.{{0,30}}(?:issue|trouble|problem)s?\ (?:with\ )?comment
    | ^(?:please\ )?(?:sign\ up|subscribe|register|sign\ in|log\ in)\b.{{0,60}}
        (?:newsletter|email|e-mail|inbox|alert|account|podcast|channel|comment|for\ free|to\ (?:read|continue|our))
    | ^get\ .{{0,60}}(?:newsletter|(?:in|to)\ your\ inbox|delivered)
    | ^(?:follow|like|join|find)\ (?:us|me)\b.{{0,40}}\b(?:on|@)
    | ^(?:share|tweet|print|email|e-mail|pin|save|copy\ link|reply|like|send)
        (?:\ (?:this|it|on|via|to|by|the|and|now|article|story|link|page|post|tweet|share|{_SITES}|\+|\d+))*$
    | ^(?:{_SITES})(?:[\ ,|/·]+(?:{_SITES}))*$
    | ^(?:advertisements?|advertising|sponsored(?:\ content)?|promoted(?:\ content)?|ad)$
    | ^(?:article|story|report|post)?\ ?continues?\ (?:below|after)\b.{{0,40}}$
    | ^(?:scroll\ (?:down\ )?(?:for|to)\ .{{0,40}}|skip\ (?:to|past|advert).{{0,40}})$
    | ^\W*(?:continue|keep)\ reading\b.{{0,200}}$
    | ^(?:read|see|view)\ (?:the\ )?(?:full|whole|entire|rest\ of\ (?:the|this)|complete|original)
        \ (?:story|article|post|entry|report|item)\b.{{0,80}}$
    | ^the\ post\ .{{1,200}}\ (?:appeared\ first|first\ appeared)\ on\ .{{1,100}}$
    | ^(?:read|see|learn|view|find\ out)\ (?:more|next)(?:\ (?:here|now|stories|(?:on|about)\ this.{{0,30}}))?\W*$
    | ^\W*(?:read(?:\ (?:more|also|next))?|related(?:\ (?:articles?|story|stories|content|posts|links|coverage|news))?|see\ also
        |also\ read|more\ (?:on\ this.{{0,20}}|from\ .{{0,40}})|recommended|you\ (?:may|might)\ (?:also\ )?like.{{0,30}}
        |most\ (?:read|popular|viewed|shared)|trending(?:\ now)?|don't\ miss)\s*:?\W*$
    | ^\W*(?:related|see\ also|also\ read|read\ (?:more|next|also)|don't\ miss|up\ next)\s?:
    | ^(?:we|this\ (?:web)?site)\ (?:and\ our\ partners\ )?uses?\ cookies
    | ^by\ (?:continuing|using|clicking|signing|subscribing|entering)\b.{{0,80}}(?:cookies|terms|privacy|agree|consent)
    | ^(?:please\ )?(?:enable|turn\ on|activate)\ (?:javascript|cookies)
    | ^(?:©|\(c\)\ |copyright\ (?:©|\(c\)|\d{{4}})).{{0,120}}
    | ^all\ rights\ reserved\.?$
    | ^(?:view|show|hide|read|post|leave|add|write|load|join|see)\ (?:all\ |a\ |the\ |more\ |your\ )?(?:\d+\ )?
        (?:comments?|conversation|discussion|repl(?:y|ies))\b.{{0,20}}$
    | ^(?:\d[\d,.]*\s)?(?:comments?|shares?|likes?|views?|reactions?)(?:\ \(?\d*\)?)?$
    | ^comments\ (?:are|have\ been)\ (?:closed|disabled|off).{{0,60}}
    | ^click\ here\ (?:to|for)\b.{{0,100}}(?:subscri|sign|newsletter|more|comment|read)
    | ^(?:loading|please\ wait)\W*$
    | ^(?:back\ to\ top|top\ of\ page|close|cancel|submit|dismiss|menu|search|home|(?:play|watch)\ video|listen
        |(?:toggle|hide)\ caption|enlarge\ this\ image|image\ source,?|(?:media|image)\ caption,?)$
    | ^(?:download|get)\ (?:our|the)\ (?:free\ )?(?:\w+\ )?app\b
    | ^add\ .{{1,40}}\ as\ a\ preferred\ source
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_phrase(line: str) -> bool:
    """Whether a whole line is one of the phrases by which sites ask, point or warn; long lines never are."""
    line = line.strip().replace("’", "'")
    return len(line) < 240 and line.count(" ") < LINE_WORDS_MAX and bool(_PHRASES.search(line))


def is_hinted(element: Element) -> bool:
    """Whether the element's class, id or role says that it is not the article."""
    if (element.get("role") or "").lower() in _ROLES:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"
    if len(names) < 4:
        return False
    return _names_hint(names[:400])


@lru_cache(maxsize=4_096)
def _names_hint(names: str) -> bool:
    return any(word.lower() in _HINTS for word in _SPLIT.split(names)) or bool(_HINT_PAIRS.search(names))


def is_hidden(element: Element) -> bool:
    """Whether the page does not show the element."""
    if element.get("hidden") is not None:
        return True
    if _UNSEEN.search((element.get("class") or "")[:400]):
        return True
    style = element.get("style")
    return bool(style) and bool(_HIDDEN.search(style[:500]))
