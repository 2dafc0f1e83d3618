"""Another start of the period: as the talks say, or brought along; always with a reason (C1, C7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.columns import Columns, stacked
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import EarlierCounselling
from intman_desktop.values.codes import StartEvidence
from intman_desktop.values.form_views import PeriodForm


@dataclass(frozen=True)
class NewStart:
    """The start to be taken over, None for none; evidence and office only for one brought along.

    ``by_mistake`` takes a counselling elsewhere out, ``further`` adds another one to those that are known;
    else one is corrected. ``row`` is the id of the one that is meant, None where none was entered.
    """

    on: date | None
    reason: str
    evidence: StartEvidence | None = None
    office: str | None = None
    by_mistake: bool = False
    further: bool = False
    row: int | None = None


class StartForm(QWidget):
    """Its page has the act, named ``act_words()``. Signals: ``saved(NewStart)``.

    What is known of a counselling elsewhere is corrected, unless it was at a further office before;
    where several are known, ``which`` asks for the one that is meant. Attributes: ``which``, ``day``,
    ``evidence``, ``office``, ``reason``.
    """

    saved = Signal(object)

    def __init__(self, frame: Frame, form: PeriodForm) -> None:
        super().__init__()
        self._found = form.view.found_start
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        if form.view.start is not None:
            column.addWidget(Text(_("Bisheriger Beginn: {on}").format(on=day(form.view.start))))
        self._group = QButtonGroup(self)
        by_talks = _("Wie nach den Gesprächen: {on}").format(on=day(self._found))
        self.by_talks = RadioField(by_talks)
        self._offices = form.view.earlier
        self._known = _meant_first(form)
        self.brought = RadioField(
            _("Die frühere Beratung ist zu berichtigen: ihr Beginn, der Nachweis oder die Stelle")
            if self._known is not None
            else _("Die Person wurde schon früher an anderer Stelle beraten")
        )
        self.further = RadioField(_("Davor wurde die Person noch an einer weiteren Stelle beraten"))
        self.mistake = RadioField(_("Die frühere Beratung war ein Irrtum: Es gab sie nicht"))
        self.none = RadioField(_("Kein Beginn: Es ist kein zählendes Gespräch mehr aufgezeichnet"))
        for button in self._choices():
            self._group.addButton(button)
            button.clicked.connect(lambda _checked=False: self._turn())
        column.addWidget(stacked(*self._choices(), gap=2))
        self.by_talks.setVisible(self._found is not None)
        self.none.setVisible(form.start_is_gone)
        self.mistake.setVisible(form.may_be_mistaken)
        self.further.setVisible(self._known is not None)
        self._first = self.by_talks if self._found else self.none if form.start_is_gone else self.brought
        self._first.setChecked(True)
        self.which = ChoiceField([(str(each.id), _told(each)) for each in self._offices], empty=None)
        self.which_row = Labelled(_("&Welche Stelle?"), self.which)
        column.addWidget(self.which_row)
        if self._known is not None:
            self.which.set_code(str(self._known.id))
        self.which.chosen.connect(lambda _code: self._choose())
        self.day = DateField(frame.today)
        self.evidence = ChoiceField([(each.value, shown(each)) for each in StartEvidence], empty=None)
        self.evidence.set_code(StartEvidence.UNKNOWN)
        self.office = TextField()
        self.reason = TextField()
        self._show_known(self._known)
        self.day_row = Labelled(_("Erstes Gespräch &dort am"), self.day)
        self._brought_fields = Columns(
            [
                self.day_row,
                Labelled(_("&Nachweis"), self.evidence),
                Labelled(_("&Stelle"), self.office),
            ],
            shares=(3, 4, 5),
            letters=70,
        )
        self.reason_row = Labelled(_("&Begründung"), self.reason)
        column.addWidget(self._brought_fields)
        column.addWidget(self.reason_row)
        self._turn()
        self._clean = self.draft()
        order_tabs(self)

    def act_words(self) -> str:
        """Return what the act is called that records it."""
        return _("Beginn übernehmen")

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        return self.day if self.brought.isChecked() else self._first

    def save(self) -> None:
        """Ask for taking the start over; what is missing is marked."""
        further = self.further.isChecked()
        brought = further or self.brought.isChecked()
        on = self.day.value() if brought else self._found if self.by_talks.isChecked() else None
        missing = _("Bitte geben Sie ein Datum ein.") if brought and on is None else ""
        self.day_row.set_fault((self.day.fault() or missing) if brought else "")
        self.reason_row.set_fault("")
        if not self.go_to_fault():
            return
        if brought:
            evidence = StartEvidence(self.evidence.code())
            row = None if further else self._row()
            told = NewStart(on, self.reason.value(), evidence, self.office.value(), further=further, row=row)
        else:
            mistake = self.mistake.isChecked()
            row = self._row() if mistake else None
            told = NewStart(on, self.reason.value(), by_mistake=mistake, row=row)
        self.saved.emit(told)

    def show_fault(self, code: str, words: str) -> bool:
        """Show what the rules refuse at its field; return False where it belongs to none."""
        row = {
            "start_reason_missing": self.reason_row,
            "start_in_future": self.day_row,
            "start_after_first_talk": self.day_row,
            "start_before_birth": self.day_row,
            "start_too_long_ago": self.day_row,
        }.get(code)
        if row is not None:
            row.set_fault(words)
        return row is not None

    def go_to_fault(self) -> bool:
        """Put the cursor where the first thing is wrong; return whether nothing is."""
        return free_of_faults(self)

    def is_touched(self) -> bool:
        """Return whether something was typed."""
        return self.draft() != self._clean

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "choice": self._choices().index(next(each for each in self._choices() if each.isChecked())),
            "which": self.which.draft(),
            "day": self.day.draft(),
            "evidence": self.evidence.draft(),
            "office": self.office.text(),
            "reason": self.reason.text(),
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        chosen = self._choices()[typed["choice"]]
        (self._first if chosen.isHidden() else chosen).setChecked(True)
        if "which" in typed:
            self.which.set_draft(typed["which"])
            self._known = self._chosen()
        self.day.setText(typed["day"])
        self.evidence.set_draft(typed["evidence"])
        self.office.setText(typed["office"])
        self.reason.setText(typed["reason"])
        self._show_fields()

    def _choices(self) -> tuple[RadioField, ...]:
        return (self.by_talks, self.none, self.mistake, self.brought, self.further)

    def _tells_elsewhere(self) -> bool:
        return self.brought.isChecked() or self.further.isChecked()

    def _row(self) -> int | None:
        return self._known.id if self._known is not None else None

    def _chosen(self) -> EarlierCounselling | None:
        """Return the office before that is chosen, None where none was entered."""
        return next((each for each in self._offices if str(each.id) == self.which.code()), None)

    def _choose(self) -> None:
        """Show what is known of the office that is chosen, unless something else was typed meanwhile."""
        untouched = self._tells() == self._as_known(self._known)
        self._known = self._chosen()
        if untouched and not self.further.isChecked():
            self._show_known(self._known)

    def _show_fields(self) -> None:
        self._brought_fields.setVisible(self._tells_elsewhere())
        of_one = self.brought.isChecked() or self.mistake.isChecked()
        self.which_row.setVisible(of_one and len(self._offices) > 1)

    def _turn(self) -> None:
        """Show what the choice asks for; of a further office nothing is known yet."""
        self._show_fields()
        shown = self._tells()
        if self.further.isChecked() and shown == self._as_known(self._known):
            self._show_known(None)
        elif self.brought.isChecked() and shown == self._as_known(None):
            self._show_known(self._known)

    def _tells(self) -> tuple[str, str, str]:
        return self.day.text(), self.evidence.code(), self.office.text()

    def _as_known(self, known: EarlierCounselling | None) -> tuple[str, str, str]:
        if known is None:
            return "", StartEvidence.UNKNOWN.value, ""
        return day(known.since) if known.since else "", known.evidence.value, known.office

    def _show_known(self, known: EarlierCounselling | None) -> None:
        self.day.set_value(known.since if known is not None else None)
        self.evidence.set_code(known.evidence if known is not None else StartEvidence.UNKNOWN)
        self.office.setText(known.office if known is not None else "")


def _meant_first(form: PeriodForm) -> EarlierCounselling | None:
    """Return the counselling elsewhere that is offered for correction: what is least certain of all (C7).

    One without a day, else the one that the start came from, else the first; None without any.
    """
    view = form.view
    unknown = [each for each in view.earlier if each.since is None]
    of_start = [each for each in view.earlier if view.start is not None and each.since == view.start]
    proving = [each for each in of_start if each.evidence is view.evidence]
    return next(iter((*unknown, *proving, *of_start, *view.earlier)), None)


def _told(earlier: EarlierCounselling) -> str:
    """Return an office before in one line: its name and since when."""
    since = (
        _("seit {on}").format(on=day(earlier.since)) if earlier.since is not None else _("Beginn unbekannt")
    )
    return f"{earlier.office.strip() or _('Stelle unbekannt')}, {since}"
