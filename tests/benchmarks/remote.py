"""The same keys over a real SSH connection to this machine, plain and compressed, and inside tmux and GNU screen.

Bytes over SSH are counted between client and server, packets and encryption included, from the moment the screen stands.
"""

import getpass
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.keys import DOWN, both_caches, forget
from benchmarks.program import Program
from benchmarks.tools import NEWSTUI, median

SIZE = (120, 40)


class Counter(threading.Thread):
    """Hands everything on between a client and a server, and counts what the server sends."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._port = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.bytes = 0

    def run(self) -> None:
        """Serve one connection after the other."""
        while True:
            client, _ = self._listening.accept()
            with closing(client), closing(socket.create_connection(("127.0.0.1", self._port))) as server:
                ends = {client: server, server: client}
                while ends:
                    for end in select.select(list(ends), [], [])[0]:
                        data = end.recv(65536)
                        if not data:
                            ends = {}
                            break
                        ends[end].sendall(data)
                        self.bytes += len(data) if end is server else 0


@contextmanager
def _server(folder: Path) -> Iterator[tuple[int, Path]]:
    """An SSH server on the loopback device: its port, and the key that it lets in."""
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    options = {
        "Port": port,
        "ListenAddress": "127.0.0.1",
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "authorized",
        "StrictModes": "no",
        "PidFile": "none",
        "AcceptEnv": "COLORTERM NEWSTUI_*",
        "UsePAM": "no",
    }
    words = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    Path("/run/sshd").mkdir(exist_ok=True)
    program = shutil.which("sshd") or "/usr/sbin/sshd"
    server = subprocess.Popen([program, "-D", "-e", "-f", "/dev/null", *words], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with closing(socket.socket()) as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            select.select([], [], [], 0.05)
        yield port, folder / "user"
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    """Print the table; 0: there is no aim of its own."""
    missing = [name for name in ("ssh", "ssh-keygen", "tmux", "screen") if shutil.which(name) is None]
    if missing or not (shutil.which("sshd") or Path("/usr/sbin/sshd").exists()):
        print(f"skipped: needs {', '.join(missing) or 'sshd'}")
        return 0
    with both_caches() as (ours, boat), tempfile.TemporaryDirectory() as made:
        if ours is None:
            return 0
        reader = [*NEWSTUI, "--data-dir", str(ours), "--config", str(ours / "config.toml")]
        programs = {"newstui": (reader, r"[0-9]/[0-9]", "j")}
        if boat:
            programs["newsboat"] = (boat, "Tribune|Herald|Wire|Gazette", DOWN)
        print(f"{'':<12}{'':<16}{'row B':>8}{'row ms':>8}{'open B':>8}{'open ms':>9}{'page B':>8}{'page ms':>9}")
        with _server(Path(made)) as (port, key):
            counter = Counter(port)
            counter.start()
            ways = {
                "ssh": _ssh(counter.port, key),
                "ssh -C": [*_ssh(counter.port, key), "-C"],
                "tmux": ["tmux", "-L", f"bench{os.getpid()}", "-f", "/dev/null", "new-session"],
                "screen": ["screen", "-c", "/dev/null"],
            }
            for name, (command, ready, down) in programs.items():
                for way, before in ways.items():
                    forget(ours)
                    _print(name, way, [*before, *_remotely(command, way)], ready, down, counter)
        subprocess.run(["tmux", "-L", f"bench{os.getpid()}", "kill-server"], check=False, stderr=subprocess.DEVNULL)
    return 0


def _ssh(port: int, key: Path) -> list[str]:
    quiet = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "SendEnv=COLORTERM")
    options = [word for option in quiet for word in ("-o", option)]
    return ["ssh", "-tt", "-F", "/dev/null", "-p", str(port), "-i", str(key), *options, f"{getpass.getuser()}@127.0.0.1"]


def _remotely(command: list[str], way: str) -> list[str]:
    return [" ".join(f"'{word}'" for word in command)] if way.startswith("ssh") or way == "tmux" else command


def _print(name: str, way: str, command: list[str], ready: str, down: str, counter: Counter) -> None:
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    if way in ("tmux", "screen"):
        environment["SCREENDIR"] = tempfile.mkdtemp()
    with Program(command, size=SIZE, environment=environment) as program:
        program.until(ready)
        if name == "newsboat":
            program.press("\r")
        else:
            program.press("\x1b")
            program.press("g")

        def press(key: str) -> tuple[float, float]:
            start = counter.bytes
            step = program.press(key)
            return (counter.bytes - start if way.startswith("ssh") else step.bytes), step.first_ms

        rows = [press(down) for _ in range(9)]
        if name == "newstui":
            program.press("g")  # to where articles are
        opened, page = press("\r"), press(" ")
        line = f"{name:<12}{way:<16}{median([b for b, _ in rows]):>8.0f}{median([ms for _, ms in rows]):>8.1f}"
        print(f"{line}{opened[0]:>8.0f}{opened[1]:>9.1f}{page[0]:>8.0f}{page[1]:>9.1f}", flush=True)
        for _ in range(3):
            program.press("q", quiet=0.1)


if __name__ == "__main__":
    sys.exit(main())
