"""Entries that name somebody who is watched, for scripts."""

from pathlib import Path

from newstui.config.load import load_settings
from support.cache import open_cache
from support.command_line import CommandLine
from support.newsroom import fill


def test_entries_that_name_the_watched_are_listed(tmp_path: Path) -> None:
    newstui = CommandLine(tmp_path)
    room = fill(tmp_path)
    assert newstui("list", "--watched", "--json").lines() == []
    nobody = newstui("list", "--watched")
    assert nobody.out == "" and "Nobody is watched" in nobody.err and "* on a name" in nobody.err and "refresh" not in nobody.err
    with open_cache(tmp_path) as db:
        db.entity_decisions.watch(db.entities.named("Mara Lindqvist")[0].id, True)
    (row,) = newstui("list", "--watched", "--unread", "--json").lines()
    assert (row["id"], row["watched"]) == (room.story, True)
    assert newstui("list", "--watched", "--starred", "--json").lines() == []
    none = newstui("list", "--watched", "--starred").err
    assert "names whom you watch" in none and "refresh" not in none


def test_the_written_configuration_has_what_the_terminal_is_asked_for(tmp_path: Path) -> None:
    newstui = CommandLine(tmp_path)
    newstui.config_file.unlink()
    assert newstui("--config", str(newstui.config_file), "config", "--init").status == 0
    written = newstui.config_file.read_text(encoding="utf-8")
    section = written[written.index("[terminal]") : written.index("[keys]")]
    for setting in ("links", "copy", "copy_command", "title", "watched"):
        assert f"\n#{setting} = " in section, setting
    assert '#entity.watch = "*"' in written or '"entity.watch" = "*"' in written
    newstui.config_file.write_text(written.replace('#watched = "words"', 'watched = "bell"'), encoding="utf-8")
    assert load_settings(newstui.config_file).terminal.watched == "bell"
