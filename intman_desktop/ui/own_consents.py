"""A file from another office: whose own consent is here, asked before anything of it is kept (P2, E5, U3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules.ages import is_adult
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SectionTitle, Text
from intman_desktop.ui.parts.room import room_for_dialog
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.tokens import space
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.handed_over import HandedOver, OwnConsent

_LETTERS = 76


class OwnConsents(QDialog):
    """Asks for each person. Signals: ``given(tuple)`` – the consents that are here, at least one.

    Attributes: ``people``, one card for each person; ``act``.
    """

    given = Signal(tuple)

    def __init__(self, frame: Frame, parent: QWidget, office: str, people: Sequence[HandedOver]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Falldatei übernehmen"))
        self.people = [PersonCard(frame, each) for each in people]
        page = ScrollPage()
        page.add(SectionTitle(_("Haben die Personen bei Ihnen eingewilligt?")))
        page.add(
            Text(
                _(
                    "Diese Datei kommt von einer anderen Stelle ({office}). Deren Einwilligungen gelten bei "
                    "Ihnen nicht. Übernommen wird, wessen eigene Einwilligung Ihnen schriftlich vorliegt; "
                    "alle anderen bleiben draußen. Gespeichert ist bisher nichts."
                ).format(office=office)
            )
        )
        for card in self.people:
            page.add(card)
        page.close_up()
        self._lacking = Text("", "error")
        self._lacking.hide()
        self.act = primary_button(_("Übernehmen"), self._take)
        leave = quiet_button(_("Abbrechen"), self.reject)
        foot = QVBoxLayout()
        foot.setContentsMargins(space(6), 0, space(6), 0)
        foot.addWidget(self._lacking)
        foot.addWidget(Flow(self.act, leave))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space(4))
        column.addWidget(page, 1)
        column.addLayout(foot)
        self._page, self._foot, self._window = page, foot, parent.window()
        letters = self.fontMetrics().averageCharWidth()
        self.resize(min(_LETTERS * letters, room_for_dialog(parent).width()), 0)
        self._fit()
        page.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._fit())
        for card in self.people:
            card.here.toggled.connect(lambda _on: QTimer.singleShot(0, self, self._fit))
        if self.people:
            self.people[0].here.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin near the top of the window: what is asked of a person once she is marked opens below."""
        super().showEvent(event)
        self.move(self.x(), self._window.mapToGlobal(QPoint(0, space(6))).y())

    def _fit(self) -> None:
        """Be as high as what is asked, as far as there is room below: what is above stays where it is."""
        most = room_for_dialog(self._window).height()
        top = self._window.mapFromGlobal(self.geometry().topLeft()).y() if self.isVisible() else space(6)
        room = most + space(6) - top
        content = self._page.body.totalHeightForWidth(self.width())
        around = self.layout()
        assert around is not None
        foot = self._foot.totalHeightForWidth(self.width()) + around.spacing() + space(4)
        self.resize(self.width(), min(content + foot, most, room))

    def _take(self) -> None:
        marked = [card for card in self.people if card.here.isChecked()]
        self._lacking.setText("" if marked else _("Bitte kreuzen Sie an, wessen Einwilligung vorliegt."))
        self._lacking.setVisible(not marked)
        # each says its own; the cursor stays in the first
        lacking = [card.lacks_something() for card in reversed(marked)]
        if not marked or any(lacking):
            return
        found = tuple(own for own in (card.own() for card in marked) if own is not None)
        self.accept()
        self.given.emit(found)


class PersonCard(Card):
    """One person, and where her own consent is filed.

    Attributes: ``here``, ``on``, ``place``, ``representative``, ``health``, ``contact``.
    """

    def __init__(self, frame: Frame, person: HandedOver) -> None:
        super().__init__()
        self._curtain, self._person = frame.curtain, person
        self._today = frame.today
        self.here = CheckField(
            _("Die Einwilligung in die Beratung liegt schriftlich vor, mit Hinweis auf den Widerruf.")
        )
        self._say_who()
        frame.curtain.changed.connect(self._say_who)
        self.on = DateField(frame.today)
        self.place, self.representative = TextField(), TextField()
        self.health = CheckField(_("Sie gilt auch für Angaben zur Gesundheit."))
        self.contact = CheckField(_("Sie erlaubt auch E-Mails und Nachrichten auf das Telefon."))
        self._form = Form()
        self._on_row = self._form.row(_("&Tag der Einwilligung"), self.on)
        self._place_row = self._form.row(
            _("A&blageort"), self.place, _("Wo das unterschriebene Papier liegt.")
        )
        self._representative_row = self._form.row(
            _("Vertreten durch"), self.representative, _("Bei Minderjährigen, Betreuung oder Vollmacht.")
        )
        self._form.row("", self.health)
        self._form.row("", self.contact)
        self._form.hide()
        self.here.toggled.connect(self._form.setVisible)
        self.add(self.here)
        self.add(self._form)

    def _say_who(self) -> None:
        """Name the person as the curtain wants it."""
        person = self._person
        name = self._curtain.name(person.name, None)
        title = " · ".join(part for part in (name, person.birth, person.number) if part)
        self.set_title(title)
        self.here.setAccessibleDescription(title)

    def lacks_something(self) -> bool:
        """Say beside its field what is missing or impossible, with the cursor there; return whether it is."""
        on, fault = self.on.value(), self.on.fault()
        if on is not None and on > self._today():
            fault = _("Eine Einwilligung kann nicht in der Zukunft liegen.")
        elif on is None and not fault:
            fault = _("Bitte geben Sie den Tag der Einwilligung an.")
        self._on_row.set_fault(fault)
        lacking = not self.place.value()
        self._place_row.set_fault(_("Bitte geben Sie an, wo das Papier abgelegt ist.") if lacking else "")
        minor = on is not None and is_adult(self._person.client, on) is False
        unnamed = minor and not self.representative.value()
        unsaid = sentence(Explanation("consent_representative_missing")) if unnamed else ""
        self._representative_row.set_fault(unsaid)
        return self._form.go_to_first_fault()

    def own(self) -> OwnConsent | None:
        """Return the consent that is here, None where none is."""
        on = self.on.value()
        if on is None or not self.here.isChecked():
            return None
        return OwnConsent(
            self._person.number,
            on,
            self.place.value(),
            health=self.health.isChecked(),
            contact=self.contact.isChecked(),
            representative=self.representative.value(),
        )
