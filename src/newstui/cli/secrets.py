"""The command for passwords and keys of feeds: secret."""

import sys

import click

from newstui.cli.context import Context
from newstui.cli.output import complain, say
from newstui.errors import ConfigError


@click.command("secret", short_help="Keep the password or key of a feed.")
@click.argument("address", required=False)
@click.option("--basic", metavar="USER", help="The server asks for a user and a password.")
@click.option("--bearer", is_flag=True, help="The server asks for a token.")
@click.option("--query", metavar="NAME", help="The server wants a key in the address, as the value of NAME.")
@click.option("--command", metavar="COMMAND", help="A command that prints the secret, such as 'pass show news'.")
@click.option("--keyring", is_flag=True, help="Keep it in the system's keyring (needs the package keyring).")
@click.option("--remove", is_flag=True, help="Forget it.")
@click.pass_obj
def secret_command(
    context: Context,
    address: str | None,
    basic: str | None,
    bearer: bool,
    query: str | None,
    command: str | None,
    keyring: bool,
    remove: bool,
) -> None:
    """Keep what a server asks for before it gives ADDRESS, and all addresses that begin with it. Without ADDRESS: list them.

    The secret is asked for (or read from standard input) and kept in secrets.toml beside the configuration, which only you can
    read, in the keyring, or not at all, where a command gives it. It is never in the cache, the log, an export or a message, and
    is sent to no other address.

    \b
    Examples:
      newstui secret https://news.example/private/ --basic ada
      newstui secret https://news.example/feed --query key --keyring
      newstui secret https://api.news.example/ --bearer --command "pass show news"
    """
    from newstui.config.secret_entries import SecretEntry
    from newstui.config.secrets import SecretStore
    from newstui.model.credentials import CredentialKind, split_address

    store = SecretStore(context.paths.secrets_file)
    if address is None:
        for entry in store.entries():
            name = f" {entry.name}" if entry.name else ""
            say(f"{entry.address}  {entry.send.value}{name}, from {entry.source}")
        for mistake in store.mistakes():
            complain(str(mistake))
        return
    if split_address(address)[1] is not None:
        raise click.UsageError("Give the address without a user and password; --basic USER names the user.")
    if not address.lower().startswith(("http://", "https://")):
        raise click.UsageError("An address begins with https:// (or http://).")
    if remove:
        say(f"Forgotten: {address}" if store.drop(address) else f"There is no secret for {address}.")
        return
    if (basic is not None) + bearer + (query is not None) != 1:
        raise click.UsageError("Give one of --basic USER, --bearer and --query NAME.")
    if command is not None and keyring:
        raise click.UsageError("Give --command or --keyring, not both.")
    words = _words(command) if command is not None else ()
    if command is not None and not words:
        raise click.UsageError("--command names no command.")
    send = CredentialKind.BASIC if basic is not None else CredentialKind.BEARER if bearer else CredentialKind.QUERY
    store.keep(
        SecretEntry(
            address,
            send,
            basic or query or "",
            "" if words else _asked(),
            words,
            keyring,
        )
    )
    if words:
        store.lookup(address)  # says at once what is wrong with it
    say(f"Kept for {address}.")
    if address.lower().startswith("http://"):
        complain("That address is not encrypted: whoever is between here and there can read what is sent. Use https if you can.")


def _asked() -> str:
    if sys.stdin.isatty():
        secret = str(click.prompt("The secret (it is not shown)", hide_input=True, err=True))
    else:
        secret = sys.stdin.readline().rstrip("\r\n")
    if not secret:
        raise ConfigError("No secret was given.", hint="Type it, or send it to standard input.")
    return secret


def _words(command: str) -> tuple[str, ...]:
    import shlex

    try:
        return tuple(shlex.split(command))
    except ValueError as error:
        raise click.UsageError(f"--command is not written right ({error}).") from error
