"""Step 4: each declaration on one sheet for itself – yes, no or later – with its evidence (E1, E2, P2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.rules.consents import consent_faults, undertaking_hints
from intman_desktop.rules.intake import intake_faults, interpreter_hints
from intman_desktop.services.papers.paper_kinds import CONSENT_FORM, INTERPRETER_UNDERTAKING
from intman_desktop.ui.case.declarations import DeclarationQuestion, of_first_talk
from intman_desktop.ui.case.evidence import Evidence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.columns import stacked
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import Text, thin_line
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.values.case_file import Consent
from intman_desktop.values.case_views import IntakeForm
from intman_desktop.values.codes import ConsentDecision, ConsentScope
from intman_desktop.values.intake import Intake


class ConsentsStep(Step):
    """Four questions and the evidence of the sheet they stand on."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame, _("Jede Frage wird für sich beantwortet. Alles ist freiwillig."))
        paper = quiet_button(
            _("Einwilligung zeigen und drucken"), lambda: self.paper_wanted.emit(CONSENT_FORM), icon="printer"
        )
        undertaking = quiet_button(
            _("Verpflichtung der Sprachmittlung zeigen und drucken"),
            lambda: self.paper_wanted.emit(INTERPRETER_UNDERTAKING),
            icon="printer",
        )
        self.column.addWidget(Flow(paper, undertaking))
        card = Card()
        self.questions = [DeclarationQuestion(each, n) for n, each in enumerate(of_first_talk(), start=1)]
        for index, question in enumerate(self.questions):
            if index:
                card.add(thin_line())
            card.add(question)
            if not index:
                card.add(self._without_basic())
            question.choice.decided.connect(self._follow)
        self._others: list[str] = []
        self._open = Text("", "error")
        self._open.hide()
        card.add(self._open)
        self.column.addWidget(card)
        self._proof = Card(_("Nachweis"))
        self.evidence = Evidence(frame)
        self._proof.add(self.evidence)
        self.column.addWidget(self._proof)
        self.evidence.changed.connect(self._hint)
        self._intake: Intake | None = None
        self._follow()

    def _without_basic(self) -> QWidget:
        """Return what stands below the first question once its answer is no Yes: what is possible still."""
        self._stops = Text(_("Ohne Einwilligung in die Beratung geht es nicht weiter."), "error")
        self._stops.hide()
        words = Text(
            _(
                "Es wird keine Akte angelegt, und was hier steht, wird vergessen. Auskunft und Verweis "
                "bleiben möglich; gezählt wird ein Kurzkontakt ohne Personendaten."
            )
        )
        self._brief = quiet_button(_("Kurzkontakt ohne Personendaten"), self.refused.emit)
        self._refusal = stacked(self._stops, words, Flow(self._brief), gap=2)
        return self._refusal

    def offer(self, form: IntakeForm) -> None:
        """Name who explains, the article by which writing is the rule, and the languages."""
        self.evidence.offer(form.form_law, form.languages, form.paper_languages)
        if not self.evidence.explained_by.value():
            self.evidence.explained_by.setText(form.worker)

    def meet(self, intake: Intake) -> None:
        """Take over who interpreted the information, and in which language it was explained."""
        self._intake = intake
        self.evidence.spoken.follow_talk(intake.notice.language if intake.notice else intake.language)
        if intake.notice is not None and not self.evidence.interpreter.value():
            self.evidence.interpreter.setText(intake.notice.interpreter)
        self._follow()

    def may_go_on(self) -> bool:
        """Return whether the basic consent is given, without which nothing goes on (Rule P2)."""
        return self.questions[0].choice.decision() is ConsentDecision.GIVEN

    def fits(self, intake: Intake) -> bool:
        """Return whether each question is answered and the evidence is complete."""
        if self.questions[0].choice.decision() not in (None, ConsentDecision.GIVEN):
            self._open.hide()
            self._stops.show()
            go_in(self._brief)
            return False
        undecided = self._undecided()
        today = self.frame.today()
        found = {
            fault.code: fault
            for consent in intake.consents
            for fault in consent_faults(consent, intake.client, today)
        }
        found |= {
            each.code: each for each in intake_faults(intake, today) if each.code == "consent_before_notice"
        }
        others = self._others = self.evidence.show_faults(found.values())
        self._say_open()
        if undecided:
            first = undecided[0].choice.button(ConsentDecision.GIVEN)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.evidence.form.go_to_first_fault()
        return not (undecided or others or found) and self.evidence.has_day()

    def _undecided(self) -> list[DeclarationQuestion]:
        return [each for each in self.questions if each.choice.decision() is None]

    def _say_open(self) -> None:
        """Name the questions without an answer, and what else was found that belongs to no field."""
        names = ", ".join(each.declaration.name for each in self._undecided())
        asked = _("Noch ohne Antwort: {names}. „Später“ ist möglich.").format(names=names) if names else ""
        words = " ".join(part for part in (asked, *self._others) if part)
        self._open.setText(words)
        self._open.setVisible(bool(words))

    def into(self, intake: Intake) -> Intake:
        """Return ``intake`` with the declarations that were decided."""
        consents = []
        for question in self.questions:
            decision = question.choice.decision()
            if decision is not None:
                asked = question.declaration
                blank = Consent(
                    asked.scope, decision, self.frame.today(), kind=asked.kind, language=intake.language
                )
                consents.append(self.evidence.into(blank))
        return replace(intake, consents=tuple(consents))

    def values(self) -> dict[str, Any]:
        """Return the decisions and the evidence."""
        decisions = {each.declaration.key: each.choice.decision() for each in self.questions}
        return {"decisions": decisions, "evidence": self.evidence.values()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put them back."""
        for question in self.questions:
            decision = values["decisions"].get(question.declaration.key)
            if decision:
                question.choice.choose(ConsentDecision(decision))
        self.evidence.set_values(values["evidence"])
        self._follow()

    def first_field(self) -> QWidget:
        """Return the first answer."""
        return self.questions[0].choice.button(ConsentDecision.GIVEN)

    def _follow(self) -> None:
        basic = self.questions[0].choice.decision()
        self._refusal.setVisible(basic in (ConsentDecision.REFUSED, ConsentDecision.LATER))
        self._proof.setVisible(basic is ConsentDecision.GIVEN)
        if self.may_go_on():
            self._stops.hide()
        if self.may_go_on() and not self._open.isHidden():
            self._say_open()  # each answer takes its question off the list
        self.evidence.ask_undertaking(asked=self._interpreting())
        self._hint()

    def _interpreting(self) -> bool:
        """Return whether somebody may interpret, who then signs an undertaking (Rule E1)."""
        return any(
            each.declaration.scope is ConsentScope.INTERPRETER
            and each.choice.decision() is ConsentDecision.GIVEN
            for each in self.questions
        )

    def _hint(self) -> None:
        intake = self._intake
        if intake is not None and self.may_go_on():
            consents = self.into(intake).consents
            needed = bool(intake.client.interpreter_needed)
            more = interpreter_hints(self.evidence.interpreter.value(), needed=needed, consents=consents)
            unbound = tuple(hint for each in consents for hint in undertaking_hints(each))
            self.evidence.show_hints(consents[0], intake.client, (*more, *unbound))
