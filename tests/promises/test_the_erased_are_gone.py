"""Nothing is left of an erased case, no backup brings it back, and no figure changes (L3, L4, K8)."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from intman_desktop.errors import NotFound
from intman_desktop.exchange.case_format import write_document
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.rules.finding import index_names, index_note, index_phone, index_sounds
from intman_desktop.sample import invented_office
from intman_desktop.services.across.key_figures import sheet_json
from intman_desktop.services.casework import period, talks
from intman_desktop.services.casework.cases import open_case
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.casework.search import find_people
from intman_desktop.services.closing.ending import end_case, rest_case, resume_case
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.keeping.backups import back_up, restore, verify_store
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.papers.papers import hand_out_plan
from intman_desktop.services.plans import goals, planning
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import Actor, Block, CaseState, ConsentScope, GoalState, ScanKind
from intman_desktop.values.ending_views import WITHDRAWN, Ending
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from intman_desktop.values.views import CaseOpened
from intman_desktop.vault import layout
from intman_desktop.word_lists import spellings
from tests import builders as a
from tests import saving
from tests.cells import every_cell
from tests.clear_pages import clear_pages, files_beside
from tests.opened import PASSPHRASE, TODAY, moment
from tests.papers_scanned import a_pdf
from tests.saving import save_client

Opened = Callable[[str], Desk]
BEFORE = a.a_client(
    family_name="Vormalsxyzmuster",
    given_name="Öldäxmuster",
    phone="0711 9182736455",
    email="vormals-muster@xyz.example",
    street="Altgassenxyz 17",
    town="Altortxyz",
)
AFTER = a.a_client(
    family_name="Nachherxyzmuster",
    given_name="Nêuxmuster محمدالمثال",
    phone="0711 5544637281",
    email="nachher-muster@xyz.example",
    street="Neugassenxyz 18",
    town="Neuortxyz",
)
TEXTS = {
    name: f"Geheim{name}xyz ẞchön Żółć"
    for name in (
        *("note", "step", "goal", "seen", "measure", "steps", "course", "block", "extension", "rest"),
        *("draft", "answer", "filing", "missing", "change", "ending", "second", "handed", "scan"),
    )
}


def everything_done_with(desk: Desk, other_key: str) -> CaseOpened:
    """Let one person go through all the work that leaves a trace, and return her case."""
    filed = a.a_consent(ConsentScope.BASIC, filing_place=TEXTS["filing"])
    intake = a.an_intake(
        client=BEFORE,
        consents=(filed, a.a_health_consent(), a.a_consent(ConsentScope.CONTACT)),
        answers=(v.Answer("health_remark", TEXTS["answer"]),),
        household=(v.HouseholdMember("child", False, 2015, 4),),
    )
    opened = take_in(desk, intake).value
    case_id, key = opened.case_id, opened.key
    for on, together in ((date(2026, 2, 2), (key,)), (date(2026, 3, 3), (key, other_key))):
        people = tuple(
            v.Participant(
                each,
                TEXTS["note"] if each == key else "Eigene Notiz der anderen.",
                next_step=TEXTS["step"] if each == key else "",
                plan_missing_reason=TEXTS["missing"] if each == key else "",
            )
            for each in together
        )
        talks.note_talk(desk, v.Talk(on, "in_person", "language", participants=people))
    planning.begin_plan(desk, case_id, date(2026, 3, 3))
    plan = planning.plan_view(desk, case_id).plan
    assert plan
    planning.save_plan_texts(desk, case_id, replace(plan, steps=TEXTS["steps"], course=TEXTS["course"]))
    saving.set_block_reason(desk, case_id, Block.EDUCATION, TEXTS["block"])
    measure = v.Measure(TEXTS["measure"], Actor.CLIENT)
    goal = v.Goal("language", TEXTS["goal"], TEXTS["seen"], date(2026, 12, 1), measures=(measure,))
    goal = goals.save_goal(desk, case_id, goal).value
    hand_out_plan(desk, case_id)
    goals.change_goal(desk, case_id, goal.id, goal.version, GoalState.AGREED, on=TODAY, note=TEXTS["change"])
    goals.save_goal(desk, case_id, v.Goal("work", TEXTS["handed"]))
    hand_out_plan(desk, case_id)
    period.extend(desk, case_id, v.Extension(date(2029, 6, 30), TODAY, "other", TEXTS["extension"]))
    rest_case(desk, case_id, v.Decision("dormant", TODAY, TEXTS["rest"], date(2027, 2, 1)))
    resume_case(desk, case_id, TODAY, TEXTS["second"])
    held = open_case(desk, case_id).file.client
    save_client(desk, case_id, replace(AFTER, version=held.version))
    attach_scan(desk, case_id, NewScan(ScanKind.OTHER, TEXTS["scan"]), ScanContent(PDF, a_pdf()))
    save_draft(desk, "talk", case_id, json.dumps({"note": TEXTS["draft"]}, ensure_ascii=False))
    assert find_people(desk, "nachherxyzmuster")
    return opened


def traces(opened: CaseOpened) -> list[str]:
    """Return every word by which the person could be found, as typed and as the search keeps it."""
    kept = [
        f"{index_names(client)} {index_sounds(client, spellings())} {index_phone(client.phone)}"
        for client in (BEFORE, AFTER)
    ]
    typed = [
        getattr(client, name)
        for client in (BEFORE, AFTER)
        for name in ("family_name", "given_name", "phone", "email", "street", "town")
    ]
    return [
        # Six digits in a row stand now and then in a random key.
        *(word for word in " ".join(kept).split() if len(word) > (9 if word.isdigit() else 5)),
        *typed,
        *TEXTS.values(),
        index_note(TEXTS["note"]),
        opened.key,
        opened.number,
    ]


def found_in(folder: Path, data_key: bytes, words: list[str]) -> list[str]:
    """Return the words that stand in any decrypted page, the log or any other file of a store."""
    content = clear_pages(folder, data_key) + files_beside(folder)
    return [word for word in words if word.encode() in content]


def cases_of(desk: Desk) -> list[v.Case]:
    """Return every case of a store."""
    with desk.vault.reading() as connection:
        return [file.case for file in read_case_files(connection)]


def test_an_erased_case_leaves_no_byte_in_pages_log_journal_or_files(opened: Opened, tmp_path: Path) -> None:
    desk = opened("a")
    other = take_in(desk, a.an_intake(client=a.a_client(family_name="Bleibtmuster"))).value
    gone = everything_done_with(desk, other.key)
    words = traces(gone)
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(desk, stick)
    folder, data_key = desk.vault.folder, desk.vault.data_key
    never = {TEXTS["ending"]}
    assert set(words) - set(found_in(folder, data_key, words)) == never, "the search itself must see them"
    end_case(desk, gone.case_id, Ending(TODAY, "relocation", TEXTS["ending"]))
    assert found_in(folder, data_key, [TEXTS["ending"]])
    [sealed] = (folder / layout.SCANS).iterdir()
    with desk.vault.reading() as connection:
        [file_key] = connection.scalars(select(t.scans.c.file_key))
    assert found_in(folder, data_key, [file_key])
    erase_case(desk, gone.case_id)
    assert found_in(folder, data_key, [*words, file_key]) == []
    assert not sealed.exists()
    assert list((stick / layout.SCANS).iterdir()) == []
    assert found_in(folder, data_key, ["Bleibtmuster", "Eigene Notiz der anderen."]) != []
    assert verify_store(desk).sound
    assert find_people(desk, "nachherxyzmuster") == find_people(desk, gone.number) == ()
    with pytest.raises(NotFound):
        open_case(desk, gone.case_id)
    assert TEXTS["note"] not in export_cases(desk).decode()
    desk.vault.close()
    assert found_in(folder, data_key, words) == []
    assert (stick / "erased.txt").read_text().isascii()
    assert gone.key not in (stick / "erased.txt").read_text()


def test_no_backup_brings_the_erased_back(opened: Opened, tmp_path: Path) -> None:
    desk = opened("a")
    other = take_in(desk, a.an_intake(client=a.a_client(family_name="Bleibtmuster"))).value
    stick = tmp_path / "stick"
    stick.mkdir()
    back_up(desk, stick / "leer.imb")
    gone = everything_done_with(desk, other.key)
    words = traces(gone)
    back_up(desk, stick / "voll.imb")
    end_case(desk, gone.case_id, Ending(TODAY, "relocation", TEXTS["ending"]))
    back_up(desk, stick / "beendet.imb")
    erase_case(desk, gone.case_id)
    back_up(desk, stick / "danach.imb")
    cells = every_cell(desk)
    for name, again in (("leer", 0), ("voll", 1), ("beendet", 1), ("danach", 0)):
        folder = tmp_path / name / "tresor"
        done = restore(stick / f"{name}.imb", PASSPHRASE, folder, today=lambda: TODAY, now=lambda: moment())
        assert (done.cases, done.erased_again) == (1, again)
        there = desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, lambda: moment())
        assert found_in(folder, there.vault.data_key, words) == []
        if name in ("beendet", "danach"):
            assert every_cell(there) == cells
        there.vault.close()
        assert found_in(folder, desk.vault.data_key, words) == []


def test_no_figure_of_any_year_changes_by_an_erasure(
    opened: Opened, how_many: Callable[[str, int, int], int]
) -> None:
    each_time = how_many("erasures in an office of sixty", 24, 55)
    for seed in range(how_many("offices of sixty", 1, 20)):
        desk = opened(f"office-{seed}")
        import_cases(desk, write_document(invented_office(60, seed=seed)))
        held = cases_of(desk)
        chosen = random.Random(seed).sample([each for each in held if each.hold_since is None], each_time)
        reasons = [item.code for item in desk.profile.list("ending_reasons") if item.flag("counts")]
        reasons.remove(WITHDRAWN)  # that one follows from a withdrawal alone
        for case in chosen:
            if case.state is not CaseState.ENDED:
                end_case(desk, case.id, Ending(TODAY, random.Random(case.number).choice(reasons)))
        cells = every_cell(desk)
        sheets = [sheet_json(desk, year) for year in (2024, 2025, 2026)]
        assert len(cells) > 200
        for case in chosen:
            erase_case(desk, case.id)
            assert every_cell(desk) == cells
        for before in sheets:
            after = sheet_json(desk, before["year"])
            assert (after["figures"], after["plan_balance"]) == (before["figures"], before["plan_balance"])
            assert after["plan_balance"]["holds"]
        assert len(cases_of(desk)) == len(held) - each_time
        assert verify_store(desk).sound
        desk.vault.close()
