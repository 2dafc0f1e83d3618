"""The case format: what is written is read again, and every fault has its place."""

from __future__ import annotations

import importlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from intman_desktop.exchange.case_format import (
    CaseFileNewer,
    NotACaseFile,
    read_document,
    write_document,
)
from intman_desktop.paths import resource
from intman_desktop.sample import invented_office
from intman_desktop.sealing import NotEnoughMemory
from intman_desktop.values.document import Counter, Document
from tests.builders import a_case_file, a_talk, an_office

SCHEMA = resource("schemas", "cases-1.schema.json")
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
EXAMPLE = resource("schemas", "cases-1.example.json")


def plain(document: Document) -> dict[str, Any]:
    """Return the document as it stands in its file."""
    found: dict[str, Any] = json.loads(write_document(document))
    return found


def faults_of(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Return place and code of every fault."""
    return [(fault.place, fault.code) for fault in read_document(json.dumps(content).encode()).faults]


def small_document() -> Document:
    """Return a document with one of everything."""
    file = a_case_file()
    return Document(
        cases=(file,),
        talks=(a_talk(file.case.key),),
        whole=True,
        office=an_office(),
        counters=(Counter(2025, "bw-standard", 1, "persons", "", 3),),
    )


def test_what_is_written_is_read_again() -> None:
    document = invented_office(40)
    found = read_document(write_document(document))
    assert found.faults == ()
    assert found.document == document


def test_writing_twice_gives_the_same_bytes() -> None:
    assert write_document(invented_office(10)) == write_document(invented_office(10))


def test_the_schema_in_the_resources_is_the_one_made_from_the_values(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(checkout / "packaging"))
    assert importlib.import_module("case_schema").main(["--check"]) == 0, capsys.readouterr().err


def test_the_schema_accepts_what_we_write() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(plain(small_document()))] == []


def test_the_example_is_read_and_fits_the_schema() -> None:
    content = EXAMPLE.read_bytes()
    assert read_document(content).faults == ()
    assert list(VALIDATOR.iter_errors(json.loads(content))) == []


def shown(schema: Any, node: Any, definitions: dict[str, Any]) -> set[str]:
    """Return the names of the definitions that ``node`` shows, of what it is by ``schema``."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return {name} | shown(definitions[name], node, definitions)
    if "anyOf" in schema:
        return set() if node is None else shown(schema["anyOf"][0], node, definitions)
    if isinstance(node, list):
        return set().union(*(shown(schema["items"], each, definitions) for each in node))
    if isinstance(node, dict):
        return set().union(*(shown(schema["properties"][name], node[name], definitions) for name in node))
    return set()


def test_the_example_shows_everything_that_a_whole_export_holds() -> None:
    """Whoever writes such a file sees one of each; what only smaller files have is left."""
    schema, content = json.loads(SCHEMA.read_text("utf-8")), json.loads(EXAMPLE.read_bytes())
    assert content["whole"] is True
    assert shown(schema, content, schema["$defs"]) == set(schema["$defs"])
    of_smaller_files = {"from_office", "own_blocks", "list_entries"}
    assert {name for name in schema["properties"] if not content.get(name)} == of_smaller_files


def test_the_example_is_written_as_we_write() -> None:
    """Order of fields, indentation and what is left out are those of an export."""
    content = EXAMPLE.read_bytes()
    assert write_document(read_document(content).document) == content


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("case", "opened_on"), None, ("cases[0].case.opened_on", "wrong_type")),
        (("case", "opened_on"), "2026-02-31", ("cases[0].case.opened_on", "no_such_day")),
        (("case", "opened_on"), "20260212", ("cases[0].case.opened_on", "wrong_type")),
        (("case", "opened_on"), "2026-W01-1", ("cases[0].case.opened_on", "wrong_type")),
        (("case", "state"), "sleeping", ("cases[0].case.state", "wrong_type")),
        (("client", "adult"), "yes", ("cases[0].client.adult", "wrong_type")),
        (("client", "adult"), 1, ("cases[0].client.adult", "wrong_type")),
        (("client", "family_name"), 5, ("cases[0].client.family_name", "wrong_type")),
        (("client", "shoe_size"), 43, ("cases[0].client.shoe_size", "unknown_field")),
        (("client",), [], ("cases[0].client", "wrong_type")),
        (("consents",), {"a": 1}, ("cases[0].consents", "wrong_type")),
        (("consents", 0, "decided_on"), True, ("cases[0].consents[0].decided_on", "wrong_type")),
    ],
)
def test_every_fault_names_its_place(path: tuple[Any, ...], value: object, fault: tuple[str, str]) -> None:
    content = plain(small_document())
    target = content["cases"][0]
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert fault in faults_of(content)


def test_all_faults_are_reported_at_once() -> None:
    content = plain(small_document())
    del content["cases"][0]["case"]["number"]
    content["cases"].append(7)
    content["talks"][0]["minutes"] = "an hour"
    content["surprise"] = 1
    assert set(faults_of(content)) == {
        ("cases[0].case.number", "missing_field"),
        ("cases[1]", "wrong_type"),
        ("talks[0].minutes", "wrong_type"),
        ("surprise", "unknown_field"),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"[]",
        b"{}",
        b'{"format": "something-else", "format_version": 1}',
        b'{"format": "intman-cases", "format_version": true}',
        b'{"format": "intman-cases", "format_version": 0}',
        b'{"format": "intman-cases", "format": "intman-cases", "format_version": 1}',
        b'{"format": "intman-cases", "format_version": 1, "cases": [NaN]}',
        b"[" * 100_000,
        b'{"format": "intman-cases", "format_version": 1, "cases": ' + b"[" * 900 + b"]" * 900 + b"}",
        "{'format': 'intman-cases'}".encode("utf-16"),
    ],
)
def test_a_foreign_or_damaged_file_is_no_case_file(content: bytes) -> None:
    with pytest.raises(NotACaseFile):
        read_document(content)


def test_a_file_for_which_there_is_no_memory_gets_that_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(json, "loads", full)
    with pytest.raises(NotEnoughMemory):
        read_document(b"{}")


def test_a_truncated_file_is_no_case_file() -> None:
    content = write_document(small_document())
    with pytest.raises(NotACaseFile):
        read_document(content[: len(content) // 2])


def test_a_newer_file_is_refused_with_its_own_sentence() -> None:
    with pytest.raises(CaseFileNewer) as caught:
        read_document(b'{"format": "intman-cases", "format_version": 2, "cases": []}')
    assert "neueren Version" in caught.value.sentence()


def test_a_byte_order_mark_does_not_hurt() -> None:
    document = small_document()
    assert read_document(b"\xef\xbb\xbf" + write_document(document)).document == document


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates().map(date.isoformat),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=12,
    ),
    st.sampled_from(["cases", "talks", "brief_contacts", "counters", "services", "office", "whole"]),
)
def test_whatever_stands_in_a_part_is_a_fault_and_never_a_crash(part: Any, name: str) -> None:
    content = {"format": "intman-cases", "format_version": 1, name: part}
    found = read_document(json.dumps(content).encode())
    schema_is_content = not list(VALIDATOR.iter_errors(content))
    assert schema_is_content == (not found.faults)


def test_the_resources_are_in_the_checkout() -> None:
    assert Path(SCHEMA).is_file()
