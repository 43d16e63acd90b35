"""How an older database becomes one of today: a step a version, all of them in one transaction.

A step is a module of this package with a function `run(connection)`; its number in STEPS is the version that it starts from.
A step must not call the code of the tables, which knows only the newest schema.
"""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from newstui.errors import StorageError
from newstui.storage.backup import copy
from newstui.storage.connection import foreign, newer
from newstui.storage.migrations import entities, parting, pictures, retention, stories, watching
from newstui.storage.migrations.statements import statements
from newstui.storage.schema import SCHEMA, VERSION

Step = Callable[[sqlite3.Connection], None]

STEPS: Mapping[int, Step] = {1: retention.run, 2: entities.run, 3: stories.run, 4: watching.run, 5: parting.run, 6: pictures.run}
"""From version 1 on; a database without tables gets the schema at once."""


def migrate(
    raw: sqlite3.Connection, path: Path, *, steps: Mapping[int, Step] = STEPS, target: int = VERSION, schema: str = SCHEMA
) -> None:
    """Lead the database to version `target`, all or nothing, while every other writer waits.

    An older one is first copied to `<name>.v<version>.backup` beside it. Raises StorageError, NewerDatabase, sqlite3.Error.
    """
    raw.execute("PRAGMA foreign_keys = OFF")  # cannot change inside a transaction, and steps may rebuild tables
    raw.execute("BEGIN IMMEDIATE")
    try:
        version = raw.execute("PRAGMA user_version").fetchone()[0]  # another process may have been faster
        if version > target:
            raise newer(path)
        if version == 0:
            _create(raw, path, schema)
        elif version < target:
            _backup(path, version)
            for number in range(version, target):
                steps[number](raw)
            broken = raw.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise StorageError(f"The cache {path} could not be migrated: a row of {broken[0]} would point nowhere.")
        raw.execute(f"PRAGMA user_version = {target}")
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def _create(raw: sqlite3.Connection, path: Path, schema: str) -> None:
    if raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise foreign(path)
    for statement in statements(schema):
        raw.execute(statement)


def _backup(path: Path, version: int) -> None:
    target = path.with_name(f"{path.name}.v{version}.backup")
    try:
        copy(path, target)
    except OSError as error:
        raise StorageError(
            f"The cache {path} must be migrated, but its backup {target} cannot be written ({error.strerror}).",
            hint="Free some space or change the folder's permissions, then start again.",
        ) from error
