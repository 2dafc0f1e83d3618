"""K2, K3, K11: what stands on the paper of the figures, and in which order."""

from __future__ import annotations

from datetime import date

from intman_desktop.documents.texts import pdf_of
from intman_desktop.services.across import key_figures
from intman_desktop.services.across.figure_papers import sheet_paper
from intman_desktop.services.common.desk import Desk
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import GoalState
from intman_desktop.values.office_papers import KeyFiguresPaper, PaperFigureGroup
from tests import builders as a
from tests.documents.reading import text_of
from tests.opened import on_day, put_in

YEAR = 2026
MAY = date(YEAR, 5, 4)


def paper(desk: Desk, year: int = YEAR) -> KeyFiguresPaper:
    with desk.vault.reading() as connection:
        return sheet_paper(connection, desk, year, "de")


def group(desk: Desk, title: str, year: int = YEAR) -> PaperFigureGroup:
    return next(each for each in paper(desk, year).groups if each.title == title)


def people(desk: Desk, day: date, *nationalities: str) -> None:
    """Put a person with a talk on ``day`` into the store for each nationality."""
    files = [a.a_case_file(client=a.a_client(nationality=each)) for each in nationalities]
    put_in(desk, files, [a.a_talk(file.case.key, on=day) for file in files])


def test_k3_equal_numbers_stand_in_the_order_of_a_german_list(desk: Desk) -> None:
    """Ä is no letter behind z."""
    codes = {item.labels["de"]: item.code for item in desk.profile.list("nationalities")}
    wanted = ["Ägypten", "Albanien", "Äthiopien", "Österreich", "Polen", "ungeklärt"]
    people(desk, MAY, *(codes[name] for name in reversed(wanted)))
    groups = key_figures.sheet_view(desk, YEAR).groups
    shown = next(each for each in groups if each.code == "persons_by_nationality")
    assert [row.label for row in shown.rows] == [
        "Ägypten",
        "Albanien",
        "Äthiopien",
        "Österreich",
        "Polen",
        "ungeklärt",
    ]


def test_k11_a_nought_is_told_like_what_was_folded_beside_it(desk: Desk) -> None:
    """A row with "not nought" beside an "others" of one told exactly who it was, of last year too."""
    codes = {item.labels["de"]: item.code for item in desk.profile.list("nationalities")}
    syria, ukraine, iraq, iran = (codes[name] for name in ("Syrien", "Ukraine", "Irak", "Iran"))
    people(desk, date(YEAR - 1, 5, 4), *[syria] * 4, *[ukraine] * 4, *[iraq] * 2, iran)
    people(desk, MAY, *[ukraine] * 2, *[iraq] * 5)
    rows = group(desk, "Beratene Personen nach Staatsangehörigkeit").rows
    told = {row.label: (row.number, row.previous, row.previous_folded) for row in rows}
    assert told["Syrien"] == (None, 4, False)
    assert told["Ukraine"] == (None, 4, False)
    assert told["Irak"] == (5, None, True)
    assert told["andere (kleine Werte)"] == (2, 3, False)
    assert "Iran" not in told


def test_k11_beside_an_others_of_one_no_row_says_that_it_is_the_one(desk: Desk) -> None:
    codes = {item.labels["de"]: item.code for item in desk.profile.list("nationalities")}
    syria, ukraine, iraq = (codes[name] for name in ("Syrien", "Ukraine", "Irak"))
    people(desk, date(YEAR - 1, 5, 4), iraq, *[ukraine] * 3)
    people(desk, MAY, *[iraq] * 3, *[syria] * 3)
    title = "Beratene Personen nach Staatsangehörigkeit"
    told = {row.label: (row.number, row.previous, row.previous_folded) for row in group(desk, title).rows}
    assert told["andere (kleine Werte)"] == (0, 1, False)
    assert told["Irak"] == (3, None, True)
    assert told["Syrien"] == (3, None, True), "it was nobody's, and could have been the one"
    assert told["Ukraine"] == (0, 3, False), "nothing of this year was folded, so a nought is one"
    assert "auch null ist möglich" in paper(desk).notes[-1]


def test_k8_the_sheet_says_that_a_mistake_or_duplicate_adds_nothing(desk: Desk) -> None:
    """Of other erased cases it says on screen and paper that they stay in the sums."""
    said = "Nur was als Fehlanlage oder Dublette gelöscht wird, zählt nirgends mehr; ein abgeschlossenes Jahr"
    for notes in (key_figures.sheet_view(desk, YEAR).notes, paper(desk).notes):
        (found,) = (each for each in notes if each.startswith("Gelöschte Fälle bleiben in den Summen"))
        assert f"{said} bekommt dann eine neue Fassung." in found


def test_k2_breakdowns_of_goals_stand_together_and_empty_ones_at_the_end(desk: Desk) -> None:
    """None of them is in the overview, whether something was reached or nothing."""
    reached = a.a_goal(
        agreed_on=MAY,
        state=GoalState.REACHED,
        history=(v.GoalChange(GoalState.AGREED, MAY), v.GoalChange(GoalState.REACHED, MAY)),
    )
    file = a.a_case_file(plan=a.a_plan(goals=(reached,)))
    put_in(desk, [file], [a.a_talk(file.case.key, on=MAY)])
    groups = paper(desk).groups
    assert not [row.label for row in groups[0].rows if "Ziele" in row.label]
    assert group(desk, "Erreichte Ziele nach Bereich").total == 1
    assert group(desk, "Vereinbarte Ziele nach Bereich").total == 1
    assert groups[-1].title == "In diesem Jahr nicht vorgekommen"
    last = {row.label: (row.number, row.previous) for row in groups[-1].rows}
    assert last["Teilweise erreichte Ziele nach Bereich"] == (0, None)


def test_k3_a_breakdown_has_its_total_of_last_year(desk: Desk) -> None:
    people(desk, date(YEAR - 1, 5, 4), "150")
    people(desk, MAY, "150", "150")
    found = group(desk, "Beratene Personen nach Geschlecht")
    assert (found.total, found.previous_total) == (2, 1)


def test_z1_what_counts_as_a_goal_reached_is_told_in_whole_sentences(desk: Desk) -> None:
    reached = a.a_goal(
        agreed_on=MAY,
        state=GoalState.REACHED,
        history=(v.GoalChange(GoalState.AGREED, MAY), v.GoalChange(GoalState.REACHED, MAY)),
    )
    put_in(desk, [a.a_case_file(plan=a.a_plan(goals=(reached,)))])
    note = group(desk, "Erreichte Ziele nach Bereich").note
    assert "Wird der Stand bei einer Überprüfung nur bestätigt, zählt das nicht." in note
    assert "Wird ein Ziel wieder aufgenommen und erneut so beendet, zählt es noch einmal." in note


def test_k4_while_the_year_runs_plans_are_open_on_the_day_of_the_figures(desk: Desk) -> None:
    """On 20 November nobody knows yet what is open on 31 December."""
    people(desk, MAY, "150")
    told = text_of(pdf_of(paper(desk)))
    assert "Integrationspläne offen am 20.11.2026" in told
    assert "im Jahr beendet offen am 20.11.2026" in told
    assert "offen, das Jahr läuft noch" in told
    assert "soweit heute bekannt" in told
    assert "offen am 31. Dezember" not in told
    shown = {each.label for each in key_figures.sheet_view(desk, YEAR).groups}
    assert "Integrationspläne offen am 20.11.2026" in shown
    after = on_day(desk, date(YEAR + 1, 1, 1))
    told = text_of(pdf_of(paper(after)))
    assert "Integrationspläne offen am 31. Dezember" in told
    assert "im Jahr beendet offen am 31. Dezember" in told
    assert "offen, noch nicht abgeschlossen" in told
    assert "soweit heute bekannt" not in told
    shown = {each.label for each in key_figures.sheet_view(after, YEAR).groups}
    assert "Integrationspläne offen am 31. Dezember" in shown
