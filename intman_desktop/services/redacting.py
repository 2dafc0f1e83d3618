"""Blacking out a name in the notes of others, one by one, so that no backup brings it back (L4, L5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import count

from sqlalchemy import Connection

from intman_desktop.errors import NotFound
from intman_desktop.gdpr import erasure
from intman_desktop.services.admission import note
from intman_desktop.services.desk import Desk
from intman_desktop.services.erased_list import clear_away, keep_digest, spread
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.ending_views import Mention
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.erased import digest_of

_ELSEWHERE = "redacted elsewhere"
_MENTIONS_SEEN = "mentions seen"


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
        kept = erasure.kept_digests(connection)
        if digest_of(mention.case_key, _place(own_key, mention)) not in kept:
            times = _times(mention.case_key, mention.talk_key, kept)
            keep_digest(connection, mention.case_key, _time(mention.talk_key, times + 1))
        keep_digest(connection, mention.case_key, _place(own_key, mention))
        keep_digest(connection, own_key, _ELSEWHERE)
        note(connection, desk, "note_redacted", mention.case_key)
    spread(desk)
    clear_away(desk.vault)
    return Outcome(mention, frozenset({Change.TALKS}))


def keep_what_stands(connection: Connection, case: Case) -> None:
    """Remember in which notes a name was let stand at its erasure, inside an open transaction (Rule L5).

    Wherever else an older backup has it, nobody has looked, and it is blacked out there (Rule L4).
    """
    for mention in erasure.mentions(connection, case.id):
        keep_digest(connection, mention.case_key, _standing(case.key, mention))
    keep_digest(connection, case.key, _MENTIONS_SEEN)


def redact_again(
    connection: Connection, files: Sequence[CaseFile], digests: Collection[str], own: Collection[str]
) -> None:
    """Black out what a backup brought back of names in others' notes, inside an open transaction (Rule L4).

    ``digests`` are all that is known, ``own`` those that the backup itself knew: these are done in it. A note
    in which a name was blacked out whose owner the backup does not have, or has under another name, is
    blacked out as a whole, since nobody can tell what it was.
    """
    done: Counter[tuple[str, str]] = Counter()
    for file in files:
        key = file.case.key
        seen = digest_of(key) in digests and digest_of(key, _MENTIONS_SEEN) in digests
        if not seen and digest_of(key, _ELSEWHERE) not in digests:
            continue
        for mention in erasure.mentions(connection, file.case.id):
            digest = digest_of(mention.case_key, _place(key, mention))
            chosen = digest in digests and digest not in own
            stands = digest_of(mention.case_key, _standing(key, mention)) in digests
            if chosen or (seen and not stands):
                erasure.redact(connection, file.case.id, mention.participant_id)
            done[mention.case_key, mention.talk_key] += chosen
    for file in files:
        for talk in file.talks:
            place = (file.case.key, talk.key)
            if _times(*place, digests) - _times(*place, own) > done[place]:
                for part in talk.participants:
                    erasure.black_out_note(connection, part.id)


def _place(case_key: str, mention: Mention) -> str:
    return f"redacted {case_key} {mention.talk_key}"


def _standing(case_key: str, mention: Mention) -> str:
    return f"let stand {case_key} {mention.talk_key}"


def _time(talk_key: str, number: int) -> str:
    return f"redacted {talk_key} {number}"


def _times(case_key: str, talk_key: str, digests: Collection[str]) -> int:
    """Return how many people's names were blacked out in one note."""
    return next(n for n in count() if digest_of(case_key, _time(talk_key, n + 1)) not in digests)
