"""A folder that a cloud service keeps is known by its names and signs."""

from __future__ import annotations

import pytest

from intman_desktop.vault.clouds import MARKS, Described, cloud_of


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/w/OneDrive/vault", "OneDrive"),
        ("C:\\Users\\w\\OneDrive - Landkreis Probe\\Dokumente", "OneDrive"),
        ("/home/w/Dropbox/intman", "Dropbox"),
        ("C:\\Users\\w\\Dropbox (Verein)\\x", "Dropbox"),
        ("/home/w/Nextcloud/vault", "Nextcloud"),
        ("/home/w/Nextcloud2/vault", "Nextcloud"),
        ("/home/w/ownCloud/vault", "ownCloud"),
        ("/Users/w/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("C:\\Users\\w\\iCloudDrive\\x", "iCloud Drive"),
        ("C:\\Users\\w\\Google Drive\\x", "Google Drive"),
        ("G:\\Meine Ablage\\x", "Google Drive"),
        ("/Users/w/Library/CloudStorage/GoogleDrive-w@example.org/My Drive", "Google Drive"),
        ("/Users/w/Library/CloudStorage/OneDrive-Probe/x", "OneDrive"),
        ("/Users/w/Library/CloudStorage/Unbekannt-x/y", "Cloud"),
        ("/home/w/MagentaCLOUD/x", "MagentaCLOUD"),
        ("/home/w/HiDrive/x", "HiDrive"),
        ("/home/w/.local/share/intman/vault", None),
        ("/home/w/Dokumente/Nextcloud-Anleitung.d/../x", "Nextcloud"),
        ("/home/w/onedriver/x", None),
        ("/home/w/Library/CloudStorage", None),
        ("", None),
    ],
)
def test_a_path_tells_by_its_names(path: str, service: str | None) -> None:
    assert cloud_of(Described(path)) == service


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud / ownCloud"),
        ("._sync_0a1b2c.db", "Nextcloud / ownCloud"),
        (".csync_journal.db", "Nextcloud / ownCloud"),
        (".tmp.drivedownload", "Google Drive"),
        (".stfolder", "Syncthing"),
        (".SynologyWorkingDirectory", "Synology Drive"),
        (".seafile-data", "Seafile"),
        (".dropbox", None),
        (".bashrc", None),
    ],
)
def test_a_folder_tells_by_what_a_service_left_in_it(mark: str, service: str | None) -> None:
    assert cloud_of(Described("/daten/tresor", frozenset({mark}))) == service
    assert service is None or any(mark.lower().startswith(known.partition("*")[0]) for known in MARKS)


@pytest.mark.parametrize(
    ("variable", "value", "service"),
    [
        ("OneDrive", "D:\\Wolke", "OneDrive"),
        ("OneDriveCommercial", "d:\\wolke\\", "OneDrive"),
        ("DROPBOX_PATH", "D:/Wolke", "Dropbox"),
        ("OneDrive", "D:\\Wolken", None),
        ("OneDrive", "", None),
        ("HOME", "D:\\Wolke", None),
    ],
)
def test_the_environment_names_the_folder_of_a_service(
    variable: str, value: str, service: str | None
) -> None:
    assert cloud_of(Described("D:\\Wolke\\Tresor", environment={variable: value})) == service
