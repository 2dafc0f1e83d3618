"""What a restore would bring and take, shown before anything is replaced (L4)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.common.words.restoring import preview_words
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import PageTitle, SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.values.backup_views import RestorePreview


class PreviewCard(Cover):
    """Signals: ``accepted`` – restore it; ``gone_back``."""

    accepted = Signal()
    gone_back = Signal()

    def __init__(self, preview: RestorePreview) -> None:
        super().__init__()
        self.card.body.setSpacing(space(3))
        self.card.add(PageTitle(_("Diese Sicherung wiederherstellen?")))
        for words in preview_words(preview):
            self.card.add(Text(words))
        self.card.add(
            SmallText(_("Wiederhergestellt wird in den Ordner {folder}.").format(folder=preview.folder))
        )
        self._fault = Text("", "error")
        self._fault.hide()
        self.card.add(self._fault)
        self._restore = primary_button(_("Wiederherstellen"), self._accept)
        self._back = quiet_button(_("Zurück"), self.gone_back.emit)
        self._replaces = preview.store_there
        self.card.add(Flow(self._restore, self._back))

    def first_field(self) -> QWidget | None:
        """Return the way on where nothing is replaced, else the way back."""
        return self._back if self._replaces else self._restore

    def trouble(self, sentence: str) -> None:
        """Say why it was not restored."""
        for button in (self._restore, self._back):
            button.setEnabled(True)
        self._restore.setText(_("Wiederherstellen"))
        self._fault.setText(sentence)
        self._fault.show()

    def _accept(self) -> None:
        for button in (self._restore, self._back):  # what has begun ends here, and is told here
            button.setEnabled(False)
        self._restore.setText(_("Wird wiederhergestellt …"))
        self._fault.hide()
        self.accepted.emit()
