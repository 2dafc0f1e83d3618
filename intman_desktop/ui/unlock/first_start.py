"""The first start in three steps: office – passphrase – emergency sheet; each says what for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from intman_desktop.jobs.workers import Workers
from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.labels import PageTitle, SectionTitle, Text, thin_line
from intman_desktop.ui.parts.step_bar import StepBar
from intman_desktop.ui.unlock.answers import FirstAnswers
from intman_desktop.ui.unlock.cover import Cover
from intman_desktop.ui.unlock.practice_link import PracticeLink
from intman_desktop.ui.unlock.step_office import OfficeStep
from intman_desktop.ui.unlock.step_passphrase import PassphraseStep
from intman_desktop.ui.unlock.step_sheet import SheetStep

_SEEN_AFTER_MS = 20


class FirstStart(Cover):
    """Leads to a new store.

    Signals: ``answered(object)`` – the ``FirstAnswers``, once the passphrase stands; the program makes
    the store and calls ``show_sheet`` or ``trouble``. ``finished`` – the sheet is in safe hands.
    ``restore_wanted`` – the person has a backup instead. ``practice_wanted`` – first learn with invented
    people. ``gone_back`` – there is a store already. ``place_asked(object)`` – is the folder a good one? The
    program answers by ``tell_place`` or ``refuse_place``.
    """

    answered = Signal(object)
    finished = Signal()
    restore_wanted = Signal()
    practice_wanted = Signal()
    gone_back = Signal()
    place_asked = Signal(object)

    def __init__(self, folder: Path, workers: Workers, *, may_go_back: bool = False) -> None:
        """Propose ``folder`` for the store; ``may_go_back`` offers the way to the store that exists.

        ``workers`` write the emergency sheet where it is saved.
        """
        super().__init__()
        self._title = PageTitle()
        self.card.add(self._title)
        self._steps = StepBar((_("Ihre Beratungsstelle"), _("Passphrase"), _("Notfallblatt")))
        self.card.add(self._steps)
        self._office = OfficeStep(folder)
        self._passphrase = PassphraseStep()
        self._sheet = SheetStep(_("Fertig – an die Arbeit"), workers)
        self._step = 0
        self._painted = False
        self._widgets: tuple[QWidget, ...] = (self._office, self._passphrase, self._sheet)
        self._titles = (_("Willkommen"), _("Ihre Passphrase"), _("Ihr Notfallblatt"))
        for widget in self._widgets:
            self.card.add(widget)
        self._trouble = Text("", "error")
        self._trouble.hide()
        self.card.add(self._trouble)
        self._practise = PracticeLink()
        self._practise.wanted.connect(self.practice_wanted)
        self._instead: tuple[QWidget, ...] = (
            thin_line(),
            SectionTitle(_("Noch nicht einrichten?")),
            self._practise,
            link_button(
                _("Ich habe schon eine Sicherung und möchte sie wiederherstellen"), self.restore_wanted.emit
            ),
        )
        for other in self._instead:
            self.card.add(other)
        self._back = link_button(_("Zurück zum vorhandenen Tresor"), self.gone_back.emit)
        self._may_go_back = may_go_back
        self.card.add(self._back)
        self._office.done.connect(lambda: self._go(1))
        self._office.chosen.connect(self.place_asked)
        self._passphrase.back.connect(lambda: self._go(0))
        self._passphrase.done.connect(self._answer)
        self._sheet.done.connect(self.finished)
        self._go(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ask about the proposed folder once the first step can be seen: the answer loads what is heavy."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(_SEEN_AFTER_MS, self, lambda: self.place_asked.emit(self._office.folder))

    def first_field(self) -> QWidget:
        """Return the first field of the step that is shown."""
        return self._widgets[self._step]

    def help(self) -> str:
        """Return what one can do in the step that is shown."""
        steps = (
            _(
                "Hier sagen Sie, für welche Beratungsstelle Sie arbeiten. Das steht später auf Ihren "
                "Papieren; in den Einstellungen lässt es sich jederzeit ändern. Darunter steht, in welchem "
                "Ordner Ihre Daten liegen werden. Möchten Sie erst üben oder haben Sie schon eine Sicherung, "
                "führt ein Link ganz unten dorthin."
            ),
            _(
                "Hier wählen Sie die Passphrase, mit der Sie den Tresor öffnen, und geben sie zur Sicherheit "
                "zweimal ein. Vergessen Sie sie, öffnet nur noch das Notfallblatt; das kommt im nächsten "
                "Schritt."
            ),
            _(
                "Hier drucken oder speichern Sie das Notfallblatt. Setzen Sie dann den Haken, dass es an "
                "einem sicheren Ort liegt; danach geht es an die Arbeit."
            ),
        )
        return steps[self._step]

    def show_sheet(self, content: bytes, title: str, file_name: str) -> None:
        """Go to the third step with the emergency sheet as PDF ``content``."""
        self._sheet.show_sheet(content, title, file_name)
        self._passphrase.set_busy(busy=False)
        self._go(2)

    def tell_place(self, chosen: Path, folder: Path, notices: Sequence[str]) -> None:
        """Say that the store goes into ``folder``, and what is to be known of it.

        Nothing is said where another one than ``chosen`` was chosen meanwhile.
        """
        self._office.tell_place(chosen, folder, notices)

    def refuse_place(self, folder: Path, sentence: str) -> None:
        """Say why no store may lie in ``folder``; it does not go on before another is chosen."""
        self._office.refuse_place(folder, sentence)

    def trouble(self, sentence: str) -> None:
        """Say why the store could not be made; everything typed is still there."""
        self._passphrase.set_busy(busy=False)
        self._practise.let_go()
        self._trouble.setText(sentence)
        self._trouble.show()

    def clear(self) -> None:
        """Forget the passphrase and the sheet."""
        self._passphrase.clear()
        self._sheet.clear()

    def _answer(self) -> None:
        self._trouble.hide()
        self._passphrase.set_busy(busy=True)
        self.answered.emit(
            FirstAnswers(
                folder=self._office.folder,
                provider=self._office.provider.value(),
                provider_law=self._office.law.code(),
                office=self._office.office.value(),
                town=self._office.town.value(),
                worker=self._office.worker.value(),
                passphrase=self._passphrase.value(),
            )
        )

    def _go(self, step: int) -> None:
        self._steps.go_to(step)
        self._title.setText(self._titles[step])
        self._trouble.hide()
        self._step = step
        for index, widget in enumerate(self._widgets):
            widget.setVisible(index == step)
        for other in self._instead:
            other.setVisible(step == 0)
        self._back.setVisible(self._may_go_back and step == 0)
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
