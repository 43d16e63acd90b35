"""Opening the cache: pragmas, schema, migration; and the tables in one hand."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from newstui.errors import StorageError
from newstui.storage.analyses import AnalysisTable
from newstui.storage.articles import ArticleTable
from newstui.storage.backup import copy
from newstui.storage.connection import Connection, newer
from newstui.storage.decisions import DecisionTable
from newstui.storage.entries import EntryTable
from newstui.storage.entry_lists import EntryLists
from newstui.storage.failures import in_words
from newstui.storage.feeds import FeedTable
from newstui.storage.filesystems import on_network
from newstui.storage.folders import FolderTable
from newstui.storage.leases import LeaseTable
from newstui.storage.migrations import STEPS, Step
from newstui.storage.schema import SCHEMA, VERSION
from newstui.storage.search import SearchIndex
from newstui.storage.statistics import Statistics
from newstui.storage.wishes import WishTable

BUSY_SECONDS = 10.0


class Database:
    """The cache through one connection, which several threads of a process may share.

    Other processes may have it open, too: writers wait for each other (up to BUSY_SECONDS), readers wait for nobody.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.path = connection.path
        self.feeds = FeedTable(connection)
        self.folders = FolderTable(connection)
        self.entries = EntryTable(connection)
        self.lists = EntryLists(connection)
        self.articles = ArticleTable(connection)
        self.analyses = AnalysisTable(connection)
        self.wishes = WishTable(connection)
        self.leases = LeaseTable(connection)
        self.search = SearchIndex(connection)
        self.decisions = DecisionTable(connection, self.lists)
        self.statistics = Statistics(connection)

    @classmethod
    def open(cls, path: Path, *, durable: bool = False, read_only: bool = False) -> "Database":
        """Open the cache at `path`, made or migrated where that is needed.

        `durable` survives a power cut with every commit (for the reader's decisions); without it the last commits may be
        lost, never the file. `read_only` changes nothing, and needs no more than to read the file.
        Raises StorageError, NewerDatabase.
        """
        path = Path(path)
        raw = _connect(path, read_only=read_only)
        try:
            _prepare(raw, path, read_only=read_only)
            raw.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            raw.execute("PRAGMA foreign_keys = ON")
        except sqlite3.Error as error:
            raw.close()
            raise in_words(error, path) from error
        except BaseException:
            raw.close()
            raise
        return cls(Connection(raw, path))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[None]:
        """One transaction around several changes; see `Connection.write`. Keep it short: no waiting inside."""
        with self._connection.write():
            yield

    @contextmanager
    def read(self) -> Iterator[None]:
        """Several queries that see the same moment."""
        with self._connection.snapshot():
            yield

    def data_version(self) -> int:
        """A number that moves when another connection, here or in another process, committed a change."""
        return int(self._connection.value("PRAGMA data_version"))

    def checkpoint(self) -> None:
        """Bring the write-ahead log into the file, as far as readers allow."""
        self._connection.rows("PRAGMA wal_checkpoint(PASSIVE)")


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    if not read_only:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"The folder {path.parent} for the cache cannot be made ({error.strerror}).",
                hint="Choose another one with --data-dir.",
            ) from error
    elif not path.exists():
        raise StorageError(f"There is no cache at {path}.")
    try:
        address = path.resolve().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
        raw = _raw(address)
        if read_only:
            try:
                raw.execute("PRAGMA user_version")
            except sqlite3.OperationalError:
                # In a folder that cannot be written, a log's shared memory cannot be made either; nobody writes there.
                raw.close()
                raw = _raw(address + "&immutable=1")
        return raw
    except sqlite3.Error as error:
        raise in_words(error, path) from error


def _raw(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)


def _prepare(raw: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise newer(path)
    raw.execute("PRAGMA cache_size = -8000")
    if read_only:
        if version != VERSION:
            raise StorageError(f"The cache {path} is of an older version.", hint="Start newstui once where it may write there.")
        return
    raw.execute("PRAGMA secure_delete = OFF")  # published news, not secrets: no zeros written over what is deleted
    if on_network(path):
        raw.execute("PRAGMA journal_mode = DELETE")
    elif raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA journal_size_limit = 67108864")
    if version != VERSION:
        migrate(raw, path)


def migrate(
    raw: sqlite3.Connection, path: Path, *, steps: Mapping[int, Step] = STEPS, target: int = VERSION, schema: str = SCHEMA
) -> None:
    """Lead the database to version `target`, all or nothing, while every other writer waits.

    An older one is first copied to `<name>.v<version>.backup` beside it. Raises StorageError, sqlite3.Error.
    """
    raw.execute("PRAGMA foreign_keys = OFF")  # cannot change inside a transaction, and steps may rebuild tables
    raw.execute("BEGIN IMMEDIATE")
    try:
        version = raw.execute("PRAGMA user_version").fetchone()[0]
        if version > target:
            raise newer(path)
        if version == 0 and raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StorageError(f"The file {path} is a database of something else.", hint="Choose another folder with --data-dir.")
        if version == 0:
            for statement in _statements(schema):
                raw.execute(statement)
        elif version < target:
            copy(path, path.with_name(f"{path.name}.v{version}.backup"))
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


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; sqlite3's executescript would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
