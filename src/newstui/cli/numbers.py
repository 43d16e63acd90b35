"""Numbers on the command line."""

from typing import Any

import click

_MOST = 1_000_000_000


class Number(click.IntRange):
    """A whole number, at least `min`; one that neither a date nor the cache can take is refused in words."""

    name = "number"

    def __init__(self, least: int) -> None:
        super().__init__(min=least)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was typed. Raises click.BadParameter."""
        number: int = super().convert(value, param, ctx)
        if number > _MOST:
            self.fail(f"{value} is more than {_MOST:,}.", param, ctx)
        return number
