"""Old lists are told apart by their content, read as values, or refused with a sentence."""

from __future__ import annotations

import datetime as dt
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from intman_desktop.errors import Trouble
from intman_desktop.exchange import lists
from intman_desktop.exchange.delimited import QuoteOpen, read_delimited, separator_of
from intman_desktop.exchange.encodings import ENCODINGS, NotThisEncoding, encoding_name
from intman_desktop.exchange.lists import (
    CellTooLong,
    ListEmpty,
    ListLocked,
    ListTooLarge,
    NotAList,
    read_list,
)
from tests.exchange.awkward_lists import an_archive, an_ods, an_xlsx, saved

HEAD = ("Name", "Vorname", "geb.")
ROW = ("Müller-Özdemir", "Ayşe", "01.01.1990")


def rows_of(content: bytes) -> tuple[tuple[object, ...], ...]:
    (sheet,) = read_list(content).sheets
    return sheet.rows


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (an_xlsx(HEAD, ROW), "xlsx"),
        (an_ods(HEAD, ROW), "ods"),
        (an_ods(HEAD, ROW, repeat_last=16_000), "ods"),
        (";".join(HEAD).encode() + b"\r\n" + ";".join(ROW).encode(), "csv"),
        (("\t".join(HEAD) + "\n" + "\t".join(ROW)).encode("utf-16"), "csv"),
        (("sep=|\n" + "|".join(HEAD) + "\n" + "|".join(ROW)).encode("utf-8-sig"), "csv"),
    ],
    ids=["xlsx", "ods", "ods with empty repeats", "utf-8", "utf-16", "named separator"],
)
def test_each_kind_is_known_by_its_content(content: bytes, kind: str) -> None:
    assert read_list(content).kind == kind
    assert rows_of(content) == (HEAD, ROW)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "mac_roman", "utf-8", "utf-16-le"])
def test_german_letters_survive_every_encoding_of_an_office(encoding: str) -> None:
    text = "Name;Straße\nMüller;Größenweg 1\nÄrmel;Öhringer Straße 2\n"
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert rows_of(mark + text.encode(encoding))[1] == ("Müller", "Größenweg 1")


def test_another_language_is_guessed_by_its_bytes() -> None:
    text = "Name;Ort\n" + "Достоевский Фёдор Михайлович;Москва\nЧехов Антон Павлович;Таганрог\n" * 5
    assert rows_of(text.encode("cp1251"))[1] == ("Достоевский Фёдор Михайлович", "Москва")


HEADS = "Nachname;Vorname;Geburtsdatum;Ort\n"


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [
        ("cp1251", "Шевченко;Олена;15.3.1990;Ulm\nКоваленко;Андрій;1.2.1988;Ulm\n"),
        ("cp1251", "Коваленко;Андр\u0069й;1.2.1988;Berlin\n"),
        ("cp1251", "ШЕВЧЕНКО;ОЛЕНА;15.3.1990;Ulm\n"),
        ("cp1256", "أحمد;محمد;15.3.1990;Ulm\nحسن;علي;1.2.1988;München\n"),
        ("cp1256", "رضایی;مریم;1366;Ulm\n".replace("ی", "ي")),
        ("cp1250", "Kowalczyk;Małgorzata;15.3.1990;Ulm\nŻółty;Łukasz;1.2.1988;Ulm\n"),
        ("cp1250", "Kowalczyk;Małgorzata;15.3.1990;Ulm\n"),
        ("cp1252", "Müller;José;15.3.1990;Köln, 20 m³, 20 °C\n"),
        ("iso8859_2", "Wałęsa;Łucja;15.3.1990;Ulm\nŻak;Ścibór;1.2.1988;Ulm\n"),
        ("iso8859_6", "حسن;محمد;15.3.1990;Ulm\nأحمدي;زهرا;1.2.1988;Ulm\n"),
        ("koi8_r", "Шевченко;Олена;15.3.1990;Ulm\nКоваленко;Иван;1.2.1988;Ulm\n"),
    ],
)
def test_letters_of_windows_are_known_by_the_words_they_make(encoding: str, rows: str) -> None:
    read = read_list((HEADS + rows).encode(encoding))
    assert read.encoding == encoding
    assert read.sheets[0].rows[1] == tuple(rows.splitlines()[0].split(";"))


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "row", ["Müller;Änne;15.3.1990;Ulm", "أحمد;محمد;15.3.1990;Ulm", "Muster;Max;1990;Ulm"]
)
def test_utf_16_needs_no_mark_before_it(order: str, row: str) -> None:
    content = f"{HEADS}{row}\n".encode(order)
    assert read_list(content).encoding == "utf-16"
    assert rows_of(content)[1] == tuple(row.split(";"))
    assert read_list(content, "utf-16").sheets[0].rows[1] == tuple(row.split(";"))


def test_a_text_of_single_bytes_is_no_utf_16() -> None:
    with pytest.raises(NotThisEncoding):
        read_list("Name;Ort\nMüller;Ulm\n".encode("cp1252"), "utf-16")


def test_separators_inside_quotes_are_text() -> None:
    content = b'Name,Ort\n"Muster, Max","Ulm; Donau"\n"Muster ""Max""",Ulm\n'
    assert rows_of(content)[1:] == (("Muster, Max", "Ulm; Donau"), ('Muster "Max"', "Ulm"))
    assert separator_of("nur eine Spalte\nund noch eine") == ","


def test_the_comma_of_a_name_divides_no_columns() -> None:
    """As a German spreadsheet writes one column: no quotes, and the comma is part of the name."""
    assert rows_of(b"Name\nHassan, Ali\nRezai, Musa\n") == (("Name",), ("Hassan, Ali",), ("Rezai, Musa",))
    assert rows_of(b"Name, Vorname\nHassan, Ali\n") == (("Name", "Vorname"), ("Hassan", "Ali"))
    assert rows_of(b"Liste\nName,Ort\nHassan,Ulm\n")[1:] == (("Name", "Ort"), ("Hassan", "Ulm"))


def test_values_are_read_dates_as_dates_and_of_formulas_the_result() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["D1"] = "=1+1"

    content = an_xlsx(
        ("a", dt.date(1990, 1, 1), dt.datetime.fromisoformat("1990-01-02T03:04")),
        (True, False, 7.0),
        (1.5, 3, None),
        change=change,
    )
    assert rows_of(content) == (
        ("a", dt.date(1990, 1, 1), dt.date(1990, 1, 2)),
        ("x", "", 7),
        (1.5, 3, ""),
    )


def test_what_spans_rows_stands_in_each_and_empty_rows_stand_in_none() -> None:
    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("A5:B5")
        sheet["A70000"].fill = PatternFill("solid", fgColor="FFEE00")

    content = an_xlsx(
        ("Name", "Straße"), ("Muster", "Weg 1"), ("Beispiel", None), (), ("Liste", None), change=change
    )
    (sheet,) = read_list(content).sheets
    assert sheet.rows == (("Name", "Straße"), ("Muster", "Weg 1"), ("Beispiel", "Weg 1"), ("Liste", ""))
    assert sheet.numbers == (1, 2, 3, 5)
    assert sheet.filled == {(3, 1)}


def test_a_merged_cell_stands_in_each_of_its_rows_however_many_they_are() -> None:
    rows = [("Name", "Ort"), ("Muster", "Ulm"), *((f"Muster {number}", None) for number in range(259))]
    content = an_xlsx(*rows, change=lambda sheet: sheet.merge_cells("B2:B261"))
    assert {row[1] for row in rows_of(content)[1:]} == {"Ulm"}


def test_a_long_cell_comes_whole_and_keeps_its_lines() -> None:
    """Bad input: nothing is lost; more than a spreadsheet can hold is no entry of a list, and is told."""
    note = "Erster  Absatz\n\nZweiter Absatz\n- " + "x" * 8_000
    assert rows_of(an_xlsx(("Name", "Bedarf"), ("Muster", note)))[1][1] == note.replace("  ", " ")
    with pytest.raises(CellTooLong) as told:
        read_list(("Name;Bedarf\nMuster;" + "x" * 32_768).encode())
    assert told.value.values["row"] == 2


def test_several_sheets_are_offered_empty_ones_are_not() -> None:
    book = Workbook()
    book.worksheets[0].title = "Leer"
    for name in ("2025", "2026"):
        book.create_sheet(name).append(["Name", name])
    assert [sheet.name for sheet in read_list(saved(book)).sheets] == ["2025", "2026"]


OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_XLSX = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")


def locked_archive() -> bytes:
    """Return an archive whose parts are marked as encrypted."""
    content = bytearray(an_archive(**{"xl/workbook.xml": b"<x/>"}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 8 : at + 10] = struct.pack("<H", 1)
    return bytes(content)


def wide(sheet: Worksheet) -> None:
    sheet["XFD1048576"] = "weit weg"


def lying_archive() -> bytes:
    """Return an archive that claims to be small and is not."""
    content = bytearray(an_archive(**{"xl/worksheets/sheet1.xml": b" " * (lists._LARGEST_UNPACKED + 10)}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", ListEmpty),
        (b" \r\n\t ", ListEmpty),
        (b";;;\n;;;\n", ListEmpty),
        (an_xlsx(()), ListEmpty),
        (ENCRYPTED_XLSX, ListLocked),
        (an_ods(HEAD, encrypted=True), ListLocked),
        (locked_archive(), ListLocked),
        (b"x" * (lists.LARGEST + 1), ListTooLarge),
        (an_xlsx(("a",), change=wide), ListTooLarge),
        (an_ods(("a",) * 201), ListTooLarge),
        (b"a;b\n" * (lists.MOST_ROWS + 1), ListTooLarge),
        (OLE + b"nothing else", NotAList),
        (an_archive(**{"word/document.xml": b"<x/>"}), NotAList),
        (an_archive(**{"xl/workbook.xml": b"<x/>"}), NotAList),
        (an_xlsx(HEAD, ROW)[:-100], NotAList),
        (b"%PDF-1.7 and more", NotAList),
        (b"<html><table><tr><td>Name</td></tr></table></html>", NotAList),
        (b"\x00\x01\x02\x03 binary", NotAList),
        (b"\xff\xfe\x00\xd8", NotAList),
    ],
)
def test_what_cannot_be_read_gets_its_sentence(content: bytes, trouble: type[Trouble]) -> None:
    with pytest.raises(trouble) as caught:
        read_list(content)
    assert len(caught.value.sentence()) > 20


@pytest.mark.unmeasured
def test_a_bomb_is_not_unpacked_whatever_it_claims() -> None:
    with pytest.raises((ListTooLarge, NotAList)):
        read_list(lying_archive())


def test_repeated_cells_with_content_do_not_fill_the_memory() -> None:
    text = '<table:table-cell office:value-type="string"'
    assert lists._ods_size(
        f'<table:table-row table:number-rows-repeated="90000">{text} table:number-columns-repeated="9000">'
        "<text:p>a</text:p></table:table-cell></table:table-row></table:table>".encode()
    ) == (90_000, 9_000)
    with pytest.raises(ListTooLarge):
        lists._refuse_wide((90_000, 9_000))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_no_bytes_bring_anything_but_a_list_or_a_sentence(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", OLE):
        try:
            read_list(start + content)
        except (ListEmpty, ListLocked, ListTooLarge, NotAList, QuoteOpen) as trouble:
            assert trouble.sentence()


@pytest.mark.parametrize("above", ["", "sep=;\n"])
def test_i8_an_open_quotation_mark_swallows_nobody(above: str) -> None:
    rows = ["Name;Vorname;Ort", "Muster;Anna;Ulm", 'Probe;"Bo;Ulm', *["Fiktiv;Cem;Ulm"] * 4]
    with pytest.raises(QuoteOpen) as trouble:
        read_list((above + "\n".join(rows)).encode())
    assert f"In Zeile {3 + bool(above)} " in trouble.value.sentence()


def test_i8_an_open_quotation_mark_at_the_head_of_a_big_list_is_told_as_that() -> None:
    rows = ["Name;Ort", '"Muster;Ulm', *["Probe;Neu-Ulm"] * 90_000]
    with pytest.raises(QuoteOpen) as trouble:
        read_list("\n".join(rows).encode())
    assert "In Zeile 2 " in trouble.value.sentence()


def test_a_cell_may_have_several_lines_and_a_separator() -> None:
    told = b'Name;Vorname;Notiz\nMuster;Anna;"Ulm; Neu-Ulm\nKind; 3"\nProbe;Bo;x\nFiktiv;Cem;y\n'
    assert read_list(told).sheets[0].rows[1] == ("Muster", "Anna", "Ulm; Neu-Ulm\nKind; 3")
    assert read_list(b'Name\n"Muster\nAnna"\n').sheets[0].rows[1] == ("Muster\nAnna",)


@pytest.mark.parametrize(
    "rows",
    [
        ["Name,Vorname,Notiz,Ort", 'Muster,Ali,"Termin 3.3.\nSpricht A, B, C, D",Ulm'],
        ["Name,Notiz", 'Muster,"Termin\nSpricht ""A"", B\r\nund C"', 'Probe,"a, b\nc, d"'],
        ["Name,Notiz,Ort", 'Muster,"Termin\nSpricht A, B, C"', "Probe,,Ulm", "Fiktiv,,Ulm"],
        ["Name,Notiz,Ort", 'Muster,"Termin\nDeutsch" B1,Ulm', "Probe,,Ulm"],
        ["Name", '"Muster\nAnna" oder Anne'],
    ],
)
def test_i8_separators_in_a_note_of_several_lines_are_no_open_quotation_mark(rows: list[str]) -> None:
    found = read_delimited("\n".join(rows))
    assert found is not None
    assert len(found) == len(rows)


@pytest.mark.parametrize(
    "rows",
    [
        ["Name;Vorname;Ort", 'Muster;Anna;"Ulm', "Probe;Bo;Ulm", "Fiktiv;Cem"],
        ["Name;Vorname;Ort", 'Probe;"Bo;Ulm', 'Fiktiv;"Cem";Ulm', "Muster;Anna;Ulm"],
        ["Name;Vorname;Ort", 'Probe;"Bo;Ulm', 'Fiktiv;Cem;Neu"', "Muster;Anna;Ulm"],
        ["Name;Vorname;Ort", 'Probe;Bo;"Ulm', 'Fiktiv;Cem;"Ulm"', "Muster;Anna;Ulm"],
        ["Name", '"Probe', "Fiktiv"],
    ],
)
def test_i8_an_open_quotation_mark_is_told_wherever_it_ends(rows: list[str]) -> None:
    with pytest.raises(QuoteOpen) as trouble:
        read_delimited("\n".join(rows))
    assert "In Zeile 2 " in trouble.value.sentence()


@pytest.mark.parametrize("name", ["Şahin, Ayşe", "Yıldız", "İbrahim", "Erdoğan", "Çelik", "Müller"])
def test_turkish_names_of_an_old_program_are_read_as_they_were_written(name: str) -> None:
    content = f"Name;Ort\n{name};Köln\n".encode("cp1254")
    assert read_list(content).sheets[0].rows[1] == (name, "Köln")


def test_text_of_no_encoding_is_read_as_what_most_offices_write() -> None:
    assert len(rows_of(b"a;b\n\x80;\x81\n")) == 2


def test_what_spans_several_rows_of_an_ods_stands_in_each_of_them() -> None:
    rows = (("Name", "Ort"), ("Fiktiv", "Musterstadt"), ("Probe", ""), ("Muster", ""), ("Titel", ""))
    found = read_list(an_ods(*rows, spans={(1, 1): (3, 1), (4, 0): (1, 2)})).sheets[0]
    assert [row[1] for row in found.rows] == ["Ort", "Musterstadt", "Musterstadt", "Musterstadt", ""]
    assert found.filled == {(3, 1), (4, 1)}
    block = (("Name", "Ort"), ("Fiktiv", "x"), ("Probe", ""))
    wide = read_list(an_ods(*block, spans={(1, 0): (2, 2)})).sheets[0]
    assert wide.rows[2] == ("Probe", "")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_what_spans_hundreds_of_rows_stands_in_each_of_them(kind: str) -> None:
    people = [("Musterstadt" if index == 0 else "", f"Fiktiv{index}") for index in range(450)]
    if kind == "ods":
        content = an_ods(("Ort", "Name"), *people, spans={(1, 0): (450, 1)})
    else:
        content = an_xlsx(("Ort", "Name"), *people, change=lambda sheet: sheet.merge_cells("A2:A451"))
    (sheet,) = read_list(content).sheets
    assert [row[0] for row in sheet.rows] == ["Ort"] + ["Musterstadt"] * 450
    assert sheet.filled == {(number, 0) for number in range(3, 452)}


def test_a_cell_that_spans_more_rows_than_a_list_may_have_is_refused_and_not_filled_in_part() -> None:
    deep = lists.MOST_ROWS + 1

    def change(sheet: Worksheet) -> None:
        sheet.merge_cells(f"A1:A{deep}")
        sheet.cell(deep, 2, "Fiktiv")

    with pytest.raises(ListTooLarge):
        read_list(an_xlsx(("Musterstadt", "Probe"), change=change))


def test_an_ods_whose_table_cannot_be_unpacked_again_is_no_list() -> None:
    with pytest.raises(NotAList):
        lists._ods_spans(b"no archive")


WRITTEN = {
    "utf-8": "Nguyễn Văn Ân",
    "utf-16": "Nguyễn Thị",
    "cp1252": "Müller",
    "cp1250": "Dvořák",
    "cp1254": "Şahin",
    "cp1251": "Шевченко",
    "cp1256": "محمد",
    "mac_roman": "Größe",
    "cp850": "Öztürk",
    "iso8859_2": "Ścibór",
    "cp852": "Łucja",
    "koi8_r": "Чехов",
    "cp866": "Чехов",
    "iso8859_5": "Шевченко",
    "iso8859_6": "محمد",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_read_in_the_encoding_that_is_chosen(encoding: str) -> None:
    """Each encoding on offer brings back what was written in it, whatever the bytes seem to be."""
    content = f"Name;Ort\n{WRITTEN[encoding]};Ulm\n".encode(encoding)
    read = read_list(content, encoding)
    assert read.sheets[0].rows[1] == (WRITTEN[encoding], "Ulm")
    assert (read.encoding, read.letters) == (encoding, (WRITTEN[encoding],))
    assert read.recognised == read_list(content).encoding


def test_a_text_says_what_it_was_recognised_as_and_a_workbook_is_none() -> None:
    """Only of a text the encoding is a guess; UTF-8 with a mark before it is UTF-8."""
    assert read_list("Name;Ort\nMüller;Ulm\n".encode("utf-8-sig")).encoding == "utf-8"
    assert read_list("Name;Ort\nMüller;Ulm\n".encode("utf-16")).encoding == "utf-16"
    book = read_list(an_xlsx(HEAD, ROW))
    assert (book.encoding, book.recognised, book.letters) == ("", "", ())
    assert (encoding_name("cp1254"), encoding_name("koi8_r")) == ("Windows-1254", "KOI8-R")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [("Name;Ort\nMüller;Ulm\n".encode("cp1252"), "utf-8"), ("Name;Ort\n".encode("utf-16"), "cp1252")],
)
def test_an_encoding_that_does_not_fit_gets_its_sentence(content: bytes, encoding: str) -> None:
    """What cannot be read so, or is no text then, is refused by the name of the encoding."""
    with pytest.raises(NotThisEncoding) as trouble:
        read_list(content, encoding)
    assert f"„{encoding_name(encoding)}“" in trouble.value.sentence()


def test_a_few_cells_tell_how_letters_were_read() -> None:
    """Each shows a letter that is not seen yet, none is long, and plain ones tell nothing."""
    rows = ["Name;Notiz", "Muster;x", "Müller;" + "ä" * 41, "Mühl;x", "Größe;é", "Čapek;ş", "Łuk;x"]
    assert read_list("\n".join(rows).encode()).letters == ("Müller", "Größe", "é", "Čapek")
