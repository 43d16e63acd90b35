"""`secrets.toml` as a file: read when it changed, and changed in place under a lock, so that writers lose nothing of each other.

Only its owner may read it. What somebody wrote there (order, comments, tables that are wrong) stays as it is.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from newstui.config.secret_entries import SecretEntry, entry_of, folded, table_of
from newstui.errors import ConfigError

if TYPE_CHECKING:
    from newstui.config.toml_file import TomlFile


class Held:
    """What the file holds: an entry for each address, or what is wrong with it; and what is to be changed."""

    def __init__(self, file: "TomlFile | None" = None) -> None:
        self.tables: dict[str, SecretEntry | ConfigError] = {}
        self._file = file
        self._put: dict[str, SecretEntry] = {}
        self._gone: set[str] = set()
        if file is None:
            return
        for address, table in file.table.items():
            try:
                entry: SecretEntry | ConfigError = entry_of(address, table)
            except ValueError as error:
                entry = ConfigError(str(error), path=str(file.path), line=file.line_of((address,)), key=address)
            self.tables[folded(address)] = entry

    def find(self, url: str) -> SecretEntry | ConfigError | None:
        """What stands for the longest beginning of an address, at a "/", "?" or "#"."""
        url = folded(url)
        if url in self.tables:
            return self.tables[url]
        for i in range(len(url) - 1, -1, -1):
            if url[i] in "/?#":
                found = self.tables.get(url[: i + 1]) if url[i] == "/" else None
                found = found or self.tables.get(url[:i])
                if found is not None:
                    return found
        return None

    def put(self, entry: SecretEntry) -> None:
        """Add an entry, or have it in the place of one."""
        address = folded(entry.address)
        if self.tables.get(address) != entry:
            self.remove(address)
            self.tables[address] = self._put[address] = entry

    def remove(self, address: str) -> None:
        """Have an address no longer."""
        address = folded(address)
        if self.tables.pop(address, None) is not None:
            self._gone.add(address)
        self._put.pop(address, None)

    @property
    def changed(self) -> bool:
        """Whether the file has to be written."""
        return bool(self._put or self._gone)

    def text(self) -> str:
        """The file as it shall be: what is not changed stays as somebody wrote it."""
        if self._file is None:
            kept = "# Secrets for feeds, written by `newstui secret`. Only you may read this file (chmod 600)."
        else:
            kept = self._file.without([name for name in self._file.table if folded(name) in self._gone]).rstrip()
        return "\n\n".join(part for part in (kept, *map(table_of, self._put.values())) if part) + "\n"


class SecretFile:
    """The file at a path; it need not be there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int, int], Held] | None = None
        """What was read last, and how the file was then."""

    def now(self) -> Held:
        """What it holds, read anew where it changed. Raises ConfigError: it cannot be read, or others can read it."""
        from newstui.config.toml_file import read_toml

        try:
            status = self._path.stat()
            state = (status.st_ino, status.st_mtime_ns, status.st_size)
            known = self._read  # once: another thread may read the file, too
            if known is not None and known[0] == state:
                return known[1]
            if stat.S_IMODE(status.st_mode) & 0o077:
                raise ConfigError("Others can read it.", path=str(self._path), hint=f"chmod 600 {self._path}")
            held = Held(read_toml(self._path))
        except FileNotFoundError:
            return Held()
        except OSError as error:
            raise ConfigError(f"It cannot be read: {error.strerror}.", path=str(self._path)) from error
        self._read = state, held
        return held

    @contextmanager
    def changing(self) -> Iterator[Held]:
        """What it holds, to be changed and written at the end; no other process changes it meanwhile. Raises ConfigError."""
        path = self._path.resolve()  # a link stays one
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            held = SecretFile(self._path).now()  # its own: what others see of ours is what is written
            yield held
            if held.changed:
                _write(path, held.text())
        except OSError as error:
            raise _unwritable(path, error) from error
        finally:
            os.close(lock)


def _write(path: Path, text: str) -> None:
    """Put a whole file in the place of the one that is there. Raises OSError, ConfigError."""
    import tempfile

    from newstui.config.toml_file import MAX_BYTES

    data = text.encode()
    if len(data) > MAX_BYTES:
        raise ConfigError("It has no room for so many secrets.", path=str(path))
    number, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # only its owner can read it
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(f"It cannot be written: {error.strerror}.", path=str(path))
