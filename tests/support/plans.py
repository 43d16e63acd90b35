"""How SQLite means to answer the queries that a connection runs."""

import pytest

from newstui.storage.connection import Connection, Row, Value


class Explained:
    """Remembers the plans of all queries that a connection runs."""

    def __init__(self, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps: list[str] = []
        run = connection.rows

        def rows(sql: str, values: tuple[Value, ...] = ()) -> list[Row]:
            self.steps += (row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", values))
            return run(sql, values)

        monkeypatch.setattr(connection, "rows", rows)

    def wrong(self, *allowed: str) -> list[str]:
        """Steps that read a whole table or sort."""
        bad = (s for s in self.steps if (s.startswith("SCAN e") and "USING" not in s) or "TEMP B-TREE" in s)
        return [step for step in bad if step not in allowed]
