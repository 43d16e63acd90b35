"""Wires the house together: the only place that knows which part goes into which.

The engine and the command line get their services from here.
"""

import logging
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from newstui.config.paths import Paths
from newstui.config.secrets import SecretStore
from newstui.config.settings import Settings
from newstui.engine.process import ForkedParser, Log, WorkerProcess, can_fork
from newstui.errors import ConfigError
from newstui.model.credentials import split_address
from newstui.storage.database import Database

if TYPE_CHECKING:
    from asyncio import Future
    from concurrent.futures import ThreadPoolExecutor

    from newstui.config.secret_entries import SecretEntry
    from newstui.model.credentials import Credential
    from newstui.network.fetcher import Fetcher
    from newstui.services.kit import Services
    from newstui.services.ports import Emit

logger = logging.getLogger(__name__)

MANY = 12
"""So many feeds without validators, which are read whole, keep every parser busy: a refresh starts them before anything else."""


def open_fetcher(paths: Paths, settings: Settings) -> "Fetcher":
    """The way to the network, as the settings want it."""
    from newstui.network.fetcher import Fetcher
    from newstui.services.kit import limits_of

    network = settings.network
    secrets = SecretStore(paths.secrets_file)
    return Fetcher(
        limits=limits_of(settings),
        user_agent=network.user_agent,
        proxy=network.proxy or None,
        credentials=_Credentials(secrets),
        refused=secrets.forget,
    )


def _take_passwords_out(cache: Database, secrets: SecretStore) -> None:
    """Subscriptions of before secrets were kept apart may have a user and password in their address."""
    old = [feed for feed in cache.feeds.all(include_removed=True) if "@" in feed.url and split_address(feed.url)[0] != feed.url]
    for feed, url in zip(old, secrets.split_all(feed.url for feed in old)):
        if isinstance(url, ConfigError):  # the feed stays as it is, and the others work
            logger.warning("the password of feed %d stays in its address: %s", feed.id, url)
        else:
            cache.feeds.set_url(feed.id, url)


class _Credentials:
    """Looks secrets up. A command or a keyring may take its time, and is asked once for all that wait for its answer.

    It has a thread of its own: those of asyncio look up the names of all hosts, which must not wait for it.
    """

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets
        self._asked: dict[SecretEntry, Future[Credential | None]] = {}

    async def __call__(self, url: str) -> "Credential | None":
        """What to send to an address; None where it takes nothing. Raises ConfigError."""
        entry = self._secrets.find(url)
        if entry is None:
            return None
        if not entry.waits:
            return self._secrets.lookup(url)
        import asyncio

        if entry not in self._asked:
            answer = asyncio.get_running_loop().run_in_executor(self._thread, self._secrets.lookup, url)
            self._asked[entry] = answer
            answer.add_done_callback(lambda _: self._end(entry))
        return await asyncio.shield(self._asked[entry])  # who gives up does not end it for the others

    @cached_property
    def _thread(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(1, "secrets")

    def _end(self, entry: "SecretEntry") -> None:
        answer = self._asked.pop(entry)
        if not answer.cancelled():
            answer.exception()  # all who waited may have given up


def open_services(
    paths: Paths,
    settings: Settings,
    *,
    emit: "Emit",
    log: Log = None,
    parsers: int = 1,
    refreshing: bool = False,
) -> "Services":
    """Open the cache and make what works on it. Raises ConfigError, StorageError.

    `emit` hears what happens; what the workers have to complain about goes to `log` (an open file or descriptor).
    Worker processes start on first need; the `parsers` ahead of it where that is `refreshing` many feeds that are read whole:
    they get ready while the rest is imported here.
    """
    paths.make_data_dir()
    cache = Database.open(paths.database)
    started = _started_parsers(parsers, log) if refreshing and cache.feeds.without_validators() >= MANY else []

    from newstui.engine.workers import AnalystProcess, ParserProcess
    from newstui.model.events import Analyst
    from newstui.services.kit import Services

    _take_passwords_out(cache, SecretStore(paths.secrets_file))
    fetcher = open_fetcher(paths, settings)
    parser = ParserProcess(log, parsers, started)
    analyser = AnalystProcess(log, lambda state, why: emit(Analyst(state, why)))
    return Services(
        cache=cache,
        settings=settings,
        emit=emit,
        fetcher=fetcher,
        parser=parser,
        analyser=analyser,
        split=SecretStore(paths.secrets_file).split_all,
        endings=[fetcher.close, parser.close, analyser.close],
    )


def _started_parsers(count: int, log: Log) -> Sequence[WorkerProcess]:
    """As many as can be had: where one cannot be started, the first feed that is to be read will tell."""
    started: list[WorkerProcess] = []
    try:
        for _ in range(count):
            started.append(ForkedParser(log) if can_fork() else WorkerProcess("parser", log))
    except OSError:
        pass
    return started
