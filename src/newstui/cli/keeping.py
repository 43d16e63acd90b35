"""How much is kept of a feed: keep, and what a limit takes."""

import click

from newstui.cli.completion import feed_names
from newstui.cli.context import Context, find_node
from newstui.cli.output import say
from newstui.errors import SubscriptionError
from newstui.model.feeds import Folder
from newstui.model.numbers import room


class Limit(click.ParamType):  # type: ignore[type-arg, unused-ignore]  # generic in newer clicks only
    """What a setting of [retention] takes, with its bounds."""

    def __init__(self, setting: str) -> None:
        self.name = "size" if setting.endswith("size") else "number"
        self._setting = setting

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from newstui.config.settings import RetentionSettings, settings_of

        rule = next(setting.rule for setting in settings_of(RetentionSettings()) if setting.name == self._setting)
        number = str(value).strip()
        try:
            read = rule.read(int(number) if number.isascii() and number.isdigit() and len(number) < 40 else value)
        except ValueError as error:
            self.fail(f"{value!r} is not possible: it takes {error}.", param, ctx)
        assert isinstance(read, int)
        return read


DAYS = "Days since you last read or marked an entry, or it came in."
ENTRIES = "Entries of a feed."
size_option = click.option("--size", type=Limit("max_feed_size"), metavar="SIZE", help="Room that may be taken, such as 500MB.")


@click.command("keep", short_help="Show or set how much is kept of a feed.")
@click.argument("feed", shell_complete=feed_names)
@click.option("--days", type=Limit("max_age_days"), help=DAYS)
@click.option("--entries", type=Limit("max_entries"), help=ENTRIES)
@size_option
@click.option("--as-all", is_flag=True, help="Keep it as all feeds are kept.")
@click.pass_obj
def keep_command(context: Context, feed: str, days: int | None, entries: int | None, size: int | None, as_all: bool) -> None:
    """Give FEED limits of its own, in place of those in [retention], within the same bounds; 0 is no limit.

    Without options: show them. A limit is 10 entries, or 100 kB, at least.

    \b
    Examples:
      newstui keep "Harbour news" --days 30 --entries 500
      newstui keep 3 --entries 0
      newstui keep 3 --as-all
    """
    with context.cache() as cache:
        found = find_node(cache, feed)
        if isinstance(found, Folder):
            hint = "Name a feed of it, by its title or number: newstui list --feeds shows them."
            raise SubscriptionError(f"“{found.name}” is a folder; limits are a feed's own.", hint=hint)
        own = cache.retention.limits().get(found.id, (None, None, None))
        if as_all:
            own = (None, None, None)
        given = (days, entries, size)
        kept = [old if new is None else new for old, new in zip(own, given, strict=True)]
        if as_all or any(value is not None for value in given):
            cache.retention.set_limits(found.id, days=kept[0], entries=kept[1], size=kept[2])
        words = [
            f"{value if name != 'room' else room(value)} {unit}".strip() if value else f"{name}: no limit"
            for name, value, unit in zip(("age", "number", "room"), kept, ("days", "entries", ""), strict=True)
            if value is not None
        ]
        unlimited = "kept for good" if found.saved else "kept as all feeds are"
        say(f"{found.title}: {', '.join(words) or unlimited}.")
