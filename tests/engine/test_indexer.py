"""The process that completes the index and the stories behind a command."""

import os
import sys
from pathlib import Path

import pytest

from newstui.engine import indexer
from newstui.services.find_stories import StoryFinder
from newstui.storage.leases import INDEXER
from support.cache import add_entries, add_feed, entry, open_cache


def test_what_comes_in_while_stories_are_looked_for_is_indexed_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that brings it in leaves it to the process that runs already."""
    real, late = StoryFinder.find_some, [entry(2)]
    with open_cache(tmp_path) as db:
        feed, _ = add_feed(db, "one")
        add_entries(db, feed, [entry(1)])

        def find_some(finder: StoryFinder) -> int:
            if late:
                add_entries(db, feed, [late.pop()])
            return real(finder)

        monkeypatch.setattr(StoryFinder, "find_some", find_some)
        monkeypatch.setattr(os, "nice", lambda by: 0)
        monkeypatch.setattr(sys, "argv", ["indexer", str(tmp_path / "newstui.db")])
        assert indexer.main() == 0
        assert (db.search.pending(), db.stories.pending()) == (0, 0)
        assert db.leases.holder(INDEXER) is None
