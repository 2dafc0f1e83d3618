"""Step 2: the information is handed out and explained (P1 step 1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.papers.paper_kinds import PRIVACY_NOTICE
from intman_desktop.ui.case.notice_form import NoticeForm
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.settings.lacking_card import LackingLine
from intman_desktop.values.case_views import IntakeForm
from intman_desktop.values.intake import Intake


class NoticeStep(Step):
    """The paper, and when it was handed out and explained."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(
            frame,
            _(
                "Geben Sie die Datenschutzerklärung mit und erklären Sie sie: wer was speichert, wozu, wie "
                "lange, welche Rechte es gibt – und dass alles freiwillig und widerrufbar ist."
            ),
        )
        paper = quiet_button(
            _("Datenschutzerklärung zeigen und drucken"),
            lambda: self.paper_wanted.emit(PRIVACY_NOTICE),
            icon="printer",
        )
        self._lacking = LackingLine(
            lambda field: frame.open_page("settings", field=field, back={"page": "new_person"})
        )
        card = Card()
        card.add(Flow(paper))
        card.add(self._lacking)
        self.form = NoticeForm(frame)
        card.add(self.form)
        self.column.addWidget(card)

    def offer(self, form: IntakeForm) -> None:
        """Name who explains, and what the papers lack."""
        if not self.form.explained_by.value():
            self.form.explained_by.setText(form.worker)
        self.form.spoken.offer(form.languages, form.paper_languages)
        self._lacking.show_lacking(form.lacking)

    def meet(self, intake: Intake) -> None:
        """Ask who interpreted where that is needed, beginning with the language of the talk."""
        self.form.expect_interpreter(needed=bool(intake.client.interpreter_needed))
        self.form.spoken.follow_talk(intake.language)

    def fits(self, intake: Intake) -> bool:
        """Return whether both days are there; else the cursor goes to the first that is not."""
        if self.form.notice(intake.language) is not None:
            return True
        self.form.go_to_first_fault()
        return False

    def into(self, intake: Intake) -> Intake:
        """Return ``intake`` with the notice."""
        return replace(intake, notice=self.form.notice(intake.language))

    def values(self) -> dict[str, Any]:
        """Return what is typed."""
        return self.form.values()

    def set_values(self, values: dict[str, Any]) -> None:
        """Put it back."""
        self.form.set_values(values)

    def first_field(self) -> QWidget:
        """Return the first day."""
        return self.form.handed_out
