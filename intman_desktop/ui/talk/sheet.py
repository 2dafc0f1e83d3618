"""The sheet of a talk: everything that is typed, from the person down to how it was held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QSizePolicy, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.rules import gate
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.keys import NEXT_NOTE, NOTE_BEFORE, native
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.finder import Find, Found, PersonFinder
from intman_desktop.ui.parts.form import FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.limited_column import LimitedColumn
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.talk.head import Head, Manner
from intman_desktop.ui.talk.people_notes import PeopleNotes
from intman_desktop.ui.talk.undertaking_line import UndertakingLine
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import BriefContact, Talk
from intman_desktop.values.codes import TalkSetting
from intman_desktop.values.form_views import TalkForm, TalkPerson

_LETTERS = 150


class TalkSheet(QWidget):
    """One sheet in one tab order. Attributes: ``finder``, ``brief``, ``head``, ``notes``, ``manner``.

    Signals: ``people_changed`` – other people take part: their consents have to be read.
    """

    people_changed = Signal()

    def __init__(self, frame: Frame, find: Find, open_case: Callable[[int], object]) -> None:
        super().__init__()
        self._frame = frame
        self._form: TalkForm | None = None
        self._waits_for_found = self._waits_for_note = False
        self.people: tuple[TalkPerson, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.finder = PersonFinder(find, several=True)
        self.brief = CheckField(_("&Kurzkontakt ohne Personendaten"))
        self._brief_words = QuietText(
            _("Information und Verweis, keine Beratung: Es wird nichts Persönliches gespeichert.")
        )
        self._waiting_words = QuietText(
            _(
                "Das angefangene Gespräch wartet unter „Angefangene Texte“. Ohne das Häkchen steht es wieder "
                "hier."
            )
        )
        self._waiting_words.hide()
        self.head = Head(frame)
        self.notes = PeopleNotes(frame, open_case)
        self.manner = Manner()
        self.undertaking = UndertakingLine(frame, self._open_consent)
        self._who = QuietText(_("Wählen Sie zuerst die Person; dann steht hier das Feld für die Notiz."))
        self._ways = QuietText(
            _("Jede Person hat eine eigene Notiz: {down} zur nächsten, {up} zurück.").format(
                down=native(NEXT_NOTE), up=native(NOTE_BEFORE)
            )
        )
        self.people_row = Labelled(_("&Person"), self.finder)
        self._build()
        self.finder.people_changed.connect(self._heard_people)
        self.finder.field.picked.connect(lambda _found: QTimer.singleShot(0, self, self._go_on))
        self.finder.field.returnPressed.connect(self._wait_for_found)
        self.finder.field.textEdited.connect(lambda _text: self._stop_waiting())
        self.head.settled.connect(self.go_to_note)
        self.manner.changed.connect(self._show_undertaking)
        self.notes.taken_out.connect(self._offer_back)
        self._bind_notes()
        self.brief.toggled.connect(self._show_brief)
        self.head.form_chosen.connect(lambda counts: self.notes.count_by_form(counts=counts))
        self._show_brief(brief=False)
        self._limit_width()

    def _build(self) -> None:
        column = LimitedColumn(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        beside = QWidget()
        inner = QVBoxLayout(beside)
        inner.addWidget(self.brief)
        inner.addWidget(self._brief_words)
        inner.addWidget(self._waiting_words)
        inner.addStretch(1)
        top = Columns([self.people_row, beside], shares=(3, 2), letters=100)
        top.turned.connect(partial(_stand_beside, inner))
        _stand_beside(inner, stacked=False)
        column.addWidget(top)
        for widget in (self.head, self._who, self._ways, self.notes, self.manner, self.undertaking):
            column.addWidget(widget)

    def case_ids(self) -> tuple[int, ...]:
        """Return the cases of the people chosen."""
        return tuple(int(str(found.key)) for found in self.finder.people())

    def show_form(self, form: TalkForm, last_form: str, talk: Talk | None) -> None:
        """Offer what the lists and consents allow now; what is typed stays."""
        self._form, self.people, chosen = form, form.people, self.case_ids()
        if set(chosen) - {each.case_id for each in form.people}:
            self.show_names()  # somebody is gone, on hold, or has withdrawn meanwhile
        self.head.set_forms(form.forms, last_form)
        self._show_topics(talk)
        self.notes.show_people(form, counts=self.head.counts(), chosen=chosen)
        self._ways.setVisible(len(form.people) > 1 and not self.brief.isChecked())
        closed = [need for person in form.people for need, _fact in person.closed]
        self.manner.offer(
            form.interpretations,
            closed=gate.INTERPRETER in closed and gate.BASIC not in closed,
            asked=any(each.interpreted for each in form.people),
        )
        self.manner.set_people(len(form.people))
        self._show_undertaking()
        self._who.setVisible(not form.people and not self.brief.isChecked())
        order_tabs(self)
        if self._waits_for_note:
            self.go_to_note()

    def show_names(self) -> None:
        """Show the people by their names, or hidden ones as the curtain wants it."""
        name = self._frame.curtain.name
        self.finder.blockSignals(True)
        people = [Found(each.case_id, name(each.name, each.case_id), each.number) for each in self.people]
        self.finder.set_people(people)
        self.finder.blockSignals(False)
        for part in self.notes.parts():
            part.show_name()
        self._show_undertaking()

    def show_talk(self, talk: Talk) -> None:
        """Show a talk that is changed."""
        self.head.show_talk(talk)
        self.manner.show_talk(talk)
        self._show_undertaking()
        self.notes.show_talk(talk, counts=self.head.counts())

    def show_held(self, on: date) -> None:
        """Begin with the day of a talk that is still to be noted, and that counts."""
        self.head.day.set_value(on)
        self.notes.count()

    def wipe(self, today: date) -> None:
        """Empty the sheet."""
        self.setEnabled(True)
        self.people = ()
        self.brief.setChecked(False)
        self.head.set_values({"day": "", "form": "", "topic": "", "further": ""})
        self.head.day.set_value(today)
        empty = {"interpretation": "", "minutes": "", "setting": TalkSetting.SINGLE, "setting_chosen": False}
        self.manner.set_values(empty)
        self.notes.show_nobody()
        self.show_names()
        for row in self.rows():
            row.set_fault("")

    def begin_brief(self) -> None:
        """Let everybody go and turn into a Kurzkontakt; day, form and topic stay."""
        self.people = ()
        self.notes.show_nobody()
        self.show_names()
        self.brief.setChecked(True)

    def show_waiting(self, *, waits: bool) -> None:
        """Say that a talk waits for the end of the Kurzkontakt, or no longer."""
        self._waiting_words.setVisible(waits)

    def holds_notes(self) -> bool:
        """Return whether anything is typed of the people who are named."""
        return any(part.holds_text() for part in self.notes.parts())

    def check(self) -> bool:
        """Mark what is missing or not understood and return whether the sheet can be saved."""
        sound = self.head.check()
        if self.brief.isChecked():
            return sound
        nobody = "" if self.people else _("Bitte wählen Sie, mit wem das Gespräch war.")
        self.people_row.set_fault(nobody)
        return self.notes.check(self.head.day.value()) and not nobody and sound

    def talk(self, kept: Talk) -> Talk:
        """Return ``kept`` with what stands here. It must have been checked."""
        talk = self.manner.written_into(self.head.written_into(kept))
        return replace(talk, participants=self.notes.participants())

    def brief_contact(self) -> BriefContact:
        """Return what stands here as a Kurzkontakt. It must have been checked."""
        head = self.head.written_into(Talk(self._frame.today(), "", ""))
        return BriefContact(head.on, head.form, head.topic)

    def rows(self) -> list[FormRow]:
        """Return the rows that can show a fault, from top to bottom."""
        head, own = self.head, [row for part in self.notes.parts() for row in part.rows()]
        return [self.people_row, head.day_row, head.form_row, head.topic_row, *own, self.manner.minutes_row]

    def all_consented(self) -> bool:
        """Return whether everyone named has the basic consent; true where nobody is named."""
        return all(gate.BASIC in person.open_needs for person in self.people)

    def row_of(self, code: str) -> FormRow | None:
        """Return the row in which the refusal ``code`` of a talk is mended, None where it is in none."""
        head = self.head
        return {
            "talk_in_future": head.day_row,
            "talk_day_held": head.day_row,
            "brief_contact_in_future": head.day_row,
            "talk_after_ending": head.day_row,
            "talk_form_missing": head.form_row,
            "talk_topic_closed": head.topic_row,
            "talk_length_impossible": self.manner.minutes_row,
            # Who has consented by now had not on that day: the date is what can be mended.
            "talk_without_consent": head.day_row if self.all_consented() else self.people_row,
        }.get(code)

    def values(self) -> dict[str, Any]:
        """Return what stands here, for a draft.

        Of a Kurzkontakt nothing personal, and as long as it is not known with whom the talk was, nothing that
        may name anybody: nobody's consent allows to keep it (Rule P2).
        """
        brief = self.brief.isChecked()
        known = {person.case_id for person in self.people}
        nameless = brief or not known or not known.issuperset(self.case_ids())
        return {
            "case_ids": [] if brief else list(self.case_ids()),
            "brief": brief,
            "head": self.head.values(nameless=nameless),
            "manner": self.manner.values(nameless=nameless),
            "notes": {} if brief else self.notes.values(),
        }

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned; the people must be shown already."""
        self.brief.setChecked(values["brief"])
        self.head.set_values(values["head"])
        self.manner.set_values(values["manner"])
        self.manner.set_people(len(self.people))
        self._show_undertaking()
        self.notes.set_values(values["notes"])

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._limit_width()

    def _show_topics(self, talk: Talk | None) -> None:
        """Offer the topics that everyone's consent opens, and say why others are closed (Rule E3)."""
        if self._form is None:
            return
        closed = {need for person in self.people for need, _fact in person.closed} - {gate.BASIC}
        if self.brief.isChecked():
            closed = set()  # a topic alone is about nobody
        held = {talk.topic, *talk.further_topics} if talk is not None else set()
        topics = self._form.topics
        offered = tuple(
            (each.code, each.label) for each in topics if each.need not in closed or each.code in held
        )
        self.head.topic.choice.find_by({each.code: each.words for each in topics})
        self.head.set_topics(offered, self._form.quick)
        hidden = [each.label for each in topics if each.need == gate.HEALTH and each.need in closed]
        without = _(
            "„{topics}“ ist ohne Einwilligung zur Gesundheit geschlossen. "
            "Für ein Gespräch ohne Gesundheitliches steht „Persönliches“ bereit."
        )
        self.head.set_topic_hint(without.format(topics=", ".join(hidden)) if hidden else "")

    def _show_brief(self, brief: bool) -> None:
        for row in self.rows():
            row.set_fault("")  # what was wrong with a talk is not wrong with a Kurzkontakt
        self._brief_words.setVisible(brief)
        self.people_row.setEnabled(not brief)
        self.notes.setVisible(not brief)
        self.manner.setVisible(not brief)
        self._who.setVisible(not brief and not self.people)
        self._ways.setVisible(not brief and len(self.people) > 1)
        self.head.show_only_brief(brief=brief)
        self._show_undertaking()
        self._show_topics(None)

    def _show_undertaking(self) -> None:
        """Say where an interpreter takes part whose undertaking is not recorded yet (Rule E1)."""
        by_interpreter = self._form.by_interpreter if self._form is not None else frozenset()
        interpreted = self.manner.interpretation.code() in by_interpreter and not self.brief.isChecked()
        self.undertaking.show_people(self.people, interpreted=interpreted)
        if self.undertaking.isVisibleTo(self):
            order_tabs(self)  # its link is new

    def _open_consent(self, case_id: int, consent_id: int) -> None:
        self._frame.open_page("case", case_id=case_id, tab="consent", consent_id=consent_id)

    def _heard_people(self, _people: object) -> None:
        self.people_row.set_fault("")
        self.people_changed.emit()

    def _offer_back(self, person: TalkPerson) -> None:
        """Say that what is typed of somebody went with her, and offer both back."""
        name = self._frame.curtain.name(person.name, person.case_id)
        said = _("{name} ist herausgenommen, mit dem, was dazu geschrieben ist.").format(name=name)
        self._frame.say(said, partial(self._take_in_again, person), _("Zurückholen"))

    def _take_in_again(self, person: TalkPerson) -> None:
        if self.notes.holds_aside(person.case_key):
            name = self._frame.curtain.name(person.name, person.case_id)
            self.finder.set_people([*self.finder.people(), Found(person.case_id, name, person.number)])

    def _go_on(self) -> None:
        """Go from the person chosen to the topic, so that its digits work at once."""
        if not self.head.topic.code():
            self.head.topic.choice.setFocus(Qt.FocusReason.TabFocusReason)

    def show_found(self) -> None:
        """Mark the best of the people found, so that Enter takes it; take it where Enter was pressed already.

        An Enter that came before several were found waits for the eye; an answer to fewer letters is none.
        """
        if self.finder.field.is_behind():
            return
        found = [each for each in self.finder.field.offers() if isinstance(each, Found)]
        waited, self._waits_for_found = self._waits_for_found, False
        offers = self._offers()
        if waited and len(found) == 1:
            offers.hide()
            self.finder.field.picked.emit(found[0])
        elif found and not offers.currentIndex().isValid():
            offers.setCurrentIndex(offers.model().index(0, 0))

    def _offers(self) -> QAbstractItemView:
        completer = self.finder.field.findChild(QCompleter)
        assert isinstance(completer, QCompleter)  # what a field for finding offers with
        offers = completer.popup()
        assert offers is not None  # it was given one
        return offers

    def _wait_for_found(self) -> None:
        """Remember that Enter was pressed before the list of what is typed was there."""
        field = self.finder.field
        answered = self._offers().isVisible() and not field.is_behind()
        self._waits_for_found = bool(field.text().strip()) and not answered

    def _stop_waiting(self) -> None:
        self._waits_for_found = False

    def go_to_note(self) -> None:
        """Put the cursor into the first note, as soon as it is there."""
        parts = self.notes.parts()
        self._waits_for_note = not parts and bool(self.case_ids()) and not self.brief.isChecked()
        if parts and not self.brief.isChecked():
            parts[0].note.setFocus(Qt.FocusReason.TabFocusReason)

    def _bind_notes(self) -> None:
        for keys, step in ((NEXT_NOTE, 1), (NOTE_BEFORE, -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.notes.go_beside, step))

    def go_to_end(self) -> None:
        """Put the cursor behind the first note, to write on; without one into the topic."""
        parts = self.notes.parts()
        if not parts or self.brief.isChecked():
            self.head.topic.choice.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        note = parts[0].note
        note.setFocus(Qt.FocusReason.OtherFocusReason)
        note.moveCursor(QTextCursor.MoveOperation.End)

    def _limit_width(self) -> None:
        self.setMaximumWidth(_LETTERS * self.fontMetrics().averageCharWidth())


def _stand_beside(inner: QVBoxLayout, stacked: bool) -> None:
    """Begin at the height of the field beside, whose label stands above it; ``stacked`` there is none."""
    inner.setContentsMargins(0, 0 if stacked else space(6), 0, 0)
