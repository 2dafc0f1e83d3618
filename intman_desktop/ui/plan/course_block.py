"""Beginn, Verlaufsstand und Beendigung: course, signatures, versions, closing (I7, I9, Z5)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.language import _
from intman_desktop.rules.goals import CLOSED_STATES, signed_days
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextArea
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, Text
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.plan.begin_form import BeginForm
from intman_desktop.ui.plan.parted import Part, PartedBlock
from intman_desktop.ui.plan.seen import signatures_of
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Plan
from intman_desktop.values.form_views import Options
from intman_desktop.values.plan_views import PlanView

_OF_SIGNATURE = frozenset({"signature_in_future", "signature_before_plan", "signature_after_closing"})
_OF_END_DAY = frozenset(
    {
        "ending_before_goal",
        "goal_change_before_last",
        "goal_change_in_future",
        "plan_closed_before_signature",
        "plan_span_ends_before_begin",
        "plan_span_in_future",
        "plan_spans_overlap",
    }
)
"""What the rules say of the day on which the plan is closed, or taken up again."""


class CourseBlock(PartedBlock):
    """How the plan goes. Attributes: ``begin``; ``signatures``, the title over their dates; ``end``, what
    closes the plan or takes it up again.

    Signals: ``course(str, str)`` – the text and the one it was typed over –, ``begun(date, str)`` – another
    first day and why –, ``signed(client, worker, list[str])`` – with what the days were typed over –,
    ``close_plan(date, str)``,
    ``reopen(date, frozenset[int])`` – with the goals taken over –, ``show_version(int)``.
    """

    course = Signal(str, str)
    begun = Signal(object, str)
    signed = Signal(object, object, object)
    close_plan = Signal(object, str)
    reopen = Signal(object, object)
    show_version = Signal(int)
    keys: ClassVar = {
        Part.BEGIN: ("begin",),
        Part.COURSE: ("course", "seen"),
        Part.SIGNATURES: ("client_on", "worker_on", "signed"),
        Part.END: ("end",),
    }

    def __init__(self, frame: Frame, view: PlanView, plan: Plan, closing_reasons: Options) -> None:
        super().__init__()
        self._reasons = dict(closing_reasons)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))
        first, *further = self._spans(plan)
        self._column.addWidget(Text(first))
        self.begin = BeginForm(frame, plan)
        self.begin.saved.connect(self.begun)
        self._column.addWidget(self.begin)
        for line in further:
            self._column.addWidget(Text(line))
        self.text = TextArea(lines=3)
        self.text.set_value(plan.course)
        self._kept = self._seen = plan.course
        self._column.addWidget(Labelled(_("Wie es &läuft (Verlaufsstand)"), self.text))
        save = quiet_button(_("Verlaufsstand speichern"), lambda: self.save_part(Part.COURSE))
        self._column.addWidget(Flow(save))
        self._build_signatures(frame, plan)
        self.taken: dict[int, CheckField] = {}
        self._build_end(frame, closing_reasons, view)
        self._build_versions(view)
        self._clean_days, self._clean_end = self._days(), self._end()
        self._signed = signatures_of(plan)

    def first_unsigned(self) -> DateField:
        """Return the date of the signature that is missing, the client's first."""
        signed_here = self.client_on.value() is not None
        return self.worker_on if signed_here and self.worker_on.value() is None else self.client_on

    def touched(self) -> list[Part]:
        """Return of the first day, the course, the signatures and the end those that were changed."""
        stand = {
            Part.BEGIN: not self.begin.is_touched(),
            Part.COURSE: self.text.value() == self._kept,
            Part.SIGNATURES: self._days() == self._clean_days,
            Part.END: self._end() == self._clean_end,
        }
        return [part for part, clean in stand.items() if not clean or part in self.stored]

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        touched = self.touched()
        typed: dict[str, Any] = {}
        if Part.BEGIN in touched:
            typed["begin"] = self.begin.draft()
        if Part.COURSE in touched:
            typed |= {"course": self.text.toPlainText(), "seen": self._seen}
        if Part.SIGNATURES in touched:
            typed |= {**self._days(), "signed": {"seen": self._signed}}
        if Part.END in touched:
            typed["end"] = self._end()
        return typed

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned; an end only as long as the plan is as open as it was."""
        self.begin.set_draft(typed.get("begin", {}))
        if "course" in typed:
            self._seen = typed.get("seen", self._kept)
            self.text.set_value(typed["course"])
        if "client_on" in typed:
            self.client_on.setText(typed["client_on"])
            self.worker_on.setText(typed["worker_on"])
            self._signed = typed.get("signed", {}).get("seen", self._signed)
        end = typed.get("end", {})
        if end.get("open") == self._open:
            if end["on"] is not None:
                self.on.setText(end["on"])
            self.reason.set_draft(end["reason"])
            for goal, field in self.taken.items():
                field.setChecked(end["taken"].get(str(goal), field.isChecked()))

    def check(self, parts: Collection[Part]) -> bool:
        """Mark what the first day lacks, and the days of the signatures that cannot be understood."""
        if Part.SIGNATURES in parts:
            self._client_row.set_fault(self.client_on.fault())
            self._worker_row.set_fault(self.worker_on.fault())
        if Part.BEGIN in parts and not self.begin.check():
            return False
        return Part.SIGNATURES not in parts or free_of_faults(self._client_row, self._worker_row)

    def show_fault(self, code: str, words: str, on: object) -> bool:
        """Show at the signature of the day ``on`` why it cannot be; return False where it is about none."""
        if code not in _OF_SIGNATURE:
            return False
        row = self._client_row if self.client_on.value() == on else self._worker_row
        row.set_fault(words)
        row.go_in()
        return True

    def row_of(self, code: str) -> FormRow | None:
        """Return the row in which the refusal ``code`` of the end, or of a new begin, is mended, or None."""
        of_reason = code in ("ending_reason_unknown", "plan_span_reason_missing")
        return self._on_row if code in _OF_END_DAY else self._reason_row if of_reason else None

    def save_part(self, part: Part) -> bool:
        """Ask for saving the first day, the course or the signatures."""
        if part is Part.BEGIN:
            self.begin.save()
        elif part is Part.COURSE:
            self.course.emit(self.text.value(), self._seen)
        elif part is Part.SIGNATURES:
            self.signed.emit(self.client_on.value(), self.worker_on.value(), self._signed)
        return part is not Part.END

    def go_to_end(self) -> None:
        """Put the cursor where the plan is closed or taken up again."""
        go_in(self.end)

    def _days(self) -> dict[str, str]:
        return {"client_on": self.client_on.draft(), "worker_on": self.worker_on.draft()}

    def _end(self) -> dict[str, Any]:
        """Return what is typed of the end; the day is None as long as it is the one that was proposed."""
        taken = {str(goal): field.isChecked() for goal, field in self.taken.items()}
        on: str | None = self.on.draft()
        on = None if on == self._proposed else on
        return {"open": self._open, "on": on, "reason": self.reason.draft(), "taken": taken}

    def _spans(self, plan: Plan) -> list[str]:
        lines = [_("Begonnen am {on}.").format(on=day(plan.begun_on))]
        if plan.brought_along and plan.spans:
            lines.append(
                _("Mitgebracht, hier fortgeführt seit {on}.").format(on=day(plan.spans[0].opened_on))
            )
        for span in sorted(plan.spans, key=lambda each: each.opened_on):
            if span.closed_on is not None:
                lines.append(
                    _("Geschlossen am {on}: {reason}.").format(
                        on=day(span.closed_on), reason=self._reasons.get(span.reason, span.reason)
                    )
                )
            elif span is not plan.spans[0]:
                lines.append(_("Wieder aufgenommen am {on}.").format(on=day(span.opened_on)))
        return lines

    def _build_signatures(self, frame: Frame, plan: Plan) -> None:
        self.signatures = SectionTitle(_("Unterschriften zur Zielvereinbarung"))
        self._column.addWidget(self.signatures)
        if plan.agreed_anew_on is not None:
            words = _("Am {on} wurde ein Ziel neu vereinbart. Dafür fehlen beide Unterschriften noch.")
            self._column.addWidget(Text(words.format(on=day(plan.agreed_anew_on))))
        client_on, worker_on = signed_days(plan)
        self.client_on = DateField(frame.today, client_on)
        self.worker_on = DateField(frame.today, worker_on)
        self._client_row = Labelled(_("Klientin oder &Klient am"), self.client_on)
        self._worker_row = Labelled(_("&Integrationsmanagement am"), self.worker_on)
        self._column.addWidget(Columns([self._client_row, self._worker_row], shares=(3, 7), letters=50))
        self._column.addWidget(Flow(quiet_button(_("Unterschriften speichern"), self._sign)))

    def _build_end(self, frame: Frame, reasons: Options, view: PlanView) -> None:
        is_open = self._open = view.open
        self._column.addWidget(SectionTitle(_("Beendigung") if is_open else _("Wieder aufnehmen")))
        proposed = None if is_open else view.needed_on
        self.on = DateField(frame.today, proposed or frame.today())
        self._proposed = self.on.text()
        self._on_row = Labelled(_("Letzter offener &Tag") if is_open else _("Wieder offen &ab"), self.on)
        self.reason = ChoiceField(reasons)
        self._reason_row = Labelled(_("&Grund"), self.reason)
        if is_open:
            self._column.addWidget(Columns([self._on_row, self._reason_row], shares=(3, 7), letters=50))
            self.end = quiet_button(_("Plan schließen"), self._close)
        else:
            self._reason_row.hide()
            self._column.addWidget(self._on_row)
            self._build_goals_to_take(view)
            self.end = quiet_button(_("Plan wieder aufnehmen"), self._reopen)
        self._column.addWidget(Flow(self.end))

    def _build_goals_to_take(self, view: PlanView) -> None:
        """Let the person choose which goals go on; those that were still open are proposed (I9)."""
        self._column.addWidget(Text(_("Es bleibt derselbe Plan, in einer neuen Fassung.")))
        if view.goals:
            self._column.addWidget(Text(_("Welche Ziele gehen weiter?")))
        for each in view.goals:
            words = _("{goal} ({state})").format(goal=each.goal.wording, state=each.state_label)
            field = CheckField(words.replace("&", "&&"))
            field.setChecked(each.goal.state not in CLOSED_STATES)
            self.taken[each.goal.id] = field
            self._column.addWidget(field)

    def _build_versions(self, view: PlanView) -> None:
        self._column.addWidget(SectionTitle(_("Ausgehändigte Fassungen")))
        if not view.versions:
            self._column.addWidget(
                QuietText(_("Noch keine. „Aushändigen“ zeigt den Plan zum Drucken und hält ihn so fest."))
            )
        for version in reversed(view.versions):
            words = _("Fassung {number} vom {on}").format(number=version.number, on=day(version.issued_on))
            button = link_button(words, lambda number=version.number: self.show_version.emit(number))  # type: ignore[misc]
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _sign(self) -> None:
        if self.check((Part.SIGNATURES,)):
            self.save_part(Part.SIGNATURES)

    def _close(self) -> None:
        understand(self._reason_row)
        on = self._day()
        self._reason_row.set_fault("" if self.reason.code() else _("Bitte wählen Sie einen Grund."))
        if free_of_faults(self._on_row, self._reason_row) and on is not None:
            self.close_plan.emit(on, self.reason.code())

    def _reopen(self) -> None:
        on = self._day()
        if on is not None:
            self.reopen.emit(on, frozenset(key for key, field in self.taken.items() if field.isChecked()))

    def _day(self) -> object:
        on = self.on.value()
        self._on_row.set_fault(self.on.fault() or ("" if on else _("Bitte geben Sie ein Datum ein.")))
        return on
