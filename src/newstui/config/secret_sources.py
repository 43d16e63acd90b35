"""Where secrets come from that stand in no file: commands that say them, and the system's keyring."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from newstui.config.secret_entries import SecretEntry
from newstui.errors import ConfigError

SERVICE = "newstui"
"""The name under which secrets lie in the keyring."""
COMMAND_SECONDS = 30.0


def ask_for(entry: SecretEntry) -> str:
    """The secret that the entry's command or the keyring has for it. Takes its time. Raises ConfigError."""
    return _said_by(entry) if entry.command else _kept(entry)


def keep_in_keyring(address: str, secret: str) -> None:
    """Raises ConfigError."""
    with _keyring() as keyring:
        keyring.set_password(SERVICE, address, secret)


def take_from_keyring(address: str) -> None:
    """It may be gone already: who manages the keyring may have been faster. Raises ConfigError."""
    with _keyring() as keyring:
        if keyring.get_password(SERVICE, address) is not None:
            keyring.delete_password(SERVICE, address)


def _kept(entry: SecretEntry) -> str:
    with _keyring() as keyring:
        found = keyring.get_password(SERVICE, entry.address)
    if not found:
        raise ConfigError(f"The keyring has no secret for {entry.address}.", hint="Give it anew with newstui secret.")
    return str(found)


@contextmanager
def _keyring() -> Iterator[Any]:
    """The keyring, and whatever goes wrong with it in words. Raises ConfigError."""
    try:
        import keyring
    except ImportError as error:
        raise ConfigError(
            "The keyring needs the package keyring, which is not installed.",
            hint="Install the Python package keyring beside newstui, or keep the secret in the file (without --keyring).",
        ) from error
    try:
        yield keyring
    except Exception as error:  # of whatever keyring there is
        raise ConfigError(
            f"The keyring could not be used ({type(error).__name__}).", hint="Unlock it, or use a command or the file."
        ) from error


def _said_by(entry: SecretEntry) -> str:
    """The first line that the command prints. It runs without a shell; what it prints goes nowhere else."""
    words = [os.path.expanduser(entry.command[0]), *entry.command[1:]]  # noqa: PTH111 - Path.expanduser raises where there is no such user
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
