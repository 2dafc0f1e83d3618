"""Bedarfserhebung: the detailed talk of step 4, which fills the plan (P1, P8, I8, E3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.needs import BLOCKS, needs_form, save_needs
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_section import FieldSection
from intman_desktop.ui.needs.occasion import Occasion
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import link_button, primary_button, quiet_button, save_on_keys
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.faults import free_of_faults, show_refusals
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.outside_period import OUTSIDE, ask_outside_period
from intman_desktop.ui.parts.scroll_page import ScrollPage
from intman_desktop.ui.parts.start_change import is_worth_saying, start_words
from intman_desktop.ui.parts.tab_order import order_tabs
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import refused_code
from intman_desktop.values.form_views import NeedsForm
from intman_desktop.values.outcome import Change
from intman_desktop.values.work_views import StartChange

_AGREEMENT = "agreement_needed"


def build(frame: Frame) -> Page:
    """Return the page."""
    return NeedsPage(frame)


class NeedsPage(Page):
    """The Bedarfserhebung of one case: ``open(case_id)``.

    Attributes: ``occasion`` and ``sections`` (the fields by block), once the case is read.
    """

    shows: ClassVar[frozenset[Change]] = frozenset({Change.CLIENTS, Change.CONSENTS})

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._form: NeedsForm | None = None
        self._restoring: dict[str, Any] | None = None
        self._client_version = 0
        self._entering = False
        self.occasion: Occasion | None = None
        self.sections: list[FieldSection] = []
        self._scroll = ScrollPage()
        self.column.addWidget(self._scroll)
        self._title = PageTitle(self.title())
        self._who = QuietText()
        self._jumps = Flow(gap=space(4))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(space(4))
        self._scroll.add(Flow(link_button(_("Zurück"), frame.back, icon="arrow-left")))
        self._scroll.add(self._title)
        self._scroll.add(self._who)
        self._scroll.add(self._jumps)
        self._scroll.body.addLayout(self._parts)
        self._scroll.close_up()
        self._foot = Foot(
            primary_button(_("Speichern und zum Plan"), self.save_and_plan, "Ctrl+Shift+Return"),
            quiet_button(_("Speichern"), self.save),
            quiet_button(_("Verwerfen"), self.discard),
        )
        self.column.addWidget(self._foot)
        save_on_keys(self, self.save)

    def title(self) -> str:
        """Return the name of the page."""
        return _("Bedarfserhebung")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Das ausführliche Gespräch über Bedarfe und Probleme. Jedes Feld ist freiwillig; was hier steht, "
            "füllt den Integrationsplan. Strg+Enter speichert, auch zwischendurch."
        )

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes."""
        return self.occasion.first_field() if self.occasion is not None else None

    def open(self, **where: Any) -> None:
        """Show the Bedarfserhebung of ``case_id``."""
        case_id = int(where["case_id"])
        if case_id != self.case_id or self.unsaved() is None:
            self._form = None
        self.case_id = case_id
        self._entering = self._form is None
        self.refresh()

    def refresh(self) -> None:
        """Read the case again; what is typed stays until it is saved."""
        if self.case_id is not None and (self._form is None or self.unsaved() is None):
            self.frame.ask(
                needs_form,
                self.case_id,
                on_done=self._show,
                on_error=self._gone,
                owner=self,
                replaces="needs",
            )

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed, or None."""
        if self._restoring is not None:
            return self._restoring
        if self.occasion is None:
            return None
        if not self.occasion.is_touched() and not any(each.is_touched() for each in self.sections):
            return None
        fields = {code: typed for each in self.sections for code, typed in each.draft().items()}
        return {"occasion": self.occasion.draft(), "fields": fields, "client": self._client_version}

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Put back what ``unsaved`` returned once the case is read."""
        self._restoring = unsaved
        self._form = None
        self.occasion = None
        self.refresh()

    def save(self) -> None:
        """Save the talk and what was filled in, and go back."""
        self._save(self.frame.back)

    def discard(self) -> None:
        """Forget what is typed and go back; the line of notices can bring it back."""
        typed, case_id = self.unsaved(), self.case_id
        self._leave()
        if typed is not None:
            self.offer_back(_("Verworfen: die Bedarfserhebung."), typed, "needs", case_id=case_id)

    def save_and_plan(self) -> None:
        """Save, and go on to the plan: what is missing in it, and goals where a need was named (P1, Z3)."""
        case_id = self.case_id
        self._save(lambda: self.frame.open_page("case", case_id=case_id, tab="plan", work=True))

    def _save(self, go_on: Callable[[], object], *, confirmed: bool = False) -> None:
        form, occasion = self._form, self.occasion
        if form is None or occasion is None:
            return
        occasion.mark_faults()
        for section in self.sections:
            section.mark_faults()
        if not free_of_faults(self):
            return
        answers = tuple(answer for each in self.sections for answer in each.answers())
        columns = {code: value for each in self.sections for code, value in each.columns().items()}
        needs, case_id = occasion.needs(), self.case_id
        untold = needs.is_first_talk and needs.held_on not in form.talk_days
        self.frame.do(
            partial(
                save_needs,
                client_version=self._client_version,
                all_shown=True,
                confirm_outside=confirmed,
            ),
            case_id,
            needs,
            answers,
            columns,
            on_done=lambda _moved: self._saved(go_on, case_id, needs.held_on if untold else None),
            on_error=partial(self._refused, go_on),
            owner=self,
            said=_said,
        )

    def _show(self, form: NeedsForm) -> None:
        self._form = form
        self._client_version = form.client_version
        name = self.frame.curtain.name(form.name, form.case_id)
        self._who.setText(f"{name} · {form.number}")
        empty(self._parts)
        empty(self._jumps.flow)
        self.occasion = Occasion(self.frame, form)
        self._parts.addWidget(self.occasion)
        self.sections = []
        for block in BLOCKS:
            section = FieldSection(
                self.frame, [each for each in form.fields if each.view.block is block], self._ask_consent
            )
            card = Card(shown(block))
            card.add(section)
            self._parts.addWidget(card)
            self.sections.append(section)
            self._jumps.add(link_button(shown(block), partial(self._jump, section)))
        if self._restoring is not None:
            typed, self._restoring = self._restoring, None
            self._client_version = typed["client"]
            self.occasion.set_draft(typed["occasion"])
            for section in self.sections:
                section.set_draft(typed["fields"])
        order_tabs(self)
        if self._entering:
            self._entering = False
            self.occasion.first_field().setFocus()

    def _jump(self, section: FieldSection) -> None:
        bar = self._scroll.verticalScrollBar()
        card = section.parentWidget()
        if card is not None:
            bar.setValue(card.y() - space(4))
        section.go_in()

    def _refused(self, go_on: Callable[[], object], trouble: Trouble) -> None:
        code = refused_code(trouble)
        if code == OUTSIDE:
            again = partial(self._save, go_on, confirmed=True)
            ask_outside_period(self, trouble, again, _("Zurück zur Bedarfserhebung"))
            return
        if not code or self.occasion is None:
            self.frame.warn(trouble)
            return
        show_refusals(trouble, self.occasion.row_of, self, self.frame.warn)

    def _gone(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused) and trouble.code == _AGREEMENT:
            self._agree_first(trouble)
            return
        self.frame.warn(trouble)
        self._leave()

    def _agree_first(self, trouble: Trouble) -> None:
        """Lead to the agreement, which comes before all that is asked here; what was typed stays (B1)."""
        if self._restoring is None:
            self._drop()
        self.frame.open_page("case", case_id=self.case_id, tab="agreement")
        self.frame.warn(trouble)

    def _ask_consent(self) -> None:
        self.frame.open_page("case", case_id=self.case_id, tab="consents")

    def _saved(self, go_on: Callable[[], object], case_id: int | None, untold: date | None) -> None:
        """Go on, and offer to note the talk that this was and that counts only once it is noted (C1, K6)."""
        self._drop()
        go_on()
        if untold is not None:
            self.frame.offer(
                partial(self.frame.open_page, "talk", case_id=case_id, held_on=untold.isoformat()),
                _("Gespräch dazu notieren"),
            )

    def _leave(self) -> None:
        self._drop()
        self.frame.back()

    def _drop(self) -> None:
        """Forget what is typed, so that it is offered as no draft; the page is read again when opened."""
        self._form, self.occasion, self.sections, self._restoring = None, None, [], None
        empty(self._parts)


def _said(moved: StartChange | None) -> str:
    """Return that it was saved, with both starts where it moved the period (Rule C1).

    That the start would be later now waits on the clock, which names both while it is so.
    """
    saved = _("Bedarfserhebung gespeichert")
    if moved is None or not moved.taken_over or not is_worth_saying(moved):
        return saved
    return " ".join((f"{saved}.", *start_words(moved)))
