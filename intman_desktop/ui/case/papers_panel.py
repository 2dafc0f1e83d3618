"""The tab "Papiere und Scans": papers, scans, and what the person may ask for (E8, I9, C11, L8)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.drafts import open_drafts
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.papers.paper_kinds import FOR_THE_PERSON, INTEGRATION_PLAN, OF_A_CASE
from intman_desktop.services.papers.papers import choices, hand_out_plan, issued_plan
from intman_desktop.ui.case.access_card import AccessCard
from intman_desktop.ui.case.corrections_card import CorrectionsCard
from intman_desktop.ui.case.only_german import OnlyGerman
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.case.requests_card import RequestsCard
from intman_desktop.ui.case.scans_card import ScansCard
from intman_desktop.ui.draft_texts import Saving
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.plan.handing_out import before_keeping
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import DisclosureWay
from intman_desktop.values.draft_views import Draft
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.work_views import Paper, PaperChoice


class PapersPanel(Panel):
    """The papers of the case in the order of the chain; they are made anew each time. Below, the scans."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._sheet: CaseSheet | None = None
        self._wanted = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self._card = Card(_("Papiere"))
        self._only_german = OnlyGerman(*(name for name in OF_A_CASE if name in FOR_THE_PERSON))
        self._card.add(self._only_german)
        self._card.body.addLayout(self._list)
        self._versions = Card(_("Ausgehändigte Fassungen"))
        self.column.addWidget(self._card)
        self.column.addWidget(self._versions)
        self.scans = ScansCard(frame, go, self._shown)
        self.column.addWidget(self.scans)
        self.requests = RequestsCard(frame, go, self._shown)
        self.access = AccessCard(frame, go, self._shown)
        self.corrections = CorrectionsCard(go)
        for card in (self.requests, self.access, self.corrections):
            self.column.addWidget(card)

    def begin(self, **details: object) -> None:
        """Start afresh; ``paper`` names a paper that is shown at once."""
        super().begin(**details)
        self.scans.set_aside()
        self._wanted = str(details.get("paper") or "")

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Ask which papers there are."""
        self._sheet = sheet
        self._only_german.show_sheet(sheet)
        self._show_versions(sheet)
        self.scans.show_sheet(sheet)
        for card in (self.requests, self.access, self.corrections):
            card.show_sheet(sheet)
        self.frame.ask(choices, sheet.view.case_id, on_done=self._show, owner=self, replaces="case papers")
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.show_paper(wanted)

    def unsaved(self) -> dict[str, Any] | None:
        """Return what is said of the scans that are being taken in."""
        return _told(self.details, self.scans.typed())

    def saving(self) -> Saving | None:
        """Return what saves one of them: nothing of it is left then, and all of the others."""
        saved = self.scans.being_saved()
        if saved is None:
            return None
        left = _told(self.details, saved[1])
        return Saving(saved[0], lambda: left)

    def restore(self, values: dict[str, Any]) -> None:
        """Go on with those scans."""
        self.scans.put_back(values["scans"])

    def _show(self, offered: Sequence[PaperChoice]) -> None:
        empty(self._list)
        lacking = next((each.hindrance for each in offered if _lacks_office_data(each)), None)
        if lacking is not None:
            self._list.addWidget(self._lacking_line(lacking))
        for choice in offered:
            self._list.addWidget(self._row(choice))
        if self._usable():
            self._list.addWidget(self._letter_row())

    def _lacking_line(self, lacking: Explanation) -> QWidget:
        """Return the line that names what keeps every paper from being printed (Rule E8)."""
        fields = lacking.values["office_fields"]
        first = str(fields[0]) if isinstance(fields, tuple) else ""
        settings = link_button(_("Angaben in den Einstellungen ergänzen"), partial(self._settings, first))
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(QuietText(sentence(lacking)))
        column.addWidget(Flow(settings))
        return line

    def _row(self, choice: PaperChoice) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(choice.title))
        if choice.hindrance is not None and not _lacks_office_data(choice):
            column.addWidget(SmallText(sentence(choice.hindrance)))
        show = quiet_button(_("Zeigen und drucken"), lambda: self.show_paper(choice.name), icon="file-text")
        show.setAccessibleName(_("{paper} zeigen und drucken").format(paper=choice.title))
        show.setEnabled(choice.hindrance is None)
        if choice.hindrance is not None:
            show.setAccessibleDescription(sentence(choice.hindrance))
        acts = Flow(show)
        if choice.name == INTEGRATION_PLAN and choice.hindrance is None and self._usable():
            hand = quiet_button(_("Aushändigen"), self._hand_out, icon="handshake")
            hand.setToolTip(_("Diese Fassung wird festgehalten, wie sie heute ist."))
            acts.add(hand)
        return Columns([words, acts], [3, 3], letters=70)

    def _letter_row(self) -> QWidget:
        write = quiet_button(
            _("Schreiben …"),
            lambda: self.go("passing_on", way=DisclosureWay.LETTER, back="papers"),
            icon="pencil",
        )
        write.setAccessibleName(_("Schreiben an eine Stelle beginnen"))
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Text(_("Schreiben an eine Stelle")))
        column.addWidget(
            SmallText(_("Geht nur mit einer Einwilligung für diese Stelle oder einem Rechtsgrund."))
        )
        return Columns([words, Flow(write)], [3, 3], letters=70)

    def _show_versions(self, sheet: CaseSheet) -> None:
        versions, held = sheet.view.plan.versions, sheet.opened_for is not None
        self._versions.clear()
        self._versions.setVisible(bool(versions))
        self._versions.add(QuietText(_("So, wie sie der Person gegeben wurden.")))
        if held:
            why = _(
                "Solange die Löschsperre gilt, ist darin nichts geschwärzt; deshalb sind sie geschlossen."
            )
            self._versions.add(QuietText(why))
        for version in reversed(versions):
            text = _("Fassung {number} vom {day}").format(number=version.number, day=day(version.issued_on))
            act = link_button(text, partial(self._open_version, version.number))
            act.setEnabled(not held)
            self._versions.add(act)

    def _usable(self) -> bool:
        view = self._sheet.view if self._sheet is not None else None
        return view is not None and view.usable

    def _open_version(self, number: int) -> None:
        if self._sheet is not None:
            case_id = self._sheet.view.case_id
            self.frame.ask(issued_plan, case_id, number, on_done=self._shown, owner=self, replaces="paper")

    def _hand_out(self) -> None:
        """Hand the plan out from here, or from its own tab where something typed is not in it yet (I9)."""
        plan = self.beside.get("plan")
        if plan is not None and plan.unsaved() is not None:
            self.go("plan", hand_out=True)
        elif self._sheet is not None:
            hear = partial(self._hand_out_beside, self._sheet.view.case_id)
            self.frame.ask(open_drafts, on_done=hear, owner=self, replaces="what rests of the plan")

    def _hand_out_beside(self, case_id: int, drafts: Sequence[Draft]) -> None:
        """Hand the plan of ``case_id`` out, first of all showing there what of it rests in ``drafts``."""
        if self._sheet is None or self._sheet.view.case_id != case_id or not self.isVisible():
            return
        resting = next((each for each in drafts if _is_of_plan(each, case_id)), None)
        if resting is None:
            before_keeping(self, self._sheet.view.plan, self._keep_version)
            return
        self.frame.resume(resting)
        self.go("plan", hand_out=True)

    def _keep_version(self) -> None:
        if self._sheet is not None:
            self.frame.do(
                hand_out_plan,
                self._sheet.view.case_id,
                on_done=self._shown,
                owner=self,
                said=_("Die Fassung ist festgehalten."),
            )

    def _shown(self, made: Paper) -> None:
        self.paper_made.emit(made)

    def _settings(self, field: str) -> None:
        if self._sheet is not None:
            back = {"case_id": self._sheet.view.case_id, "tab": "papers"}
            self.frame.open_page("settings", field=field, back=back)


def _is_of_plan(draft: Draft, case_id: int) -> bool:
    """Return whether ``draft`` was typed in the plan of ``case_id``, and belongs into it once it is begun."""
    if (draft.form, draft.case_id) != ("case", case_id):
        return False
    unsaved = json.loads(draft.content)["values"]
    return unsaved["part"] == "plan" and "begins" not in unsaved["values"]


def _told(details: dict[str, Any], scans: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what is said of ``scans`` as a part tells it, None where nothing is."""
    return {"details": details, "scans": scans} if scans else None


def _lacks_office_data(choice: PaperChoice) -> bool:
    return choice.hindrance is not None and choice.hindrance.code == "office_data_missing"
