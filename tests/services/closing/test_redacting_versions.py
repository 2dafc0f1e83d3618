"""L4, L5, I9: a name in the head of somebody else's handed-out plan is told, blacked out, and stays away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from intman_desktop.rules.redaction import BLACK
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.gate.issued_plans import is_proven, paper_of
from intman_desktop.services.keeping.backups import back_up, erased_lists_of
from intman_desktop.services.papers.papers import hand_out_plan, issued_plan
from intman_desktop.values import case_file as v
from tests import builders as a
from tests.clear_pages import clear_pages
from tests.documents.reading import text_of
from tests.opened import black_out, brought_back, put_in
from tests.saving import save_client

HEADS = {
    "address": v.Client("Andersen", "Ole", street="c/o Frau Ada Sommerfeld, Weg 3", town="Musterstadt"),
    "designation": v.Client("", "", "Schwester von Ada Sommerfeld"),
}


def handed_out(desk: Desk, client: v.Client) -> tuple[int, int]:
    """Return the ids of Ada Sommerfeld and of somebody else whose plan was handed out."""
    ada = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"), plan=None)
    other = a.a_case_file(client=client, plan=a.a_plan())
    ids = put_in(desk, [ada, other], [a.a_talk(other.case.key)])
    hand_out_plan(desk, ids[other.case.key])
    return ids[ada.case.key], ids[other.case.key]


def version_of(desk: Desk, case_id: int) -> v.PlanVersion:
    """Return the one version of a case that was handed out."""
    plan = open_case(desk, case_id).file.plan
    assert plan is not None
    (version,) = plan.versions
    return version


@pytest.mark.parametrize("where", HEADS)
def test_l5_no_name_stays_in_the_head_of_somebody_elses_handed_out_plan(
    desk: Desk, tmp_path: Path, where: str
) -> None:
    ada, other = handed_out(desk, HEADS[where])
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    found = look_before_erasing(desk, ada).mentions
    assert "plan_versions" in [each.place for each in found]
    assert all(each.surely for mention in found for each in mention.occurrences)
    for mention in found:
        black_out(desk, ada, mention)
    assert look_before_erasing(desk, ada).mentions == ()
    erase_case(desk, ada, "relocation")
    there = brought_back(backup, tmp_path / "there", *erased_lists_of([desk.vault.folder]))
    for each in (desk, there):
        version = version_of(each, other)
        assert "Sommerfeld" not in version.content
        assert BLACK in version.content
        paper = paper_of(version.content)
        assert paper is not None
        assert "Schwester" in paper.client.name or paper.client.name == "Ole Andersen"
        assert is_proven(version)
        assert "Sommerfeld" not in text_of(issued_plan(each, other, version.number).content)
    key = there.vault.data_key
    there.vault.close()
    assert b"Sommerfeld" not in clear_pages(there.vault.folder, key)


def test_l4_the_head_of_a_version_is_blacked_out_where_the_backup_never_knew_her(
    desk: Desk, tmp_path: Path
) -> None:
    other = a.a_case_file(client=HEADS["address"], plan=a.a_plan())
    other_id = put_in(desk, [other], [a.a_talk(other.case.key)])[other.case.key]
    hand_out_plan(desk, other_id)
    backup = back_up(desk, tmp_path / "alt.imb").value.file
    file = a.a_case_file(client=a.a_client(family_name="Sommerfeld", given_name="Ada"), plan=None)
    ada = put_in(desk, [file])[file.case.key]
    for mention in look_before_erasing(desk, ada).mentions:
        black_out(desk, ada, mention)
    erase_case(desk, ada, "relocation")
    there = brought_back(backup, tmp_path / "there", *erased_lists_of([desk.vault.folder]))
    version = version_of(there, other_id)
    assert "Sommerfeld" not in version.content
    assert paper_of(version.content) is not None
    there.vault.close()


def test_l5_the_own_name_and_address_in_the_head_of_a_version_is_no_place(desk: Desk) -> None:
    ada, _other = handed_out(desk, v.Client("Sommerfeld", "Olga", street="Weg 3"))
    assert look_before_erasing(desk, ada).mentions == ()


@pytest.mark.parametrize(
    ("then", "now"),
    [
        (v.Client("Muster", "M", street="Sommerfeld-Straße 3"), v.Client("Muster", "M")),
        (v.Client("Sommerfeld", "Olga"), v.Client("Winter", "Olga")),
    ],
    ids=["street", "name of before"],
)
def test_l5_a_street_or_a_name_of_before_in_the_head_of_a_version_is_offered_and_not_ticked(
    desk: Desk, then: v.Client, now: v.Client
) -> None:
    ada, other = handed_out(desk, then)
    kept = open_case(desk, other).file.client
    save_client(desk, other, replace(now, version=kept.version))
    (found,) = look_before_erasing(desk, ada).mentions
    assert (found.place, {each.surely for each in found.occurrences}) == ("plan_versions", {False})
