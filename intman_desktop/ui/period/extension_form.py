"""The decision to go on after three years: reason, until when, evidence, by whom (C2, C3, C4, C8)."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.rules.extensions import OTHER, REASON_ERASED
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.checks import RadioField
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.columns import Columns, stacked
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import SectionTitle, Text
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Extension
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import Correctable, PeriodForm, ReasonOffer

_OF_REASON = frozenset(
    {"extension_reason_missing", "extension_reason_unknown", "extension_reason_needs_health_consent"}
)
"""The refusals that belong to the choice of a reason, which is no row of the form."""


class ExtensionForm(QWidget):
    """Its page has the act, named ``act_words()``. Signals: ``saved(Extension)`` – to be recorded.

    Attributes: ``until``, ``months``, ``decided_on``, ``text``, ``seen_on``, ``place``, ``late``, ``by``.
    """

    saved = Signal(object)

    def __init__(
        self,
        frame: Frame,
        form: PeriodForm,
        ask_consent: Callable[[], object],
        correctable: Correctable | None = None,
    ) -> None:
        super().__init__()
        self._form = form
        self._kept = correctable.extension if correctable is not None else None
        self._kept_by = correctable.decided_by if correctable is not None else ""
        self._last_day = correctable.last_day if correctable is not None else form.view.last_day
        self._months = correctable.months if correctable is not None else form.months
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RadioField] = {}
        self._reason_fault = Text("", "error")
        self._asked_at: float | None = None
        self._build_reasons(ask_consent)
        self.text = TextField()
        self.seen_on = DateField(frame.today)
        self.place = ChoiceField(form.evidence_places)
        self.until = DateField(frame.today, future=True)
        self.months = ChoiceField([(str(months), _in_months(months)) for months, _day in self._months])
        self.decided_on = DateField(frame.today, frame.today())
        self.by = TextField()
        self.by.setText(form.worker)
        self.late = TextField()
        self._build_fields()
        if correctable is not None:
            self._show_kept(correctable.extension)
        self._clean = self.draft()

    def _build_reasons(self, ask_consent: Callable[[], object]) -> None:
        self._column.addWidget(SectionTitle(_("Grund")))
        closed = [each for each in self._form.reasons if each.closed is not None]
        if self._kept is not None and self._kept.reason == REASON_ERASED:
            self._add_reason(REASON_ERASED, _("Grund bleibt, wie er ist"))
        for offer in self._form.reasons:
            if offer.closed is None:
                self._add_reason(offer.code, offer.label)
        self._column.addWidget(stacked(*self._buttons.values(), gap=2))
        if closed and closed[0].closed is not None:
            names = ", ".join(each.label for each in closed)
            said = _("Geschlossen: {reasons}. {why} Möglich ist „anderer begründeter Einzelfall“.")
            why = sentence(closed[0].closed)
            box = ClosedBox(said.format(reasons=names, why=why), _("Einwilligung öffnen"), ask_consent)
            self._column.addWidget(box)
        self._reason_fault.hide()
        self._column.addWidget(self._reason_fault)

    def _add_reason(self, code: str, words: str) -> None:
        button = RadioField(words)
        button.clicked.connect(lambda _checked=False: self._begin_reason())
        self._group.addButton(button)
        self._buttons[code] = button

    def _build_fields(self) -> None:
        self.text_row = Labelled(_("&Begründung in einem Satz"), self.text)
        self.text_row.set_hint(
            _("Steht so auf der gedruckten Begründung.")
            if self._form.health_open
            else _("Ohne Einwilligung stehen hier keine Angaben zur Gesundheit.")
        )
        self.seen_row = Labelled(
            _("Nachweis &gesehen am"), self.seen_on, _("Nur gesehen: keine Diagnose, keine Kopie.")
        )
        self.place_row = Labelled(_("Art der &Stelle"), self.place)
        latest = self._form.view.latest_possible
        self.until_row = Labelled(
            _("Verlängert b&is"), self.until, _("Höchstens bis {day}.").format(day=day(latest))
        )
        self.decided_row = Labelled(_("&Entschieden am"), self.decided_on)
        self.late_row = Labelled(_("Warum erst &nach dem Ende entschieden wurde"), self.late)
        self._evidence = Columns([self.seen_row, self.place_row], letters=60)
        months = Labelled(_("oder &Monate nach den drei Jahren"), self.months)
        self._column.addWidget(self.text_row)
        self._column.addWidget(self._evidence)
        self._column.addWidget(Columns([self.until_row, months], letters=50))
        by = Labelled(_("&Von"), self.by)
        self._column.addWidget(Columns([self.decided_row, by], letters=50))
        self._column.addWidget(self.late_row)
        self.months.chosen.connect(self._take_months)
        self.until.date_changed.connect(lambda _day: self.months.set_code(self._months_of_until()))
        self.decided_on.date_changed.connect(lambda _day: self._turn())
        self._turn()
        order_tabs(self)

    def _show_kept(self, kept: Extension) -> None:
        """Show what is recorded, to be corrected; its sentence was asked for once already."""
        if kept.reason in self._buttons:
            self._buttons[kept.reason].setChecked(True)
        self.until.set_value(kept.until)
        self.decided_on.set_value(kept.decided_on)
        self.seen_on.set_value(kept.evidence_seen_on)
        self.place.set_code(kept.evidence_place_kind)
        self.text.setText(kept.text)
        self.by.setText(self._kept_by)
        self.late.setText(kept.late_reason)
        self.months.set_code(self._months_of_until())
        self._turn()

    def act_words(self) -> str:
        """Return what the act is called that records it."""
        return _("Verlängerung festhalten")

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        buttons = self._buttons.values()
        chosen = next((button for button in buttons if button.isChecked()), None)
        return chosen or next(iter(buttons), self.until)

    def reason(self) -> str:
        """Return the code of the reason chosen, or an empty text."""
        return next((code for code, button in self._buttons.items() if button.isChecked()), "")

    def check(self) -> bool:
        """Mark the days that are missing or not understood; return whether the rules can judge the rest.

        A missing reason is said in the same breath.
        """
        self.clear_faults()
        for row, field in ((self.until_row, self.until), (self.decided_row, self.decided_on)):
            row.set_fault(field.fault() or ("" if field.value() else _("Bitte geben Sie ein Datum ein.")))
        unclear = self.seen_on.fault() if self.seen_row.is_asked() else ""
        self.seen_row.set_fault(unclear)
        sound = not any(row.fault() for row in (self.until_row, self.decided_row, self.seen_row))
        if not sound and not self.reason():
            self.show_fault("extension_reason_missing", sentence(Explanation("extension_reason_missing")))
        return sound

    def save(self) -> None:
        """Ask for recording where the days are understood; the rules say what else is wrong."""
        sound = self.check()
        until, decided_on = self.until.value(), self.decided_on.value()
        if not self.go_to_fault() or not sound or until is None or decided_on is None:
            return
        if self._asks_for_sentence():
            return
        offer = self._offer()
        evidence = offer is not None and offer.evidence_asked
        self.saved.emit(
            Extension(
                until,
                decided_on,
                self.reason(),
                self.text.value(),
                self.seen_on.value() if evidence else None,
                self.place.code() if evidence else "",
                self.late.value() if self._is_late() else "",
                self._decided_by(),
            )
        )

    def _decided_by(self) -> str:
        """Return who decided; whose name was only shown for a code stays recorded by it."""
        by = self.by.value()
        return self._kept.decided_by if self._kept is not None and by == self._kept_by else by

    def _asks_for_sentence(self) -> bool:
        """Ask once for the only justification that the open reason has, and return whether it was asked now.

        With the health consent the rules refuse it without (Rule C2); without, it may stand alone (Rule C3).
        The second half of a double click is no answer: nobody has read the question by then.
        """
        missing = self.reason() == OTHER and not self.text.value()
        if not missing or self._form.health_open:
            return False
        if self._asked_at is None:
            self._asked_at = monotonic()
        elif monotonic() - self._asked_at > QApplication.doubleClickInterval() / 1000:
            return False
        self.text_row.set_fault(
            _(
                "Bitte beschreiben Sie den Einzelfall in einem Satz, ohne Angaben zur Gesundheit. Geht das "
                "nicht, halten Sie die Verlängerung noch einmal ohne Satz fest."
            )
        )
        self.text_row.go_in()
        return True

    def show_fault(self, code: str, words: str) -> bool:
        """Show what the rules refuse at its field; return False where it belongs to none."""
        row = self._row_of(code)
        if row is not None:
            row.set_fault(words)
        elif code in _OF_REASON:
            self._reason_fault.setText(words)
            self._reason_fault.show()
        else:
            return False
        return True

    def go_to_fault(self) -> bool:
        """Put the cursor where the first thing is wrong; return whether nothing is."""
        if not self._reason_fault.isHidden():
            go_in(self.first_field())
            return False
        return free_of_faults(self)

    def clear_faults(self) -> None:
        """Take all marks away."""
        self._reason_fault.hide()
        rows = (self.text_row, self.seen_row, self.place_row, self.until_row, self.decided_row, self.late_row)
        for row in rows:
            row.set_fault("")

    def is_touched(self) -> bool:
        """Return whether something was typed."""
        return self.draft() != self._clean

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "reason": self.reason(),
            "text": self.text.text(),
            "seen_on": self.seen_on.draft(),
            "place": self.place.draft(),
            "until": self.until.draft(),
            "months": self.months.draft(),
            "decided_on": self.decided_on.draft(),
            "by": self.by.text(),
            "late": self.late.text(),
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned."""
        if typed["reason"] in self._buttons:
            self._buttons[typed["reason"]].setChecked(True)
        for field, name in ((self.text, "text"), (self.by, "by"), (self.late, "late")):
            field.setText(typed[name])
        for day_field, name in (
            (self.seen_on, "seen_on"),
            (self.until, "until"),
            (self.decided_on, "decided_on"),
        ):
            day_field.setText(typed[name])
        self.place.set_draft(typed["place"])
        self.months.set_draft(typed.get("months", self._months_of_until()))  # an earlier program kept the day
        self._turn()

    def _row_of(self, code: str) -> FormRow | None:
        return {
            "extension_exhausted": self.until_row,
            "extension_not_after_last_day": self.until_row,
            "extension_beyond_latest": self.until_row,
            "extension_decided_in_future": self.decided_row,
            "extension_decided_before_start": self.decided_row,
            "extension_late_reason_missing": self.late_row,
            "extension_text_missing": self.text_row,
            "extension_evidence_missing": self.seen_row,
            "extension_evidence_day_missing": self.seen_row,
            "extension_evidence_place_missing": self.place_row,
            "extension_place_unknown": self.place_row,
            "extension_evidence_in_future": self.seen_row,
            "extension_evidence_needs_health_consent": self.seen_row,
        }.get(code)

    def _offer(self) -> ReasonOffer | None:
        return next((each for each in self._form.reasons if each.code == self.reason()), None)

    def _is_late(self) -> bool:
        decided_on, last_day = self.decided_on.value(), self._last_day
        return decided_on is not None and last_day is not None and decided_on > last_day

    def _begin_reason(self) -> None:
        """Follow another reason; its sentence is asked for anew."""
        self._asked_at = None
        self._reason_fault.hide()
        self._turn()

    def _turn(self) -> None:
        """Ask for what the reason and the day need; of a reason that stays nothing is shown (Rule C3)."""
        offer, stays = self._offer(), self.reason() == REASON_ERASED
        known = stays and self._kept is not None and bool(self._kept.late_reason)
        self.text_row.setVisible(not stays)
        self._evidence.setVisible(offer is not None and offer.evidence_asked)
        self.late_row.setVisible(self._is_late() and not known)

    def _take_months(self, code: str) -> None:
        days = {str(months): last for months, last in self._months}
        if code in days:
            self.until.set_value(days[code])

    def _months_of_until(self) -> str:
        until = self.until.value()
        return next((str(months) for months, last in self._months if last == until), "")


def _in_months(months: int) -> str:
    return ngettext("{months} Monat", "{months} Monate", months).format(months=months)
