"""The clock of a case: explained, extended, or begun anew (C1 to C9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias, TypeVar, TypeVarTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.extension_correction import correct_extension
from intman_desktop.services.casework.period import change_start, extend
from intman_desktop.services.casework.period_form import period_form
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.wording import sentence
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button, save_on_keys
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.doubts import understand
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.labels import PageTitle, QuietText, Text
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.period.correction_form import CorrectionForm, NewExtension
from intman_desktop.ui.period.explanation import PeriodExplanation
from intman_desktop.ui.period.extension_form import ExtensionForm
from intman_desktop.ui.period.start_form import NewStart, StartForm
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import refusals, refused_code
from intman_desktop.values.case_file import Extension
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import PeriodForm
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.values.work_views import PeriodView, StartChange

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
EXTEND = "extend"
START = "start"
CORRECT = "correct"


Form: TypeAlias = ExtensionForm | StartForm | CorrectionForm


def build(frame: Frame) -> Page:
    """Return the page."""
    return PeriodPage(frame)


class PeriodPage(Page):
    """Decides on the period of a case: ``open(case_id, part="extend")``, ``part="start"`` or
    ``part="correct"``.

    Attributes: ``form`` (what is filled in now, or None).
    """

    shows: ClassVar[frozenset[Change]] = frozenset({Change.PERIODS, Change.CONSENTS, Change.PLANS})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._part = EXTEND
        self._restoring: dict[str, Any] | None = None
        self.form: Form | None = None
        self._scroll = ScrollPage()
        self.column.addWidget(self._scroll)
        self._title = PageTitle(self.title())
        self._who = QuietText()
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(space(3))
        self._card = Card()
        self._left.addWidget(self._card)
        self._left.addStretch(1)
        self._explanation = PeriodExplanation()
        self._scroll.add(Flow(link_button(_("Zurück"), frame.back, icon="arrow-left")))
        self._scroll.add(self._title)
        self._scroll.add(self._who)
        self._scroll.add(Columns([left, self._explanation], shares=(3, 2)))
        self._scroll.close_up()
        self._act = primary_button("", self._save)
        self._foot = Foot(self._act, quiet_button(_("Verwerfen"), self.discard))
        self._foot.hide()
        self.column.addWidget(self._foot)
        save_on_keys(self, self._save)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Beratungszeitraum")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Hier halten Sie die Entscheidung fest, dass es nach drei Jahren weitergeht, berichtigen sie "
            "oder übernehmen einen anderen Beginn. "
            "Die Karte „So ist gerechnet“ sagt, wie der Zeitraum entsteht."
        )

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes."""
        return self.form.first_field() if self.form is not None else None

    def open(self, **where: Any) -> None:
        """Show the clock of ``case_id`` with the decision ``part``."""
        case_id, part = int(where["case_id"]), str(where.get("part", EXTEND))
        if (case_id, part) != (self.case_id, self._part) or self.unsaved() is None:
            self.form = None
        self.case_id, self._part = case_id, part
        self.refresh()

    def refresh(self) -> None:
        """Read the clock again; a form in which something is typed stays."""
        if self.case_id is not None:
            self.frame.ask(
                period_form,
                self.case_id,
                on_done=self._show,
                on_error=self._gone,
                owner=self,
                replaces="period",
            )

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed, or None."""
        if self._restoring is not None:
            return self._restoring
        return self.form.draft() if self.form is not None and self.form.is_touched() else None

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Put back what ``unsaved`` returned once the clock is read."""
        self._restoring = unsaved
        self.form = None
        self.refresh()

    def discard(self) -> None:
        """Forget what is typed and go back; the line of notices can bring it back."""
        typed, case_id, part = self.unsaved(), self.case_id, self._part
        self._leave()
        if typed is not None:
            words = {
                EXTEND: _("Verworfen: die Verlängerung."),
                START: _("Verworfen: der andere Beginn."),
                CORRECT: _("Verworfen: die Berichtigung der Verlängerung."),
            }
            self.offer_back(words.get(part, ""), typed, "period", case_id=case_id, part=part)

    def _show(self, form: PeriodForm) -> None:
        name = self.frame.curtain.name(form.name, self.case_id)
        self._who.setText(f"{name} · {form.number}")
        self._explanation.show_period(form.view, beside=self._said_alone(form))
        titles = {
            EXTEND: _("Verlängerung entscheiden"),
            START: _("Beginn ändern"),
            CORRECT: _("Verlängerung berichtigen"),
        }
        self._title.setText(titles.get(self._part, self.title()))
        if self.form is None or not self.form.is_touched():
            self._build(form)
        if self._restoring is not None and self.form is not None:
            typed, self._restoring = self._restoring, None
            self.form.set_draft(typed)
            if self.isVisible():
                self.form.first_field().setFocus()

    def _build(self, form: PeriodForm) -> None:
        self._card.clear()
        self._set_form(None)
        if self._part == START:
            start = StartForm(self.frame, form)
            start.saved.connect(self._take_start)
            self._put(start)
        elif self._part == CORRECT and form.correctable is not None:
            correction = CorrectionForm(self.frame, form, form.correctable, self._ask_consent)
            correction.saved.connect(self._correct)
            self._put(correction)
        elif alone := self._said_alone(form):
            for fact in alone:
                self._card.add(Text(sentence(fact)))
        else:
            extension = ExtensionForm(self.frame, form, self._ask_consent)
            extension.saved.connect(self._extend)
            self._put(extension)

    def _said_alone(self, form: PeriodForm) -> tuple[Explanation, ...]:
        """Return what stands in the place of a form where nothing can be decided (Rules C2, C4)."""
        if self._part == START or (self._part == CORRECT and form.correctable is not None):
            return ()
        if self._part == EXTEND and form.view.start is not None and form.view.may_add_extension:
            return ()
        return form.view.words[-1:]

    def _put(self, form: Form) -> None:
        self._card.add(form)
        self._set_form(form)
        order_tabs(self._card, self._foot)
        if self.isVisible():  # whoever has gone on meanwhile keeps the cursor
            form.first_field().setFocus()

    def _set_form(self, form: Form | None) -> None:
        """Take ``form`` as what is filled in now; its acts stay in sight below."""
        self.form = form
        self._foot.setVisible(form is not None)
        if form is not None:
            self._act.setText(form.act_words())
            self._act.setAccessibleName(form.act_words())

    def _save(self) -> None:
        if self.form is not None:
            understand(self.form)
            self.form.save()

    def _extend(self, extension: Extension) -> None:
        self._do(extend, extension, on_done=self._is_extended, said=_("Verlängerung festgehalten"))

    def _is_extended(self, view: PeriodView) -> None:
        """End in the file, where the justification is printed, wherever the decision was gone on with."""
        self.form = self._restoring = None
        self.frame.end_at_case(view.case_id)

    def _correct(self, new: NewExtension) -> None:
        said = _("Verlängerung zurückgenommen") if new.corrected is None else _("Verlängerung berichtigt")
        self._do(correct_extension, new.kept, new.corrected, new.reason, on_done=self._is_extended, said=said)

    def _take_start(self, start: NewStart) -> None:
        def act(desk: Desk, case_id: int) -> Outcome[StartChange]:
            return change_start(
                desk,
                case_id,
                start.on,
                start.reason,
                evidence=start.evidence,
                office=start.office,
                by_mistake=start.by_mistake,
                further=start.further,
                row=start.row,
            )

        said = _("Beginn übernommen") if start.row is None else _("Frühere Beratung berichtigt")
        self._do(act, on_done=self._start_is_taken, said=said)

    def _do(
        self,
        verb: Callable[[Desk, int, *Ts], Outcome[T]],
        *args: *Ts,
        on_done: Callable[[T], object],
        said: str,
    ) -> None:
        """Act on the case that is shown."""
        if self.case_id is not None:
            self.frame.do(
                verb, self.case_id, *args, on_done=on_done, on_error=self._refused, owner=self, said=said
            )

    def _start_is_taken(self, change: StartChange) -> None:
        if not change.extensions and not change.outdated_papers:
            self._leave()
            return
        self._set_form(None)
        empty(self._card.body)
        for fact in change.extensions:
            self._card.add(Text(sentence(fact)))
        if change.outdated_papers:
            self._card.add(
                Text(
                    _(
                        "Ausgehändigte Fassungen des Plans zeigen noch den früheren Beginn; welche, steht "
                        "unter „Was dazu festgehalten ist“."
                    )
                )
            )

    def _refused(self, trouble: Trouble) -> None:
        form = self.form
        if form is None or not refused_code(trouble):
            self.frame.warn(trouble)
            return
        others = [words for code, words in refusals(trouble) if not form.show_fault(code, words)]
        form.go_to_fault()
        if others:
            self.frame.warn(" ".join(others))

    def _gone(self, trouble: Trouble) -> None:
        self.frame.warn(trouble)
        self._leave()

    def _ask_consent(self) -> None:
        self.frame.open_page("case", case_id=self.case_id, tab="consents")

    def _leave(self) -> None:
        self.form = None
        self._restoring = None
        self.frame.back()
