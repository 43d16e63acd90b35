"""Stories in a large cache: what one more article costs to look at, how much room all of it takes, how fast folded lists are.

The cache is made up: entries with sketches and buckets as the finder would leave them, a constant number of them a day, their
words drawn as words are (Zipf); the articles that are measured are real texts of such words, looked at by the real finder.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from zlib import crc32

from benchmarks.tools import median
from newstui.model.analysis import Analysis, Entity, EntityType, Quotation, QuotationKind
from newstui.model.feeds import ParsedEntry
from newstui.model.hashing import text_hash
from newstui.model.lists import Scope, SmartFeed, Sort
from newstui.model.safe_text import SafeText
from newstui.model.spans import TextSpan
from newstui.model.updates import FeedUpdate
from newstui.services.find_stories import StoryFinder
from newstui.storage.database import Database
from newstui.stories.sayings import Saying, filed_keys
from newstui.stories.sketches import KEPT, SCHEME, Sketch, keys_of
from support.cache import article, prepared

SMALL, LARGE = 1_000, 100_000
RATIO = 1.3
"""What looking at one more article may cost in the large cache, against the small one."""
SHARE = 0.2
"""The room that sketches, buckets and printings may take, against the articles' texts."""
PAGE_MS, COUNT_MS = 10.0, 30.0
"""A page of a folded list, and counting its rows, where three in ten of all entries are in stories."""
_A_DAY = 200
_FEEDS = 100
_VOCABULARY = 40_000
_QUOTATIONS = 8
_QUOTED_WORDS = 22
_WORDS = 760
"""Words of an article: the mean of PolNeAR's, some 4,600 characters."""
_PROBES = 60
_NEWEST = datetime(2026, 11, 1, 12, tzinfo=UTC)
_TABLES = ("fingerprints", "sketches", "term_counts", "printings", "story_queue")


class Words:
    """Words as often as they come: the n-th most common one is n times rarer than the first."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._words = [self._word(number) for number in range(_VOCABULARY)]
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(_VOCABULARY)))

    def some(self, count: int) -> list[str]:
        """So many words."""
        return self.random.choices(self._words, cum_weights=self._weights, k=count)

    @staticmethod
    def _word(number: int) -> str:
        letters = ""
        number = number * 797_003 % 20**6  # no two alike, and neighbours not alike either
        for _ in range(6):
            number, letter = divmod(number, 20)
            letters += "bcdfghklmnprtvwzaiou"[letter]
        return letters


def main() -> int:
    """Prints the figures; 1 if an aim is missed."""
    with tempfile.TemporaryDirectory() as folder:
        for size in (SMALL, LARGE):
            with Database.open(Path(folder) / f"{size}.db") as cache:
                _fill(cache, Words(5), size)
        with Database.open(Path(folder) / f"{SMALL}.db") as small, Database.open(Path(folder) / f"{LARGE}.db") as large:
            return _cost({SMALL: small, LARGE: large}) | _room(large) | _lists(large)


def _cost(caches: dict[int, Database]) -> int:
    """What one more article costs in each; in turns, so that whatever else the machine does falls on both."""
    words = {size: Words(7) for size in caches}
    finders = {size: StoryFinder(cache) for size, cache in caches.items()}
    seconds: dict[int, list[float]] = {size: [] for size in caches}
    for number in range(_PROBES):
        for size, cache in caches.items():
            _probe(cache, words[size], size + number)
            began = time.process_time()
            finders[size].find_some()
            seconds[size].append(time.process_time() - began)
    costs = {size: median(own) for size, own in seconds.items()}
    ratio = costs[LARGE] / costs[SMALL]
    for size, cost in costs.items():
        print(f"  one more analysed article among {size:7,}: {1000 * cost:.2f} ms of work")
    print(f"  ratio {ratio:.2f}  (aim {RATIO})")
    return int(ratio > RATIO)


def _fill(cache: Database, words: Words, size: int) -> None:
    feeds = [cache.feeds.add(f"https://{n}.example/", feed_title=f"Outlet {n}").id for n in range(_FEEDS)]
    for number, feed_id in enumerate(feeds):
        own = [
            prepared(ParsedEntry(f"urn:{n}", SafeText(f"Entry {n}"), published=_date(n, size)), "1")
            for n in range(number, size, _FEEDS)
        ]
        cache.entries.apply(feed_id, FeedUpdate(new=tuple(own)), _NEWEST)
    rows = cache._connection.rows("SELECT id, sort_at FROM entries ORDER BY id")
    draw = words.random
    filed: list[tuple[int, int]] = []
    counts: Counter[int] = Counter()
    with cache.write():
        cache._connection.execute("DELETE FROM story_queue")
        for entry_id, at in rows:
            terms = tuple({crc32(word.encode()) for word in words.some(KEPT)})
            made = Sketch(
                terms,
                tuple(draw.randrange(20, 255) for _ in terms),
                9,
                tuple(draw.randrange(65_536) for _ in range(24)),
                _WORDS,
            )
            cache.stories.keep_sketch(entry_id, SCHEME, made.encode())
            sayings = [Saying(entry_id, n, tuple(words.some(_QUOTED_WORDS)), "Ada Lind") for n in range(_QUOTATIONS)]
            keys = [*keys_of(made, at), *(key for saying in sayings for key in filed_keys(saying))]
            filed += ((key, entry_id) for key in keys)
            counts.update((-1, *terms))
        # All at once and in order: the finder's own way would take an hour for so many.
        cache._connection.execute_many("INSERT OR IGNORE INTO fingerprints VALUES (?, ?)", sorted(filed))
        cache._connection.execute_many("INSERT INTO term_counts VALUES (?, ?)", sorted(counts.items()))
        in_order = [entry_id for entry_id, _ in sorted(rows, key=lambda row: row[1])]
        for story, start in enumerate(range(0, len(in_order) - 40, 10), start=1):  # three in ten entries are in stories
            cache.stories.put(draw.sample(in_order[start : start + 10], 3), story)
        cache._connection.execute("UPDATE entries SET read = 1 WHERE id % 5 < 4")


def _date(number: int, size: int) -> datetime:
    return _NEWEST - timedelta(days=(size - number) / _A_DAY)


def _probe(cache: Database, words: Words, number: int) -> None:
    """One more analysed article, which waits to be looked at."""
    entry = ParsedEntry(f"urn:{number}", SafeText(" ".join(words.some(9)).capitalize()), published=_NEWEST)
    feed_id = 1 + number % _FEEDS
    cache.entries.apply(feed_id, FeedUpdate(new=(prepared(entry, "1"),)), _NEWEST)
    entry_id = cache.entries.known(feed_id, [entry.identity])[entry.identity].id
    quoted = [f"“{' '.join(words.some(_QUOTED_WORDS)).capitalize()},”" for _ in range(_QUOTATIONS)]
    rest = _WORDS // _QUOTATIONS - _QUOTED_WORDS
    paragraphs = [f"{one} Ada Lind said. {' '.join(words.some(rest)).capitalize()}." for one in quoted]
    made = article(entry_id, *paragraphs, title=entry.title)
    cache.articles.store(made)
    text = made.document.text
    quotations = tuple(
        Quotation(QuotationKind.DIRECT, (TextSpan(at, at + len(one)),), speaker=SafeText("Ada Lind"))
        for one in quoted
        for at in (text.index(one),)
    )
    entities = (Entity(SafeText("Ada Lind"), EntityType.PERSON, (TextSpan(at := text.index("Ada Lind"), at + 8),)),)
    cache.analyses.store(entry_id, Analysis("1", text_hash(text), quotations, entities))


def _room(cache: Database) -> int:
    sizes = cache.statistics.bytes_by_table()
    index = cache._connection.value("SELECT sum(pgsize) FROM dbstat WHERE name = 'entries_by_story' AND aggregate = 1") or 0
    text = cache._connection.value("SELECT avg(length(text)) FROM articles")
    ours = sum(sizes.get(name, 0) for name in _TABLES) + int(index)
    share = ours / LARGE / text
    parts = ", ".join(f"{name} {sizes.get(name, 0) / LARGE:.0f}" for name in _TABLES if sizes.get(name, 0) > LARGE)
    print(f"  bytes an article: {ours / LARGE:.0f} ({parts}, index {index / LARGE:.0f}), {share:.2f} of its text  (aim {SHARE})")
    return int(share > SHARE)


def _lists(cache: Database) -> int:
    status = 0
    folder = cache.folders.ensure(["Some"]).id
    for feed_id in range(1, 31):
        cache.feeds.move(feed_id, folder)
    for name, scope in (
        ("all", Scope(smart=SmartFeed.ALL)),
        ("unread", Scope(smart=SmartFeed.UNREAD)),
        ("a folder", Scope(folder_id=folder)),
    ):
        place = cache.lists.page(scope, limit=100)[-1].cursor
        works: dict[str, Callable[[], object]] = {
            "a page": lambda scope=scope, place=place: cache.lists.page(scope, after=place, folded=True),  # type: ignore[misc]
            "the count": lambda scope=scope: cache.lists.count(scope, Sort.DATE, folded=True),  # type: ignore[misc]
            "a place": lambda scope=scope, place=place: cache.lists.position(scope, Sort.DATE, place, folded=True),  # type: ignore[misc]
        }
        figures = {what: 1000 * median([_seconds(work) for _ in range(9)]) for what, work in works.items()}
        status |= figures["a page"] > PAGE_MS or max(figures.values()) > COUNT_MS
        print(f"  folded, {name}: " + ", ".join(f"{what} {ms:.1f} ms" for what, ms in figures.items()))
    print(f"  aims: a page {PAGE_MS:.0f} ms, the others {COUNT_MS:.0f} ms")
    return int(status)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
