"""Completion, as a real bash asks for it and as the others would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.cache import add_entries, entry, open_cache
from support.command_line import CommandLine
from support.linked import PER, Room
from support.newsroom import fill
from support.pty_reader import PtyReader

HOSTILE = 'Coast, "news" $(touch owned) `touch owned` it\'s * ; touch owned'
FEEDS = ("Harbour Post", "Harbour news", "Valley Gazette", HOSTILE, "*")


@pytest.fixture
def newstui(tmp_path: Path) -> CommandLine:
    made = CommandLine(tmp_path / "data")
    with open_cache(made.data_dir) as db:
        coast = db.folders.ensure(["News", "Coast"])
        feeds = [db.feeds.add(f"https://{n}.example/feed", feed_title=title, folder_id=coast.id) for n, title in enumerate(FEEDS)]
        ids = add_entries(db, feeds[0], [entry(0), entry(1)])
        db.decisions.tag(ids[:1], "later")
    program = tmp_path / "bin" / "newstui"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport sys\nfrom newstui.__main__ import main\nsys.exit(main())\n")
    program.chmod(0o755)
    made.config_file.write_text('[searches]\n"Night boats" = "ferry"\n')
    return made


def environment(newstui: CommandLine) -> dict[str, str]:
    path = f"{newstui.data_dir.parent / 'bin'}:{os.environ['PATH']}"
    return newstui.environment(PATH=path, NEWSTUI_DATA_DIR=str(newstui.data_dir))


def asked(newstui: CommandLine, line: str) -> list[str]:
    """What click answers a shell, where the cursor is at the end of the line."""
    words = line.split(" ")
    variables = {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), "_NEWSTUI_COMPLETE": "bash_complete"}
    done = subprocess.run(
        ["newstui"], env={**environment(newstui), **variables}, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [answer.partition(",")[2] for answer in done.stdout.splitlines() if answer]


@pytest.mark.parametrize(
    ("line", "answers"),
    [
        ("newstui li", ["list"]),
        ("newstui help mar", ["mark"]),
        ("newstui list --search", ["--search", "--search-name"]),
        ("newstui list --search-name ", ["Night boats"]),
        ("newstui mark 1 --untag l", ["later"]),
        ("newstui list --feed har", ["Harbour Post", "Harbour news"]),
        ("newstui refresh News/", ["News/Coast"]),
        ("newstui rename Valley", ["Valley Gazette"]),
        ("newstui keep N", []),
        ("newstui move 1 N", ["News", "News/Coast"]),
        ("newstui cache --free --feed Valley", ["Valley Gazette"]),
        ("newstui completion z", ["zsh"]),
        ("newstui quotes --kind di", ["direct"]),
        ("newstui read 1", ["1", "1"]),  # the entry, and a file of that name, if there is one
        ("newstui read stor", ["stor"]),
        ("newstui mark ", ["1", "2"]),
        ("newstui mark 2", ["2"]),
        ("newstui stories 7", []),
        ("newstui quotes --entry ", ["1", "2"]),
        ("newstui --data-dir /nowhere/at/all list --feed ", []),
        ("newstui --data-dir /nowhere/at/all quotes --speaker ", []),
        ("newstui --data-dir /nowhere/at/all read 1", ["1"]),
        ("newstui list --data-dir /nowhere/at/all --feed ", []),
    ],
)
def test_what_may_follow(newstui: CommandLine, line: str, answers: list[str]) -> None:
    assert asked(newstui, line) == answers


def test_names_follow_the_most_named_first(newstui: CommandLine) -> None:
    fill(newstui.data_dir)
    assert asked(newstui, "newstui quotes --speaker ") == ["Mara Lindqvist", "Tomas Oyelaran"]
    assert asked(newstui, "newstui quotes --speaker tom") == ["Tomas Oyelaran"]
    assert asked(newstui, "newstui quotes --speaker %") == []
    assert sorted(asked(newstui, "newstui entities ")) == ["Harbour Trust", "Mara Lindqvist", "Port Ellery", "Tomas Oyelaran"]
    assert asked(newstui, "newstui entities harb") == ["Harbour Trust"]
    with open_cache(newstui.data_dir) as db:
        room = Room(db)
        for _ in range(2):
            room.name(("Mabel Roe", PER))
    assert asked(newstui, "newstui entities Ma") == ["Mabel Roe", "Mara Lindqvist"]


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes_names_and_runs_nothing_of_them(newstui: CommandLine) -> None:
    variables = {**environment(newstui), "PS1": "$ ", "INPUTRC": "/dev/null", "HISTFILE": ""}
    command = ["bash", "--norc", "--noprofile", "-i"]
    with PtyReader(newstui.data_dir, size=(160, 40), command=command, environment=variables) as shell:
        shell.type(f"cd {newstui.data_dir}; source <(newstui completion bash); echo re'ady'\r")
        shell.until("\nready")
        shell.type("newstui li\t")
        shell.until("$ newstui list")
        shell.type("--feeds --json --feed Val\t")
        shell.until(r"--feed Valley\ Gazette")
        shell.type("\r")
        shell.until('"title":"Valley Gazette"')
        for typed, whole in ((HOSTILE[:5], "touch\\ owned"), ("'Harbour n", "'Harbour news'"), ('"Harbour P', '"Harbour Post"')):
            shell.type(f"clear; newstui list --feeds --json --feed {typed}\t")
            shell.until(whole)
            shell.type("\r")
            shell.until('"error":null}')
        shell.type('clear; newstui list --feeds --json --feed "Coast\t, news"\r')
        shell.until("No feed or folder is called 'Coast, news'")
        shell.type("exit\r")
        shell.ended()
    assert not (newstui.data_dir / "owned").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_reads_its_script(newstui: CommandLine, shell: str) -> None:
    script = newstui("completion", shell)
    assert (script.status, script.err) == (0, "") and f"_NEWSTUI_COMPLETE={shell}_complete" in script.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=script.out, text=True, check=True)
    assert newstui("completion", "tcsh").status == 2
