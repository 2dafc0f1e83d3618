"""K7: which years that were handed in have other figures since."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.profiles import NoFigures, Profile
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.closing.frozen_years import changed_since_frozen, frozen_years
from intman_desktop.services.common.desk import Desk
from tests import builders as a
from tests.opened import on_day, put_in


def test_k7_a_talk_dated_back_changes_a_year_that_was_handed_in(desk: Desk) -> None:
    file = a.a_case_file()
    put_in(desk, [file], [a.a_talk(file.case.key, on=date(2025, 5, 5))])
    assert (frozen_years(desk), changed_since_frozen(desk, 2025)) == ({}, ())
    freeze_year(desk, 2025)
    freeze_year(desk, 2024)
    freeze_year(desk, 2021)
    first = frozen_years(desk)
    assert list(first) == [2025, 2024, 2021]
    assert not changed_since_frozen(desk, 2025)
    other = a.a_case_file()
    put_in(desk, [other], [a.a_talk(other.case.key, on=date(2025, 6, 2))])
    assert [year for year in frozen_years(desk) if changed_since_frozen(desk, year)] == [2025]
    freeze_year(desk, 2025)
    assert not changed_since_frozen(desk, 2025)
    again = frozen_years(desk)
    assert (again[2024], again[2025] > first[2025]) == (first[2024], True)


def test_k7_an_older_year_is_told_once_something_of_it_changed(desk: Desk) -> None:
    """A case reaches into its fourth year and may be corrected later still; nothing ends K7."""
    file = a.a_case_file()
    old = on_day(desk, date(2033, 1, 10))
    freeze_year(old, 2026)
    assert frozen_years(old) == {}
    put_in(old, [file], [a.a_talk(file.case.key, on=date(2026, 5, 5))])
    assert [year for year in frozen_years(old) if changed_since_frozen(old, year)] == [2026]


def test_k7_a_year_without_a_definition_has_not_changed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_profile: Profile, year: int) -> None:
        raise NoFigures(year=year)

    monkeypatch.setattr(Profile, "sheet", none)
    assert not changed_since_frozen(desk, 2025)
