"""Secrets for feeds: in the system's keyring, given by a command, or in a file that only its owner can read.

`secrets.toml`, beside the configuration, names for each address (a feed's, or the beginning of several) how the secret is sent
and where it comes from. It is written by `newstui secret` and may be edited:

    ["https://news.example/private/"]
    send = "basic"                      # or "bearer", "query"
    name = "ada"                        # the user's, or that of the query's key
    command = ["pass", "show", "news"]  # or keyring = true, or secret = "..."
"""

import fcntl
import os
import shutil
import stat
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newstui.config.rules import quoted
from newstui.errors import ConfigError
from newstui.model.credentials import Credential, CredentialKind, split_address

if TYPE_CHECKING:
    from newstui.config.toml_file import TomlFile

SERVICE = "newstui"
"""The name under which secrets lie in the keyring."""
COMMAND_SECONDS = 30.0


class SecretEntry(NamedTuple):
    """How the secret of an address is sent and where it comes from: one of the last three."""

    address: str
    send: CredentialKind
    name: str = ""
    secret: str = ""
    command: tuple[str, ...] = ()
    keyring: bool = False

    @property
    def source(self) -> str:
        """Where the secret comes from, in words."""
        return "the keyring" if self.keyring else f"the command {self.command[0]}" if self.command else "the file"

    @property
    def waits(self) -> bool:
        """Whether somebody has to be asked for the secret, who may take his time."""
        return self.keyring or bool(self.command)

    def __repr__(self) -> str:
        return f"SecretEntry({self.address}, {self.send.value}, {self.source})"


class SecretStore:
    """The secrets of one configuration. What was looked up is remembered as long as the process runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: _Held | None = None
        self._read_at: tuple[int, int, int] | None = None
        self._known: dict[SecretEntry, Credential] = {}
        self._lock = threading.Lock()

    def entries(self) -> tuple[SecretEntry, ...]:
        """Every entry that can be used. Raises ConfigError: the file cannot be read, or others can read it."""
        return tuple(entry for entry in self._now().tables.values() if isinstance(entry, SecretEntry))

    def mistakes(self) -> tuple[ConfigError, ...]:
        """What is wrong with each of the others, which costs the addresses below it their secret. Raises ConfigError."""
        return tuple(entry for entry in self._now().tables.values() if isinstance(entry, ConfigError))

    def find(self, url: str) -> SecretEntry | None:
        """The entry for an address: the longest one that it begins with, at a "/" or "?".

        Raises ConfigError, also where there is a mistake in that entry.
        """
        found = self._now().find(url)
        if isinstance(found, ConfigError):
            raise found
        return found

    def lookup(self, url: str) -> Credential | None:
        """What to send to an address, the same each time; None where it takes none. Raises ConfigError.

        May wait for a command or a keyring: see `SecretEntry.waits`.
        """
        entry = self.find(url)
        if entry is None:
            return None
        if not entry.waits:
            return self._known.setdefault(entry, Credential(entry.send, entry.name, entry.secret))
        with self._lock:  # many feeds may ask at once; a command is run once
            found = self._known.get(entry)
            if found is None:
                found = self._known[entry] = Credential(entry.send, entry.name, self._secret(entry))
            return found

    def forget(self, url: str) -> None:
        """What was remembered for an address was refused: it is looked up anew the next time."""
        try:
            entry = self.find(url)
        except ConfigError:  # so will the next look for it be told
            return
        if entry is not None:
            self._known.pop(entry, None)

    def split(self, url: str) -> str:
        """An address without the user and password that stand in it, which are kept here for its folder and all below.

        (RFC 7617, 2.2: a server that asks for them at one path may be given them in the whole folder.) Raises ConfigError.
        """
        (found,) = self.split_all([url])
        if isinstance(found, ConfigError):
            raise found
        return found

    def split_all(self, urls: Iterable[str]) -> list[str | ConfigError]:
        """Split many addresses and write the file once; in the place of each that cannot be kept stands what is wrong."""
        pairs = [split_address(url) for url in urls]
        found: list[str | ConfigError] = [clean for clean, _ in pairs]
        secrets = [(i, credential) for i, (_, credential) in enumerate(pairs) if credential is not None]
        if not secrets:
            return found
        try:
            with self._changing() as held:
                for i, credential in secrets:
                    try:
                        _file_away(held, pairs[i][0], credential)
                    except ConfigError as error:
                        found[i] = error
        except ConfigError as error:
            for i, _ in secrets:
                found[i] = error
        return found

    def keep(self, entry: SecretEntry) -> None:
        """Add an entry, in the place of one for the same address. A secret for the keyring goes there. Raises ConfigError."""
        stored = entry._replace(address=_folded(entry.address), secret="" if entry.keyring else entry.secret)
        _check(stored)
        if entry.keyring and entry.secret:
            try:
                _keyring().set_password(SERVICE, stored.address, entry.secret)
            except Exception as error:  # of whatever keyring there is
                raise _keyring_error(error) from error
        with self._changing() as held:
            held.put(stored)

    def drop(self, address: str) -> bool:
        """Take an entry away, right or wrong; False where there is none. Raises ConfigError."""
        with self._changing() as held:
            gone = held.tables.get(_folded(address))
            if isinstance(gone, SecretEntry) and gone.keyring:
                try:
                    _keyring().delete_password(SERVICE, gone.address)
                except Exception as error:
                    raise _keyring_error(error) from error
            held.remove(address)
        return gone is not None

    def _secret(self, entry: SecretEntry) -> str:
        if entry.keyring:
            try:
                found = _keyring().get_password(SERVICE, entry.address)
            except ConfigError:
                raise
            except Exception as error:
                raise _keyring_error(error) from error
            if not found:
                raise ConfigError(f"The keyring has no secret for {entry.address}.", hint="Give it anew with newstui secret.")
            return str(found)
        return _said_by(entry)

    def _now(self) -> "_Held":
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return _Held()
        except OSError as error:
            raise ConfigError(f"It cannot be read: {error.strerror}.", path=str(self._path)) from error
        read_at = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._held is None or self._read_at != read_at:
            if stat.S_IMODE(status.st_mode) & 0o077:
                raise ConfigError("Others can read it.", path=str(self._path), hint=f"chmod 600 {self._path}")
            self._held, self._read_at = self._read(), read_at
        return self._held

    def _read(self) -> "_Held":
        from newstui.config.toml_file import read_toml

        file = read_toml(self._path)
        held = _Held(file)
        for address, table in file.table.items():
            try:
                entry: SecretEntry | ConfigError = _entry(address, table)
            except ValueError as error:
                entry = ConfigError(str(error), path=str(self._path), line=file.line_of((address,)), key=address)
            held.tables[_folded(address)] = entry
        return held

    @contextmanager
    def _changing(self) -> "Iterator[_Held]":
        """What the file holds, to be changed and written at the end; no other process changes it meanwhile."""
        path = self._path.resolve()  # a link stays one
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._held = None
            held = self._now()
            yield held
            if held.changed:
                _write(path, held.text())
        except OSError as error:
            raise _unwritable(path, error) from error
        finally:
            self._held = None
            os.close(lock)


class _Held:
    """What a file holds: an entry for each address, or what is wrong with it; and what is to be changed."""

    def __init__(self, file: "TomlFile | None" = None) -> None:
        self._file = file
        self.tables: dict[str, SecretEntry | ConfigError] = {}
        self._put: dict[str, SecretEntry] = {}
        self._gone: set[str] = set()

    def find(self, url: str) -> SecretEntry | ConfigError | None:
        """What stands for the longest beginning of an address."""
        url = _folded(url)
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
        address = _folded(entry.address)
        if self.tables.get(address) != entry:
            self.remove(address)
            self.tables[address] = self._put[address] = entry

    def remove(self, address: str) -> None:
        """Have an address no longer."""
        address = _folded(address)
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
            kept = self._file.without([name for name in self._file.table if _folded(name) in self._gone]).rstrip()
        return "\n\n".join(part for part in (kept, *map(_table, self._put.values())) if part) + "\n"


def _file_away(held: _Held, url: str, credential: Credential) -> None:
    """Add the user and password of an address, in the place of nobody else's. Raises ConfigError."""
    exact = url.partition("#")[0]
    around = exact.partition("?")[0]
    around = around[: around.rindex("/") + 1] if "/" in around.partition("://")[2] else f"{around}/"
    there = held.find(exact)
    entry = SecretEntry("", credential.kind, credential.name, credential.secret)
    if isinstance(there, SecretEntry) and there._replace(address="") == entry:
        return
    address = _folded(around if there is None else exact)
    mine = held.tables.get(address)
    if mine is not None and not (isinstance(mine, SecretEntry) and mine._replace(address="", secret=entry.secret) == entry):
        raise ConfigError(
            f"There is another secret for {exact} already.", hint=f"Take it away first: newstui secret {exact} --remove"
        )
    entry = entry._replace(address=address)
    _check(entry)
    held.put(entry)


def _folded(address: str) -> str:
    """An address with scheme and host in small letters, as they mean the same in any."""
    scheme, mark, rest = address.partition("://")
    end = next((i for i, character in enumerate(rest) if character in "/?#"), len(rest))
    return f"{scheme.lower()}{mark}{rest[:end].lower()}{rest[end:] or '/'}" if mark else address


def _check(entry: SecretEntry) -> None:
    """Raises ConfigError where the file would not be read again. What is wrong is said without its values."""
    known: dict[str, object] = {"send": entry.send.value, "name": entry.name}
    if entry.keyring:
        known["keyring"] = True
    elif entry.command:
        known["command"] = list(entry.command)
    else:
        known["secret"] = entry.secret
    try:
        _entry(entry.address, known)
    except ValueError as error:
        raise ConfigError(str(error), key=entry.address.encode(errors="replace").decode()) from error


def _entry(address: str, table: object) -> SecretEntry:
    """Read one table. Raises ValueError; what is wrong is said without its values: they are secrets."""
    if not address.lower().startswith(("http://", "https://")) or not isinstance(table, Mapping):
        raise ValueError('A table is named by an address: ["https://news.example/"].')
    known: Mapping[str, Any] = table
    unknown = set(known) - {"send", "name", "secret", "command", "keyring"}
    if unknown:
        raise ValueError(f"There is no such key: {', '.join(sorted(unknown))}.")
    if known.get("send") not in list(CredentialKind):
        raise ValueError('send takes "basic", "bearer" or "query".')
    send = CredentialKind(known["send"])
    name, secret, keyring, command = (
        known.get("name", ""),
        known.get("secret", ""),
        known.get("keyring", False),
        known.get("command", []),
    )
    if not isinstance(name, str) or not isinstance(secret, str) or not isinstance(keyring, bool):
        raise ValueError("name and secret are texts, keyring is true or false.")
    if not isinstance(command, list) or not all(isinstance(word, str) for word in command):
        raise ValueError('command takes a list of words: ["pass", "show", "news"].')
    basic = send is CredentialKind.BASIC  # of a user and a password, one may be empty
    given = (basic and "secret" in known) or bool(secret)
    if given + keyring + bool(command) != 1:
        raise ValueError("It takes one of secret, command and keyring.")
    if (basic and "name" not in known) or (send is CredentialKind.QUERY and not name):
        raise ValueError("name is missing: the user's, or that of the query's key.")
    if any(character in name + secret for character in "\r\n\0"):
        raise ValueError("A name or secret cannot hold line breaks.")
    if not all(_whole(text) for text in (address, name, secret, *command)):
        raise ValueError("An address, name, secret or command cannot hold half a character.")
    return SecretEntry(address, send, name, secret, tuple(command), keyring)


def _whole(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _table(entry: SecretEntry) -> str:
    lines = [f"[{quoted(entry.address)}]", f"send = {quoted(entry.send.value)}"]
    if entry.name or entry.send is CredentialKind.BASIC:
        lines.append(f"name = {quoted(entry.name)}")
    if entry.keyring:
        lines.append("keyring = true")
    elif entry.command:
        lines.append(f"command = [{', '.join(map(quoted, entry.command))}]")
    else:
        lines.append(f"secret = {quoted(entry.secret)}")
    return "\n".join(lines)


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


def _said_by(entry: SecretEntry) -> str:
    """The first line that the command prints. It runs without a shell; what it prints goes nowhere else."""
    words = [os.path.expanduser(entry.command[0]), *entry.command[1:]]  # noqa: PTH111
    program = shutil.which(words[0])
    where = f"The command {entry.command[0]}, which gives the secret for {entry.address},"
    if program is None:
        raise ConfigError(f"{where} is not there.", hint="Look at secrets.toml.")
    try:
        done = subprocess.run(
            [program, *words[1:]], stdin=subprocess.DEVNULL, capture_output=True, timeout=COMMAND_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ConfigError(f"{where} said nothing for {COMMAND_SECONDS:.0f} seconds.", hint="It must not ask anything.") from None
    except OSError as error:
        raise ConfigError(f"{where} could not be run: {error.strerror}.") from error
    secret = done.stdout.decode("utf-8", "replace").split("\n", 1)[0].strip("\r")
    if done.returncode or not secret:
        raise ConfigError(f"{where} gave none (exit status {done.returncode}).", hint="Run it by hand to see why.")
    return secret


def _keyring() -> Any:
    try:
        import keyring
    except ImportError as error:
        raise ConfigError(
            "The keyring needs the package keyring, which is not installed.",
            hint="pip install newstui[keyring], or keep the secret in the file (without --keyring).",
        ) from error
    return keyring


def _keyring_error(error: Exception) -> ConfigError:
    if isinstance(error, ConfigError):
        return error
    return ConfigError(
        f"The keyring could not be used ({type(error).__name__}).", hint="Unlock it, or use a command or the file."
    )
