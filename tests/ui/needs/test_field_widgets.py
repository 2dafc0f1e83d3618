"""The widgets of the catalogue's fields, one by one (I8, E3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from intman_desktop.profiles import load_profile
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.needs.field_widgets import FieldWidget, build_field
from intman_desktop.ui.parts.fields import TextArea
from intman_desktop.values.case_file import Answer
from intman_desktop.values.codes import Block
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.form_views import FieldView

LEVELS = (("a1", "A1"), ("a2", "A2"), ("b1", "B1"))


def a_field(kind: str, *, dated: bool = False, closed: Explanation | None = None) -> FieldView:
    options = LEVELS if kind in ("choice", "choices") else ()
    return FieldView("muster", Block.LANGUAGE, kind, "Muster", options, dated, closed=closed)


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
