"""Step 1: the language in which one understands each other, and of the papers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import Form
from intman_desktop.values.case_views import IntakeForm
from intman_desktop.values.intake import Intake

_GERMAN = "de"


class LanguageStep(Step):
    """The language of the person, and whether somebody interprets."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Welche Sprache versteht die Person am besten?"))
        self._papers: tuple[str, ...] = (_GERMAN,)
        self.language = ChoiceField(empty=None)
        self.interpreter = CheckField(_("Sprachmittlung ist nötig"))
        form = Form()
        self._row = form.row(_("&Sprache"), self.language)
        form.row("", self.interpreter)
        card = Card()
        card.add(form)
        self.column.addWidget(card)
        self.language.chosen.connect(lambda _code: self._follow())

    def offer(self, form: IntakeForm) -> None:
        """Take the languages."""
        self._papers = form.paper_languages
        self.language.set_choices(form.languages)
        self._follow()

    def into(self, intake: Intake) -> Intake:
        """Return ``intake`` with the language."""
        code = self.language.code() or _GERMAN
        needed = True if self.interpreter.isChecked() else None
        client = replace(intake.client, language=code, interpreter_needed=needed)
        return replace(intake, language=code, client=client)

    def fits(self, intake: Intake) -> bool:
        """Return whether a language is chosen."""
        del intake
        chosen = bool(self.language.code())
        self._row.set_fault("" if chosen else _("Bitte wählen Sie die Sprache, die die Person versteht."))
        if not chosen:
            self.language.setFocus()
        return chosen

    def values(self) -> dict[str, Any]:
        """Return the language and the check."""
        return {"language": self.language.draft(), "interpreter": self.interpreter.isChecked()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put them back."""
        self.language.set_draft(values["language"])
        self.interpreter.setChecked(values["interpreter"])
        self._follow()

    def first_field(self) -> QWidget:
        """Return the language."""
        return self.language

    def _follow(self) -> None:
        if self.language.code():
            self._row.set_fault("")
        there = self.language.code() in self._papers
        self._row.set_hint(
            ""
            if there or not self.language.code()
            else _(
                "Die Papiere gibt es in dieser Sprache noch nicht: Gedruckt wird auf Deutsch, erklärt wird "
                "mündlich."
            )
        )
