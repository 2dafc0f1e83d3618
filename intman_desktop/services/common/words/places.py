"""Sentences on the folder in which a store or a backup lies."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.services.common.words.kinds import Sentences


def places() -> Sentences:
    """Return what is said of a folder before something is put into it."""
    return {
        "place_in_cloud": _(
            "Dieser Ordner wird anscheinend mit einer Cloud abgeglichen ({service}). Die Sicherung ist "
            "verschlüsselt; aber die Cloud behält Kopien, die das Programm nicht löschen kann."
        ),
        "place_on_network": _(
            "Dieser Ordner liegt auf einem Netzlaufwerk. Die Sicherung ist verschlüsselt; die Verwaltung des "
            "Laufwerks kann Kopien behalten, die das Programm nicht löschen kann."
        ),
        "place_limits_files": _("Dieser Datenträger nimmt nur Dateien bis {gigabytes} GB auf (FAT)."),
        "place_without_rights": _(
            "Dieser Datenträger kennt keine Rechte: Wer ihn einsteckt, kann die Dateien kopieren oder "
            "löschen. Lesen kann sie nur, wer die Passphrase hat."
        ),
        "place_open_to_others": _("In diesen Ordner dürfen auch andere schreiben, also Dateien löschen."),
        "place_with_little_room": _("Hier sind nur noch {megabytes} MB frei."),
    }
