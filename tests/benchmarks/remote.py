"""The same keys over a real SSH connection to this machine, plain and compressed, and inside tmux and GNU screen.

Bytes over SSH are counted between client and server, packets and encryption included, from the moment the screen stands.
"""

import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import closing, suppress
from pathlib import Path

from benchmarks.keys import DOWN, both_caches, forget
from benchmarks.program import Program
from benchmarks.tools import NEWSTUI, median
from support.ssh_server import missing, ssh_server

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
            # A client that is killed while the server talks resets its end.
            with (
                closing(client),
                closing(socket.create_connection(("127.0.0.1", self._port))) as server,
                suppress(ConnectionError),
            ):
                self._hand_on(client, server)

    def _hand_on(self, client: socket.socket, server: socket.socket) -> None:
        other = {client: server, server: client}
        while True:
            for end in select.select(list(other), [], [])[0]:
                data = end.recv(65536)
                if not data:
                    return
                other[end].sendall(data)
                self.bytes += len(data) if end is server else 0


def main() -> int:
    """Print the table; 0: there is no aim of its own."""
    lacking = [*filter(None, (missing(),)), *(name for name in ("tmux", "screen") if shutil.which(name) is None)]
    if lacking:
        print(f"skipped: needs {', '.join(lacking)}")
        return 0
    with both_caches() as (ours, boat), tempfile.TemporaryDirectory() as made:
        if ours is None:
            return 0
        reader = [*NEWSTUI, "--data-dir", str(ours), "--config", str(ours / "config.toml")]
        programs = {"newstui": (reader, r"1/[0-9.]+", "j")}
        if boat:
            programs["newsboat"] = (boat, "Tribune|Herald|Wire|Gazette", DOWN)
        print(f"{'':<12}{'':<16}{'row B':>8}{'row ms':>8}{'open B':>8}{'open ms':>9}{'page B':>8}{'page ms':>9}")
        with ssh_server(Path(made)) as server:
            counter = Counter(server.port)
            counter.start()
            ssh = server.command(port=counter.port)[:-1]
            ways = {
                "ssh": ssh,
                "ssh -C": [*ssh[:-1], "-C", ssh[-1]],
                "tmux": ["tmux", "-L", f"bench{os.getpid()}", "-f", "/dev/null", "new-session"],
                "screen": ["screen", "-c", "/dev/null"],
            }
            for name, (command, ready, down) in programs.items():
                for way, before in ways.items():
                    forget(ours)
                    _print(name, way, [*before, *_remotely(command, way)], ready, down, counter)
        subprocess.run(["tmux", "-L", f"bench{os.getpid()}", "kill-server"], check=False, stderr=subprocess.DEVNULL)
    return 0


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
