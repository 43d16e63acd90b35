"""The log tells what happened, not what was read, and never a secret; it is rotated under several writers."""

import logging
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newstui.config import log_file
from newstui.config.log_file import KEPT, LogFile, log_to_file, open_log, without_secrets
from newstui.errors import NetworkError, StorageError


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root, own = logging.getLogger(), logging.getLogger("newstui")
    before = root.handlers[:], root.level, own.level, logging.raiseExceptions
    yield
    root.handlers[:], root.level, own.level, logging.raiseExceptions = before


def test_of_an_address_only_its_host_is_written() -> None:
    shown = without_secrets("GET https://ada:pass@news.example/private/feed?key=s3cret failed, Authorization: s3cret")
    assert shown == "GET https://news.example/… failed, Authorization: …"
    assert without_secrets("GET https://ada:p@ss@news.example/private") == "GET https://news.example/…"


def test_levels_hold_and_libraries_are_quiet(tmp_path: Path) -> None:
    path = tmp_path / "newstui.log"
    log_to_file(path, logging.WARNING)
    logging.getLogger("newstui.engine").info("not this")
    logging.getLogger("newstui.engine").warning("but this\nin one line")
    logging.getLogger("httpx").info("HTTP Request: GET https://news.example/")
    (line,) = path.read_text().splitlines()
    assert "WARNING" in line and line.endswith("newstui.engine: but this in one line")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_of_what_nobody_foresaw_the_place_is_written_not_the_words(tmp_path: Path) -> None:
    log_to_file(tmp_path / "newstui.log")
    logger = logging.getLogger("newstui.worker")
    try:
        int("The minister said nothing")
    except ValueError:
        logger.exception("a request failed")
    try:
        raise NetworkError("https://ada:pass@news.example/feed stayed silent.")
    except NetworkError:
        logger.exception("a request failed")
    text = (tmp_path / "newstui.log").read_text()
    assert "ValueError at test_log_file.py:" in text and "minister" not in text
    assert "https://news.example/… stayed silent" in text and "pass@" not in text


def test_the_log_is_rotated_under_several_writers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "LIMIT", 2000)
    path = tmp_path / "newstui.log"
    handlers = [LogFile(path), LogFile(path)]
    for number in range(400):
        handlers[number % 2].emit(logging.makeLogRecord({"name": "newstui", "msg": f"line {number}", "levelname": "INFO"}))
    names = sorted(other.name for other in tmp_path.iterdir())
    assert names == ["newstui.log", *(f"newstui.log.{number}" for number in range(1, KEPT + 1))]
    assert all(other.stat().st_size < 2200 for other in tmp_path.iterdir())
    assert "line 399" in path.read_text()


def test_a_log_that_another_process_moves_meanwhile_is_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, old = tmp_path / "newstui.log", tmp_path / "newstui.log.1"
    monkeypatch.setattr(log_file, "LIMIT", 1)
    monkeypatch.setattr("fcntl.flock", lambda file, how: path.replace(old))  # what there is to wait for
    path.write_text("old\n")
    with open_log(path) as file:
        file.write(b"new\n")
    assert (path.read_text(), old.read_text()) == ("new\n", "old\n")


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        open_log(tmp_path / "none" / "newstui.log")


def test_what_a_library_prints_in_a_worker_goes_nowhere(tmp_path: Path) -> None:
    program = (
        "import sys; sys.argv = ['worker', 'parser']; from newstui.engine import worker\n"
        "worker.serve = lambda *a: print('a page', flush=True); worker.main()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, stdin=subprocess.DEVNULL, timeout=30, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
