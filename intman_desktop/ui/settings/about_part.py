"""Über dieses Programm: version, licences, and where the data lie."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop import __version__
from intman_desktop.language import _
from intman_desktop.paths import machine_state_folder
from intman_desktop.ui.crash import log_file
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.news import show_news
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import breakable

_PARTS = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("SQLCipher", "BSD-3-Clause"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("argon2-cffi", "MIT"),
    ("cryptography", "Apache-2.0 / BSD-3-Clause"),
    ("ReportLab", "BSD-3-Clause"),
    ("uharfbuzz", "Apache-2.0"),
    ("pikepdf", "MPL-2.0"),
    ("openpyxl", "MIT"),
    ("Babel", "BSD-3-Clause"),
    ("platformdirs, cattrs", "MIT"),
    ("filelock, zxcvbn", "MIT"),
    ("Noto", "OFL-1.1"),
    ("Lucide", "ISC"),
)


class AboutPart(QWidget):
    """Three cards of text; nothing can be changed here."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        program = Card(_("IntMan {version}").format(version=__version__))
        program.add(Text(_("Fallverwaltung für das Integrationsmanagement in Baden-Württemberg.")))
        program.add(QuietText(_("Das Programm geht nie ins Netz und sucht nicht nach neuen Versionen.")))
        program.add(link_button(_("Was ist neu?"), lambda: show_news(frame, self.window())))
        place = Card(_("Wo Ihre Daten liegen"))
        vault = breakable(frame.machine.held.vault)
        if vault:  # whoever has only practised so far has none yet
            place.add(Text(_("Tresor (verschlüsselt): {folder}").format(folder=vault)))
        state = breakable(str(machine_state_folder()))
        place.add(
            Text(
                _(
                    "Was dieser Rechner sich merkt, ohne Personendaten (Ansicht, Fenster, wo der Tresor "
                    "liegt): {folder}"
                ).format(folder=state)
            )
        )
        place.add(
            Text(_("Fehlerprotokoll ohne Personendaten: {file}").format(file=breakable(str(log_file()))))
        )
        licences = Card(_("Lizenzen"))
        licences.add(Text(_("IntMan steht unter der EUPL 1.2. Es verwendet:")))
        for name, licence in _PARTS:
            licences.add(SmallText(f"{name}: {licence}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        for card in (program, place, licences):
            column.addWidget(card)
