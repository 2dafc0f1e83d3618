"""Papers, sheets and exports are made in memory: no temporary file holds them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.models.reading import read_case_files
from intman_desktop.sample import invented_office
from intman_desktop.services.across.key_figures import sheet_pdf, sheet_view, sheet_xlsx
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.papers.papers import emergency_sheet, hand_out_plan, papers_of
from intman_desktop.services.papers.privacy_papers import privacy_papers
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.vault.layout import LOG_MARK
from tests.promises.watching import files_written


def test_papers_sheets_and_exports_are_made_in_memory(
    opened: Callable[[str], Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened("a")
    import_cases(desk, write_document(invented_office(8)))
    empty = tmp_path / "temporary"
    empty.mkdir()
    monkeypatch.setenv("TMPDIR", str(empty))
    monkeypatch.setattr(tempfile, "tempdir", str(empty))
    with desk.vault.reading() as connection:
        plans = [file.case.id for file in read_case_files(connection) if file.plan and not file.case.ended_on]
    with files_written() as written:
        made = [
            *(paper.content for paper in papers_of(desk, plans[0])),
            *(paper.content for paper in privacy_papers(desk)),
            hand_out_plan(desk, plans[0]).value.content,
            emergency_sheet(desk, "-".join(["ABCDEFG"] * 6)).content,
            sheet_pdf(desk, 2026),
            sheet_xlsx(desk, 2026),
            export_cases(desk),
        ]
        sheet_view(desk, 2026)
    assert all(len(each) > 1000 for each in made)
    assert len(made) > 8
    assert written <= {str(desk.vault.folder / LOG_MARK)}, "but for the numbers of the store's own log"
    assert list(empty.iterdir()) == []


def test_the_watch_sees_a_temporary_file() -> None:
    # the counter-proof
    with files_written() as written, tempfile.NamedTemporaryFile() as file:
        file.write(b"x")
    assert file.name in written
