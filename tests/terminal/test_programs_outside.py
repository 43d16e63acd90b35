"""Programs outside: a browser that needs the terminal gets it, one that fails is told of, a command gets the article's text."""

from pathlib import Path

from support.newsroom import fill
from support.pty_reader import PtyReader
from support.quiet import quiet

BROWSER = """#!/bin/sh
printf 'in the browser: %s\\n' "$1"
read answer
exit 3
"""


def _browser(folder: Path, more: str = "") -> None:
    fill(folder)
    program = folder / "pages"
    program.write_text(BROWSER)
    program.chmod(0o700)
    quiet(folder, f'[browser]\ncommand = ["{program}", "{{url}}"]\n{more}')


def test_a_browser_in_the_terminal_is_given_it_over_ssh_too(tmp_path: Path) -> None:
    _browser(tmp_path, "in_terminal = true\n")
    with PtyReader(tmp_path, environment={"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}) as term:
        term.until("Harbour bridge")
        term.type("o")
        term.until("in the browser: https://")
        assert b"\x1b[?1049l" in term.sent  # the reader left its screen
        term.type("\n")
        term.until("pages ended with status 3")
        term.until("Valley Gazette")
        term.type("j")
        term.until("2/13")
        term.type("q")
        assert term.ended() == 0


def test_a_browser_that_fails_at_once_is_told_of(tmp_path: Path) -> None:
    _browser(tmp_path)
    with PtyReader(tmp_path) as term:
        term.until("Harbour bridge")
        term.type("o")
        term.until("ended with status 3")
        term.type("q")
        assert term.ended() == 0


def test_a_command_is_given_the_article(tmp_path: Path) -> None:
    fill(tmp_path)
    quiet(tmp_path)
    with PtyReader(tmp_path) as term:
        term.until("Harbour bridge")
        term.type("|")
        term.until("No article is open")
        term.type("\r|")
        term.until("Pipe to a command")
        term.type(f"tee '{tmp_path}/kept.txt' | grep -c patching; exit 4\r")
        term.until("Enter comes back to newstui.")
        term.type("\r")
        term.until("Ended with status 4")
        term.until("Valley Gazette")
        term.type("|")
        term.until("Pipe to a command")
        term.type("printf ru%s ns; sleep 600\r")
        term.until("runs")
        term.type("\x03")  # ends the command, and not the reader
        term.until("Enter comes back to newstui.")
        term.type("\r")
        term.until("Ended with status -2")
        term.until("Valley Gazette")
        term.type("q")
        assert term.ended() == 0
    kept = (tmp_path / "kept.txt").read_text()
    assert "“We cannot keep patching" in kept and "Who said what" in kept
