"""What is done on a page before its picture is taken: forms opened, people marked, lists brought in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from intman_desktop.exchange.case_format import write_document
from intman_desktop.sample import invented_office
from intman_desktop.ui.bring_in import bring_in
from intman_desktop.ui.cases.mark_table import MarkTable
from intman_desktop.ui.cases.page import CasesPage
from intman_desktop.ui.crash import CrashDialog
from intman_desktop.ui.deadlines.page import DeadlinesPage
from intman_desktop.ui.deadlines.words import DONE
from intman_desktop.ui.key_figures.figure_line import FigureLine
from intman_desktop.ui.list_import.page import ListImportPage
from intman_desktop.ui.news import show_news
from intman_desktop.ui.pdf_view import PdfView
from intman_desktop.ui.plan.block_list import BlockList
from intman_desktop.values.codes import Block
from intman_desktop.values.document import Document

if TYPE_CHECKING:
    from intman_desktop.tour.stages import Stages

_HEAD = ("Name", "Vorname", "Geburtsdatum", "Staat", "Einwilligung am", "Abgelegt", "Telefon")
_LIST = (
    ("Musterşahin", "Gülşen", "01.01.1990", "türkisch", "04.03.2025", "Ordner 2025", "0152 0000 501"),
    ("Al-Beispiel", "محمد", "12.7.1988", "syrisch", "02.04.2025", "Ordner 2025", "0152 0000 502"),
    ("Probezghi", "Luam", "ca. 1990", "eritreisch", "", "", ""),
    ("Musterab", "Yonas", "31.02.1994", "eritreisch", "06.05.2025", "Ordner 2025", "+49 152 0000 503"),
    ("Đặng Muster", "Văn Ân", "1979", "vietnamesisch", "03.06.2025", "Ordner 2025", ""),
    ("@Musterklammer", "Erfunden", "05.05.2001", "gambisch", "09.09.2025", "Ordner 2025", ""),
)
"""An old list as offices have them: names of many scripts, doubtful births, empty cells, a double."""
_ROWS = 2
_LOG = "intman_desktop.ui.case.page: KeyError\n  in CasePage._show, line 1\n"


def pressing(name: str) -> Callable[[Stages], None]:
    """Return the act of pressing the button called ``name``."""
    return lambda stages: stages.driver.press(name)


def with_marked(act: str) -> Callable[[Stages], None]:
    """Return the act of marking three cases and pressing ``act`` in the line over them."""

    def begin(stages: Stages) -> None:
        table = stages.seen(CasesPage).table
        assert isinstance(table, MarkTable)
        table.setFocus()
        for _row in range(3):
            stages.driver.keys(Qt.Key.Key_Space)
            stages.driver.keys(Qt.Key.Key_Down)
        stages.driver.press(act)

    return begin


def give_list_out(stages: Stages) -> None:
    """Ask what goes out with the list of cases."""
    stages.seen(CasesPage).lists.ask_extras()


def ask_for_help(stages: Stages) -> None:
    """Press F1."""
    stages.driver.keys(Qt.Key.Key_F1)


def search(stages: Stages) -> None:
    """Type the beginning of a name into the search over the window, and wait for what is found."""
    field = stages.program.window.top_bar.search
    stages.program.window.activateWindow()
    stages.driver.keys(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    stages.driver.type_on(field, "muham")
    stages.driver.wait_for(lambda: bool(field.offers()), "what the search found")


def open_block(stages: Stages, block: Block) -> None:
    """Open a block of the plan."""
    stages.driver.click(stages.seen(BlockList).button(block))


def begin_goal(stages: Stages) -> None:
    """Open the form of a new goal."""
    open_block(stages, Block.GOALS)
    stages.driver.press("Ziel vereinbaren", last=True)


def change_begin(stages: Stages) -> None:
    """Open the form that corrects the first day of the plan (Rule I7)."""
    open_block(stages, Block.COURSE)
    stages.driver.press("Beginn ändern", last=True)


def leave_something_unsaved(stages: Stages) -> None:
    """Type into a block of the plan and go to another: it is asked what becomes of it."""
    open_block(stages, Block.STEPS)
    stages.driver.type_into("Weiterer Bedarf", "Kinderbetreuung für die Zeit des Kurses (Beispieltext)")
    open_block(stages, Block.GOALS)


def type_what_no_list_knows(stages: Stages) -> None:
    """Type into a list what is no entry of it: it stays there, with a sentence."""
    open_block(stages, Block.LANGUAGE)
    stages.driver.type_into("Erstsprache", "Persich")


def open_shown_text(stages: Stages) -> None:
    """Open the words that were shown when a consent was declared (Rule E6)."""
    stages.driver.press("Gezeigter Text")


def say_yes(stages: Stages) -> None:
    """Answer the declaration that is asked with Yes, so that its proof is asked for (Rule E2)."""
    stages.driver.press("Entscheidung: Ja")


def look_behind(stages: Stages) -> None:
    """Open the cases behind the first figure (Rule K6)."""
    stages.driver.click(stages.seen(FigureLine))


def begin_to_erase(stages: Stages) -> None:
    """Mark all that is due and open what is seen before several cases are erased (Rule L2)."""
    stages.driver.press("Alle fälligen markieren")
    stages.driver.press(next(each for each in stages.driver.buttons() if each.endswith(" löschen …")))


def show_papers_before_erasing(stages: Stages) -> None:
    """Show in one file what the persons get before several cases are erased (Rules L2, E4)."""
    begin_to_erase(stages)
    stages.driver.press("Papiere für die Personen zeigen")
    stages.driver.wait_for(lambda: stages.driver.has(PdfView, ""), "the papers of several")


def show_settled(stages: Stages) -> None:
    """Show what was settled; where text is large the word stands in a menu."""
    stages.seen(DeadlinesPage).spans.button(DONE).click()


def end_a_double(stages: Stages) -> None:
    """Ask to end one of two files as a double."""
    stages.driver.press("Gehört zusammen")


def bring_list(stages: Stages, steps: int) -> None:
    """Bring in an old list and go ``steps`` on (story 2)."""
    page = stages.seen(ListImportPage)
    rows = "\n".join(";".join(row) for row in (_HEAD, *_LIST))
    page.read_file(stages.aside("Alte Liste.csv", rows.encode("utf-8-sig")))
    stages.driver.settle()
    for step in range(steps):
        if step == _ROWS:
            stages.driver.press("Auf allen Papieren zu dieser Liste steht")
        stages.driver.press("Weiter")


def show_what_is_new(stages: Stages) -> None:
    """Open the news of every version."""
    show_news(stages.program.frame, stages.program.window)


def bring_faulty_file(stages: Stages) -> None:
    """Bring in a file of cases of which one has no consent: nothing is written, and it says why."""
    office = invented_office(2)
    faulty = replace(office, cases=(replace(office.cases[0], consents=()), *office.cases[1:]), talks=())
    file = stages.aside("Falldatei.json", write_document(faulty))
    bring_in(stages.program.frame, stages.program.window, file)


def bring_file_of_another_office(stages: Stages) -> None:
    """Bring in the file of another office: it asks whose own consent is here (U3)."""
    people = invented_office(2).cases
    handed_over = [
        replace(file, case=replace(file.case, key=f"{number:032x}", number=f"BST-2026-{number:04}"))
        for number, file in enumerate(people, 1)
    ]
    document = Document(cases=tuple(handed_over), from_office="Integrationsmanagement Beispielstadt")
    bring_in(
        stages.program.frame, stages.program.window, stages.aside("Umzug.json", write_document(document))
    )


def make_a_mistake(stages: Stages) -> None:
    """Show what the program says when it made a mistake itself."""
    CrashDialog(stages.program.window, "AB12", _LOG).show()
