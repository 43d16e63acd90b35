"""How an older database becomes one of today: a step a version, each run inside one transaction.

A step is a module of this package with `run(connection)`; its number in STEPS is the version that it starts from. A step
must not call the code of tables, which knows only the newest schema.
"""

import sqlite3
from collections.abc import Callable, Mapping

Step = Callable[[sqlite3.Connection], None]

STEPS: Mapping[int, Step] = {}
"""From version 1 on; a database without tables gets the schema at once."""
