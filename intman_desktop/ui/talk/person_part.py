"""One person's part in a talk: an own note, referral, next step, and whether it counts (K5, P5, P7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.profiles.profile import join_choices, split_choices
from intman_desktop.rules import gate
from intman_desktop.rules.recipients import is_named
from intman_desktop.rules.talks import LONGEST_NOTE, step_done_on
from intman_desktop.services.common.outcomes import NO_OFFER, NO_SERVICE
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.entries import ChoicesEntry
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText, SectionTitle, SmallText
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.talk.declined_line import DeclinedLine
from intman_desktop.ui.talk.new_service import NewService
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day, number
from intman_desktop.values.case_file import Participant, Referral
from intman_desktop.values.form_views import ListedService, TalkForm, TalkPerson
from intman_desktop.values.office import Service

_ENOUGH_LETTERS = 3
"""From how many letters on what nobody knows is offered as new: fewer may be the beginning of anything."""


class PersonPart(QWidget):
    """The fields of one person. Attributes: ``person``, ``days_stored`` – the day of the next step and that
    of the talk as they are stored. Signals: ``changed``.
    """

    changed = Signal()

    def __init__(
        self,
        frame: Frame,
        person: TalkPerson,
        form: TalkForm,
        open_case: Callable[[int], object],
    ) -> None:
        super().__init__()
        self.person = person
        self._kept = Participant(person.case_key)
        self.days_stored: tuple[date | None, date] | None = None
        self._counts_chosen = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self._curtain = frame.curtain
        self._title = SectionTitle()
        column.addWidget(self._title)
        closed = dict(person.closed)
        self._closed = gate.BASIC in closed
        if self._closed:
            # Whoever has not consented is not counselled, and nothing is noted (P2).
            box = ClosedBox(sentence(closed[gate.BASIC]), _("Fall öffnen"), lambda: open_case(person.case_id))
            column.addWidget(box)
        elif person.to_renew:
            words = QuietText(_("Eine Einwilligung ist zu erneuern: Bitte fragen Sie in diesem Gespräch."))
            way = link_button(_("Fall öffnen"), lambda: open_case(person.case_id))
            way.setAccessibleDescription(words.text())
            column.addWidget(Columns([words, Flow(way)], [1, 1], letters=70))
        self._fields = QWidget()
        if self._closed:
            self._fields.hide()
        column.addWidget(self._fields)
        self._build(frame, form, health_open=gate.HEALTH not in closed)

    def _build(self, frame: Frame, form: TalkForm, *, health_open: bool) -> None:
        column = QVBoxLayout(self._fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self.note = TextArea(lines=3)
        self.note_row = Labelled(_("&Notiz"), self.note)
        if not health_open:
            self.note_row.set_hint(
                _("Ohne Einwilligung zur Gesundheit notieren Sie hier bitte nichts Gesundheitliches.")
            )
        column.addWidget(self.note_row)
        self._services = form.services
        self._names = self._offered()
        self.referrals = ChoicesEntry(tuple(self._names.items()))
        self.new_service = NewService(frame, form.service_kinds)
        where = QWidget()
        below = QVBoxLayout(where)
        below.setContentsMargins(0, 0, 0, 0)
        self._referrals_row = Labelled(_("&Weitervermittlung an"), self.referrals)
        below.addWidget(self._referrals_row)
        self.referrals.add_below(self.new_service.offer_line)
        self._declined = DeclinedLine()
        below.addWidget(self._declined)
        self.no_offer = CheckField(_("Bedarf ohne &Angebot"))
        counted = _("Wofür es nichts Passendes gibt: zählt beim Hauptthema, ohne Namen, in den Kennzahlen.")
        self.no_offer.setToolTip(counted)
        self.no_offer.setAccessibleDescription(counted)
        below.addWidget(self.new_service)
        below.addWidget(self.no_offer)
        below.addStretch(1)
        self.step = TextField(_("zum Beispiel: Unterlagen für das Jobcenter durchsehen"))
        self.step_row = Labelled(_("Nächster S&chritt"), self.step)
        self.due = DateField(frame.today, future=True)
        self.due_row = Labelled(_("Bis wann"), self.due)
        row = Columns(
            [
                self.step_row,
                self.due_row,
                where,
            ],
            shares=(7, 0, 6),
        )
        column.addWidget(row)
        self.counts = CheckField(_("Zählt als &Beratungsgespräch"))
        self.counts.setChecked(True)
        column.addWidget(self.counts)
        self._reason_kept = SmallText()
        self._reason_kept.hide()
        column.addWidget(self._reason_kept)
        self._listen()

    def _listen(self) -> None:
        """Tell of every change, and let what hangs on it follow."""
        self.counts.clicked.connect(self._choose_counts)
        self.note.textChanged.connect(self.changed)
        for field in (self.step, self.due):
            field.textChanged.connect(self._show_standing)
        self.step.textEdited.connect(lambda _text: self.changed.emit())
        self.due.date_changed.connect(lambda _day: self.changed.emit())
        self.referrals.changed.connect(self.changed)
        self.referrals.changed.connect(self._show_declined)
        self.no_offer.clicked.connect(self.changed)
        self._asked_for().doubted.connect(self._offer_new)
        self._asked_for().line().textChanged.connect(self._offer_new)
        self._asked_for().line().returnPressed.connect(self.new_service.begin)
        self.new_service.added.connect(self._refer_to)

    def set_services(self, services: tuple[ListedService, ...]) -> None:
        """Offer other services; what is typed and chosen stays."""
        self._services = services
        self._offer_services()

    def _offer_services(self) -> None:
        self._names = self._offered()
        self.referrals.set_options(tuple(self._names.items()))

    def _offered(self) -> dict[str, str]:
        """Return the names of the services that consent opens, and of those that are stored here (E3)."""
        held = {each.service for each in self._kept.referrals}
        shown = (each for each in self._services if each.need in self.person.open_needs or each.code in held)
        return {each.code: each.name for each in shown}

    def _show_declined(self) -> None:
        """Say where the person wants us to tell nothing: naming the service is all right (P7, P10)."""
        chosen = [self._names.get(code, "") for code in split_choices(self.referrals.value())]
        facts = [
            fact
            for recipient, fact in self.person.declined
            if any(is_named(recipient, service) for service in chosen)
        ]
        self._declined.show_facts(facts)

    def _asked_for(self) -> ChoiceField:
        line = self.referrals.line()
        assert isinstance(line, ChoiceField)  # what several codes are chosen in
        return line

    def _offer_new(self, _said: str) -> None:
        """Offer to add what is in no list, while it is typed as well, and bring the offer into view."""
        field, offered = self._asked_for(), self.new_service.offer_line
        typed, before = field.line().text().strip(), offered.isHidden()
        enough = len(typed) >= _ENOUGH_LETTERS or bool(field.fault())
        self.new_service.offer(typed if enough and not field.matches() else "")
        page = page_around(self)
        if page is not None and before and not offered.isHidden() and field.hasFocus():
            page.keep_in_view(self._referrals_row)

    def _refer_to(self, service: Service) -> None:
        # The lists are read again only later; until then nobody else knows what its code is called.
        self._names[service.code] = service.name
        self.referrals.set_options(tuple(self._names.items()))
        self.referrals.set_value(join_choices([*split_choices(self.referrals.value()), service.code]))
        self._asked_for().set_code("")  # what was typed is chosen now, and nothing is left in doubt
        self._show_declined()
        self.referrals.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def show_title(self, *, visible: bool) -> None:
        """Show the person's name above the fields, as soon as there are several people."""
        self._title.setVisible(visible)
        self.show_name()

    def show_name(self) -> None:
        """Say whose part it is, as the curtain wants it."""
        name = self._curtain.name(self.person.name, self.person.case_id)
        self._title.setText(f"{name} · {self.person.number}")
        alone = self._title.isHidden()
        self.note.setAccessibleName(
            _("Notiz") if alone else _("Notiz zu {name}").format(name=self._title.text())
        )

    def count_by_form(self, *, counts: bool) -> None:
        """Follow the form of the talk, unless the person has decided (Rule P5)."""
        if not self._counts_chosen:
            self.counts.setChecked(counts)

    def count(self) -> None:
        """Let the talk count, whatever its form (Rule P5)."""
        self._counts_chosen = True
        self.counts.setChecked(True)

    def take_over(self, part: Participant) -> None:
        """Remember which stored part this is, without showing it."""
        self._kept = part
        self._offer_services()
        self._reason_kept.setText(_("Plan fehlt, weil: {reason}").format(reason=part.plan_missing_reason))
        self._reason_kept.setVisible(bool(part.plan_missing_reason))
        self._show_standing()

    def show_part(self, part: Participant, held_on: date, *, by_form: bool) -> None:
        """Show what is stored of this person's part in the talk of ``held_on``.

        Whether it counts was decided where it is not as the form alone has it (``by_form``), and stays then.
        """
        self.take_over(part)
        self.days_stored = (part.next_step_due, held_on)
        self._counts_chosen = part.counts is not by_form
        self.note.set_value(part.note)
        self.referrals.set_value(join_choices([each.service for each in part.referrals if each.service]))
        self.no_offer.setChecked(any(not each.service for each in part.referrals))
        self._show_declined()
        self.step.setText(part.next_step)
        self.due.set_value(part.next_step_due)
        self.counts.setChecked(part.counts)

    def part(self) -> Participant:
        """Return this person's part as it stands here."""
        kept = {each.service: each for each in self._kept.referrals}
        codes = [*split_choices(self.referrals.value()), *([NO_SERVICE] if self.no_offer.isChecked() else [])]
        return replace(
            self._kept,
            note=self.note.value(),
            counts=self.counts.isChecked(),
            next_step=self.step.value(),
            next_step_due=self.due.value(),
            referrals=tuple(kept.get(code) or _new_referral(code) for code in codes),
        )

    def check(self, held_on: date | None) -> bool:
        """Mark what cannot be understood, or lies before the talk of ``held_on``; return whether it can be
        saved.

        What is stored that way, from an import perhaps, hinders nobody in mending the note.
        """
        due = self.due.value()
        early = ""
        if due is not None and held_on is not None and due < held_on and (due, held_on) != self.days_stored:
            words = _("Der {due} liegt vor dem Gespräch am {held_on}.")
            early = words.format(due=day(due), held_on=day(held_on))
        self.due_row.set_fault(self.due.fault() or early)
        nameless = self.due.value() is not None and not self.step.value()
        self.step_row.set_fault(_("Was ist bis dahin zu tun?") if nameless else "")
        over = len(self.note.value()) - LONGEST_NOTE
        self.note_row.set_fault(_too_long(over) if over > 0 else "")
        return not self.due_row.fault() and not nameless and over <= 0

    def rows(self) -> tuple[FormRow, ...]:
        """Return the rows that can show a fault, from top to bottom."""
        return (self.note_row, self.step_row, self.due_row)

    def holds_text(self) -> bool:
        """Return whether anything is typed here of the person."""
        typed = (self.note.value(), self.referrals.draft(), self.step.value(), self.due.text().strip())
        return any(typed) or self.no_offer.isChecked()

    def values(self) -> dict[str, Any]:
        """Return what is typed here, for a draft."""
        return {
            "note": self.note.toPlainText(),
            "referrals": self.referrals.draft(),
            "no_offer": self.no_offer.isChecked(),
            "step": self.step.text(),
            "due": self.due.draft(),
            "counts": self.counts.isChecked(),
            "counts_chosen": self._counts_chosen,
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned."""
        self.note.set_value(values["note"])
        self.referrals.set_draft(values["referrals"])
        self.no_offer.setChecked(values.get("no_offer", False))
        self._show_declined()
        self.step.setText(values["step"])
        self.due.setText(values["due"])
        self._counts_chosen = values["counts_chosen"]
        self.counts.setChecked(values["counts"])

    def _show_standing(self) -> None:
        """Say whether the step as it stands here is done, and that one without a day is not reminded of."""
        undated = bool(self.step.value()) and not self.due.text().strip()
        self.due_row.set_hint(_("Ohne Tag keine Frist.") if undated else "")
        done = self._kept.next_step_done_on
        now = replace(self._kept, next_step=self.step.value(), next_step_due=self.due.value())
        same = step_done_on(now, self._kept) is not None
        words = _("Erledigt am {day}.") if same else _("Mit dieser Änderung ist der Schritt wieder offen.")
        self.step_row.set_hint(words.format(day=day(done)) if done and now.next_step else "")

    def _choose_counts(self) -> None:
        self._counts_chosen = True
        self.changed.emit()


def _new_referral(service: str) -> Referral:
    """Return a referral made just now; without a service it is a need for which there is nothing (Z6)."""
    return Referral(service, outcome="" if service else NO_OFFER)


def _too_long(over: int) -> str:
    words = ngettext(
        "Die Notiz ist um {over} Zeichen zu lang; möglich sind {most}. Nichts ist verloren.",
        "Die Notiz ist um {over} Zeichen zu lang; möglich sind {most}. Nichts ist verloren.",
        over,
    )
    return words.format(over=number(over), most=number(LONGEST_NOTE))
