"""Writes a file where the person chose, on the worker for the rest, with a sentence where that fails."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.vault.files import write_whole


class FileNotWritten(Trouble):
    """A chosen file could not be written."""

    def template(self) -> str:
        """Return the sentence with its way on."""
        return _(
            "Die Datei konnte dort nicht gespeichert werden. Ist genug Platz, und darf man dort schreiben?"
        )


def write_file(file: Path, content: bytes) -> None:
    """Write ``content`` to ``file``, the whole of it or nothing. Raises ``FileNotWritten``."""
    try:
        write_whole(file, content)
    except OSError as error:
        raise FileNotWritten() from error
