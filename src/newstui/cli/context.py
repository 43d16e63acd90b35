"""What every command has at hand: the paths, the settings, the cache, the services."""

import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newstui.cli.output import complain
from newstui.config.load import load_settings, no_such_file, read_settings
from newstui.config.log_file import LEVELS, log_to_file, log_to_stderr, open_log
from newstui.config.paths import Paths, find_paths
from newstui.config.settings import Settings
from newstui.errors import DiskFull, StorageError, SubscriptionError
from newstui.model.events import Event
from newstui.model.feeds import Feed, Folder, path_names

if TYPE_CHECKING:
    from newstui.services.kit import Services
    from newstui.storage.database import Database


@dataclass(slots=True)
class Context:
    """The global options, and what is opened with them."""

    data_dir: Path | None = None
    config_file: Path | None = None
    verbose: bool = False
    _usable: Settings | None = None

    @property
    def paths(self) -> Paths:
        """Where everything is. Raises ConfigError."""
        return find_paths(data_dir=self.data_dir, config_file=self.config_file)

    @property
    def settings(self) -> Settings:
        """The settings; a wrong file is an error here, unlike in the reader. Raises ConfigError."""
        return load_settings(self.paths.config_file, must_exist=self.config_file is not None)

    def usable_settings(self) -> Settings:
        """The settings, for a command that can do without: what is wrong with them is said once, and defaults take its place.

        Raises ConfigError where a file was asked for by name and is not there.
        """
        if self._usable is None:
            path = self.paths.config_file
            if self.config_file is not None and not path.exists():
                raise no_such_file(self.config_file)
            loaded = read_settings(path)
            if loaded.problems:
                from newstui.config.wording import first_of

                complain(f"newstui: {first_of([str(problem) for problem in loaded.problems])} Defaults take its place.")
            self._usable = loaded.settings
        return self._usable

    @contextmanager
    def cache(self, *, new: bool = False) -> "Iterator[Database]":
        """The cache; where it cannot be written, it can still be read.

        Where there is none, one is made only if it may be `new`, and that is said: a mistyped folder is soon seen.
        Raises ConfigError, StorageError.
        """
        from newstui.storage.database import Database
        from newstui.storage.failures import is_sealed

        self.usable_settings()  # says what is wrong with them
        paths = self.paths
        path = paths.database
        made = not (path.exists() and path.stat().st_size)  # an empty file is what is left of a process that died making it
        if made and not new:
            raise no_cache(paths)
        paths.make_data_dir()
        try:
            cache = Database.open(path, durable=True, read_only=is_sealed(path))
        except DiskFull:
            cache = Database.open(path, read_only=True)
        with cache:
            if made:
                complain(new_cache(paths))
            yield cache

    def services(self, emit: Callable[[Event], None], *, refreshing: bool = False) -> "Services":
        """The services over the cache, wired (see `newstui.bootstrap`). Raises ConfigError, StorageError."""
        from newstui.bootstrap import open_services
        from newstui.storage.failures import is_sealed, sealed

        paths, settings = self.paths, self.settings
        if is_sealed(paths.database):
            raise sealed(paths.database)
        made = not paths.database.exists()
        paths.make_data_dir()
        self.log_to_file(paths)
        log = None if self.verbose else open_log(paths.log_file)
        try:
            services = open_services(paths, settings, emit=emit, log=log or sys.stderr, parsers=_parsers(), refreshing=refreshing)
        except BaseException:
            if log is not None:
                log.close()
            raise
        if log is not None:
            services.endings.append(_closing(log))
        if made:
            complain(new_cache(paths))
        return services

    def log_to_file(self, paths: Paths) -> None:
        """What is logged goes to the log file; with --verbose to standard error."""
        if self.verbose:
            log_to_stderr(logging.DEBUG)
        else:
            open_log(paths.log_file).close()  # says in words what is wrong with it
            log_to_file(paths.log_file, LEVELS[self.settings.log.level])


def _parsers() -> int:
    """A command has the machine to itself; the engine, which stands beside a reader, does with one."""
    return min(4, os.cpu_count() or 1)


def no_cache(paths: Paths) -> StorageError:
    """What is said to a command that can only read, where there is nothing."""
    return StorageError(
        f"There is no cache in {paths.data_dir}.",
        hint="If that is the right folder: newstui opens the reader and makes one, and so does newstui add ADDRESS.",
    )


def new_cache(paths: Paths) -> str:
    """What is said where a cache was made."""
    return f"A new cache was made: {paths.database}"


def _closing(file: IO[bytes]) -> "Callable[[], Awaitable[None]]":
    async def close() -> None:
        file.close()

    return close


_SHOWN = "newstui list --feeds shows them all."


def find_feed(feeds: list[Feed], wanted: str, what: str = "feed", hint: str = _SHOWN) -> Feed:
    """The feed that a user means by an id, an address, or a title or part of one. Raises SubscriptionError.

    `what` and `hint` are the error's words where there is none.
    """
    found = feeds_meant(feeds, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        names = "; ".join(f"{feed.id} {feed.title}" for feed in found[:5])
        raise SubscriptionError(f"{wanted!r} may mean several feeds: {names}.", hint="Give the number.")
    raise SubscriptionError(f"No {what} is called {wanted!r}.", hint=hint)


def feeds_meant(feeds: list[Feed], wanted: str) -> list[Feed]:
    """All feeds that such words may mean."""
    return _called(feeds, wanted) or [feed for feed in feeds if wanted.casefold() in feed.title.casefold()]


def find_node(cache: "Database", wanted: str) -> Feed | Folder:
    """The feed that a user means, or the folder, by its name or its path as News/World. Raises SubscriptionError.

    A folder gives way to a feed of that very name (News/ is the folder), but not to one whose title only has it in it.
    """
    feeds = cache.feeds.all()
    folder = None if _called(feeds, wanted) else _folder_called(cache.folders.all(), wanted)
    return folder or find_feed(feeds, wanted, "feed or folder")


def find_feeds(cache: "Database", wanted: Sequence[str]) -> list[Feed]:
    """The feeds that a user means by such words, each once: of a folder, all that are in it and below.

    Raises SubscriptionError, also for a folder in which there is none.
    """
    found: dict[int, Feed] = {}
    feeds = cache.feeds.all()
    for node in (find_node(cache, one) for one in wanted):
        if isinstance(node, Feed):
            within = [node.id]
        elif not (within := cache.lists.feeds_within(node.id)):
            raise SubscriptionError(f"There is no feed in the folder “{node.name}”.")
        found |= {feed.id: feed for feed in feeds if feed.id in within}
    return list(found.values())


def _called(feeds: list[Feed], wanted: str) -> list[Feed]:
    for feed in feeds:
        if wanted in (feed.url, str(feed.id)):
            return [feed]
    return [feed for feed in feeds if feed.title.casefold() == wanted.casefold()]


def _folder_called(folders: list[Folder], wanted: str) -> Folder | None:
    paths = path_names(folders)
    folded = wanted.strip("/").casefold()
    found = [folder for folder in folders if paths[folder.id].casefold() == folded]
    found = found or [folder for folder in folders if folder.name.casefold() == folded]
    if len(found) > 1:
        names = "; ".join(paths[folder.id] for folder in found[:5])
        raise SubscriptionError(f"{wanted!r} may mean several folders: {names}.", hint="Give the whole path.")
    return found[0] if found else None
