"""Third step: the emergency sheet is shown, printed, and confirmed to be in safe hands."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.jobs.workers import Workers
from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.places import where_printed, where_saved
from intman_desktop.ui.parts.tab_order import hand_on
from intman_desktop.ui.tokens import space


class SheetStep(QWidget):
    """Shows the sheet; the cursor begins on "Drucken". Signals: ``done`` – the person has confirmed.

    A place that does not answer holds nobody here: printed, or after a few seconds, it goes on all the same.
    """

    done = Signal()

    def __init__(self, finish: str, workers: Workers) -> None:
        """Call the act that ends it ``finish``; ``workers`` write the sheet where it is saved."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        column.addWidget(
            Text(
                _(
                    "Mit diesem Blatt öffnen Sie den Tresor, wenn Sie die Passphrase vergessen. Es steht "
                    "nur jetzt hier. Drucken Sie es und bewahren Sie es getrennt vom Rechner auf, etwa im "
                    "Schrank der Leitung. Ohne Drucker speichern Sie es auf einem Stick, nie auf diesem "
                    "Rechner."
                )
            )
        )
        self._column = column
        self._workers = workers
        self._saving = False
        self._paper: QWidget | None = None
        self._told = Text("")
        self._told.hide()
        column.addWidget(self._told)
        self.safe = CheckField(
            _("Das Notfallblatt ist &gedruckt oder gespeichert und liegt an einem sicheren Ort.")
        )
        self.finish = quiet_button(finish, self.done.emit)
        self.finish.setEnabled(False)
        self.safe.toggled.connect(lambda _ticked: self._let_finish())
        column.addWidget(self.safe)
        column.addWidget(self.finish, 0, Qt.AlignmentFlag.AlignLeft)

    def show_sheet(self, content: bytes, title: str, file_name: str) -> None:
        """Show the sheet from memory."""
        from intman_desktop.ui.pdf_view import PdfView

        view = PdfView(self._workers)
        view.show_pdf(content, title, file_name)
        view.setMinimumHeight(self.fontMetrics().height() * 22)
        view.on_trouble = self._tell
        view.on_saved = lambda file: self._tell(_kept_in(file))
        view.on_slow = self._go_on_unsaved
        view.saving.connect(self._mind_saving)
        view.on_printed = self._printed
        self._column.insertWidget(1, view)
        hand_on(self, view.print_button)
        self._paper = view

    def clear(self) -> None:
        """Forget the sheet."""
        if self._paper is not None:
            self._paper.hide()
            self._paper.deleteLater()
            self._paper = None
        self._saving = False
        self.safe.setChecked(False)
        self._told.hide()

    def _mind_saving(self, busy: bool) -> None:
        """Nobody leaves the only sheet before it is known whether it could be written."""
        self._saving = busy
        self._let_finish()

    def _printed(self, file: Path | None) -> None:
        self._saving = False  # the sheet is out, whatever becomes of another file
        self._tell(where_printed(file) if file is None else _kept_in(file))
        self._let_finish()

    def _go_on_unsaved(self) -> None:
        if not self._saving:
            return
        self._saving = False
        self._tell(
            _(
                "Der Ort, an dem Sie speichern, antwortet noch nicht. Bitte drucken Sie das Blatt; dann "
                "können Sie weitergehen."
            )
        )
        self._let_finish()

    def _let_finish(self) -> None:
        self.finish.setEnabled(self.safe.isChecked() and not self._saving)

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.show()


def _kept_in(file: Path) -> str:
    """Say where the sheet lies, and that it is a key: on this machine it opens the store beside it."""
    return _("{saved}. Bitte nicht auf diesem Rechner lassen: Wer das Blatt hat, öffnet den Tresor.").format(
        saved=where_saved(file)
    )
