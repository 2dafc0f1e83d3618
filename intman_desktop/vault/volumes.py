"""What a folder lies on: its file system by name, and whether that is another computer's."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from intman_desktop import hardening

NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "ncp", "webdav",
        "davfs", "ceph", "glusterfs", "lustre", "beegfs", "gpfs", "orangefs", "coda", "sshfs", "fuse.sshfs",
        "fuse.davfs", "fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.smbnetfs",
        "fuse.cifs", "fuse.fuse-nfs", "fuse.afpfs", "fuse.curlftpfs", "fuse.ceph", "fuse.ceph-fuse",
        "fuse.glusterfs", "fuse.juicefs", "fuse.mfs", "fuse.s3fs", "fuse.mountpoint-s3", "fuse.goofys",
        "fuse.gcsfuse", "fuse.blobfuse", "fuse.blobfuse2", "fuse.google-drive-ocamlfuse", "fuse.onedriver",
        "fuse.onedrivefs", "fuse.pcloud", "fuse.pcloudfs", "fuse.dbxfs", "fuse.seadrive",
    }
)  # fmt: skip
"""File systems whose files lie on another computer, by the names that Linux and macOS give them.

Among them what shows a cloud as a folder. A machine inside this one has its disk as ``9p``: that is none.
"""
_DRIVE_REMOTE = 4
_LONGEST_NAME = 261
_OCTAL = re.compile(r"\\([0-7]{3})")
MOUNTS = Path("/proc/self/mountinfo")


@dataclass(frozen=True)
class Volume:
    """The ``file_system`` in small letters, "" where nobody says, and whether it is ``remote``."""

    file_system: str = ""
    remote: bool = False


def volume_of(
    folder: Path, platform: str = sys.platform, mounts: Path | None = None, kernel32: Any = None
) -> Volume:
    """Return what ``folder`` (absolute, existing) lies on.

    Linux tells by its table of ``mounts``, Windows by ``kernel32``; elsewhere nothing is known. Never raises.
    """
    if platform == "linux":
        try:
            return volume_in(
                (mounts or MOUNTS).read_text(encoding="utf-8", errors="surrogateescape"), str(folder)
            )
        except OSError:
            return Volume()
    if platform == "win32":
        return windows_volume(str(folder), kernel32 or hardening.kernel32())
    return Volume()


def volume_in(mountinfo: str, folder: str) -> Volume:
    """Return what ``folder`` lies on by the text of ``/proc/self/mountinfo``: the innermost, newest mount."""
    path = PurePosixPath(folder)
    found, depth = "", -1
    for line in mountinfo.splitlines():
        before, _dash, after = line.partition(" - ")
        fields = before.split(" ")
        if len(fields) < 5 or not after:
            continue
        point = PurePosixPath(_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[4]))
        if path.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = after.split(" ")[0].lower(), len(point.parts)
    return Volume(found, found in NETWORK)


def windows_volume(folder: str, kernel32: Any) -> Volume:
    """Return what ``folder`` lies on by the calls of ``kernel32``; a server's path is remote in any case."""
    import ctypes

    root = ctypes.create_unicode_buffer(_LONGEST_NAME)
    name = ctypes.create_unicode_buffer(_LONGEST_NAME)
    remote = is_server_path(folder)
    if not kernel32.GetVolumePathNameW(folder, root, _LONGEST_NAME):
        return Volume("", remote)
    remote = remote or kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE
    if not kernel32.GetVolumeInformationW(root, None, 0, None, None, None, name, _LONGEST_NAME):
        return Volume("", remote)
    return Volume(name.value.lower(), remote)


def is_server_path(folder: str) -> bool:
    r"""Return whether a path of Windows begins with a server: ``\\server\share``, also as ``\\?\UNC\…``."""
    plain = folder.replace("/", "\\")
    return plain.startswith("\\\\") and (
        not plain.startswith(("\\\\?\\", "\\\\.\\")) or plain[4:8].upper() == "UNC\\"
    )
