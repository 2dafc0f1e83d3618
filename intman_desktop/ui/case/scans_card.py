"""The scans of a case: listed, added from a file, shown from memory, deleted for good (E2, I9)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from intman_desktop.jobs.worker import Job
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

_MARK_BYTES: Final = 8


class ScansCard(Card):
    """Shows the scans and takes new ones in; ``show_paper(Paper)`` shows one over the page.

    Each scan that is being taken in has a mark of its own, by chance: what is said of one, and waits for its
    file, never comes to the file of another. Under a hold no scan can be deleted, and the card says so before
    anybody tries (Rule L2).
    """

    def __init__(self, frame: Frame, go: Go, show_paper: Callable[[Paper], object]) -> None:
        super().__init__(_("Scans"))
        self._frame = frame
        self._show_paper = show_paper
        self._sheet: CaseSheet | None = None
        self._mark = ""
        self._aside: tuple[str, ScanContent] | None = None
        self._waiting: list[dict[str, Any]] = []
        self._saving: tuple[str, Job] | None = None
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
            self._aside, self._waiting = None, []
        self._sheet = sheet
        file = sheet.view.file
        self.add_scan.setVisible(sheet.view.usable)
        self._show_waiting()
        self._held.setVisible(file.case.hold_since is not None and bool(file.scans))
        empty(self._list)
        for scan in reversed(file.scans):
            self._list.addWidget(self._row(scan, file))
        if not file.scans:
            self._list.addWidget(QuietText(_nothing_yet()))

    def typed(self) -> list[dict[str, Any]]:
        """Return what is said of the scans that are being taken in, each without the file itself."""
        said = self._said()
        return [*self._waiting, *([said] if said is not None else [])]

    def being_saved(self) -> tuple[Job, list[dict[str, Any]]] | None:
        """Return what saves one of the scans that ``typed`` tells of, and what it tells of the others."""
        if self._saving is None or not self._frame.workers.vault.holds(self._saving[1]):
            return None
        mark, job = self._saving
        typed = self.typed()
        others = _without(mark, typed)
        return (job, others) if len(others) < len(typed) else None

    def set_aside(self) -> None:
        """Let what is said of the scans go, for a draft holds it; the file in the form stays at hand."""
        if self._said() is not None:
            paper = self.form.close_form()
            self._aside = (self._mark, paper) if paper is not None else None
        self._waiting = []
        self._show_waiting()

    def put_back(self, typed: Sequence[dict[str, Any]]) -> None:
        """Go on with what ``typed`` told of scans; each whose file is not at hand asks for that again."""
        for each in typed:
            self._bring_back(each)

    def choose_file(self) -> QFileDialog:
        """Ask for the file of a paper and return at once; where it lay is not remembered."""
        return self._ask_for_file(self.take_file)

    def take_file(self, file: Path) -> None:
        """Look into ``file`` and ask what it is."""
        self._frame.make(prepare_file, file, on_done=self._prepared, owner=self)

    def choose_again(self) -> QFileDialog:
        """Ask for the file of the scan that was begun last and waits for it."""
        return self._ask_for_file(self.take_again)

    def take_again(self, file: Path) -> None:
        """Look into ``file`` and go on with the scan that was begun last and waits for it."""
        found = partial(self._found_again, self._waiting[-1]) if self._waiting else self._prepared
        self._frame.make(prepare_file, file, on_done=found, owner=self)

    def _ask_for_file(self, take: Callable[[Path], object]) -> QFileDialog:
        kinds = _("Papiere (*.pdf *.jpg *.jpeg *.png)")
        return ask_for_file(self.window(), _("Scan hinzufügen"), take, kinds=kinds)

    def _prepared(self, paper: ScanContent) -> None:
        self._ask(paper, None)

    def _found_again(self, words: dict[str, Any], paper: ScanContent) -> None:
        """Ask about ``paper`` with the ``words`` that waited for it, if they still do."""
        waits = words in self._waiting
        self._waiting = _without(words["mark"], self._waiting)
        self._ask(paper, words if waits else None)

    def _ask(self, paper: ScanContent, words: dict[str, Any] | None) -> None:
        """Ask what ``paper`` is; what was typed of another in the form waits, and asks for its file again."""
        if self._sheet is None:
            return
        said = self._said()
        if said is not None:
            self._waiting.append(said)
        self.form.ask(paper, self._sheet)
        self._mark = words["mark"] if words is not None else secrets.token_hex(_MARK_BYTES)
        if words is not None:
            self.form.put_back(words)
        self._show_waiting()

    def _said(self) -> dict[str, Any] | None:
        """Return what is said in the form of its scan, with the mark of that, or None."""
        said = self.form.typed()
        return None if said is None else {**said, "mark": self._mark}

    def _bring_back(self, words: dict[str, Any]) -> None:
        if self._aside is not None and self._aside[0] == words["mark"]:
            paper, self._aside = self._aside[1], None
            self._ask(paper, words)
        else:
            self._waiting.append(words)
            self._show_waiting()

    def _keep(self, new: NewScan, paper: ScanContent) -> None:
        if self._sheet is None:
            return
        job = self._frame.do(
            attach_scan,
            self._sheet.view.case_id,
            new,
            paper,
            on_done=partial(self._kept, self._mark),
            owner=self,
            said=_(
                "Der Scan liegt verschlüsselt im Tresor. Die Datei, aus der er kam, ist noch da: "
                "Löschen Sie sie, wenn Sie sie nicht mehr brauchen."
            ),
        )
        self._saving = self._mark, job

    def _kept(self, mark: str, _scan: Scan) -> None:
        """Let go of all that is left of the scan with this ``mark``; another that was begun since stays."""
        if self._aside is not None and self._aside[0] == mark:
            self._aside = None
        self._waiting = _without(mark, self._waiting)
        self._show_waiting()
        if self._mark == mark:
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
        choose = quiet_button(_("Datei wählen …"), self.choose_again)
        column.addWidget(Flow(choose, link_button(_("Verwerfen"), self._discard_begun), gap=space(4)))
        line.hide()
        return line

    def _discard_begun(self) -> None:
        """Forget it; the line of notices can bring it back."""
        if self._waiting:
            left = self._waiting[-1]
            self._waiting = _without(left["mark"], self._waiting)
            self._show_waiting()
            words = _("Verworfen: was Sie hier begonnen hatten.")
            self._frame.say(words, partial(self._bring_back, left), _("Zurückholen"))

    def _show_waiting(self) -> None:
        usable = self._sheet is not None and self._sheet.view.usable
        self._begun.setVisible(usable and bool(self._waiting))

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
            self._frame.ask(
                show_scan,
                self._sheet.view.case_id,
                scan.id,
                self._sheet.opened_for,
                on_done=self._show_paper,
                owner=self,
                replaces="paper",
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


def _without(mark: str, scans: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what is said of all ``scans`` but the one with this ``mark``."""
    return [each for each in scans if each["mark"] != mark]


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
