"""One phrase in work: area, goal, how it is seen, usual months, usual measures by who takes them (Z4)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.rules.setting_bounds import PHRASE_MONTHS
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.fields import ChoiceField, TextArea
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.settings.number_field import NumberField, faulty_number, months
from intman_desktop.values.codes import Actor
from intman_desktop.values.form_views import Options
from intman_desktop.values.office import Phrase, PhraseMeasure


class PhraseCard(Card):
    """Edits one phrase. Signals: ``taken`` – done, to be kept until everything is saved.

    Attributes: the fields ``area``, ``goal``, ``seen_by``, ``months``, ``measures`` (by who).
    """

    taken = Signal()

    def __init__(self, phrase: Phrase, areas: Options) -> None:
        super().__init__(_("Formulierung bearbeiten") if phrase.code else _("Neue Formulierung"))
        self.phrase = phrase
        self.add(QuietText(_("Bitte ohne Namen und Einzelheiten: Sie bleibt, wenn eine Akte gelöscht ist.")))
        form = Form()
        self.area = ChoiceField(areas, empty=None)
        self.area.set_code(phrase.area)
        self.area_row = form.row(_("Lebensbereich"), self.area)
        self.goal = TextArea(lines=2)
        self.goal.set_value(phrase.goal)
        self.goal_row = form.row(_("&Ziel"), self.goal)
        self.seen_by = TextArea(lines=2)
        self.seen_by.set_value(phrase.seen_by)
        form.row(_("&Woran man es sieht"), self.seen_by)
        self.months = NumberField(*PHRASE_MONTHS, months)
        self.months.set_value(phrase.months or 0)
        form.row(_("Übliche &Dauer"), self.months, _("0: kein Datum vorschlagen"))
        words = {
            Actor.CLIENT: _("Maßnahmen der &Person"),
            Actor.WORKER: _("Maßnahmen des &Integrationsmanagements"),
            Actor.THIRD_PARTY: _("Maßnahmen anderer &Stellen"),
        }
        self.measures: dict[Actor, TextArea] = {}
        for who, label in words.items():
            field = TextArea(lines=2)
            field.set_value("\n".join(_line(each) for each in phrase.measures if each.who is who))
            other = who is Actor.THIRD_PARTY
            form.row(label, field, _("Eine je Zeile, „Stelle: was“") if other else _("Eine je Zeile"))
            self.measures[who] = field
        self.add(form)
        self.add(Flow(quiet_button(_("&Übernehmen"), self._take)))

    def typed(self) -> Phrase:
        """Return the phrase as it stands here."""
        measures = tuple(
            _measure(line.strip(), who)
            for who, field in self.measures.items()
            for line in field.value().splitlines()
            if line.strip()
        )
        return replace(
            self.phrase,
            area=self.area.code(),
            goal=" ".join(self.goal.value().split()),
            seen_by=" ".join(self.seen_by.value().split()),
            months=self.months.value() or None,
            measures=measures,
        )

    def check(self) -> QWidget | None:
        """Mark what is missing and return the first such field."""
        self.area_row.set_fault("" if self.area.code() else _("Bitte wählen Sie einen Lebensbereich."))
        self.goal_row.set_fault("" if self.goal.value() else _("Was genau soll erreicht werden?"))
        span = faulty_number(self)
        return next((row.field for row in (self.area_row, self.goal_row) if row.fault()), span)

    def _take(self) -> None:
        if not understood(self):
            return
        faulty = self.check()
        if faulty is not None:
            go_in(faulty)
        else:
            self.taken.emit()


def _line(measure: PhraseMeasure) -> str:
    return f"{measure.third_party}: {measure.what}" if measure.third_party else measure.what


def _measure(line: str, who: Actor) -> PhraseMeasure:
    place, colon, what = line.partition(": ")
    if who is Actor.THIRD_PARTY and colon:
        return PhraseMeasure(what, who, place)
    return PhraseMeasure(line, who)
