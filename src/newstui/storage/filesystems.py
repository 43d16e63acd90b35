"""Whether a path lies on a network file system, where SQLite's write-ahead log is unsafe (its shared memory is not shared)."""

import os
from pathlib import Path

_NETWORK = frozenset(
    "9p afs beegfs ceph cifs coda davfs fuse.ceph fuse.davfs fuse.glusterfs fuse.rclone fuse.s3fs fuse.sshfs glusterfs gpfs lustre"
    " ncpfs nfs nfs4 ocfs2 orangefs pvfs2 smb2 smb3 smbfs vboxsf virtiofs vmhgfs fuse.vmhgfs-fuse".split()
)
_MOUNTS = Path("/proc/self/mountinfo")


def on_network(path: Path, mounts: str | None = None) -> bool:
    """Whether `path` (a file or folder, or one that is yet to be made) lies on a network file system.

    `mounts` is the text of Linux's mountinfo (proc_pid_mountinfo(5)); without it and without that file the answer is no.
    """
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(errors="surrogateescape")
        except OSError:
            return False
    place = os.path.realpath(path)
    best, kind = "", ""
    for line in mounts.splitlines():
        front, _, back = line.partition(" - ")
        fields = front.split()
        if len(fields) < 5 or not back:
            continue
        point = fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape") if "\\" in fields[4] else fields[4]
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):  # of two mounts on one point the later covers the earlier
            best, kind = point, back.split()[0]
    return kind in _NETWORK
