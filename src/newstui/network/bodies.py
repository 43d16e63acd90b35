"""Bodies that are decompressed where they are read, in a process that can be killed; and what can be wrong with one, in words."""

from newstui.errors import NetworkError, TooLarge
from newstui.network.addresses import shown
from newstui.network.decompression import LimitReached, Undecodable, decompressed

MAX_FEED_BYTES = 32 * 1024 * 1024
"""What a feed may have, decompressed."""


def unpacked(body: bytes, coding: str, max_bytes: int, url: str) -> tuple[bytes, bool]:
    """A body that was left compressed, and whether that is all of it: of one that breaks off, what came before.

    Raises TooLarge, and NetworkError where nothing of it can be read.
    """
    try:
        return decompressed(body, coding, max_bytes)
    except (LimitReached, Undecodable) as error:
        raise unreadable(error, url, max_bytes) from None


def unreadable(error: LimitReached | Undecodable, url: str, max_bytes: int) -> NetworkError:
    """What is wrong with a body, in words."""
    if isinstance(error, LimitReached):
        return TooLarge(f"{shown(url)} has more than {_size(max_bytes)}.", hint="It is not read.")
    return NetworkError(f"{shown(url)} cannot be decompressed: {error}.")


def _size(count: int) -> str:
    return f"{count / 1024**2:.0f} MB" if count >= 1024**2 else f"{count:,} bytes"
