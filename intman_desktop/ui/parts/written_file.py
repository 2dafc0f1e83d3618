"""Writes a file where the person chose, on a worker beside the vault's, with a sentence where that fails."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.vault.files import held_elsewhere, write_whole
from intman_desktop.vault.own_files import is_own


class FileNotWritten(Trouble):
    """A chosen file could not be written."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Die Datei konnte dort nicht gespeichert werden. Ist genug Platz, und darf man dort schreiben?"
        )


class FileHeldElsewhere(FileNotWritten):
    """The chosen file is there and another program holds it open."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Ist die Datei in einem anderen Programm geöffnet? Schließen Sie sie dort, oder wählen Sie einen "
            "anderen Namen."
        )


class OwnFileChosen(FileNotWritten):
    """The chosen file belongs to a store or is a backup."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _("Dort liegt ein Tresor oder eine Sicherung. Bitte wählen Sie einen anderen Ort.")


def write_file(file: Path, content: bytes) -> None:
    """Write ``content`` to ``file``, the whole of it or nothing. Raises ``FileNotWritten``."""
    if is_own(file):
        raise OwnFileChosen()
    try:
        write_whole(file, content)
    except OSError as error:
        raise (FileHeldElsewhere() if held_elsewhere(error) else FileNotWritten()) from error
