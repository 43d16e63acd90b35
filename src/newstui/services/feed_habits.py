"""What a feed says in nearly every entry: an invitation to a newsletter, a plea to allow cookies, who wrote it first.

Such words are rare over all feeds, and would make one story of whatever two feeds of a publisher tell.
"""

from collections import Counter

from newstui.storage.stories import StoryTable
from newstui.stories.terms import terms_of

_LOOKED_AT = 6
_ENOUGH = 5
"""So many of the newest entries must have a word; of a feed with fewer entries nothing is known."""
_ASKED = 60
"""After so many entries of a feed it is looked at again."""
_FEEDS = 2_000


class FeedHabits:
    """The habits of the feeds that were asked for lately."""

    def __init__(self, stories: StoryTable) -> None:
        self._stories = stories
        self._known: dict[int, frozenset[int]] = {}
        self._asked: Counter[int] = Counter()

    def of(self, feed_id: int) -> frozenset[int]:
        """The terms that nearly every entry of a feed has. Raises StorageError."""
        if self._asked[feed_id] % _ASKED == 0:
            if len(self._known) >= _FEEDS:
                self._known.clear()
                self._asked.clear()
            self._known[feed_id] = self._look(feed_id)
        self._asked[feed_id] += 1
        return self._known[feed_id]

    def _look(self, feed_id: int) -> frozenset[int]:
        recent = self._stories.recent(feed_id, _LOOKED_AT)
        if len(recent) < _ENOUGH:
            return frozenset()
        counted = Counter(term for title, text in recent for term in terms_of(title, text))
        return frozenset(term for term, entries in counted.items() if entries >= _ENOUGH)
