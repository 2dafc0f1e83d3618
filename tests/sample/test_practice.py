"""The practice store: invented people up to the day, nothing of the person's own, nothing left behind."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from intman_desktop.rules.folding import LONGEST_NAME
from intman_desktop.sample import practice
from intman_desktop.sample.office import invented_office
from intman_desktop.sample.practice import begin_practice, end_practice
from intman_desktop.services.casework.case_sheet import listed
from intman_desktop.services.casework.cases import case_page
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.privacy import privacy_view
from intman_desktop.services.papers.paper_texts import read_texts, save_text
from intman_desktop.values.codes import TextKind
from intman_desktop.values.texts import TextDraft
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault import store as stores
from intman_desktop.vault.troubles import DiskFull, VaultInUse

pytestmark = pytest.mark.unmeasured

DAY = date(2029, 2, 28)


def begin(folder: Path) -> Desk:
    return begin_practice(folder, lambda: DAY, lambda: datetime.combine(DAY, time(12), UTC))


def test_a_practice_holds_the_office_up_to_the_day_and_is_gone_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    desk = begin(folder)
    assert case_page(desk, CaseFilter()).total > 80
    assert listed(desk, "languages")
    names = [row.name for row in case_page(desk, CaseFilter(text="Muster"), limit=200).rows]
    assert any(len(name) > LONGEST_NAME for name in names)  # the longest family name, with a given one
    assert {"Musterdreh, Omid", "Musterprobe, Negin", "Musterrand, Vor Name"} <= set(names)
    assert all(name == unicodedata.normalize("NFC", name) for name in names)
    desk.vault.close()
    end_practice(folder)
    assert not folder.exists()


@pytest.mark.slow
def test_each_practice_begins_anew_and_only_one_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "_COPIED_SECONDS", 0.1)  # nobody is only looking at it
    folder = tmp_path / "practice"
    desk = begin(folder)
    with pytest.raises(VaultInUse):
        begin(folder)
    before = desk.vault.vault_id
    desk.vault.close()
    again = begin(folder)
    assert again.vault.vault_id != before
    again.vault.close()


def test_a_practice_that_cannot_be_filled_stays_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(practice, "import_cases", full)
    with pytest.raises(DiskFull):
        begin(tmp_path / "practice")
    end_practice(tmp_path / "practice")


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2026, 11, 20), date(2035, 12, 31)])
def test_the_invented_work_ends_on_any_day(day: date) -> None:
    document = invented_office(last_day=day)
    assert len(document.cases) == 120
    assert max(talk.on for talk in document.talks) <= day
    assert min(file.case.opened_on for file in document.cases) > day.replace(year=day.year - 3)


def test_e6_in_a_practice_a_text_changed_in_substance_asks_for_new_consents(tmp_path: Path) -> None:
    desk = begin(tmp_path / "practice")
    assert not privacy_view(desk).renewing
    for in_substance, anybody in ((False, False), (True, True)):
        sheet = next(each for each in read_texts(desk) if each.form.kind is TextKind.CONSENT)
        texts = {**sheet.texts, "intro": f"{sheet.texts['intro']} Bitte fragen Sie nach."}
        save_text(desk, TextDraft(TextKind.CONSENT, "de", texts, sheet.edition, in_substance))
        assert bool(privacy_view(desk).renewing) is anybody
    desk.vault.close()
