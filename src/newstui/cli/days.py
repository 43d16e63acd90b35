"""Days and ages on the command line."""

import re
from datetime import datetime
from typing import Any

import click

from newstui.model.days import FORM, YEARS

_SECONDS = {"h": 3600, "d": 86_400, "w": 604_800}


class Day(click.DateTime):
    """A day such as 2024-05-31; one so far off that nothing can be reckoned from it is refused in words."""

    def __init__(self) -> None:
        super().__init__([FORM])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Where the day that was typed begins, without a time zone. Raises click.BadParameter."""
        day: datetime = super().convert(value, param, ctx)
        if day.year not in YEARS:
            self.fail(f"{value} is not between {YEARS[0]}-01-01 and {YEARS[-1]}-12-31.", param, ctx)
        return day


class Age(click.ParamType):  # type: ignore[type-arg, unused-ignore]  # generic in newer clicks only
    """An age such as 3d: hours (h), days (d) or weeks (w), given as seconds."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Its seconds. Raises click.BadParameter."""
        found = re.fullmatch(r"([0-9]{1,6})([hdw])", str(value).strip().lower())
        if found is None:
            self.fail(f"{value!r} is no age. Such are 12h, 3d and 2w: hours, days, weeks.", param, ctx)
        return int(found[1]) * _SECONDS[found[2]]
