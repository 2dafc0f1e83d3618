"""The scans of a case: listed, added from a file, shown from memory, deleted for good (E2, I9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from intman_desktop.language import _
from intman_desktop.services.casework.scans import attach_scan, delete_scan, prepare_file, show_scan
from intman_desktop.services.common.wording import shown
from intman_desktop.ui.case.declarations import declaration_name
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.scan_form import ScanForm, measure
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.closed_box import ClosedBox
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.places import ask_for_file
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import CaseFile, Scan
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.scans import NewScan, ScanContent
from intman_desktop.values.work_views import Paper


class ScansCard(Card):
    """Shows the scans and takes new ones in; ``show_paper(Paper)`` shows one over the page.

    Under a hold no scan can be deleted, and the card says so before anybody tries (Rule L2).
    """

    def __init__(self, frame: Frame, go: Go, show_paper: Callable[[Paper], object]) -> None:
        super().__init__(_("Scans"))
        self._frame = frame
        self._show_paper = show_paper
        self._sheet: CaseSheet | None = None
        self._aside: ScanContent | None = None
        self._left: dict[str, Any] | None = None
        self.add_scan = quiet_button(_("Scan hinzufügen …"), self.choose_file, icon="plus")
        self.add_act(self.add_scan)
        self.form = ScanForm(self._keep)
        self.add(self.form)
        self._begun = self._begun_line()
        self.add(self._begun)
        self._held = ClosedBox(_held(), _("Zur Löschsperre"), lambda: go("erasure"))
        self.add(self._held)
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        self.body.addLayout(self._list)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Show the scans of the case as it stands now; a form that is open stays."""
        if self._sheet is not None and self._sheet.view.case_id != sheet.view.case_id:
            self.form.close_form()
            self._aside = self._left = None
        self._sheet = sheet
        file = sheet.view.file
        usable = sheet.view.usable
        self.add_scan.setVisible(usable)
        self._begun.setVisible(usable and self._left is not None)
        self._held.setVisible(file.case.hold_since is not None and bool(file.scans))
        empty(self._list)
        for scan in reversed(file.scans):
            self._list.addWidget(self._row(scan, file))
        if not file.scans:
            self._list.addWidget(QuietText(_nothing_yet()))

    def typed(self) -> dict[str, Any] | None:
        """Return what is said of a scan that is being taken in, without the file itself."""
        return self.form.typed() or self._left

    def set_aside(self) -> None:
        """Let what is said of a scan go, for its draft holds it; its file stays at hand."""
        if self.form.typed() is not None:
            self._aside = self.form.close_form()
        self._leave_begun()

    def put_back(self, typed: dict[str, Any]) -> None:
        """Go on with a scan as ``typed`` told of it; without the file that is asked for again."""
        self._left = typed
        if self._aside is not None:
            self._prepared(self._aside)
        else:
            self._begun.setVisible(self.add_scan.isVisibleTo(self))

    def choose_file(self) -> QFileDialog:
        """Ask for the file of a paper and return at once; where it lay is not remembered."""
        kinds = _("Papiere (*.pdf *.jpg *.jpeg *.png)")
        return ask_for_file(self.window(), _("Scan hinzufügen"), self.take_file, kinds=kinds)

    def take_file(self, file: Path) -> None:
        """Look into ``file`` and ask what it is."""
        self._frame.make(prepare_file, file, on_done=self._prepared, owner=self)

    def _prepared(self, paper: ScanContent) -> None:
        if self._sheet is None:
            return
        self.form.ask(paper, self._sheet)
        if self._left is not None:
            self.form.put_back(self._left)
        self._leave_begun()
        self._aside = None

    def _keep(self, new: NewScan, paper: ScanContent) -> None:
        if self._sheet is None:
            return
        self._frame.do(
            attach_scan,
            self._sheet.view.case_id,
            new,
            paper,
            on_done=self._kept,
            owner=self,
            said=_(
                "Der Scan liegt verschlüsselt im Tresor. Die Datei, aus der er kam, ist noch da: "
                "Löschen Sie sie, wenn Sie sie nicht mehr brauchen."
            ),
        )

    def _kept(self, _scan: Scan) -> None:
        self.form.close_form()
        self.add_scan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begun_line(self) -> QWidget:
        """Return the line that asks for the file of a scan again: no draft holds the paper itself."""
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1))
        column.addWidget(
            Text(
                _(
                    "Hier war ein Scan angefangen. Wählen Sie seine Datei noch einmal; was Sie dazu "
                    "angegeben haben, steht dann wieder da."
                )
            )
        )
        choose = quiet_button(_("Datei wählen …"), self.choose_file)
        column.addWidget(Flow(choose, link_button(_("Verwerfen"), self._discard_begun), gap=space(4)))
        line.hide()
        return line

    def _discard_begun(self) -> None:
        """Forget it; the line of notices can bring it back."""
        left = self._left
        self._leave_begun()
        if left is not None:
            words = _("Verworfen: was Sie hier begonnen hatten.")
            self._frame.say(words, partial(self.put_back, left), _("Zurückholen"))

    def _leave_begun(self) -> None:
        self._left = None
        self._begun.hide()

    def _row(self, scan: Scan, file: CaseFile) -> QWidget:
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = title_of(scan)
        column.addWidget(Text(title))
        column.addWidget(SmallText(" · ".join(_details(scan, file))))
        show = quiet_button(_("Zeigen"), partial(self._open, scan), icon="file-text")
        show.setAccessibleName(_("Scan {title} zeigen").format(title=title))
        remove = link_button(_("Löschen …"), partial(self._ask_to_delete, scan))
        remove.setAccessibleName(_("Scan {title} löschen").format(title=title))
        if file.case.hold_since is not None:
            remove.setEnabled(False)
            for button in (show, remove):
                button.setAccessibleDescription(_held())
            remove.setToolTip(_held())
        return Columns([words, Flow(show, remove, gap=space(4))], [3, 3], letters=70)

    def _open(self, scan: Scan) -> None:
        if self._sheet is not None:
            case_id = self._sheet.view.case_id
            self._frame.ask(
                show_scan, case_id, scan.id, on_done=self._show_paper, owner=self, replaces="paper"
            )

    def _ask_to_delete(self, scan: Scan) -> Confirm:
        return ask(
            self,
            _("Scan „{title}“ löschen?").format(title=title_of(scan)),
            _(
                "Der Scan ist dann weg, ohne Rückgängig. Er steckt noch in Sicherungen, die vorher gemacht "
                "wurden. Das Blatt im Ordner bleibt, wie es ist."
            ),
            _("Scan endgültig löschen"),
            partial(self._delete, scan),
        )

    def _delete(self, scan: Scan) -> None:
        if self._sheet is not None:
            case_id = self._sheet.view.case_id
            self._frame.do(delete_scan, case_id, scan.id, owner=self, said=_("Der Scan ist gelöscht."))


def _held() -> str:
    return _("Solange die Löschsperre gilt, lässt sich kein Scan löschen.")


def title_of(scan: Scan) -> str:
    """Return what a scan is called: its designation, else what it is."""
    return scan.designation or shown(scan.what)


def _details(scan: Scan, file: CaseFile) -> list[str]:
    details = [shown(scan.what)] if scan.designation else []
    if scan.consent is not None:
        consent = file.consents[scan.consent]
        details.append(_("Nachweis: {consent}").format(consent=declaration_name(consent)))
    if scan.kind is not None:
        details.append(_("enthält: {kind}").format(kind=shown(scan.kind)))
    return [*details, day(scan.added_on), measure(scan.media_type, scan.size)]


def _nothing_yet() -> str:
    return _(
        "Noch kein Scan. Unterschriebene Blätter und Nachweise können Sie als PDF oder Bild aufnehmen; "
        "sie liegen dann verschlüsselt im Tresor."
    )
