"""Waiting for what another process does, without a sleep that is either too short or too long."""

import select
import time
from collections.abc import Callable

LONGEST = 30.0
STEP = 0.02


def wait_until(holds: Callable[[], bool], seconds: float = LONGEST) -> None:
    """Return as soon as the condition holds; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"did not come true within {seconds:.0f} seconds")
        select.select([], [], [], STEP)
