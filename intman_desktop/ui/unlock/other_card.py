"""Another store, a new one, or a backup that is put back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import PageTitle, SectionTitle, SmallText, Text, thin_line
from intman_desktop.ui.parts.places import ask_for_file, ask_for_folder
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.passphrase_field import PassphraseField


class OtherCard(Cover):
    """Offers the other ways in.

    Signals: ``folder_chosen(Path)`` – a store that is there; ``new_wanted``;
    ``backup_given(Path, str)`` – the backup, and its passphrase or emergency code; ``mending_wanted`` –
    the present store is damaged; ``gone_back``.
    """

    folder_chosen = Signal(object)
    new_wanted = Signal()
    backup_given = Signal(object, str)
    mending_wanted = Signal()
    gone_back = Signal()

    def __init__(self, present: Path | None, *, backup_first: bool = False) -> None:
        """Say where the ``present`` store lies, if there is one; ``backup_first``: a backup was asked for."""
        super().__init__()
        self._file: Path | None = None
        self.card.body.setSpacing(space(3))
        if backup_first:
            self.card.add(PageTitle(_("Eine Sicherung wiederherstellen")))
        else:
            self.card.add(PageTitle(_("Anderer Tresor")))
            if present is not None:
                self.card.add(SmallText(_("Jetzt gewählt: {folder}").format(folder=present)))
            self._offer_stores()
            if present is not None:
                self.card.add(link_button(_("Dieser Tresor ist beschädigt …"), self.mending_wanted.emit))
            self.card.add(thin_line())
            self.card.add(SectionTitle(_("Eine Sicherung wiederherstellen")))
        self._chosen = Text(_("Wählen Sie die Datei der Sicherung, zum Beispiel auf Ihrem Stick."))
        self.card.add(self._chosen)
        self.card.add(quiet_button(_("Sicherung wählen …"), self._choose_backup))
        form = Form()
        self._passphrase = PassphraseField()
        self._row = form.row(
            _("&Passphrase der Sicherung"),
            self._passphrase,
            _("Die vom Tag der Sicherung oder der Code vom Notfallblatt."),
        )
        self.card.add(form)
        self.card.add(SmallText(_("Bevor etwas ersetzt wird, sehen Sie, was darin ist.")))
        self._look = primary_button(_("Ansehen"), self._give)
        self.card.add(Flow(self._look, quiet_button(_("Zurück"), self.gone_back.emit)))
        if backup_first:
            self.card.add(thin_line())
            self.card.add(SectionTitle(_("Keine Sicherung zur Hand?")))
            self._offer_stores()
        self._passphrase.entered.connect(self._give)

    def _offer_stores(self) -> None:
        self.card.add(link_button(_("Einen vorhandenen Tresor wählen …"), self._choose_store))
        self.card.add(link_button(_("Einen neuen Tresor anlegen"), self.new_wanted.emit))

    def trouble(self, sentence: str) -> None:
        """Say why the backup was not put back; what is typed next replaces the passphrase."""
        self._let(busy=False)
        self._row.set_fault(sentence)
        self._passphrase.select_all()

    def take_backup(self, file: Path) -> None:
        """Use ``file`` as the backup."""
        self._file = file
        self._chosen.setText(str(file))

    def _choose_backup(self) -> None:
        ask_for_file(self, _("Sicherung wählen"), self.take_backup)

    def _choose_store(self) -> None:
        ask_for_folder(self, _("Ordner des Tresors"), self.folder_chosen.emit)

    def _give(self) -> None:
        if self._file is None:
            self.trouble(_("Bitte wählen Sie zuerst die Datei der Sicherung."))
        elif not self._passphrase.value():
            self.trouble(_("Bitte geben Sie die Passphrase ein."))
        else:
            self._row.set_fault("")
            self._let(busy=True)
            self.backup_given.emit(self._file, self._passphrase.value())

    def _let(self, *, busy: bool) -> None:
        self._look.setEnabled(not busy)
        self._look.setText(_("Wird geprüft …") if busy else _("Ansehen"))
