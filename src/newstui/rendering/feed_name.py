"""A feed's name in so many cells. One that never told its name is called by its address."""

import re

from newstui.rendering.cells import fit, fit_middle

_BEFORE_THE_HOST = re.compile(r"https?://(?:www\.)?(?=.)", re.IGNORECASE)


def feed_name(title: str) -> str:
    """A feed's name; an address without what is the same in all of them."""
    start = _BEFORE_THE_HOST.match(title)
    return title[start.end() :].rstrip("/") or title if start else title


def fit_name(title: str, cells: int, ellipsis: str = "…") -> str:
    """The name in at most `cells`: an address is cut in its middle, since those of one host differ at their ends."""
    name = feed_name(title)
    return fit(name, cells, ellipsis) if name == title else fit_middle(name, cells, ellipsis)
