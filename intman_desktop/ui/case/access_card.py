"""What do you have about me? The report to read, and the file to take along (L8, Art. 15 and 20)."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from intman_desktop.language import _
from intman_desktop.rules.requests import due_on
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.paper_kinds import ACCESS
from intman_desktop.services.rights.access_report import access_report
from intman_desktop.services.transfer.exporting import export_own
from intman_desktop.ui.case.only_german import OnlyGerman
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.case.withheld import withheld_words
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button, quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.confirm import Confirm, ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import QuietText, SmallText, Text
from intman_desktop.ui.parts.places import ask_where_to_save, where_saved
from intman_desktop.ui.parts.written_file import write_file
from intman_desktop.ui.wording import day
from intman_desktop.values.case_file import Request
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.codes import HeldReason, RequestKind
from intman_desktop.values.work_views import Paper


class AccessCard(Card):
    """Answers the person who asks what is held about her; ``show_paper(Paper)`` shows the report."""

    def __init__(self, frame: Frame, go: Go, show_paper: Callable[[Paper], object]) -> None:
        super().__init__(_("Auskunft"))
        self._frame, self._go = frame, go
        self._show_paper = show_paper
        self._sheet: CaseSheet | None = None
        self.add(
            QuietText(
                _(
                    "Fragt die Person, was über sie gespeichert ist: alles auf Papier zum Lesen, oder als "
                    "Datei zum Mitnehmen. Prüfen Sie vorher, dass sie es selbst ist und dass angefangene "
                    "Texte gespeichert oder verworfen sind. Was eine Notiz über andere Menschen sagt, gehört "
                    "nicht in die Auskunft: Schwärzen Sie es auf dem Ausdruck."
                )
            )
        )
        report = quiet_button(_("Auskunft zeigen und drucken"), self._report, icon="file-text")
        take_along = quiet_button(_("Als Datei mitgeben …"), self.ask_first, icon="save")
        self.add(Flow(report, take_along))
        self._only_german = OnlyGerman(ACCESS)
        self.add(self._only_german)
        self._withheld = Text()
        self.add(self._withheld)
        self._asked = SmallText()
        self.enter = link_button(_("Als beantwortet eintragen"), self._enter, icon="plus")
        self._made: RequestKind | None = None
        self._offer = Flow(self.enter)
        self.add(self._asked)
        self.add(self._offer)

    def show_sheet(self, sheet: CaseSheet) -> None:
        """Answer for this case; what was made before for another is forgotten."""
        if self._sheet is None or self._sheet.view.case_id != sheet.view.case_id:
            self._made = None
        self._sheet = sheet
        self._only_german.show_sheet(sheet)
        withheld = withheld_words(sheet.view.file.disclosures)
        self._withheld.setText(_said_before(withheld))
        self._withheld.setVisible(bool(withheld))
        self._follow()

    def _follow(self) -> None:
        """Say which request is open, or offer to enter that it is answered; the register offers new ones."""
        made, request = self._made, self._open_request()
        if made is not None:
            self._asked.setText(_("Ist es ausgehändigt? Dann tragen Sie die Anfrage als beantwortet ein."))
        elif request is not None:
            words = _("Anfrage vom {day}: Antwort spätestens am {due}.")
            self._asked.setText(words.format(day=day(request.received_on), due=day(due_on(request))))
        else:
            self._asked.setText("")
        self._asked.setVisible(bool(self._asked.text()))
        self._offer.setVisible(made is not None)

    def _open_request(self) -> Request | None:
        """Return the oldest open request for what was made, or for a report or a file."""
        kinds = (RequestKind.ACCESS, RequestKind.PORTABILITY) if self._made is None else (self._made,)
        requests = self._sheet.view.file.requests if self._sheet is not None else ()
        unanswered = (each for each in requests if each.kind in kinds and each.answered_on is None)
        return min(unanswered, key=lambda each: (each.received_on, each.id), default=None)

    def _enter(self) -> None:
        made, request = self._made, self._open_request()
        self._made = None
        details: dict[str, object] = {} if request is None else {"row_id": request.id}
        if made is not None:
            details |= {"kind": made.value, "answered": True}
        self._go("request", **details)

    def _was_made(self, kind: RequestKind) -> None:
        self._made = kind
        self._follow()

    def ask_first(self) -> Confirm:
        """Say what the file is before it is written."""
        return ask(
            self,
            _("Alle Daten als Datei mitgeben?"),
            _(
                "Die Datei enthält alles, was über diese Person gespeichert ist, auch Notizen und Scans. "
                "Sie ist nicht verschlüsselt: Geben Sie sie nur der Person selbst, und löschen Sie sie "
                "danach."
            ),
            _("Ort wählen …"),
            self._choose_file,
            harmless=True,
        )

    def _report(self) -> None:
        if self._sheet is not None:
            self._frame.do(
                access_report,
                self._sheet.view.case_id,
                self._sheet.opened_for,
                on_done=self._reported,
                owner=self,
            )

    def _reported(self, made: Paper) -> None:
        self._was_made(RequestKind.ACCESS)
        self._show_paper(made)

    def _choose_file(self) -> None:
        if self._sheet is None:
            return
        number = self._sheet.view.file.case.number
        name = _("Daten_{number}.zip").format(number=number)
        ask_where_to_save(self.window(), _("Daten zum Mitnehmen"), name, "Zip (*.zip)", self.save_file)

    def save_file(self, file: Path) -> None:
        """Write everything that is held to ``file``, in the case format with the scans."""
        if self._sheet is not None:
            self._frame.ask(
                _own_data,
                self._sheet.view.case_id,
                self._sheet.opened_for,
                on_done=lambda content: self._write(file, content),
                owner=self,
            )

    def _write(self, file: Path, content: bytes) -> None:
        def done(_nothing: object) -> None:
            self._was_made(RequestKind.PORTABILITY)
            self._frame.say(where_saved(file))

        self._frame.make(write_file, file, content, on_done=done, on_error=self._frame.warn, owner=self)


def _said_before(withheld: str) -> str:
    """Return what is left out, and that somebody is to be asked before such an answer goes out."""
    ask_first = _("Fragen Sie vor einer Auskunft ohne diese Angaben die oder den Datenschutzbeauftragten.")
    return f"{withheld} {ask_first}" if withheld else ""


def _own_data(desk: Desk, case_id: int, opened_for: HeldReason | None) -> bytes:
    target = BytesIO()
    export_own(desk, target, case_id, opened_for)
    return target.getvalue()
