"""Whether a path lies on a network file system, where SQLite's write-ahead log is unsafe: its shared memory is not shared."""

import os
from pathlib import Path

_NETWORK = {
    *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2"),
    *("orangefs", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs"),
    *("fuse.ceph", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs"),
    "fuse.vmhgfs-fuse",
}
_MOUNTS = Path("/proc/self/mountinfo")


def on_network(path: Path, mounts: bytes | None = None) -> bool:
    """Whether `path` (a file or folder, or one that is yet to be made) lies on a network file system.

    `mounts` is Linux's mountinfo (proc_pid_mountinfo(5)); without it, where the system has none, the answer is no.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_bytes()
        except OSError:
            return False
    place = os.fsencode(os.path.realpath(path))
    best, kind = b"", b""
    for line in mounts.splitlines():
        front, _, back = line.partition(b" - ")
        fields = front.split()
        if len(fields) < 5 or not back:
            continue
        point = fields[4]
        for escaped, byte in ((rb"\040", b" "), (rb"\011", b"\t"), (rb"\012", b"\n"), (rb"\134", b"\\")):
            point = point.replace(escaped, byte)
        inside = place == point or place.startswith(point.rstrip(b"/") + b"/")
        if inside and len(point) >= len(best):  # of two mounts on one point the later covers the earlier
            best, kind = point, back.split()[0]
    return os.fsdecode(kind) in _NETWORK
