"""The stages of the tour before and after the people: first start, settings, the invented office, results."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from PySide6.QtWidgets import QAbstractButton, QWidget

from intman_desktop.exchange.case_format import write_document
from intman_desktop.sample import invented_office
from intman_desktop.sample.office import LAST_DAY, the_office
from intman_desktop.services import paper_kinds, papers
from intman_desktop.services.access_report import access_report
from intman_desktop.services.cases import case_page, open_case
from intman_desktop.services.consents import withdraw_basic
from intman_desktop.services.desk import Desk
from intman_desktop.services.directory import services_list
from intman_desktop.services.disclosures import write_office_letter
from intman_desktop.services.erasure import erase_case
from intman_desktop.services.importing import import_cases
from intman_desktop.services.key_figures import sheet_pdf, sheet_xlsx
from intman_desktop.services.privacy_papers import privacy_papers
from intman_desktop.services.requests import record_request, write_request_letter
from intman_desktop.tour import people
from intman_desktop.tour.driver import Driver
from intman_desktop.tour.touring import Toured
from intman_desktop.ui.case import parts
from intman_desktop.ui.case.header import CaseHeader
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.parts.tab_row import TabRow
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.settings.page import settings_parts
from intman_desktop.ui.style import Look
from intman_desktop.values.case_file import Disclosure, Request
from intman_desktop.values.codes import IdentityCheck, RequestAnswer, RequestKind
from intman_desktop.values.disclosures import OfficeLetter
from intman_desktop.values.views import CaseChip, CaseFilter
from intman_desktop.values.work_views import Paper

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

YEARS = (2025, 2026)
SHOWN_CASE = "Đặng"
_FIELDS = (
    ("Verantwortlich", "controller"),
    ("Anschrift", "controller_address"),
    ("Datenschutzbeauftragte Person", "data_protection_officer"),
    ("Aufsichtsbehörde", "supervisory_authority"),
    ("Zwecke", "purposes"),
    ("Empfänger", "recipients"),
    ("Dauer der Speicherung", "storage_time"),
)


class Stages:
    """Goes through the program with a driver. Attributes: ``driver``, ``program``, ``folder``, ``say``."""

    def __init__(self, program: Toured, driver: Driver, folder: Path, say: Callable[[str], object]) -> None:
        self.program = program
        self.driver = driver
        self.folder = folder
        self.say = say

    def first_start(self, passphrase: str) -> None:
        """Create the store in three steps and keep the emergency sheet's paper (story 1)."""
        self.say("Erster Start: Beratungsstelle, Passphrase, Notfallblatt")
        driver, office = self.driver, the_office()
        self.picture("01-willkommen")
        driver.type_into("Träger", office.provider)
        driver.choose("Art des Trägers", "freier Träger")
        driver.type_into("Standort", office.office)
        driver.type_into("Ort", office.town)
        driver.type_into("Ihr Name", office.workers[0].name)
        driver.press("Weiter")
        driver.type_into("Passphrase", passphrase)
        driver.type_into("Noch einmal", passphrase)
        self.picture("02-passphrase")
        driver.press("Tresor anlegen")
        driver.wait_for(lambda: driver.has(PdfView, "Notfallblatt"), "the emergency sheet")
        self.picture("03-notfallblatt")
        target = self.folder / "papers" / "Notfallblatt.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        driver.find(PdfView, "Notfallblatt").save_to(target)
        driver.press("Das Notfallblatt ist gedruckt")
        driver.press("Fertig")
        driver.wait_for(lambda: driver.has(QAbstractButton, "Übersicht"), "the overview")
        self.picture("04-leere-uebersicht")

    def fill_settings(self) -> None:
        """Type what papers need into the settings (Rule E8)."""
        self.say("Einstellungen: was auf den Papieren stehen muss")
        driver, office = self.driver, the_office()
        self.open_page("settings")
        driver.press("Angaben zum Datenschutz")
        for label, name in _FIELDS:
            driver.type_into(label, str(getattr(office, name)))
        driver.press("Speichern")
        self.picture("05-einstellungen")

    def take_people_in(self) -> None:
        """Take three people in by typing and clicking; with the first one also talk, plan and goal."""
        for number, person in enumerate(people.NEWCOMERS, start=6):
            self.say(f"Neue Person: {person.given_name} {person.family_name}")
            people.take_in(self.driver, person)
            self.picture(f"{number:02}-aufgenommen")
            if person is people.NEWCOMERS[0]:
                people.assess_needs(self.driver)
                people.note_talk(self.driver)
                people.plan_with_goal(self.driver)
                self.picture("09-erstes-ziel")

    def bring_office_in(self) -> None:
        """Bring in the invented office with its 120 people and two full years."""
        self.say("Die erfundene Beratungsstelle: 120 Personen, zwei volle Jahre")
        codes = frozenset(service.code for service in self.ask(services_list))
        content = write_document(invented_office(services=codes))
        self.program.frame.do(import_cases, content)
        self.driver.settle()

    def end_and_erase(self) -> None:
        """Erase an ended case after a withdrawal, so that the sheet counts an erased one as well (K8, E4)."""
        self.say("Widerruf, und eine beendete Akte löschen")
        case_id = self.ask(case_page, CaseFilter(frozenset({CaseChip.ENDED}))).rows[0].case_id
        self.ask(withdraw_basic, case_id, LAST_DAY)
        for name in paper_kinds.BEFORE_ERASING:
            self.save(self.ask(papers.paper, name, case_id))
        record = self.ask(erase_case, case_id).value
        self.save(self.ask(papers.erasure_protocol, (record,)))
        self.program.frame.forget_undo()
        self.driver.settle()

    def take_pictures(self) -> None:
        """Picture every screen, light and dark, and with text twice as large."""
        self.say("Bilder aller Seiten, hell und dunkel")
        if self.driver.has(QAbstractButton, "Hinweis schließen"):
            self.driver.press("Hinweis schließen")
        case_id = self.shown_case()
        screens: list[tuple[str, str, dict[str, Any]]] = [
            ("10-uebersicht", "overview", {}),
            ("11-faelle", "cases", {}),
            ("12-fall", "case", {"case_id": case_id}),
            *((f"13-fall-{tab}", "case", {"case_id": case_id, "tab": tab}) for tab, _word in parts.tabs()),
            ("14-gespraech", "talk", {"case_id": case_id}),
            ("15-bedarf", "needs", {"case_id": case_id}),
            ("16-neue-person", "new_person", {}),
            ("17-fristen", "deadlines", {}),
            ("18-kennzahlen", "key_figures", {}),
            ("19-anlaufstellen", "services", {}),
            ("20-datenschutz", "privacy", {}),
            *((f"21-einstellungen-{part}", "settings", {"part": part}) for part, _word in settings_parts()),
            ("22-liste-uebernehmen", "list_import", {}),
            ("23-dubletten", "doubles", {}),
            ("24-zeitraum", "period", {"case_id": case_id}),
            ("25-journal", "journal", {}),
        ]
        # A change of look draws every page that is open anew: once for all screens, not once for each.
        for look, size, kind in (
            (Look.DARK, 1.0, "dark"),
            (Look.LIGHT, 1.0, "light"),
            (Look.LIGHT, 2.0, "200"),
        ):
            self.program.style.choose(look)
            self.program.style.enlarge(size)
            for name, page, where in screens:
                self.open_page(page, **where)
                if page == "case":
                    self.bring_up(TabRow if "tab" in where else CaseHeader)
                self.driver.picture(self.folder / "pictures" / kind / f"{name}.png")
        self.program.style.enlarge(1.0)

    def write_papers(self) -> None:
        """Write every paper of one case and the sheets of both years."""
        self.say("Papiere und Kennzahlenbogen")
        case_id = self.shown_case()
        told = self.ask(open_case, case_id).file.disclosures[0]
        letter = OfficeLetter("Stand des Antrags", "bitte teilen Sie mir mit, was noch fehlt.")
        entry = Disclosure(LAST_DAY, told.recipient, letter.subject)
        self.save(self.ask(write_office_letter, case_id, entry, letter).value)
        self.save(self.ask(access_report, case_id).value)
        asked = Request(
            RequestKind.ACCESS,
            LAST_DAY,
            identity=IdentityCheck.KNOWN,
            answered_on=LAST_DAY,
            answer=RequestAnswer.HANDED_OVER,
        )
        answered = self.ask(record_request, case_id, asked).value
        self.save(self.ask(write_request_letter, case_id, answered.id).value)
        for paper in (*self.ask(papers.papers_of, case_id), *self.ask(privacy_papers)):
            self.save(paper)
        for year in YEARS:
            (self.folder / "papers" / f"Kennzahlen_{year}.xlsx").write_bytes(self.ask(sheet_xlsx, year))
            (self.folder / "papers" / f"Kennzahlen_{year}.pdf").write_bytes(self.ask(sheet_pdf, year))

    def shown_case(self) -> int:
        """Return the case that pictures and papers show: one with plan, goals and a long name."""
        rows = self.ask(case_page, CaseFilter(text=SHOWN_CASE)).rows
        return int(rows[0].case_id)

    def open_page(self, name: str, **where: Any) -> None:
        """Open a page of the window and wait until it shows what it reads."""
        self.program.window.open_page(name, **where)
        self.driver.settle()

    def bring_up(self, kind: type[QWidget]) -> None:
        """Scroll the page that is shown until what is of ``kind`` stands at its top."""
        shown = self.program.window.page()
        sought = shown.findChild(kind) if shown is not None else None
        around = page_around(sought) if sought is not None else None
        if sought is not None and around is not None:
            around.bring_up(sought)
            self.driver.settle()

    def picture(self, name: str) -> None:
        """Picture the window in light and in dark."""
        for look, kind in ((Look.DARK, "dark"), (Look.LIGHT, "light")):
            self.program.style.choose(look)
            self.driver.picture(self.folder / "pictures" / kind / f"{name}.png")

    def save(self, paper: Paper) -> None:
        """Write a paper where the tour leaves its papers."""
        (self.folder / "papers" / paper.file_name).write_bytes(paper.content)

    def ask(self, verb: Callable[[Desk, *Ts], T], *arguments: *Ts) -> T:
        """Run a verb on the vault's worker, where the store lives, and wait for its result."""
        self.driver.stay_awake()
        found: list[T] = []
        self.program.frame.ask(verb, *arguments, on_done=found.append)
        self.driver.wait_for(lambda: bool(found), f"the result of {verb.__name__}")
        return found[0]
