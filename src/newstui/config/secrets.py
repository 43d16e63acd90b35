"""Secrets for feeds: in the system's keyring, given by a command, or in a file that only its owner can read.

`secrets.toml`, beside the configuration, names for each address (a feed's, or the beginning of several) how the secret is sent
and where it comes from. It is written by `newstui secret` and may be edited:

    ["https://news.example/private/"]
    send = "basic"                      # or "bearer", "query"
    name = "ada"                        # the user's, or that of the query's key
    command = ["pass", "show", "news"]  # or keyring = true, or secret = "..."
"""

import os
import shutil
import stat
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newstui.config.rules import quoted
from newstui.errors import ConfigError
from newstui.model.credentials import Credential, CredentialKind, split_address

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

    def __repr__(self) -> str:
        return f"SecretEntry({self.address}, {self.send.value}, {self.source})"


class SecretStore:
    """The secrets of one configuration. What was looked up is remembered as long as the process runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: tuple[SecretEntry, ...] | None = None
        self._read_at: float | None = None
        self._known: dict[SecretEntry, Credential] = {}
        self._lock = threading.Lock()

    def entries(self) -> tuple[SecretEntry, ...]:
        """Every entry. Raises ConfigError: a mistake in the file, or a file that others can read."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise ConfigError(f"It cannot be read: {error.strerror}.", path=str(self._path)) from error
        if self._entries is None or self._read_at != status.st_mtime:
            if stat.S_IMODE(status.st_mode) & 0o077:
                raise ConfigError("Others can read it.", path=str(self._path), hint=f"chmod 600 {self._path}")
            self._entries, self._read_at = self._read(), status.st_mtime
        return self._entries

    def find(self, url: str) -> SecretEntry | None:
        """The entry for an address: the longest one that it begins with, at a "/" or "?". Raises ConfigError."""
        entries = self.entries()
        fitting = [entry for entry in entries if _begins(url, entry.address)]
        return max(fitting, key=lambda entry: len(entry.address), default=None)

    def lookup(self, url: str) -> Credential | None:
        """What to send to an address; None where it takes none. May wait for a command or a keyring. Raises ConfigError."""
        entry = self.find(url)
        if entry is None:
            return None
        with self._lock:  # many feeds may ask at once; a command is run once
            if entry not in self._known:
                self._known[entry] = Credential(entry.send, entry.name, self._secret(entry))
            return self._known[entry]

    def forget(self, url: str) -> None:
        """What was remembered for an address was refused: it is looked up anew the next time."""
        entry = self.find(url)
        if entry is not None:
            self._known.pop(entry, None)

    def split(self, url: str) -> str:
        """An address without the user and password that stand in it, which are kept here for its folder and all below.

        (RFC 7617, 2.2: a server that asks for them at one path may be given them in the whole folder.) Raises ConfigError.
        """
        clean, credential = split_address(url)
        if credential is not None:
            around = clean.partition("?")[0].partition("#")[0]
            around = around[: around.rindex("/") + 1] if "/" in around.partition("://")[2] else f"{around}/"
            self.keep(SecretEntry(around, credential.kind, credential.name, credential.secret))
        return clean

    def keep(self, entry: SecretEntry) -> None:
        """Add an entry, in the place of one for the same address. A secret for the keyring goes there. Raises ConfigError."""
        if entry.keyring and entry.secret:
            try:
                _keyring().set_password(SERVICE, entry.address, entry.secret)
            except Exception as error:  # of whatever keyring there is
                raise _keyring_error(error) from error
            entry = entry._replace(secret="")
        others = [other for other in self.entries() if other.address != entry.address]
        self._write([*others, entry])

    def drop(self, address: str) -> bool:
        """Take an entry away; False where there is none. Raises ConfigError."""
        entries = self.entries()
        gone = [entry for entry in entries if entry.address == address]
        for entry in gone:
            if entry.keyring:
                try:
                    _keyring().delete_password(SERVICE, address)
                except Exception as error:
                    raise _keyring_error(error) from error
        if gone:
            self._write([entry for entry in entries if entry.address != address])
        return bool(gone)

    def _secret(self, entry: SecretEntry) -> str:
        if entry.keyring:
            try:
                found = _keyring().get_password(SERVICE, entry.address)
            except ConfigError:
                raise
            except Exception as error:
                raise _keyring_error(error) from error
            if not found:
                raise ConfigError(
                    f"The keyring has no secret for {entry.address}.", hint=f"newstui secret set {entry.address} --keyring"
                )
            return str(found)
        return _said_by(entry) if entry.command else entry.secret

    def _read(self) -> tuple[SecretEntry, ...]:
        from newstui.config.toml_file import read_toml

        file = read_toml(self._path)
        return tuple(_entry(address, table, str(self._path), file.line_of((address,))) for address, table in file.table.items())

    def _write(self, entries: list[SecretEntry]) -> None:
        lines = ["# Secrets for feeds, written by `newstui secret`. Only you may read this file (chmod 600)."]
        for entry in entries:
            lines += ["", f"[{quoted(entry.address)}]", f"send = {quoted(entry.send.value)}"]
            lines += [f"name = {quoted(entry.name)}"] if entry.name else []
            if entry.keyring:
                lines.append("keyring = true")
            elif entry.command:
                lines.append(f"command = [{', '.join(map(quoted, entry.command))}]")
            else:
                lines.append(f"secret = {quoted(entry.secret)}")
        new = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
                file.flush()
                os.fsync(file.fileno())
            new.replace(self._path)
        except OSError as error:
            raise ConfigError(f"It cannot be written: {error.strerror}.", path=str(self._path)) from error
        self._entries = None


def _begins(url: str, address: str) -> bool:
    if not url.startswith(address):
        return False
    return len(url) == len(address) or address.endswith("/") or url[len(address)] in "/?#"


def _entry(address: str, table: object, path: str, line: int | None) -> SecretEntry:
    """Read one table. What is wrong is said without its values: they are secrets."""

    def wrong(message: str) -> ConfigError:
        return ConfigError(message, path=path, line=line, key=address)

    if not address.lower().startswith(("http://", "https://")) or not isinstance(table, Mapping):
        raise wrong('A table is named by an address: ["https://news.example/"].')
    known: Mapping[str, Any] = table
    unknown = set(known) - {"send", "name", "secret", "command", "keyring"}
    if unknown:
        raise wrong(f"There is no such key: {', '.join(sorted(unknown))}.")
    if known.get("send") not in list(CredentialKind):
        raise wrong('send takes "basic", "bearer" or "query".')
    send = CredentialKind(known["send"])
    name, secret, keyring, command = (
        known.get("name", ""),
        known.get("secret", ""),
        known.get("keyring", False),
        known.get("command", []),
    )
    if not isinstance(name, str) or not isinstance(secret, str) or not isinstance(keyring, bool):
        raise wrong("name and secret are texts, keyring is true or false.")
    if not isinstance(command, list) or not all(isinstance(word, str) for word in command):
        raise wrong('command takes a list of words: ["pass", "show", "news"].')
    if bool(secret) + keyring + bool(command) != 1:
        raise wrong("It takes one of secret, command and keyring.")
    if send is not CredentialKind.BEARER and not name:
        raise wrong("name is missing: the user's, or that of the query's key.")
    if any(character in name + secret for character in "\r\n\0"):
        raise wrong("A name or secret cannot hold line breaks.")
    return SecretEntry(address, send, name, secret, tuple(command), keyring)


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
