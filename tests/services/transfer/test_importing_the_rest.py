"""Office and counters of a whole export that had faults: left out whole, told, and brought in later (K8)."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.exchange.case_format import write_document
from intman_desktop.paths import resource
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.keeping.backups import back_up
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.upkeep import unsaved_work
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import fault_sentence, import_cases
from intman_desktop.values.document import Counter, Document
from intman_desktop.values.office import Office, OwnBlock
from tests.builders import a_case_file
from tests.opened import open_desk

_COUNTERS = (
    Counter(2025, "bw-standard", 1, "persons", "", 4),
    Counter(2025, "bw-standard", 1, "persons_new", "", 3),
)


def an_export() -> dict[str, Any]:
    """Return a whole export with an office of its own and two counters."""
    office = replace(
        Office(), number_prefix="ZZ", deletion_days=30, own_blocks=(OwnBlock("own_a", "Verein"),)
    )
    document = Document((a_case_file(),), whole=True, office=office, counters=_COUNTERS)
    plain: dict[str, Any] = json.loads(write_document(document))
    plain["generated_at"] = "2026-05-01T10:00:00Z"
    return plain


def bring_in(desk: Desk, plain: dict[str, Any]) -> list[str]:
    """Import what is sound of a document; return the codes of the notices."""
    report = import_cases(desk, json.dumps(plain).encode(), partial=True).value
    assert all(fault_sentence(each) for each in report.notices)
    return [each.code for each in report.notices]


def counted(desk: Desk) -> list[int]:
    """Return the values of the store's counters."""
    return sorted(each["value"] for each in json.loads(export_cases(desk)).get("counters", []))


@pytest.mark.parametrize("where", ["office", "counters"])
def test_k8_what_the_figures_depend_on_stays_out_whole_and_comes_with_the_mended_file(
    desk: Desk, where: str
) -> None:
    before, good = read_office(desk), an_export()
    bad = deepcopy(good)
    if where == "office":
        bad["office"]["lock_minutes"] = -1
    else:
        bad["counters"][1]["value"] = "drei"
    assert bring_in(desk, bad) == [f"{where}_left_out"]
    assert counted(desk) == ([3, 4] if where == "office" else [])
    there = read_office(desk)
    assert (there.number_prefix == before.number_prefix) is (where == "office")
    assert [each.code for each in there.own_blocks] == ["own_a"]
    assert bring_in(desk, bad)[:1] == [f"{where}_left_out"]
    assert bring_in(desk, good)[:1] == [f"{where}_came_later"]
    assert read_office(desk).number_prefix == "ZZ"
    assert [each.code for each in read_office(desk).own_blocks] == ["own_a"]
    assert counted(desk) == [3, 4]
    assert set(bring_in(desk, good)) == {"counters_not_taken", "case_here_already"}
    assert counted(desk) == [3, 4]


def test_k8_counters_that_come_later_add_to_what_was_erased_here_meanwhile(desk: Desk) -> None:
    good = an_export()
    bad = good | {"counters": {}}
    bring_in(desk, bad)
    import_cases(desk, write_document(Document((a_case_file(),))))
    with desk.vault.reading() as connection:
        from sqlalchemy import func, select

        from intman_desktop.models.tables import cases

        last = connection.scalar(select(func.max(cases.c.id)))
    erase_case(desk, last or 0, "other")
    own = counted(desk)
    assert "counters_came_later" in bring_in(desk, good)
    assert sum(counted(desk)) == sum(own) + 7


@pytest.mark.parametrize("again", [False, True], ids=["once", "faulty again"])
def test_k8_settings_that_were_changed_meanwhile_stay_and_this_is_said(desk: Desk, again: bool) -> None:
    good = an_export()
    bad = good | {"office": good["office"] | {"lock_minutes": -1}}
    bring_in(desk, bad)
    change_office(desk, {"number_prefix": "QQ"})
    if again:
        bring_in(desk, bad)
    assert bring_in(desk, good)[:1] == ["office_changed_since"]
    assert read_office(desk).number_prefix == "QQ"


def test_k8_counters_of_a_store_that_has_its_own_are_not_added_to_them_later(desk: Desk) -> None:
    import_cases(desk, json.dumps(an_export()).encode())
    erase_case(desk, 1, "other")
    own, good = counted(desk), an_export()
    told = bring_in(desk, good | {"counters": {}})
    bring_in(desk, good)
    assert counted(desk) == own
    assert "counters_not_taken" in told


def test_k8_another_export_brings_neither(desk: Desk) -> None:
    good = an_export()
    bring_in(desk, good | {"counters": {}})
    assert "counters_not_taken" in bring_in(desk, good | {"generated_at": "2026-05-02T10:00:00Z"})
    assert "counters_not_taken" in bring_in(desk, an_export())
    assert counted(desk) == []


def test_the_example_beside_the_schema_comes_in_whole(desk: Desk) -> None:
    """Every rule holds for it; the content of a scan travels in a zip alone."""
    report = import_cases(desk, resource("schemas", "cases-1.example.json").read_bytes()).value
    assert (report.cases, report.faults) == (2, ())
    assert [each.code for each in report.notices] == ["scan_content_elsewhere"]


def test_l4_where_a_store_is_backed_up_to_and_when_it_locks_is_no_file_s_to_say(
    desk: Desk, template: Path, tmp_path: Path
) -> None:
    """Rule L4: neither goes out with an export of everything, nor comes in with the first cases."""
    stick, strange = tmp_path / "stick", tmp_path / "fremd"
    stick.mkdir()
    strange.mkdir()
    back_up(desk, stick)
    change_office(desk, {"lock_minutes": 3})
    office = replace(Office(), town="Probingen", backup_places=(str(strange),), lock_minutes=60)
    bring_in(desk, json.loads(write_document(Document((a_case_file(),), whole=True, office=office))))
    there = read_office(desk)
    assert (there.town, there.backup_places, there.lock_minutes) == ("Probingen", (str(stick),), 3)
    assert unsaved_work(desk)[0], "what came in is backed up where everything is"
    sent = json.loads(export_cases(desk))["office"]
    assert sent["town"] == "Probingen"
    assert not {"backup_places", "lock_minutes"} & sent.keys()
    other = open_desk(template, tmp_path / "neu")
    back_up(other, strange)
    import_cases(other, export_cases(desk))
    assert read_office(other).backup_places == (str(strange),)


def test_k8_a_backup_made_meanwhile_does_not_keep_the_mended_office_out(desk: Desk, tmp_path: Path) -> None:
    """Rule K8: only what somebody changed in the settings stays."""
    good = an_export()
    bad = deepcopy(good)
    bad["office"]["lock_minutes"] = -1
    assert bring_in(desk, bad) == ["office_left_out"]
    back_up(desk, tmp_path)
    assert bring_in(desk, good)[:1] == ["office_came_later"]
    assert read_office(desk).backup_places == (str(tmp_path),)
