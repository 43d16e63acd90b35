"""kill -9 at random moments of everything that writes the cache, and what is left of it afterwards."""

import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from newstui.engine.protocol import Wake, encode
from newstui.model.wishes import WishKind
from newstui.services.clock import utc_now
from newstui.storage.database import Database
from newstui.storage.schema import VERSION
from support.decided import decisions, old_cache
from support.processes import children, lives
from support.pty_reader import PtyReader
from support.quiet import quiet
from torture.farm import Farm
from torture.ledger import Ledger, wrong

TESTS = Path(__file__).parents[1]
_ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH")))),
    "PYTHONUTF8": "1",
}
_STARRED = re.compile(r"★[^\n]*?(H\d+-\d+)\b")


@dataclass
class Kind:
    """What was killed of one kind, and what came of it."""

    name: str
    longest: float
    """Seconds after its start in which it may be killed."""
    kills: int = 0
    shown: int = 0
    """Stars that a screen showed when its reader was killed."""
    ended: int = 0
    """It was done before the moment came."""
    problems: list[str] = field(default_factory=list)


class Arena:
    """A cache, its feeds, and the blows."""

    def __init__(self, folder: Path, farm: Farm, seed: int) -> None:
        self.folder = folder
        self.path = folder / "newstui.db"
        self.choice = random.Random(seed)
        self.ledger = Ledger()
        folder.mkdir(parents=True, exist_ok=True)
        quiet(folder)
        with Database.open(self.path) as cache:
            for url in farm.feeds():
                cache.feeds.add(url)
        self.newstui("refresh")

    def newstui(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            env=_ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )

    def command(self, *arguments: str) -> list[str]:
        """A command over this cache."""
        options = ["--data-dir", str(self.folder), "--config", str(self.folder / "config.toml")]
        return [sys.executable, "-m", "newstui", *options, *arguments]

    @contextmanager
    def hand(self, pause: float = 0.001) -> Iterator[subprocess.Popen[bytes]]:
        """A reader's hand that marks meanwhile; at the end it is killed, and what it showed goes into the ledger."""
        with tempfile.TemporaryFile() as said:
            hand = subprocess.Popen(
                [sys.executable, "-m", "torture.marker", str(self.path), str(self.choice.randrange(2**31)), str(pause)],
                stdout=said,
                env=_ENVIRONMENT,
            )
            try:
                yield hand
            finally:
                hand.kill()
                hand.wait()
                said.seek(0)
                self.ledger.read(said.read().decode())

    def wait(self, longest: float) -> None:
        """Let a random time pass: the moment of the blow."""
        time.sleep(self.choice.uniform(0.0, longest))

    def judge(self, kind: Kind, *, retained: bool = False) -> None:
        """Look at what is left, and start the next one."""
        kind.problems += wrong(self.path)
        with Database.open(self.path) as cache:
            kind.problems += self.ledger.lost(cache, retained=retained)
            self.ledger.settle(cache)


def _blow(arena: Arena, kind: Kind, process: subprocess.Popen[bytes]) -> None:
    arena.wait(kind.longest)
    if process.poll() is None:
        kind.kills += 1
    else:
        kind.ended += 1
    process.kill()
    process.wait()


def command(*arguments: str) -> Callable[[Arena, Kind], None]:
    """Kill a command while a reader marks."""

    def strike(arena: Arena, kind: Kind) -> None:
        with arena.hand():
            process = subprocess.Popen(
                arena.command(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
            )
            _blow(arena, kind, process)
        arena.judge(kind, retained=kind.name == "retention")

    return strike


def hand(arena: Arena, kind: Kind) -> None:
    """Kill the marking reader while a refresh runs."""
    refresh = subprocess.Popen(
        arena.command("refresh"), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_ENVIRONMENT
    )
    with arena.hand() as process:
        _blow(arena, kind, process)
    _, said = refresh.communicate(timeout=120)
    if refresh.returncode:
        kind.problems.append(f"the refresh beside it failed: {said.decode(errors='replace')}")
    arena.judge(kind)


def engine(arena: Arena, kind: Kind) -> None:
    """Kill the engine, or one of its workers, in the middle of a refresh, downloads and analyses."""
    with Database.open(arena.path) as cache:
        cache.wishes.add(WishKind.REFRESH, {}, utc_now())
        cache.wishes.add(WishKind.PREFETCH, {"limit": 5}, utc_now())
    with arena.hand():
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "newstui.engine",
                "--data-dir",
                str(arena.folder),
                "--config",
                str(arena.folder / "config.toml"),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
        )
        assert process.stdin is not None
        process.stdin.write(encode(Wake()))
        process.stdin.flush()
        arena.wait(kind.longest)
        workers = children(process.pid)
        if kind.name == "analyst" and workers:
            victim = arena.choice.choice(workers)
            os.kill(victim, signal.SIGKILL)
            kind.kills += 1
            arena.wait(1.0)
            if process.poll() is not None:
                kind.problems.append("the engine did not outlive its worker")
        elif process.poll() is None:
            kind.kills += 1
        process.kill()
        process.wait()
        process.stdin.close()
    arena.judge(kind)
    _nobody_left(kind, workers)


def reader(arena: Arena, kind: Kind) -> None:
    """Kill the real reader in a real terminal while keys are pressed; what its screen showed starred must be so."""
    began = time.time()
    with PtyReader(arena.folder) as term:
        end = time.monotonic() + arena.choice.uniform(0.0, kind.longest)
        while time.monotonic() < end:
            term.pump(0.02)
            term.type(arena.choice.choice("jjjksssmRd"))
        engines = children(term.process.pid)
        term.process.kill()
        while term.pump(0):  # what it had painted
            pass
        kind.kills += 1
    with closing(sqlite3.connect(arena.path)) as raw:
        for title in _STARRED.findall(term.text):
            query = "SELECT starred, coalesce(touched_at, 0) FROM entries WHERE title LIKE ? || ' %'"
            starred, touched = raw.execute(query, (title,)).fetchone() or (0, 0)
            if not starred and touched < began - 1:  # else its star was just being taken away again
                kind.problems.append(f"{title} was shown with a star, and has none")
            kind.shown += 1
    with Database.open(arena.path) as cache:
        arena.ledger.settle(cache)
    arena.judge(kind)
    _nobody_left(kind, engines)


def migration(arena: Arena, kind: Kind) -> None:
    """Kill the migration of a cache of some earlier version; what its reader had decided must be in the new one."""
    folder = arena.folder / "old"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "newstui.db"
    version = arena.choice.randrange(1, VERSION)
    path.write_bytes(_grown(arena.folder, version))
    before = decisions(path)
    script = (
        "import sys; from pathlib import Path; from newstui.storage.database import Database\n"
        "print(flush=True); Database.open(Path(sys.argv[1])).close()"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], env=_ENVIRONMENT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout as said:
        said.readline()  # it has loaded, and begins
        _blow(arena, kind, process)
    kind.problems += [f"from version {version}: {problem}" for problem in wrong(path)]  # opening it migrates it
    after = decisions(path)
    changed = [name for name in before if after[name] != before[name]]
    if changed:
        kind.problems.append(f"the cache of version {version} lost decisions when its migration was killed: {changed}")


def _grown(folder: Path, version: int) -> bytes:
    """A cache of an earlier version, with enough in it for its migration to take a while."""
    kept = folder.parent / f"{folder.name}-version-{version}.db"
    if not kept.exists():
        kept.write_bytes(old_cache(version))
        with closing(sqlite3.connect(kept)) as raw, raw:
            own = ("id", "identity", "url")
            names = [row[1] for row in raw.execute("PRAGMA table_info(entries)") if row[1] not in own]
            values = ["0" if name in ("starred", "indexed", "position", "read") else name for name in names]
            raw.execute(
                "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 20000)"
                f" INSERT INTO entries(identity, url, {', '.join(names)}) SELECT 'more ' || value,"
                f" 'https://more.example/' || value, {', '.join(values)} FROM entries, n WHERE entries.id = 6"
            )
            raw.execute("INSERT OR IGNORE INTO search_queue(entry_id) SELECT id FROM entries WHERE indexed = 0")
            raw.execute(
                "UPDATE counts SET total = (SELECT count(*) FROM entries e WHERE e.feed_id = counts.feed_id),"
                " unread = (SELECT count(*) FROM entries e WHERE e.feed_id = counts.feed_id AND read = 0)"
            )
    return kept.read_bytes()


def _nobody_left(kind: Kind, pids: list[int]) -> None:
    """Whose parent was killed ends within some seconds."""
    end = time.monotonic() + 10
    while pids := [pid for pid in pids if lives(pid)]:
        if time.monotonic() > end:
            kind.problems.append(f"{len(pids)} processes outlived their parent")
            return
        time.sleep(0.05)


STRIKES: dict[str, tuple[float, Callable[[Arena, Kind], None]]] = {
    "refresh": (1.6, command("refresh")),
    "marking": (1.6, hand),
    "engine": (3.0, engine),
    "analyst": (6.0, engine),
    "prefetch": (3.0, command("prefetch", "--limit", "5")),
    "retention": (0.7, command("cache", "--free", "--entries", "40", "--unread-too", "1", "--yes")),
    "reader": (2.5, reader),
    "migration": (0.08, migration),
}


def torment(folder: Path, kills: int, seed: int, tell: Callable[[str], None], *, only: tuple[str, ...] = ()) -> list[Kind]:
    """Strike until so many were killed; what came of each kind."""
    kinds = {name: Kind(name, longest) for name, (longest, _) in STRIKES.items() if not only or name in only}
    with Farm() as farm:
        arena = Arena(folder, farm, seed)
        turn = 0
        while sum(kind.kills for kind in kinds.values()) < kills:
            kind = kinds[list(kinds)[turn % len(kinds)]]
            turn += 1
            before = len(kind.problems)
            STRIKES[kind.name][1](arena, kind)
            for problem in kind.problems[before:]:
                tell(f"{kind.name}: {problem}")
            if turn % 10 == 0:
                tell(f"{sum(kind.kills for kind in kinds.values())} of {kills} killed")
        done = arena.newstui("refresh")
        if done.returncode:
            kinds[next(iter(kinds))].problems.append(f"the last refresh failed: {done.stderr}")
        tell(f"{arena.ledger.decisions} decisions were shown, {len(arena.ledger.shown)} are remembered")
    return list(kinds.values())


def table(kinds: list[Kind]) -> str:
    """The outcome, a line a kind."""
    lines = [f"{'killed':<12}{'times':>7}{'was done':>10}{'problems':>10}"]
    lines += [f"{kind.name:<12}{kind.kills:>7}{kind.ended:>10}{len(kind.problems):>10}" for kind in kinds]
    total = sum(kind.kills for kind in kinds), sum(kind.ended for kind in kinds), sum(len(kind.problems) for kind in kinds)
    return "\n".join([*lines, f"{'together':<12}{total[0]:>7}{total[1]:>10}{total[2]:>10}"])
