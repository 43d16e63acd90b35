"""Commands that look after newstui itself: demo, config, doctor."""

import sys
from pathlib import Path

import click

from newstui.cli.context import Context
from newstui.cli.output import complain, say
from newstui.errors import NewstuiError


@click.command("demo", short_help="Open the sample edition in a throw-away cache.")
@click.pass_obj
def demo_command(context: Context) -> int:
    """Open the reader on the packaged sample edition, without a network, in a cache that is deleted at the end."""
    import tempfile

    from newstui.cli.reader import run_in_terminal
    from newstui.config.paths import Paths

    with tempfile.TemporaryDirectory(prefix="newstui-demo-", ignore_cleanup_errors=True) as folder:
        return run_in_terminal(Paths(Path(folder), context.paths.config_file))


@click.command("config", short_help="Show the configuration, or write one to begin with.")
@click.option("--init", is_flag=True, help="Write a configuration file with every setting, explained, unless there is one.")
@click.option("--actions", is_flag=True, help="List every action, its keys and what it does.")
@click.pass_obj
def config_command(context: Context, init: bool, actions: bool) -> None:
    """Show where the configuration is and whether it is right.

    \b
    Examples:
      newstui config --init
      newstui config --actions
    """
    from newstui.config.write import write_default_config
    from newstui.tui.commands import ACTIONS

    if actions:
        for action in ACTIONS:
            say(f"{action.id:<24} {' '.join(action.keys):<18} {action.help}")
        return
    path = context.paths.config_file
    if init:
        write_default_config(path, ((action.id, action.keys, action.help) for action in ACTIONS))
        say(f"Written to {path}. A running reader takes changes over when you save it.")
        return
    if path.exists():
        context.settings  # noqa: B018  (raises what is wrong)
        say(f"{path}: all right.")
    else:
        say(f"{path}: there is none, all settings have their defaults. newstui config --init writes one.")


@click.command("doctor", short_help="Check the installation, the configuration and the cache.")
@click.pass_obj
def doctor_command(context: Context) -> int:
    """Check what newstui needs, and say what to do about what is missing. Exit status 1 says that something is wrong."""
    import platform
    import sqlite3

    from newstui import __version__

    wrong = 0

    def check(what: str, state: str, *, good: bool = True) -> None:
        nonlocal wrong
        wrong += not good
        say(f"{'ok ' if good else 'NO '} {what:<14} {state}")

    check("newstui", f"{__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    paths = context.paths
    try:
        context.settings  # noqa: B018
        check("configuration", str(paths.config_file) if paths.config_file.exists() else f"{paths.config_file} (none: defaults)")
    except NewstuiError as error:
        check("configuration", str(error), good=False)
    try:
        from newstui.storage.integrity import check as check_integrity

        if paths.database.exists():
            problems = check_integrity(paths.database)
            check("cache", "; ".join(problems) or str(paths.database), good=not problems)
        else:
            check("cache", f"{paths.database} (none yet)")
    except NewstuiError as error:
        check("cache", str(error), good=False)
    try:
        from newstui.language.model import LanguageModel

        check("language model", LanguageModel.load().name)
    except NewstuiError as error:
        check("language model", f"{error} Quotations are found by marks and cue words only.", good=False)
    encoding = (sys.stdout.encoding or "").lower()
    check("terminal", f"TERM={_variable('TERM')}, COLORTERM={_variable('COLORTERM')}, encoding {encoding}")
    if encoding.replace("-", "") != "utf8":
        complain("The locale has no UTF-8: borders and marks are drawn in ASCII.")
    check("log", str(paths.log_file))
    return 1 if wrong else 0


def _variable(name: str) -> str:
    import os

    return os.environ.get(name) or "(not set)"
