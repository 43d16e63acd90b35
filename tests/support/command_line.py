"""The command line as a script uses it: a real process, its output and exit status."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    def lines(self) -> list[Any]:
        """Standard output, each line as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


class CommandLine:
    """Runs newstui on one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.config_file = data_dir / "config.toml"
        data_dir.mkdir(parents=True, exist_ok=True)
        self.config_file.touch()

    def __call__(self, *arguments: str, stdin: str | bytes = "", **environment: str) -> Outcome:
        """Run a command, with something on its standard input; it must end within a minute."""
        done = subprocess.run(
            self.command(*arguments),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=60,
            env=self.environment(**environment),
            check=False,
        )
        return Outcome(done.returncode, _text(done.stdout), _text(done.stderr))

    def command(self, *arguments: str) -> list[str]:
        """The words of a command, for who starts it otherwise; `environment` goes with them."""
        return [sys.executable, "-m", "newstui", "--data-dir", str(self.data_dir), *arguments]

    def environment(self, **changed: str) -> dict[str, str]:
        """What a command finds in its environment."""
        return {**os.environ, "NEWSTUI_CONFIG": str(self.config_file), "PYTHONUTF8": "1", **changed}


def _text(printed: bytes) -> str:
    return printed.decode().replace("\r\n", "\n")
