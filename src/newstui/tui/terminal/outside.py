"""The world outside the terminal: the browser, and whether we sit at its far end."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit

from newstui.errors import NewstuiError


def over_ssh(environment: Mapping[str, str] | None = None) -> bool:
    """Whether the terminal is at the other end of an SSH connection, where no browser of ours can be seen."""
    variables = os.environ if environment is None else environment
    return bool(variables.get("SSH_CONNECTION") or variables.get("SSH_TTY"))


def browser_command(url: str, command: Sequence[str] = ()) -> list[str]:
    """The words that open an address: those of `command` ({url} stands for it), else the system's browser.

    Raises NewstuiError where the address is not http, https or mailto, or there is no program.
    """
    if urlsplit(url).scheme not in ("http", "https", "mailto") or url.startswith("-"):
        raise NewstuiError("This address is not opened: it is no web page.")
    words = [word.replace("{url}", url) for word in command] if command else _system_browser(url)
    if command and not any("{url}" in word for word in command):
        words.append(url)
    return words


def start(words: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a program in a session of its own, from which it cannot write to our terminal. Raises NewstuiError."""
    try:
        return subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError as error:
        raise _not_started(words, error) from error


def wait_for(words: Sequence[str]) -> int:
    """Run a program on our terminal, which has to be free for it: its exit status. Raises NewstuiError."""
    try:
        with _interrupts_left_to_it():
            return subprocess.run(words, check=False).returncode
    except OSError as error:
        raise _not_started(words, error) from error


def give_text(command: str, text: str) -> int:
    """Run a command line of the user's own in their shell, on our terminal and with `text` on its standard input.

    Waits for Enter at its end, so that what it wrote can be read: its exit status. Nothing of `text` is in the command line.
    """
    shell = os.environ.get("SHELL") or "/bin/sh"
    with _interrupts_left_to_it():
        try:
            status = subprocess.run([shell, "-c", command], input=text.encode("utf-8", "replace"), check=False).returncode
        except OSError as error:
            raise _not_started([shell], error) from error
        sys.stdout.write("\nEnter comes back to newstui. ")
        sys.stdout.flush()
        sys.stdin.readline()
    return status


@contextmanager
def _interrupts_left_to_it() -> Iterator[None]:
    """ctrl+c and ctrl+\\ end the program that has the terminal, and not the reader; what ends the reader waits.

    The event loop would hear of a signal afterwards: meanwhile it is not told of any. Only in the main thread.
    """
    waiting: list[int] = []
    loop = signal.set_wakeup_fd(-1)
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGQUIT)}
    before |= {number: signal.signal(number, lambda came, _: waiting.append(came)) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
            signal.siginterrupt(number, False)
        signal.set_wakeup_fd(loop, warn_on_full_buffer=False)
        if waiting:
            os.kill(os.getpid(), waiting[0])


def _not_started(words: Sequence[str], error: OSError) -> NewstuiError:
    return NewstuiError(
        f"{words[0]} could not be started: {error.strerror or error}.", hint="See [browser] in the configuration."
    )


def _system_browser(url: str) -> list[str]:
    for program in (os.environ.get("BROWSER", ""), "xdg-open", "open", "sensible-browser", "x-www-browser"):
        if program and os.pathsep not in program and shutil.which(program):
            return [program, url]
    raise NewstuiError("There is no browser here.", hint="y copies the address; [browser] in the configuration names a program.")
