"""Which drives are plugged in now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStorageInfo


def mounted_volumes() -> tuple[Path, ...]:
    """Return the folders at which drives, sticks and shares are in reach; it may wait for a slow one."""
    return tuple(
        Path(volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isValid() and volume.isReady()
    )
