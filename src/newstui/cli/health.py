"""doctor: what newstui needs, checked, each with what to do about what is missing."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from newstui.cli.context import Context
from newstui.cli.output import complain, say, say_json
from newstui.errors import DamagedDatabase, NewerDatabase, NewstuiError, Offline
from newstui.model.numbers import counted

if TYPE_CHECKING:
    from newstui.storage.database import Database

_LITTLE, _TIGHT = 500_000_000, 50_000_000
"""Free bytes on the disk: below these it is said, or wrong."""
_ELSE = "newstui --verbose doctor tells more of it."
_ADVICE = {
    "configuration": "Mend that line, or delete it: then the default holds. newstui config --init shows every setting.",
    "secrets": "Look at that entry of secrets.toml, or give it anew with newstui secret.",
}
"""What to do where an error itself does not say it."""
_MARKS = {"ok": "ok  ", "warn": "WARN", "fail": "FAIL"}


class Check(NamedTuple):
    """What was looked at and what was found; `todo` says what to do about it."""

    what: str
    state: str
    """ok, warn (works, but), fail."""
    words: str
    todo: str = ""


def _ok(what: str, words: str) -> Check:
    return Check(what, "ok", words)


@click.command("doctor", short_help="Check what newstui needs, and say what to do.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a check.")
@click.option("--offline", is_flag=True, help="Ask nothing of the network.")
@click.option(
    "--salvage", is_flag=True, help="Save what can be read of a damaged cache into a new one; the damaged file is kept."
)
@click.pass_obj
def doctor_command(context: Context, as_json: bool, offline: bool, salvage: bool) -> int:
    """Check the folder, the cache, the model, the terminal, the network and the configuration.

    The network is checked by asking one of your own feeds. Exit status 1 says that something is wrong (FAIL); what only could
    be better is a WARN.

    \b
    Examples:
      newstui doctor
      newstui doctor --json --offline
      newstui doctor --salvage
    """
    if salvage:
        return _salvage(context)
    failed = 0
    for check in _checks(context, offline=offline):
        failed += check.state == "fail"
        if as_json:
            say_json({"check": check.what, "state": check.state, "words": check.words, "todo": check.todo or None})
        else:
            say(f"{_MARKS[check.state]}  {check.what:<14} {check.words}")
            if check.todo:
                say(f"{'':<20} {check.todo}")
    return 1 if failed else 0


def _salvage(context: Context) -> int:
    from newstui.cli.indexing import finish_index, say_pending
    from newstui.storage.integrity import check
    from newstui.storage.salvage import salvage

    path = context.paths.database
    if not check(path):
        complain(f"{path} is whole: there is nothing to salvage.")
        return 0
    say(salvage(path).words)
    with context.cache() as cache:
        say_pending(finish_index(context, cache))
    return 0


def _checks(context: Context, *, offline: bool) -> Iterator[Check]:
    steps: list[Callable[[Context], Iterator[Check]]] = [
        _program,
        _configuration,
        _folder,
        _cache,
        _model,
        _terminal,
        _secrets,
        _log,
    ]
    if not offline:
        steps.insert(-1, _network)
    for step in steps:
        try:
            yield from step(context)
        except NewstuiError as error:
            what = step.__name__.strip("_")
            yield Check(what, "fail", error.message, error.hint or _ADVICE.get(what, _ELSE))


def _program(context: Context) -> Iterator[Check]:
    import platform

    from newstui import __version__
    from newstui.storage.integrity import SQLITE_VERSION, has_full_text

    yield _ok("newstui", f"{__version__}, Python {platform.python_version()}, SQLite {SQLITE_VERSION}")
    if not has_full_text():
        yield Check("search", "fail", "SQLite was built without FTS5.", "Use a Python whose sqlite3 has FTS5.")


def _configuration(context: Context) -> Iterator[Check]:
    path = context.paths.config_file
    if not path.exists() and context.config_file is None:
        yield _ok("configuration", f"{path} (none: defaults)")
        return
    settings = context.settings
    from newstui.cli.unknown_names import unknown_names
    from newstui.config.keymap import build_keymap
    from newstui.config.load import read_settings
    from newstui.config.themes import ThemeCatalogue

    ThemeCatalogue(context.paths.themes_dir).load(settings.appearance.theme)

    problems = build_keymap(settings.keys, settings.macros).problems
    if problems:
        words = " ".join(problem.message for problem in problems)
        yield Check("configuration", "warn", words, f"Mend the [keys] and [macros] of {path}.")
    unknown = unknown_names(read_settings(path), context.paths.database)
    for problem in unknown:
        yield Check("configuration", "warn", problem.message, problem.hint)
    if not problems and not unknown:
        yield _ok("configuration", str(path))


def _folder(context: Context) -> Iterator[Check]:
    from newstui.storage.filesystems import on_network

    folder = context.paths.data_dir
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        todo = "Change its permissions, or choose another folder with --data-dir."
        yield Check("folder", "fail" if not context.paths.database.exists() else "warn", f"{there} cannot be written.", todo)
        return
    free = shutil.disk_usage(there).free
    if free < _LITTLE:
        yield Check(
            "disk",
            "fail" if free < _TIGHT else "warn",
            f"Only {free / 1e6:,.0f} MB are free where the cache is.",
            "Free some space; newstui cache --free gives back what newstui takes.",
        )
    if on_network(there):
        yield Check(
            "folder", "warn", f"{there} is on a network file system: slower.", "A folder of this machine's own is better."
        )
    if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Check("folder", "warn", f"{folder} can be read by others: it says what you read.", f"chmod 700 {folder}")
    else:
        yield _ok("folder", f"{folder}{'' if folder.exists() else ' (made at the first start)'}, {free / 1e9:,.1f} GB free")
    left = [path for path in folder.glob("newstui.db.*") if path.suffix not in (".new", ".part")] if folder.exists() else []
    if left:
        size = sum(path.stat().st_size for path in left)
        yield Check(
            "left over", "warn" if size > 1e9 else "ok", f"{counted(len(left), 'older cache')} of {size / 1e6:,.0f} MB.",
            f"Delete what you need no more: {', '.join(sorted(path.name for path in left)[:4])}.",
        )  # fmt: skip


def _cache(context: Context) -> Iterator[Check]:
    from newstui.storage.database import Database
    from newstui.storage.integrity import check

    path = context.paths.database
    if not path.exists():
        yield _ok("cache", f"{path} (none yet)")
        return
    try:
        problems = check(path)
        if problems:
            todo = "newstui doctor --salvage saves what can be read; newstui backup --restore goes back to a copy."
            yield Check("cache", "fail", " ".join(problems[:3]), todo)
            return
        with Database.open(path, read_only=True) as cache:
            yield from _contents(cache)
    except (NewerDatabase, DamagedDatabase) as error:
        yield Check("cache", "fail", error.message, error.hint or _ELSE)


def _contents(cache: "Database") -> Iterator[Check]:
    from newstui.model.wishes import WishState
    from newstui.services.retain import is_worn

    contents, size = cache.statistics.contents(), cache.statistics.file_bytes()
    yield _ok(
        "cache",
        f"{cache.path}, {size / 1e6:,.1f} MB, {counted(contents.feeds, 'feed')}, {counted(contents.entries, 'entry', 'entries')}",
    )
    free = cache.statistics.free_bytes()
    if free > max(50_000_000, size // 3):
        yield Check("room", "warn", f"{free / 1e6:,.0f} MB of it are free inside.", "newstui cache --free gives them back.")
    todo = "It is done while a reader is open; newstui cache --repair-search does it now."
    if contents.to_index:
        words = f"{counted(contents.to_index, 'entry is', 'entries are')} not searchable yet."
        yield Check("search", "warn", words, todo)
    elif is_worn(cache):
        words = f"Everything is searchable; {counted(cache.search.replaced(), 'text')} of the index are to be dropped."
        yield Check("search", "ok", words, todo)
    feeds = cache.feeds.all()
    failed = [feed for feed in feeds if feed.failures]
    if failed or any(feed.gone for feed in feeds):
        gone = sum(feed.gone for feed in feeds)
        words = f"{len(failed)} of {len(feeds)} feeds failed at their last refresh, {gone} are gone for good."
        yield Check("feeds", "warn", words, "X in the reader tells why and when each is asked again.")
    wishes = [wish for wish in cache.wishes.all() if wish.state is WishState.FAILED]
    if wishes:
        yield Check("queue", "warn", f"{counted(len(wishes), 'request')} failed.", "w in the reader shows them.")


def _model(context: Context) -> Iterator[Check]:
    from newstui.language.model import LanguageModel

    try:
        yield _ok("language model", LanguageModel.load().name)
    except NewstuiError as error:
        todo = "Install newstui anew with its lock file. Until then quotations are found by marks and cue words only."
        yield Check("language model", "fail", error.message, todo)


def _terminal(context: Context) -> Iterator[Check]:
    term, colours = os.environ.get("TERM", ""), os.environ.get("COLORTERM", "")
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding != "utf8":
        yield Check("locale", "warn", f"The encoding is {encoding or 'not set'}: borders and marks are drawn in ASCII.",
                    "Set LANG to a UTF-8 locale, such as C.UTF-8.")  # fmt: skip
    if not sys.stdout.isatty():
        yield _ok("terminal", f"none here; TERM={term or '(not set)'}")
        return
    size = os.get_terminal_size(sys.stdout.fileno())
    words = f"TERM={term or '(not set)'}, COLORTERM={colours or '(not set)'}, {size.columns} by {size.lines}"
    if term in ("", "dumb"):
        yield Check("terminal", "fail", words, "Set TERM to what your terminal is, such as xterm-256color.")
    elif size.columns < 60 or size.lines < 15:
        yield Check("terminal", "warn", words, "The reader is at its best from 80 by 24.")
    else:
        yield _ok("terminal", words)


def _secrets(context: Context) -> Iterator[Check]:
    from newstui.config.secrets import SecretStore

    store = SecretStore(context.paths.secrets_file)
    entries = store.entries()
    for mistake in store.mistakes():
        yield Check("secrets", "fail", mistake.message, _ADVICE["secrets"])
    for entry in entries:
        try:
            store.lookup(entry.address)
        except NewstuiError as error:
            yield Check("secrets", "warn", error.message, error.hint or _ADVICE["secrets"])
            return
    if entries and not store.mistakes():
        yield _ok("secrets", f"{len(entries)} in {context.paths.secrets_file}, all of them found")


def _network(context: Context) -> Iterator[Check]:
    """Ask the feed that went well last: newstui has no server of its own to ask."""
    import asyncio

    from newstui.storage.database import Database

    path = context.paths.database
    if not path.exists():
        return
    with Database.open(path, read_only=True) as cache:
        feeds = [feed for feed in cache.feeds.all() if not feed.local and not feed.gone]
    if not feeds:
        yield _ok("network", "not asked: there is no feed to ask yet")
        return
    feed = max(feeds, key=lambda feed: feed.succeeded_at.timestamp() if feed.succeeded_at else 0.0)
    began = time.monotonic()
    try:
        asyncio.run(_ask(context, feed.url))
    except Offline as error:
        yield Check("network", "fail", error.message, error.hint or "The cache can be read; what you ask for waits.")
    except NewstuiError as error:
        todo = "If other feeds fail too, look at the proxy ([network] proxy, HTTPS_PROXY) and the clock."
        yield Check("network", "warn", f"“{feed.title}” does not answer: {error.message}", todo)
    else:
        yield _ok("network", f"“{feed.title}” answered in {time.monotonic() - began:.1f} s")


async def _ask(context: Context, url: str) -> None:
    from newstui.bootstrap import open_fetcher

    fetcher = open_fetcher(context.paths, context.settings)
    try:
        await fetcher.get(url, accept="*/*", max_bytes=32 * 1024 * 1024, allow_private=True)
    finally:
        await fetcher.close()


def _log(context: Context) -> Iterator[Check]:
    path: Path = context.paths.log_file
    if not path.exists():
        yield _ok("log", f"{path} (nothing yet)")
        return
    errors = sum(b" ERROR " in line for line in path.read_bytes().splitlines())
    if errors:
        yield Check("log", "warn", f"{errors} errors in {path}.", 'Read them there; [log] level = "debug" tells more.')
    else:
        yield _ok("log", str(path))
