"""Whatever a case file holds, it comes in sound or is refused with a sentence."""

from __future__ import annotations

import json
import random
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from intman_desktop.errors import FaultyInput, Trouble
from intman_desktop.exchange.case_format import write_document
from intman_desktop.exchange.converting import to_plain
from intman_desktop.sample import invented_office
from intman_desktop.services.across.key_figures import sheet_json
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.keeping.stores import desk_of, open_store
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values.codes import Block
from intman_desktop.values.document import Counter
from intman_desktop.values.office import Service
from tests.builders import an_issued_plan
from tests.opened import PASSPHRASE, open_desk

Place = tuple[str | int, ...]
WEIRD: tuple[Any, ...] = (
    *(None, True, [], {}, ["x"], [None]),
    *(
        "",
        " ",
        "x" * 301,
        "x" * 100_000,
        "\0",
        "\ud800",
        "\u202e",
        "🙂",
        "=1+1",
        "-",
        "../../x",
        "yes",
        "basic",
    ),
    *(-1, 0, 1, 1.5, 1e300, 10**30, 2**63),
    *("0001-01-01", "1800-01-01", "2026-11-20", "2027-01-01", "9999-12-31", "2026-02-30", "1402-05-12"),
)


@pytest.fixture(scope="module")
def whole() -> dict[str, Any]:
    """Return a whole export of six invented people, with something in every list."""
    document = replace(
        invented_office(6),
        counters=(Counter(2025, "bw-standard", 1, "persons", "", 3),),
        services=(Service("jc_muster", "jobcenter", "Jobcenter Muster"),),
    )
    plain: dict[str, Any] = json.loads(write_document(document))
    return plain


def places_in(node: Any, above: Place = ()) -> Iterator[Place]:
    """Yield where every value of a document stands."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for name, value in inner:
        yield (*above, name)
        yield from places_in(value, (*above, name))


def spoilt(whole: dict[str, Any], draw: random.Random, places: list[list[Place]]) -> bytes:
    """Return the document with one or two values replaced, left out or doubled; kinds of places alike."""
    plain = json.loads(json.dumps(whole))
    for _ in range(draw.choice([1, 1, 2])):
        *above, last = draw.choice(draw.choice(places))
        node = plain
        try:
            for name in above:
                node = node[name]
            deed = draw.random()
            if deed < 0.1:
                del node[last]
            elif deed < 0.25 and isinstance(node, list):
                node.append(node[last])  # type: ignore[index]
            else:
                node[last] = draw.choice(WEIRD)
        except (KeyError, IndexError, TypeError):
            continue  # the first change took away where the second was to be
    return json.dumps(plain).encode()


def works_still(desk: Desk, folder: Path) -> None:
    """See that a store opens, counts and hands out what it holds."""
    desk.vault.close()
    again = desk_of(open_store(folder, PASSPHRASE), desk.today, desk.now)
    try:
        json.loads(export_cases(again))
        for year in (2025, 2026):
            sheet_json(again, year)
    finally:
        again.vault.close()


@pytest.mark.slow
def test_whatever_a_case_file_holds_it_comes_in_or_is_refused_with_a_sentence(
    empty_store: Path, tmp_path: Path, whole: dict[str, Any], how_many: Callable[[str, int, int], int]
) -> None:
    kinds: dict[Place, list[Place]] = defaultdict(list)
    for place in places_in(whole):
        kinds[tuple("*" if isinstance(name, int) else name for name in place)].append(place)
    taken = refused = 0
    for seed in range(how_many("spoilt case files", 40, 5000)):
        draw = random.Random(seed)
        folder = tmp_path / "tresor"
        desk = open_desk(empty_store, folder)
        try:
            import_cases(desk, spoilt(whole, draw, list(kinds.values())), partial=draw.random() < 0.5)
            taken += 1
            works_still(desk, folder)
        except Trouble as trouble:
            refused += 1
            assert trouble.sentence()
        finally:
            desk.vault.close()
            shutil.rmtree(folder)
    assert taken
    assert refused


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("cases", 0, "client", "family_name"), "x" * 301),
        (("cases", 0, "client", "phone"), "\ud800"),
        (("cases", 0, "client", "town"), "Muster\0stadt"),
        (("cases", 0, "client", "birth_date"), "9999-12-31"),
        (("talks", 0, "minutes"), 2**63),
        (("office", "profile"), "atlantis"),
        (("office", "backup_max_age_days"), 10**9),
        (("office", "lock_minutes"), -1),
        (("office", "workers", 0, "full_time_share"), 1e300),
        (("counters", 0, "value"), 10**30),
        (("brief_contacts", 0, "on"), "2026-11-21"),
        (("brief_contacts", 0, "topic"), "weather"),
    ],
)
def test_what_would_break_a_store_is_named_and_with_partial_left_out(
    opened: Callable[[str], Desk], tmp_path: Path, whole: dict[str, Any], place: Place, value: object
) -> None:
    plain = json.loads(json.dumps(whole))
    node = plain
    for name in place[:-1]:
        node = node[name]
    node[place[-1]] = value
    desk, content = opened("a"), json.dumps(plain).encode()
    with pytest.raises(FaultyInput) as refused:
        import_cases(desk, content)
    named = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in place)[1:]
    # what is wrong with a value is told at its field, or at the row that holds it
    assert any(named.startswith(where) for where, _sentence in refused.value.faults)
    assert import_cases(desk, content, partial=True).value.cases >= 5
    works_still(desk, tmp_path / "a" / "tresor")


@pytest.mark.parametrize(
    ("listed", "place"),
    [
        (("talks", 0, "participants"), "talks[0].participants"),
        (("counters",), "counters[1]"),
        (("services",), "services[1]"),
        (("cases",), "cases[6].case.key"),
    ],
)
def test_what_stands_twice_is_named(
    opened: Callable[[str], Desk], whole: dict[str, Any], listed: Place, place: str
) -> None:
    plain = json.loads(json.dumps(whole))
    node = plain
    for name in listed:
        node = node[name]
    node.append(node[0])
    with pytest.raises(FaultyInput) as refused:
        import_cases(opened("a"), json.dumps(plain).encode())
    assert [where for where, _sentence in refused.value.faults] == [place]


def test_a_block_reason_and_a_version_of_a_plan_stand_once(
    opened: Callable[[str], Desk], whole: dict[str, Any]
) -> None:
    plain = json.loads(json.dumps(whole))
    row = next(row for row, case in enumerate(plain["cases"]) if case.get("plan"))
    plain["cases"][row]["plan"] |= {
        "block_reasons": [{"block": Block.EDUCATION.value, "reason": "fehlt"}] * 2,
        "versions": [to_plain(an_issued_plan())] * 2,
    }
    with pytest.raises(FaultyInput) as refused:
        import_cases(opened("a"), json.dumps(plain).encode())
    assert [where for where, _sentence in refused.value.faults] == [
        f"cases[{row}].plan.block_reasons[1]",
        f"cases[{row}].plan.versions[1]",
    ]
