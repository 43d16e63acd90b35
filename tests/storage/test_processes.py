"""Several processes and threads at once: nobody is told that the database is locked, and nothing is lost."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from newstui.errors import StorageError
from newstui.model.lists import Scope, SmartFeed
from newstui.storage.database import Database
from newstui.storage.integrity import check
from support.cache import add_entries, add_feed, entry, open_cache

ALL = Scope(smart=SmartFeed.ALL)

MARKING = """
import sys
from pathlib import Path
from newstui.model.lists import Scope, SmartFeed
from newstui.storage.database import Database
from newstui.storage.integrity import check
with Database.open(Path(sys.argv[1]), durable=True) as db:
    print("ready", flush=True)
    for number in range(1, 151):
        db.decisions.set_read([number], True)
        db.lists.page(Scope(smart=SmartFeed.ALL))
    print(db.lists.count(Scope(smart=SmartFeed.ALL)))
"""


def test_a_reader_marks_while_the_engine_writes(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "First", 150)
        with subprocess.Popen([sys.executable, "-c", MARKING, str(db.path)], stdout=subprocess.PIPE, text=True) as reader:
            assert reader.stdout and reader.stdout.readline() == "ready\n"
            for number in range(40):
                feed = db.feeds.add(f"https://f{number}.example/")
                add_entries(db, feed, [entry(n) for n in range(50)])
                db.search.index_batch(50)
            assert reader.wait() == 0
        assert db.lists.count(ALL) == 150 + 40 * 50
        assert db.lists.unread(ALL) == 40 * 50
        assert db._connection.value("SELECT count(*) FROM entries WHERE read = 1") == 150


KILLED = """
import sys
from pathlib import Path
from newstui.reading.marks import Marks
marks = Marks(Path(sys.argv[1]))
for number in range(1, 1000):
    marks.set_read([number], True).result()
    print(number, flush=True)
"""


@pytest.mark.parametrize("shown", [1, 20, 75])
def test_a_mark_that_was_shown_survives_the_readers_violent_end(tmp_path: Path, shown: int) -> None:
    with open_cache(tmp_path) as db:
        add_feed(db, "Times", 1000)
    path = tmp_path / "newstui.db"
    with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout
        seen = [int(reader.stdout.readline()) for _ in range(shown)]
        reader.kill()
    assert check(path) == []
    with open_cache(tmp_path) as db:
        assert all(row.read for row in db.lists.rows(seen))
        feed = db.feeds.all()[0]
        assert db.feeds.counts()[feed.id][0] == len(db.lists.unread_ids(ALL))


def test_both_make_the_cache_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "new" / "newstui.db"
    with ThreadPoolExecutor(8) as threads:
        caches = list(threads.map(lambda _: Database.open(path), range(8)))
    caches[0].feeds.add("https://a.example/")
    assert [len(db.feeds.all()) for db in caches] == [1] * 8
    for db in caches:
        db.close()


def test_threads_share_a_connection(tmp_path: Path) -> None:
    db = open_cache(tmp_path)

    def subscribe(number: int) -> int:
        feed = db.feeds.add(f"https://f{number}.example/")
        return len(add_entries(db, feed, [entry(n) for n in range(5)]))

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(subscribe, range(30))) == 150
    assert db.lists.count(ALL) == 150
    db.close()


def test_a_writer_that_never_ends_is_told_in_words(tmp_path: Path) -> None:
    with open_cache(tmp_path) as first, open_cache(tmp_path) as second:
        second._connection.execute("PRAGMA busy_timeout = 20")
        with first.write(), pytest.raises(StorageError, match=r"another process.*Try again"):
            second.feeds.add("https://a.example/")
        second.feeds.add("https://a.example/")


def test_a_change_elsewhere_is_noticed(tmp_path: Path) -> None:
    with open_cache(tmp_path) as first, open_cache(tmp_path) as second:
        before = first.data_version()
        first.feeds.add("https://a.example/")
        assert first.data_version() == before
        second.feeds.add("https://b.example/")
        assert first.data_version() != before


def test_a_transaction_is_whole_or_nothing(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db:
        with pytest.raises(KeyError), db.write():
            add_feed(db, "Times", 3)
            raise KeyError
        assert db.feeds.all() == []
        with db.write():
            db.feeds.add("https://kept.example/")
            with pytest.raises(KeyError), db.write():
                db.feeds.add("https://lost.example/")
                raise KeyError
        assert [feed.url for feed in db.feeds.all()] == ["https://kept.example/"]


def test_queries_of_one_moment_see_one_state(tmp_path: Path) -> None:
    with open_cache(tmp_path) as db, open_cache(tmp_path) as other:
        add_feed(db, "Times", 3)
        with db.read():
            assert db.lists.count(ALL) == 3
            writer = threading.Thread(target=lambda: add_feed(other, "Zeit", 4))
            writer.start()
            writer.join()
            assert db.lists.count(ALL) == len(db.lists.page(ALL)) == 3
        assert db.lists.count(ALL) == 7


LEAVING = """
import os, sys
from pathlib import Path
from newstui.storage.database import Database
db = Database.open(Path(sys.argv[1]))
db.feeds.add("https://one.example/")
db.leave_log()
db.close()
os._exit(0)
"""


def test_a_log_that_was_left_is_brought_in_by_who_opens_the_cache_next(tmp_path: Path) -> None:
    path = tmp_path / "newstui.db"
    subprocess.run([sys.executable, "-c", LEAVING, str(path)], check=True)
    log = path.with_name("newstui.db-wal")
    assert log.stat().st_size > 0
    with open_cache(tmp_path) as db:
        assert [feed.url for feed in db.feeds.all()] == ["https://one.example/"]
    assert not log.exists()
    assert check(path) == []
