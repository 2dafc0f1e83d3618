"""Erasing a case: what goes, what stays, the certificate first, and a button that says so (L2, L3, L5)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from intman_desktop.errors import Refused, Trouble
from intman_desktop.language import _, current_language, ngettext
from intman_desktop.rules.dates import add_months
from intman_desktop.rules.retention import CLOCK_FACTS
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.common.office import missing_for_papers
from intman_desktop.services.papers.paper_kinds import WITHDRAWAL_NOTICES
from intman_desktop.services.papers.paper_values import kind_label
from intman_desktop.services.rights.disclosures import record_recipients_told, withdrawal_notices
from intman_desktop.services.rights.holding import lift_hold
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.case.papers_first_card import PapersFirst, not_done
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import danger_button, link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.foot import Foot
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.privacy.clock_card import ask_about_clock
from intman_desktop.ui.privacy.names_elsewhere import NamesElsewhere
from intman_desktop.ui.wording import day, told
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import CaseState, DisclosureWay
from intman_desktop.values.ending_views import WITHDRAWN, ErasurePreview, ErasureRecord


class ErasurePanel(Panel):
    """The preview in the place of the tabs. Nothing is erased without two clicks, the safe one first.

    Both acts stay in sight below it, with what they mean.
    """

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._proof_years = 0
        self._missing: tuple[str, ...] = ()
        self._sheet: CaseSheet | None = None
        self._preview: ErasurePreview | None = None
        self._first = PapersFirst(self._show_before, self._tell, self._to_settings)
        self._goes = Card()
        self._stays = Card(_("Das bleibt"))
        self._names = NamesElsewhere(frame, self._other, self._look_again, self._go_to_safe)
        self._act = Card()
        self.reason = ChoiceField(empty="")
        self._form = Form()
        self._reason_row = self._form.row(_("&Grund der Beendigung"), self.reason)
        self.erase = danger_button("", self._ask, icon="trash-2")
        self.cancel = quiet_button(_("Nicht löschen"), self._give_up)
        self._words = Text()
        self._act.add(self._form)
        self._withdraw = link_button(_("Einwilligung widerrufen …"), lambda: go("withdraw"))
        self._reason_row.set_hint(
            _("Ein Widerruf der Einwilligung steht nicht in dieser Liste; er hat einen eigenen Weg.")
        )
        self._withdraw_line = Flow(self._withdraw)
        self._act.add(self._withdraw_line)
        self._hold = link_button(_("Löschsperre setzen …"), lambda: go("hold"))
        self._lift = link_button(_("Löschsperre aufheben …"), self._ask_to_lift)
        self.keep_in_sight(Foot(self.cancel, self.erase, self._hold, self._lift, told=self._words))
        for widget in (self._first, self._names, Columns([self._goes, self._stays]), self._act):
            self.column.addWidget(widget)

    def begin(self, **details: Any) -> None:
        """Start without a reason."""
        super().begin(**details)
        self.reason.set_code("")
        self._reason_row.set_fault("")

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Look at what would go and what would stay."""
        self._sheet = sheet
        for card, title in (
            (self._first, _("Vorher drucken")),
            (self._goes, _("Das wird gelöscht")),
            (self._act, _("Endgültig löschen")),
        ):
            card.set_title(self.with_name(title, sheet))
        self.reason.set_choices([pair for pair in sheet.reasons if pair[0] != WITHDRAWN])
        ended = sheet.view.file.case.state is CaseState.ENDED
        self._act.setVisible(not ended)
        self._proof_years = sheet.consent_proof_years
        self.frame.ask(missing_for_papers, on_done=self._know_missing, owner=self, replaces="lacking")
        self.frame.ask(
            look_before_erasing, sheet.view.case_id, on_done=self._show, owner=self, replaces="erasure"
        )

    def unsaved(self) -> dict[str, Any] | None:
        """Return the reason as it is chosen or typed, where one is asked for."""
        reason = "" if self._act.isHidden() else self.reason.draft()
        return {"details": self.details, "reason": reason} if reason else None

    def restore(self, values: dict[str, Any]) -> None:
        """Show the reason again."""
        self.details = values["details"]
        self.reason.set_draft(values["reason"])

    def first_field(self) -> QWidget:
        """Return the safe button."""
        return self.cancel

    def _give_up(self) -> None:
        """Go back to the talks; the line of notices can bring the reason back."""
        typed = self.unsaved()
        self.reason.set_code("")
        self.go("talks")
        if typed is not None:
            self.given_up.emit(_("Verworfen: was Sie hier begonnen hatten."), typed)

    def _know_missing(self, names: tuple[str, ...]) -> None:
        self._missing = names
        self._first.show_lacking(names)

    def _to_settings(self, name: str) -> None:
        self.frame.open_page("settings", field=name, back={"case_id": self.case_id, "tab": "erasure"})

    def _show_before(self, name: str) -> None:
        if name == WITHDRAWAL_NOTICES:
            self.frame.ask(
                withdrawal_notices,
                self.case_id,
                self.opened_for,
                on_done=self.paper_made.emit,
                owner=self,
                replaces="paper",
            )
        else:
            self.show_paper(name)

    def _tell(self) -> None:
        self.frame.do(
            record_recipients_told,
            self.case_id,
            DisclosureWay.PHONE,
            self.opened_for,
            owner=self,
            said=_("Im Verzeichnis der Weitergaben steht, dass der Widerruf mitgeteilt ist."),
        )

    def _show(self, preview: ErasurePreview) -> None:
        self._preview = preview
        if self._sheet is not None:
            self._first.show_preview(preview, self._sheet)
        self._goes.clear()
        self._goes.add(Text(_("Die Akte {number} mit Name und allen Angaben.").format(number=preview.number)))
        for kind, count in preview.removed:
            self._goes.add(Text(f"{kind_label(kind, current_language())}: {count}"))
        self._goes.add(QuietText(_("Auch aus der Suche, aus angefangenen Texten und aus „Rückgängig“.")))
        self._show_what_stays(preview)
        self._names.show_previews([preview])
        text = _("Akte {number} endgültig löschen").format(number=preview.number)
        self.erase.setText(text)
        self.erase.setAccessibleName(text)
        held = bool(preview.hold_reason)
        self.erase.setEnabled(not held)
        self._hold.setVisible(not held)
        self._lift.setVisible(held)
        self._words.setText(
            _("Die Akte hat eine Löschsperre ({reason}) und kann nicht gelöscht werden.").format(
                reason=preview.hold_reason
            )
            if held
            else _("Das lässt sich nicht zurücknehmen.")
            if preview.state is CaseState.ENDED
            else _("Die Akte wird heute beendet und gelöscht. Das lässt sich nicht zurücknehmen.")
        )

    def _show_what_stays(self, preview: ErasurePreview) -> None:
        card = self._stays
        card.clear()
        if preview.years:
            years = ", ".join(str(year) for year in preview.years)
            card.add(Text(_("Die Kennzahlen ({years}), ohne Person.").format(years=years)))
        else:
            card.add(Text(_("In den Kennzahlen bleibt nichts zurück.")))
        card.add(Text(_("Ein Eintrag, dass und warum an diesem Tag eine Akte gelöscht wurde.")))
        if preview.joint_talks:
            count = preview.joint_talks
            card.add(
                Text(
                    ngettext(
                        "{count} gemeinsames Gespräch bleibt bei den anderen, ohne diese Person.",
                        "{count} gemeinsame Gespräche bleiben bei den anderen, ohne diese Person.",
                        count,
                    ).format(count=count)
                )
            )
        card.add(
            QuietText(
                _(
                    "Nicht erreichbar sind Papier, ausgegebene Dateien und Sicherungen an anderen Orten. "
                    "Wird eine ältere Sicherung wiederhergestellt oder ein beiseitegelegter Tresor geöffnet, "
                    "löscht das Programm die Akte dort wieder, wenn es die Liste der Löschungen findet."
                )
            )
        )
        if self._proof_years:
            until = add_months(self.frame.today(), 12 * self._proof_years)
            card.add(
                Text(
                    _(
                        "Die unterschriebene Einwilligung auf Papier bleibt als Nachweis bis {until}; danach "
                        "vernichten Sie sie."
                    ).format(until=day(until))
                )
            )

    def _go_to_safe(self) -> None:
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_again(self) -> None:
        if self._sheet is not None:
            self.show_sheet(self._sheet)

    def _ask_to_lift(self) -> None:
        ask(
            self,
            _("Löschsperre aufheben?"),
            _("Die Akte steht dann wieder in Liste, Suche und Fristen und kann gelöscht werden."),
            _("Aufheben"),
            self._lift_hold,
        )

    def _lift_hold(self) -> None:
        self.frame.do(lift_hold, self.case_id, owner=self, said=_("Die Löschsperre ist aufgehoben."))

    def _other(self, case_id: int, tab: str) -> None:
        self.frame.open_page("case", case_id=case_id, tab=tab)

    def _ask(self) -> None:
        if not understood(self._act):
            return
        if self._preview is None or self._sheet is None:
            return
        ended = self._preview.state is CaseState.ENDED
        self._reason_row.set_fault(
            "" if ended or self.reason.code() else _("Bitte wählen Sie, warum der Fall endet.")
        )
        if not ended and not self.reason.code():
            self._reason_row.go_in()
            return
        gone = _("Name, Angaben, Gespräche, Plan und Nachweise sind danach fort. Die Zahlen bleiben.")
        view = self._sheet.view
        name = self.frame.curtain.name(view.name, view.case_id)
        question = _("Die Akte {number} ({name}) endgültig löschen?")
        ask(
            self,
            question.format(number=self._preview.number, name=name),
            f"{not_done(self._preview, cannot=bool(self._missing))}\n\n{gone}".strip(),
            _("Endgültig löschen"),
            self._erase,
            safe_text=_("Nicht löschen"),
        )

    def _erase(self) -> None:
        if self._preview is None:
            return
        reason = "" if self._preview.state is CaseState.ENDED else self.reason.code()
        self.erase.setEnabled(False)
        self.frame.do(
            erase_case,
            self._preview.case_id,
            reason,
            on_done=self._done,
            on_error=self._failed,
            owner=self,
        )

    def _done(self, record: ErasureRecord) -> None:
        self.frame.forget_undo()
        self.erased.emit(record)

    def _failed(self, trouble: Trouble) -> None:
        self.erase.setEnabled(True)
        if isinstance(trouble, Refused) and trouble.code in CLOCK_FACTS:
            self._words.setText(told(trouble))
            ask_about_clock(self, self.frame, self._erase)
        else:
            self.frame.warn(trouble)
