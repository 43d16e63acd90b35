"""Commands that look after newstui itself: demo, cache, backup, config, doctor."""

import sys
from pathlib import Path

import click

from newstui.cli.context import Context
from newstui.cli.output import complain, say, say_json
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


@click.command("cache", short_help="Show what the cache holds and what takes room.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
@click.option("--trim", is_flag=True, help="First delete what is beyond the settings in [retention].")
@click.option("--compact", is_flag=True, help="Give free room inside the file back to the disk.")
@click.pass_obj
def cache_command(context: Context, as_json: bool, trim: bool, compact: bool) -> None:
    """Show how much of everything the cache holds, and what takes room.

    Old entries are deleted once a day while the reader is open, or at once with --trim; starred, tagged and noted ones stay.

    \b
    Example:
      newstui cache --trim --compact
    """
    import asyncio
    from dataclasses import asdict

    from newstui.services.retain import retain

    with context.cache() as cache:
        if trim:
            gone = asyncio.run(retain(cache, context.settings.retention, emit=lambda event: None))
            complain("1 entry was deleted." if gone == 1 else f"{gone} entries were deleted.")
        if compact:
            cache.compact()
        contents, tables = asdict(cache.statistics.contents()), cache.statistics.bytes_by_table()
        size, free = cache.statistics.file_bytes(), cache.statistics.free_bytes()
        if as_json:
            say_json({"path": str(cache.path), "bytes": size, "free_bytes": free, **contents, "tables": tables})
            return
        say(f"{cache.path}: {_size(size)}, of which {_size(free)} are free inside")
        for name, count in contents.items():
            say(f"  {name.replace('_', ' '):<16}{count:>12,}")
        if tables:
            say("Room by table:")
        for name, size in list(tables.items())[:8]:
            say(f"  {name:<16}{_size(size):>12}")


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= 100_000 else f"{number / 1e3:.1f} kB"


@click.command("backup", short_help="Copy the cache, also while it is in use.")
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def backup_command(context: Context, target: Path) -> None:
    """Copy the whole cache, with everything you marked, to TARGET. It may be open meanwhile.

    To go back to it: leave newstui and put the copy in the place of newstui.db (newstui doctor names the folder).

    \b
    Example:
      newstui backup ~/newstui-$(date +%F).db
    """
    from newstui.storage.backup import backup

    backup(context.paths.database, target)
    say(f"Written to {target} ({_size(target.stat().st_size)}).")


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
