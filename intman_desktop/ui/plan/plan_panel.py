"""Plan und Ziele: the seven blocks with their lights, and the chosen one large (I1 to I9, Z1 to Z5).

``build_plan_panel(frame)`` is embedded by the page of a case; ``show_case(case_id)`` reads and shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from intman_desktop.errors import Trouble
from intman_desktop.language import _
from intman_desktop.services.casework.plan_form import plan_form
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import save_on_keys
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.scroll_page import bring_into_view, page_around
from intman_desktop.ui.parts.tab_order import order_tabs, stops_in
from intman_desktop.ui.plan.aiming import PlanAim, block_of, field_of, part_of
from intman_desktop.ui.plan.block_list import BlockList
from intman_desktop.ui.plan.goals_block import GoalsBlock
from intman_desktop.ui.plan.kept_pane import PaneState
from intman_desktop.ui.plan.lights import BlockKey
from intman_desktop.ui.plan.pane import Pane
from intman_desktop.ui.plan.plan_acts import PlanActs
from intman_desktop.ui.plan.plan_foot import PlanFoot
from intman_desktop.ui.plan.plan_head import PlanBegin, PlanHead
from intman_desktop.ui.plan.wish import AS_IT_IS, Wish
from intman_desktop.ui.settings.lacking_card import LackingLine
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import refused_code, told
from intman_desktop.values.codes import Block
from intman_desktop.values.form_views import PlanForm


def build_plan_panel(frame: Frame) -> PlanPanel:
    """Return the panel, to be embedded by the page of a case."""
    return PlanPanel(frame)


class PlanPanel(QWidget):
    """The plan of one case. Signals: ``paper_made(Paper)`` – a paper to be shown over the page;
    ``acts_changed`` – what stands in the foot may be done now, or no longer.

    Attributes: ``blocks`` (the list at the left), ``pane`` (the large part), ``head``, ``begin``,
    ``lacking`` (why it cannot be handed out yet, until something else is done), ``foot`` (what saves it,
    to be kept in sight below the page while the panel ``has_acts``).
    """

    paper_made = Signal(object)
    acts_changed = Signal()

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self._case_id: int | None = None
        self._form: PlanForm | None = None
        self._draft: dict[str, Any] | None = None
        self._wish = AS_IT_IS
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self.head = PlanHead(frame)
        self.begin = PlanBegin(frame)
        self.blocks = BlockList()
        self.pane = Pane(frame, self._ask_consent)
        self._acts = PlanActs(self, frame, self.pane, self._read_again)
        left = Card(_("Themenfelder"))
        left.add(self.blocks)
        self._columns = Columns([left, self.pane], shares=(2, 5))
        self.lacking = LackingLine(self._to_settings)
        for widget in (self.head, self.lacking, self.begin, self._columns):
            column.addWidget(widget)
        self.foot = PlanFoot(self.pane.save, self.pane.drop)
        save_on_keys(self, self._save_by_key, in_window=True)
        self._connect()
        self._hide_all()

    def _connect(self) -> None:
        self.begin.begin.connect(self._acts.begin)
        self.begin.agree.connect(self._ask_agreement)
        self.head.review.connect(self.review)
        self.head.hand_out.connect(self.hand_out)
        self.head.period.connect(lambda: self.frame.open_page("period", case_id=self._case_id))
        self.blocks.chosen.connect(self._choose)
        self.pane.turned.connect(self._turned)
        self.pane.built.connect(self._show_acts)
        self.pane.went_on.connect(lambda case_id: self.frame.open_page("case", case_id=case_id, tab="review"))
        self._acts.paper_made.connect(self.paper_made)
        self._acts.office_lacks.connect(self._show_lacking)
        self._acts.not_begun.connect(self._show_not_begun)

    # Showing

    def _show_not_begun(self, trouble: Trouble) -> None:
        """Say at its field that a day cannot be the first one; all else in the line of notices."""
        if not self.begin.show_fault(refused_code(trouble), told(trouble)):
            self.frame.warn(trouble)

    def _hide_all(self) -> None:
        """Show nothing until the plan is read: neither what is empty nor what belongs to another person."""
        for widget in (self.head, self.begin, self._columns):
            widget.hide()

    def show_case(self, case_id: int, *, person: str = "", wish: Wish = AS_IT_IS) -> None:
        """Read and show the plan of a case, that of ``person``; do what the ``wish`` is once it is read.

        Called again whenever the case has changed: what is typed in the large part stays.
        """
        if case_id != self._case_id:
            self._form = None
            self._acts.show_read(None)
            self._wish = AS_IT_IS
            self.pane.forget()
            self._columns.setMinimumHeight(0)
            self._hide_all()
        self._case_id = self._acts.case_id = case_id
        self.pane.person = person or self.pane.person
        self._wish |= wish
        self.frame.ask(plan_form, case_id, on_done=self._show, owner=self, replaces="plan")

    def review(self) -> None:
        """Go through the goals that are due, one after the other."""
        if self._form is not None:
            self.pane.review(self._form)
            self.head.show_plan(self._form.view, working=self.pane.state is not PaneState.BLOCK)

    def hand_out(self) -> None:
        """Hand the plan out, once what is typed in it is saved or dropped (I9)."""
        self._acts.hand_out()

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is typed in the large part, or where the plan is begun, or None."""
        if self._draft is not None:
            return self._draft
        begins = self.begin.draft() if self._form is not None and not self.begin.isHidden() else {}
        return {"begins": begins} if begins else self.pane.draft()

    def saving(self) -> Saving | None:
        """Return what is on its way to save what ``unsaved`` returns, or an earlier state of it."""
        return self._acts.saving() if self._draft is None else None

    def restore(self, typed: dict[str, Any], *, goes_on: bool = False) -> None:
        """Put back what ``unsaved`` returned, as soon as the plan is read; who ``goes_on`` is led there."""
        self._draft = typed
        self._wish = replace(self._wish, goes_on=goes_on)
        if self._form is not None:
            self._show(self._form)

    def has_acts(self) -> bool:
        """Return whether something is shown whose acts stand in the foot."""
        return not self._columns.isHidden() and self.foot.has_acts

    def _show_acts(self) -> None:
        """Let the foot hold the acts of what is shown now; a cursor on one that goes stays in the plan."""
        at = QApplication.focusWidget()
        if at is not None and self.foot.isAncestorOf(at):
            QTimer.singleShot(0, self, self._keep_cursor)
        self.foot.show_content(self.pane.content)
        self.acts_changed.emit()

    def _keep_cursor(self) -> None:
        at = QApplication.focusWidget()
        if at is None or not (self.isAncestorOf(at) or self.foot.isAncestorOf(at)):
            stops = [each for each in stops_in(self.pane) if each.isEnabled() and each.isVisible()]
            if stops:
                stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def first_field(self) -> QWidget | None:
        """Return where the cursor goes."""
        if not self.begin.isHidden():
            return self.begin.first_field()
        return self.blocks.button(self.pane.block) if self._form is not None else None

    def _save_by_key(self) -> None:
        """Save what is filled in: where the plan is not begun, that are its first days."""
        (self.pane.save if self.begin.isHidden() else self.begin.save)()

    def _show(self, form: PlanForm) -> None:
        wish, self._wish = self._wish, AS_IT_IS
        self._form = form
        self._acts.show_read(form.view)
        self.lacking.show_lacking(())
        begun = form.view.plan is not None and form.view.plan.begun_on is not None
        self.begin.show_plan(form.view)
        self.begin.setVisible(not begun)
        self._columns.setVisible(begun)
        if wish.work and begun and form.view.needed_on is not None:
            wish = replace(wish, aim=PlanAim.AGAIN)
        self.blocks.show_blocks((*form.view.blocks, *form.view.own_blocks))
        if self._draft is not None and "begins" in self._draft:
            typed, self._draft = self._draft, None
            if not begun:
                self.begin.set_draft(typed["begins"])
        cursor_stays = self._show_begun(form, wish) if begun else False
        self.head.show_plan(form.view, working=self.pane.state is not PaneState.BLOCK)
        self._order()
        if begun:
            self._lead(wish, cursor_stays=cursor_stays)
        elif wish.work:
            self.begin.first_field().setFocus()
            self._bring_up(self.begin)

    def _show_begun(self, form: PlanForm, wish: Wish) -> bool:
        """Show in the large part what is wanted, and return whether the cursor is to stay where it is."""
        cursor_stays = False
        if self._draft is not None:
            typed, self._draft = self._draft, None
            filled = self.pane.put_back(form, typed)
            if wish.goes_on:
                QTimer.singleShot(0, self, filled.go_to_last)  # what is above has no height yet
        elif wish.review is not None:
            self.pane.review(form, wish.review)
        else:
            cursor_stays = self.pane.show_form(form)
            self._choose_sought(form, wish)
        if wish.review is not None or self.pane.state is PaneState.SUMMARY:
            self._bring_up(self.pane)
        self.blocks.choose(self.pane.block)
        return cursor_stays

    def _choose_sought(self, form: PlanForm, wish: Wish) -> None:
        """Show the block of the goal that is looked for, or the one that is aimed at."""
        block = block_of(wish.aim, form.view) if wish.aim is not None else None
        if wish.goal:
            block = Block.GOALS
        if block is not None:
            self.pane.choose(block, form)

    def _lead(self, wish: Wish, *, cursor_stays: bool) -> None:
        """Put the cursor where it is wanted in a plan that is shown now, and hand that out if this is."""
        if wish.aim is not None:
            self._go_to_aim(wish.aim)
        else:
            self._follow(wish, cursor_stays=cursor_stays)
        if wish.hands_out and self.isVisible():  # whoever has gone on meanwhile did not mean it
            self.hand_out()
        if wish.goal:
            QTimer.singleShot(0, self, lambda: self._go_to_goal(wish.goal))  # what is above has no height yet

    def _follow(self, wish: Wish, *, cursor_stays: bool) -> None:
        """Put the cursor to the next goal or to the block in the list, unless one goes on elsewhere."""
        to_goal = (wish.next_goal or wish.work) and self.pane.state is PaneState.BLOCK
        if to_goal:
            self._bring_up(self.pane)
        if to_goal and isinstance(self.pane.content, GoalsBlock):
            self.go_to_next_goal()
        elif (wish.follows or to_goal) and not cursor_stays and self.pane.state is PaneState.BLOCK:
            self.blocks.button(self.pane.block).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_aim(self, aim: PlanAim) -> None:
        """Put the cursor into the field that is aimed at, and the block, or the part of it, into view."""
        content = self.pane.content
        field = field_of(aim, content)
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        sought = part_of(aim, content) or self.pane
        QTimer.singleShot(0, sought, lambda: self._bring_up(sought))  # what is above has no height yet

    def _go_to_goal(self, goal_id: int) -> None:
        """Bring the goal that was looked for into view, and the cursor to its first button."""
        content = self.pane.content
        card = content.card(goal_id) if isinstance(content, GoalsBlock) else None
        if card is not None:
            self._bring_up(card)
            card.first_act().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_next_goal(self) -> None:
        """Put the cursor where the next goal is begun, if all goals are shown."""
        content = self.pane.content
        if isinstance(content, GoalsBlock):
            act = content.first_act()
            if act is not None:
                act.setFocus()

    def _show_lacking(self, names: Sequence[str]) -> None:
        self.lacking.show_lacking(names)
        if names:
            self.lacking.settings.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(self.lacking)

    def _order(self) -> None:
        """Let Tab follow what is shown now, and the foot as well."""
        self.acts_changed.emit()
        order_tabs(self, self.foot)

    def _turned(self) -> None:
        self.lacking.show_lacking(())
        if self._form is not None:
            self.blocks.choose(self.pane.block)
            self.head.show_plan(self._form.view, working=self.pane.state is not PaneState.BLOCK)
        self._order()
        if self.pane.state is not PaneState.BLOCK:
            self._bring_up(self.pane)

    def _choose(self, block: BlockKey) -> None:
        if self._form is None:
            return
        self.lacking.show_lacking(())
        self._keep_height()
        self.pane.choose(block, self._form)
        below = (
            self.pane.mapTo(self, self.pane.rect().topLeft()).y()
            > self.blocks.mapTo(self, self.blocks.rect().bottomLeft()).y()
        )
        if below:
            bring_into_view(self.pane)

    def _keep_height(self) -> None:
        """Let the page stay as far down as it is: above a shorter block the list would slip down."""
        around = page_around(self)
        if around is not None:
            seen_to = around.verticalScrollBar().value() + around.viewport().height()
            foot = self.foot.height() if self.foot.isVisible() else 0
            self._columns.setMinimumHeight(max(0, seen_to + foot - around.height_above(self._columns)))

    def _bring_up(self, widget: QWidget) -> None:
        """Show what is worked at whole, not its first line alone at the lower edge."""
        around = page_around(widget)
        if around is not None:
            around.bring_up(widget)

    def _read_again(self, *, next_goal: bool = False, follows: bool = False) -> None:
        """Show what came of an act; the cursor goes to the next goal, or stays with the block."""
        if self._case_id is not None:
            self.show_case(self._case_id, wish=Wish(next_goal=next_goal, follows=follows))

    def _ask_agreement(self) -> None:
        self.frame.open_page("case", case_id=self._case_id, tab="agreement")

    def _to_settings(self, field: str) -> None:
        back = {"case_id": self._case_id, "tab": "plan"}
        self.frame.open_page("settings", field=field, back=back)

    def _ask_consent(self) -> None:
        self.frame.open_page("case", case_id=self._case_id, tab="consents")
