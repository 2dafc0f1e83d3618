"""What can stand in the way of a backup, each with a sentence, a way on and an own exit code.

| Code | Trouble               | Code | Trouble            |
|------|-----------------------|------|--------------------|
| 10   | WrongBackupPassphrase | 10   | WrongBackupCode    |
| 11   | BackupMissing         | 26   | BackupDamaged      |
| 27   | NotABackup            | 28   | BackupNewer        |
| 32   | KeysChanged           | 32   | OutdatedBackupLeft |
| 11   | BackupPlaceGone       | 25   | BackupNameTaken    |
| 22   | BackupPlaceFull       | 22   | BackupTooLarge     |
"""

from __future__ import annotations

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.vault.troubles import (
    DiskFull,
    FileTooLarge,
    PlaceTaken,
    WrongEmergencyCode,
    WrongPassphrase,
)


class WrongBackupPassphrase(WrongPassphrase):
    """The passphrase is none of the day on which the backup was made; the backup itself is sound."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Diese Passphrase öffnet die Sicherung nicht. Es gilt die vom Tag der Sicherung; bitte prüfen "
            "Sie auch Feststelltaste, Tastatursprache und Leerzeichen am Ende."
        )


class WrongBackupCode(WrongEmergencyCode):
    """The code is free of typing faults but belongs to no slot of this backup."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieser Code öffnet die Sicherung nicht. Bitte nehmen Sie das Notfallblatt, das am Tag der "
            "Sicherung galt."
        )


class BackupMissing(Trouble):
    """There is no backup file of that name."""

    exit_code = 11

    def template(self) -> str:
        """Return the sentence."""
        return _("Diese Sicherung gibt es nicht. Steckt der Stick, und ist es der richtige Ordner?")


class BackupDamaged(Trouble):
    """The backup was cut off or changed."""

    exit_code = 26

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Diese Sicherung ist beschädigt oder unvollständig. Es wurde nichts verändert. Bitte nehmen Sie "
            "die Sicherung davor."
        )


class NotABackup(Trouble):
    """The file is no backup of this program."""

    exit_code = 27

    def template(self) -> str:
        """Return the sentence."""
        return _("Diese Datei ist keine Sicherung dieses Programms. Bitte wählen Sie eine andere.")


class BackupNewer(Trouble):
    """The backup was made by a newer version of the program."""

    exit_code = 28

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Diese Sicherung stammt aus einer neueren Version des Programms. Bitte installieren Sie die "
            "neueste Version; die Sicherung bleibt, wie sie ist."
        )


class KeysChanged(Trouble):
    """The ways into the store changed while a backup was on its way; the former ones would open it."""

    exit_code = 32

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Während gesichert wurde, haben sich die Zugänge zum Tresor geändert. Diese Sicherung wurde "
            "verworfen. Bitte sichern Sie noch einmal."
        )


class OutdatedBackupLeft(Trouble):
    """As ``KeysChanged``, and the backup ``file`` could not be removed."""

    exit_code = 32

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Während gesichert wurde, haben sich die Zugänge zum Tresor geändert. Die Datei „{file}“ ist "
            "noch mit den früheren zu öffnen und ließ sich nicht entfernen. Bitte löschen Sie sie und "
            "sichern Sie noch einmal."
        )


class BackupPlaceGone(Trouble):
    """The folder that was to be backed up to is not there."""

    exit_code = 11

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Den Ordner „{place}“ gibt es gerade nicht. Steckt der Datenträger, und heißt der Ordner noch "
            "so? Sonst wählen Sie bitte einen anderen Ort."
        )


class BackupNameTaken(PlaceTaken):
    """Under the name that a backup was to get lies a file that is no backup of this store."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Unter diesem Namen liegt schon eine Datei, die keine Sicherung dieses Tresors ist. Es wurde "
            "nichts verändert. Bitte nehmen Sie einen anderen Namen."
        )


class BackupPlaceFull(DiskFull):
    """A backup does not fit where it was to lie."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Auf diesem Datenträger ist für die Sicherung kein Platz. Im Tresor ist alles gespeichert. Bitte "
            "schaffen Sie dort Platz, oder nehmen Sie einen anderen Ort."
        )


class BackupTooLarge(FileTooLarge):
    """A backup is larger than a file may be where it was to lie."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Auf diesem Datenträger wird keine Datei größer als 4 GB (FAT32), und die Sicherung ist größer. "
            "Im Tresor ist alles gespeichert. Bitte nehmen Sie einen anderen Datenträger, oder lassen Sie "
            "diesen mit exFAT oder NTFS neu einrichten; dabei wird gelöscht, was darauf ist."
        )
