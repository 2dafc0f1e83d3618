"""A goal is written: the client's words, how it is seen, until when, who does what (Z1, Z3, Z4).

The questions stand beside the fields and fall silent when they are answered; they never block.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from intman_desktop.language import _
from intman_desktop.rules.dates import add_months, working_day
from intman_desktop.rules.goals import agreed_on, goal_questions
from intman_desktop.services.common.wording import sentence, shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.fields import ChoiceField, TextArea
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.room import keep_room
from intman_desktop.ui.parts.tab_order import lead_past, order_tabs
from intman_desktop.ui.plan.measure_rows import MeasureRows
from intman_desktop.ui.plan.phrase_offer import PhraseOffer
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Goal, Measure
from intman_desktop.values.codes import GoalState
from intman_desktop.values.form_views import Options
from intman_desktop.values.office import Phrase

_FIRST_STATES = (GoalState.AGREED, GoalState.PROPOSED, GoalState.IN_PROGRESS)


_OF_AGREED = ("goal_change_in_future", "goal_before_plan", "goal_before_consent")
_WHAT = "goal_what"
_WHO = ("goal_who_does_what", "goal_which_third_party")


class GoalEditor(QWidget):
    """One goal in work. Signals: ``saved(Goal, date | None)`` – to be saved, a new one as agreed on that
    day; ``left`` – without saving.

    Attributes: ``area``, ``wording``, ``seen_by``, ``until``, ``measures``, ``review``, ``state``,
    ``agreed`` (the day of a new one), ``phrases`` (the offer below the wording), ``acts`` (its buttons, for a
    place in sight).
    """

    saved = Signal(object, object)
    left = Signal()

    def __init__(
        self,
        frame: Frame,
        areas: Options,
        goal: Goal | None,
        *,
        health_closed: bool,
        phrases: Sequence[Phrase] = (),
        outcomes: Options = (),
        area_words: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        """Show ``goal``; one without an id is new and may have its area already.

        ``area_words`` are words by which an area is meant as well, by its code.
        """
        super().__init__()
        self._frame = frame
        self._kept = goal or Goal("", "", state=GoalState.AGREED)
        self._before: dict[str, Any] | None = None
        self._after: dict[str, Any] | None = None
        self._meant_days = {(self._kept.until, agreed_on(self._kept))}
        self.area = ChoiceField(areas)
        self.area.find_by(area_words)
        self.wording = TextArea(lines=2)
        self.seen_by = TextArea(lines=2)
        self.until = DateField(frame.today, future=True)
        self.measures = MeasureRows(frame, outcomes)
        self.review = DateField(frame.today, future=True)
        self.state = ChoiceField([(each.value, shown(each)) for each in _FIRST_STATES], empty=None)
        self.agreed = DateField(frame.today, frame.today())
        self.phrases = PhraseOffer(self.wording, phrases, self.area.code, area_words)
        self._build(health_closed=health_closed, is_new=not self._kept.id)
        self._show(self._kept)
        self._clean = self.draft()
        # Dates settle when their field is left; the questions look a moment later.
        self._look = QTimer(self, singleShot=True, interval=0)
        self._look.timeout.connect(self._ask)
        for signal in (
            self.wording.textChanged,
            self.seen_by.textChanged,
            self.until.date_changed,
            self.measures.changed,
        ):
            signal.connect(self._look.start)
        self.area.currentIndexChanged.connect(lambda _index: self.phrases.offer())
        self.state.currentIndexChanged.connect(lambda _index: self._turn())
        self.measures.grown.connect(lambda: order_tabs(self))
        self.phrases.taken.connect(self.take_phrase)
        self.wording.textChanged.connect(self._keep_phrase)
        self.wording.installEventFilter(self)
        if self._kept.id:
            self.phrases.close_offer()
        else:
            self.phrases.offer()
        self._ask()

    def _build(self, *, health_closed: bool, is_new: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self._area_row = Labelled(_("&Lebensbereich"), self.area)
        if health_closed:
            self._area_row.set_hint(
                _(
                    "„Gesundheit“ ist ohne Einwilligung geschlossen. "
                    "Für ein Ziel ohne Gesundheitliches steht „Persönliches“ bereit."
                )
            )
        self._wording_row = Labelled(_("&Ziel in den Worten der Person"), self.wording)
        self._seen_row = Labelled(_("Woran wir &sehen, dass es erreicht ist"), self.seen_by)
        self._until_row = Labelled(_("Bis &wann"), self.until)
        self._review_row = Labelled(
            _("Nächste Ü&berprüfung"),
            self.review,
            _("Ohne Tag gilt der eingestellte Abstand, spätestens „Bis wann“."),
        )
        self._agreed_row = Labelled(_("&Vereinbart am"), self.agreed)
        self._beginning = Columns([Labelled(_("Stan&d"), self.state), self._agreed_row], letters=50)
        if not is_new:
            self._beginning.hide()
        self._taken = Text(_("Formulierung übernommen."))
        self._taken.setWordWrap(False)
        back = link_button(_("Zurücknehmen"), self.take_back)
        lead_past(back, self.measures)  # who goes on typing after Tab must not press it with a blank
        self._taken_line = Flow(self._taken, back, gap=space(4))
        self._taken_line.hide()
        self._who = SmallText()
        self._silent = SmallText(_("Das Ziel ist überprüfbar beschrieben."))
        for each in (self._who, self._silent):
            keep_room(each)  # a question that falls silent moves nothing below it
        for row in (self._wording_row, self._seen_row, self._until_row):
            row.keep_hint_room()
        for widget in (
            self._area_row,
            self._wording_row,
            self.phrases,
            self._taken_line,
            self._seen_row,
            Columns([self._until_row, self._review_row], letters=50),
            self._beginning,
            self._who,
            self.measures,
            self._silent,
        ):
            column.addWidget(widget)
        self.acts = (
            primary_button(_("Ziel speichern"), self.save),
            quiet_button(_("Abbrechen"), self.left.emit),
        )

    def first_field(self) -> QWidget:
        """Return where the cursor goes."""
        return self.wording if self.area.code() else self.area

    def take_phrase(self, phrase: Phrase) -> None:
        """Take a phrase into the fields; what was typed elsewhere stays, and all can be taken back."""
        before = self.draft()
        self.area.set_code(phrase.area)
        self.wording.set_value(phrase.goal)
        self.wording.moveCursor(self.wording.textCursor().MoveOperation.End)
        if not self.seen_by.value():
            self.seen_by.set_value(phrase.seen_by)
        if self.until.value() is None and phrase.months:
            self.until.set_value(working_day(add_months(self._frame.today(), phrase.months)))
        if not self.measures.measures() and phrase.measures:
            self.measures.show_measures(
                [Measure(each.what, each.who, each.third_party) for each in phrase.measures]
            )
            order_tabs(self)
        self.phrases.close_offer()
        self._taken_line.show()
        self._before, self._after = before, self.draft()
        self._ask()

    def take_back(self) -> None:
        """Show again what stood in the fields before the phrase, until its wording is edited.

        What was typed since in the other fields goes with it, and can be brought back.
        """
        if self._before is not None:
            self._exchange(self._before, self._after)
            self.phrases.offer_again()
            self._keep_phrase()
            self.wording.setFocus()

    def _exchange(self, typed: dict[str, Any], unless: dict[str, Any] | None) -> None:
        """Show ``typed`` for what stands here, which can be brought back ``unless`` it is just that."""
        gone = self.draft()
        self.set_draft(typed)
        if gone != unless:
            self._frame.say(
                _("Verworfen: was Sie hier begonnen hatten."),
                lambda: self._exchange(gone, typed) if isValid(self) else None,
                _("Zurückholen"),
            )

    def _keep_phrase(self) -> None:
        """Take what stands here for the person's own words from now on."""
        self._before = self._after = None
        self._taken_line.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+Z take all of a phrase back, until its wording is edited: then it takes back letters."""
        undo = QKeySequence.StandardKey.Undo
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and self._before is not None
            and event.matches(undo)
        ):
            self.take_back()
            return True
        return super().eventFilter(watched, event)

    def goal(self) -> Goal:
        """Return the goal as it stands here."""
        state = self._kept.state if self._kept.id else GoalState(self.state.code())
        return replace(
            self._kept,
            area=self.area.code(),
            wording=self.wording.value(),
            seen_by=self.seen_by.value(),
            until=self.until.value(),
            state=state,
            next_review=self.review.value(),
            measures=self.measures.measures(),
        )

    def save(self) -> bool:
        """Ask for saving where area and words are there; all else is a question only (Rule Z4).

        Returns whether it was asked for; what is missing is marked, and the cursor goes there.
        """
        understand(self)
        self._area_row.set_fault("" if self.area.code() else _("Bitte wählen Sie einen Lebensbereich."))
        said = "" if self.wording.value() else _("Was genau soll erreicht werden?")
        self._wording_row.set_fault(said)
        self._until_row.set_fault(self.until.fault() or self._before_agreement())
        self._review_row.set_fault(self.review.fault())
        said = "" if self.agreed.value() else _("Bitte geben Sie ein Datum ein.")
        self._agreed_row.set_fault((self.agreed.fault() or said) if self._is_agreed() else "")
        self.measures.check()
        if not free_of_faults(self):
            return False
        self.saved.emit(self.goal(), self.agreed.value() if self._is_agreed() else None)
        return True

    def _before_agreement(self) -> str:
        """Ask once whether a day before that of the agreement is meant; no rule forbids it (Rule Z4)."""
        until = self.until.value()
        agreed = self.agreed.value() if self._is_agreed() else agreed_on(self._kept)
        if until is None or agreed is None or until >= agreed or (until, agreed) in self._meant_days:
            return ""
        self._meant_days.add((until, agreed))
        words = _(
            "Der {until} liegt vor der Vereinbarung am {agreed}. Ist das gemeint, speichern Sie noch einmal."
        )
        return words.format(until=day(until), agreed=day(agreed))

    def row_of(self, code: str) -> FormRow | None:
        """Return the row in which the refusal ``code`` is mended, None where it is in none."""
        if code in _OF_AGREED:
            return self._agreed_row if self._is_agreed() else None
        if code == "measure_done_in_future":
            return self.measures.row_done_after(self._frame.today())
        return {"goal_review_not_after": self._review_row, _WHAT: self._wording_row}.get(code)

    def go_on_in(self, goal: Goal) -> None:
        """Go on in ``goal``, as which was saved what stood here first; what was typed since stays."""
        self._kept, self._clean = goal, {}
        self.measures.go_on_in(goal.measures)
        if not self.review.text().strip():
            self.review.set_value(goal.next_review)
        self._beginning.hide()
        self.phrases.close_offer()
        self._ask()

    def is_touched(self) -> bool:
        """Return whether something was typed since the goal was shown."""
        return self.draft() != self._clean

    def draft(self) -> dict[str, Any]:
        """Return what is typed, for a draft."""
        return {
            "goal_id": self._kept.id,
            "area": self.area.draft(),
            "wording": self.wording.toPlainText(),
            "seen_by": self.seen_by.toPlainText(),
            "until": self.until.draft(),
            "review": self.review.draft(),
            "state": self.state.draft(),
            "agreed": self.agreed.draft(),
            "measures": self.measures.draft(),
        }

    def set_draft(self, typed: dict[str, Any]) -> None:
        """Put back what ``draft`` returned, where anything was typed of the goal itself.

        No phrase is offered over words that stand there already, until one writes on in them.
        """
        if "goal_id" not in typed:
            return
        self.area.set_draft(typed["area"])
        self.wording.set_value(typed["wording"])
        self.seen_by.set_value(typed["seen_by"])
        self.until.setText(typed["until"])
        self.review.setText(typed["review"])
        self.state.set_draft(typed["state"])
        self.agreed.setText(typed["agreed"])
        self.measures.set_draft(typed["measures"])
        if self.wording.value() or self._kept.id:
            self.phrases.close_offer()

    def _show(self, goal: Goal) -> None:
        self.area.set_code(goal.area)
        self.wording.set_value(goal.wording)
        self.seen_by.set_value(goal.seen_by)
        self.until.set_value(goal.until)
        self.review.set_value(goal.next_review)
        self.state.set_code(goal.state)
        self.measures.show_stored(goal.measures)
        order_tabs(self)

    def _is_agreed(self) -> bool:
        """Return whether a day of agreement is asked for: of what is new and no mere proposal (Z1)."""
        return not self._kept.id and self.state.code() != GoalState.PROPOSED

    def _turn(self) -> None:
        self._agreed_row.setVisible(self._is_agreed())

    def _ask(self) -> None:
        """Ask beside each field what is still open; a question falls silent when it is answered (Z4)."""
        asked = {fact.code: sentence(fact) for fact in goal_questions(self.goal(), self._frame.today())}
        self._wording_row.set_hint(asked.get(_WHAT, ""))
        self._seen_row.set_hint(
            _("Was kann die Person dann, oder was liegt vor?") if "goal_how_seen" in asked else ""
        )
        self._until_row.set_hint(
            _("Bis zu welchem Tag soll es so weit sein?") if "goal_until_when" in asked else ""
        )
        if "goal_until_past" in asked:
            self._until_row.set_hint(asked["goal_until_past"])
        who = next((asked[code] for code in _WHO if code in asked), "")
        self._who.setText(who)
        self._who.setVisible(bool(who))
        self._silent.setVisible(not asked)
