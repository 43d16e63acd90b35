"""The queue of wishes."""

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from newstui.model.wishes import Wish, WishKind, WishState
from newstui.storage.connection import Connection, Row, Value
from newstui.storage.times import from_unix, to_unix

_COLUMNS = "id, kind, payload, created_at, state, attempts, not_before, error"


def _wish(row: Row) -> Wish:
    return Wish(
        id=row[0],
        kind=WishKind(row[1]),
        payload=msgspec.json.decode(row[2], type=dict[str, object]),
        created_at=from_unix(row[3]),
        state=WishState(row[4]),
        attempts=row[5],
        not_before=from_unix(row[6]),
        error=row[7],
    )


class WishTable:
    """What the reader asks for, until it is done."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def add(self, kind: WishKind, payload: Mapping[str, object], now: datetime) -> int:
        """Put a wish into the queue; answers its id. An equal one that waits is not doubled, one that failed waits again.

        One that waits for a moment is tried at once. A wish that nobody made (`by_itself`) leaves it alone, and is not put beside
        an equal one that runs.
        """
        patient = bool(payload.get("by_itself"))
        text = msgspec.json.encode(dict(sorted(payload.items()))).decode()
        with self._db.write():
            equal = self._db.row(
                "SELECT id, state FROM wishes WHERE kind = ? AND payload = ? AND (? OR state <> 'running')"
                " ORDER BY state = 'failed', id",
                (kind, text, patient),
            )
            if equal is not None:
                if not patient or equal[1] == WishState.FAILED:
                    self.retry(equal[0])
                return int(equal[0])
            cursor = self._db.execute(
                "INSERT INTO wishes(kind, payload, created_at) VALUES (?, ?, ?)", (kind, text, to_unix(now))
            )
            return cursor.lastrowid or 0

    def next(self, now: datetime, kinds: Collection[WishKind] | None = None) -> Wish | None:
        """The oldest wish (of `kinds`) whose time has come, marked running; None where nothing waits."""
        among = "" if kinds is None else f" AND kind IN ({','.join('?' * len(kinds))})"
        query = (
            f"SELECT {_COLUMNS} FROM wishes WHERE state = 'waiting' AND (not_before IS NULL OR not_before <= ?){among}"
            " ORDER BY id LIMIT 1"
        )
        values: tuple[Value, ...] = (to_unix(now), *(kinds or ()))
        if self._db.row(query, values) is None:  # the usual answer, once a second: it must not wait for a writer
            return None
        with self._db.write():
            row = self._db.row(query, values)
            if row is None:
                return None
            self._db.execute("UPDATE wishes SET state = 'running', attempts = attempts + 1 WHERE id = ?", (row[0],))
            return self.get(row[0])

    def get(self, wish_id: int) -> Wish | None:
        """The wish; None where it was granted or dropped."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM wishes WHERE id = ?", (wish_id,))
        return _wish(row) if row else None

    def done(self, wish_id: int) -> None:
        """It was granted, and leaves the queue."""
        self.drop(wish_id)

    def fail(self, wish_id: int, error: str, *, not_before: datetime | None = None, counts: bool = True) -> None:
        """It was not granted: with `not_before` it waits until then, without it stays as failed, with its error in words.

        `counts` is False where that was no attempt worth counting, as without a network.
        """
        with self._db.write():
            self._db.execute(
                "UPDATE wishes SET state = ?, error = ?, not_before = ?, attempts = attempts - ? WHERE id = ?",
                (WishState.WAITING if not_before else WishState.FAILED, error, to_unix(not_before), not counts, wish_id),
            )

    def all(self) -> list[Wish]:
        """Every wish, the oldest first: waiting, running and failed. One that is done is there no longer."""
        return [_wish(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM wishes ORDER BY id")]

    def drop(self, wish_id: int) -> None:
        """Take a wish back."""
        with self._db.write():
            self._db.execute("DELETE FROM wishes WHERE id = ?", (wish_id,))

    def retry(self, wish_id: int) -> None:
        """Let a wish that failed, or waits for a moment, be tried at once."""
        with self._db.write():
            self._db.execute(
                "UPDATE wishes SET state = 'waiting', not_before = NULL, error = '',"
                " attempts = CASE state WHEN 'failed' THEN 0 ELSE attempts END WHERE id = ? AND state <> 'running'",
                (wish_id,),
            )

    def reset_running(self) -> int:
        """After a crash, by the holder of the lease: what was running waits again. Answers how many."""
        with self._db.write():
            return self._db.execute("UPDATE wishes SET state = 'waiting' WHERE state = 'running'").rowcount
