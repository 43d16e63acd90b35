"""Commands that look after newstui itself: demo, config."""

from pathlib import Path

import click

from newstui.cli.context import Context
from newstui.cli.output import say
from newstui.errors import NewstuiError


@click.command("demo", short_help="Open the sample edition in a throw-away cache.")
@click.pass_obj
def demo_command(context: Context) -> int:
    """Open the reader on the packaged sample edition, without a network, in a cache that is deleted at the end."""
    import tempfile

    from newstui.cli.reader import run_in_terminal
    from newstui.config.paths import Paths

    with tempfile.TemporaryDirectory(prefix="newstui-demo-", ignore_cleanup_errors=True) as folder:
        return run_in_terminal(Paths(Path(folder), context.paths.config_file))


@click.command("config", short_help="Show the configuration, or write one to begin with.")
@click.option("--init", is_flag=True, help="Write a configuration file with every setting, explained, unless there is one.")
@click.option("--actions", is_flag=True, help="List every action, its keys as you configured them, and what it does.")
@click.pass_obj
def config_command(context: Context, init: bool, actions: bool) -> None:
    """Show where the configuration is and whether it is right, also whether the feeds and folders that it names are there.

    \b
    Examples:
      newstui config --init
      newstui config --actions
    """
    from newstui.config.actions import ACTIONS
    from newstui.config.configuration import configuration
    from newstui.config.load import read_settings
    from newstui.config.themes import ThemeCatalogue
    from newstui.config.write import write_default_config

    if actions:
        from newstui.config.keymap import build_keymap
        from newstui.config.rules import quoted

        settings = context.usable_settings()
        keymap = build_keymap(settings.keys, settings.macros)
        for action in ACTIONS:
            keys = " ".join(quoted(key) if " " in key else key for key in keymap.keys[action.id])
            say(f"{action.id:<24} {keys:<18} {action.help}")
        return
    path = context.paths.config_file
    if init:
        write_default_config(path, ((action.id, action.keys, action.help) for action in ACTIONS))
        say(f"Written to {path}. A running reader takes changes over when you save it.")
        return
    if path.exists():
        from newstui.cli.unknown_names import unknown_names

        loaded, themes = read_settings(path), ThemeCatalogue(context.paths.themes_dir)
        unknown = map(str, unknown_names(loaded, context.paths.database))
        if problems := [*configuration(loaded, themes).problems, *unknown]:
            raise NewstuiError("\n".join(problems))
        themes.load(loaded.settings.appearance.theme)  # raises what is wrong in it
        say(f"{path}: all right.")
    else:
        say(f"{path}: there is none, all settings have their defaults. newstui config --init writes one.")
