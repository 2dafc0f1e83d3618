"""The widgets of the catalogue's fields, one by one (I8, E3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from intman_desktop.profiles import load_profile
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_base import FieldWidget
from intman_desktop.ui.needs.field_widgets import build_field
from intman_desktop.ui.parts.date_field import DateField
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.values.case_file import Answer
from intman_desktop.values.codes import Block
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import FieldView
from tests.ui.hands import day_line

LEVELS = (("a1", "A1"), ("a2", "A2"), ("b1", "B1"))


def a_field(kind: str, *, dated: bool = False, closed: Explanation | None = None) -> FieldView:
    options = LEVELS if kind in ("choice", "choices") else ()
    return FieldView("muster", Block.LANGUAGE, kind, "Muster", options, dated, closed=closed)


def ending(field: FieldView) -> FieldView:
    """Return ``field`` as one whose last day is asked for."""
    return replace(field, ends=True)


def press(widget: FieldWidget, name: str) -> None:
    """Press the visible button inside ``widget`` that is called so aloud."""
    found = (each for each in widget.findChildren(QPushButton) if each.accessibleName() == name)
    next(each for each in found if each.isVisibleTo(widget)).click()


def said(widget: FieldWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", "Zwei Zeilen"),
        ("date", "2026-11-02"),
        ("birth", "1990-03"),
        ("birth", "~1990"),
        ("birth", "1990-03-15"),
        ("choice", "b1"),
        ("choices", "a1,b1"),
        ("flag", "no"),
        ("number", "12"),
    ],
)
@pytest.mark.parametrize("dated", [False, True])
def test_every_kind_gives_back_what_it_was_given(
    qtbot: QtBot, frame: Frame, kind: str, value: str, dated: bool
) -> None:
    held = Answer("muster", value, date(2026, 1, 1) if dated else None, id=7, version=3)
    widget = build_field(frame, a_field(kind, dated=dated), (held,))
    qtbot.addWidget(widget)
    assert widget.value() == value
    assert widget.answers() == (held,)
    assert not widget.is_changed()
    assert not widget.is_touched()
    draft = widget.draft()
    widget.set_value("")
    assert widget.value() == ""
    assert widget.is_changed()
    assert widget.is_touched()
    assert widget.answers()[0].value == ""
    widget.set_draft(draft)
    assert not widget.is_changed()


def test_a_number_takes_digits_only(qtbot: QtBot, frame: Frame) -> None:
    widget = build_field(frame, a_field("number"))
    qtbot.addWidget(widget)
    line = widget.focusProxy()
    assert line is not None
    qtbot.keyClicks(line, "9a-5")
    assert widget.value() == "95"


def test_an_unclear_birth_is_said(qtbot: QtBot, frame: Frame) -> None:
    widget = build_field(frame, a_field("birth"))
    qtbot.addWidget(widget)
    line = widget.focusProxy()
    assert line is not None
    qtbot.keyClicks(line, "31.02.1990")
    assert widget.fault() == "Diesen Tag gibt es nicht."
    assert widget.is_changed()
    assert widget.value() == ""


def test_i8_values_before_and_after_stand_below_the_present_one(qtbot: QtBot, frame: Frame) -> None:
    held = (
        Answer("muster", "a1", date(2026, 1, 1), date(2026, 6, 30), id=1),
        Answer("muster", "a2", date(2026, 7, 1), date(2026, 12, 31), id=2),
        Answer("muster", "b1", date(2027, 1, 1), id=3),
    )
    widget = build_field(frame, a_field("choice", dated=True), held)
    qtbot.addWidget(widget)
    assert widget.value() == "a2"
    assert "früher: A1 (01.01.2026 bis 30.06.2026)" in said(widget)
    assert "ab 01.01.2027: B1" in said(widget)
    assert widget.answers() == held


def test_i8_what_has_ended_is_not_the_present_value(qtbot: QtBot, frame: Frame) -> None:
    held = (Answer("muster", "a1", None, date(2026, 6, 30), id=1),)
    widget = build_field(frame, a_field("choice", dated=True), held)
    qtbot.addWidget(widget)
    assert widget.value() == ""
    assert widget.answers() == held
    widget.set_value("b1")
    assert [each.value for each in widget.answers()] == ["a1", "b1"]


def test_i8_the_last_day_of_a_title_is_asked_for_and_of_a_level_only_where_there_is_one(
    qtbot: QtBot, frame: Frame
) -> None:
    """Rule I1: residence status with its validity, Wohnsitzauflage with its until."""
    asked = {each.code for each in load_profile("bw").fields if each.ends}
    assert {"residence_status", "work_permission", "residence_obligation"} <= asked
    held = Answer("muster", "a1", date(2026, 1, 12), id=7)
    title = build_field(frame, ending(a_field("choice", dated=True)), (held,))
    qtbot.addWidget(title)
    day_line(title, "Muster: gültig bis").setText("12.01.2027")
    assert title.is_changed()
    assert title.answers() == (replace(held, valid_to=date(2027, 1, 12)),)
    day_line(title, "Muster: gültig bis").setText("12.01.2025")
    assert title.fault() == "Bei „Muster“ liegt das Ende der Gültigkeit vor dem Anfang."
    assert title.at_fault() is day_line(title, "Muster: gültig bis")
    level = build_field(frame, a_field("choice", dated=True), (held,))
    qtbot.addWidget(level)
    assert len(level.findChildren(DateField)) == 1
    level.set_answers((replace(held, valid_to=date(2027, 1, 12)),))
    assert day_line(level, "Muster: gültig bis").value() == date(2027, 1, 12)


def test_i8_what_follows_a_title_ends_it_the_day_before(qtbot: QtBot, frame: Frame) -> None:
    held = Answer("muster", "a1", date(2026, 1, 12), date(2027, 1, 11), id=7)
    widget = build_field(frame, ending(a_field("choice", dated=True)), (held,))
    qtbot.addWidget(widget)
    widget.show()
    press(widget, "Muster: hat sich geändert")
    widget.set_value("b1")
    day_line(widget, "Muster: gültig seit").setText("01.11.2026")
    before, after = widget.answers()
    assert (before.id, before.valid_to) == (7, date(2026, 10, 31))
    assert (after.value, after.valid_from, after.valid_to) == ("b1", date(2026, 11, 1), None)


def test_i8_a_value_that_follows_begins_after_the_one_before(qtbot: QtBot, frame: Frame) -> None:
    """The new value vanished from the form, and the old one was stored with a wrong last day."""
    held = Answer("muster", "a1", date(2026, 6, 1), id=7)
    widget = build_field(frame, a_field("choice", dated=True), (held,))
    qtbot.addWidget(widget)
    widget.show()
    press(widget, "Muster: hat sich geändert")
    widget.set_value("b1")
    for typed in ("01.03.2026", "01.06.2026"):
        day_line(widget, "Muster: gültig seit").setText(typed)
        assert "Der bisherige Wert gilt seit 01.06.2026" in widget.fault()
        assert widget.at_fault() is day_line(widget, "Muster: gültig seit")
    day_line(widget, "Muster: gültig seit").setText("02.06.2026")
    assert widget.fault() == ""


def test_i8_a_value_before_or_after_can_be_mended_and_taken_out(qtbot: QtBot, frame: Frame) -> None:
    """What was mistyped would stay wrong for good, and with it the figures of earlier years (K3)."""
    held = (
        Answer("muster", "a1", date(2025, 1, 1), date(2026, 5, 31), id=1),
        Answer("muster", "a2", date(2026, 6, 1), date(2027, 1, 31), id=2),
        Answer("muster", "b1", date(2027, 2, 1), id=3),
    )
    widget = build_field(frame, a_field("choice", dated=True), held)
    qtbot.addWidget(widget)
    widget.show()
    changed: list[bool] = []
    widget.changed.connect(lambda: changed.append(True))
    press(widget, "Muster, ab 01.02.2027: B1: Ändern")
    assert not widget.is_touched()
    press(widget, "ab 01.02.2027: B1 herausnehmen")
    assert "wird gelöscht – ab 01.02.2027: B1" in said(widget)
    assert [(each.id, each.value) for each in widget.answers()] == [(1, "a1"), (2, "a2"), (3, "")]
    press(widget, "Muster, ab 01.02.2027: B1: Behalten")
    assert widget.answers() == held
    press(widget, "Muster, früher: A1 (01.01.2025 bis 31.05.2026): Ändern")
    first = "Muster, früher: A1 (01.01.2025 bis 31.05.2026): gültig bis"
    day_line(widget, first).setText("31.07.2026")
    assert widget.fault() == "Zwei Werte von „Muster“ überschneiden sich. Bitte prüfen Sie „seit“ und „bis“."
    day_line(widget, first).setText("30.04.2026")
    assert widget.fault() == ""
    assert widget.is_changed() and changed
    assert widget.answers()[0] == replace(held[0], valid_to=date(2026, 4, 30))
    draft = widget.draft()
    again = build_field(frame, a_field("choice", dated=True), held)
    qtbot.addWidget(again)
    again.set_draft(draft)
    assert again.answers() == widget.answers()
    assert again.draft() == draft
    day_line(again, first).setText("31.2.2026")
    assert again.fault() == "Diesen Tag gibt es nicht."
    assert again.at_fault() is day_line(again, first)


def test_i8_a_value_after_one_that_is_over_is_asked_for_its_first_day(qtbot: QtBot, frame: Frame) -> None:
    """Without one it would be taken for the first of all, and the form would show an empty field."""
    held = (Answer("muster", "a1", date(2025, 1, 1), date(2026, 6, 30), id=1),)
    widget = build_field(frame, a_field("choice", dated=True), held)
    qtbot.addWidget(widget)
    widget.set_value("b1")
    assert widget.fault() == "Bitte tragen Sie ein, seit wann das gilt."


def test_further_needs_begin_as_several_lines_and_grow(qtbot: QtBot, frame: Frame) -> None:
    """The catalogue says how high a field for text begins; what is written makes it higher."""
    (lines,) = (each.lines for each in load_profile("bw").fields if each.code == "further_needs")
    widgets = [build_field(frame, replace(a_field("text"), lines=high)) for high in (1, lines)]
    one, several = (each.findChildren(TextArea)[0] for each in widgets)
    assert lines == 3
    assert several.minimumHeight() > 2 * one.minimumHeight()
    begun = several.minimumHeight()
    several.setPlainText("eine Zeile\n" * 5)
    assert several.minimumHeight() > begun


def test_e3_a_closed_field_holds_nothing(qtbot: QtBot, frame: Frame) -> None:
    asked: list[bool] = []
    why = Explanation("never_asked", {"need": "health"})
    widget = build_field(frame, a_field("text", closed=why), ask_consent=lambda: asked.append(True))
    qtbot.addWidget(widget)
    assert widget.is_closed()
    assert widget.answers() == ()
    assert (widget.value(), widget.fault()) == ("", "")
    assert "noch nicht eingeholt" in said(widget)


@pytest.mark.parametrize("dated", [False, True])
def test_i8_a_draft_names_what_it_was_typed_over(qtbot: QtBot, frame: Frame, dated: bool) -> None:
    """Put back over other answers it keeps what was seen, so that saving refuses; a draft without it fits."""
    begun = date(2026, 1, 1) if dated else None
    seen, now = Answer("muster", "a1", begun, id=7, version=3), Answer("muster", "a2", begun, id=7, version=4)
    view = a_field("choice", dated=dated)

    def put_back(
        typed_over: tuple[Answer, ...], held: tuple[Answer, ...], **extra: str
    ) -> tuple[Answer, ...]:
        before, after = build_field(frame, view, typed_over), build_field(frame, view, held)
        qtbot.addWidget(before)
        qtbot.addWidget(after)
        before.set_value("b1")
        draft = before.draft()
        if extra:
            del draft["seen"]
        after.set_draft(draft)
        assert after.is_changed()
        assert after.is_touched()
        assert after.draft() == draft or extra
        return tuple(replace(each, value="", valid_from=None) for each in after.answers())

    assert put_back((seen,), (now,)) == (Answer("muster", "", id=7, version=3),)
    assert put_back((), (now,)) == (Answer("muster", ""),)
    assert Answer("muster", "", id=7, version=3) in put_back((seen,), ())
    assert put_back((now,), (now,)) == (Answer("muster", "", id=7, version=4),)
    assert put_back((seen,), (now,), old="yes") == (Answer("muster", "", id=7, version=4),)
