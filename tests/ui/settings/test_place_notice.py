"""What stands below a place of backups in the settings."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.settings.place_notice import place_notice


def test_a_place_in_a_cloud_gets_its_line(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    notice = place_notice(frame, tmp_path / "Dropbox")
    qtbot.addWidget(notice)
    assert not notice.isVisible()
    qtbot.waitUntil(notice.isVisible)
    assert "Cloud abgeglichen (Dropbox)" in notice.text()
    assert notice.accessibleName() == notice.text()


def test_an_ordinary_place_gets_none(qtbot: QtBot, frame: Frame, tmp_path: Path) -> None:
    notice = place_notice(frame, tmp_path)
    qtbot.addWidget(notice)
    notice.setText("früher")
    qtbot.waitUntil(lambda: notice.text() == "")
    assert not notice.isVisible()
