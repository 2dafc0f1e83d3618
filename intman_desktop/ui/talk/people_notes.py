"""The parts of all people of a talk, one below the other; what is typed stays with its person (K5)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.labels import thin_line
from intman_desktop.ui.talk.person_part import PersonPart
from intman_desktop.ui.tokens import space
from intman_desktop.values.case_file import Participant, Talk
from intman_desktop.values.form_views import TalkForm, TalkPerson


class PeopleNotes(QWidget):
    """Holds one ``PersonPart`` for each person.

    Who is taken out keeps hers aside until she is chosen again or the sheet is emptied: a click too many is
    not to cost a note. Signals: ``changed``; ``taken_out(TalkPerson)`` with something typed of her.
    """

    changed = Signal()
    taken_out = Signal(object)

    def __init__(self, frame: Frame, open_case: Callable[[int], object]) -> None:
        super().__init__()
        self._frame = frame
        self._open_case = open_case
        self._parts: dict[str, PersonPart] = {}
        self._aside: dict[str, PersonPart] = {}
        self._stored: dict[str, tuple[Participant, date, bool]] = {}
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(space(3))

    def parts(self) -> list[PersonPart]:
        """Return the parts in the order of the people."""
        return list(self._parts.values())

    def holds_aside(self, case_key: str) -> bool:
        """Return whether what was typed of somebody who was taken out is still here."""
        return case_key in self._aside

    def show_people(self, form: TalkForm, *, counts: bool, chosen: Collection[int]) -> None:
        """Show a part for each person of ``form``; who was there already keeps what is typed.

        Of those no longer there who is not among the ``chosen`` cases was taken out by hand.
        """
        people = form.people
        before = self._parts | self._aside
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines.clear()
        self._parts = {}
        for person in people:
            known = before.get(person.case_key)
            part = known if known is not None and known.person == person else self._part(person, form, known)
            part.set_services(form.services)
            part.count_by_form(counts=counts)
            part.show_title(visible=len(people) > 1)
            if self._parts:
                self._lines.append(thin_line())
                self._column.addWidget(self._lines[-1])
            self._column.addWidget(part)
            if part is known:
                part.show()  # kept aside it was hidden
            self._parts[person.case_key] = part
        aside, self._aside = self._aside, {}
        for key, part in before.items():
            if part not in self._parts.values():
                part.hide()
                if key not in self._parts and part.person.case_id not in chosen:
                    self._aside[key] = part
                else:
                    part.deleteLater()
        for key in self._aside.keys() - aside.keys():
            if self._aside[key].holds_text():
                self.taken_out.emit(self._aside[key].person)

    def show_nobody(self) -> None:
        """Take everybody's part away, and what was kept aside."""
        for part in (*self._parts.values(), *self._aside.values()):
            part.hide()
            part.deleteLater()
        self._parts, self._aside, self._stored = {}, {}, {}
        self.show_people(TalkForm((), (), (), (), ()), counts=True, chosen=())

    def go_beside(self, step: int) -> bool:
        """Put the cursor into the note before (-1) or after (1) the one it is in; return whether there is."""
        parts = self.parts()
        at = next((index for index, part in enumerate(parts) if part.isAncestorOf(self._focused())), -step)
        if not 0 <= at + step < len(parts):
            return False
        parts[at + step].note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _focused(self) -> QWidget:
        return self.window().focusWidget() or self

    def _part(self, person: TalkPerson, form: TalkForm, before: PersonPart | None) -> PersonPart:
        part = PersonPart(self._frame, person, form, self._open_case)
        part.changed.connect(self.changed)
        if before is not None:
            part.take_over(before.part())
            part.days_stored = before.days_stored
            part.set_values(before.values())
            if before.isAncestorOf(self._focused()):
                QTimer.singleShot(0, part, part.note.setFocus)
        elif person.case_key in self._stored:  # she took part, and stays the same row of the talk
            stored, held_on, by_form = self._stored[person.case_key]
            part.show_part(stored, held_on, by_form=by_form)
        return part

    def show_talk(self, talk: Talk, *, counts: bool) -> None:
        """Show what is stored of each person's part of a talk that ``counts`` by its form (Rule P5)."""
        self._stored = {part.case_key: (part, talk.on, counts) for part in talk.participants}
        for part in talk.participants:
            if part.case_key in self._parts:
                self._parts[part.case_key].show_part(part, talk.on, by_form=counts)

    def count_by_form(self, counts: bool) -> None:
        """Let all parts follow the form of the talk (Rule P5)."""
        for part in self.parts():
            part.count_by_form(counts=counts)

    def count(self) -> None:
        """Let everybody's part count, whatever the form of the talk (Rule P5)."""
        for part in self.parts():
            part.count()

    def participants(self) -> tuple[Participant, ...]:
        """Return everyone's part as it stands here."""
        return tuple(part.part() for part in self.parts())

    def check(self, held_on: date | None) -> bool:
        """Mark what cannot be, of a talk of ``held_on``, and return whether all can be saved."""
        found = [part.check(held_on) for part in self.parts()]  # each marks its own fields
        return all(found)

    def values(self) -> dict[str, Any]:
        """Return what is typed for each person, for a draft."""
        return {key: part.values() for key, part in self._parts.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put back what ``values`` returned, for the people who are here."""
        for key, typed in values.items():
            if key in self._parts:
                self._parts[key].set_values(typed)
