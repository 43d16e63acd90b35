"""Import subscriptions: OPML or newsboat's urls file into feeds, folders and tags."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newstui.errors import ConfigError, SubscriptionError
from newstui.feeds.newsboat import looks_like_urls, read_urls
from newstui.feeds.opml import read_opml
from newstui.model.events import Progress, SubscriptionsChanged
from newstui.model.numbers import counted
from newstui.model.subscriptions import FeedOutline, FolderOutline, SubscriptionList
from newstui.reading.addresses import typed_address
from newstui.services.ports import Emit
from newstui.services.subscribe import Split, without_passwords
from newstui.storage.database import Database
from newstui.storage.folders import DEEPEST

MAX_BYTES = 64 * 1024 * 1024
_NAMED = 5
"""How many of the skipped lines are named."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: feeds added, feeds that were there already, and what could not be used, a sentence each.

    `skipped` is what the list may well have, but newstui has nothing for: that is no failure.
    """

    added: int
    known: int
    problems: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    passwords: int = 0
    """Addresses whose user and password were kept apart."""

    @property
    def words(self) -> str:
        """How many came in, as part of a sentence."""
        parts = [f"{counted(self.added, 'feed')} added"]
        if self.known:
            parts.append(f"{self.known} there already")
        if self.skipped:
            parts.append(f"{counted(len(self.skipped), 'line')} skipped")
        return ", ".join(parts)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The first of what was skipped, a sentence each, and how many more there are."""
        more = len(self.skipped) - _NAMED
        return self.skipped if more <= 0 else (*self.skipped[:_NAMED], f"And {more} more.")


def read_subscriptions(path: Path) -> SubscriptionList:
    """Read a list of subscriptions of either kind, told apart by its content. Raises SubscriptionError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)  # a device or pipe says no size
        if len(data) > MAX_BYTES:
            raise SubscriptionError(f"{path} is larger than {MAX_BYTES // 1024**2} MB; that is no list of subscriptions.")
    except OSError as error:
        raise SubscriptionError(f"{path} cannot be read: {error.strerror or error}.") from error
    return read_urls(data) if looks_like_urls(data) else read_opml(data)


def import_subscriptions(cache: Database, path: Path, *, emit: Emit, split: Split = without_passwords) -> ImportReport:
    """Add every feed of the list at `path`, in its folders; what is subscribed to already stays as it is.

    `split` keeps the user and password of an address. Raises SubscriptionError where the file cannot be read at all.
    """
    outlines = read_subscriptions(path)
    problems = list(outlines.problems)
    counts = {"added": 0, "known": 0}
    addresses, passwords = _addresses(outlines.children, split)
    before = {folder.id for folder in cache.folders.all()}
    made: set[int] = set()

    def add(outline: FeedOutline, folder_id: int | None) -> None:
        url = addresses[outline.url]
        if not isinstance(url, str):
            problems.append(str(url))
            return
        held = cache.feeds.by_url(url)
        if held is not None and not cache.feeds.is_removed(held.id):
            counts["known"] += 1
            return
        cache.feeds.add(
            url,
            title=outline.title,
            feed_title=outline.feed_title,
            site_url=outline.site_url,
            folder_id=folder_id,
            tags=outline.tags,
            extra=outline.extra,
        )
        counts["added"] += 1

    def walk(children: tuple[FolderOutline | FeedOutline, ...], above: tuple[str, ...], folder_id: int | None) -> None:
        for child in children:
            if isinstance(child, FeedOutline):
                add(child, folder_id)
            else:
                inner = (*above, child.name)
                if len(inner) > DEEPEST:
                    words = f"Folders stand {DEEPEST} deep in each other at most: what stands deeper is in “{above[-1]}”."
                    problems.extend(() if words in problems else (words,))
                    walk(child.children, above, folder_id)
                    continue
                folder = cache.folders.ensure(inner)
                if child.children and folder.id not in before:
                    made.add(folder.id)
                if child.extra:
                    cache.folders.set_extra(folder.id, child.extra)
                walk(child.children, inner, folder.id)

    with cache.write():
        walk(outlines.children, (), None)
        cache.folders.remove_empty(made)  # whose feeds are all there already, elsewhere
    report = ImportReport(counts["added"], counts["known"], tuple(problems), outlines.skipped, passwords)
    emit(SubscriptionsChanged())
    apart = [f"{counted(passwords, 'password is', 'passwords are')} kept in secrets.toml."] if passwords else []
    emit(Progress("import", 1, 1, " ".join((f"{report.words}.", *apart, *report.left_out))))
    return report


def _addresses(
    children: Iterable[FolderOutline | FeedOutline], split: Split
) -> tuple[dict[str, str | SubscriptionError | ConfigError], int]:
    """Each address of a list as it is subscribed to, or what is wrong with it; and of how many the password was kept apart.

    All before the cache is written: it takes time.
    """
    found: dict[str, str | SubscriptionError | ConfigError] = {}

    def collect(children: Iterable[FolderOutline | FeedOutline]) -> None:
        for child in children:
            if isinstance(child, FolderOutline):
                collect(child.children)
                continue
            try:
                found[child.url] = typed_address(child.url)
            except SubscriptionError as error:
                found[child.url] = error

    collect(children)
    right = {url: address for url, address in found.items() if isinstance(address, str)}
    found.update(zip(right, split(right.values())))
    return found, sum(isinstance(found[url], str) and found[url] != address for url, address in right.items())
