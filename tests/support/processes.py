"""What the system says of processes (proc_pid_stat(5)): who lives, and who is whose child. Where there is a /proc."""

from pathlib import Path


def state_of(pid: int) -> str:
    """A process's state in a letter ("T": stopped); "" where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def lives(pid: int) -> bool:
    """Whether a process is there and has not ended; one that nobody asked for its end has, too."""
    return state_of(pid) not in ("", "Z", "X")


def children(pid: int) -> list[int]:
    """The processes that a process started and that nobody has asked for their end; none where it is gone."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def family(pid: int) -> list[int]:
    """A process and all below it."""
    return [pid, *(below for child in children(pid) for below in family(child))]
