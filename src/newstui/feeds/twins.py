"""Which entries that arrive with an unknown identity are old ones under another. Pure.

Feeds change what tells their entries apart: a site moves to https or to another name, counts its readers by links, gives new
GUIDs or publishes all of it again with the date of today. An entry that is listed no more, and one that comes in its place and
looks like it, are one. What looks like two of them is neither.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

from newstui.model.likeness import (
    SURE,
    Likeable,
    Look,
    by_page_and_date,
    by_title_words_and_path,
    page_of,
)
from newstui.model.updates import FormerEntry, PreparedEntry

_Looks = Callable[[Likeable], Look | None]
_MANY = 3
"""So many entries at once, dates and all, are a feed that was published again; fewer may be today's under yesterday's title."""


def find_twins(
    arrived: Sequence[PreparedEntry], former: Sequence[FormerEntry], listed: Collection[str]
) -> Mapping[str, FormerEntry]:
    """The former entry of each that arrived, by its new identity, where there is one.

    `former` are the feed's latest entries in the cache, `listed` the identities that the feed gives now.
    """
    found: dict[str, FormerEntry] = {}
    if not arrived or all(entry.identity in listed for entry in former):
        return found
    pages = Counter(page_of(entry.url) for entry in former if entry.url)
    coming = Counter(page_of(entry.url) for entry in arrived if entry.url)

    def by_own_page_and_date(entry: Likeable) -> Look | None:
        page = page_of(entry.url) if entry.url else ""
        return by_page_and_date(entry) if pages[page] <= 1 and coming[page] <= 1 else None

    left = list(arrived)
    for look in (*SURE, by_own_page_and_date):
        found |= _pairs(look, left, [entry for entry in former if entry not in found.values()], listed)
        left = [entry for entry in left if entry.identity not in found]
        if not left:
            return found
    left = [entry for entry in left if not entry.enclosures]  # of a programme, each episode may look like the one before
    again = _pairs(by_title_words_and_path, left, [entry for entry in former if entry not in found.values()], listed)
    return found | again if len(again) >= max(_MANY, len(left) / 2) else found


def _pairs(
    look: _Looks, arrived: Sequence[PreparedEntry], former: Sequence[FormerEntry], listed: Collection[str]
) -> dict[str, FormerEntry]:
    """Those of either side that look alike, and like nothing else."""
    looks = [look(entry) for entry in former]
    many, coming = Counter(looks), Counter(map(look, arrived))
    known = {seen: entry for seen, entry in zip(looks, former, strict=True) if many[seen] == 1 and entry.identity not in listed}
    known.pop(None, None)
    found: dict[str, FormerEntry] = {}
    for entry in arrived:
        seen = look(entry)
        if coming[seen] == 1 and seen in known:
            found[entry.identity] = known[seen]
    return found
