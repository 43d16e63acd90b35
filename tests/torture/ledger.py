"""What was decided, as far as it was shown; and what the cache says of it."""

from dataclasses import dataclass, field
from pathlib import Path

from newstui.storage.database import Database
from newstui.storage.integrity import check

Key = tuple[int, str]


@dataclass
class Ledger:
    """The last value shown of each decision, and what was being decided when its reader was killed."""

    shown: dict[Key, int] = field(default_factory=dict)
    open: dict[Key, int] = field(default_factory=dict)
    """Neither value would be wrong."""
    decisions: int = 0

    def read(self, lines: str) -> None:
        """Take a marker's lines in; the last one may be cut off."""
        for line in lines.splitlines(keepends=True):
            words = line.split()
            if len(words) != 4 or not line.endswith("\n"):
                continue
            key, value = (int(words[1]), words[2]), int(words[3])
            if words[0] == "?":
                self.open[key] = value
            else:
                self.shown[key] = value
                self.open.pop(key, None)
                self.decisions += 1

    def lost(self, cache: Database, *, retained: bool) -> list[str]:
        """Decisions that were shown and are not in the cache. With `retained`, entries without a mark may have been deleted."""
        found: list[str] = []
        for (entry_id, what), value in self.shown.items():
            now = _state(cache, entry_id)
            if now is None:
                kept = any(self.shown.get((entry_id, other)) for other in _KEEPING)
                if not retained or kept:
                    found.append(f"entry {entry_id} is gone")
            elif now[what] != value and self.open.get((entry_id, what)) != now[what]:
                found.append(f"{what} of entry {entry_id} is {now[what]}, shown was {value}")
        return found

    def settle(self, cache: Database) -> None:
        """What is in the cache now is what the next reader shows."""
        for key in list(self.shown):
            now = _state(cache, key[0])
            if now is None:
                del self.shown[key]
            else:
                self.shown[key] = now[key[1]]
        self.open.clear()


_KEEPING = ("starred", "tag", "note")


def _state(cache: Database, entry_id: int) -> dict[str, int] | None:
    row = cache.entries.get(entry_id)
    if row is None:
        return None
    return {
        "read": int(row.read),
        "starred": int(row.starred),
        "tag": int("kept" in row.tags),
        "note": int(cache.decisions.note_of(entry_id) == "kept"),
    }


def wrong(path: Path) -> list[str]:
    """What is wrong with a cache after a blow: damage, entries doubled, counts that do not hold."""
    problems = check(path)
    with Database.open(path) as cache:
        value = cache._connection.value
        doubled = value("SELECT count(*) FROM (SELECT 1 FROM entries GROUP BY feed_id, url HAVING count(*) > 1)")
        if doubled:
            problems.append(f"{doubled} entries are doubled")
        for feed_id, (unread, total) in cache.feeds.counts().items():
            counted = cache._connection.row(
                "SELECT coalesce(sum(read = 0), 0), count(*) FROM entries WHERE feed_id = ?", (feed_id,)
            )
            if counted != (unread, total):
                problems.append(f"the counts of feed {feed_id} are {(unread, total)}, not {counted}")
        unqueued = value("SELECT count(*) FROM entries WHERE indexed = 0 AND id NOT IN (SELECT entry_id FROM search_queue)")
        if unqueued:
            problems.append(f"{unqueued} entries would never be searchable")
        cache._connection.execute("INSERT INTO search(search) VALUES ('integrity-check')")
    return problems
