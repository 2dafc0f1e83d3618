"""Forms one types into: how each is opened, where its text stands, and what is found of it in a draft."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from intman_desktop.ui.cases.acts_bar import LETTER
from tests.ui.hands import Hands, part_of


@dataclass(frozen=True)
class Form:
    """One form: ``page`` and ``where`` as it is opened, and ``field(page)`` into which is typed.

    ``begin(page)`` opens the form in its page, where the page alone does not.
    """

    page: str
    where: Mapping[str, Any]
    field: Callable[[Any], QWidget]
    begin: Callable[[Any], object] = lambda _page: None


def _note(page: Any) -> QWidget:
    field: QWidget = page.sheet.notes.parts()[0].note
    return field


def _first_text(page: Any) -> QWidget:
    fields: list[QPlainTextEdit] = page.findChildren(QPlainTextEdit)
    return next(each for each in fields if each.isEnabled() and each.isVisible())


def _of(part: str, field: str) -> Callable[[Any], QWidget]:
    """Return what finds the field of a form that stands in the place of a case's tabs."""

    def find(page: Any) -> QWidget:
        panel = part_of(page, part)
        found: QWidget = getattr(panel, field, None) or getattr(panel.form, field)
        return found

    return find


def show_step(page: Any, at: int) -> None:
    """Show a step of taking somebody in as it is typed, whatever the steps before it lack."""
    steps = [step.values() for step in page.steps]
    page.restore({"at": at, "steps": steps, "grown_up": page.grown_up.values()})


def _letter(page: Any) -> None:
    page.table.mark([1, 2])
    page.acts.wanted.emit(LETTER)


FORMS: dict[str, Form] = {
    "ztalkone": Form("talk", {"case_id": 1}, _note),
    "ztalktwo": Form("talk", {"case_id": 2}, _note),
    "zneeds": Form("needs", {"case_id": 1}, _first_text),
    "zrequest": Form(
        "case", {"case_id": 2, "tab": "request"}, lambda page: part_of(page, "request").form.what
    ),
    "zending": Form("case", {"case_id": 1, "tab": "ending"}, _of("ending", "note")),
    "zservice": Form("services", {}, lambda page: page.form.name),
    "zoffice": Form("settings", {}, lambda page: page.parts["office"].bound["street"].row.field),
    "zletter": Form("cases", {}, lambda page: page.act.text, _letter),
}
"""Each by a word with which its text begins, so that it is known wherever it is found."""

BEFORE_CONSENT = "znewcomer"
INTAKE = Form("new_person", {}, lambda page: page.steps[2].family_name, lambda page: show_step(page, 2))
"""What is typed there is written nowhere (Rule P2)."""

ALL = {**FORMS, BEFORE_CONSENT: INTAKE}


def line_of(field: QWidget) -> QLineEdit | QPlainTextEdit:
    """Return what takes the keys."""
    target = field.focusProxy() or field
    assert isinstance(target, QLineEdit | QPlainTextEdit)
    return target


def text_in(word: str, content: str) -> str:
    """Return the text of the form that begins with ``word``, as it stands in ``content``; empty if not."""
    found = re.search(rf"{word}[a-z]*", content)
    return found.group() if found else ""


def write(hands: Hands, word: str, letters: str) -> str:
    """Type ``letters`` at the end of the form that is open, with its word first; return the text."""
    page = hands.program.window.page()
    line = line_of(ALL[word].field(page))
    line.setFocus()
    if isinstance(line, QPlainTextEdit):
        if not text_in(word, line.toPlainText()):
            line.clear()
            letters = word + letters
        line.moveCursor(line.textCursor().MoveOperation.End)
        line.insertPlainText(letters)
        return line.toPlainText()
    if not text_in(word, line.text()):
        line.clear()
        letters = word + letters
    line.end(False)
    hands.qtbot.keyClicks(line, letters)
    return line.text()
