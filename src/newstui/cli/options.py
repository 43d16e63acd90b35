"""Options that mean the same wherever they stand."""

import click

from newstui.cli.days import Day

since = click.option("--since", type=Day(), metavar="DATE", help="Only from this day on (2024-05-31).")
until = click.option("--until", type=Day(), metavar="DATE", help="Only up to this day, with it.")
stances = click.option(
    "--stances", is_flag=True, help="Also what people believe, plan, expect or blame, not only what they said."
)
