"""What is asked when a paper is taken in as a scan: what it is, whose evidence, which data (E2, E3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.case.declarations import declaration_name
from intman_desktop.ui.keys import SAVE
from intman_desktop.ui.parts.buttons import primary_button, quiet_button
from intman_desktop.ui.parts.doubts import understood
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import SmallText, thin_line
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import ScanKind, SpecialKind
from intman_desktop.values.scans import LONGEST_DESIGNATION, PDF, NewScan, ScanContent

Keep = Callable[[NewScan, ScanContent], object]


class ScanForm(QWidget):
    """Hidden until ``ask``; ``keep(new, paper)`` is called with what was said of the paper."""

    def __init__(self, keep: Keep) -> None:
        super().__init__()
        self._keep = keep
        self._paper: ScanContent | None = None
        self._clean: dict[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(3))
        self._chosen = SmallText()
        column.addWidget(self._chosen)
        self._form = Form()
        self.what = ChoiceField([(each.value, shown(each)) for each in ScanKind], empty=None)
        self.designation = TextField(longest=LONGEST_DESIGNATION)
        self.consent = ChoiceField(empty=_("zu keiner"))
        self.kind = ChoiceField(empty=_("keine"))
        self._form.row(_("&Was ist es?"), self.what)
        self._form.row(
            _("&Bezeichnung"), self.designation, _("Woran Sie es wiederfinden, zum Beispiel „Zeugnis B1“.")
        )
        self._of_consent = self._form.row(
            _("Gehört zur &Einwilligung"), self.consent, _("Dann gilt der Scan als ihr Nachweis.")
        )
        self._of_kind = self._form.row(
            _("Be&sonders geschützte Angaben"),
            self.kind,
            _("Wird diese Einwilligung widerrufen, wird der Scan mit gelöscht."),
        )
        column.addWidget(self._form)
        self.take = primary_button(_("Scan aufnehmen"), self._send, SAVE)
        self.leave = quiet_button(_("Abbrechen"), self.close_form)
        column.addWidget(Flow(self.take, self.leave))
        column.addWidget(thin_line())
        self.hide()

    def ask(self, paper: ScanContent, sheet: CaseSheet) -> None:
        """Ask what ``paper`` is, for a case as it stands now."""
        self._paper = paper
        what = measure(paper.media_type, len(paper.content))
        self._chosen.setText(_("Ausgewählt: {what}").format(what=what))
        consents = [
            (str(each.id), f"{declaration_name(each)} · {day(each.decided_on)}")
            for each in sheet.view.file.consents
        ]
        self.what.set_code(ScanKind.SIGNED_CONSENT.value if consents else ScanKind.OTHER.value)
        self.designation.clear()
        self.consent.set_choices(consents)
        self.consent.set_code("")
        needs = sheet.view.open_needs
        open_kinds = [(each.value, shown(each)) for each in SpecialKind if each.value in needs]
        self.kind.set_choices(open_kinds)
        self.kind.set_code("")
        self._form.show_row(self._of_consent, bool(consents))
        self._form.show_row(self._of_kind, bool(open_kinds))
        self._clean = self._values()
        self.show()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> dict[str, Any] | None:
        """Return what is said of the paper, None where that is what is proposed; the paper is not in it."""
        values = self._values()
        return None if self.isHidden() or values == self._clean else values

    def put_back(self, typed: dict[str, Any]) -> None:
        """Show what ``typed`` returned of the paper that is asked about."""
        self.what.set_draft(typed["what"])
        self.designation.setText(typed["designation"])
        self.consent.set_draft(typed["consent"])
        self.kind.set_draft(typed["kind"])

    def close_form(self) -> ScanContent | None:
        """Hide the form and return the paper, which it holds no more."""
        paper, self._paper = self._paper, None
        self.hide()
        return paper

    def _values(self) -> dict[str, Any]:
        return {
            "what": self.what.draft(),
            "designation": self.designation.text(),
            "consent": self.consent.draft(),
            "kind": self.kind.draft(),
        }

    def _send(self) -> None:
        if self._paper is None or not understood(self):
            return
        kind = self.kind.code()
        new = NewScan(
            ScanKind(self.what.code()),
            self.designation.value(),
            SpecialKind(kind) if kind else None,
            int(self.consent.code() or 0),
        )
        self._keep(new, self._paper)


def measure(media_type: str, size: int) -> str:
    """Return what a scan is and how large, as "PDF, 340 kB"."""
    kind = "PDF" if media_type == PDF else _("Bild")
    if size < 1 << 20:
        return _("{kind}, {size} kB").format(kind=kind, size=max(1, size >> 10))
    megabytes = f"{size / (1 << 20):.1f}"
    return _("{kind}, {size} MB").format(kind=kind, size=megabytes)
