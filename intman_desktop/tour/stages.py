"""The stages of the tour before and after the people: first start, settings, the invented office, results."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple

from PySide6.QtWidgets import QAbstractButton, QWidget

from intman_desktop.exchange.case_format import write_document
from intman_desktop.sample import invented_office
from intman_desktop.sample.office import the_office
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.directory import services_list
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.tour import people
from intman_desktop.tour.driver import Driver
from intman_desktop.tour.screens import Screen, Shown, screens
from intman_desktop.tour.touring import PictureSet, Toured
from intman_desktop.ui.parts.scroll_page import page_around
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.style import Look
from intman_desktop.values.views import CaseChip, CaseColumn, CaseFilter
from intman_desktop.values.work_views import Paper

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
Ts = TypeVarTuple("Ts")

SHOWN_CASE = "Đặng"
LONG_NAME = "Musterlang"
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
    """Goes through the program with a driver. Attributes: ``driver``, ``program``, ``folder``, ``say``,
    ``sets`` (the sets of pictures that are taken).
    """

    def __init__(
        self,
        program: Toured,
        driver: Driver,
        folder: Path,
        say: Callable[[str], object],
        sets: Sequence[PictureSet],
    ) -> None:
        self.sets = sets
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
        """Type what papers need into the settings (Rule E8), and under what sign the invented cases stand."""
        self.say("Einstellungen: was auf den Papieren stehen muss")
        driver, office = self.driver, the_office()
        self.open_page("settings")
        for label, value in (
            ("Straße und Hausnummer", office.street),
            ("Postleitzahl", office.postal_code),
            ("Telefon", office.phone),
            ("E-Mail", office.email),
        ):
            driver.type_into(label, value)
        driver.press("Wer hier berät")
        driver.type_into("Kürzel", office.workers[0].code)
        driver.type_into("Vertretung", office.workers[0].substitute)
        driver.press("Angaben zum Datenschutz")
        for label, name in _FIELDS:
            driver.type_into(label, str(getattr(office, name)))
        driver.press("Speichern")
        self.picture("05-einstellungen")
        self.forget_pages()

    def take_people_in(self) -> None:
        """Take three people in by typing and clicking; with the first one also talk, plan and goal."""
        for number, person in enumerate(people.NEWCOMERS, start=6):
            self.say(f"Neue Person: {person.given_name} {person.family_name}")
            first = person is people.NEWCOMERS[0]
            people.take_in(self.driver, person, *([self.picture] if first else []))
            self.picture(f"{number:02}-aufgenommen")
            if first:
                people.assess_needs(self.driver)
                people.note_talk(self.driver)
                people.plan_with_goal(self.driver)
                self.picture("09-erstes-ziel")
            self.forget_pages()

    def bring_office_in(self) -> None:
        """Bring in the invented office with its 120 people and two full years."""
        self.say("Die erfundene Beratungsstelle: 120 Personen, zwei volle Jahre")
        codes = frozenset(service.code for service in self.ask(services_list))
        content = write_document(invented_office(services=codes))
        self.program.frame.do(import_cases, content)
        self.driver.settle()

    def take_pictures(self) -> None:
        """Picture every screen, light and dark, and with text twice as large."""
        self.say("Bilder aller Seiten, hell und dunkel")
        if self.driver.has(QAbstractButton, "Hinweis schließen"):
            self.driver.press("Hinweis schließen")
        # A change of look draws every page that is open anew: once for all screens, not once for each.
        every = screens(self.shown_cases())
        for look, size, kind in self.sets:
            self._dress(look, size)
            for screen in every:
                self.take_picture(screen, kind)
        self._dress(Look.LIGHT, 1.0)

    def take_picture(self, screen: Screen, kind: str) -> None:
        """Open a screen, do there what comes first, picture it, and leave it as it was found."""
        self.open_page(screen.page, **screen.where)
        if screen.first is not None:
            screen.first(self)
            self.driver.settle()
        if screen.top is not None:
            self.bring_up(screen.top)
        self.driver.picture(self.folder / "pictures" / kind / f"{screen.name}.png")
        if screen.first is not None:
            self.program.window.close_dialogs()
            self.program.window.top_bar.search.forget()
        if screen.left:
            self.forget_pages()

    def forget_pages(self) -> None:
        """Let every page be made anew: nothing that was begun stays, and no change of look draws it."""
        self.program.window.drop_pages()
        self.driver.settle()

    def _dress(self, look: Look, size: float) -> None:
        self.program.style.choose(look)
        self.program.style.enlarge(size)

    def shown_case(self) -> int:
        """Return the case that pictures and papers show: one with plan, goals and a long name."""
        rows = self.ask(case_page, CaseFilter(text=SHOWN_CASE)).rows
        return int(rows[0].case_id)

    def shown_cases(self) -> Shown:
        """Return the cases that the pictures show."""

        def first(text: str = "", chip: CaseChip | None = None) -> int:
            chips = frozenset({chip}) if chip is not None else frozenset[CaseChip]()
            return int(self.ask(case_page, CaseFilter(chips, text)).rows[0].case_id)

        held = self.ask(privacy_view).holds[0].case_id
        soonest = CaseFilter(frozenset({CaseChip.ACTIVE}), "", CaseColumn.LAST_DAY)
        return Shown(
            case=self.shown_case(),
            taken_in=first(people.NEWCOMERS[0].family_name),
            ended=first(chip=CaseChip.ENDED),
            resting=first(chip=CaseChip.DORMANT),
            held=held,
            to_review=first(chip=CaseChip.REVIEW_DUE),
            over=int(self.ask(case_page, soonest).rows[0].case_id),
            long_name=first(LONG_NAME),
        )

    def open_page(self, name: str, **where: Any) -> None:
        """Open a page of the window and wait until it shows what it reads."""
        self.program.window.open_page(name, **where)
        self.driver.settle()

    def seen(self, kind: type[W]) -> W:
        """Return the first part of the page of ``kind`` that is seen, or the page itself."""
        page = self.program.window.page()
        found = [] if page is None else [page, *page.findChildren(kind)]
        return next(each for each in found if isinstance(each, kind) and each.isVisible())

    def bring_up(self, kind: type[QWidget]) -> None:
        """Scroll the page that is shown until what is of ``kind`` stands at its top."""
        sought = self.seen(kind)
        around = page_around(sought)
        if around is not None:
            around.bring_up(sought)
            self.driver.settle()

    def picture(self, name: str) -> None:
        """Picture the window in light, in dark, and with text twice as large."""
        for look, size, kind in self.sets:
            self._dress(look, size)
            self.driver.picture(self.folder / "pictures" / kind / f"{name}.png")
        self._dress(Look.LIGHT, 1.0)

    def aside(self, file_name: str, content: bytes) -> Path:
        """Write a file for the program to read where the tour leaves nothing behind; return it."""
        file = self.aside_folder("Dateien") / file_name
        file.write_bytes(content)
        return file

    def aside_folder(self, name: str) -> Path:
        """Return a folder where the tour leaves nothing behind."""
        folder = Path(os.environ["INTMAN_HOME"]) / name
        folder.mkdir(exist_ok=True)
        return folder

    def save(self, paper: Paper) -> None:
        """Write a paper where the tour leaves its papers."""
        self.keep(paper.file_name, paper.content)

    def keep(self, file_name: str, content: bytes) -> None:
        """Write ``content`` where the tour leaves its papers."""
        (self.folder / "papers" / file_name).write_bytes(content)

    def ask(self, verb: Callable[[Desk, *Ts], T], *arguments: *Ts) -> T:
        """Run a verb on the vault's worker, where the store lives, and wait for its result."""
        self.driver.stay_awake()
        found: list[T] = []
        self.program.frame.ask(verb, *arguments, on_done=found.append)
        self.driver.wait_for(lambda: bool(found), f"the result of {verb.__name__}")
        return found[0]
