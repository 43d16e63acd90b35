"""Many tasks side by side, with the first error as it is."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def all_together(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Run these side by side to their end. The first that raises ends the others, and its error is raised.

    They begin one after the other, each a step behind the one before: all at once, none would be done before all are.
    """
    try:
        async with asyncio.TaskGroup() as group:
            for work in works:
                group.create_task(work)
                await asyncio.sleep(0)
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
