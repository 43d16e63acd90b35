"""Two readers, their engines, a refresh from cron, backups and prefetching over one cache, all at once."""

import random
import re
import sqlite3
import subprocess
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from support.processes import children
from support.pty_reader import PtyReader
from torture.farm import Farm
from torture.kills import _ENVIRONMENT, Arena
from torture.ledger import wrong

_LOCKED = re.compile(r"locked|being written by another process|busy", re.IGNORECASE)
_KEYS = "jjjjkksmuRdPlh\r]["
_COMMANDS = (
    ("refresh", "--due"),
    ("refresh",),
    ("prefetch", "--limit", "3", "--no-analysis"),
    ("list", "--json", "--limit", "20"),
    ("cache", "--free", "--entries", "60", "--unread-too", "1", "--yes"),
    ("search", "water"),
    ("cache", "--repair-search"),
)


@dataclass
class Outcome:
    """What the soak saw."""

    seconds: float
    commands: int = 0
    keys: int = 0
    backups: int = 0
    entries: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """It in a sentence, with what went wrong below."""
        lines = [
            f"{self.seconds:.0f} s with two readers: {self.keys} keys, {self.commands} commands, {self.backups} backups,"
            f" {self.entries} entries at the end, {len(self.problems)} problems"
        ]
        return "\n".join([*lines, *self.problems[:20]])


def soak(folder: Path, seconds: float, seed: int) -> Outcome:
    """Run it all for so long."""
    choice = random.Random(seed)
    outcome = Outcome(seconds)
    with Farm() as farm:
        arena = Arena(folder, farm, seed)
        with ExitStack() as stack:
            stack.enter_context(arena.hand(pause=0.02))
            readers = [stack.enter_context(PtyReader(folder)) for _ in range(2)]
            running: subprocess.Popen[bytes] | None = None
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                for term in readers:
                    term.pump(0.03)
                    term.type(choice.choice(_KEYS))
                    outcome.keys += 1
                    _look(outcome, term.text, "on a reader's screen")
                    if term.process.poll() is not None:
                        outcome.problems.append(f"a reader ended: {term.text}")
                        return outcome
                if running is None or running.poll() is not None:
                    _finish(outcome, running, folder)
                    running = _next(arena, choice, outcome, folder)
            _finish(outcome, running, folder, wait=True)
            for term in readers:
                engines = children(term.process.pid)
                term.type("\x1b\x1bq")
                status = term.ended()
                if status:
                    outcome.problems.append(f"a reader ended with {status}; its engines were {engines}")
        log = (folder / "newstui.log").read_text() if (folder / "newstui.log").exists() else ""
        for line in log.splitlines():
            _look(outcome, line, "in the log")
        outcome.problems += wrong(arena.path)
        with closing(sqlite3.connect(arena.path)) as raw:
            outcome.entries = raw.execute("SELECT count(*) FROM entries").fetchone()[0]
        for copy in folder.glob("copy-*.db"):
            outcome.problems += wrong(copy)
    return outcome


def _look(outcome: Outcome, text: str, where: str) -> None:
    found = _LOCKED.search(text)
    if found:
        line = next(line for line in text.splitlines() if _LOCKED.search(line))
        problem = f"{where}: {line.strip()}"
        if problem not in outcome.problems:
            outcome.problems.append(problem)


def _next(arena: Arena, choice: random.Random, outcome: Outcome, folder: Path) -> subprocess.Popen[bytes]:
    outcome.commands += 1
    arguments = choice.choice(_COMMANDS)
    if choice.random() < 0.15:
        outcome.backups += 1
        copy = folder / f"copy-{outcome.backups % 3}.db"
        copy.unlink(missing_ok=True)
        arguments = ("backup", str(copy))
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(
            arena.command(*arguments), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, env=_ENVIRONMENT
        )


def _finish(outcome: Outcome, running: subprocess.Popen[bytes] | None, folder: Path, *, wait: bool = False) -> None:
    if running is None:
        return
    if wait:
        running.wait(120)
    said, arguments = (folder / "said").read_text(errors="replace"), str(running.args)
    _look(outcome, said, f"from {arguments}")
    if running.returncode not in (0, 1) or "Traceback" in said:
        outcome.problems.append(f"{arguments} ended with {running.returncode}: {said}")
