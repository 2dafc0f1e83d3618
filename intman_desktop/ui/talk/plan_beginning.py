"""The question after a talk that calls for a plan: begun, brought along, taken up again, or why not (P3)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.participants import explain_missing_plan
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.plans.planning import begin_plan, reopen_plan
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.talk.undecided_line import UndecidedLine
from intman_desktop.ui.wording import day, told
from intman_desktop.values.outcome import Outcome
from intman_desktop.values.plan_views import PlanView
from intman_desktop.values.work_views import PlanNeeded

_OF_THE_DAY = frozenset({"plan_begin_in_future", "plan_begin_not_its_first_day"})


class PlanBeginning(Card):
    """The beginning of the plan: with the day of this talk, or a sentence why not (Rule P3).

    Who was counselled elsewhere may bring a plan along, which goes on here from that day (Rules C7, I9); it
    is proposed where one was seen. A plan that was closed is taken up again. Attributes: ``begin``,
    ``brought``, ``day`` – when a plan brought along was begun –, ``undecided`` – the line that says that this
    comes first –, ``decided``.

    Signals: ``begun(PlanView)``, ``explained``.
    """

    begun = Signal(object)
    explained = Signal()

    def __init__(self, frame: Frame, needed: PlanNeeded) -> None:
        super().__init__()
        self.needed = needed
        self.decided = False
        self._frame = frame
        self.show_name()
        self.undecided = UndecidedLine()
        self.add(self.undecided)
        self.add(Text(self._why()))
        self._from = Text()
        self.add(self._from)
        self.brought = CheckField(_("Die Person bringt einen begonnenen Plan &mit"))
        self.day = DateField(frame.today)
        self._day_row = Labelled(_("Beginn &am"), self.day, _("wie auf dem mitgebrachten Plan"))
        self.begin = primary_button("", self._begin)
        for widget in (self.brought, self._day_row, self.begin):
            self.add(widget)
        self.brought.setVisible(needed.may_bring)
        self.reason = TextField()
        self._reason_row = Labelled(_("Oder: P&lan fehlt, weil …"), self.reason)
        self.add(self._reason_row)
        self._explain = quiet_button(_("Begründung speichern"), self._save_reason)
        self.add(self._explain)
        self.reason.returnPressed.connect(self._save_reason)
        self._chip = StateChip(State.DONE, "")
        self._chip.hide()
        self.add(self._chip)
        self.brought.toggled.connect(self._name_act)
        self.day.returnPressed.connect(self._begin)
        self.brought.setChecked(needed.plan_seen)
        self._name_act(needed.plan_seen)

    def _why(self) -> str:
        """Return why there has to be a plan."""
        if self.needed.closed_on is not None:
            words = _(
                "Zu jeder Beratung gehört ein offener Integrationsplan; dieser wurde am {on} geschlossen."
            )
            return words.format(on=day(self.needed.closed_on))
        if self.needed.first_here:
            return _(
                "Die Person wurde schon anderswo beraten; darum gibt es den Integrationsplan spätestens "
                "mit dem ersten Gespräch hier."
            )
        return _("Spätestens im zweiten Beratungsgespräch gibt es einen Integrationsplan.")

    def show_name(self) -> None:
        """Say whose plan it is, as the curtain wants it."""
        name = self._frame.curtain.name(self.needed.person, self.needed.case_id)
        self.set_title(_("Integrationsplan von {name}").format(name=name))
        self.setAccessibleName(_("Integrationsplan von {name}").format(name=name))

    def first_field(self) -> QWidget:
        """Return where the cursor goes: the day of a plan that is proposed as brought along, or the act.

        Where another talk was to begin first it goes to the line that says so: there no key begins a plan.
        """
        if not self.undecided.isHidden():
            return self.undecided.sentence
        return self.day if self.brought.isChecked() else self.begin

    def _name_act(self, brought: bool) -> None:
        """Say from when the plan goes on here, and call the act what it is."""
        on = day(self.needed.begin_on)
        if self.needed.closed_on is not None:
            words = _("Er geht mit dem Gespräch am {on} weiter und bleibt derselbe Plan, mit seinen Zielen.")
            act = _("Plan mit dem {on} wieder aufnehmen").format(on=on)
        elif brought:
            words, act = _("Er geht hier mit dem Gespräch am {on} weiter."), _("Plan übernehmen")
        else:
            words = _("Er beginnt mit dem Gespräch am {on}.")
            act = _("Plan mit dem {on} beginnen").format(on=on)
        self._from.setText(words.format(on=on))
        self._day_row.setVisible(brought)
        self.begin.setText(act)
        self.begin.setAccessibleName(act)

    def _begin(self) -> None:
        if self.needed.closed_on is not None:
            self._take_up_again()
            return
        brought = self.brought.isChecked()
        on = self.day.value() if brought else self.needed.begin_on
        missing = _("Bitte geben Sie ein Datum ein.") if brought and on is None else ""
        self._day_row.set_fault((self.day.fault() if brought else "") or missing)
        if on is None:
            self._day_row.go_in()
            return

        def verb(desk: Desk, case_id: int, begun_on: date, opened_on: date) -> Outcome[PlanView]:
            return begin_plan(desk, case_id, begun_on, brought_along=brought, opened_on=opened_on)

        self._frame.do(
            verb,
            self.needed.case_id,
            on,
            self.needed.begin_on,
            on_done=self._was_begun,
            on_error=self._refused if brought else None,
            owner=self,
            said=self._said(),
        )

    def _take_up_again(self) -> None:
        self._frame.do(
            reopen_plan,
            self.needed.case_id,
            self.needed.begin_on,
            on_done=self._was_begun,
            owner=self,
            said=self._said(),
        )

    def _said(self) -> str:
        """Return what is said once the plan is there."""
        if self.needed.closed_on is not None:
            return _("Plan wieder aufgenommen")
        return _("Plan übernommen") if self.brought.isChecked() else _("Plan begonnen")

    def _refused(self, trouble: Trouble) -> None:
        """Say it at the day where another day mends it, else in the line of notices."""
        if isinstance(trouble, Refused) and trouble.code in _OF_THE_DAY:
            self._day_row.set_fault(told(trouble))
            self._day_row.go_in()
        else:
            self._frame.warn(trouble)

    def _was_begun(self, view: PlanView) -> None:
        self._settle(self._said())
        self.begun.emit(view)

    def _save_reason(self) -> None:
        reason = self.reason.value()
        if not reason:
            self._reason_row.set_fault(_("Bitte sagen Sie in einem Satz, warum der Plan noch fehlt."))
            return
        self._frame.do(
            explain_missing_plan,
            self.needed.participant_id,
            reason,
            on_done=self._was_explained,
            owner=self,
            said=_("Begründung gespeichert"),
        )

    def _was_explained(self, _participant: int) -> None:
        self._settle(_("Plan fehlt mit Begründung"))
        self.explained.emit()

    def _settle(self, word: str) -> None:
        self.decided = True
        asked = (self.brought, self._day_row, self.begin, self._reason_row, self._explain)
        for widget in (self.undecided, *asked):
            widget.hide()
        self._chip.set_state(State.DONE, word)
        self._chip.show()
