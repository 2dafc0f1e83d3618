"""Deadlines towards recipients: who has to know that a consent was withdrawn (Art. 19, E4, E7)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from intman_desktop.models import tables as t
from intman_desktop.models.reading import read_registers
from intman_desktop.rules.recipients import recipient_key
from intman_desktop.services.across.due.asking import Asked, Due, this_case
from intman_desktop.services.across.due.papers import telling_recipients
from intman_desktop.services.gate.notices import recipients_untold
from intman_desktop.values.codes import ConsentScope, DisclosureGround
from intman_desktop.values.deadline_views import DeadlineKind as Kind
from intman_desktop.values.explanation import Explanation


def recipients(connection: Connection, asked: Asked) -> Iterator[Due]:
    """Yield whom nobody told yet of a withdrawal, since its day, however long ago that is.

    An end of the case puts it off as little as a hold, of which it is told without the recipient (Rule L2);
    nor is one named whose kind of service tells of health where that consent does not stand (Rule E3).
    """
    rows = connection.execute(_perhaps(asked.one), asked.values())
    held = {case_id: hold_since is not None for case_id, hold_since in rows}
    telling = telling_recipients(connection, asked) if held else {}
    for case_id, consents, disclosures in read_registers(connection, held):
        for each in recipients_untold(disclosures, consents):
            hidden = Explanation("due_recipient_hidden", {"on": each.since})
            matter = Explanation("due_recipient", {"recipient": each.recipient, "on": each.since})
            yield Due(
                Kind.RECIPIENT_UNTOLD,
                each.since,
                case_id,
                hidden if held[case_id] else matter,
                each.disclosure_id,
                needs=telling.get(recipient_key(each.recipient), frozenset()),
                hidden=hidden,
            )


@cache
def _perhaps(one: bool) -> Select[Any]:
    """Return the query for the cases in which something was withdrawn and something passed on by consent."""
    c, d = t.consents.c, t.disclosures.c
    withdrawn = select(c.case_id).where(c.withdrawn_on.is_not(None), c.scope != ConsentScope.BASIC)
    passed_on = select(d.case_id).where(d.ground == DisclosureGround.CONSENT)
    return select(t.cases.c.id, t.cases.c.hold_since).where(
        this_case(one), t.cases.c.id.in_(withdrawn), t.cases.c.id.in_(passed_on)
    )
