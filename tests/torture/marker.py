"""A reader's hand: makes decision after decision, and says of each when it is about to be made and when it would show.

    python -m torture.marker DATABASE SEED PAUSE

A line each: `? ID WHAT VALUE` before, `! ID WHAT VALUE` when its future has resolved.
"""

import random
import sqlite3
import sys
import time
from pathlib import Path

from newstui.errors import StorageError
from newstui.reading.lists import Library
from newstui.reading.marks import Marks


def main() -> None:
    """Mark until killed."""
    path, choice, pause = Path(sys.argv[1]), random.Random(int(sys.argv[2])), float(sys.argv[3])
    marks = Marks(path)
    with sqlite3.connect(path) as raw:
        ids = [row[0] for row in raw.execute("SELECT id FROM entries WHERE hidden = 0 ORDER BY id DESC LIMIT 200")]
    library = Library(path)
    library.hold(ids)  # they are on its screen
    with sqlite3.connect(path) as raw:
        there = {row[0] for row in raw.execute("SELECT id FROM entries")}
    ids = [entry_id for entry_id in ids if entry_id in there]
    while True:
        entry_id, what = choice.choice(ids), choice.choice(("read", "starred", "tag", "note"))
        value = choice.randrange(2)
        print("?", entry_id, what, value, flush=True)
        try:
            decide(marks, entry_id, what, value)
        except StorageError as error:
            if "no longer in the cache" not in str(error):
                raise
            value = -1
        if library.entry(entry_id) is None:  # deleted in the moment in which this began
            ids.remove(entry_id)
            continue
        print("!", entry_id, what, value, flush=True)
        time.sleep(pause)


def decide(marks: Marks, entry_id: int, what: str, value: int) -> None:
    """Make a decision, and wait until it would show."""
    match what:
        case "read":
            marks.set_read([entry_id], bool(value)).result()
        case "starred":
            marks.set_starred([entry_id], bool(value)).result()
        case "tag":
            marks.set_tags(entry_id, ["kept"] if value else []).result()
        case _:
            marks.set_note(entry_id, "kept" if value else "").result()


if __name__ == "__main__":
    main()
