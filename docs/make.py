"""Make the reference pages from the program itself: commands, keys and settings. Run by `make docs`; a test holds them true."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from newstui import __version__
from newstui.cli.commands import COMMANDS, cli
from newstui.config.actions import Pane, by_group
from newstui.config.roles import ROLES
from newstui.config.write import settings_reference

DOCS = Path(__file__).parent
NOTE = "<!-- Made by `make docs` from the program itself. -->\n\n"
ALL_PANES = frozenset(Pane)


EXITS = {
    "0": "Done. Nothing was found, for a search or a list, is an answer, too: nothing is printed on standard output.",
    "1": "Some of it failed, or what you named (an entry, a feed, a file) is not there: which, on standard error.",
    "2": "Wrong usage.",
    "130": "Stopped with ctrl+c. What was done stays.",
}

SCRIPTS = """\
What the keys of the reader mark, `newstui mark` does, for the entries that its standard input names: numbers, or the lines that
`list`, `search` and `quotes` print with `--json`. What a call marks is on the disk when it ends, all of it or nothing.

```sh
newstui list --search "ferry -bridge" --json | newstui mark - --tag ferries
newstui list --unread --json | jq 'select(.author == null) | .id' | newstui mark - --read
newstui mark --feed News/World --older-than 2w --read
newstui list --tag later --json | jq -r .link
```

`newstui completion` prints what has bash, zsh or fish complete all this, with the names of feeds, folders, tags and searches,
of who is quoted and named, and the numbers of the newest entries.
What stands below is also in the manual page: `man newstui`, where newstui is installed, and
`man ./docs/newstui.1` in its folder.
"""


def commands() -> str:
    """The command line, one section a command."""
    parts = [
        "# Commands\n\n",
        NOTE,
        "`newstui` opens the reader. Every command also takes, before its name or behind it, `--data-dir DIR` (where the cache "
        "is kept), `--config FILE` and `--verbose`; `newstui help COMMAND` and `newstui COMMAND --help` explain it. "
        "FEED is a feed's number (`newstui list --feeds`), its address, its title or a part of that; ENTRY an entry's number "
        "(`newstui list`).\n\n"
        "| Exit status | |\n| --- | --- |\n",
        *(f"| {status} | {meaning} |\n" for status, meaning in EXITS.items()),
        "\nResults go to standard output; what there is to say about them, and progress, to standard error. `--json` prints JSON "
        "lines on standard output and nothing else there: UTF-8, times in ISO 8601 (UTC), `null` where something is not known. "
        "Colours go to terminals only; `NO_COLOR` turns them off.\n\n"
        "A command that only reads makes no cache: where there is none it says so, with the folder, and ends with 1.\n\n",
        SCRIPTS,
    ]
    for command, text in helps(100):
        parts.append(f"\n## newstui {command.name}\n\n{command.short_help}\n\n```text\n{text}\n```\n")
    return "".join(parts)


def helps(width: int) -> Iterator[tuple[click.Command, str]]:
    """Each command with its help, without the global options, which are told of elsewhere."""
    context = click.Context(cli, info_name="newstui", max_content_width=width, terminal_width=width)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        command.epilog = None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=width, terminal_width=width)
        yield command, "\n".join(line.rstrip() for line in command.get_help(inner).splitlines())


def manual() -> str:
    """The manual page: what --help says, in man's own form."""
    context = click.Context(cli, info_name="newstui", max_content_width=72, terminal_width=72)
    usage, _, rest = cli.get_help(context).partition("\n\n")
    parts = [
        f'.TH NEWSTUI 1 "" "newstui {__version__}"\n',
        f".SH NAME\nnewstui \\- {roff(str(cli.help).partition(': ')[2].rstrip('.'))}\n",
        f".SH SYNOPSIS\n{roff(usage.removeprefix('Usage: '))}\n.SH DESCRIPTION\n.nf\n{roff(rest)}\n.fi\n",
        *(f".SH NEWSTUI {str(command.name).upper()}\n.nf\n{roff(text)}\n.fi\n" for command, text in helps(72)),
        ".SH EXIT STATUS\n",
        *(f".TP\n{status}\n{roff(meaning)}\n" for status, meaning in EXITS.items()),
    ]
    return "".join(parts)


def roff(text: str) -> str:
    """Text as it stands: a line may begin with a full stop, and a hyphen is one that can be copied into a shell."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").splitlines()
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in lines)


def keys() -> str:
    """Every action with its keys."""
    parts = [
        "# Keys\n\n",
        NOTE,
        "Each can be bound otherwise in the configuration's `[keys]` table, by the name in the last column: "
        '`"mark.star" = "B"`, or several, `["B", "ctrl+x s"]`. The second of these is two keys, one after the other; after the '
        "first, the last line shows which may follow. Your key takes the place of a default one; the reader says which action "
        "lost it, until you write down what that action is to have.\n\n"
        'A macro is a key that stands for several: `"ctrl+n" = "n ]"` in `[macros]` opens the next unread entry and goes to '
        "its first quotation.\n\n"
        "`B` puts letters on the links in sight, and the page of the one that you choose is read here, beside the rest: `Esc` "
        "leads back to the line that you came from, `u` lets go of the page again, and what you read so stands in “Saved "
        "pages”.\n\n"
        "`H` puts letters on what is in sight of the article: in brackets, `[a]`, those of a link, which they open; over the "
        "first letter of a name, which they choose; in place of a picture's sign. Keys may be typed faster than they are "
        "answered: what follows a key that opens a dialog waits for the dialog.\n\n"
        "`u` takes back one step after the other, up to two hundred, as long as the reader runs. What was done before it was "
        "quit stays done.\n",
    ]
    for group, actions in by_group().items():
        parts.append(f"\n## {group}\n\n| Keys | What it does | Action |\n| --- | --- | --- |\n")
        for action in actions:
            shown = " ".join(_key(key) for key in action.keys) or "–"
            where = f" (in: {', '.join(sorted(action.panes))})" if action.panes and action.panes != ALL_PANES else ""
            parts.append(f"| {shown} | {action.help}{where} | `{action.id}` |\n")
    return "".join(parts)


def _key(name: str) -> str:
    """A key as code in a Markdown table, where a bar and a backtick mean something else."""
    code = name.replace("|", "\\|")
    return f"`` {code} ``" if "`" in code else f"`{code}`"


def settings() -> str:
    """Every setting with its default."""
    words = (
        "`newstui config --init` writes a file with all of them, commented. A running reader takes changes over when you save;"
        " what can only be so from the next start on, it names. What you change with a key (`S`, `v`, `e`, `t`) stays until the"
        " configuration says something else."
    )
    searches = (
        "## [searches]\n\nLists in the feed pane that a search fills: a name, and what you would type after `/`, such as"
        ' `"Ferries" = "ferry -bridge"`. `in:NAME` keeps to the feeds of a name or in a folder of that name, `tag:NAME` to what'
        " has your tag, `is:noted` to what has a note (so `starred`, `unread`, `read`, `cited`, `tagged`, `watched`), `note:WORD`"
        " to what has the word in its note; a minus before them leaves these out, and they do without other words:"
        ' `"Mine" = "in:Coast tag:work"`.\n'
    )
    return f"# Settings\n\n{NOTE}{words}\n\n{settings_reference()}\n{searches}"


def themes() -> str:
    """The roles that a theme gives looks to."""
    head = (DOCS / "themes.head.md").read_text(encoding="utf-8")
    rows = "".join(
        f"| `{role}` | {info.meaning} | {f'`{info.fallback}`' if info.fallback else ''} |\n" for role, info in ROLES.items()
    )
    return f"{head}\n| Role | What it is | Looks like, where a theme leaves it out |\n| --- | --- | --- |\n{rows}"


PAGES = {"commands.md": commands, "newstui.1": manual, "keys.md": keys, "settings.md": settings, "themes.md": themes}


def main() -> int:
    """Write the pages."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
