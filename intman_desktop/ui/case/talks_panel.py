"""The tab "Gespräche": every talk of the case with this person's own note (K5)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.jobs.worker import Job
from intman_desktop.language import _, ngettext
from intman_desktop.services.casework.participants import set_referral_outcome
from intman_desktop.ui.case.course_card import no_talk_words, talk_head
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.case.referral_line import ReferralRow
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.empty_state import EmptyState
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.parts.state import State, StateChip
from intman_desktop.ui.talk.removing import ask_to_remove
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet, TalkLine
from intman_desktop.values.codes import TalkSetting

_AT_ONCE = 20


class TalksPanel(Panel):
    """The talks, the newest first; more are shown on demand.

    ``participant_id`` among the details brings the talk with that note into view, ``row_id`` of a deadline
    the one with its next step.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._sheet: CaseSheet | None = None
        self._shown = _AT_ONCE
        self._rows: dict[str, ReferralRow] = {}
        self._left: dict[str, dict[str, Any]] = {}
        self._saving: tuple[str, Job] | None = None
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self.column.addLayout(self._list)

    def begin(self, **details: object) -> None:
        """Start with the newest talks; nothing is typed in them."""
        super().begin(**details)
        self._shown = _AT_ONCE
        self._rows, self._left = {}, {}

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show a card for each talk; what is typed of an outcome stays."""
        self._sheet = sheet
        typed, self._rows = self._typed(), {}
        empty(self._list)
        due, noted = self.details.pop("row_id", 0), self.details.pop("participant_id", 0)
        sought = noted or due
        if sought not in {talk.participant_id for talk in sheet.talks[: self._shown]} | {0}:
            self._shown = len(sheet.talks)
        in_view = (each for talk in sheet.talks[: self._shown] for each in talk.referrals)
        if typed.keys() - {str(each.referral_id) for each in in_view}:
            self._shown = len(sheet.talks)
        for talk in sheet.talks[: self._shown]:
            card = self._card(talk, sheet)
            self._list.addWidget(card)
            if talk.participant_id == sought:
                # above it are cards that have no height yet
                QTimer.singleShot(0, card, partial(_bring_up, card))
        if len(sheet.talks) > self._shown:
            rest = len(sheet.talks) - self._shown
            words = ngettext("{count} älteres Gespräch zeigen", "{count} ältere Gespräche zeigen", rest)
            more = quiet_button(words.format(count=rest), self._show_all)
            self._list.addWidget(Flow(more))
        if not sheet.talks:
            self._list.addWidget(EmptyState(no_talk_words(sheet)))
        self._put_back(typed)

    def unsaved(self) -> dict[str, Any] | None:
        """Return the outcomes that are being typed, by the ids of their referrals."""
        return self._told(self._typed())

    def saving(self) -> Saving | None:
        """Return what saves one of them: nothing of it is left then, and all of the others."""
        if self._saving is None or not self.frame.workers.vault.holds(self._saving[1]):
            return None
        key, job = self._saving
        typed = self._typed()
        left = self._told({other: values for other, values in typed.items() if other != key})
        return Saving(job, lambda: left) if key in typed else None

    def restore(self, values: dict[str, Any]) -> None:
        """Open the outcomes again that were being typed."""
        self._left = dict(values["outcomes"])
        if self._sheet is not None:
            self.show_sheet(self._sheet)

    def _told(self, outcomes: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
        return {"details": self.details, "outcomes": outcomes} if outcomes else None

    def _typed(self) -> dict[str, dict[str, Any]]:
        typed = ((key, row.typed()) for key, row in self._rows.items())
        return self._left | {key: values for key, values in typed if values is not None}

    def _put_back(self, typed: dict[str, dict[str, Any]]) -> None:
        """Show what was typed; where nothing can be saved now it waits unseen until that can be."""
        self._left = {}
        for key, values in typed.items():
            row = self._rows.get(key)
            if row is not None and row.can_be_saved():
                row.put_back(values)
            elif row is not None:
                self._left[key] = values

    def _show_all(self) -> None:
        if self._sheet is not None:
            self._shown = len(self._sheet.talks)
            self.show_sheet(self._sheet)

    def _card(self, talk: TalkLine, sheet: CaseSheet) -> Card:
        card = Card(talk_head(talk, day(talk.on)))
        signs = Flow()
        if talk.setting is not TalkSetting.SINGLE:
            joint = _("als Paar") if talk.setting is TalkSetting.COUPLE else _("als Familie")
            signs.add(StateChip(State.OPEN, joint))
        if not talk.counts:
            signs.add(StateChip(State.OPEN, _("zählt nicht als Beratungsgespräch")))
        if talk.closed:
            signs.add(StateChip(State.DUE, _("Noch herauszunehmen: Für diese Notiz fehlt die Einwilligung.")))
        if signs.flow.count():
            card.add(signs)
        card.add(Text(talk.note) if talk.note else QuietText(_("ohne Notiz")))
        save = self._keep_outcome if sheet.view.is_open else None
        for referral in talk.referrals:
            row = ReferralRow(referral, sheet.outcomes, self.frame.today, save)
            self._rows[str(referral.referral_id)] = row
            card.add(row)
        if talk.next_step:
            card.add(SmallText(_next_step(talk)))
        if talk.plan_missing_reason:
            card.add(SmallText(_("Plan fehlt, weil {reason}").format(reason=talk.plan_missing_reason)))
        if sheet.view.is_open:
            name = talk_head(talk, day(talk.on))
            change = link_button(_("Ändern"), lambda: self._change(talk))
            change.setAccessibleDescription(name)
            remove = link_button(_("Entfernen …"), lambda: self._ask_remove(talk))
            remove.setAccessibleDescription(name)
            acts = Flow(change, remove, gap=space(4))
            if talk.asks_for_entry:
                card.add(QuietText(_("Haben andere dabei etwas über die Person erfahren?")))
                enter = link_button(
                    _("Weitergabe festhalten"),
                    partial(self.go, "passing_on", on=talk.on.isoformat(), back="talks"),
                )
                enter.setAccessibleDescription(name)
                acts.add(enter)
            card.add(acts)
        return card

    def _keep_outcome(self, referral_id: int, outcome: str, on: date | None) -> None:
        job = self.frame.do(
            set_referral_outcome,
            referral_id,
            outcome,
            on,
            on_done=lambda _kept: self._forget(str(referral_id)),
            owner=self,
            said=_("Ergebnis gespeichert"),
        )
        self._saving = str(referral_id), job

    def _forget(self, key: str) -> None:
        if key in self._rows:
            self._rows[key].forget()

    def _change(self, talk: TalkLine) -> None:
        if self._sheet is not None:
            self.frame.open_page("talk", case_id=self._sheet.view.case_id, talk_id=talk.talk_id)

    def _ask_remove(self, talk: TalkLine) -> None:
        ask_to_remove(self, self.frame, talk.talk_id, talk.on)


def _bring_up(card: Card) -> None:
    """Bring a talk to the top of the page."""
    page = page_around(card)
    if page is not None:
        page.bring_up(card)


def _next_step(talk: TalkLine) -> str:
    if talk.next_step_done_on is not None:
        return _("Nächster Schritt: {step} – erledigt am {day}").format(
            step=talk.next_step, day=day(talk.next_step_done_on)
        )
    if talk.next_step_due is not None:
        return _("Nächster Schritt: {step} – bis {day}").format(
            step=talk.next_step, day=day(talk.next_step_due)
        )
    return _("Nächster Schritt: {step}").format(step=talk.next_step)
