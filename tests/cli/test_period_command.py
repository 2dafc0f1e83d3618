"""``intman period``: C4 on the command line, with the start read as typed on ``--today``."""

from __future__ import annotations

import json

import pytest

from intman_desktop.cli.commands import main

TODAY = ("--json", "--today", "2026-11-20")


@pytest.mark.parametrize(
    ("typed", "extension", "start", "last_day", "latest", "days_left"),
    [
        ("2024-03-15", None, "2024-03-15", "2027-03-15", "2028-03-15", 115),
        ("15.3.24", None, "2024-03-15", "2027-03-15", "2028-03-15", 115),
        ("150324", "6", "2024-03-15", "2027-09-15", "2028-03-15", 299),
        ("29.02.2024", None, "2024-02-29", "2027-02-28", "2028-02-29", 100),
        ("2024-02-29", "12", "2024-02-29", "2028-02-29", "2028-02-29", 466),
        ("2024-08-31", "6", "2024-08-31", "2028-02-29", "2028-08-31", 466),
        ("heute", None, "2026-11-20", "2029-11-20", "2030-11-20", 1096),
        ("2020-01-31", None, "2020-01-31", "2023-01-31", "2024-01-31", -1389),
        ("2023-11-20", None, "2023-11-20", "2026-11-20", "2027-11-20", 0),
    ],
)
def test_c4_the_period_as_json(
    capsys: pytest.CaptureFixture[str],
    typed: str,
    extension: str | None,
    start: str,
    last_day: str,
    latest: str,
    days_left: int,
) -> None:
    more = () if extension is None else ("--extension", extension)
    assert main(["period", typed, *more, *TODAY]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "start": start,
        "last_day": last_day,
        "latest_possible": latest,
        "days_left": days_left,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ("31.6.2024",),
        ("29.02.2023",),
        ("1402-05-12",),
        ("1985",),
        ("bald",),
        ("2024-03-15", "--extension", "13"),
        ("2024-03-15", "--extension", "0"),
        ("2024-03-15", "--extension", "-1"),
    ],
)
def test_c4_what_cannot_be_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert main(["period", *arguments, *TODAY]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().endswith((".", "?"))


def test_c1_a_start_that_is_still_to_come_is_said_beside_the_result(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for typed, said in (("2026-11-21", "Der 21.11.2026 liegt in der Zukunft"), ("heute", "")):
        assert main(["period", typed, *TODAY]) == 0
        told = capsys.readouterr()
        assert "last_day" in json.loads(told.out)
        assert told.err.startswith(said)
        assert bool(told.err) is bool(said)
