"""Blacking out a name in the notes of others, one by one, so that no backup brings it back (L4, L5)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from intman_desktop.errors import NotFound
from intman_desktop.gdpr import erasure
from intman_desktop.services.admission import note
from intman_desktop.services.desk import Desk
from intman_desktop.services.erased_list import clear_away, keep_digest, spread
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.ending_views import Mention
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.erased import digest_of

_ELSEWHERE = "redacted elsewhere"


def redact_mention(desk: Desk, case_id: int, participant_id: int) -> Outcome[Mention]:
    """Black out the client's name in one note of another case (Rule L5). There is no way back.

    Which place it was is kept for restores as a meaningless key (Rule L4). Raises ``NotFound`` where the
    name does not occur there (any more).
    """
    with desk.vault.transaction() as connection:
        found = erasure.mentions(connection, case_id)
        mention = next((each for each in found if each.participant_id == participant_id), None)
        if mention is None:
            raise NotFound(what=participant_id)
        own_key = erasure.key_of(connection, case_id)
        erasure.redact(connection, case_id, participant_id)
        keep_digest(connection, mention.case_key, _place(own_key, mention))
        keep_digest(connection, own_key, _ELSEWHERE)
        note(connection, desk, "note_redacted", mention.case_key)
    spread(desk)
    clear_away(desk.vault)
    return Outcome(mention, frozenset({Change.TALKS}))


def redact_again(connection: Connection, file: CaseFile, digests: Collection[str]) -> None:
    """Black out what a backup brought back of a redaction, inside an open transaction (Rule L4)."""
    if digest_of(file.case.key, _ELSEWHERE) not in digests:
        return
    for mention in erasure.mentions(connection, file.case.id):
        if digest_of(mention.case_key, _place(file.case.key, mention)) in digests:
            erasure.redact(connection, file.case.id, mention.participant_id)


def _place(case_key: str, mention: Mention) -> str:
    return f"redacted {case_key} {mention.talk_key}"
