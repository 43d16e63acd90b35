"""What the user set for single feeds and folders."""

from collections.abc import Mapping, Sequence

from newstui.config.settings import FeedOverride
from newstui.model.feeds import Feed, Folder, folder_paths, path_names


class Overrides:
    """Finds what holds for a feed: what is set for its address or title, else for its folder, else for the folder above."""

    def __init__(self, settings: Mapping[str, FeedOverride], folders: Sequence[Folder]) -> None:
        self._settings = settings
        self._paths = folder_paths(folders) if settings else {}

    def of(self, feed: Feed) -> FeedOverride:
        """The feed's settings, each from the nearest place that has it."""
        if not self._settings:
            return FeedOverride()
        places = [self._settings[name] for name in self._names(feed) if name in self._settings]
        by_setting = zip(*places, FeedOverride())  # each setting's values, the nearest first, and at last that nobody set it
        return FeedOverride(*(next((value for value in values if value is not None), None) for values in by_setting))

    def _names(self, feed: Feed) -> list[str]:
        path = self._paths.get(feed.folder_id, ()) if feed.folder_id is not None else ()
        return [feed.url, str(feed.title), *("/".join(path[:length]) for length in range(len(path), 0, -1))]


def known_names(feeds: Sequence[Feed], folders: Sequence[Folder]) -> list[str]:
    """What settings of single feeds and folders can stand under: titles, folders' paths, addresses."""
    return [*(str(feed.title) for feed in feeds), *path_names(folders).values(), *(feed.url for feed in feeds)]
