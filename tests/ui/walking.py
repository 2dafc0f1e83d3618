"""A walk through everything the window can show: each page in each of its states, covers and dialogs.

What exists is taken from the program itself – its pages, the parts of a case, the parts of the settings,
the steps of a page, the blocks of a plan, every kind of widget –, so that nothing new is walked past.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from intman_desktop import ui
from intman_desktop.app import Program
from intman_desktop.exchange.case_format import write_document
from intman_desktop.services.across.key_figures import sheet_view
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.common.wording import shown
from intman_desktop.services.keeping.keyring import add_substitute, read_keyring
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.papers import papers
from intman_desktop.ui.bring_in import bring_in
from intman_desktop.ui.case import parts
from intman_desktop.ui.case.referral_line import ReferralRow
from intman_desktop.ui.case.scans_card import ScansCard
from intman_desktop.ui.case.standing import Standing
from intman_desktop.ui.cases.act_card import NotPossibleCard
from intman_desktop.ui.cases.acts_bar import END, LETTER, PRINT, REVIEW
from intman_desktop.ui.closing import ClosingCard
from intman_desktop.ui.crash import CrashDialog
from intman_desktop.ui.deadlines.words import DONE
from intman_desktop.ui.keys import PLACES
from intman_desktop.ui.list_import.shell import COLUMNS, ROWS, TAKE
from intman_desktop.ui.needs.other_value import OtherValue
from intman_desktop.ui.new_person.step_consents import ConsentsStep
from intman_desktop.ui.new_person.step_earlier import EarlierStep
from intman_desktop.ui.news import show_news
from intman_desktop.ui.pages import PAGES
from intman_desktop.ui.paper_view import PaperView
from intman_desktop.ui.plan.plan_panel import PlanPanel
from intman_desktop.ui.plan.review import ReviewCard
from intman_desktop.ui.settings.keys_part import KeysPart
from intman_desktop.ui.settings.lists_part import ListsPart
from intman_desktop.ui.settings.phrases_part import PhrasesPart
from intman_desktop.ui.settings.texts_part import TextsPart
from intman_desktop.ui.talk.person_part import PersonPart
from intman_desktop.ui.unlock.damaged_card import DamagedCard
from intman_desktop.ui.unlock.first_start import FirstStart
from intman_desktop.ui.unlock.new_passphrase import NewPassphrase
from intman_desktop.ui.unlock.other_card import OtherCard
from intman_desktop.ui.unlock.preview_card import PreviewCard
from intman_desktop.ui.unlock.step_office import OfficeStep
from intman_desktop.ui.unlock.unlock_card import UnlockCard
from intman_desktop.ui.unlock.waiting_card import WaitingCard
from intman_desktop.values.backup_views import (
    LostSince,
    PlaceNow,
    PlaceState,
    RestorePreview,
    StoreAside,
    UpkeepView,
)
from intman_desktop.values.codes import (
    Block,
    ConsentDecision,
    DisclosureGround,
    DisclosureWay,
    RequestAnswer,
    YesNoUnknown,
)
from intman_desktop.values.document import Document
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.keyring import OldBackup, OldBackups
from intman_desktop.values.views import NotPossible
from intman_desktop.vault.troubles import DiskFull
from tests.builders import a_case_file
from tests.papers_scanned import a_picture
from tests.ui.forms_typed import show_step
from tests.ui.hands import Hands, only, part_of, timer_of
from tests.ui.list_import.test_list_import import a_list
from tests.ui.walked_store import BARE, DOUBLE, ENDED, HELD, MARKED, PLANLESS, RESTING, RICH

Stop: TypeAlias = tuple[str, QWidget]
Stops: TypeAlias = Iterator[Stop]
# What wraps is measured again when its width is known: a layout settles after a few rounds.
ROUNDS = 5


class Walk:
    """Goes through the screens of ``program``. Attributes: ``seen``, the kinds of widgets met so far."""

    def __init__(self, program: Program, qtbot: QtBot, folder: Path) -> None:
        self.program = program
        self.hands = Hands(qtbot, program)
        self.folder = folder
        self.seen: set[type] = set()
        # every event would go through its eye, and nobody is idle here
        program.idle.end()
        # what it finds out would be read in anew by a page that is made to show something rare
        assert program.keeping is not None
        program.keeping.upkeep.end()

    def stops(self) -> Stops:
        """Yield every screen by its name: the pages, what lies over them, what is there while locked."""
        for name in PAGES:
            for told, root in self._ways()[name](name):
                yield f"{name} {told}".strip(), self.look_at(root)
            self.program.window.top_bar.help_wanted.emit()
            for told, root in self._open_dialog(f"help on {name}"):
                yield told, self.look_at(root)
            # one page at a time: a change of look has to draw all that are there
            self._drop()
        for way in (self._frame, self._dialogs, self._kept, self._covers):
            for told, root in way():
                yield told, self.look_at(root)

    def empty_stops(self) -> Stops:
        """Yield the places of the program as they are before the first case."""
        for name in ("doubles", "list_import", "new_person", "talk", *PLACES):
            yield f"{name} before the first case", self.look_at(self.page(name))
            self._drop()

    def look_at(self, root: QWidget) -> QWidget:
        """Let ``root`` settle and remember which kinds of widgets it shows."""
        self.settle()
        for each in (root, *root.findChildren(QWidget)):
            if each.isVisible():
                self.seen |= set(type(each).__mro__)
        return root

    def settle(self) -> None:
        """Wait until nothing is under way and the layouts are at rest."""
        self.hands.settle()
        for _round in range(ROUNDS):
            QApplication.processEvents()

    def page(self, name: str, **where: Any) -> Any:
        """Open a page and let it settle."""
        page = self.program.window.open_page(name, **where)
        self.settle()
        return page

    def _drop(self) -> None:
        self.program.window.drop_pages()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _ways(self) -> dict[str, Callable[[str], Stops]]:
        """Return how each page is walked; ``stops`` fails on a page of the program that is not here."""
        return {
            "overview": self._plain,
            "cases": self._case_list,
            "doubles": self._plain,
            "case": self._case,
            "talk": self._talk,
            "needs": self._of_the_case,
            "period": self._period,
            "new_person": self._new_person,
            "list_import": self._list_import,
            "deadlines": self._deadlines,
            "key_figures": self._key_figures,
            "services": self._services,
            "privacy": self._privacy,
            "journal": self._journal,
            "settings": self._settings,
        }

    def _journal(self, name: str) -> Stops:
        page = self.page(name)
        yield "", page
        page.filters.number.setText("W-99")
        yield "no such case", page

    def _plain(self, name: str) -> Stops:
        yield "", self.page(name)

    def _of_the_case(self, name: str) -> Stops:
        yield "", self.page(name, case_id=RICH)

    def _case_list(self, name: str) -> Stops:
        page = self.page(name)
        page.more.click()
        yield "narrowed", page
        page.table.mark([RICH, DOUBLE])
        yield "marked", page
        for act in (REVIEW, LETTER, PRINT, END):
            page.acts.wanted.emit(act)
            yield act, page
            page.act.left.emit()
        fact = Explanation("case_is_ended", {"ended_on": date(2026, 10, 1)})
        page.acts.wanted.emit(END)
        page.act.settled.emit([NotPossible(ENDED, "W-4", "Ende, Enno", fact)])
        yield "not possible", page
        only(page, NotPossibleCard).left.emit()
        page.narrow.setText("niemand heißt so")
        yield "nothing found", page

    def _case(self, name: str) -> Stops:
        for part in parts.PANELS:
            page = self.page(name, case_id=RICH, tab=part)
            yield part, page
            yield from {
                "plan": self._plan,
                "person": self._person,
                "talks": self._talks,
                "papers": self._papers,
                "passing_on": self._passing_on,
                "request": self._request,
                "rectify": self._rectify,
            }.get(part, _no_more)(page)
        for case_id, told in ((BARE, "without consent"), (ENDED, "ended"), (HELD, "held")):
            yield told, self.page(name, case_id=case_id)
        standing = only(self.page(name, case_id=ENDED), Standing)
        standing._ask_to_take_back(self.hands.asked(open_case, ENDED).file)
        yield from self._open_dialog("before an ending is taken back")
        yield "without plan", self.page(name, case_id=PLANLESS)
        yield "something to take out", self.page(name, case_id=MARKED, tab="consents")

    def _plan(self, page: Any) -> Stops:
        (panel,) = page.findChildren(PlanPanel)
        for block in panel.blocks.findChildren(QAbstractButton):
            block.click()
            yield f"plan {block.text()}", page
        panel.blocks.button(Block.COURSE).click()
        panel.pane.content.begin.begin()
        yield "plan another first day", page
        panel.pane.content.begin.leave()
        panel.blocks.button(Block.GOALS).click()
        panel.pane.content.add.emit("language")
        yield "plan new goal", page
        panel.pane.content.left.emit()
        panel.review()
        yield "plan review", page
        while isinstance(panel.pane.content, ReviewCard):
            panel.pane.content.save()
            self.settle()
        yield "plan reviewed", page

    def _person(self, page: Any) -> Stops:
        only(only(part_of(page, "person").field("housing"), OtherValue), QPushButton).click()
        yield "an earlier value being mended", page

    def _talks(self, page: Any) -> Stops:
        for row in page.findChildren(ReferralRow):
            row.open_fields()
        yield "outcome of a referral", page

    def _passing_on(self, page: Any) -> Stops:
        form = part_of(page, "passing_on").form
        self.hands.into(form.recipient, "Jugendamt")
        self.hands.into(form.way, shown(DisclosureWay.LETTER))
        self.hands.into(form.ground, shown(DisclosureGround.CHILD_WELFARE))
        yield "letter by law", page

    def _request(self, page: Any) -> Stops:
        form = part_of(page, "request").form
        form.extends.setChecked(True)
        self.hands.into(form.answer, shown(RequestAnswer.REFUSED))
        yield "refused request", page

    def _rectify(self, page: Any) -> Stops:
        panel = part_of(page, "rectify")
        self.settle()
        panel.field.set_code("birth_date")
        panel.field.chosen.emit("birth_date")
        self.settle()
        yield "corrected value", page

    def _papers(self, page: Any) -> Stops:
        (scans,) = page.findChildren(ScansCard)
        picture = self.folder / "blatt.jpg"
        picture.write_bytes(a_picture((1000, 1400)))
        scans.take_file(picture)
        self.hands.qtbot.waitUntil(scans.form.isVisible, timeout=20_000)
        yield "new scan", page
        only(page, PaperView).show_paper(self.hands.asked(papers.emergency_sheet, "ABCD-EFGH-IJKL"))
        yield "paper shown", page
        only(page, PaperView).close_paper()

    def _talk(self, name: str) -> Stops:
        yield "with nobody", self.page(name)
        self._drop()
        yield "with two", self.page(name, case_id=RICH, together=(DOUBLE,))
        self._drop()
        page = self.page(name, case_id=PLANLESS)
        (part,) = page.findChildren(PersonPart)
        part.new_service.offer("Haus am Markt")
        part.new_service.offer_button.click()
        yield "with a new service", page
        self.hands.into(page.sheet.head.topic.focusProxy() or page.sheet.head.topic, "1")
        page.save()
        self.settle()
        yield "after it", page
        yield "another one wanted", self.page(name)
        self._drop()
        page = self.page(name, case_id=RESTING)
        page.sheet.manner.interpretation.set_code("professional")
        page.sheet.manner.changed.emit()
        (part,) = page.findChildren(PersonPart)
        self.hands.into(part.referrals.line(), "Jobcenter")
        self.settle()
        yield "with an interpreter", page
        self.hands.into(page.sheet.head.topic.focusProxy() or page.sheet.head.topic, "1")
        page.save()
        self.settle()
        yield "of one whose case rests", page

    def _period(self, name: str) -> Stops:
        for part in ("extend", "start", "correct"):
            yield part, self.page(name, case_id=RICH, part=part)

    def _new_person(self, name: str) -> Stops:
        page = self.page(name)
        for at, step in enumerate(page.steps):
            show_step(page, at)
            yield f"step {at + 1}", page
            if isinstance(step, ConsentsStep):
                step.questions[0].choice.choose(ConsentDecision.GIVEN)
                yield "consents with their proof", page
            if isinstance(step, EarlierStep):
                step.answers[YesNoUnknown.YES].setChecked(True)
                yield "an office before", page
        yield "brief", self.page(name, brief=True)
        self._drop()
        child = self.hands.asked(open_case, RICH).file.household[0].id
        yield "child grown up", self.page(name, of_case=RICH, member=child)

    def _list_import(self, name: str) -> Stops:
        page = self.page(name)
        page.file.progress.begin("Die Liste wird gelesen …")
        timer_of(page.file.progress).timeout.emit()
        yield "file", page
        page.read_file(a_list(self.folder))
        self.settle()
        for at in (COLUMNS, ROWS, TAKE):
            page.go_on()
            yield f"step {at + 1}", page
        text = self.folder / "liste.csv"
        text.write_bytes("Name;Vorname;Ort;Bedarf\nGrößling;Jörg;Ulm;Wohnung\n".encode("mac_roman"))
        page.read_file(text)
        self.settle()
        for _step in (ROWS, COLUMNS):
            page.go_back()
        yield "columns of a text", page
        page.go_on()
        self.settle()
        acts = page.rows.row.findChildren(QPushButton)
        next(each for each in acts if each.property("part") == "link").click()
        self.settle()
        yield "row with a long cell", page

    def _deadlines(self, name: str) -> Stops:
        page = self.page(name)
        page.table.setCurrentIndex(page.table.rows.index(0, 0))
        yield "", page
        page.spans.choose(DONE)
        page.refresh()
        yield "settled", page

    def _key_figures(self, name: str) -> Stops:
        page = self.page(name)
        yield "", page
        year = self.program.frame.today().year
        cell = self.hands.asked(sheet_view, year).groups[0].total
        yield "behind", self.page(name, year=year, figure=cell.figure, cell=cell.cell)
        yield "contacts", self.page(name, year=year, contacts=True)

    def _privacy(self, name: str) -> Stops:
        page = self.page(name)
        yield "", page
        due = self.hands.asked(privacy_view).due
        gone = replace(due[0], case_id=99_999, number="W-99", name="Fort, Frieda")
        page._erase_several([*due, gone])
        self.settle()
        yield "several before they are erased", page
        page.several.clock.show_doubt(
            Explanation("clock_went_back", {"today": date(2026, 11, 20), "last_saved": date(2026, 11, 22)})
        )
        yield "on a wrong clock", page
        page.several._begin_erasing()
        self.settle()
        page.paper.close_paper()
        yield "several erased", page

    def _services(self, name: str) -> Stops:
        page = self.page(name)
        page.table.setCurrentIndex(page.table.rows.index(0, 0))
        yield "", page

    def _settings(self, name: str) -> Stops:
        page = self.page(name)
        for key, part in page.parts.items():
            page.show_part(key)
            yield key, page
            if isinstance(part, PhrasesPart):
                part.add.click()
                yield "phrases, a new one", page
            if isinstance(part, TextsPart):
                part.fields.rows["title"].field.setText("{")  # type: ignore[attr-defined]
                part.state.begin.click()
                self.settle()
                part.saving.show()
                yield "texts, an edited one", page
            if isinstance(part, ListsPart):
                part.add.click()
                yield "lists, an own entry", page
            if isinstance(part, KeysPart):
                yield from self._keys(page, part)

    def _keys(self, page: Any, part: KeysPart) -> Stops:
        for name in ("Lena Lang-Musterfrau", "Max Muster"):
            self.program.frame.do(add_substitute, name, "fünf zufällige wörter")
        self.settle()
        part.ways.add_way.click()
        self.hands.into(part.substitute.new.first, " kurz")
        yield "keys, a new substitute", page
        part.substitute.new.first.clear()  # else one is asked first
        part.substitute.new.proposal.click()
        yield "keys, words proposed to her", page
        part.substitute.leave()
        leaving = self.hands.asked(read_keyring).ways[1]
        acts = part.ways.findChildren(QPushButton)
        next(each for each in acts if each.accessibleDescription() == leaving.name).click()
        yield "keys, before one is taken away", page
        part.ways.removal_chosen.emit(leaving, False)
        self.settle()
        part.renewal.progress.begin("Der Schlüssel wird erneuert …", lambda: None)
        timer_of(part.renewal.progress).timeout.emit()
        part.sheet.show_paper(self.hands.asked(papers.emergency_sheet, "ABCD-EFGH-IJKL"))
        self.settle()
        old = OldBackup(
            self.folder / "stick" / "sicherung.imb", None, (leaving.name, "früheres Notfallblatt")
        )
        part.old_backups.show_found(OldBackups((old,), (str(self.folder / "weg"),)))
        part.set_new.show()
        part.change.hide()
        yield "keys, much to do", page

    # Over the pages

    def _frame(self) -> Stops:
        window = self.program.window
        self.page("overview")
        window.practice_bar.show()
        window.notices.say("Gespeichert", lambda: None, "Rückgängig")
        yield "frame while practising", window
        window.practice_bar.hide()
        self.program.frame.do(change_office, {"controller": "", "purposes": ""})
        yield "overview, papers lack something", self.page("overview")
        erasing = {"case_id": RICH, "tab": "erasure"}
        yield "erasing, papers lack something", self.page("case", **erasing)
        yield "settings, papers lack something", self.page("settings", back=erasing)
        self.program.frame.do(change_office, {"controller": "Landkreis Musterland", "purposes": "Beratung"})
        self.settle()
        yield "settings, the notice says something else", self.page("settings")

    def _dialogs(self) -> Stops:
        program, window = self.program, self.program.window
        show_news(program.frame, window)
        yield from self._open_dialog("news")
        page = self.page("cases")
        page.which_columns.click()
        yield from self._open_dialog("columns")
        page.lists.ask_extras()
        yield from self._open_dialog("list out")
        faulty = self.folder / "faulty.json"
        faulty.write_bytes(write_document(Document(cases=(a_case_file(consents=()),))))
        bring_in(program.frame, page, faulty)
        yield from self._open_dialog("findings")
        moved = self.folder / "moved.json"
        moved.write_bytes(write_document(Document(cases=(a_case_file(),), from_office="IM Beispielstadt")))
        bring_in(program.frame, page, moved)
        yield from self._open_dialog("own consents")
        page = self.page("doubles")
        number = page.pairs[0].one.number
        next(each for each in page.findChildren(QPushButton) if number in each.text()).click()
        yield from self._open_dialog("question")
        CrashDialog(window, "AB12", "intman_desktop.ui: line 1\n" * 30).show()
        yield from self._open_dialog("crash")

    def _open_dialog(self, name: str) -> Stops:
        self.settle()
        (dialog,) = [each for each in self.program.window.findChildren(QDialog) if each.isVisible()]
        yield name, dialog
        dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _kept(self) -> Stops:
        """Yield what is told of backups when not all is well."""
        page = self.page("overview")
        page.aside.show_aside((StoreAside(self.folder / "vault-beiseite", date(2026, 10, 1), outdated=True),))
        fault = Explanation("rehearsal_damaged")
        view = UpkeepView(rehearsal_fault=fault, verified_on=date(2026, 11, 2), verify_faults=2)
        page.backup.kept.show_view(view, backed_up=True)
        yield "overview after a bad day", page
        page = self.page("settings", part="backup")
        newest, there = datetime(2026, 11, 19, 12, tzinfo=UTC), PlaceState.THERE
        places = (
            PlaceNow("/media/erika/STICK/Sicherungen", there, True, True, 3, newest, 1),
            PlaceNow("/mnt/freigabe", there, count=12, newest=newest),
            PlaceNow("/mnt/neu", there, changed=True),
            PlaceNow("/mnt/weg", PlaceState.AWAY, newest=newest),
            PlaceNow("/mnt/anderer", PlaceState.OTHER),
        )
        page.parts["backup"].add_to_places(Path("/mnt"))
        page.parts["backup"].bound["backup_places"].put(tuple(each.path for each in places))
        page.parts["backup"].show_now((), places)
        yield "settings with places of all kinds", page
        page.discard.click()
        self._drop()

    def _covers(self) -> Stops:
        program, entrance = self.program, self.program.entrance
        sheet = self.hands.asked(papers.emergency_sheet, "ABCD-EFGH-IJKL")
        program.window.lock_wanted.emit()
        self.settle()
        (card,) = program.window.findChildren(UnlockCard)
        yield "locked", program.window
        self.hands.qtbot.waitUntil(card.as_substitute.isVisible, timeout=20_000)
        card.as_substitute.click()
        yield "locked, a substitute", program.window
        card.switch.click()
        card.code.check()
        yield "locked, a code with faults", program.window
        waiting = WaitingCard("Der Tresor ist gesperrt.")
        program.window.cover(waiting)
        waiting.card.show()
        yield "a folder that does not answer", program.window
        entrance.choose()
        yield "other store", program.window
        (other,) = program.window.findChildren(OtherCard)
        other.mending_wanted.emit()
        (damaged,) = program.window.findChildren(DamagedCard)
        yield "damaged store", program.window
        damaged.show_report(["Gerettet: 5 Fälle.", "Gespräche: 17 von 20 gelesen."])
        yield "mended store", program.window
        made_at = datetime(2026, 11, 19, 12, tzinfo=UTC)
        file = self.folder / "intman-sicherung-2026-11-19-120000.imb"
        lost = LostSince(2, 14, 3, 61)
        preview = RestorePreview(
            file,
            self.folder / "vault",
            made_at,
            "1",
            87,
            87,
            1240,
            312,
            2,
            1,
            3,
            places_missing=("/mnt",),
            places_damaged=("/media/stick",),
            store_there=True,
            lost=lost,
        )
        program.window.cover(PreviewCard(preview))
        yield "before a restore", program.window
        closing = ClosingCard(lambda: None, lambda: None)
        program.window.cover(closing)
        yield "closing", program.window
        closing.show_failures((f"/mnt: {DiskFull().sentence()}",))
        yield "closing, not all backed up", program.window
        entrance.welcome(may_go_back=True)
        (start,) = program.window.findChildren(FirstStart)
        yield "first start 1", program.window
        only(start, OfficeStep).done.emit()
        yield "first start 2", program.window
        (words,) = start.findChildren(NewPassphrase)
        words.proposal.click()
        yield "first start 2, words proposed", program.window
        start.show_sheet(sheet.content, sheet.title, sheet.file_name)
        yield "first start 3", program.window


def _no_more(_page: Any) -> Stops:
    return iter(())


def kinds_of_widgets() -> set[type]:
    """Return every kind of widget the program defines for its screens."""
    for found in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        import_module(found.name)

    def below(kind: type) -> set[type]:
        kinds, heirs = {kind}, list[type](kind.__subclasses__())
        for heir in heirs:
            kinds |= below(heir)
        return kinds

    return {kind for kind in below(QWidget) if kind.__module__.startswith(f"{ui.__name__}.")}
