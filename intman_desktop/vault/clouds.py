"""Is a folder one that a cloud keeps in step? Told by what is known of its path, without touching it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from fnmatch import fnmatch

# Of each service: what its folder is called (a pattern, in small letters).
_NAMES = (
    ("OneDrive", ("onedrive", "onedrive - *", "onedrive-*", "onedrive (*")),
    ("Dropbox", ("dropbox", "dropbox (*", "dropbox-*")),
    ("Nextcloud", ("nextcloud", "nextcloud[0-9]", "nextcloud-*")),
    ("ownCloud", ("owncloud", "owncloud[0-9]", "owncloud-*", "owncloud - *")),
    ("iCloud Drive", ("icloud drive", "iclouddrive", "com~apple~clouddocs", "mobile documents")),
    (
        "Google Drive",
        ("google drive", "googledrive", "googledrive-*", "google drive (*", "my drive", "meine ablage"),
    ),
    ("MagentaCLOUD", ("magentacloud",)),
    ("HiDrive", ("hidrive",)),
    ("Synology Drive", ("synologydrive",)),
)
# What a service leaves in the folder that it keeps in step; "~/.dropbox" is none, it lies in the home folder.
_MARKS = (
    ("Dropbox", (".dropbox.cache",)),
    ("Nextcloud", (".nextcloudsync.log",)),
    ("ownCloud", (".owncloudsync.log",)),
    ("Nextcloud / ownCloud", (".sync_*.db", "._sync_*.db", ".csync_journal.db")),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload", ".shortcut-targets-by-id")),
    ("Synology Drive", (".synologyworkingdirectory",)),
    ("Seafile", (".seafile-data",)),
    ("Syncthing", (".stfolder",)),
)
MARKS = tuple(pattern for _service, patterns in _MARKS for pattern in patterns)
"""What to look for in a folder and in those around it; patterns, compared in small letters."""
_VARIABLES = (
    ("OneDrive", ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")),
    ("Dropbox", ("DROPBOX_PATH",)),
)
_SEPARATOR = re.compile(r"[/\\]+")
_CLOUD_STORAGE = ("library", "cloudstorage")


@dataclass(frozen=True)
class Described:
    """What is known of a folder: its absolute ``path``, the names of the ``marks`` in it and around it,
    and the variables of the ``environment``.
    """

    path: str
    marks: Set[str] = frozenset()
    environment: Mapping[str, str] = field(default_factory=dict)


def cloud_of(described: Described) -> str | None:
    """Return the name of the service that keeps the folder in step, None where nothing points to one.

    A folder that is only called like one counts: it costs a better place, and nothing else.
    """
    parts = _parts(described.path)
    for service, variables in _VARIABLES:
        for variable in variables:
            root = _parts(described.environment.get(variable, ""))
            if root and parts[: len(root)] == root:
                return service
    for service, patterns in _MARKS:
        if any(fnmatch(mark.lower(), pattern) for mark in described.marks for pattern in patterns):
            return service
    for place, part in enumerate(parts):
        if tuple(parts[max(0, place - 2) : place]) == _CLOUD_STORAGE:  # where macOS puts all of them
            return next((service for service, patterns in _NAMES if _is_called(part, patterns)), "Cloud")
    return next((service for part in parts for service, names in _NAMES if _is_called(part, names)), None)


def _is_called(part: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(part, pattern) for pattern in patterns)


def _parts(path: str) -> list[str]:
    return [part for part in _SEPARATOR.split(path.lower()) if part]
