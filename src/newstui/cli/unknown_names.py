"""What the configuration sets for single feeds and folders that are not there, as after a mistyped name."""

from pathlib import Path

from newstui.config.load import LoadedSettings
from newstui.config.wording import shown
from newstui.errors import ConfigError, NewstuiError


def unknown_names(loaded: LoadedSettings, database: Path) -> list[ConfigError]:
    """A problem for each name in [feed] that no feed and no folder of the cache has; none where there is no cache to ask."""
    if not loaded.settings.feed or not database.exists():
        return []
    from difflib import get_close_matches

    from newstui.services.overrides import known_names
    from newstui.storage.database import Database

    try:
        with Database.open(database, read_only=True) as cache:
            known = known_names(cache.feeds.all(), cache.folders.all())
    except NewstuiError:  # another check tells of the cache
        return []
    problems = []
    words = "No feed has this title or address, and no folder this path."
    for name in loaded.settings.feed:
        if name not in known:
            close = get_close_matches(name, known, n=1)
            hint = f"Did you mean {shown(close[0])}?" if close else "newstui list --feeds shows them all."
            problems.append(loaded.problem(("feed", name), words, hint=hint))
    return problems
