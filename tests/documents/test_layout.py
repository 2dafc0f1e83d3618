"""Blocks on pages: what stays together, what is split, nothing wider than its column."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from intman_desktop.documents import look
from intman_desktop.documents.layout import lay_out
from intman_desktop.documents.page import render
from intman_desktop.documents.paragraph import words
from intman_desktop.documents.parts import (
    Bullets,
    Card,
    Choice,
    Choices,
    ClockBar,
    Composition,
    Declaration,
    Fact,
    Facts,
    FigureRow,
    FigureTable,
    Heading,
    KeyGroups,
    Note,
    Part,
    SignatureField,
    Signatures,
    Step,
    Sum,
    Text,
    Title,
)
from intman_desktop.documents.setting import Setting
from intman_desktop.documents.strips import Node, Strip, TextInk, beside, moved, paginate, solid
from intman_desktop.documents.wording import given
from tests.documents.reading import text_of

WORDS = {
    "de": "Beratungsvereinbarung mit dem Integrationsmanagement am 24.11.2026 um 14:30 Uhr",
    "ar": "اتفاقية الاستشارة مع إدارة الاندماج في المدينة خلال ثلاث سنوات",
    "ti": "ስምምዕ ምኽሪ ምስ ምሕደራ ውህደት እንተበዝሐ ሰለስተ ዓመት",
    "uk": "Угода про консультування з управлінням інтеграції міста",
}


def every_part(text: str) -> tuple[Part, ...]:
    """Return one of each part, told by ``text``."""
    own = words(text)
    return (
        Title(own, own),
        Heading(own, number="1", aside=words("7/7")),
        Heading(own, level=3),
        Text(own),
        Note(own),
        Facts((Fact(own, own), Fact(words("a"), words("b")))),
        Facts((Fact(words("a"), own), Fact(words("b"), words("c")), Fact(own, words("d"))), columns=2),
        Facts((Fact(words("a"), words("x")), Fact(words("b"), words(text * 3))), columns=2),
        Declaration(own, own, (Choice(own, ticked=True), Choice(own)), own),
        Signatures((SignatureField(own, own, own), SignatureField(own, own))),
        ClockBar(
            date(2024, 3, 15), date(2026, 11, 20), date(2027, 3, 15), date(2028, 3, 15), (own, own, own), own
        ),
        Card(
            own,
            words("x"),
            own,
            (Fact(own, own),),
            (own, own, own),
            (Step(own, own, own, done=True),),
            own,
            (own,),
        ),
        Card(own, words("x"), own),
        FigureTable((own, words("n"), words("v")), (FigureRow(own, words("12"), 0.5, words("9")),)),
        FigureTable(((), (), ()), (FigureRow(own, words("0"), 0.0),)),
        Sum((("", words("1"), own), ("=", words("1"), own))),
        KeyGroups(("BCDFGHJ", "KLMNPQR", "STVWXZB")),
    )


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("width", [look.WIDTH, (look.WIDTH - look.GUTTER) / 2])
def test_nothing_is_wider_than_its_column_in_any_direction(language: str, width: float) -> None:
    for part in every_part(WORDS[language]):
        strips = lay_out(part, Setting(language, Node("Document", language)), width)
        for strip in strips:
            for ink in strip.inks:
                if isinstance(ink, TextInk):
                    assert ink.x >= -0.01, part
                    assert ink.x + ink.line.width <= width + 1.01, part


@pytest.mark.parametrize("language", WORDS)
def test_every_part_can_be_printed_in_every_direction_and_beside_german(language: str) -> None:
    def paper(code: str) -> Composition:
        return Composition(
            "Probe",
            code,
            given("Stelle"),
            given("Probe"),
            (),
            "{page}/{pages}",
            date(2026, 11, 20),
            every_part(WORDS[code]),
        )

    alone = text_of(render(paper(language)))
    both = text_of(render(paper("de"), paper(language)))
    first = WORDS[language].split()[0]
    assert first in alone
    assert first in both


def strip(height: float, *, keep: bool = False, before: float = 0.0) -> Strip:
    return Strip(height, (), before, keep)


def test_space_before_is_dropped_at_the_top_of_a_page() -> None:
    pages = paginate([strip(60), strip(60, before=20)], 100)
    assert [[place.top for place in page] for page in pages] == [[0], [0]]


def test_what_is_kept_together_moves_as_a_whole() -> None:
    pages = paginate([strip(60), strip(30, keep=True), strip(30)], 100)
    assert [len(page) for page in pages] == [1, 2]


def test_a_group_longer_than_a_page_is_split_where_it_must() -> None:
    pages = paginate([strip(40, keep=True) for _ in range(6)], 100)
    assert [len(page) for page in pages] == [2, 2, 2]


def test_a_heading_its_note_and_the_first_figure_stay_on_one_page() -> None:
    row = FigureRow(words("weiblich"), words("4"), 1.0)
    parts = (
        Heading(words("Nach Geschlecht")),
        Text(words("Wie gezählt wurde."), keep=True),
        FigureTable((words(""), words("Anzahl"), ()), (row, row)),
    )
    setting = Setting("de", Node("Document", "de"))
    strips = [strip for part in parts for strip in lay_out(part, setting)]
    whole = sum(each.height + each.before for each in strips)
    last = strips[-1].height + strips[-1].before
    pages = paginate([strip(100), *strips], 100 + whole - last - 1)
    assert [len(page) for page in pages] == [1, len(strips)]


@pytest.mark.parametrize("rows", [4, 7, 12])
def test_no_page_has_fewer_than_three_rows_of_a_figure(rows: int) -> None:
    row = FigureRow(words("Schulamt"), words("4"), 1.0)
    table = FigureTable((words(""), words("Anzahl"), ()), (row,) * rows)
    strips = lay_out(table, Setting("de", Node("Document", "de")))
    figures, high = strips[-rows:], strips[-1].height + strips[-1].before
    for left in range(0, int((rows + 3) * high), 7):
        pages = paginate([strip(40 * high - left), *strips], 40 * high)
        on_pages = [sum(any(placed.strip is each for each in figures) for placed in page) for page in pages]
        assert sum(on_pages) == rows and all(count == 0 or count >= 3 for count in on_pages), left


@pytest.mark.parametrize("rows", [2, 3, 4, 9])
def test_no_page_begins_or_ends_with_a_single_fact_of_several(rows: int) -> None:
    facts = Facts(tuple(Fact(words(f"Angabe {row}"), words("ja")) for row in range(rows)))
    strips = lay_out(facts, Setting("de", Node("Document", "de")))
    lines = [strip for strip in strips if any(isinstance(ink, TextInk) for ink in strip.inks)]
    assert len(lines) == rows
    whole = sum(each.height + each.before for each in strips)
    for left in range(0, int(whole) + 20, 3):
        pages = paginate([strip(2 * whole - left), *strips], 2 * whole)
        on_pages = [sum(any(placed.strip is each for each in lines) for placed in page) for page in pages]
        assert sum(on_pages) == rows and all(count != 1 for count in on_pages), left


@pytest.mark.parametrize("rows", [2, 3, 4, 9])
def test_no_page_begins_with_the_last_line_of_a_grid_or_of_a_list_alone(rows: int) -> None:
    fact = Fact(words("Kurs"), words("läuft"))
    every = (Facts((fact,) * 2 * rows, columns=2), Bullets((words("Anträge ausfüllen"),) * rows))
    for part in every:
        strips = lay_out(part, Setting("de", Node("Document", "de")))
        each = len(strips) // rows
        whole = sum(each.height + each.before for each in strips)
        for left in range(0, int(whole) + 20, 3):
            pages = paginate([strip(2 * whole - left), *strips], 2 * whole)
            assert len(pages) == 1 or len(pages[1]) != each, left


@pytest.mark.parametrize("rows", [1, 2, 3, 4, 9])
def test_no_box_to_tick_stands_alone_on_a_page(rows: int) -> None:
    """One question of a chapter stood alone on top of the next page."""
    boxes = Choices((Choice(words("Es ist geregelt.")),) * rows)
    strips = lay_out(boxes, Setting("de", Node("Document", "de")))
    whole = sum(each.height + each.before for each in strips)
    for left in range(0, int(whole) + 20, 3):
        pages = paginate([strip(2 * whole - left), *strips], 2 * whole)
        on_pages = [sum(any(placed.strip is each for each in strips) for placed in page) for page in pages]
        assert rows == 1 or all(count != 1 for count in on_pages), left


@pytest.mark.parametrize("rows", [2, 3, 4, 5, 9])
def test_a_short_list_stays_whole_and_of_a_long_one_no_page_has_one_item_alone(rows: int) -> None:
    """A heading stood at a foot with one of its six items."""
    strips = lay_out(Bullets((words("Anträge ausfüllen"),) * rows), Setting("de", Node("Document", "de")))
    whole = sum(each.height + each.before for each in strips)
    for left in range(0, int(whole) + 20, 3):
        pages = paginate([strip(2 * whole - left), *strips], 2 * whole)
        on_pages = [sum(any(placed.strip is each for each in strips) for placed in page) for page in pages]
        assert all(count != 1 for count in on_pages), left
        assert rows > 3 or sorted(on_pages)[-1] == rows, left


def test_a_list_of_few_long_items_may_go_on_over_a_page() -> None:
    items = (words("Anträge ausfüllen, Termine vereinbaren und zu Ämtern begleiten. " * 4),) * 4
    strips = lay_out(Bullets(items), Setting("de", Node("Document", "de")))
    whole = sum(each.height + each.before for each in strips)
    assert len(paginate([strip(whole / 2 - 10), *strips], whole)[0]) > 1


class Drawn:
    """Takes the lines that are drawn across: their left edge, their distance from the top, their width."""

    def __init__(self, strips: list[Strip]) -> None:
        self.rules: list[tuple[float, float, float]] = []
        top = 0.0
        for each in strips:
            top += each.before
            for ink in each.inks:
                if not isinstance(ink, TextInk):
                    ink.draw(self, ink.x, -top, each.height)  # type: ignore[arg-type]
            top += each.height

    def rule(self, x: float, y: float, width: float, *_look: object) -> None:
        self.rules.append((x, -y, width))


def test_e2_what_is_written_by_hand_in_a_list_has_ten_millimetres_to_its_line() -> None:
    rows = tuple(Fact(words(label), ()) for label in ("Name", "Anschrift", "Sprachen"))
    filled = Fact(words("Ort"), words("Musterstadt"))
    drawn = Drawn(lay_out(Facts((filled, *rows)), Setting("de", Node("Document", "de"))))
    below = [y for _x, y, _width in drawn.rules]
    assert len(below) == 4, "a line between each two, and below the last one"
    assert all(after - before > 28 for before, after in pairwise(below))


def test_e2_what_is_written_by_hand_in_a_grid_has_a_line_of_its_own() -> None:
    """ "Gedolmetscht von" stood there with nothing to write on."""
    rows = (Fact(words("Erklärt von"), words("Maja")), Fact(words("Gedolmetscht von"), ()))
    strips = lay_out(Facts(rows, columns=2), Setting("de", Node("Document", "de")))
    ((x, y, width),) = Drawn(strips).rules
    cell = (look.WIDTH - look.GUTTER) / 2
    assert (x, width) == (cell + look.GUTTER, cell)
    assert y > look.LABEL.leading + 20, "room for handwriting between the label and the line"
    assert not Drawn(lay_out(Facts(rows[:1], columns=2), Setting("de", Node("Document", "de")))).rules


def test_z2_who_does_a_measure_stands_at_one_place_in_every_goal() -> None:
    setting = Setting("de", Node("Document", "de"))
    heads = (words("Was ist zu tun?"), words("Wer?"), words("Bis wann?"))
    short = Step(words("Anrufen"), words("Ada"), ())
    long = Step(words("Schreiben"), words("Frau Öztürk-Groß und ich"), words("14.12.2026"))
    cards = (
        Card(
            words("Wohnen"),
            words("offen"),
            words("Ziel"),
            steps_heads=heads,
            steps=(step,),
            measured=(short, long),
        )
        for step in (short, long)
    )
    places = [
        {ink.x for strip in lay_out(card, setting) for ink in strip.inks if isinstance(ink, TextInk)}
        for card in cards
    ]
    assert places[0] <= places[1] and len(places[1]) >= 4


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_what_follows_a_short_table_may_begin_the_next_page(rows: int) -> None:
    """A year with few figures left a page nearly empty, as all its tables kept to each other."""
    row = FigureRow(words("Schulamt"), words("4"), 1.0)
    table = FigureTable((words(""), words("Anzahl"), ()), (row,) * rows)
    assert not lay_out(table, Setting("de", Node("Document", "de")))[-1].keep


@pytest.mark.parametrize(("last_day", "at_the_end"), [(date(2028, 3, 15), True), (date(2026, 3, 15), False)])
def test_c9_the_end_of_the_period_is_written_below_its_mark(last_day: date, at_the_end: bool) -> None:
    """Also where the period was extended to its latest day, at the very end of the bar."""
    end = words("endet am 15.03.2028")
    start, latest = words("Beginn 15.03.2024"), words("längstens 15.03.2028")
    whole = date(2028, 3, 15)
    captions = (start, end, latest if last_day < whole else ())
    bar = ClockBar(date(2024, 3, 15), date(2026, 11, 20), last_day, whole, captions, end)
    strips = lay_out(bar, Setting("de", Node("Document", "de")))
    written = [ink for ink in strips[-1].inks if isinstance(ink, TextInk)]
    mark = look.WIDTH * (last_day - bar.start).days / (whole - bar.start).days
    left, right = written[1].x, written[1].x + written[1].line.width
    if at_the_end:
        assert abs(right - mark) < 2.5
    else:
        assert abs((left + right) / 2 - mark) < 2.5
        assert right + 7 < written[2].x


def test_the_shorter_of_two_columns_is_filled_up() -> None:
    rows = beside([strip(10), strip(10)], [strip(14, before=3)])
    assert [(row.height, row.before) for row in rows] == [(14, 3), (10, 0)]


def test_what_begins_a_page_gets_its_head_again_beside_each_other_too() -> None:
    head = (strip(10), strip(4))
    row = replace(strip(40), again=head)
    pages = paginate([strip(10), strip(4), strip(40), row, row, row], 100)
    assert [[(place.strip.height, place.top) for place in page] for page in pages] == [
        [(10, 0), (4, 10), (40, 14), (40, 54)],
        [(10, 0), (4, 10), (40, 14), (40, 54)],
    ]
    (both,) = beside([row], [moved(row, 200)])
    assert [each.height for each in both.again] == [10, 4]
    assert solid([row])[0].again == head
