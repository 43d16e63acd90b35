"""One secret's entry: how it is sent and where it comes from; read from a table of `secrets.toml`, and written as one."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from newstui.config.rules import quoted
from newstui.errors import ConfigError
from newstui.model.credentials import CredentialKind


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


def folded(address: str) -> str:
    """An address with scheme and host in small letters, as they mean the same in any, and with a path, if only "/"."""
    scheme, mark, rest = address.partition("://")
    end = next((i for i, character in enumerate(rest) if character in "/?#"), len(rest))
    return f"{scheme.lower()}{mark}{rest[:end].lower()}{rest[end:] or '/'}" if mark else address


def entry_of(address: str, table: object) -> SecretEntry:
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


def check(entry: SecretEntry) -> None:
    """Raises ConfigError where its table would not be read again. What is wrong is said without its values."""
    try:
        entry_of(entry.address, _values(entry))
    except ValueError as error:
        raise ConfigError(str(error), key=entry.address.encode(errors="replace").decode()) from error


def table_of(entry: SecretEntry) -> str:
    """The entry as it stands in the file."""
    values = _values(entry)
    if not entry.name and entry.send is not CredentialKind.BASIC:
        del values["name"]
    return "\n".join((f"[{quoted(entry.address)}]", *(f"{key} = {_toml(value)}" for key, value in values.items())))


def _values(entry: SecretEntry) -> dict[str, str | bool | list[str]]:
    values: dict[str, str | bool | list[str]] = {"send": entry.send.value, "name": entry.name}
    if entry.keyring:
        values["keyring"] = True
    elif entry.command:
        values["command"] = list(entry.command)
    else:
        values["secret"] = entry.secret
    return values


def _toml(value: str | bool | list[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else f"[{', '.join(map(quoted, value))}]"


def _whole(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)
