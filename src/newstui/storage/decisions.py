"""The reader's decisions about entries. To be written through a durable connection."""

import time
from collections.abc import Iterable, Sequence

from newstui.model.lists import Scope
from newstui.storage.connection import Connection, Value
from newstui.storage.entry_lists import EntryLists

_AT_ONCE = 500


class DecisionTable:
    """Marks, tags, notes and places. What changes several entries answers which, so that it can be undone."""

    def __init__(self, connection: Connection, lists: EntryLists) -> None:
        self._db = connection
        self._lists = lists

    def set_read(self, entry_ids: Sequence[int], read: bool) -> list[int]:
        """Mark entries read or unread; answers those that were not so before."""
        return self._set("read", entry_ids, read)

    def set_starred(self, entry_ids: Sequence[int], starred: bool) -> list[int]:
        """Star entries, or take their stars; answers those that were not so before."""
        return self._set("starred", entry_ids, starred)

    def mark_scope_read(self, scope: Scope) -> list[int]:
        """Mark a whole list read; answers what was unread."""
        with self._db.write():
            return self._set("read", self._lists.unread_ids(scope, None), True)

    def mark_older_read(self, scope: Scope, at: int, entry_id: int) -> list[int]:
        """Mark read what stands after a place in the order of date, whether or not its entry is still there."""
        with self._db.write():
            return self._set("read", self._lists.unread_ids(scope, (at, entry_id)), True)

    def set_position(self, entry_id: int, offset: int) -> None:
        """Where the reader left the article."""
        with self._db.write():
            self._db.execute("UPDATE entries SET position = ? WHERE id = ?", (max(0, offset), entry_id))
            self._touch(entry_id)

    def set_tags(self, entry_id: int, tags: Sequence[str]) -> tuple[str, ...]:
        """Give the entry these tags and no others, each in the spelling in which it is in use; answers those it had."""
        with self._db.write():
            before = tuple(str(row[0]) for row in self._db.rows("SELECT tag FROM tags WHERE entry_id = ?", (entry_id,)))
            given = self.as_in_use([tag.strip() for tag in tags if tag.strip()])
            self._db.execute("DELETE FROM tags WHERE entry_id = ?", (entry_id,))
            for tag in given:
                self._db.execute("INSERT INTO tags(entry_id, tag) SELECT id, ? FROM entries WHERE id = ?", (tag, entry_id))
            self._touch(entry_id)
            return before

    def as_in_use(self, tags: Sequence[str], *, other_than: str | None = None) -> list[str]:
        """Each tag once, spelt as the one in use that it is but for its case; `other_than` a tag that gives no spelling."""
        used = {str(row[0]) for row in self._db.rows("SELECT DISTINCT tag FROM tags")} - {other_than}
        spellings = {tag.casefold(): tag for tag in sorted(used)}
        return list(dict.fromkeys(tag if tag in used else spellings.setdefault(tag.casefold(), tag) for tag in tags))

    def tagged(self, tag: str) -> list[int]:
        """The entries that have a tag, those of removed feeds among them."""
        return [row[0] for row in self._db.rows("SELECT entry_id FROM tags WHERE tag = ?", (tag,))]

    def replace_tag(self, entry_ids: Iterable[int], old: str | None, new: str | None) -> None:
        """Take a tag from entries and give them another one in its place; None: take none, give none."""
        with self._db.write():
            for entry_id in entry_ids:
                if old is not None:
                    self._db.execute("DELETE FROM tags WHERE entry_id = ? AND tag = ?", (entry_id, old))
                if new is not None:
                    self._db.execute(
                        "INSERT OR IGNORE INTO tags(entry_id, tag) SELECT id, ? FROM entries WHERE id = ?", (new, entry_id)
                    )
                self._touch(entry_id)

    def tags(self) -> list[tuple[str, int, int]]:
        """The tags in use by their names, each with how many of its entries are unread, and how many there are."""
        return [
            (str(tag), int(unread), int(total))
            for tag, unread, total in self._db.rows(
                "SELECT t.tag, sum(e.read = 0), count(*) FROM tags t CROSS JOIN entries e ON e.id = t.entry_id"
                " WHERE e.hidden = 0 GROUP BY t.tag ORDER BY lower(t.tag)"
            )
        ]

    def note(self, entry_id: int, text: str) -> None:
        """The reader's note to an entry; an empty one goes."""
        with self._db.write():
            if text.strip():
                self._db.execute(
                    "INSERT OR REPLACE INTO notes(entry_id, note) SELECT id, ? FROM entries WHERE id = ?", (text, entry_id)
                )
            else:
                self._db.execute("DELETE FROM notes WHERE entry_id = ?", (entry_id,))
            self._touch(entry_id)

    def note_of(self, entry_id: int) -> str:
        """The note; empty where there is none."""
        return str(self._db.value("SELECT note FROM notes WHERE entry_id = ?", (entry_id,)) or "")

    def notes(self) -> dict[int, str]:
        """All notes, by their entries."""
        return dict(self._db.rows("SELECT entry_id, note FROM notes"))

    def cite(self, entry_id: int) -> None:
        """A quotation of the entry was copied: what stands behind it must stay."""
        with self._db.write():
            self._db.execute(
                "INSERT OR REPLACE INTO citations(entry_id, cited_at) SELECT id, ? FROM entries WHERE id = ?",
                (int(time.time()), entry_id),
            )
            self._touch(entry_id)

    def tag(self, entry_ids: Sequence[int], tag: str) -> list[int]:
        """Give entries a tag besides those they have; answers those that did not have it."""
        with self._db.write():
            had = self._tagged(entry_ids, tag)
            changed = [entry_id for entry_id in self.there(entry_ids) if entry_id not in had]
            self._db.execute_many("INSERT INTO tags(entry_id, tag) VALUES (?, ?)", ((entry_id, tag) for entry_id in changed))
            self._touch(*changed)
            return changed

    def untag(self, entry_ids: Sequence[int], tag: str) -> list[int]:
        """Take a tag from entries; answers those that had it."""
        with self._db.write():
            had = self._tagged(entry_ids, tag)
            changed = [entry_id for entry_id in dict.fromkeys(entry_ids) if entry_id in had]
            self._db.execute_many("DELETE FROM tags WHERE entry_id = ? AND tag = ?", ((entry_id, tag) for entry_id in changed))
            self._touch(*changed)
            return changed

    def existing(self, entry_ids: Sequence[int]) -> int:
        """How many of these entries are in the cache."""
        return len(self.there(entry_ids))

    def there(self, entry_ids: Sequence[int]) -> list[int]:
        """Those of these entries that are in the cache, each once, in this order."""
        found = self._found("SELECT id FROM entries WHERE id IN ({})", entry_ids)
        return [entry_id for entry_id in dict.fromkeys(entry_ids) if entry_id in found]

    def _tagged(self, entry_ids: Sequence[int], tag: str) -> set[int]:
        return self._found("SELECT entry_id FROM tags WHERE entry_id IN ({}) AND tag = ?", entry_ids, tag)

    def _found(self, sql: str, entry_ids: Sequence[int], *values: Value) -> set[int]:
        found: set[int] = set()
        for start in range(0, len(entry_ids), _AT_ONCE):
            some = entry_ids[start : start + _AT_ONCE]
            found.update(row[0] for row in self._db.rows(sql.format(",".join("?" * len(some))), (*some, *values)))
        return found

    def _touch(self, *entry_ids: int) -> None:
        now = int(time.time())
        self._db.execute_many("UPDATE entries SET touched_at = ? WHERE id = ?", ((now, entry_id) for entry_id in entry_ids))

    def _set(self, column: str, entry_ids: Sequence[int], value: bool) -> list[int]:
        changed: list[int] = []
        in_place = sorted(entry_ids)  # as they lie in the table
        now = int(time.time())
        with self._db.write():
            for start in range(0, len(in_place), _AT_ONCE):
                some = tuple(in_place[start : start + _AT_ONCE])
                where = f"id IN ({','.join('?' * len(some))}) AND {column} <> ?"
                changed += (row[0] for row in self._db.rows(f"SELECT id FROM entries WHERE {where}", (*some, value)))
                self._db.execute(f"UPDATE entries SET {column} = ?, touched_at = ? WHERE {where}", (value, now, *some, value))
        return changed
