"""Rule L4: names on the list of the erased stay what they are, or no older list is understood any more."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.services.common import erased_names
from intman_desktop.values.ending_views import Mention, Occurrence, Passage
from tests import builders as a

DAY = date(2026, 11, 20)
HEALTH = a.a_health_consent(id=7)
NAMED = Mention(2, "", talk_key="t1", passages=(Passage("Mit Ada.", (Occurrence(((4, 7),), True),)),))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (erased_names.CASE, ""),
        (erased_names.SEEN, "mentions seen"),
        (erased_names.ELSEWHERE, "redacted elsewhere"),
        (erased_names.reason("moved"), "reason moved"),
        (erased_names.ending(DAY), "ended 2026-11-20"),
        (erased_names.withdrawal_of(HEALTH), "withdrawn health:"),
        (erased_names.numbered("withdrawn health:", 1), "withdrawn health:"),
        (erased_names.numbered("withdrawn health:", 2), "withdrawn health: 2"),
        (erased_names.withdrawal_on("withdrawn health: 2", DAY), "withdrawn health: 2 on 2026-11-20"),
        (erased_names.let_go(HEALTH), "let go health:"),
        (erased_names.withdrawal_before(HEALTH), "consent 7"),
        (erased_names.goal(3), "redacted goal 3"),
        (erased_names.extension(4), "redacted extension 4"),
        (erased_names.talk_note("t1"), "redacted note t1"),
        (erased_names.referral("t1", "s1"), "redacted referral t1 s1"),
        (erased_names.ended_with("redacted goal 3"), "ended with redacted goal 3"),
        (erased_names.spot("t1"), "redacted t1"),
        (erased_names.spot_of("k1", NAMED), "redacted k1 t1"),
        (erased_names.text("Mit Ada."), "redacted text: Mit Ada."),
        (next(erased_names.taken("k1", NAMED)), "redacted k1 t1 in 0: Mit Ada."),
        (next(erased_names.standing("k1", NAMED)), "let stand k1 t1 in 0: Mit Ada."),
    ],
)
def test_a_name_is_that_of_every_list_ever_written(name: str, expected: str) -> None:
    assert name == expected
