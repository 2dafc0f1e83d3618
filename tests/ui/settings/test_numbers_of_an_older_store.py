"""C9, L4, L9: numbers that an older store holds beyond their bounds, in the real window."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from intman_desktop.models import tables as t
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.common.office_content import content_of
from intman_desktop.ui.settings.backup_part import BackupPart
from intman_desktop.ui.settings.number_field import NumberField
from intman_desktop.ui.settings.office_part import OfficePart
from intman_desktop.ui.settings.page import SettingsPage
from intman_desktop.ui.settings.work_part import WorkPart
from intman_desktop.values.office import Office
from tests.builders import an_office
from tests.ui.conftest import OpenProgram
from tests.ui.hands import Hands


@pytest.fixture
def hands(open_program: OpenProgram, qtbot: QtBot) -> Hands:
    return Hands(qtbot, open_program([]))


def held(hands: Hands, **values: Any) -> SettingsPage:
    """Return the settings of an office that no longer could be saved so."""

    def put(desk: Desk) -> bool:
        old = content_of(an_office(**values))
        with desk.vault.transaction() as connection:
            connection.execute(t.settings.update().where(t.settings.c.name == "office").values(value=old))
        return True

    hands.asked(put)
    page = hands.open(SettingsPage, "settings")
    page.refresh()
    hands.settle()
    return page


def number_of(page: SettingsPage, name: str) -> NumberField:
    part = next(each for _key, each in page._office_parts() if name in each.bound)
    row = part.bound[name].row
    assert row is not None and isinstance(row.field, NumberField)
    return row.field


def retype(hands: Hands, line: Any, words: str) -> None:
    line.setFocus()
    line.selectAll()
    hands.qtbot.keyClicks(line, words)


def save(hands: Hands, page: SettingsPage) -> None:
    hands.qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    hands.settle()


def differs(hands: Hands, office: Office) -> dict[str, Any]:
    """Return what the office in the store has otherwise than ``office``."""
    now = hands.asked(read_office)
    return {
        each.name: getattr(now, each.name)
        for each in fields(Office)
        if getattr(now, each.name) != getattr(office, each.name)
    }


@pytest.mark.parametrize(
    "old",
    [
        {"lock_minutes": 90},
        {"journal_years": 0},
        {"deletion_days": 123456},
        {"review_interval_months": -3},
        {"warning_days": (180, 2_000)},
        {"warning_days": (90, 180)},
        {"warning_days": (700, 600, 500, 400, 300, 200, 100)},
    ],
)
def test_a_number_beyond_its_bounds_keeps_nothing_else_from_being_saved(
    hands: Hands, old: dict[str, Any]
) -> None:
    page = held(hands, **old)
    assert page.unsaved() is None
    town = page.parts["office"]
    assert isinstance(town, OfficePart)
    retype(hands, town.bound["town"].row.field, "Probingen")  # type: ignore[union-attr]
    save(hands, page)
    assert differs(hands, an_office(**old)) == {"town": "Probingen"}
    assert page.unsaved() is None


def test_it_stands_there_with_all_its_digits_and_can_be_shortened(hands: Hands) -> None:
    page = held(hands, deletion_days=123456)
    line = number_of(page, "deletion_days").line
    assert line.text() == "123456"
    page.show_part("work")
    line.setFocus()
    line.end(False)
    for _digit in range(3):
        hands.qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == "123"
    save(hands, page)
    assert differs(hands, an_office()) == {"deletion_days": 123}


def test_it_can_be_mended_to_its_bound_and_not_to_another_beyond(hands: Hands) -> None:
    """The bound itself counted as what stood there: nothing new, and nothing was saved."""
    page = held(hands, lock_minutes=90)
    page.show_part("backup")
    assert isinstance(page.parts["backup"], BackupPart)
    field = number_of(page, "lock_minutes")
    retype(hands, field.line, "91")
    save(hands, page)
    assert "1 bis 60" in field.fault()
    assert differs(hands, an_office()) == {"lock_minutes": 90}
    retype(hands, field.line, "60")
    save(hands, page)
    assert differs(hands, an_office()) == {"lock_minutes": 60}


def test_days_of_warning_beyond_their_bounds_can_be_mended(hands: Hands) -> None:
    page = held(hands, warning_days=(180, 2_000))
    page.show_part("work")
    work = page.parts["work"]
    assert isinstance(work, WorkPart)
    retype(hands, work.warnings, "180, 1095")
    save(hands, page)
    assert differs(hands, an_office()) == {"warning_days": (1095, 180)}
