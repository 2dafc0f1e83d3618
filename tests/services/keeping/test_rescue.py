"""What damage took from a store, in the words of the work, and the way back to what is left."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from intman_desktop.cli.commands import main
from intman_desktop.exchange.case_format import write_document
from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_case_files
from intman_desktop.rules import gate
from intman_desktop.rules.retention import REASON_NOT_KEPT
from intman_desktop.sample import invented_office
from intman_desktop.services.casework.intake import take_in
from intman_desktop.services.casework.scans import attach_scan
from intman_desktop.services.casework.search import find_all
from intman_desktop.services.closing.erasure import erase_case
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.drafts import open_drafts, save_draft
from intman_desktop.services.common.wording import sentence
from intman_desktop.services.common.words.damage import rescued_words
from intman_desktop.services.keeping.backups import back_up, verify_store
from intman_desktop.services.keeping.damage import THINGS
from intman_desktop.services.keeping.rescue import rescue
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.codes import CaseState
from intman_desktop.values.rescue_views import RescueReport, Thing
from intman_desktop.vault import layout, rescuing
from intman_desktop.vault.backup_troubles import BackupMissing
from intman_desktop.vault.erased import read_erased
from intman_desktop.vault.pages import PAGE_SIZE, SALT_SIZE, PageReader
from intman_desktop.vault.trees import SCHEMA_ROOT, Trees
from intman_desktop.vault.troubles import DAMAGE, LogDamaged, NothingToRescue, VaultMissing, WrongPassphrase
from tests.builders import an_intake
from tests.opened import PASSPHRASE, TODAY, make_template, moment, open_desk
from tests.services.casework.test_scans import ATTEST, PAPER
from tests.vault.making import flip

Place = tuple[Path, Path, bytes]
PEOPLE = 12
_SEEN = ("hold_reason", "deletion_reason")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return the folder of a closed store with invented people, its backup, and its data key."""
    folder = tmp_path_factory.mktemp("rescue")
    desk = open_desk(make_template(folder / "leer"), folder / "tresor")
    import_cases(desk, write_document(invented_office(PEOPLE)))
    (folder / "stick").mkdir()
    made = back_up(desk, folder / "stick").value
    with desk.vault.reading() as connection:
        ended = next(
            each.case.id
            for each in read_case_files(connection)
            if each.case.state is CaseState.ENDED and each.case.hold_since is None
        )
    erase_case(desk, ended)
    key = desk.vault.data_key
    desk.vault.close()
    return folder / "tresor", made.file, key


@pytest.fixture
def folder(place: Place, tmp_path: Path) -> Path:
    return Path(shutil.copytree(place[0], tmp_path / "tresor"))


def leaves(place: Place, table: str) -> list[int]:
    with PageReader(place[0] / layout.STORE, place[2]) as pages:
        trees = Trees(pages.page, pages.count)
        (root,) = (row[3] for _id, row in trees.rows(SCHEMA_ROOT).rows if row[1] == table)
        assert isinstance(root, int)
        return [number for page, number in trees.pages_of(root)[0] if page[0] == 13]


def spoil(folder: Path, number: int) -> None:
    flip(folder / layout.STORE, number * PAGE_SIZE - 1000)


def desk_on(folder: Path) -> Desk:
    return desk_of(open_store(folder, PASSPHRASE), lambda: TODAY, moment)


def rescued(folder: Path, backup: Path | None = None) -> RescueReport:
    return rescue(folder, PASSPHRASE, today=lambda: TODAY, now=moment, backup=backup)


def held(desk: Desk) -> dict[str, object]:
    plain: dict[str, object] = json.loads(export_cases(desk))
    desk.vault.close()
    return plain


def test_every_table_is_one_thing_of_the_work() -> None:
    named = [name for names in THINGS.values() for name in names]
    assert sorted(named) == sorted(t.metadata.tables)
    assert set(THINGS) == set(Thing)


def test_verify_says_what_is_affected_in_words(place: Place, folder: Path) -> None:
    spoil(folder, leaves(place, "talks")[1])
    desk = desk_on(folder)
    said = [sentence(fact) for fact in verify_store(desk).faults]
    desk.vault.close()
    assert any(words.startswith("Gespräche: ") and "sind nicht lesbar" in words for words in said)


def test_verify_says_where_nothing_but_an_index_is_damaged(place: Place, folder: Path) -> None:
    with PageReader(folder / layout.STORE, place[2]) as pages:
        trees = Trees(pages.page, pages.count)
        (root,) = (row[3] for _id, row in trees.rows(SCHEMA_ROOT).rows if row[1] == "ix_talks_figures")
    assert isinstance(root, int)
    spoil(folder, root)
    desk = desk_on(folder)
    codes = [fact.code for fact in verify_store(desk).faults]
    desk.vault.close()
    assert "things_all_readable" in codes


def _root(folder: Path, key: bytes, name: str) -> int:
    """Return the first page of the table or index of this name."""
    with PageReader(folder / layout.STORE, key) as pages:
        trees = Trees(pages.page, pages.count)
        (root,) = (row[3] for _id, row in trees.rows(SCHEMA_ROOT).rows if row[1] == name)
    assert isinstance(root, int)
    return root


@pytest.mark.parametrize("name", ["ix_talks_figures", "answers", "consents"])
def test_l6_damage_elsewhere_keeps_nobody_from_checking_the_journal(
    place: Place, folder: Path, name: str
) -> None:
    """Of the journal nothing is said that is not so, though SQLCipher may read nothing more after damage."""
    spoil(folder, _root(folder, place[2], name))
    desk = desk_on(folder)
    report = verify_store(desk)
    desk.vault.close()
    assert report.faults[0].code == "pages_damaged"
    assert not [fact.code for fact in report.faults if "journal" in fact.code or "heads" in fact.code]
    assert report.journal_length and report.journal_head


@pytest.mark.parametrize(
    ("name", "said"), [("journal", "journal_not_checked"), ("frozen_sheets", "heads_not_checked")]
)
def test_l6_verify_says_what_damage_keeps_it_from_checking(
    place: Place, folder: Path, name: str, said: str
) -> None:
    spoil(folder, _root(folder, place[2], name))
    desk = desk_on(folder)
    facts = verify_store(desk).faults
    desk.vault.close()
    assert facts[-1].code == said
    assert sentence(facts[-1]).endswith("ließ sich wegen des Schadens nicht prüfen.")


@pytest.mark.unmeasured
def test_verify_says_where_nobody_can_know_how_much_is_missing(place: Place, folder: Path) -> None:
    spoil(folder, leaves(place, "brief_contacts")[0])
    desk = desk_on(folder)
    found = {fact.code: fact.values for fact in verify_store(desk).faults}
    desk.vault.close()
    assert found["things_unreadable_uncounted"] == {"what": Thing.FIGURES}


def test_l4_verify_finds_a_damaged_list_of_the_erased_and_the_next_backup_mends_it(
    folder: Path, stick: Path
) -> None:
    desk = desk_on(folder)
    flip(folder / layout.ERASED, 20)
    flip(folder / layout.ERASED, 20, 7)
    assert [fact.code for fact in verify_store(desk).faults] == ["erased_list_damaged"]
    back_up(desk, stick)
    assert verify_store(desk).sound
    desk.vault.close()


def test_l4_a_damaged_list_of_the_erased_is_mended_by_the_next_opening(folder: Path) -> None:
    whole = read_erased(folder / layout.ERASED).digests
    flip(folder / layout.ERASED, 20)
    flip(folder / layout.ERASED, 20, 7)
    assert read_erased(folder / layout.ERASED).digests < whole
    desk = desk_on(folder)
    assert verify_store(desk).sound
    desk.vault.close()
    assert read_erased(folder / layout.ERASED).digests == whole


def test_everything_that_is_whole_comes_back_and_is_found(place: Place, folder: Path, tmp_path: Path) -> None:
    before = held(desk_on(folder))
    with PageReader(folder / layout.STORE, place[2]) as pages:
        trees = Trees(pages.page, pages.count)
        schema = [number for _page, number in trees.pages_of(SCHEMA_ROOT)[0]]
    spoil(folder, schema[3])
    spoil(folder, SCHEMA_ROOT)
    report = rescued(folder, place[1])
    assert all(each.whole for each in report.things)
    words = rescued_words(report)
    assert "Alle Einträge waren lesbar." in words
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "tresor",
        Path(report.restored.kept_aside).name,
    ]
    assert not (Path(report.restored.kept_aside) / layout.TWINS).exists()
    desk = desk_on(folder)
    assert verify_store(desk).sound
    with desk.vault.reading() as connection:
        client = next(read_case_files(connection)).client
    assert find_all(desk, client.family_name)
    now = held(desk)
    for name in before:
        if name not in ("generated_at", "office"):
            assert now[name] == before[name], name


def test_of_a_sound_store_nothing_is_called_damaged(folder: Path) -> None:
    report = rescued(folder)
    words = rescued_words(report)
    assert words[1:] == (
        "Alle Einträge waren lesbar.",
        f"Der bisherige Tresor liegt jetzt in {report.restored.kept_aside}.",
    )


def test_e3_without_its_declaration_a_case_is_closed(place: Place, folder: Path) -> None:
    for page in leaves(place, "consents"):
        spoil(folder, page)
    words = rescued_words(rescued(folder))
    assert any(line.startswith("Einwilligungen: 0 von ") for line in words)
    assert any(line.startswith("Einwilligungen fehlen.") for line in words)
    desk = desk_on(folder)
    with desk.vault.reading() as connection:
        files = list(read_case_files(connection))
    assert files
    assert not any(gate.is_open(gate.BASIC, file.consents, TODAY) for file in files)
    assert held(desk)["cases"] == []


def test_l4_the_report_names_what_the_backup_holds_more_and_the_erased_stay_away(
    place: Place, folder: Path
) -> None:
    for page in leaves(place, "talks"):
        spoil(folder, page)
    report = rescued(folder, place[1])
    words = rescued_words(report)
    assert any(line.startswith("In der Sicherung vom 20.11.2026 steht mehr: ") for line in words)
    assert any("blieben weg, weil fehlt" in line for line in words)
    assert report.restored.cases == PEOPLE - 1


def test_l4_lost_heads_of_cases_come_from_the_backup_and_nobody_who_was_erased(
    place: Place, folder: Path, tmp_path: Path
) -> None:
    before = held(desk_on(Path(shutil.copytree(folder, tmp_path / "ganz"))))
    for page in leaves(place, "cases"):
        spoil(folder, page)
    without = Path(shutil.copytree(folder, tmp_path / "ohne" / "tresor"))
    report = rescued(folder, place[1])
    assert report.restored.cases == PEOPLE - 1
    words = rescued_words(report)
    assert any(
        line.startswith(f"Fälle: 0 von {PEOPLE - 1} gelesen. {PEOPLE - 1} kamen aus") for line in words
    )
    now = held(desk_on(folder))
    assert now["talks"] == before["talks"]
    assert now["counters"] == before["counters"]
    assert rescued(without).restored.cases == 0


def test_a_damaged_list_of_what_was_erased_is_joined_by_the_one_beside_the_backup(
    place: Place, folder: Path, stick: Path, tmp_path: Path
) -> None:
    """The row of an erased case came back, as from a disk that forgot its last writes."""
    stale = tmp_path / "alt"
    desk = open_desk(place[0].parent / "leer", stale)
    import_cases(desk, write_document(invented_office(3)))
    made = back_up(desk, stick).value
    copy = Path(shutil.copytree(stale, tmp_path / "kopie"))
    with desk.vault.reading() as connection:
        case_id = next(each.case.id for each in read_case_files(connection))
    erase_case(desk, case_id)
    desk.vault.close()
    report = rescued(copy, made.file)
    assert report.restored.erased_again == 1
    assert any("wieder entfernt" in line for line in rescued_words(report))


def test_what_was_saved_last_comes_back_from_a_damaged_log(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Killed after saving, and a bit of the log fell over: SQLite would drop half of it without a word."""
    desk = desk_on(folder)
    for number in range(20):
        save_draft(desk, "talk", None, f"{number} " + "Worte " * 500)
    ended = Path(shutil.copytree(folder, tmp_path / "ort" / "tresor"))
    saved = {draft.content for draft in open_drafts(desk)}
    before = held(desk)
    log = ended / layout.LOG
    flip(log, log.stat().st_size // 2)
    raw = log.read_bytes()
    with pytest.raises(DAMAGE) as caught:
        open_store(ended, PASSPHRASE)
    assert isinstance(caught.value, LogDamaged)
    (tmp_path / "geheim").write_text(PASSPHRASE, encoding="utf-8")
    call = [
        "verify",
        "--vault",
        str(ended),
        "--passphrase-file",
        str(tmp_path / "geheim"),
        "--language",
        "de",
    ]
    assert main(call) == LogDamaged.exit_code
    assert "zuletzt gespeichert" in capsys.readouterr().err
    report = rescued(ended)
    assert (Path(report.restored.kept_aside) / layout.LOG).read_bytes() == raw
    again = desk_on(ended)
    assert verify_store(again).sound
    found = {draft.content for draft in open_drafts(again)}
    assert found <= saved
    assert len(found) >= len(saved) - 1
    assert held(again)["talks"] == before["talks"]


@pytest.mark.parametrize("left", [None, b""])
def test_a_rescue_without_the_log_does_not_say_that_all_was_there(
    folder: Path, tmp_path: Path, left: bytes | None
) -> None:
    desk = desk_on(folder)
    save_draft(desk, "talk", None, "Worte")
    ended = Path(shutil.copytree(folder, tmp_path / "ort" / "tresor"))
    (ended / layout.LOG).unlink()
    if left is not None:
        (ended / layout.LOG).write_bytes(left)
    report = rescued(ended)
    said = " ".join(rescued_words(report))
    assert report.log_lost and not report.whole
    assert "fehlt oder ist leer" in said and "Alle Einträge waren lesbar" not in said
    assert "Der beschädigte Tresor liegt jetzt" in said


def test_the_half_of_a_rescue_that_was_killed_goes_with_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_how: object, **_named: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr("intman_desktop.services.keeping.rescue.restore", killed)
        patched.setattr("intman_desktop.services.keeping.rescue._clear", killed)
        with pytest.raises(SystemExit):
            rescued(folder)
    (left,) = (folder / layout.TWINS).glob("gerettet-*")
    left.rename(left.with_name(f"gerettet-20260101-000000{left.suffix}"))
    report = rescued(folder)
    assert not list((Path(report.restored.kept_aside) / layout.TWINS).glob("gerettet-*"))


def test_a_scan_that_is_whole_beside_the_backup_alone_comes_from_there(stick: Path, tmp_path: Path) -> None:
    """Issue 5, point 12: a rescue loses nothing that the backup it was given has."""
    desk = open_desk(make_template(tmp_path / "leer"), tmp_path / "tresor")
    case = take_in(desk, an_intake()).value
    for _twice in range(2):
        attach_scan(desk, case.case_id, ATTEST, PAPER)
    made = back_up(desk, stick).value
    folder = desk.vault.folder
    desk.vault.close()
    rotten, _whole = sorted((folder / layout.SCANS).iterdir())
    flip(rotten, 200)
    report = rescue(folder, PASSPHRASE, today=lambda: TODAY, now=moment, backup=made.file)
    assert report.restored.scans_missing == 0
    names = [each.name for each in sorted((folder / layout.SCANS).iterdir())]
    for name in names:
        assert (folder / layout.SCANS / name).read_bytes() == (stick / layout.SCANS / name).read_bytes()
    assert len(names) == 2


def test_lost_scans_are_named(place: Place, folder: Path) -> None:
    report = rescued(folder)
    done = report.restored
    missing = replace(report, restored=replace(done, scans_missing=2))
    assert any(line.startswith("2 Scans fehlen") for line in rescued_words(missing))


def test_what_fails_leaves_all_as_it_was(place: Place, folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(WrongPassphrase):
        rescue(folder, "falsch", today=lambda: TODAY, now=moment)
    with pytest.raises(BackupMissing):
        rescued(folder, tmp_path / "gibt es nicht.imb")
    with pytest.raises(VaultMissing):
        rescued(tmp_path / "nirgends")
    (folder / layout.TWINS).mkdir()
    with pytest.raises(WrongPassphrase):
        rescue(folder, "falsch", today=lambda: TODAY, now=moment)
    assert (folder / layout.TWINS).is_dir()
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path: content for path, content in after.items() if path.name != layout.LOCK} == {
        path: content for path, content in before.items() if path.name != layout.LOCK
    }


def test_the_command_says_the_same_and_ends_with_its_code(
    place: Place, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wort.txt").write_text(PASSPHRASE, encoding="utf-8")
    call = ["rescue", "--vault", str(folder), "--passphrase-file", str(tmp_path / "wort.txt")]
    call += ["--today", "2026-11-20", "--language", "de"]
    assert main([*call, "--backup", str(place[1])]) == 0
    assert f"Gerettet: {PEOPLE - 1} Fälle" in capsys.readouterr().out
    spoil(folder, 5)
    draw = random.Random(4)
    count = (folder / layout.STORE).stat().st_size // PAGE_SIZE
    for _ in range(30):
        spoil(folder, draw.randrange(2, count))
    assert main([*call, "--today", "2026-11-21"]) == 9
    assert "gelesen" in capsys.readouterr().out


@pytest.mark.unmeasured
@pytest.mark.slow
def test_whatever_is_damaged_the_rest_comes_back_and_nothing_that_was_never_there(
    place: Place, tmp_path: Path, how_many: Callable[[str, int, int], int]
) -> None:
    whole = held(desk_on(Path(shutil.copytree(place[0], tmp_path / "ganz"))))
    everyone = {each["case"]["key"]: each for each in whole["cases"]}  # type: ignore[attr-defined]
    for seed in range(how_many("damaged stores rescued", 2, 150)):
        draw = random.Random(seed)
        folder = Path(shutil.copytree(place[0], tmp_path / f"{seed}" / "tresor"))
        store = folder / layout.STORE
        size = store.stat().st_size
        for _ in range(draw.randrange(1, 30)):
            deed = draw.choice(["flip", "zeros", "swap"])
            one, other = (draw.randrange(size // PAGE_SIZE) * PAGE_SIZE for _ in range(2))
            content = bytearray(store.read_bytes())
            if deed == "flip":
                content[one + draw.randrange(PAGE_SIZE)] ^= 1 << draw.randrange(8)
            elif deed == "zeros":
                content[one : one + PAGE_SIZE] = bytes(PAGE_SIZE)
            else:
                pages = content[one : one + PAGE_SIZE], content[other : other + PAGE_SIZE]
                content[other : other + PAGE_SIZE], content[one : one + PAGE_SIZE] = pages
            store.write_bytes(content)
        try:
            report = rescued(folder, place[1])
        except NothingToRescue:
            # the tables are named on the first page, and where that is lost, found by the one after it
            salt = (place[0] / layout.STORE).read_bytes()[:SALT_SIZE]
            with PageReader(store, place[2], [salt]) as left:
                assert (left.page(1), left.page(2)) == (None, None)
            continue
        assert rescued_words(report)
        now = held(desk_on(folder))
        for each in now["cases"]:  # type: ignore[attr-defined]
            known = everyone[each["case"]["key"]]
            # a head that was lost comes from the backup, and from there without what stands in words (L5)
            wordless = {name: value for name, value in known["case"].items() if name not in rescuing._WORDS}
            # but none is held, or stays longer, without a reason that is seen (L2)
            wordless |= {name: REASON_NOT_KEPT for name in _SEEN if name in known["case"]}
            assert each["case"] in (known["case"], wordless)
            assert all(consent in known["consents"] for consent in each["consents"])
        shutil.rmtree(folder.parent)
