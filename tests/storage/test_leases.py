"""One process holds a lease; a dead one holds nothing."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from newstui.storage import leases
from newstui.storage.database import Database
from support.cache import NOON

ME = os.getpid()
SOON = NOON + timedelta(seconds=10)
LATER = NOON + timedelta(seconds=31)


def test_one_holds_it_until_it_is_given_up(db: Database) -> None:
    assert db.leases.acquire("engine", "a", ME, NOON, 30)
    assert not db.leases.acquire("engine", "b", ME, SOON, 30)
    assert db.leases.acquire("refresh", "b", ME, SOON, 30)
    assert db.leases.acquire("engine", "a", ME, SOON, 30)
    db.leases.release("engine", "b")
    assert db.leases.holder("engine") == "a"
    db.leases.release("engine", "a")
    assert db.leases.holder("engine") is None
    assert db.leases.acquire("engine", "b", ME, SOON, 30)


def test_an_expired_lease_goes_to_another_and_is_not_renewed(db: Database) -> None:
    db.leases.acquire("engine", "a", ME, NOON, 30)
    assert db.leases.renew("engine", "a", ME, SOON, 30)
    assert not db.leases.acquire("engine", "b", ME, LATER, 30)
    assert db.leases.acquire("engine", "b", ME, LATER + timedelta(seconds=10), 30)
    assert not db.leases.renew("engine", "a", ME, LATER, 30)


def test_a_dead_holder_is_followed_at_once(db: Database) -> None:
    with subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as process:
        assert db.leases.acquire("engine", "a", process.pid, NOON, 3600)
        assert not db.leases.acquire("engine", "b", ME, NOON, 30)
    assert db.leases.acquire("engine", "b", ME, NOON, 30)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not say when a process began")
def test_a_holder_that_was_killed_but_not_yet_reaped_is_dead(db: Database) -> None:
    process = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    db.leases.acquire("engine", "a", process.pid, NOON, 3600)
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert db.leases.acquire("engine", "b", ME, NOON, 30)
    process.communicate()


def test_a_later_process_of_the_same_number_is_another(db: Database) -> None:
    db.leases.acquire("engine", "a", ME, NOON, 3600)
    db._connection.execute("UPDATE leases SET process = '1' WHERE process <> ''")
    assert db.leases.acquire("engine", "b", ME, NOON, 30) is (leases._process(ME) != "")


def test_no_holder_outlives_its_boot_but_one_on_another_machine_is_waited_for(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "_place", lambda: ("here", "first boot"))
    db.leases.acquire("engine", "a", ME, NOON, 30)
    monkeypatch.setattr(leases, "_place", lambda: ("elsewhere", "its boot"))
    assert not db.leases.acquire("engine", "b", ME, SOON, 30)
    monkeypatch.setattr(leases, "_place", lambda: ("here", "second boot"))
    assert db.leases.acquire("engine", "c", ME, SOON, 30)
    monkeypatch.setattr(leases, "_place", lambda: ("elsewhere", "its boot"))
    assert db.leases.acquire("engine", "b", ME, LATER + timedelta(seconds=60), 30)


def test_a_clock_that_was_set_back_holds_nobody_for_ever(db: Database) -> None:
    db.leases.acquire("engine", "a", ME, NOON + timedelta(days=400), 30)
    assert db.leases.acquire("engine", "b", ME, NOON, 30)
