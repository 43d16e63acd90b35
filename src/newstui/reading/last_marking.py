"""The last marking of a whole list, kept beside the cache, so that undo takes it back after the next start, too.

It is a convenience: a file that cannot be read or written costs this way back, never a mark.
"""

import contextlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec

_FILE = "last-marking.json"
_KEPT = timedelta(days=7)
"""So long it can be taken back. Whoever comes after a month does not remember what it was."""


class _Kept(msgspec.Struct, frozen=True):
    cache: int
    """The number of the cache's file on its disk: in another one the ids are those of other entries."""
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    ids: tuple[Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)], ...]


class LastMarking:
    """Which entries were marked read last, a whole list at a time."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._file = cache.with_name(_FILE)

    def keep(self, ids: Sequence[int]) -> None:
        """Keep these in the place of the former ones; without any, there is nothing to take back."""
        new = self._file.with_suffix(f".{os.getpid()}.new")
        with contextlib.suppress(OSError):
            try:
                if ids:
                    new.write_bytes(msgspec.json.encode(_Kept(self._number(), datetime.now(UTC), tuple(ids))))
                    new.replace(self._file)
                else:
                    self._file.unlink(missing_ok=True)
            except OSError:  # a full disk: what was kept before is older than what undo would be taken for
                self._file.unlink(missing_ok=True)
                new.unlink(missing_ok=True)

    def ids(self) -> tuple[int, ...]:
        """The entries that were marked; none where it is too long ago, or the cache is another one."""
        try:
            kept = msgspec.json.decode(self._file.read_bytes(), type=_Kept)
            number = self._number()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return ()
        fresh = timedelta() <= datetime.now(UTC) - kept.at <= _KEPT
        return kept.ids if fresh and kept.cache == number else ()

    def _number(self) -> int:
        return self._cache.stat().st_ino
