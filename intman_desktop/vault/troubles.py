"""What can stand in the way of the store, each with a sentence, a way on and an own exit code.

| Code | Trouble               | Code | Trouble             |
|------|-----------------------|------|---------------------|
| 10   | WrongPassphrase       | 11   | VaultMissing        |
| 12   | VaultEmpty            | 13   | NotAVault           |
| 14   | VaultDamaged          | 15   | VaultTruncated      |
| 16   | VaultNewer            | 17   | VaultInUse          |
| 18   | KeyFileMissing        | 19   | KeyFileDamaged      |
| 20   | ParametersOutOfBounds | 21   | NotEnoughMemory     |
| 22   | DiskFull              | 23   | NoRight             |
| 24   | StorageFailed         | 25   | PlaceTaken          |
| 29   | Interrupted           | 31   | NothingToRescue     |
| 10   | WrongEmergencyCode    | 14   | KeyFileOutdated     |
| 4    | PassphraseEmpty       | 4    | FaultyEmergencyCode |
| 30   | ScanMissing           | 30   | ScanDamaged         |
| 14   | LogDamaged            | 14   | StoreOrKeysDamaged  |
| 22   | NotEnoughRoom         | 22   | FileTooLarge        |
| 25   | InsideStore           |      |                     |

Codes 1 to 6 are those of ``intman_desktop.errors``; 20 and 21 come from ``sealing``, 26 to 28 and 32 from
``vault.backup_troubles``, 35 to 38 from ``vault.place_troubles``.
"""

from __future__ import annotations

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.sealing import NotEnoughMemory as NotEnoughMemory
from intman_desktop.sealing import ParametersOutOfBounds as ParametersOutOfBounds


class WrongPassphrase(Trouble):
    """The passphrase opens no slot of its kind; the key file itself is sound."""

    exit_code = 10

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Diese Passphrase öffnet den Tresor nicht. Bitte prüfen Sie Feststelltaste, Tastatursprache und "
            "Leerzeichen am Ende."
        )


class WrongEmergencyCode(Trouble):
    """The code is free of typing faults but belongs to no slot of this store."""

    exit_code = 10

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieser Code gehört nicht zu diesem Tresor. Bitte nehmen Sie das Notfallblatt, das zuletzt für "
            "diesen Tresor gedruckt wurde."
        )


class FaultyEmergencyCode(Trouble):
    """The code has typing faults; ``groups`` names the groups (1 to 6) that hold one."""

    exit_code = 4

    def template(self) -> str:
        """Return the sentence."""
        return _("Im Code des Notfallblatts stimmt etwas nicht. Bitte prüfen Sie Gruppe {groups}.")


class PassphraseEmpty(Trouble):
    """No passphrase was given for a new store."""

    exit_code = 4

    def template(self) -> str:
        """Return the sentence."""
        return _("Bitte wählen Sie eine Passphrase. Ohne sie wäre der Tresor für alle offen.")


class VaultMissing(Trouble):
    """There is no store in the folder."""

    exit_code = 11

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Hier liegt kein Tresor. Bitte wählen Sie den richtigen Ordner oder stellen Sie eine Sicherung "
            "wieder her."
        )


class VaultEmpty(Trouble):
    """The store's file is there, but holds not one byte."""

    exit_code = 12

    def template(self) -> str:
        """Return the sentence."""
        return _("Die Datei des Tresors ist leer. Bitte stellen Sie die letzte Sicherung wieder her.")


class NotAVault(Trouble):
    """The file in the store's place is not ours, not encrypted, or belongs to other keys."""

    exit_code = 13

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Datei an dieser Stelle ist nicht der Tresor zu diesem Schlüssel. Sie wurde nicht "
            "verändert. Bitte legen Sie die richtige Datei zurück oder stellen Sie die letzte Sicherung "
            "wieder her."
        )


class VaultDamaged(Trouble):
    """The store's file was changed from outside or the disk lost something of it."""

    exit_code = 14

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Datei des Tresors ist beschädigt; an Ihrer Passphrase liegt es nicht. Bitte stellen Sie die "
            "letzte Sicherung wieder her. Der beschädigte Tresor wird dabei beiseitegelegt, nicht gelöscht."
        )


class LogDamaged(Trouble):
    """The log beside the store's file was changed from outside, and what was saved later stands behind."""

    exit_code = 14

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Was zuletzt gespeichert wurde, ist zum Teil beschädigt; an Ihrer Passphrase liegt es nicht. "
            "Der Tresor wird nicht geöffnet, denn dabei ginge es verloren. Bitte retten Sie, was noch "
            "lesbar ist: Oft ist es alles."
        )


class KeyFileOutdated(Trouble):
    """The key file is older than the store: somebody put an old one back."""

    exit_code = 14

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Schlüsseldatei ist älter als der Tresor. Bitte legen Sie die neueste Schlüsseldatei zurück "
            "oder stellen Sie die letzte Sicherung wieder her."
        )


class StoreOrKeysDamaged(Trouble):
    """Key file and store do not fit: the former may be an old one, or the latter damaged all over."""

    exit_code = 14

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Tresor und Schlüsseldatei passen nicht zusammen; an Ihrer Passphrase liegt es nicht. Entweder "
            "ist die Schlüsseldatei älter als der Tresor: Dann legen Sie bitte die neueste zurück. Oder die "
            "Datei des Tresors ist beschädigt: Dann stellen Sie bitte die letzte Sicherung wieder her oder "
            "retten Sie, was noch lesbar ist."
        )


class VaultTruncated(Trouble):
    """The end of the store's file is missing."""

    exit_code = 15

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Vom Tresor fehlt das Ende, vermutlich wurde er unvollständig kopiert. Bitte kopieren Sie ihn "
            "noch einmal oder stellen Sie die letzte Sicherung wieder her."
        )


class VaultNewer(Trouble):
    """The store was made or changed by a newer version of the program."""

    exit_code = 16

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieser Tresor gehört zu einer neueren Version des Programms. Bitte installieren Sie die neueste "
            "Version; am Tresor wurde nichts verändert."
        )


class VaultInUse(Trouble):
    """Another running program holds the store."""

    exit_code = 17

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Der Tresor ist schon geöffnet. Bitte wechseln Sie in das andere Fenster oder schließen Sie es."
        )


class KeyFileMissing(Trouble):
    """The store is there, but not the key file that belongs to it."""

    exit_code = 18

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Neben dem Tresor fehlt die Schlüsseldatei „keys.json“. Ohne sie lässt er sich nicht öffnen. "
            "Bitte legen Sie sie zurück oder stellen Sie die letzte Sicherung wieder her."
        )


class KeyFileDamaged(Trouble):
    """The key file was changed; known before any passphrase is asked, or after it opened."""

    exit_code = 19

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Schlüsseldatei „keys.json“ ist beschädigt; an Ihrer Passphrase liegt es nicht. Jede "
            "Sicherung enthält eine Kopie: Bitte stellen Sie die letzte wieder her."
        )


class DiskFull(Trouble):
    """No room is left where something was to be written."""

    exit_code = 22

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Der Datenträger ist voll. Gespeichert wurde diesmal nichts, alles Frühere ist da. Bitte "
            "schaffen Sie Platz und speichern Sie noch einmal."
        )


class NotEnoughRoom(DiskFull):
    """Less is free than a copy of the store needs; known before anything is written."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Auf dem Datenträger von {folder} ist zu wenig Platz: Es fehlen {missing} MB. Es wurde nichts "
            "verändert. Bitte schaffen Sie Platz und versuchen Sie es noch einmal."
        )


class FileTooLarge(DiskFull):
    """The drive has room, but takes no file that large."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Auf diesem Datenträger wird keine Datei größer als 4 GB (FAT32). Gespeichert wurde diesmal "
            "nichts, alles Frühere ist da. Bitte nehmen Sie einen anderen Datenträger, oder lassen Sie "
            "diesen mit exFAT oder NTFS neu einrichten; dabei wird gelöscht, was darauf ist."
        )


class NoRight(Trouble):
    """The system does not let us read or write there."""

    exit_code = 23

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Hier darf nicht gelesen oder geschrieben werden. Bitte wählen Sie einen anderen Ort oder lassen "
            "Sie sich die Rechte geben."
        )


class StorageFailed(Trouble):
    """The disk or stick does not answer any more."""

    exit_code = 24

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Der Datenträger antwortet nicht. Wurde ein Stick gezogen? Bitte stecken Sie ihn wieder ein und "
            "versuchen Sie es noch einmal; was gespeichert war, ist da."
        )


class PlaceTaken(Trouble):
    """There is already something where a new store was to be made."""

    exit_code = 25

    def template(self) -> str:
        """Return the sentence."""
        return _("In diesem Ordner liegt schon etwas. Bitte wählen Sie einen leeren oder neuen Ordner.")


class InsideStore(PlaceTaken):
    """A backup was to lie in the folder of the store that it is of."""

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieser Ordner gehört zum Tresor. Eine Sicherung darin ginge mit ihm verloren. Bitte wählen Sie "
            "einen anderen, am besten auf einem Stick."
        )


class Interrupted(Trouble):
    """Someone stopped a running query; nothing of it was written."""

    exit_code = 29
    stopped = True

    def template(self) -> str:
        """Return the sentence."""
        return _("Der Vorgang wurde angehalten. Es wurde nichts verändert.")


class NothingToRescue(Trouble):
    """Not one page of the store can be read under these keys, or none that says which tables there are."""

    exit_code = 31

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Von diesem Tresor ist mit diesem Schlüssel nichts mehr zu lesen; er bleibt, wie er ist. Bitte "
            "stellen Sie die letzte Sicherung wieder her."
        )


class ScanMissing(Trouble):
    """The file of a scan is not beside the store."""

    exit_code = 30

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Datei dieses Scans fehlt neben dem Tresor. Stecken Sie ein, worauf Sie sichern, und wählen "
            "Sie „Datenschutz“, dann „Tresor prüfen“. Kommt er nicht zurück, scannen Sie das Papier bitte "
            "noch einmal ein."
        )


class ScanDamaged(Trouble):
    """The file of a scan is not as it was written."""

    exit_code = 30

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Datei dieses Scans ist beschädigt und wird nicht gezeigt. Stecken Sie ein, worauf Sie "
            "sichern, und wählen Sie „Datenschutz“, dann „Tresor prüfen“. Kommt er nicht zurück, scannen Sie "
            "das Papier bitte noch einmal ein."
        )


DAMAGE = (
    *(VaultEmpty, NotAVault, VaultDamaged, VaultTruncated, LogDamaged, StoreOrKeysDamaged),
    *(KeyFileMissing, KeyFileDamaged, ParametersOutOfBounds),
)
"""Because of these a store does not open though it is there; a backup helps, or a rescue."""
