"""Copies of the cache: backup, and back to one."""

from pathlib import Path

import click

from newstui.cli.context import Context, no_cache
from newstui.cli.output import say
from newstui.errors import NewstuiError
from newstui.model.numbers import room


@click.command("backup", short_help="Copy the cache, also while it is in use; or go back to a copy.")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--restore", is_flag=True, help="Put FILE in the place of the cache, which is kept beside it under another name.")
@click.pass_obj
def backup_command(context: Context, target: Path, restore: bool) -> None:
    """Copy the whole cache, with everything you marked, to FILE. It may be open meanwhile.

    --restore goes back to such a copy. Every reader must be closed for that; the cache of before stays beside the new one.

    \b
    Examples:
      newstui backup ~/newstui-$(date +%F).db
      newstui backup --restore ~/newstui-2026-11-20.db
    """
    from newstui.storage import backup

    paths = context.paths
    if restore:
        paths.make_data_dir()
        before = backup.restore(target, paths.database)
        say(f"{target} is the cache now." + (f" The one before is {before}." if before else ""))
        _index_anew(context)
        return
    if target.exists():
        raise NewstuiError(f"There is already a file {target}.", hint="Choose another name.")
    if not paths.database.exists():
        raise no_cache(paths)
    backup.backup(paths.database, target)
    say(f"Written to {target} ({room(target.stat().st_size)}).")


def _index_anew(context: Context) -> None:
    """Another cache has come, perhaps without a whole index."""
    from newstui.cli.indexing import finish_index, say_pending

    with context.cache() as cache:
        say_pending(finish_index(context, cache))
