"""What the search offers of a case it found."""

from __future__ import annotations

from intman_desktop.ui.curtain import Curtain
from intman_desktop.ui.finding import offers
from intman_desktop.values.codes import CaseState
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.views import FoundCase


def test_an_ended_case_says_so_in_the_offer() -> None:
    """Whom one means to erase is not taken for somebody whose case runs."""
    why = Explanation("found_number")
    cases = [
        FoundCase(number, "k", f"IM-2024-000{number}", "Muster, Ana", "", state, town="Musterstadt", why=why)
        for number, state in enumerate((CaseState.ENDED, CaseState.ACTIVE, CaseState.DORMANT), 1)
    ]
    assert [each.detail for each in offers(cases, Curtain())] == [
        "IM-2024-0001 · beendet · Musterstadt",
        "IM-2024-0002 · Musterstadt",
        "IM-2024-0003 · Musterstadt",
    ]
