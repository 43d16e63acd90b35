"""The short form of `make torture`: a blow of each kind, and some seconds of everything at once."""

from pathlib import Path

from torture.kills import STRIKES, table, torment
from torture.soak import soak


def test_what_is_killed_loses_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    kinds = torment(tmp_path, len(STRIKES), seed=7, tell=told.append)
    assert not any(kind.problems for kind in kinds), "\n".join([*told, table(kinds)])


def test_nobody_is_told_that_the_cache_is_locked(tmp_path: Path) -> None:
    outcome = soak(tmp_path, 4, seed=7)
    assert not outcome.problems, outcome.words
    assert outcome.keys and outcome.commands
