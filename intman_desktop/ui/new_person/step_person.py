"""Step 3: who it is – a name is enough; a possible double is named (I8, P4, scenarios "Doubles")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.ages import full_age_is_clear, is_adult
from intman_desktop.services.casework.doubles import alike_to
from intman_desktop.services.common.births import birth_words
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.gate.field_forms import client_with
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.entries import BirthEntry
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.wording import told
from intman_desktop.values.case_file import Client
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.intake import Intake
from intman_desktop.values.views import CaseRow, DoublePair

_LINES = ("family_name", "given_name", "designation", "phone")


class PersonStep(Step):
    """Name, birth as far as it is known, telephone."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame, _("Nur was jetzt gebraucht wird. Ein Name oder eine gewählte Bezeichnung genügt.")
        )
        self.family_name, self.given_name, self.designation = TextField(), TextField(), TextField()
        self.phone = TextField()
        self.birth = BirthEntry(frame.today)
        self.adult = ChoiceField((("yes", _("ja")), ("no", _("nein"))), empty="")
        form = Form()
        self._name_row = form.row(_("&Familienname"), self.family_name)
        form.row(_("&Vorname"), self.given_name)
        form.row(
            _("Gewählte &Bezeichnung"),
            self.designation,
            _("Nur wenn die Person keinen Namen nennen möchte."),
        )
        self._birth_row = form.row(_("&Geburtsdatum"), self.birth, _birth_hint())
        form.row(_("&Telefon"), self.phone)
        # Below the telephone: it comes and goes with the birth, and Tab leads from there to the same field.
        self._adult_row = form.row(_("V&olljährig"), self.adult)
        self._form = form
        card = Card()
        card.add(form)
        self._doubles = Card(_("Vielleicht gibt es diese Person schon"))
        self._doubles.hide()
        self._looked_for: Client | None = None
        self._others: dict[str, CheckField] = {}
        self._apart: set[str] = set()
        self._waits = False
        self.column.addWidget(card)
        self.column.addWidget(self._doubles)
        for line in (self.family_name, self.given_name, self.designation):
            line.editingFinished.connect(self._look_for_doubles)
        self.birth.changed.connect(self._follow)
        self._birth_line().editingFinished.connect(self._look_for_doubles)
        self._follow()

    def fits(self, intake: Intake) -> bool:
        """Return whether there is a name, a birth that is understood, and each possible double is decided.

        What was not compared yet is compared first; then it goes on by itself (``ready``).
        """
        client = intake.client
        named = any(name.strip() for name in (client.family_name, client.given_name, client.designation))
        self._name_row.set_fault("" if named else sentence(Explanation("name_missing")))
        self._birth_row.set_fault(self.birth.fault())
        self._form.go_to_first_fault()
        if not named or self.birth.fault():
            return False
        if self._looked_for != self.into(Intake(Client())).client:
            self._waits = True
            self._look_for_doubles()
            return False
        return self._all_decided()

    def into(self, intake: Intake) -> Intake:
        """Return ``intake`` with the person."""
        names = {name: getattr(self, name).value() for name in _LINES}
        client = client_with(replace(intake.client, **names), {"birth_date": self.birth.value()})
        asked = not self._is_clear(client)
        adult = {"yes": True, "no": False}.get(self.adult.code()) if asked else None
        apart = tuple(key for key, box in self._others.items() if box.isChecked())
        return replace(intake, client=replace(client, adult=adult), apart_from=apart)

    def values(self) -> dict[str, Any]:
        """Return what is typed."""
        lines = {name: getattr(self, name).text() for name in _LINES}
        apart = sorted(self._apart)
        return {**lines, "birth": self._birth_line().text(), "adult": self.adult.draft(), "apart": apart}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put it back."""
        for name in _LINES:
            getattr(self, name).setText(values[name])
        self._birth_line().setText(values["birth"])
        self.adult.set_draft(values["adult"])
        self._apart = set(values.get("apart", ()))
        self._follow()
        self._look_for_doubles()

    def first_field(self) -> QWidget:
        """Return the family name."""
        return self.family_name

    def _birth_line(self) -> TextField:
        line = self.birth.line()
        assert isinstance(line, TextField)  # what a date of birth is typed into
        return line

    def _is_clear(self, client: Client) -> bool:
        return full_age_is_clear(client, self.frame.today())

    def _follow(self) -> None:
        client = client_with(Client(), {"birth_date": self.birth.value()})
        self._form.show_row(self._adult_row, not self._is_clear(client))
        self._adult_row.set_hint(
            _("Das Geburtsdatum gilt als unsicher; was Sie hier angeben, zählt.")
            if client.birth_uncertain
            else _("Ohne genaues Geburtsdatum zählt, was Sie hier angeben.")
        )
        young = is_adult(client, self.frame.today()) is False
        self._birth_row.set_hint(_minor_hint() if young else _birth_hint())

    def _look_for_doubles(self) -> None:
        client = self.into(Intake(Client())).client
        if not any((client.family_name, client.given_name, client.designation)):
            self._show_doubles(client, ())
            return
        self.frame.ask(
            alike_to,
            client,
            on_done=lambda pairs: self._show_doubles(client, pairs),
            on_error=self._no_doubles,
            owner=self,
            replaces="doubles",
        )

    def _no_doubles(self, trouble: Trouble) -> None:
        self._waits = False
        self._doubles.hide()
        self._name_row.set_fault(told(trouble))

    def _show_doubles(self, client: Client, pairs: Sequence[DoublePair]) -> None:
        """Name who may be the same person, and go on where one waited for it and nobody is."""
        self._looked_for = client
        card = self._doubles
        card.clear()
        self._others = {}
        if pairs:
            card.add(StateChip(State.WARNING, _("Bitte vergleichen Sie; nichts wird von selbst verbunden.")))
        for pair in pairs:
            self._add_double(card, pair)
        if not all(pair.to_erase for pair in pairs):
            card.add(
                Text(_("Ist es dieselbe Person, führen Sie ihre Akte weiter und verwerfen diese Aufnahme."))
            )
        self._undecided = Text("", "error")
        self._undecided.hide()
        card.add(self._undecided)
        card.setVisible(bool(pairs))
        waited, self._waits = self._waits, False
        if waited and self._all_decided():
            self.ready.emit()

    def _add_double(self, card: Card, pair: DoublePair) -> None:
        row = pair.one
        who = " · ".join(filter(None, (row.name, birth_words(pair.clients[0]))))
        name = self.frame.curtain.name(who, row.case_id)
        text = " · ".join(part for part in (name, row.number, row.town) if part)
        link = link_button(text, partial(self._open, row.case_id))
        link.setToolTip(_("Diese Akte öffnen; die Aufnahme bleibt hier stehen."))
        card.add(link)
        card.add(SmallText(sentence(pair.fact)))
        if pair.to_erase:
            self._add_way_to_erase(card, row)
        box = CheckField(_("Das ist eine andere Person ({number})").format(number=row.number))
        box.setChecked(row.key in self._apart)
        box.toggled.connect(partial(self._keep_apart, row.key))
        self._others[row.key] = box
        card.add(box)

    def _add_way_to_erase(self, card: Card, row: CaseRow) -> None:
        """Say that this case cannot be gone on with: it is erased first, then a new one begins (Rule E5)."""
        card.add(
            Text(
                _(
                    "Hier wurde die Einwilligung widerrufen, die Akte ist zu löschen. Ist es dieselbe "
                    "Person, löschen Sie zuerst diese Akte; die Aufnahme beginnt dann eine neue."
                )
            )
        )
        erase = partial(self.frame.open_page, "case", case_id=row.case_id, tab="erasure")
        card.add(link_button(_("Zum Löschen von {number}").format(number=row.number), erase))

    def _keep_apart(self, key: str, apart: bool) -> None:
        (self._apart.add if apart else self._apart.discard)(key)
        self._undecided.hide()

    def _all_decided(self) -> bool:
        """Return whether every possible double is another person; put the cursor to the first that is not."""
        open_box = next((box for box in self._others.values() if not box.isChecked()), None)
        if open_box is None:
            return True
        self._undecided.setText(
            _("Bitte entscheiden Sie zuerst, ob das dieselbe Person ist; danach folgen die Einwilligungen.")
        )
        self._undecided.show()
        open_box.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _open(self, case_id: int) -> None:
        self.frame.open_page("case", case_id=case_id)


def _birth_hint() -> str:
    return _("Auch 1990, 03.1990 oder „ca. 1990“ wird verstanden.")


def _minor_hint() -> str:
    """Return what is different for who is not yet of full age (Rules E2, P4, E5)."""
    return _(
        "Noch nicht 18: Bei der Einwilligung vertritt die Person, wer das Sorgerecht hat. Zum 18. Geburtstag "
        "erinnert das Programm an die eigene Einwilligung."
    )
