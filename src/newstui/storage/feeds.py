"""Subscriptions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from newstui.errors import SubscriptionError
from newstui.model.feeds import Feed, Validators
from newstui.model.safe_text import SafeText
from newstui.storage.connection import Connection, Row
from newstui.storage.folding import fold
from newstui.storage.merging import merge_feeds, merge_limits
from newstui.storage.times import from_unix, to_unix

_RHYTHM = 30  # of its newest entries
_FARTHEST = 8 * 24 * 3600
"""Seconds: a week is the longest that a feed is left alone, and a tenth of it the jitter."""
_COLUMNS = (
    "id, url, own_title, feed_title, site_url, folder_id, position, tags, extra, added_at, etag, last_modified, checked_at,"
    " changed_at, due_at, update_minutes, failures, error, gone, sample, succeeded_at, failed_at, last_failure, answer_bytes"
)


def _feed(row: Row) -> Feed:
    own, title = row[2], SafeText(row[3])
    return Feed(
        id=row[0],
        url=row[1],
        title=SafeText(own or title or row[1]),
        feed_title=title,
        own_title=SafeText(own) if own else None,
        site_url=row[4],
        folder_id=row[5],
        position=row[6],
        tags=tuple(SafeText(tag) for tag in msgspec.json.decode(row[7])),
        extra=msgspec.json.decode(row[8]),
        added_at=from_unix(row[9]),
        validators=Validators(row[10], row[11]),
        checked_at=from_unix(row[12]),
        changed_at=from_unix(row[13]),
        due_at=from_unix(row[14]),
        update_minutes=row[15],
        failures=row[16],
        error=row[17],
        gone=bool(row[18]),
        local=bool(row[19]),
        succeeded_at=from_unix(row[20]),
        failed_at=from_unix(row[21]),
        last_failure=row[22],
        answer_bytes=row[23],
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def next_position(connection: Connection, folder_id: int | None) -> int:
    """The place after the last feed or folder of a folder (None: of the top)."""
    return int(
        connection.value(
            "SELECT 1 + max(coalesce((SELECT max(position) FROM feeds WHERE folder_id IS ?1 AND removed_at IS NULL), -1),"
            " coalesce((SELECT max(position) FROM folders WHERE parent_id IS ?1), -1))",
            (folder_id,),
        )
    )


def place_in(connection: Connection, folder_id: int | None, position: int | None) -> int:
    """The place before what stands at `position` in a folder, where room is made for it; None: the last one."""
    if position is None:
        return next_position(connection, folder_id)
    values = (folder_id, position)
    connection.execute("UPDATE feeds SET position = position + 1 WHERE folder_id IS ? AND position >= ?", values)
    connection.execute("UPDATE folders SET position = position + 1 WHERE parent_id IS ? AND position >= ?", values)
    return position


class FeedTable:
    """The feeds. A removed one keeps its entries and their marks, unseen, until it is restored or purged."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def all(self, include_removed: bool = False) -> list[Feed]:
        """Every feed, in the order of their places."""
        where = "" if include_removed else " WHERE removed_at IS NULL"
        return [_feed(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM feeds{where} ORDER BY position, sort_key, id")]

    def get(self, feed_id: int) -> Feed | None:
        """The feed, removed or not; None where there is none."""
        return self._one("id = ?", feed_id)

    def by_url(self, url: str) -> Feed | None:
        """The feed at an address, removed or not."""
        return self._one("url = ?", url)

    def is_removed(self, feed_id: int) -> bool:
        """Whether it was removed (and can be restored), or is not there at all."""
        return not self._db.value("SELECT count(*) FROM feeds WHERE id = ? AND removed_at IS NULL", (feed_id,))

    def add(
        self,
        url: str,
        *,
        title: str = "",
        feed_title: str = "",
        site_url: str | None = None,
        folder_id: int | None = None,
        tags: Sequence[str] = (),
        extra: dict[str, str] | None = None,
        local: bool = False,
    ) -> Feed:
        """Subscribe. A removed feed comes back with its entries; for one that is there, only what it lacks is filled in.

        `title` is the reader's own. All texts must have passed `safe_text`.
        """
        with self._db.write():
            known = self.by_url(url)
            if known and not self.is_removed(known.id):
                self._fill_in(known, title, feed_title, site_url, folder_id, tags)
                feed_id = known.id
            elif known:
                self.restore(known.id)
                self._db.execute(
                    "UPDATE feeds SET folder_id = ?, position = ?, gone = 0, failures = 0, error = '', due_at = NULL"
                    " WHERE id = ?",
                    (folder_id, next_position(self._db, folder_id), known.id),
                )
                self._fill_in(known, title, feed_title, site_url, folder_id, tags)
                feed_id = known.id
            else:
                cursor = self._db.execute(
                    "INSERT INTO feeds(url, own_title, feed_title, sort_key, site_url, folder_id, position, tags, extra,"
                    " added_at, sample) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        url,
                        title or None,
                        feed_title,
                        fold(title or feed_title or url),
                        site_url,
                        folder_id,
                        next_position(self._db, folder_id),
                        _json(list(tags)),
                        _json(extra or {}),
                        to_unix(datetime.now(UTC)),
                        local,
                    ),
                )
                feed_id = cursor.lastrowid or 0
            # A wish for it that failed has nothing more to say.
            self._db.execute(
                "DELETE FROM wishes WHERE kind = 'subscribe' AND state = 'failed' AND json_extract(payload, '$.url') IN (?, ?)",
                (url, url.partition("://")[2]),
            )
            feed = self.get(feed_id)
        if feed is None:
            raise SubscriptionError(f"The feed {url} was removed while it was being added.", hint="Add it again.")
        return feed

    def _fill_in(
        self, feed: Feed, title: str, feed_title: str, site_url: str | None, folder_id: int | None, tags: Sequence[str]
    ) -> None:
        own = title or feed.own_title
        given = feed.feed_title or feed_title
        together = dict.fromkeys((*feed.tags, *tags))
        self._db.execute(
            "UPDATE feeds SET own_title = ?, feed_title = ?, sort_key = ?, site_url = coalesce(site_url, ?),"
            " folder_id = coalesce(folder_id, ?), tags = ? WHERE id = ?",
            (own, given, fold(own or given or feed.url), site_url, folder_id, _json(list(together)), feed.id),
        )

    def remove(self, feed_id: int) -> None:
        """Unsubscribe: the feed and its entries vanish from every list, and can be restored until they are purged."""
        with self._db.write():
            self._db.execute(
                "UPDATE feeds SET removed_at = ? WHERE id = ? AND removed_at IS NULL", (to_unix(datetime.now(UTC)), feed_id)
            )
            self._db.execute("UPDATE entries SET hidden = 1 WHERE feed_id = ? AND hidden = 0", (feed_id,))

    def restore(self, feed_id: int) -> None:
        """Take back a removal. Its folder may be gone by now: then it stands at the top."""
        with self._db.write():
            self._db.execute("UPDATE feeds SET removed_at = NULL WHERE id = ?", (feed_id,))
            self._db.execute("UPDATE entries SET hidden = 0 WHERE feed_id = ? AND hidden = 1", (feed_id,))

    def purge_removed(self, before: datetime) -> int:
        """Delete for good what was removed before a moment; answers how many feeds."""
        with self._db.write():
            return self._db.execute("DELETE FROM feeds WHERE removed_at < ?", (to_unix(before),)).rowcount

    def rename(self, feed_id: int, own_title: SafeText | None) -> None:
        """Give the feed the reader's own title; None or empty takes it away."""
        with self._db.write():
            feed = self.get(feed_id)
            if feed:
                self._db.execute(
                    "UPDATE feeds SET own_title = ?, sort_key = ? WHERE id = ?",
                    (own_title or None, fold(own_title or feed.feed_title or feed.url), feed_id),
                )

    def move(self, feed_id: int, folder_id: int | None, position: int | None = None) -> None:
        """Put the feed into a folder (None: the top), before what stands at `position` there, or last."""
        with self._db.write():
            place = place_in(self._db, folder_id, position)
            self._db.execute("UPDATE feeds SET folder_id = ?, position = ? WHERE id = ?", (folder_id, place, feed_id))

    def set_tags(self, feed_id: int, tags: Sequence[str]) -> None:
        """The feed's tags, in order, each once."""
        with self._db.write():
            self._db.execute("UPDATE feeds SET tags = ? WHERE id = ?", (_json(list(dict.fromkeys(tags))), feed_id))

    def set_extra(self, feed_id: int, extra: Mapping[str, str]) -> None:
        """What is kept with the feed: see `Feed.extra`."""
        with self._db.write():
            self._db.execute("UPDATE feeds SET extra = ? WHERE id = ?", (_json(dict(extra)), feed_id))

    def record_success(
        self,
        feed_id: int,
        *,
        at: datetime,
        validators: Validators,
        due_at: datetime | None,
        feed_title: str | None = None,
        site_url: str | None = None,
        update_minutes: int | None = None,
        changed: bool = False,
        problem: str = "",
        answer_bytes: int | None = None,
    ) -> None:
        """A refresh went well: `changed` if it brought something, `problem` what was mended, in words.

        None leaves the title, site, pace and size as they are (an answer of 304 says nothing of them).
        """
        with self._db.write():
            feed = self.get(feed_id)
            if feed is None:
                return
            title = feed.feed_title if feed_title is None else feed_title
            self._db.execute(
                "UPDATE feeds SET checked_at = ?1, etag = ?2, last_modified = ?3, due_at = ?4, feed_title = ?5,"
                " site_url = coalesce(?6, site_url), update_minutes = coalesce(?7, update_minutes),"
                " changed_at = CASE WHEN ?8 THEN ?1 ELSE changed_at END, failures = 0, error = ?9, gone = 0, succeeded_at = ?1,"
                " answer_bytes = coalesce(?11, answer_bytes) WHERE id = ?10",
                (
                    to_unix(at),
                    validators.etag,
                    validators.last_modified,
                    to_unix(due_at),
                    title,
                    site_url,
                    update_minutes,
                    changed,
                    problem,
                    feed_id,
                    answer_bytes,
                ),
            )
            if title != feed.feed_title:
                self._db.execute(
                    "UPDATE feeds SET sort_key = ? WHERE id = ?", (fold(feed.own_title or title or feed.url), feed_id)
                )

    def record_failure(
        self, feed_id: int, *, at: datetime, error: str, due_at: datetime | None, gone: bool = False, failures: int | None = None
    ) -> None:
        """A refresh failed: why in words, and when the next one is due; `failures` in a row, by default one more than before."""
        with self._db.write():
            self._db.execute(
                "UPDATE feeds SET checked_at = ?1, error = ?2, due_at = ?3, gone = max(gone, ?4),"
                " failures = coalesce(?6, failures + 1), failed_at = ?1, last_failure = ?2 WHERE id = ?5",
                (to_unix(at), error, to_unix(due_at), gone, feed_id, failures),
            )

    def set_url(self, feed_id: int, url: str) -> int:
        """The feed moved for good. Answers the id under which it is kept.

        If another feed has that address already, this one's marks, articles and entries go over to it and this one ends; what
        was set for this one holds for the other where nothing was, and of two limits the one that keeps more.
        """
        with self._db.write():
            other = self.by_url(url)
            feed = self.get(feed_id)
            if feed is None or (other and other.id == feed_id):
                return feed_id
            if other:
                if not self.is_removed(feed_id):
                    self._take_over(feed, other)
                merge_feeds(self._db, source=feed_id, target=other.id)
                if feed.own_title and not other.own_title:
                    self.rename(other.id, feed.own_title)
                return other.id
            self._db.execute(
                "UPDATE feeds SET url = ?, sort_key = ?, etag = NULL, last_modified = NULL WHERE id = ?",
                (url, fold(feed.own_title or feed.feed_title or url), feed_id),
            )
            return feed_id

    def _take_over(self, feed: Feed, other: Feed) -> None:
        """What the reader arranged for a feed goes over to another one, which is there from now on."""
        if self.is_removed(other.id) or (other.folder_id is None and feed.folder_id is not None):
            place = (feed.folder_id, feed.position, other.id)
            self._db.execute("UPDATE feeds SET folder_id = ?, position = ? WHERE id = ?", place)
        self.restore(other.id)
        self.set_tags(other.id, (*other.tags, *feed.tags))
        self._db.execute("UPDATE feeds SET extra = ? WHERE id = ?", (_json({**feed.extra, **other.extra}), other.id))
        merge_limits(self._db, source=feed.id, target=other.id)

    def due(self, now: datetime) -> list[Feed]:
        """The feeds whose time has come, the longest due first; never removed ones, those that are gone, or local ones.

        A time that nothing puts so far away was set by a clock that was wrong, or by a setting that may be another by now.
        """
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM feeds WHERE removed_at IS NULL AND sample = 0 AND gone = 0"
            " AND (due_at IS NULL OR due_at <= ?1 OR due_at > ?2) ORDER BY due_at, id",
            (to_unix(now), to_unix(now) + _FARTHEST),
        )
        return [_feed(row) for row in rows]

    def counts(self) -> dict[int, tuple[int, int]]:
        """How many entries of each feed are unread, and how many there are."""
        return {row[0]: (row[1], row[2]) for row in self._db.rows("SELECT feed_id, unread, total FROM counts")}

    def any_subscribed(self) -> bool:
        """Whether there is any feed that can be asked for news."""
        return bool(self._db.value("SELECT EXISTS (SELECT 1 FROM feeds WHERE removed_at IS NULL AND sample = 0)"))

    def without_validators(self) -> int:
        """How many feeds have none, so that the next refresh has to read them whole."""
        asked = "etag IS NULL AND last_modified IS NULL"
        return int(self._db.value(f"SELECT count(*) FROM feeds WHERE removed_at IS NULL AND sample = 0 AND {asked}"))

    def recent_dates(self, feed_id: int) -> list[datetime]:
        """When its newest entries were published, newest first: the feed's rhythm."""
        rows = self._db.rows(
            f"SELECT sort_at FROM entries WHERE feed_id = ? AND hidden = 0 ORDER BY sort_at DESC LIMIT {_RHYTHM}", (feed_id,)
        )
        return [from_unix(int(row[0])) for row in rows]

    def _one(self, condition: str, value: int | str) -> Feed | None:
        row = self._db.row(f"SELECT {_COLUMNS} FROM feeds WHERE {condition}", (value,))
        return _feed(row) if row else None
