"""What taking a talk out would do, told before it is done (Rule C1)."""

from __future__ import annotations

from intman_desktop.rules import period as clock
from intman_desktop.services.casework.talks import cases_of, talk_in
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.work_views import TalkRemoval


def talk_removal(desk: Desk, talk_id: int) -> TalkRemoval:
    """Return how many take part in the talk, and what its removal means for anybody's start (Rule C1).

    Raises ``NotFound``.
    """
    with desk.vault.reading() as connection:
        talk = talk_in(connection, talk_id)
        files = cases_of(connection, {part.case_key for part in talk.participants})
    facts = []
    for file in files.values():
        left = tuple(each for each in file.talks if each.id != talk_id)
        derived = clock.start_from(left, file.earlier_counselling, file.needs_assessment)
        before = clock.start_of(file)
        found, known = (start.on if start else None for start in (derived, before))
        moved = clock.compare_start(file.case.period_start, found) if found != known else None
        if moved is not None:
            facts.append(moved)
    return TalkRemoval(len(talk.participants), tuple(facts))
