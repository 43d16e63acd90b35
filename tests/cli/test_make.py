"""The README's first command, in a checkout that make has set up."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=ROOT, capture_output=True, text=True, env=environment, check=False
    )


def test_make_run_passes_arguments_on(tmp_path: Path) -> None:
    if make("--question", ".make/run").returncode:
        pytest.skip("make would install something first: it did not set this checkout up, or its requirements are newer")
    done = make("run", f"ARGS=--data-dir {tmp_path} --config {tmp_path / 'none.toml'} --version")
    assert done.returncode == 0, done.stderr
    assert "newstui" in done.stdout


def test_too_old_a_python_is_told_so(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && { echo "Python 3.9.2"; exit 0; }\nexit 1\n')
    old.chmod(0o755)
    copy = tmp_path / "checkout"
    copy.mkdir()
    (copy / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (copy / name).touch()
    done = subprocess.run(["make", f"PYTHON={old}", "run"], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "needs Python 3.11 or newer; this is Python 3.9.2" in done.stderr


def test_every_target_of_the_habits_is_there() -> None:
    listed = make("help").stdout
    for target in ("run", "test", "check", "bench"):
        assert f"\n{target} " in f"\n{listed}"
