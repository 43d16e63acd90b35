"""Commands for subscriptions: add, remove, rename, move, import, export."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newstui.cli.completion import folder_names, node_names
from newstui.cli.context import Context, feeds_meant, find_feed, find_node
from newstui.cli.indexing import finish_index
from newstui.cli.output import complain, in_words, say, say_json
from newstui.errors import NewstuiError, SubscriptionError
from newstui.model.feeds import Feed, Folder
from newstui.model.safe_text import safe_text

if TYPE_CHECKING:
    from newstui.storage.database import Database


@click.command("add", short_help="Subscribe to a feed, by its address or its site's.")
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option(
    "--folder",
    metavar="PATH",
    shell_complete=folder_names,
    help="The folder it goes into, made if it is missing; nested ones as News/World.",
)
@click.option("--title", help="A title of your own.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a feed.")
@click.pass_obj
def add_command(context: Context, urls: tuple[str, ...], folder: str | None, title: str | None, as_json: bool) -> int:
    """Subscribe to feeds. A URL may be a feed's or that of a page that names its feed.

    A feed that is there already stays as it is.

    A user and password in it (https://user:password@...) are kept apart, in a file that only you can read: see newstui secret.
    Other users of this machine can see what is on a command line, so newstui secret is the better way.

    \b
    Examples:
      newstui add https://example.org/feed.xml
      newstui add example.org --folder News/World
    """
    from newstui.cli.running import run_services
    from newstui.model.credentials import split_address
    from newstui.model.numbers import counted
    from newstui.services.kit import Services
    from newstui.services.subscribe import without_password

    if title and len(urls) > 1:
        raise click.UsageError("--title is for one URL.")

    async def work(services: Services) -> int:
        failed = 0
        parts = _parts(folder)
        folder_id = services.cache.folders.ensure(parts).id if parts else None
        for url in urls:
            try:
                done = await services.subscriber.subscribe(url, folder_id=folder_id, title=safe_text(title or ""))
            except NewstuiError as error:
                failed += 1
                address, why = without_password(url), in_words(error)
                complain(why if address in why else f"{address}: {why}")
                continue
            if split_address(url)[1] is not None:
                complain(f"The password is kept in {context.paths.secrets_file}, and nowhere else.")
            feed = done.feed
            if as_json:
                told = {"id": feed.id, "title": feed.title, "url": feed.url, "new": done.new, "entries": done.entries}
                say_json({**told, "note": done.note or None})
                continue
            if not done.new:
                as_it_is = " (it stays as it is: newstui rename and newstui move change it)" if folder or title else ""
                say(f"Already subscribed: {feed.id}  {feed.title}  {feed.url}{as_it_is}")
                continue
            if done.note:
                say(done.note)
            say(f"Added {feed.id}  {feed.title}  {feed.url}  ({counted(done.entries, 'entry', 'entries')})")
        finish_index(context, services.cache)
        return 1 if failed else 0

    return run_services(context, work)


@click.command("remove", short_help="Unsubscribe from a feed, or remove an empty folder.")
@click.argument("feeds", metavar="[FEED]...", nargs=-1, shell_complete=node_names)
@click.option("--undo", is_flag=True, help="Bring removed feeds back, with their entries and marks; without FEED: list them.")
@click.pass_obj
def remove_command(context: Context, feeds: tuple[str, ...], undo: bool) -> None:
    """Unsubscribe. FEED is a number (newstui list --feeds), an address, a title, or a folder in which there is no feed.

    The entries and their marks are kept for a while, so that --undo can bring the feed back.

    \b
    Examples:
      newstui remove 3
      newstui remove --undo
      newstui remove --undo https://example.org/feed.xml
    """
    if not feeds and not undo:
        raise click.UsageError("Say which: FEED is missing.")
    with context.cache() as cache:
        if undo:
            _bring_back(cache, feeds)
            return
        with cache.write():  # all, or none
            nodes = {(type(node), node.id): node for node in (find_node(cache, wanted) for wanted in feeds)}.values()
            for node in sorted(nodes, key=lambda node: isinstance(node, Folder)):  # a folder may be empty when its feeds are gone
                if isinstance(node, Feed):
                    cache.feeds.remove(node.id)
                else:
                    _remove_folder(cache, node)
        for node in nodes:
            say(f"Removed: {node.title}" if isinstance(node, Feed) else f"Removed the folder: {node.name}")


def _bring_back(cache: "Database", wanted: tuple[str, ...]) -> None:
    """Bring removed feeds back, all that are named or none; without a name list those that there are."""
    subscribed = cache.feeds.all()
    there = {feed.id for feed in subscribed}
    removed = [feed for feed in cache.feeds.all(include_removed=True) if feed.id not in there]
    if not wanted:
        for feed in removed:
            say(f"{feed.id:>4}  {feed.title}  {feed.url}")
        if not removed:
            complain("No removed feed is kept.")
        return
    meant: dict[int, Feed] = {}
    for one in wanted:
        if not feeds_meant(removed, one) and (known := feeds_meant(subscribed, one)):
            raise SubscriptionError(f"{known[0].title} is not removed.")
        feed = find_feed(removed, one, "removed feed", "newstui remove --undo lists them.")
        meant[feed.id] = feed
    for feed in meant.values():
        cache.feeds.restore(feed.id)
        say(f"Back again: {feed.title}")


def _remove_folder(cache: "Database", folder: Folder) -> None:
    """Remove a folder without feeds, and those in it. Raises SubscriptionError where there are any."""
    if held := len(cache.lists.feeds_within(folder.id)):
        raise SubscriptionError(
            f"In the folder “{folder.name}” there {'is a feed' if held == 1 else f'are {held} feeds'}.",
            hint="newstui move puts feeds elsewhere, newstui remove removes them; then the folder can go.",
        )
    for inner in [one for one in cache.folders.all() if one.parent_id == folder.id]:
        _remove_folder(cache, inner)
    cache.folders.remove(folder.id)


@click.command("rename", short_help="Give a feed a title of your own, or a folder another name.")
@click.argument("feed", shell_complete=node_names)
@click.argument("title", required=False)
@click.pass_obj
def rename_command(context: Context, feed: str, title: str | None) -> None:
    """Give FEED the title TITLE; without TITLE it goes by its own name again. FEED may be a folder, too.

    \b
    Examples:
      newstui rename 3 "Harbour news"
      newstui rename News/World Abroad
    """
    with context.cache() as cache:
        found = find_node(cache, feed)
        if isinstance(found, Folder):
            name = safe_text(title or "")
            if not name or "/" in name:
                raise click.UsageError("A folder's TITLE is a name, without a slash.")
            cache.folders.rename(found.id, name)
            say(f"The folder {found.name} is now called {name}.")
            return
        cache.feeds.rename(found.id, safe_text(title) if title else None)
        renamed = cache.feeds.get(found.id)
        say(f"{found.title} is now called {renamed.title if renamed else title}.")


@click.command("move", short_help="Move a feed or a folder into a folder.")
@click.argument("feed", shell_complete=node_names)
@click.argument("folder", required=False, shell_complete=folder_names)
@click.pass_obj
def move_command(context: Context, feed: str, folder: str | None) -> None:
    """Move FEED into FOLDER (made if it is missing; nested ones as News/World); without FOLDER, or with "", to the top.

    FEED may be a folder, too: it takes along what stands in it.

    \b
    Examples:
      newstui move "Harbour news" News/World
      newstui move News/World Abroad
      newstui move News/World ""
    """
    with context.cache() as cache:
        found = find_node(cache, feed)
        parts = _parts(folder)
        with cache.write():  # no folder is made for what cannot go there
            folder_id = cache.folders.ensure(parts).id if parts else None
            if isinstance(found, Folder):
                cache.folders.move(found.id, folder_id)
            else:
                cache.feeds.move(found.id, folder_id)
        what = f"The folder {found.name}" if isinstance(found, Folder) else found.title
        say(f"{what} is in {'/'.join(parts) or 'no folder'} now.")


@click.command("import", short_help="Import OPML or a newsboat urls file.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_command(context: Context, file: Path) -> int:
    """Subscribe to all feeds of FILE: OPML (with its folders) or newsboat's urls (with its tags and titles).

    Of newsboat's tags a feed's first one becomes its folder; the others are kept for export. Its lines that run programs or
    query other feeds (exec:, filter:, query:) are named and skipped. A feed that is subscribed to already stays as it is. A user
    and password in an address are kept apart, in a file that only you can read: see newstui secret.

    \b
    Examples:
      newstui import subscriptions.opml
      newstui import ~/.newsboat/urls
    """
    from newstui.config.secrets import SecretStore
    from newstui.model.numbers import counted
    from newstui.services.import_subscriptions import import_subscriptions

    with context.cache(new=True) as cache:
        split = SecretStore(context.paths.secrets_file).split_all
        report = import_subscriptions(cache, file, emit=lambda event: None, split=split)
    for words in (*report.problems, *report.left_out):
        complain(words)
    if report.passwords:
        kept = counted(report.passwords, "password is", "passwords are")
        complain(f"{kept} kept in {context.paths.secrets_file}, and not in the cache. {file} has them still.")
    say(f"{report.words}." + (" Next: newstui refresh" if report.added else ""))
    return 1 if report.problems else 0


@click.command("export", short_help="Export the subscriptions as OPML.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--force", is_flag=True, help="Overwrite FILE where there is one.")
@click.pass_obj
def export_command(context: Context, file: Path | None, force: bool) -> None:
    """Write the subscriptions as OPML to FILE, or to standard output (also as -). A FILE that is there is not overwritten.

    \b
    Example:
      newstui export subscriptions.opml
    """
    from newstui.services.export_subscriptions import export_subscriptions

    with context.cache() as cache:
        data = export_subscriptions(cache)
    if file is None or str(file) == "-":
        sys.stdout.buffer.write(data)
        return
    device = file.exists() and not file.is_file()  # nothing is lost of it
    try:
        with file.open("wb" if force or device else "xb") as target:
            target.write(data)
    except FileExistsError as error:
        raise SubscriptionError(
            f"There is already a file {file}.", hint="Choose another name, or overwrite it with --force."
        ) from error
    except OSError as error:
        raise SubscriptionError(f"{file} cannot be written: {error.strerror}.") from error
    complain(f"Written to {file}.")


def _parts(folder: str | None) -> list[str]:
    return [part for part in (safe_text(p) for p in (folder or "").split("/")) if part]
