"""Settings that change while the engine runs."""

import os
from pathlib import Path

from newstui.config.load import read_settings
from newstui.config.settings import FeedSettings, NetworkSettings, Settings
from newstui.engine.settings_watch import SettingsWatch
from support.service_room import ServiceRoom
from support.site import serve_site
from support.web_server import WebServer


def write(path: Path, text: str, moment: int) -> None:
    path.write_text(text)
    os.utime(path, (moment, moment))


def test_a_change_is_told_once_and_a_mistake_leaves_what_was_in_force(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    watch = SettingsWatch(path, read_settings(path))
    assert watch() is None
    write(path, "[feeds]\nrefresh_minutes = 15\n", 1)
    changed = watch()
    assert changed is not None and changed.feeds.refresh_minutes == 15
    assert watch() is None
    write(path, "[feeds]\nrefresh_minutes = 15  # the same\n", 2)
    assert watch() is None
    for moment, wrong in enumerate(("refresh_minutes = 'often'", "refresh_minutes = 15\n[network]\nproxy = 'nowhere'", "= ="), 3):
        write(path, f"[feeds]\n{wrong}\n", moment)
        assert watch() is None
    write(path, "[feeds]\nrefresh_minutes = 30\n", 9)
    changed = watch()
    assert changed is not None and changed.feeds.refresh_minutes == 30
    path.unlink()
    assert watch() == Settings()


def test_what_changed_between_reading_and_watching_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    write(path, "[feeds]\nrefresh_minutes = 15\n", 1)
    loaded = read_settings(path)
    write(path, "[feeds]\nrefresh_minutes = 30\n", 2)
    changed = SettingsWatch(path, loaded)()
    assert changed is not None and changed.feeds.refresh_minutes == 30


async def test_the_services_take_over_what_changed(room: ServiceRoom, web: WebServer) -> None:
    room.services.use(Settings(network=NetworkSettings(user_agent="mine/1"), feeds=FeedSettings(refresh_minutes=300)))
    feed = await room.subscribe(serve_site(web))
    assert web.requests[-1].headers["user-agent"] == "mine/1"
    assert feed.due_at is not None and feed.checked_at is not None
    assert (feed.due_at - feed.checked_at).total_seconds() >= 300 * 60
