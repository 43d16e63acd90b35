"""`make fuzz`: fuzz every way in for some time, side by side; crashes become fixtures, which `make check` runs from then on.

    python -m fuzz [--seconds N] [--only TARGET]...

Guided by coverage with atheris, where it can be had (Linux, see its releases); else hypothesis makes up what it can think of,
and says so. --seconds is the time of each way in.
"""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from fuzz.seeds import SEEDS, WORDS
from fuzz.targets import LONGEST, TARGETS

FOUND = Path(__file__).parents[1] / "fixtures" / "fuzz"
_LENGTH = 20_000
_AT_ONCE = 2


def main() -> int:
    """Run what the arguments say; 1 where something broke."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", action="append", choices=list(TARGETS), default=[])
    arguments = parser.parse_args()
    names = arguments.only or list(TARGETS)
    guided = find_spec("atheris") is not None
    if not guided:
        print("atheris is not installed: inputs are made up by hypothesis, without the guidance of coverage.", flush=True)
    print(f"{'way in':<12}{'inputs':>10}{'edges':>8}{'found':>7}", flush=True)
    broken = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        running: list[tuple[str, subprocess.Popen[str]]] = []
        while names or running:
            while names and len(running) < _AT_ONCE and guided:
                name = names.pop(0)
                running.append((name, _start(name, Path(folder), arguments.seconds)))
            if not guided:
                name = names.pop(0)
                tried, found = _make_up(TARGETS[name], arguments.seconds, name)
                print(f"{name:<12}{tried:>10}{'':>8}{found:>7}", flush=True)
                broken += found
                continue
            name, process = running.pop(0)
            said, _ = process.communicate()
            broken += _tell(name, said, Path(folder) / name / "crashes")
    return 1 if broken else 0


def _start(name: str, folder: Path, seconds: int) -> "subprocess.Popen[str]":
    corpus, crashes = folder / name / "corpus", folder / name / "crashes"
    for place in (corpus, crashes):
        place.mkdir(parents=True)
    known = [path.read_bytes() for path in (FOUND / name).glob("*")] if (FOUND / name).is_dir() else []
    for number, seed in enumerate([*SEEDS[name], *known]):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = folder / name / "words"
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in WORDS[name])
    words.write_text("".join(f'"{word}"\n' for word in escaped))
    options = [
        f"-max_total_time={seconds}",
        f"-max_len={_LENGTH if name != 'pages' else 45_000}",
        f"-timeout={3 * LONGEST:.0f}",
        "-rss_limit_mb=2048",
        f"-dict={words}",
        f"-artifact_prefix={crashes}/",
        "-print_final_stats=1",
    ]
    return subprocess.Popen(
        [sys.executable, "-m", "fuzz.harness", name, str(corpus), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )


def _tell(name: str, said: str, crashes: Path) -> int:
    """A line of the table; what broke becomes a fixture."""
    tried = re.search(r"number_of_executed_units: (\d+)", said)
    edges = re.findall(r"cov: (\d+)", said)
    found = sorted(crashes.iterdir())
    print(f"{name:<12}{tried[1] if tried else '?':>10}{edges[-1] if edges else '?':>8}{len(found):>7}", flush=True)
    for crash in found:
        print(f"  kept as {_keep(name, crash.read_bytes())}")
    if found or not tried:
        print("\n".join(f"  {line}" for line in said.splitlines()[-40:]), flush=True)
    return len(found) or int(not tried)


def _keep(name: str, data: bytes) -> Path:
    path = FOUND / name / hashlib.sha256(data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _make_up(target: Callable[[bytes], None], seconds: int, name: str) -> tuple[int, int]:
    """Without atheris: hypothesis, until the time is up or something breaks."""
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    end = time.monotonic() + seconds
    tried, last = 0, b""
    pieces = st.one_of(st.sampled_from([*WORDS[name], *SEEDS[name]]), st.binary(max_size=20))

    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(pieces, max_size=20).map(b"".join))
    def hold(data: bytes) -> None:
        nonlocal tried, last
        tried, last = tried + 1, data
        target(data)

    while time.monotonic() < end:
        try:
            hold()
        except Exception as error:
            print(f"  {type(error).__name__}: {error}; kept as {_keep(name, last)}")
            return tried, 1
    return tried, 0


if __name__ == "__main__":
    sys.exit(main())
