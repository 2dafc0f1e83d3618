"""What stands in the way before anything is opened: the place, a link in it, encryption that fails.

| Code | Trouble         | Code | Trouble        |
|------|-----------------|------|----------------|
| 35   | EncryptionFails | 36   | LinkInPlace    |
| 37   | StoreInCloud    | 37   | StoreOnNetwork |
| 38   | NoHomeFolder    | 38   | PathTooLong    |
"""

from __future__ import annotations

from intman_desktop.errors import Trouble
from intman_desktop.language import _


class EncryptionFails(Trouble):
    """The cryptography gave another answer than the known one; ``part`` names which."""

    exit_code = 35

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Die Verschlüsselung rechnet auf diesem Rechner nicht so, wie sie muss ({part}). Es wurde nichts "
            "geöffnet und nichts verändert. Bitte installieren Sie das Programm neu."
        )


class LinkInPlace(Trouble):
    """Something of the store or of a backup is a link, or has a second name; ``name`` says what."""

    exit_code = 36

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "„{name}“ ist eine Verknüpfung oder hat einen zweiten Namen. Das Programm folgt ihr nicht; es "
            "wurde nichts verändert. Bitte legen Sie an diese Stelle den Ordner oder die Datei selbst."
        )


class StoreInCloud(Trouble):
    """A store was to lie in a folder that ``service`` keeps in step with other computers."""

    exit_code = 37

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieser Ordner wird anscheinend mit einer Cloud abgeglichen ({service}). Dort kann der Tresor "
            "Schaden nehmen, und Gelöschtes bliebe in Kopien erhalten. Bitte nehmen Sie einen Ordner nur auf "
            "diesem Rechner; liegt der Tresor schon hier, verschieben Sie seinen ganzen Ordner dorthin."
        )


class StoreOnNetwork(Trouble):
    """A store was to lie on another computer."""

    exit_code = 37

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieser Ordner liegt auf einem Netzlaufwerk. Dort kann der Tresor Schaden nehmen. Bitte nehmen "
            "Sie einen Ordner auf diesem Rechner; liegt der Tresor schon hier, verschieben Sie seinen ganzen "
            "Ordner dorthin. Sicherungen dürfen auf dem Netzlaufwerk liegen."
        )


class NoHomeFolder(Trouble):
    """The account has no folder of its own in which a store could lie."""

    exit_code = 38

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieses Benutzerkonto hat keinen eigenen Ordner. Bitte wählen Sie einen Ordner für den Tresor."
        )


class PathTooLong(Trouble):
    """The path of a folder or file is longer than the system takes."""

    exit_code = 38

    def template(self) -> str:
        """Return the sentence."""
        return _(
            "Dieser Ordner hat mit allen Ordnern darüber einen zu langen Namen. Bitte wählen Sie einen "
            "kürzeren Namen oder Ort."
        )
