"""The rows that stand on a database file's own pages, read without SQLite: for a file whose schema is lost.

After the description of the format at https://www.sqlite.org/fileformat2.html: B-tree leaves (1.6), records (2.1), the
write-ahead log (4). Every number in the file may be wrong; whatever leads out of the file ends a row, not the search.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Value = None | int | float | str | bytes
_INDEX_LEAF, _TABLE_LEAF = 10, 13
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_KINDS = frozenset({2, 5, _INDEX_LEAF, _TABLE_LEAF})
_SIZES = (4096, 8192)
"""Those of the caches that newstui makes and has made."""
_LARGEST = 64 * 1024 * 1024
_COLUMNS = 200


class Record(NamedTuple):
    """A row as it lies in a leaf: of a table by its `rowid`, or (None) of an index or a table without rowids."""

    rowid: int | None
    values: tuple[Value, ...]
    page: int = 0


def records(path: Path, *, among: bytes = b"") -> Iterator[Record]:
    """Every row of every leaf (that holds these bytes), pages of its log in the place of older ones. Raises OSError."""
    file = _File(path)
    for number in range(1, file.pages + 1):
        page = file.page(number)
        if among not in page:
            continue
        start = 100 if number == 1 else 0
        if len(page) < start + 8 or page[start] not in (_INDEX_LEAF, _TABLE_LEAF):
            continue
        cells = int.from_bytes(page[start + 3 : start + 5], "big")
        for index in range(min(cells, len(page) // 4)):
            at = start + 8 + 2 * index
            place = int.from_bytes(page[at : at + 2], "big")
            try:
                yield _cell(file, page, place, table=page[start] == _TABLE_LEAF)._replace(page=number)
            except (IndexError, ValueError, struct.error):
                continue


def statements(path: Path) -> dict[str, str]:
    """The CREATE TABLE statements on pages of the schema that are left (2.6): table -> statement. Raises OSError."""
    found: dict[str, str] = {}
    for record in records(path, among=b"CREATE TABLE"):
        if len(record.values) == 5 and record.values[0] == "table":
            name, sql = record.values[1], record.values[4]
            if isinstance(name, str) and isinstance(sql, str) and sql.startswith("CREATE TABLE"):
                found[name] = sql
    return found


class _File:
    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        self.size = _page_size(self._data)
        self.usable = self.size - (self._data[20] if self._data[:6] == b"SQLite" and len(self._data) > 20 else 0)
        self._newer = _log_pages(path.with_name(path.name + "-wal"), self.size)
        self.pages = max(len(self._data) // self.size, *self._newer, 0) if self._newer else len(self._data) // self.size

    def page(self, number: int) -> bytes:
        newer = self._newer.get(number)
        return newer if newer is not None else self._data[(number - 1) * self.size : number * self.size]


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18], "big") if data[:6] == b"SQLite" else 0
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and not size & (size - 1) else _likely_size(data)


def _likely_size(data: bytes) -> int:
    """The page size of a file whose header is lost: that of the caches of today, or of earlier ones.

    Where pages are large, what stands in the middle of one begins with a B-tree's kind by chance only.
    """
    small, large = _SIZES
    begins, halves = (sum(start in _KINDS for start in data[first::large]) for first in (large, small))
    return large if 2 * halves < begins else small


def _log_pages(log: Path, size: int) -> dict[int, bytes]:
    """The newest state of each page up to the last commit in the log."""
    data = log.read_bytes() if log.exists() else b""
    salt, at = data[16:24], 32
    committed: dict[int, bytes] = {}
    open_: dict[int, bytes] = {}
    while at + 24 + size <= len(data) and data[at + 8 : at + 16] == salt:
        number, after_commit = struct.unpack_from(">II", data, at)
        open_[number] = data[at + 24 : at + 24 + size]
        if after_commit:
            committed.update(open_)
            open_.clear()
        at += 24 + size
    return committed


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = data[at + count]
        if count == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + count + 1
    raise ValueError


def _cell(file: _File, page: bytes, at: int, *, table: bool) -> Record:
    size, at = _varint(page, at)
    if size > _LARGEST:
        raise ValueError
    rowid: int | None = None
    if table:
        rowid, at = _varint(page, at)
        rowid -= (rowid >> 63) << 64
    usable = file.usable
    most = usable - 35 if table else (usable - 12) * 64 // 255 - 23
    least = (usable - 12) * 32 // 255 - 23
    local = size
    if size > most:
        local = least + (size - least) % (usable - 4)
        local = local if local <= most else least
    parts = [page[at : at + local]]
    if local < size:
        (further,) = struct.unpack_from(">I", page, at + local)
        parts += _overflow(file, further, size - local)
    payload = b"".join(parts)
    if len(payload) != size:
        raise ValueError
    return Record(rowid, _values(payload))


def _overflow(file: _File, number: int, size: int) -> Iterator[bytes]:
    while size > 0:
        page = file.page(number)
        if not 0 < number <= file.pages:
            raise ValueError
        yield page[4 : 4 + min(size, file.usable - 4)]
        size -= file.usable - 4
        (number,) = struct.unpack_from(">I", page)


def _values(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != end or not 0 < len(kinds) <= _COLUMNS:
        raise ValueError
    values: list[Value] = []
    for kind in kinds:
        length = _INTEGERS.get(kind, 8 if kind == 7 else max(0, (kind - 12) // 2))
        raw = payload[at : at + length]
        if len(raw) != length or kind in (10, 11):
            raise ValueError
        at += length
        if kind in _INTEGERS:
            values.append(int.from_bytes(raw, "big", signed=True))
        elif kind == 7:
            values.append(struct.unpack(">d", raw)[0])
        elif kind >= 12:
            values.append(raw.decode("utf-8", "replace") if kind % 2 else raw)
        else:
            values.append({0: None, 8: 0, 9: 1}[kind])
    if at != len(payload):
        raise ValueError
    return tuple(values)
