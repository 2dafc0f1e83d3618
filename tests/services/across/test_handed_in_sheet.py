"""K7: a version that was handed in is one and the same file, whichever way and whenever it is made."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from intman_desktop.services.across import key_figures
from intman_desktop.services.across.figure_papers import sheet_paper
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.codes import Sex
from intman_desktop.values.figures import ChangeKind
from intman_desktop.values.office_papers import KeyFiguresPaper
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import on_day, put_in

pytestmark = pytest.mark.unmeasured

YEAR = 2026
HANDED_IN = date(2027, 1, 20)
LATER = date(2027, 6, 1)


def note_talks(desk: Desk, year: int, people: int = 4, sex: Sex | None = Sex.FEMALE) -> None:
    """Put people into the store who had a talk in May of ``year``."""
    files = [a.a_case_file(client=a.a_client(sex=sex)) for _ in range(people)]
    put_in(desk, files, [a.a_talk(file.case.key, on=date(year, 5, 4)) for file in files])


def files(desk: Desk, number: int = 0) -> tuple[bytes, bytes]:
    """Return the sheet as PDF and as workbook."""
    return key_figures.sheet_pdf(desk, YEAR, "de", number), key_figures.sheet_xlsx(desk, YEAR, "de", number)


def paper(desk: Desk, number: int = 0) -> KeyFiguresPaper:
    with desk.vault.reading() as connection:
        return sheet_paper(connection, desk, YEAR, "de", number)


def previous(desk: Desk, number: int = 0) -> int | None:
    """Return last year's number of persons as the sheet has it."""
    return next(
        row.previous for row in paper(desk, number).groups[0].rows if row.label == "Beratene Personen"
    )


@pytest.mark.parametrize("last_year_handed_in", [True, False])
@pytest.mark.parametrize("people", [0, 2, 5])
def test_k7_a_version_is_one_file_by_whichever_way(
    desk: Desk, people: int, last_year_handed_in: bool
) -> None:
    """With last year and without, with small values and with questions that are open on the day."""
    note_talks(desk, YEAR)
    note_talks(desk, YEAR, 2, None)
    note_talks(desk, YEAR - 1, people)
    desk = on_day(desk, HANDED_IN)
    if last_year_handed_in:
        key_figures.freeze_year(desk, YEAR - 1)
    key_figures.freeze_year(desk, YEAR)
    at_the_top, as_version = files(desk), files(desk, 1)
    assert at_the_top == as_version
    assert files(on_day(desk, LATER)) == files(on_day(desk, LATER), 1) == at_the_top
    assert "Noch zu prüfen" not in text_of(at_the_top[0])


def test_k7_last_year_stands_as_it_had_been_handed_in_before(desk: Desk) -> None:
    """What becomes of last year afterwards, on the same day or later, changes nothing in the version."""
    note_talks(desk, YEAR)
    note_talks(desk, YEAR - 1, 4)
    desk = on_day(desk, HANDED_IN)
    assert previous(desk) == 4, "an open sheet counts both years"
    key_figures.freeze_year(desk, YEAR - 1)
    note_talks(desk, YEAR - 1, 1)
    key_figures.freeze_year(desk, YEAR)
    assert (previous(desk), previous(desk, 1)) == (4, 4)
    first = files(desk, 1)
    key_figures.freeze_year(desk, YEAR - 1)
    assert files(desk) == files(desk, 1) == first
    note_talks(desk, YEAR, 1)
    assert (previous(desk), previous(desk, 1)) == (5, 4), "changed since, and counted anew"
    key_figures.freeze_year(desk, YEAR)
    assert (previous(desk), previous(desk, 2), previous(desk, 1)) == (5, 5, 4)
    assert files(desk) == files(desk, 2)
    assert files(desk, 1) == first


def test_k7_a_version_says_which_last_year_stands_beside_it(desk: Desk) -> None:
    note_talks(desk, YEAR)
    note_talks(desk, YEAR - 1)
    desk = on_day(desk, HANDED_IN)
    without = "Ohne Vorjahr: Die Kennzahlen 2025 waren noch nicht abgeschlossen."
    assert without not in paper(desk).notes
    key_figures.freeze_year(desk, YEAR)
    assert paper(desk).notes[-1] == without
    assert previous(desk) is None
    key_figures.freeze_year(desk, YEAR - 1)
    note_talks(desk, YEAR, 1)
    key_figures.freeze_year(desk, YEAR)
    said = "Das Vorjahr steht daneben, wie es zuletzt abgegeben war: Kennzahlen 2025, Fassung 1."
    assert paper(desk).notes[-1] == said
    assert paper(desk, 1).notes[-1] == without


def test_k7_others_name_no_event_of_a_cell_that_was_never_in_them(desk: Desk) -> None:
    """An erasure raises nothing: what it took from a cell that stands by itself is told there alone."""
    cases = [a.a_case_file() for _ in range(8)]
    ids = put_in(desk, cases, [a.a_talk(each.case.key, on=date(YEAR, 5, 4), topic="work") for each in cases])
    desk = on_day(desk, HANDED_IN)
    key_figures.freeze_year(desk, YEAR)
    note_talk(desk, a.a_talk(cases[0].case.key, on=date(YEAR, 6, 1), topic="housing"))
    erase_case(desk, ids[cases[2].case.key], "mistake_or_duplicate")
    key_figures.freeze_year(desk, YEAR)
    told = {each.label: (each.before, each.after, each.kinds) for each in paper(desk).changes}
    by_topic = "Beratungsgespräche nach Hauptthema"
    assert told[f"{by_topic}: Arbeit"] == (8, 7, (ChangeKind.MISTAKE_ERASED,))
    assert told[f"{by_topic}: andere (kleine Werte)"] == (0, 1, (ChangeKind.TALK_ADDED,))


def test_k7_others_name_the_events_of_a_cell_that_fell_below_the_bound(desk: Desk) -> None:
    cases = [a.a_case_file() for _ in range(3)]
    ids = put_in(desk, cases, [a.a_talk(each.case.key, on=date(YEAR, 5, 4), topic="work") for each in cases])
    desk = on_day(desk, HANDED_IN)
    key_figures.freeze_year(desk, YEAR)
    erase_case(desk, ids[cases[2].case.key], "mistake_or_duplicate")
    key_figures.freeze_year(desk, YEAR)
    told = {each.label: (each.before, each.after, each.kinds) for each in paper(desk).changes}
    by_topic = "Beratungsgespräche nach Hauptthema"
    assert told[f"{by_topic}: Arbeit"] == (3, None, (ChangeKind.MISTAKE_ERASED,))
    assert told[f"{by_topic}: andere (kleine Werte)"] == (0, 2, (ChangeKind.MISTAKE_ERASED,))


def test_k7_the_day_of_a_version_is_that_on_which_it_was_handed_in(desk: Desk) -> None:
    note_talks(desk, YEAR)
    key_figures.freeze_year(on_day(desk, HANDED_IN), YEAR)
    assert paper(on_day(desk, LATER)).issued_on == HANDED_IN
    book = load_workbook(BytesIO(files(on_day(desk, LATER))[1]))
    assert book.properties.created.date() == HANDED_IN
