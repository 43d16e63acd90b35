"""The command group: global options, the commands by name, and how errors end."""

import errno
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from newstui import __version__
from newstui.cli.context import Context
from newstui.cli.output import complain, in_words
from newstui.errors import NewstuiError

COMMANDS = {
    "add": "subscriptions",
    "remove": "subscriptions",
    "rename": "subscriptions",
    "move": "subscriptions",
    "import": "subscriptions",
    "export": "subscriptions",
    "refresh": "fetching",
    "prefetch": "fetching",
    "list": "entries",
    "search": "entries",
    "read": "articles",
    "save": "saving",
    "mark": "marking",
    "tags": "marking",
    "analyze": "articles",
    "quotes": "statements",
    "entities": "statements",
    "stories": "stories",
    "demo": "care",
    "cache": "caching",
    "keep": "keeping",
    "backup": "copying",
    "secret": "secrets",
    "config": "care",
    "doctor": "health",
    "completion": "completion",
}
"""Each command and the module of this package that holds it (as `<name>_command`)."""


def _take_over(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    """A global option, wherever it stands; the last one counts."""
    if value:
        setattr(ctx.obj, str(parameter.name), value)


def _globals(*, hidden: bool) -> list[click.Parameter]:
    """The options that every command takes, before its name (where help shows them) or behind it."""
    own: dict[str, Any] = {"hidden": hidden, "expose_value": False, "callback": _take_over}
    folder, file = click.Path(path_type=Path, file_okay=False), click.Path(path_type=Path, dir_okay=False)
    return [
        click.Option(["--data-dir"], type=folder, metavar="DIR", help="Where the cache is kept.", **own),
        click.Option(["--config", "config_file"], type=file, metavar="FILE", help="The configuration file.", **own),
        click.Option(["--verbose"], is_flag=True, help="Say on standard error what goes on; with the reader, in the log.", **own),
    ]


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for. They take the global options behind their names, too."""

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """As click makes it, with what the options are to go into."""
        return super().make_context(*arguments, obj=Context(), **more)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a reader's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"newstui.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        if not any(parameter.name == "data_dir" for parameter in command.params):
            command.params += _globals(hidden=True)
            command.epilog = "And --data-dir DIR, --config FILE, --verbose: see newstui --help."
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a suggestion for a misspelt name; `help NAME` is `NAME --help`."""
        if ctx.resilient_parsing and args[0] not in COMMANDS:  # a shell asks what may follow: after help, a command's name
            return None, None, args
        if args[0] == "help":
            args = [*args[1:2], "--help"]
            if len(args) == 1:
                click.echo(ctx.get_help())
                ctx.exit()
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"Did you mean {close[0]}?" if close else "newstui --help lists the commands."
            raise click.UsageError(f"There is no command {args[0]!r}. {hint}", ctx) from None


@click.group(
    cls=LazyGroup,
    params=_globals(hidden=False),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a command the reader opens. newstui COMMAND --help tells more of each; these options may stand behind "
    "COMMAND, too. A FEED is named by its number (newstui list --feeds), its address, its title or a part of that; an ENTRY "
    "by its number (newstui list). Exit status: 0 done, also where nothing was found; 1 some of it failed, or what you named is "
    "not there (which, on standard error); 2 wrong usage; 130 stopped with ctrl+c.",
)
@click.version_option(__version__, prog_name="newstui", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """newstui: a news reader for the terminal that shows who said what."""
    if ctx.invoked_subcommand is None:
        from newstui.cli.reader import open_reader

        asked: Context = ctx.obj
        ctx.exit(open_reader(data_dir=asked.data_dir, config_file=asked.config_file, verbose=asked.verbose))


def run(arguments: list[str] | None = None) -> int:
    """Run a command line; the exit status. Without a standard output nothing can be told: then that is said."""
    closed = sys.stdout is None
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - it stays open, so that no file takes its number
    status = _run(arguments)
    if closed and not status:
        complain("newstui: Standard output is closed: what there was to say went nowhere.")
    return status or int(closed)


def _run(arguments: list[str] | None) -> int:
    try:
        result: Any = cli.main(args=arguments, prog_name="newstui", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.Abort:
        complain("Stopped. What was done stays.")
        return 130
    except click.ClickException as error:
        error.show(sys.stderr)
        return 2
    except NewstuiError as error:
        complain(f"newstui: {in_words(error)}")
        return 1
    except BrokenPipeError:  # who read our output left; there is nobody to tell
        _drop_output()
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            if not error.filename:
                raise
            complain(f"newstui: {error.filename}: {error.strerror}.")
            return 1
        _drop_output()
        complain(f"newstui: The output could not be written: {error.strerror}.")
        return 1


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the process does not fail over it."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
