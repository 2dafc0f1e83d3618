"""``privacy-papers`` from end to end (E8)."""

from __future__ import annotations

from pathlib import Path

from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.keeping.stores import desk_of, open_store
from tests.cli.conftest import Intman
from tests.documents.reading import text_of
from tests.opened import PASSPHRASE, TODAY, moment

FILES = [
    "Datenfluss.pdf",
    "Hilfe-zur-Folgenabschaetzung.pdf",
    "Loeschkonzept.pdf",
    "Technische-und-organisatorische-Massnahmen.pdf",
    "Verzeichnis-von-Verarbeitungstaetigkeiten.pdf",
]


def test_every_paper_is_written_and_named(intman: Intman, store: Path, tmp_path: Path) -> None:
    folder = tmp_path / "datenschutz"
    ended = intman(store, "privacy-papers", "--folder", folder)
    assert ended.code == 0, ended.err
    assert sorted(ended.out.splitlines()) == [str(folder / name) for name in FILES]
    assert sorted(file.name for file in folder.iterdir()) == FILES
    assert "Löschkonzept" in text_of((folder / "Loeschkonzept.pdf").read_bytes())


def test_e8_without_the_offices_data_nothing_is_written(intman: Intman, store: Path, tmp_path: Path) -> None:
    vault = open_store(store, PASSPHRASE)
    change_office(desk_of(vault, today=lambda: TODAY, now=lambda: moment()), {"data_protection_officer": ""})
    vault.close()
    ended = intman(store, "privacy-papers", "--folder", tmp_path / "datenschutz")
    assert (ended.code, ended.out) == (3, "")
    assert "fehlt noch: Datenschutzbeauftragte Person." in ended.err
    assert not (tmp_path / "datenschutz").exists()


def test_where_one_paper_has_no_place_none_is_written(intman: Intman, store: Path, tmp_path: Path) -> None:
    taken = tmp_path / "Loeschkonzept.pdf"
    taken.mkdir()
    assert intman(store, "privacy-papers", "--folder", tmp_path).code == 8
    assert [file.name for file in tmp_path.glob("*.pdf")] == ["Loeschkonzept.pdf"]
