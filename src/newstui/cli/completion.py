"""Completion in the shell: the scripts that ask for it, and the names that it takes from the cache and the configuration."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeVar

import click

from newstui.cli.output import say
from newstui.errors import NewstuiError
from newstui.model.feeds import folder_paths
from newstui.model.lists import Scope, SmartFeed, Sort

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from newstui.cli.context import Context
    from newstui.storage.database import Database

_Offer = TypeVar("_Offer")
_NAMES, _ENTRIES = 50, 200
"""Names, and newest entries, that are offered at most."""
_VARIABLE = "_NEWSTUI_COMPLETE"
# Names come from outside. With click's own script bash would split them, put files in the place of asterisks, and run what stands
# in them. Here they are quoted; within quotes, what would end them or be run cannot be, and is not offered.
_BASH = r"""
_newstui_completion() {
    local line value
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line#*,}
        case ${line%%,*}${COMP_WORDS[COMP_CWORD]:0:1} in
            dir*) compopt -o dirnames ;;
            file*) compopt -o default ;;
            plain\') if [[ $value != *\'* ]]; then COMPREPLY+=("$value"); fi ;;
            plain\") if [[ $value != *[\"\$\`\\!]* ]]; then COMPREPLY+=("$value"); fi ;;
            plain*) printf -v value %q "$value"; COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _NEWSTUI_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _newstui_completion newstui
"""
# Click's would end a name at its first comma.
_FISH = """\
function _newstui_completion
    for line in (COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) _NEWSTUI_COMPLETE=fish_complete newstui 2>/dev/null)
        set -l parts (string split -m 1 , -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                echo $parts[2]
        end
    end
end
complete --no-files --command newstui --arguments "(_newstui_completion)"
"""


@click.command("completion", short_help="Let bash, zsh or fish complete newstui's command lines.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> None:
    """Print what makes a shell complete commands, options and files of newstui, and the names of your feeds, folders and tags, of
    who is quoted and named, and the numbers of the newest entries.

    It goes where the shell looks for it:

    \b
      newstui completion bash > ~/.local/share/bash-completion/completions/newstui
      newstui completion zsh > ~/.zsh/_newstui     (in a folder of your fpath)
      newstui completion fish > ~/.config/fish/completions/newstui.fish
    """
    if shell == "zsh":
        from click.shell_completion import ZshComplete

        say(ZshComplete(click.get_current_context().find_root().command, {}, "newstui", _VARIABLE).source().rstrip("\n"))
    else:
        say((_BASH if shell == "bash" else _FISH).strip("\n"))


def feed_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The titles of feeds that begin so."""
    return _beginning_so(incomplete, _from_cache(ctx.obj, lambda cache: [feed.title for feed in cache.feeds.all()]))


def folder_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The paths of folders that begin so."""

    def paths(cache: "Database") -> Iterable[str]:
        return ["/".join(path) for path in folder_paths(cache.folders.all()).values()]

    return _beginning_so(incomplete, _from_cache(ctx.obj, paths))


def node_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Both of these."""
    return feed_names(ctx, param, incomplete) + folder_names(ctx, param, incomplete)


def tag_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The tags in use that begin so."""
    return _beginning_so(incomplete, _from_cache(ctx.obj, lambda cache: [tag for tag, _, _ in cache.decisions.tags()]))


def person_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names in analysed articles that begin so, the most named first."""
    return list(_from_cache(ctx.obj, lambda cache: cache.entities.beginning_so(incomplete, _NAMES)))


def speaker_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Names of those who are quoted that begin so, the most quoted first."""
    return list(_from_cache(ctx.obj, lambda cache: cache.entities.beginning_so(incomplete, _NAMES, quoted=True)))


def entry_numbers(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The numbers of the newest entries that begin so, with their titles where a shell shows them."""
    from click.shell_completion import CompletionItem

    if incomplete and not incomplete.isdigit():
        return []

    def newest(cache: "Database") -> "Iterable[CompletionItem]":
        rows = cache.lists.page(Scope(smart=SmartFeed.ALL), Sort.DATE, limit=_ENTRIES)
        return [CompletionItem(str(row.id), help=row.title) for row in rows if str(row.id).startswith(incomplete)]

    return list(_from_cache(ctx.obj, newest))


def entry_numbers_or_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """The same; or the shell's own file names."""
    from click.shell_completion import CompletionItem

    return [*entry_numbers(ctx, param, incomplete), CompletionItem(incomplete, type="file")]


def search_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The names of [searches] that begin so."""
    from newstui.config.load import read_settings

    return _beginning_so(incomplete, read_settings(ctx.obj.paths.config_file).settings.searches)


def _from_cache(context: "Context", names: "Callable[[Database], Iterable[_Offer]]") -> "Iterable[_Offer]":
    """Such names; none where there is no cache to be read: whoever is typing is told by the command itself."""
    from newstui.storage.database import Database

    try:
        with Database.open(context.paths.database, read_only=True) as cache:
            return names(cache)
    except NewstuiError:
        return ()


def _beginning_so(incomplete: str, names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if name.casefold().startswith(incomplete.casefold()))
