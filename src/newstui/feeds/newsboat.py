"""newsboat's `urls` file: one feed a line, with tags; `"~title"` names it, `!` hides it; # begins a comment.

https://newsboat.org/releases/2.38/docs/newsboat.html#_first_steps describes the format. Lines that run programs or
build virtual feeds (exec:, filter:, query:) cannot be carried over and are named as problems.
"""

import re

from newstui.feeds.addresses import web_address
from newstui.feeds.encoding import to_utf8
from newstui.model.safe_text import SafeText, safe_text
from newstui.model.subscriptions import FeedOutline, SubscriptionList

HIDDEN = "newsboat.hidden"
"""The key in a feed's `extra` that keeps newsboat's "!"."""

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
    """The feeds of a `urls` file, in their order."""
    text, problem = to_utf8(data)
    problems = [problem.replace("the feed", "the file")] if problem else []
    feeds: list[FeedOutline] = []
    for number, line in enumerate(text.decode("utf-8", "replace").splitlines(), start=1):
        tokens = _tokens(line)
        if not tokens:
            continue
        address, *words = tokens
        why = next((why for prefix, why in _VIRTUAL.items() if address.startswith(prefix)), None)
        url = web_address(address) if why is None else None
        if url is None:
            shown = safe_text(address[:80])
            problems.append(f"Line {number}: “{shown}” {why or 'is no http or https address'} and was left out.")
            continue
        title = next((word[1:] for word in words if word.startswith("~")), "")
        tags = tuple(dict.fromkeys(tag for word in words if not word.startswith(("~", "!")) and (tag := safe_text(word))))
        extra = {HIDDEN: "true"} if "!" in words else {}
        feeds.append(FeedOutline(url, title=SafeText(safe_text(title)), tags=tags, extra=extra))
    return SubscriptionList(tuple(feeds), problems=tuple(problems))


def _tokens(line: str) -> list[str]:
    """The words of a line; those in double quotes hold blanks, and a backslash escapes a quote."""
    out = []
    for match in _TOKEN.finditer(line):
        if match[2] is not None and match[2].startswith("#"):
            break
        out.append(re.sub(r"\\(.)", r"\1", match[1]) if match[1] is not None else match[2])
    return out
