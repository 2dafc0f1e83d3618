"""What the system tells of the disk, stick or share a folder lies on."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.vault.volumes import Volume, is_server_path, volume_in, volume_of, windows_volume

MOUNTS = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 27 8:1 / /media/stick rw,nosuid - vfat /dev/sdb1 rw
31 27 8:2 / /media/großer\040Stick rw - exfat /dev/sdc1 rw
32 27 0:50 / /srv/share rw - cifs //server/share rw
33 27 0:51 / /home/w rw - nfs4 server:/home rw
34 33 0:52 / /home/w/fern rw - fuse.sshfs w@host: rw
35 27 0:53 / /mnt/twice rw - ext4 /dev/sdd1 rw
36 27 0:54 / /mnt/twice rw - smb3 //server/x rw

not a mount
37 broken - x"""


@pytest.mark.parametrize(
    ("folder", "file_system", "remote"),
    [
        ("/", "ext4", False),
        ("/home/other/vault", "ext4", False),
        ("/home/wx", "ext4", False),
        ("/home/w/.local/share/intman/vault", "nfs4", True),
        ("/home/w/fern/x", "fuse.sshfs", True),
        ("/srv/share", "cifs", True),
        ("/mnt/twice/x", "smb3", True),
        ("/media/stick/intman", "vfat", False),
        ("relative", "", False),
    ],
)
def test_the_innermost_and_newest_mount_tells(folder: str, file_system: str, remote: bool) -> None:
    assert volume_in(MOUNTS, folder) == Volume(file_system, remote)


@pytest.mark.parametrize(
    "file_system",
    ["fuse.kio-fuse", "fuse.onedriver", "fuse.pcloud", "lustre", "fuse.mountpoint-s3", "fuse.seadrive"],
)
def test_what_desktops_show_of_servers_and_clouds_is_another_computer(file_system: str) -> None:
    line = f"36 35 0:50 / /home/w/fern rw - {file_system} source rw"
    assert volume_in(line, "/home/w/fern/x") == Volume(file_system, remote=True)


@pytest.mark.parametrize(
    "file_system",
    ["fuse.gocryptfs", "fuse.encfs", "fuseblk", "overlay", "btrfs", "zfs", "9p", "virtiofs", "vboxsf"],
)
def test_what_lies_on_a_disk_of_this_computer_is_none(file_system: str) -> None:
    assert not volume_in(f"36 35 0:50 / /home/w rw - {file_system} source rw", "/home/w/x").remote


def test_a_mount_with_blanks_and_umlauts_is_found() -> None:
    assert volume_in(MOUNTS, "/media/großer Stick/x").file_system == "exfat"


@pytest.mark.linux
def test_linux_tells_about_this_machine() -> None:
    assert volume_of(Path("/proc")).file_system == "proc"


def test_a_system_that_says_nothing_is_no_trouble(tmp_path: Path) -> None:
    assert volume_of(tmp_path, "linux", tmp_path / "missing") == Volume()
    assert volume_of(tmp_path, "darwin") == Volume()


class _Kernel:
    """Answers like Windows for one drive."""

    def __init__(self, root: str = "E:\\", kind: int = 2, name: str = "FAT32") -> None:
        self.root, self.kind, self.name = root, kind, name

    def GetVolumePathNameW(self, _folder: str, buffer: Any, size: int) -> int:  # noqa: N802 - Windows' name
        assert size > len(self.root)
        buffer.value = self.root
        return int(bool(self.root))

    def GetDriveTypeW(self, root: Any) -> int:  # noqa: N802
        assert root.value == self.root
        return self.kind

    def GetVolumeInformationW(self, *given: Any) -> int:  # noqa: N802
        given[6].value = self.name
        return int(bool(self.name))


@pytest.mark.parametrize(
    ("folder", "kernel", "volume"),
    [
        ("E:\\Sicherung", _Kernel(), Volume("fat32", False)),
        ("C:\\Daten", _Kernel("C:\\", 3, "NTFS"), Volume("ntfs", False)),
        ("H:\\Daten", _Kernel("H:\\", 4, "NTFS"), Volume("ntfs", True)),
        ("H:\\Daten", _Kernel("H:\\", 4, ""), Volume("", True)),
        ("\\\\server\\share\\x", _Kernel(""), Volume("", True)),
        ("D:\\x", _Kernel(""), Volume("", False)),
    ],
)
def test_windows_tells_drive_and_file_system(
    folder: str, kernel: _Kernel, volume: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert windows_volume(folder, kernel) == volume
    assert volume_of(Path(folder), "win32", kernel32=kernel) == volume
    monkeypatch.setattr(ctypes, "CDLL", {"kernel32": kernel}.__getitem__)
    assert volume_of(Path(folder), "win32") == volume


@pytest.mark.parametrize(
    ("folder", "server"),
    [
        ("\\\\server\\share", True),
        ("//server/share", True),
        ("\\\\?\\UNC\\server\\share", True),
        ("\\\\?\\C:\\lang", False),
        ("\\\\.\\C:\\x", False),
        ("C:\\x", False),
        ("\\x", False),
    ],
)
def test_the_path_of_a_server_is_known(folder: str, server: bool) -> None:
    assert is_server_path(folder) is server
