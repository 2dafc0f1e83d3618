"""The tab "Protokoll": what was done with the case and when, in verbs (L6)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.language import _, pgettext
from intman_desktop.services.case_sheet import journal_of
from intman_desktop.ui.case.panel import Go, Panel
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import moment
from intman_desktop.values.case_views import CaseSheet, JournalLine

_AT_ONCE = 30


class JournalPanel(Panel):
    """The entries of the journal that belong to the case, the newest first."""

    def __init__(self, frame: Frame, go: Go) -> None:
        super().__init__(frame, go)
        self._shown = _AT_ONCE
        self._lines: Sequence[JournalLine] = ()
        self.column.addWidget(
            QuietText(
                _(
                    "Wer wann was getan hat. Das Protokoll enthält keine Inhalte; nach dem Löschen des Falls "
                    "führt nichts mehr von ihm zur Person."
                )
            )
        )
        self._card = Card()
        self._list = QVBoxLayout()
        self._list.setSpacing(space(1))
        self._card.body.addLayout(self._list)
        self.column.addWidget(self._card)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Read the journal of the case."""
        self.frame.ask(
            journal_of, sheet.view.case_id, on_done=self._show, owner=self, replaces="case journal"
        )

    def _show(self, lines: Sequence[JournalLine]) -> None:
        self._lines = lines
        empty(self._list)
        for line in lines[: self._shown]:
            self._list.addWidget(Text(f"{moment(line.at)}   {verb_words(line.verb)}"))
        if not lines:
            self._list.addWidget(
                QuietText(
                    _(
                        "Noch kein Eintrag. Bei einer übernommenen Akte beginnt das Protokoll mit der "
                        "ersten Arbeit hier."
                    )
                )
            )
        if len(lines) > self._shown:
            self._list.addWidget(Flow(quiet_button(_("Ältere Einträge zeigen"), self._show_all)))

    def _show_all(self) -> None:
        self._shown = len(self._lines)
        self._show(self._lines)


def verb_words(verb: str) -> str:
    """Return a verb of the journal in words; one of another version of the program as it is."""
    return {
        "agreement_recorded": _("Beratungsvereinbarung eingetragen"),
        "answers_saved": _("Angaben gespeichert"),
        "basic_withdrawn": _("Einwilligung in die Beratung widerrufen"),
        "block_reason_saved": _("„Nicht erhoben, weil …“ eingetragen"),
        "case_ended": _("Fall beendet"),
        "case_exported": _("Fall ausgegeben"),
        "case_held": _("Löschsperre gesetzt"),
        "hold_lifted": _("Löschsperre aufgehoben"),
        "case_listed": _("In einer Liste ausgegeben"),
        "case_opened": _("Fall angelegt"),
        "case_rest": _("Fall ruht"),
        "case_resume": _("Fall fortgesetzt"),
        "client_saved": _("Angaben zur Person gespeichert"),
        "consent_recorded": _("Einwilligung eingetragen"),
        "consent_withdrawn": pgettext("journal", "Einwilligung widerrufen"),
        "disclosure_recorded": _("Weitergabe eingetragen"),
        "extension_recorded": _("Verlängerung entschieden"),
        "note_redacted": _("Namen in einer Notiz geschwärzt"),
        "goal_changed": _("Stand eines Ziels geändert"),
        "goal_removed": _("Ziel entfernt"),
        "goal_saved": _("Ziel gespeichert"),
        "held_case_opened": _("Gesperrten Fall geöffnet"),
        "hold_review_moved": _("Löschsperre: nächster Blick verschoben"),
        "household_linked": _("Mit der Akte einer oder eines Angehörigen verbunden"),
        "household_saved": _("Haushalt gespeichert"),
        "letter_made": _("Schreiben gemacht"),
        "paper_printed": _("Mit mehreren Fällen gedruckt"),
        "reviews_set": _("Nächste Überprüfung gesetzt"),
        "doubles_decided": _("Über eine mögliche Dublette entschieden"),
        "household_unlinked": _("Verbindung zu einer anderen Akte gelöst"),
        "needs_saved": _("Bedarfserhebung gespeichert"),
        "no_goal_saved": _("„Noch kein Ziel, weil …“ eingetragen"),
        "notice_recorded": _("Datenschutzerklärung als erklärt eingetragen"),
        "plan_begun": _("Integrationsplan begonnen"),
        "plan_closed": _("Integrationsplan geschlossen"),
        "plan_handed_out": _("Integrationsplan ausgehändigt"),
        "plan_missing_explained": _("„Plan fehlt, weil …“ eingetragen"),
        "plan_reopened": _("Integrationsplan wieder geöffnet"),
        "plan_written": _("Integrationsplan gespeichert"),
        "plan_signed": _("Unterschriften unter dem Plan eingetragen"),
        "referral_outcome_saved": _("Ergebnis einer Vermittlung eingetragen"),
        "scan_added": _("Scan aufgenommen"),
        "scan_deleted": _("Scan gelöscht"),
        "review_moved": _("Überprüfung verschoben"),
        "start_changed": _("Beginn des Beratungszeitraums geändert"),
        "start_followed": _("Beginn des Beratungszeitraums übernommen"),
        "step_moved": _("Nächsten Schritt verschoben"),
        "step_settled": _("Nächsten Schritt erledigt"),
        "taken_back": _("Letzte Änderung zurückgenommen"),
        "talk_changed": _("Gespräch geändert"),
        "talk_noted": _("Gespräch notiert"),
        "talk_removed": _("Gespräch entfernt"),
    }.get(verb, verb)
