"""Run services from a command: one event loop, services closed whatever happens, ctrl+c as a clean stop."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import click

from newstui.cli.context import Context
from newstui.cli.output import progress_of
from newstui.model.events import Event
from newstui.services.kit import Services

T = TypeVar("T")


def run_services(context: Context, work: Callable[[Services], Awaitable[T]], *, quiet: bool = False) -> T:
    """Open the services, do the work with them, close them; progress is drawn unless `quiet`. Raises NewstuiError."""

    async def all_of_it(emit: Callable[[Event], None]) -> T:
        services = context.services(emit)
        try:
            return await work(services)
        finally:
            await services.close()

    with progress_of() as draw:
        return run(all_of_it((lambda event: None) if quiet else draw))


def run(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives; ctrl+c ends it in good order. Raises click's Abort for that."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        raise click.exceptions.Abort from None
