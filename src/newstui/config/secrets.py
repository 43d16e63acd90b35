"""Secrets for feeds: in the system's keyring, given by a command, or in a file that only its owner can read.

`secrets.toml`, beside the configuration, names for each address (a feed's, or the beginning of several) how the secret is sent
and where it comes from. It is written by `newstui secret` and may be edited:

    ["https://news.example/private/"]
    send = "basic"                      # or "bearer", "query"
    name = "ada"                        # the user's, or that of the query's key
    command = ["pass", "show", "news"]  # or keyring = true, or secret = "..."
"""

import threading
from collections.abc import Iterable
from pathlib import Path

from newstui.config.secret_entries import SecretEntry, check, folded
from newstui.config.secret_file import Held, SecretFile
from newstui.config.secret_sources import ask_for, keep_in_keyring, take_from_keyring
from newstui.errors import ConfigError
from newstui.model.credentials import Credential, split_address


class SecretStore:
    """The secrets of one configuration. What was looked up is remembered as long as the process runs."""

    def __init__(self, path: Path) -> None:
        self._file = SecretFile(path)
        self._known: dict[SecretEntry, Credential] = {}
        self._lock = threading.Lock()

    def entries(self) -> tuple[SecretEntry, ...]:
        """Every entry that can be used. Raises ConfigError: the file cannot be read, or others can read it."""
        return tuple(entry for entry in self._file.now().tables.values() if isinstance(entry, SecretEntry))

    def mistakes(self) -> tuple[ConfigError, ...]:
        """What is wrong with each of the others, which costs the addresses below it their secret. Raises ConfigError."""
        return tuple(entry for entry in self._file.now().tables.values() if isinstance(entry, ConfigError))

    def find(self, url: str) -> SecretEntry | None:
        """The entry for an address: the longest one that it begins with, at a "/" or "?".

        Raises ConfigError, also where there is a mistake in that entry.
        """
        found = self._file.now().find(url)
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
                found = self._known[entry] = Credential(entry.send, entry.name, ask_for(entry))
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
            with self._file.changing() as held:
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
        stored = entry._replace(address=folded(entry.address), secret="" if entry.keyring else entry.secret)
        check(stored)
        if entry.keyring and entry.secret:
            keep_in_keyring(stored.address, entry.secret)
        with self._file.changing() as held:
            held.put(stored)

    def drop(self, address: str) -> bool:
        """Take an entry away, right or wrong; False where there is none. Raises ConfigError."""
        with self._file.changing() as held:
            gone = held.tables.get(folded(address))
            if isinstance(gone, SecretEntry) and gone.keyring:
                take_from_keyring(gone.address)
            held.remove(address)
        return gone is not None


def _file_away(held: Held, url: str, credential: Credential) -> None:
    """Add the user and password of an address, in the place of nobody else's. Raises ConfigError."""
    exact = url.partition("#")[0]
    around = exact.partition("?")[0]
    around = around[: around.rindex("/") + 1] if "/" in around.partition("://")[2] else f"{around}/"
    there = held.find(exact)
    entry = SecretEntry("", credential.kind, credential.name, credential.secret)
    if isinstance(there, SecretEntry) and there._replace(address="") == entry:
        return
    address = folded(around if there is None else exact)
    mine = held.tables.get(address)
    if mine is not None and not (isinstance(mine, SecretEntry) and mine._replace(address="", secret=entry.secret) == entry):
        raise ConfigError(
            f"There is another secret for {exact} already.", hint=f"Take it away first: newstui secret {exact} --remove"
        )
    entry = entry._replace(address=address)
    check(entry)
    held.put(entry)
