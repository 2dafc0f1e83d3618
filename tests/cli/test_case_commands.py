"""``import``, ``export``, ``key-figures``, ``papers`` from end to end."""

from __future__ import annotations

import errno
import io
import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection, select

from intman_desktop.cli import export_command
from intman_desktop.cli.files import FileTrouble
from intman_desktop.exchange.case_format import LARGEST, write_document
from intman_desktop.models.tables import cases, consents, disclosures, journal
from intman_desktop.sample import invented_office
from intman_desktop.services.casework.cases import case_id_of, case_page
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.keeping import stores
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.withdrawing import withdraw_basic
from intman_desktop.values.codes import BirthPrecision, CaseState, ConsentScope
from intman_desktop.values.document import Document
from intman_desktop.values.views import CaseFilter
from intman_desktop.vault import files as vault_files
from intman_desktop.vault.files import put_in_place
from intman_desktop.vault.troubles import DiskFull
from tests.builders import a_case_file, a_client, a_consent
from tests.cli.conftest import Intman, names_in
from tests.documents.reading import text_of
from tests.opened import PASSPHRASE, make_template, moment
from tests.vault.making import files_at_most, hold_open

DIFFERING = {"generated_at", "vault", "fingerprint"}


@pytest.fixture(scope="module")
def people() -> dict[str, Any]:
    """Return the case file of six invented people as plain JSON."""
    found: dict[str, Any] = json.loads(write_document(invented_office(6)))
    return found


@pytest.fixture
def case_file(tmp_path: Path, people: dict[str, Any]) -> Callable[..., Path]:
    """Return ``case_file(change)``: the path of the case file as ``change(plain)`` left it."""

    def write(change: Callable[[Any], object] = lambda plain: None) -> Path:
        plain = json.loads(json.dumps(people))
        change(plain)
        file = tmp_path / "fälle.json"
        file.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        return file

    return write


def cases_in(intman: Intman, store: Path) -> int:
    """Return how many cases a store holds, by its export."""
    file = store.parent / "gezählt.json"
    assert intman(store, "export", file).code == 0
    return len(json.loads(file.read_text(encoding="utf-8"))["cases"])


def two_faults(plain: Any) -> None:
    """Spoil the second and the fifth case."""
    plain["cases"][1]["consents"] = []
    plain["cases"][4]["client"]["nationality"] = "Atlantis"


def test_a_valid_file_comes_in_and_once_only(
    intman: Intman, store: Path, case_file: Callable[..., Path]
) -> None:
    ended = intman(store, "import", case_file())
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("6 Fälle übernommen.")
    again = intman(store, "import", case_file())
    assert again.out.startswith("0 Fälle übernommen.")
    assert cases_in(intman, store) == 6


def test_a_faulty_file_names_every_fault_with_its_place_and_changes_nothing(
    intman: Intman, store: Path, case_file: Callable[..., Path]
) -> None:
    ended = intman(store, "import", case_file(two_faults))
    assert (ended.code, ended.out) == (4, "")
    first, *faults = ended.err.splitlines()
    assert first.startswith("Nichts wurde gespeichert: Die Eingabe hat ")
    assert {line.strip().split(": ")[0] for line in faults} >= {
        "cases[1].consents",
        "cases[4].client.nationality",
    }
    assert all(line.endswith((".", "?")) for line in faults)
    assert cases_in(intman, store) == 0


def test_words_of_a_file_cannot_steer_the_terminal(
    intman: Intman, store: Path, case_file: Callable[..., Path]
) -> None:
    """Neither a name of a field nor a value: each fault stays one line, and says what stands there."""

    def with_escapes(plain: Any) -> None:
        plain["x\x1b[31mrot\nFÄLSCHUNG"] = 1
        plain["cases"][0]["case"]["number"] = "IM-1\u202egnp"
        plain["cases"][1]["client"]["y\x9b2J"] = 1
        plain["talks"][0]["topic"] = "t\x07\u2066"

    ended = intman(store, "import", case_file(with_escapes))
    assert ended.code == 4
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ended.err)
    lines = ended.err.splitlines()
    assert any(line.startswith("  x\\u001b[31mrot\\u000aFÄLSCHUNG: ") for line in lines)
    assert any("„t\\u0007\\u2066“" in line or "t\\u0007\\u2066" in line for line in lines)
    assert not any(line.startswith("FÄLSCHUNG") for line in lines)
    assert sum("cases[0].case.number" in line for line in lines) == 1


def test_the_name_of_another_office_stays_in_its_line(
    intman: Intman, store: Path, case_file: Callable[..., Path]
) -> None:
    office = {"from_office": "Beispielstadt\n  cases[0]: alles in Ordnung\x1b[2J"}
    ended = intman(store, "import", case_file(lambda plain: plain.update(office)))
    assert (ended.code, ended.out) == (4, "")
    first = ended.err.splitlines()[0]
    assert "(Beispielstadt\\u000a  cases[0]: alles in Ordnung\\u001b[2J)" in first
    assert "\x1b" not in ended.err


def test_partial_takes_the_valid_ones_and_lists_the_rest(
    intman: Intman, store: Path, case_file: Callable[..., Path]
) -> None:
    ended = intman(store, "import", "--partial", case_file(two_faults))
    assert ended.code == 4
    assert ended.out.startswith("4 Fälle übernommen.")
    assert "cases[1].consents" in ended.out
    assert cases_in(intman, store) == 4


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 40),
        (b"{", 40),
        (b"[]", 40),
        (b"\xff\xfe", 40),
        (b"%PDF-1.7", 40),
        (b'{"format": "intman-cases"}', 40),
        (b'{"format": "intman-cases", "format_version": 99}', 41),
        (b"[" * 200_000, 40),
    ],
)
def test_every_other_file_gets_its_sentence(
    intman: Intman, store: Path, tmp_path: Path, content: bytes, code: int
) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(content)
    ended = intman(store, "import", file)
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.endswith("Nichts wurde übernommen.\n")
    assert ended.err.count("\n") == 1


def test_a_truncated_case_file_is_damaged(
    intman: Intman, store: Path, case_file: Callable[..., Path]
) -> None:
    file = case_file()
    file.write_bytes(file.read_bytes()[:-200])
    assert intman(store, "import", file).code == 40
    assert cases_in(intman, store) == 0


@pytest.mark.linux
def test_a_file_without_end_is_read_up_to_a_bound_only(intman: Intman, store: Path, tmp_path: Path) -> None:
    endless = tmp_path / "endlos.json"
    with endless.open("wb") as file:
        file.truncate(20 * LARGEST)  # takes no room on the disk
    assert intman(store, "import", endless).code == 40


def with_the_keys_it_came_with(content: str) -> dict[str, Any]:
    """Return an export in which every case has the key again that it had in the store it came from."""
    for each in json.loads(content)["cases"]:
        content = content.replace(each["case"]["key"], each["case"]["origin_key"])
    found: dict[str, Any] = json.loads(content)
    return found


def test_export_and_import_give_the_same_cases_and_figures(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    file, store = tmp_path / "alles.json", make_template(tmp_path / "anderer" / "tresor")
    ended = intman(filled, "export", file)
    assert ended.code == 0
    assert "nicht verschlüsselt" in ended.out
    assert file.stat().st_mode & 0o077 == 0
    assert intman(store, "import", file).code == 0
    again = tmp_path / "nochmals.json"
    assert intman(store, "export", again).code == 0
    first, second = json.loads(file.read_bytes()), with_the_keys_it_came_with(again.read_text("utf-8"))
    assert len(first["cases"]) == 14
    for each in (*first["cases"], *second["cases"]):
        each["case"].pop("origin_key")
    assert first == second
    for year in (2024, 2025, 2026):
        first, second = (
            json.loads(intman(each, "key-figures", year, "--json").out) for each in (filled, store)
        )
        assert first["figures"]["persons"]["total"] > 0
        assert {name for name in first if first[name] != second[name]} <= DIFFERING
        assert first["vault"] != second["vault"]


def test_e4_a_withdrawn_case_stays_out_of_an_export_which_says_so(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    vault = open_store(filled, PASSPHRASE)
    desk = desk_of(vault, today=lambda: date(2026, 11, 20), now=moment)
    gone = case_page(desk, CaseFilter()).rows[0]
    withdraw_basic(desk, gone.case_id, date(2026, 11, 20))
    vault.close()
    ended = intman(filled, "export", tmp_path / "alles.json")
    assert "1 Fall ohne Einwilligung ist nicht dabei; nur seine Zahlen sind es." in ended.out
    refused = intman(filled, "export", tmp_path / "einer.json", "--case", gone.number, "--same-provider")
    assert refused.code != 0
    assert "steht keine Einwilligung" in refused.err
    assert not (tmp_path / "einer.json").exists()


def test_some_cases_can_be_exported_by_their_numbers(intman: Intman, filled: Path, tmp_path: Path) -> None:
    whole, some = tmp_path / "alles.json", tmp_path / "zwei.json"
    intman(filled, "export", whole)
    numbers = [each["case"]["number"] for each in json.loads(whole.read_text("utf-8"))["cases"]]
    chosen = ("--case", numbers[2], "--case", numbers[5].lower(), "--same-provider")
    assert intman(filled, "export", some, *chosen).code == 0
    told = json.loads(some.read_text("utf-8"))
    assert {each["case"]["number"] for each in told["cases"]} == {numbers[2], numbers[5]}
    assert "office" not in told


def test_u1_a_case_goes_to_another_office_with_its_consent_alone_and_never_without_saying_for_whom(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    vault = open_store(filled, PASSPHRASE)
    rows = case_page(desk_of(vault, now=moment), CaseFilter()).rows
    number = next(row.number for row in rows if row.state is CaseState.ACTIVE)
    vault.close()
    file = tmp_path / "einer.json"
    for more, code, said in (
        (("--case", number), 2, "gehört, für wen die Datei ist"),
        (("--case", number, "--to", " "), 2, "fehlt der Name"),
        (("--to", "IM Beispielstadt"), 2, "nur mit --case"),
        (("--case", number, "--to", "IM Beispielstadt"), 3, "„Übergabe bei Umzug“ steht nicht"),
    ):
        ended = intman(filled, "export", file, *more)
        assert (ended.code, said in ended.err) == (code, True), ended.err
    assert not file.exists()
    vault = open_store(filled, PASSPHRASE)
    desk = desk_of(vault, today=lambda: date(2026, 11, 20), now=moment)
    record_consent(
        desk, case_id_of(desk, number), a_consent(ConsentScope.RELOCATION, decided_on=date(2026, 11, 20))
    )
    vault.close()
    for folder in (tmp_path / "ordner.json", tmp_path / "ordner.zip"):  # E7: no file, no entry
        folder.mkdir()
        assert intman(filled, "export", folder, "--case", number, "--to", "IM Beispielstadt").code == 8
    vault = open_store(filled, PASSPHRASE)
    with vault.reading() as connection:
        assert "IM Beispielstadt" not in connection.scalars(select(disclosures.c.recipient)).all()
    vault.close()
    ended = intman(filled, "export", file, "--case", number, "--to", "IM  Beispielstadt")
    assert ended.code == 0, ended.err
    assert "Die Weitergabe an „IM Beispielstadt“ steht im Verzeichnis der Akte." in ended.out


def _moving(filled: Path) -> str:
    """Let somebody consent to the handover at a move, and return the number of her case."""
    vault = open_store(filled, PASSPHRASE)
    desk = desk_of(vault, today=lambda: date(2026, 11, 20), now=moment)
    number = next(row.number for row in case_page(desk, CaseFilter()).rows if row.state is CaseState.ACTIVE)
    relocation = a_consent(ConsentScope.RELOCATION, decided_on=date(2026, 11, 20))
    record_consent(desk, case_id_of(desk, number), relocation)
    vault.close()
    return number


def _told_to(filled: Path) -> set[str]:
    """Return to whom the register says that something went."""
    vault = open_store(filled, PASSPHRASE)
    with vault.reading() as connection:
        told = set(connection.scalars(select(disclosures.c.recipient)))
    vault.close()
    return told


@pytest.mark.parametrize("name", ["einer.json", "einer.zip"])
@pytest.mark.parametrize("failing", ["disk", "commit", "name"])
def test_e7_a_file_for_another_office_is_never_there_without_its_entry(
    intman: Intman, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, failing: str
) -> None:
    """Only the last rename may be missing: an entry without its file is the harmless side."""
    number, file = _moving(filled), tmp_path / name

    def fails(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    def full(_land: object, connection: Connection) -> None:
        if connection.scalar(select(disclosures.c.id).where(disclosures.c.recipient == "IM Beispielstadt")):
            raise DiskFull

    def unnamed(source: Path, target: Path) -> None:
        if target == file:
            fails()
        put_in_place(source, target)

    if failing == "disk":
        monkeypatch.setattr(export_command, "through_to_disk", fails)
    elif failing == "commit":
        monkeypatch.setattr(stores, "note_touched_years", full)
    else:
        monkeypatch.setattr(vault_files, "put_in_place", unnamed)
    ended = intman(filled, "export", file, "--case", number, "--to", "IM Beispielstadt")
    monkeypatch.undo()
    assert ended.code in (FileTrouble.exit_code, DiskFull.exit_code)
    assert not file.exists()
    assert not [each for each in names_in(tmp_path) if "unfinished" in each]
    assert ("IM Beispielstadt" in _told_to(filled)) is (failing == "name")


def test_u3_another_offices_case_is_imported_with_the_persons_own_consent_alone(
    intman: Intman, filled: Path, store: Path, tmp_path: Path
) -> None:
    number, file = _moving(filled), tmp_path / "einer.json"
    assert intman(filled, "export", file, "--case", number, "--to", "IM Beispielstadt").code == 0
    own = ("--own-consent", number, "20.11.2026", "Ordner 4")
    for more, code, said in (
        ((), 4, "kommt von einer anderen Stelle"),
        (("--own-consent", number, "nie", "Ordner 4"), 2, "ist kein Datum"),
        (("--own-consent", number, "20.11.2026", " "), 2, "wo die Einwilligung abgelegt ist"),
        (("--own-health-consent", number), 2, "--own-health-consent gilt nur mit --own-consent"),
        (("--own-contact-consent", number), 2, "--own-contact-consent gilt nur mit --own-consent"),
        (("--own-consent", "IM-1900-0001", "20.11.2026", "Ordner 4"), 4, "Zu IM-1900-0001 ist eine eigene"),
    ):
        ended = intman(store, "import", file, *more)
        assert (ended.code, said in ended.err) == (code, True), ended.err
    more = ("--own-health-consent", number, "--own-contact-consent", number)
    ended = intman(store, "import", file, *own, *more)
    assert (ended.code, "1 Fall übernommen." in ended.out) == (0, True), ended.err
    vault = open_store(store, PASSPHRASE)
    with vault.reading() as connection:
        assert set(connection.scalars(select(consents.c.filing_place))) == {"Ordner 4"}
        assert set(connection.scalars(select(consents.c.scope))) == {
            ConsentScope.BASIC,
            ConsentScope.SPECIAL,
            ConsentScope.CONTACT,
        }
    vault.close()


def test_u3_e2_a_minor_of_another_office_comes_in_by_the_window_alone(
    intman: Intman, store: Path, tmp_path: Path
) -> None:
    """Who represented her is a name, which has no place on a command line."""
    young = a_client(birth_date=date(2010, 5, 4), birth_precision=BirthPrecision.DAY, adult=None)
    minor, file = a_case_file(client=young, plan=None), tmp_path / "minderjaehrig.json"
    file.write_bytes(write_document(Document(cases=(minor,), from_office="IM Beispielstadt")))
    ended = intman(store, "import", file, "--own-consent", minor.case.number, "20.11.2026", "Ordner 4")
    assert (ended.code, "im Fenster ein" in ended.err) == (4, True), ended.err


def test_the_day_of_an_own_consent_is_told_from_the_day_it_runs_on(
    intman: Intman, filled: Path, store: Path, tmp_path: Path
) -> None:
    """ "heute" is the day of ``--today``, as everywhere on the command line."""
    number, file = _moving(filled), tmp_path / "einer.json"
    assert intman(filled, "export", file, "--case", number, "--to", "IM Beispielstadt").code == 0
    ended = intman(store, "import", file, "--own-consent", number, "heute", "Ordner 4")
    assert ended.code == 0, ended.err
    assert f"{number}: „heute“ ist als 20.11.2026 gelesen." in ended.err
    vault = open_store(store, PASSPHRASE)
    with vault.reading() as connection:
        assert set(connection.scalars(select(consents.c.decided_on))) == {date(2026, 11, 20)}
    vault.close()


def test_an_export_never_replaces_half_a_file(intman: Intman, filled: Path, tmp_path: Path) -> None:
    file = tmp_path / "alles.json"
    file.write_text("das Alte")
    assert intman(filled, "export", file, "--case", "IM-1900-0001", "--same-provider").code == 6
    assert file.read_text() == "das Alte"
    (tmp_path / "ordner").mkdir()
    ended = intman(filled, "export", tmp_path / "ordner")
    assert ended.code == 8
    assert "das ist ein Ordner" in ended.err
    assert not [name for name in names_in(tmp_path) if "unfinished" in name or name.endswith(".part")]


@pytest.mark.linux
@pytest.mark.parametrize(
    "command", [("export",), ("key-figures", "2026", "--xlsx"), ("key-figures", "2026", "--pdf")]
)
def test_no_file_is_put_in_the_place_of_a_device(
    intman: Intman, filled: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    device = tmp_path / "geraet"
    os.mkfifo(device)
    ended = intman(filled, *command, device)
    assert (ended.code, "sondern ein Gerät" in ended.err) == (8, True)
    assert device.is_fifo()


@pytest.mark.linux
def test_a_full_disk_leaves_the_old_file(intman: Intman, filled: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name, command in (
        ("a.xlsx", ("key-figures", "2026", "--xlsx")),
        ("a.pdf", ("key-figures", "2026", "--pdf")),
    ):
        (stick / name).write_text("das Alte")
        with files_at_most(100):
            # reading writes nothing into the store, so only the file meets the limit
            ended = intman(filled, *command, stick / name)
        assert (ended.code, ended.out) == (8, "")
        assert "der Datenträger ist voll" in ended.err
        assert (stick / name).read_text() == "das Alte"
    assert names_in(stick) == {"a.xlsx", "a.pdf"}


def test_a_file_that_another_program_holds_open_is_told_as_that(
    intman: Intman, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses to replace it: neither a right nor room is missing."""
    file = tmp_path / "a.xlsx"
    file.write_text("das Alte")
    hold_open(monkeypatch, file)
    ended = intman(filled, "key-figures", "2026", "--xlsx", file)
    assert (ended.code, ended.out) == (8, "")
    assert "in einem anderen Programm geöffnet" in ended.err
    assert file.read_text() == "das Alte"


def test_the_form_of_the_json_of_key_figures_stands_in_the_page(
    intman: Intman, filled: Path, checkout: Path
) -> None:
    """Whoever reads it by a program finds every field described, as it is."""
    page = (checkout / "docs" / "command-line.md").read_text(encoding="utf-8")
    described = page[page.index("## What is printed as JSON") : page.index("## Bad input")]
    sheet = json.loads(intman(filled, "key-figures", "2026", "--json").out)
    for name in (*sheet, *sheet["plan_balance"], "total", "cells"):
        assert f"`{name}`" in described or f'"{name}"' in described, name
    assert all(set(each) == {"total", "cells"} for each in sheet["figures"].values())
    broken_down = [each for each in sheet["figures"].values() if each["cells"]]
    assert broken_down
    assert all(sum(each["cells"].values()) == each["total"] for each in broken_down)
    assert all(count > 0 for each in sheet["figures"].values() for count in each["cells"].values())
    assert all(code.startswith("question_") and count > 0 for code, count in sheet["questions"].items())


def test_key_figures_as_text_name_every_figure(intman: Intman, filled: Path) -> None:
    ended = intman(filled, "key-figures", "2026")
    assert ended.code == 0
    assert re.search(r"^Beratene Personen: \d+$", ended.out, re.MULTILINE)
    assert re.search(r"^  weiblich: \d+$", ended.out, re.MULTILINE)


def test_key_figures_as_json_are_the_same_every_time(intman: Intman, filled: Path) -> None:
    first, second = (intman(filled, "key-figures", "2026", "--json").out for _ in range(2))
    assert first == second
    told = json.loads(first)
    assert (told["format"], told["format_version"], told["year"]) == ("intman-key-figures", 1, 2026)
    assert told["generated_at"].startswith("2026-11-20T12:00:00")


def test_key_figures_go_into_a_workbook_and_a_pdf_at_once(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    xlsx, pdf = tmp_path / "k.xlsx", tmp_path / "k.pdf"
    ended = intman(filled, "key-figures", "2025", "--xlsx", xlsx, "--pdf", pdf)
    told = f"Geschrieben: {xlsx}\nGeschrieben: {pdf}\n"
    assert (ended.code, ended.out, ended.err) == (0, told, "")
    cells = [cell for row in load_workbook(io.BytesIO(xlsx.read_bytes())).worksheets[0] for cell in row]
    assert any(isinstance(cell.value, int) for cell in cells)
    assert any(cell.value == "Beratene Personen" for cell in cells)
    assert "Beratene Personen" in text_of(pdf.read_bytes())
    both = intman(filled, "key-figures", "2025", "--pdf", pdf, "--json")
    assert json.loads(both.out)["year"] == 2025
    assert both.err == f"Geschrieben: {pdf}\n"


def test_of_two_files_none_is_written_where_one_cannot_be_made(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    ended = intman(filled, "key-figures", "1999", "--xlsx", tmp_path / "a.xlsx", "--pdf", tmp_path / "a.pdf")
    assert ended.code == 62
    assert "1999" in ended.err
    assert not list(tmp_path.glob("a.*"))


def test_of_two_files_none_is_written_where_one_has_no_place(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    places = ("--xlsx", tmp_path / "a.xlsx", "--pdf", tmp_path / "missing" / "a.pdf")
    assert intman(filled, "key-figures", "2026", *places).code == 8
    assert not (tmp_path / "a.xlsx").exists()
    number = _numbers(intman, filled, tmp_path)[0]
    taken = tmp_path / "papers" / f"Integrationsplan_{number}.pdf"
    taken.mkdir(parents=True)
    assert intman(filled, "papers", number, "--folder", taken.parent).code == 8
    assert list(taken.parent.iterdir()) == [taken]


@pytest.mark.parametrize("year", ["-5", "0", "99999", "100000000000000000000"])
def test_years_that_never_were_have_no_figures(intman: Intman, filled: Path, year: str) -> None:
    ended = intman(filled, "key-figures", year)
    assert (ended.code, ended.out) == (62, "")


def test_papers_are_named_by_their_kind_and_the_case_number(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    number = _numbers(intman, filled, tmp_path)[0]
    ended = intman(filled, "papers", number, "--folder", tmp_path / "papiere")
    assert ended.code == 0, ended.err
    files = sorted((tmp_path / "papiere").iterdir())
    assert {file.name for file in files} >= {
        f"{kind}_{number}.pdf"
        for kind in ("Datenschutzerklaerung", "Einwilligung", "Beratungsvereinbarung", "Integrationsplan")
    }
    assert sorted(ended.out.splitlines()) == [str(file) for file in files]
    assert "O'Brien-Muster" in text_of((tmp_path / "papiere" / f"Integrationsplan_{number}.pdf").read_bytes())


def test_e1_sheets_of_single_consents_are_written_blank_where_they_are_asked_for(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    number = _numbers(intman, filled, tmp_path)[0]
    ended = intman(filled, "papers", number, "--folder", tmp_path / "papiere", "--blank")
    assert ended.code == 0, ended.err
    sheets = {file.name: file for file in (tmp_path / "papiere").iterdir() if "Einwilligung-" in file.name}
    kinds = ("Weitergabe", "Umzug", "besondere-Angaben")
    assert sheets.keys() == {f"Einwilligung-{kind}_{number}.pdf" for kind in kinds}
    assert "O'Brien-Muster" in text_of(sheets[f"Einwilligung-Weitergabe_{number}.pdf"].read_bytes())


def test_papers_without_the_offices_data_are_refused(
    intman: Intman, store: Path, case_file: Callable[..., Path], tmp_path: Path
) -> None:
    def without_officer(plain: Any) -> None:
        del plain["office"]["data_protection_officer"]

    intman(store, "import", case_file(without_officer))
    number = _numbers(intman, store, tmp_path)[0]
    ended = intman(store, "papers", number, "--folder", tmp_path / "papiere")
    assert (ended.code, ended.out) == (3, "")
    assert not (tmp_path / "papiere").exists()


def test_a_case_number_out_of_a_file_names_no_other_folder(
    intman: Intman, store: Path, case_file: Callable[..., Path], tmp_path: Path
) -> None:
    def climbing(plain: Any) -> None:
        plain["cases"][0]["case"]["number"] = "../../IM/1 : ?"

    assert intman(store, "import", case_file(climbing)).code == 0
    ended = intman(store, "papers", "../../IM/1 : ?", "--folder", tmp_path / "papiere")
    assert ended.code == 0, ended.err
    assert "Integrationsplan_IM-1.pdf" in names_in(tmp_path / "papiere")


def test_l2_a_case_on_hold_is_neither_printed_nor_handed_on_by_its_number(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    number = _numbers(intman, filled, tmp_path)[0]
    vault = open_store(filled, PASSPHRASE)
    with vault.transaction() as connection:
        held = {"hold_since": date(2026, 11, 1), "hold_reason": "Beschwerde"}
        connection.execute(cases.update().where(cases.c.number == number).values(held))
    vault.close()
    for command in (
        ("papers", number, "--folder", tmp_path / "papiere"),
        ("export", tmp_path / "a.json", "--case", number, "--same-provider"),
    ):
        ended = intman(filled, *command)
        assert (ended.code, ended.out) == (3, "")
        assert "Diese Akte hat eine Löschsperre." in ended.err
    assert not (tmp_path / "papiere").exists()
    assert not (tmp_path / "a.json").exists()


@pytest.mark.unmeasured
def test_l2_all_cases_go_out_with_those_on_hold_for_a_reason_that_is_journaled(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    number = _numbers(intman, filled, tmp_path)[0]
    vault = open_store(filled, PASSPHRASE)
    with vault.transaction() as connection:
        held = {"hold_since": date(2026, 11, 1), "hold_reason": "Beschwerde"}
        connection.execute(cases.update().where(cases.c.number == number).values(held))
    vault.close()
    for name in ("alles.json", "alles.zip"):
        ended = intman(filled, "export", tmp_path / name)
        assert ended.code == 0 and "1 Akte mit Löschsperre ist dabei" in ended.out
    assert intman(filled, "export", tmp_path / "alles.json", "--held", "court").code == 0
    (kept,) = (
        each["case"]
        for each in json.loads((tmp_path / "alles.json").read_text(encoding="utf-8"))["cases"]
        if each["case"]["number"] == number
    )
    assert kept["hold_reason"] == "Beschwerde"
    vault = open_store(filled, PASSPHRASE)
    with vault.reading() as connection:
        verbs = connection.scalars(select(journal.c.verb).where(journal.c.case_key == kept["key"])).all()
    vault.close()
    assert verbs.count("held_case_opened_court") == 1
    assert verbs.count("held_case_opened_review") == 2


def test_begun_texts_are_counted_where_they_do_not_go_out(
    intman: Intman, filled: Path, tmp_path: Path
) -> None:
    """What was typed and not saved is in no file, and nobody takes it for saved."""
    one, other, *_ = _numbers(intman, filled, tmp_path)
    desk = desk_of(open_store(filled, PASSPHRASE), today=lambda: date(2026, 11, 20), now=lambda: moment())
    save_draft(desk, "talk", case_id_of(desk, one), json.dumps({"values": {"note": "Beispielsatz"}}))
    save_draft(desk, "brief_contact", None, json.dumps({"values": {}}))
    desk.vault.close()
    ended = intman(filled, "export", tmp_path / "alles.json")
    assert "2 angefangene Texte sind nicht dabei" in ended.out
    assert "Beispielsatz" not in (tmp_path / "alles.json").read_text("utf-8")
    ended = intman(filled, "export", tmp_path / "eins.zip", "--case", one, "--same-provider")
    assert "1 angefangener Text ist nicht dabei" in ended.out
    ended = intman(filled, "export", tmp_path / "zwei.json", "--case", other, "--same-provider")
    assert (ended.code, "angefangen" in ended.out) == (0, False)


def _numbers(intman: Intman, store: Path, tmp_path: Path) -> list[str]:
    file = tmp_path / "nummern.json"
    intman(store, "export", file)
    return [each["case"]["number"] for each in json.loads(file.read_text("utf-8"))["cases"]]
