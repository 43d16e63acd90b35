"""What is set for single feeds and folders."""

from pathlib import Path

from newstui.config.load import read_settings
from newstui.config.settings import FeedOverride, Settings
from newstui.services.overrides import Overrides
from support.service_room import ServiceRoom
from support.site import serve_site
from support.web_server import WebServer

CONFIG = """
[feed."News"]
refresh_minutes = 240
prefetch = 5
[feed."News/World"]
refresh_minutes = 30
[feed."https://harbour.example/rss"]
prefetch = 20
[feed."Slow feed"]
refresh_minutes = 0
[feed."Long reads"]
prefetch = 0
"""


async def test_the_nearest_place_that_has_a_setting_gives_it(room: ServiceRoom, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(CONFIG)
    loaded = read_settings(path)
    assert loaded.problems == ()
    world = room.cache.folders.ensure(["News", "World"])
    news = room.cache.folders.ensure(["News"])
    feeds = {
        name: room.cache.feeds.add(url, feed_title=name, folder_id=folder)
        for name, url, folder in (
            ("Harbour", "https://harbour.example/rss", world.id),
            ("Gazette", "https://gazette.example/rss", news.id),
            ("Long reads", "https://long.example/rss", world.id),
            ("Slow feed", "https://slow.example/rss", None),
            ("Other", "https://other.example/rss", None),
        )
    }
    overrides = Overrides(loaded.settings.feed, room.cache.folders.all())
    assert {name: overrides.of(feed) for name, feed in feeds.items()} == {
        "Harbour": FeedOverride(30, 20),
        "Gazette": FeedOverride(240, 5),
        "Long reads": FeedOverride(30, 0),
        "Slow feed": FeedOverride(0),
        "Other": FeedOverride(),
    }


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[feed]\nrefresh_minutes = 5\n[feed."News"]\nrefresh_minutes = 1\nprefetc = 3\n')
    found = [str(problem) for problem in read_settings(path).problems]
    assert len(found) == 3
    assert ":2: " in found[0] and ":4: " in found[1] and ":5: " in found[2] and "prefetch" in found[2]


async def test_a_feeds_pace_and_the_articles_ahead(room: ServiceRoom, web: WebServer) -> None:
    url = serve_site(web)
    room.services.use(Settings(feed={url: FeedOverride(2880, 1)}))
    feed = await room.subscribe(url)
    assert feed.due_at is not None and feed.checked_at is not None
    assert (feed.due_at - feed.checked_at).total_seconds() >= 2880 * 60
