"""The measuring tools beside the checkout, and newsboat, where they are there."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from support.shared import shared_folder

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a start without compiled files measures the compiler

NEWSTUI = [sys.executable, "-m", "newstui"]


def tool(name: str) -> Path | None:
    """A tool of ../shared/tools; None, with a word about it, where it is not there."""
    folder = shared_folder()
    path = folder / "tools" / name if folder else None
    if path is None or not path.exists():
        print(f"skipped: needs ../shared/tools/{name}, which is not on this machine")
        return None
    return path


def newsboat() -> str | None:
    """newsboat's program; None, with a word about it, where it is not installed."""
    program = shutil.which("newsboat")
    if program is None:
        print("newsboat is not installed (Debian: apt install newsboat): its column is left out")
    return program


@contextmanager
def farm(*options: str) -> Iterator[tuple[str, Path]]:
    """A running feed farm: its address, and a folder with subscription lists for it."""
    program = tool("feedfarm.py")
    if program is None:
        raise FileNotFoundError("feedfarm.py")
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, str(program), "--port", "0", "--write", folder, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            yield line.split()[1], Path(folder)
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()


def in_terminal(command: Sequence[str], *options: str, environment: dict[str, str] | None = None) -> dict[str, Any]:
    """One run of a program under ptybench: its measurements."""
    program = tool("ptybench.py")
    assert program is not None
    with tempfile.NamedTemporaryFile(suffix=".json") as result:
        subprocess.run(
            [sys.executable, str(program), *options, "--json", result.name, "--", *command],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
        )
        found: dict[str, Any] = json.loads(Path(result.name).read_text())
    return found


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)
