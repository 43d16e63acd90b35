"""A real SSH server on the loopback device, which lets in whoever runs the tests."""

import getpass
import os
import select
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

_QUIET = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "SendEnv=COLORTERM NEWSTUI_*")
_SERVER = shutil.which("sshd") or "/usr/sbin/sshd"


def missing() -> str:
    """What is not installed here of what a connection needs; "" where all is."""
    programs = [name for name in ("ssh", "ssh-keygen") if shutil.which(name) is None]
    return ", ".join([*programs, *([] if Path(_SERVER).exists() else ["sshd"])])


class SshServer(NamedTuple):
    """Where it listens, and the key that it lets in."""

    port: int
    key: Path

    def command(self, *words: str, port: int = 0) -> list[str]:
        """A client that runs a program in a terminal at the other end; `port` where somebody stands between."""
        options = [word for option in _QUIET for word in ("-o", option)]
        where = f"{getpass.getuser()}@127.0.0.1"
        there = " ".join(f"'{word}'" for word in words)
        return ["ssh", "-tt", "-F", "/dev/null", "-p", str(port or self.port), "-i", str(self.key), *options, where, there]


@contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    """A server whose keys lie in a folder. Raises RuntimeError where it does not begin to listen."""
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
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([_SERVER, "-D", "-e", "-f", "/dev/null", *words], stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if server.poll() is not None:
                raise RuntimeError(f"sshd ended with status {server.returncode}: somebody may have taken its port")
            with closing(socket.socket()) as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            select.select([], [], [], 0.05)
        else:
            raise RuntimeError("sshd does not listen")
        yield SshServer(port, folder / "user")
    finally:
        server.terminate()
        server.wait()
