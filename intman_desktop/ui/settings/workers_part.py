"""Who works here: code, name, secrecy, substitute (E1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.settings.number_field import NumberField, faulty_number
from intman_desktop.ui.settings.part import Bound, Part
from intman_desktop.ui.tokens import space
from intman_desktop.values.codes import Secrecy
from intman_desktop.values.office import Worker

_LONGEST_CODE = 8
_WHOLE = 100


class WorkerCard(Card):
    """One worker. Attributes: the fields ``name``, ``code``, ``secrecy``, ``substitute``, ``share``."""

    def __init__(self, worker: Worker, remove: Callable[[WorkerCard], object]) -> None:
        super().__init__(worker.name or _("Weitere Person"))
        self._worker = worker
        form = Form()
        self.name = TextField()
        self.name.textChanged.connect(lambda name: self.set_title(name.strip() or _("Weitere Person")))
        self.name_row = form.row(_("&Name"), self.name)
        self.code = TextField(longest=_LONGEST_CODE)
        self.code_row = form.row(_("&Kürzel"), self.code, _("Steht bei Fällen und Gesprächen."))
        self.secrecy = ChoiceField(
            (
                (Secrecy.SOCIAL_WORKER.value, _("staatlich anerkannt, § 203 Abs. 1 Nr. 6 StGB")),
                (Secrecy.PUBLIC_OFFICE.value, _("Amtsträger oder verpflichtet, § 203 Abs. 2 StGB")),
                (Secrecy.NONE.value, _("keine nach § 203 StGB")),
            ),
            empty=None,
        )
        form.row(_("S&chweigepflicht"), self.secrecy)
        self.substitute = TextField()
        form.row(_("&Vertretung"), self.substitute, _("Steht mit Namen in der Datenschutzerklärung."))
        self.share = NumberField(0, _WHOLE, lambda _share: "%")
        form.row(_("&Stellenanteil"), self.share)
        self.add(form)
        self.add_act(link_button(_("Entfernen"), lambda: remove(self)))
        self._put(worker)

    def typed(self) -> Worker:
        """Return the worker as typed."""
        return replace(
            self._worker,
            code=self.code.value(),
            name=self.name.value(),
            secrecy=Secrecy(self.secrecy.code()),
            substitute=self.substitute.value(),
            full_time_share=self.share.value() / _WHOLE,
        )

    def check(self) -> QWidget | None:
        """Mark what is missing and return the first such field."""
        self.name_row.set_fault("" if self.name.value() else _("Bitte nennen Sie den Namen."))
        self.code_row.set_fault("" if self.code.value() else _("Bitte geben Sie ein Kürzel an."))
        share = faulty_number(self)
        return next((row.field for row in (self.name_row, self.code_row) if row.fault()), share)

    def _put(self, worker: Worker) -> None:
        self.name.setText(worker.name)
        self.code.setText(worker.code)
        self.secrecy.set_code(worker.secrecy.value)
        self.substitute.setText(worker.substitute)
        self.share.set_value(round(worker.full_time_share * _WHOLE))


class WorkersPart(Part):
    """A card for each worker, and the way to add one. Attributes: ``cards``."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[WorkerCard] = []
        self.column.addWidget(
            QuietText(_("Von der Schweigepflicht hängt ab, was in der Datenschutzerklärung steht."))
        )
        self._place = QVBoxLayout()
        self._place.setSpacing(space(4))
        self.column.addLayout(self._place)
        self.add = quiet_button(_("&Weitere Person eintragen"), self._begin_new, icon="plus")
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.bound["workers"] = Bound(self._show, self._typed)

    def check(self) -> QWidget | None:
        """Mark what is missing and return the first such field."""
        faulty = [card.check() for card in self.cards]
        return next((field for field in faulty if field is not None), None)

    def go_to(self, name: str) -> bool:
        """Put the cursor where a worker is entered."""
        if name != "workers":
            return False
        if not self.cards:
            self._begin_new()
        go_in(self.cards[0].name)
        return True

    def _show(self, workers: tuple[Worker, ...]) -> None:
        if workers == self._typed() and self.cards:
            return
        for card in self.cards:
            self._drop(card)
        self.cards = []
        for worker in workers:
            self._append(worker)

    def _typed(self) -> tuple[Worker, ...]:
        return tuple(card.typed() for card in self.cards)

    def _begin_new(self) -> None:
        go_in(self._append(Worker("", "")).name)

    def _append(self, worker: Worker) -> WorkerCard:
        card = WorkerCard(worker, self._remove)
        self.cards.append(card)
        self._place.addWidget(card)
        return card

    def _remove(self, card: WorkerCard) -> None:
        self.cards.remove(card)
        self._drop(card)
        self.add.setFocus()

    def _drop(self, card: WorkerCard) -> None:
        self._place.removeWidget(card)
        card.hide()
        card.deleteLater()
