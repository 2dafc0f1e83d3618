"""Neue Person: one step after the other, in memory until the basic consent is recorded (P1, P2)."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.rules.intake import agreement_needed
from intman_desktop.services.casework.family import adult_to_be
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.intake_form import intake_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.papers import paper
from intman_desktop.ui.case.only_german import said_of_paper
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.new_person.brief_contact import BriefContactForm, brief_laid_over
from intman_desktop.ui.new_person.dropping import ask_to_drop
from intman_desktop.ui.new_person.grown_up import GrownUp
from intman_desktop.ui.new_person.order import gathered_by, new_steps, step_refused
from intman_desktop.ui.new_person.shell import Acts, Shell
from intman_desktop.ui.new_person.step import Step
from intman_desktop.ui.new_person.taken_in import tell_taken_in
from intman_desktop.ui.page import Page
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.parts.buttons import save_on_keys
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.faults import free_of_faults
from intman_desktop.ui.parts.scroll_page import go_in
from intman_desktop.ui.wording import refusals, refused_code
from intman_desktop.values.case_views import AdultToBe, IntakeForm
from intman_desktop.values.intake import Intake
from intman_desktop.values.outcome import Change
from intman_desktop.values.views import CaseOpened
from intman_desktop.values.work_views import Paper


class NewPersonPage(Page):
    """The guided chain. Attributes: ``steps`` in their order, ``brief`` (the Kurzkontakt)."""

    shows = frozenset({Change.OFFICE})
    once = frozenset({"of_case", "member"})  # a Kurzkontakt begun beside it leads to no child

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._form: IntakeForm | None = None
        self._blank: list[dict[str, Any]] = []
        self._restoring: dict[str, Any] | None = None
        self._at = 0
        self.grown_up = GrownUp(frame.curtain)
        acts = Acts(self.go_on, self.go_back, self._show_brief, self._ask_drop)
        self._shell = Shell(self.title(), self.grown_up, acts)
        self.on, self.back = self._shell.on, self._shell.back
        self.no_consent, self.drop = self._shell.no_consent, self._shell.drop
        self._paper = PaperView(frame, self._shell, names_no_other=True)
        self.column.addWidget(self._shell)
        self.column.addWidget(self._paper)
        self.brief = BriefContactForm(frame)
        self.brief.left.connect(self._turn_to_intake)
        self.brief.counted.connect(self._leave)
        self._shell.sheet.add(self.brief)
        self._shell.sheet.close_up()
        self._begin()
        save_on_keys(self, self._key)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Neue Person")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Schritt für Schritt: informieren, einwilligen, vereinbaren. Gespeichert wird erst am Ende, mit "
            "der Einwilligung; bis dahin steht alles nur im Arbeitsspeicher. Strg+Enter geht weiter. Wer "
            "nicht einwilligt, bekommt Auskunft; gezählt wird ein Kurzkontakt ohne Personendaten."
        )

    def open(self, **where: Any) -> None:
        """Go on where it was left; ``brief`` opens the Kurzkontakt, and without it one leaves that again.

        ``of_case`` and ``member`` name the household's child whose own file is prepared (Rule P4).
        """
        self._paper.close_paper()
        inside = self.isVisible()
        self.refresh()
        if where.get("member"):
            self._prepare(int(where["of_case"]), int(where["member"]))
        if where.get("brief"):
            self._show_brief()
        elif not self.brief.isHidden() and (inside or self.brief.typed() is None):
            self._turn_to_intake()

    def refresh(self) -> None:
        """Read the lists and who acts."""
        self.frame.ask(intake_form, on_done=self._offer, owner=self, replaces="intake form")

    def unsaved(self) -> dict[str, Any] | None:
        """Return every step as it is typed, and the Kurzkontakt, each once something of it is."""
        if self._restoring is not None:
            return self._restoring
        if self._form is None:
            return None
        unsaved: dict[str, Any] = {}
        typed = [step.values() for step in self.steps]
        if typed != self._blank or self._at > 0 or self.grown_up.member_id:
            unsaved = {"at": self._at, "steps": typed, "grown_up": self.grown_up.values()}
        brief = self.brief.typed()
        if brief is not None:
            unsaved["brief"] = {**brief, "shown": not self.brief.isHidden()}
        return unsaved or None

    def may_be_kept(self) -> bool:
        """Return whether nothing but a Kurzkontakt is begun, which names nobody.

        Nothing of a person is written before the basic consent is recorded (Rule P2).
        """
        return "steps" not in (self.unsaved() or {"steps": None})

    def laid_over(self, unsaved: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
        """Return the Kurzkontakt that waits in memory beside an intake, where another one comes (Rule P2)."""
        return brief_laid_over(self.unsaved() or {}, unsaved)

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Put back what ``unsaved`` holds and show what was left, as soon as the lists are read.

        A Kurzkontakt alone is shown, and an intake that waits, or stands here, stays beside it.
        """
        if "steps" not in unsaved:
            unsaved = {**unsaved, "brief": {**unsaved["brief"], "shown": True}}
        if self._form is None:
            self._restoring = {**(self._restoring or {}), **unsaved}
            return
        if "steps" in unsaved:
            self.grown_up.set_values(unsaved.get("grown_up"))
            for step, values in zip(self.steps, unsaved["steps"], strict=True):
                step.set_values(values)
        self._show_step(unsaved.get("at", self._at))
        if "brief" in unsaved:
            self.brief.put_back(unsaved["brief"])
            if unsaved["brief"]["shown"]:
                self._show_brief()

    def shows_begun(self, unsaved: dict[str, Any]) -> bool:
        """Return whether ``unsaved`` is seen here: a Kurzkontakt alone may lie behind the steps."""
        return super().shows_begun(unsaved) and ("steps" in unsaved or not self.brief.isHidden())

    def first_field(self) -> QWidget:
        """Return the first field of the step."""
        if not self.brief.isHidden():
            return self.brief.on
        return self.steps[self._at].first_field()

    def intake(self, steps: int | None = None) -> Intake:
        """Return what was gathered by the first ``steps`` of them, by all where None."""
        return replace(gathered_by(self.steps[:steps]), grown_up=self.grown_up.member_id)

    def _prepare(self, case_id: int, member_id: int) -> None:
        if self.grown_up.member_id == member_id:
            return
        if "steps" in (self.unsaved() or {}):
            self.frame.say(
                _("Hier steht noch eine angefangene Aufnahme."),
                lambda: self._prepare_anew(case_id, member_id),
                _("Verwerfen und neu beginnen"),
            )
        else:
            self._prepare_anew(case_id, member_id)

    def _prepare_anew(self, case_id: int, member_id: int) -> None:
        self._forget()
        self._turn_to_intake()
        self.frame.ask(
            adult_to_be, case_id, member_id, on_done=self._begin_for, on_error=self.frame.warn, owner=self
        )

    def _begin_for(self, child: AdultToBe) -> None:
        """Begin with the language of the household; whatever else is the child's own to say (Rule E5)."""
        if "steps" in (self.unsaved() or {}):  # an intake that waited in memory was put back meanwhile
            self._prepare(child.case_id, child.member_id)
            return
        self.grown_up.show_child(child)
        self.steps[0].set_values({"language": child.language, "interpreter": False})

    # The steps

    def _begin(self) -> None:
        """Make every step anew; what was typed before is forgotten."""
        self.steps: list[Step] = new_steps(self.frame)
        for step in self.steps:
            step.paper_wanted.connect(self._show_paper)
            step.refused.connect(self._show_brief)
            step.ready.connect(self.go_on)
            self._shell.place.addWidget(step)
        if self._form is not None:
            self._offer(self._form)
        self._show_step(0)

    def _offer(self, form: IntakeForm) -> None:
        first = self._form is None or not self._blank
        self._form = form
        for step in self.steps:
            step.offer(form)
        self.brief.offer(form)
        if first:
            self._blank = [step.values() for step in self.steps]
        self._shell.order_tabs(self.steps[self._at])
        if self._restoring is not None:
            typed, self._restoring = self._restoring, None
            self.restore(typed)

    # The way

    def go_on(self) -> None:
        """Check this step and go to the next; after the last the person is taken in."""
        self._shell.say("")
        step = self.steps[self._at]
        understand(step)
        if not step.fits(self.intake(self._at + 1)) or not free_of_faults(step):
            step.show_fault(self._shell.sheet)
            return
        if self._at + 1 < len(self.steps):
            self._show_step(self._at + 1)
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.on.setEnabled(False)
        self.frame.do(take_in, self.intake(), on_done=self._taken_in, on_error=self._refused, owner=self)

    def go_back(self) -> None:
        """Go to the step before."""
        if self._at > 0:
            self._show_step(self._at - 1)
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, at: int) -> None:
        self._at = at
        self.steps[at].meet(self.intake(at))
        for index, step in enumerate(self.steps):
            step.setVisible(index == at)
        self.brief.hide()
        self._shell.show_step(at)
        self._shell.order_tabs(self.steps[at])

    def _show_brief(self) -> None:
        for step in self.steps:
            step.hide()
        self._shell.show_brief()
        self.brief.show()
        self.brief.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to_intake(self) -> None:
        """Show the step that was left; a Kurzkontakt that is begun stays as it is, and is told of."""
        self._show_step(self._at)
        if self.isVisible():  # else the cursor waits in the side bar
            go_in(self.first_field())
        if self.brief.typed() is not None:
            said = _("Der angefangene Kurzkontakt ist noch nicht gezählt.")
            self.frame.say(said, self._show_brief, _("Zurück zum Kurzkontakt"))

    def _key(self) -> None:
        if not self._paper.isHidden():
            return  # the paper lies over the step, and nobody sees what would be saved
        if self.brief.isHidden():
            self.go_on()
        else:
            self.brief.count()

    def _taken_in(self, opened: CaseOpened) -> None:
        self.on.setEnabled(True)
        waits = bool(agreement_needed(self.intake().agreement))
        self._forget()
        self.frame.open_page("case", case_id=opened.case_id, ahead=True)
        tell_taken_in(self.frame, opened, waits=waits, brief=self.brief.typed() is not None)

    def _refused(self, trouble: Trouble) -> None:
        self.on.setEnabled(True)
        self._show_step(step_refused(refused_code(trouble), self.steps, self._at))
        self._shell.say(" ".join(words for _code, words in refusals(trouble)))

    def _ask_drop(self) -> None:
        unsaved = self.unsaved()
        if unsaved is None:
            self._leave()
        else:
            ask_to_drop(self, unsaved, self._leave, self._drop_brief)

    def _drop_brief(self) -> None:
        self.brief.forget()
        self._leave()

    def _leave(self) -> None:
        self._forget()
        self.frame.open_page("overview")

    def _forget(self) -> None:
        """Forget the intake; a Kurzkontakt is another contact, and stays until it is counted or dropped."""
        for step in self.steps:
            self._shell.place.removeWidget(step)
            step.hide()
            step.deleteLater()
        self._blank = []
        self.grown_up.set_values(None)
        self._begin()

    # Papers

    def _show_paper(self, name: str) -> None:
        gathered = self.intake(self._at + 1)
        languages = self._form.paper_languages if self._form is not None else ()
        language = gathered.language if gathered.language in languages else "de"

        def make(desk: Desk) -> Paper:
            return paper(desk, name, None, language, intake=gathered)

        spoken = dict(self._form.languages).get(gathered.language, "") if self._form is not None else ""
        note = said_of_paper(name, gathered.language, spoken)
        show = partial(self._paper.show_paper, note=note)
        self.frame.ask(make, on_done=show, owner=self, replaces="paper")


def build(frame: Frame) -> NewPersonPage:
    """Return the page."""
    return NewPersonPage(frame)
