"""Run services from a command: one event loop, services closed whatever happens, ctrl+c as a clean stop."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newstui.cli.context import Context
from newstui.cli.output import progress_of

if TYPE_CHECKING:
    from newstui.services.kit import Services

T = TypeVar("T")


def run_services(context: Context, work: "Callable[[Services], Awaitable[T]]", *, refreshing: bool = False) -> T:
    """Open the services, do the work with them, close them; progress is drawn. Raises NewstuiError."""

    async def all_of_it(services: "Services") -> T:
        try:
            return await work(services)
        finally:
            await services.close()

    with progress_of() as draw:
        services = context.services(draw, refreshing=refreshing)
        return run(all_of_it(services))


def run(work: Coroutine[Any, Any, T]) -> T:
    """What the work gives; ctrl+c ends it in good order. Raises click's Abort for that."""
    import asyncio

    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        raise click.exceptions.Abort from None
