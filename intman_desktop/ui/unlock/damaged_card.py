"""A damaged store: the last backup, or all that can still be read; afterwards, what is there again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import PageTitle, SmallText, Text
from intman_desktop.ui.parts.places import ask_for_file
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.passphrase_field import PassphraseField


class DamagedCard(Cover):
    """Offers both ways on for a store that is damaged.

    Signals: ``restore_given(Path, str)`` – the backup and its passphrase; ``rescue_given(object, str)`` – the
    backup, None where none was chosen, and the passphrase; ``gone_back``; ``opening_wanted``, after the
    report. The program answers by ``trouble`` or ``show_report``.
    """

    restore_given = Signal(object, str)
    rescue_given = Signal(object, str)
    gone_back = Signal()
    opening_wanted = Signal()

    def __init__(self, sentence: str = "") -> None:
        """Begin with the ``sentence`` that says what is wrong, empty where somebody came here by choice."""
        super().__init__()
        self._file: Path | None = None
        self.card.body.setSpacing(space(3))
        self._title = PageTitle(_("Ein beschädigter Tresor"))
        self.card.add(self._title)
        self._asking = QWidget()
        column = QVBoxLayout(self._asking)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        if sentence:
            column.addWidget(Text(sentence))
        column.addWidget(
            Text(
                _(
                    "Zwei Wege führen weiter: Ihre letzte Sicherung oder alles, was im beschädigten Tresor "
                    "noch zu lesen ist. Der beschädigte wird nicht verändert und bleibt daneben liegen."
                )
            )
        )
        self._chosen = Text()
        column.addWidget(self._chosen)
        self._choose = quiet_button(_("Sicherung wählen …"), self._choose_backup)
        column.addWidget(Flow(self._choose))
        form = Form()
        self._passphrase = PassphraseField()
        self._row = form.row(_("&Passphrase oder Code vom Notfallblatt"), self._passphrase)
        column.addWidget(form)
        self._restore = primary_button(_("Sicherung wiederherstellen"), self._give_restore)
        self._rescue = quiet_button(_("Retten, was noch lesbar ist"), self._give_rescue)
        self._back = quiet_button(_("Zurück"), self.gone_back.emit)
        column.addWidget(Flow(self._restore, self._rescue, self._back))
        self._working = Text(_("Wird geprüft und gelesen. Das dauert je nach Größe Sekunden bis Minuten."))
        self._working.hide()
        column.addWidget(self._working)
        column.addWidget(
            SmallText(
                _(
                    "Zum Retten ist keine Sicherung nötig. Ist eine gewählt, sagt der Bericht auch, was "
                    "darin mehr steht; fehlt dem Tresor die Schlüsseldatei, kommen die Schlüssel aus der "
                    "Sicherung."
                )
            )
        )
        self.card.add(self._asking)
        self._passphrase.entered.connect(self._give_restore)
        self._show_file()

    def first_field(self) -> QWidget:
        """Return where one begins: choosing the backup."""
        return self._choose

    def take_backup(self, file: Path) -> None:
        """Use ``file`` as the backup."""
        self._file = file
        self._show_file()

    def trouble(self, sentence: str) -> None:
        """Say why neither way went on; nothing was changed."""
        self._set_busy(busy=False)
        self._back.setEnabled(True)
        self._row.set_fault(sentence)
        self._passphrase.select_all()

    def show_report(self, lines: Sequence[str]) -> None:
        """Tell what is there again and what is missing, and lead to the store."""
        self._passphrase.clear()
        self._asking.hide()
        self._title.setText(_("Das ist wieder da"))
        for line in lines:
            self.card.add(Text(line))
        on = primary_button(_("Weiter zum Öffnen"), self.opening_wanted.emit)
        on.setDefault(True)
        self.card.add(Flow(on))
        on.setFocus()

    def _show_file(self) -> None:
        self._chosen.setText(
            _("Gewählt: {file}").format(file=self._file)
            if self._file is not None
            else _("Die Sicherung liegt zum Beispiel auf Ihrem Stick und endet auf „.imb“.")
        )

    def _choose_backup(self) -> None:
        ask_for_file(self, _("Sicherung wählen"), self.take_backup)

    def _give_restore(self) -> None:
        if self._file is None:
            self.trouble(_("Bitte wählen Sie zuerst die Datei der Sicherung."))
        elif self._may_go():
            self.restore_given.emit(self._file, self._passphrase.value())

    def _give_rescue(self) -> None:
        if self._may_go():
            self._back.setEnabled(False)  # the store is being replaced, and the report is to be read
            self.rescue_given.emit(self._file, self._passphrase.value())

    def _may_go(self) -> bool:
        if not self._passphrase.value():
            self.trouble(_("Bitte geben Sie die Passphrase ein."))
            return False
        self._row.set_fault("")
        self._set_busy(busy=True)
        return True

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self._restore, self._rescue):
            button.setEnabled(not busy)
        self._working.setVisible(busy)
