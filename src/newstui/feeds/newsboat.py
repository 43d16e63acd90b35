"""newsboat's `urls` file: one feed a line, with tags; `"~title"` names it, a tag that begins with `!` hides it; # is a comment.

https://newsboat.org/releases/2.38/docs/newsboat.html#_first_steps describes the format. Tags are what newsboat has for folders:
a feed's first one becomes its folder. Lines that run programs or build virtual feeds (exec:, filter:, query:) have no
counterpart here and are skipped, by name.
"""

import re

from newstui.feeds.addresses import web_address
from newstui.feeds.encoding import to_utf8
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.subscriptions import FeedOutline, FolderOutline, SubscriptionList

HIDDEN = "newsboat.hidden"
"""The key in a feed's `extra` that keeps newsboat's "!", or its tags that begin with one, for export; nothing is hidden here."""

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|(\S+)')
_VIRTUAL = {
    "exec:": "runs a program",
    "filter:": "runs a program",
    "query:": "is a query over other feeds",
    "file:": "is a local file",
}


def looks_like_urls(data: bytes) -> bool:
    """Whether this may be such a file: its first line that says something is an address or a virtual feed."""
    for line in to_utf8(data[:100_000])[0].decode("utf-8", "replace").splitlines():
        line = line.strip().lstrip('"')
        if line and not line.startswith("#"):
            return line.startswith(("http:", "https:", *_VIRTUAL))
    return False


def read_urls(data: bytes) -> SubscriptionList:
    """The feeds of a `urls` file, in their order; those that share their first tag are in a folder of that name."""
    text, problem = to_utf8(data)
    problems = [problem.replace("the feed", "the file")] if problem else []
    skipped: list[str] = []
    places: dict[SafeText, list[FeedOutline]] = {}
    top: list[FeedOutline | SafeText] = []
    for number, line in enumerate(text.decode("utf-8", "replace").splitlines(), start=1):
        tokens = _tokens(line)
        if not tokens:
            continue
        address, *words = tokens
        shown = safe_text(address[:80])
        if why := next((why for prefix, why in _VIRTUAL.items() if address.startswith(prefix)), None):
            skipped.append(f"Line {number}: “{shown}” {why} and was skipped.")
            continue
        url = web_address(address)
        if url is None:
            problems.append(f"Line {number}: “{shown}” is no http or https address and was left out.")
            continue
        folder, feed = _feed(url, words)
        if not folder:
            top.append(feed)
            continue
        if folder not in places:
            places[folder] = []
            top.append(folder)
        places[folder].append(feed)
    children = (FolderOutline(one, tuple(places[one])) if isinstance(one, str) else one for one in top)
    return SubscriptionList(tuple(children), problems=tuple(problems), skipped=tuple(skipped))


def _feed(url: str, words: list[str]) -> tuple[SafeText, FeedOutline]:
    """A line's feed, and the folder that it belongs in; empty for none."""
    title = next((word[1:] for word in words if word.startswith("~")), "")
    hidden = [safe_text(word) for word in words if word.startswith("!")]
    tags = dict.fromkeys(tag for word in words if not word.startswith(("~", "!")) and (tag := safe_text(word)))
    folder, *others = tags or [SafeText("")]
    extra = {HIDDEN: " ".join(hidden)} if hidden else {}
    return folder, FeedOutline(url, title=safe_text(title), tags=tuple(others), extra=extra)


def _tokens(line: str) -> list[str]:
    """The words of a line; those in double quotes hold blanks, and a backslash escapes a quote."""
    out = []
    for match in _TOKEN.finditer(line):
        if match[2] is not None and match[2].startswith("#"):
            break
        out.append(re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2])
    return out
