"""Blacking out a name in what is kept of others, one by one, so that no backup brings it back (L4, L5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial

from sqlalchemy import Connection

from intman_desktop.errors import NotFound
from intman_desktop.gdpr import erasure
from intman_desktop.gdpr.free_texts import OF_CASES
from intman_desktop.gdpr.mentions import (
    black_out_note,
    black_out_texts,
    mentions,
    mentions_of,
    redact,
    texts_naming,
)
from intman_desktop.profiles import FieldKind, Profile
from intman_desktop.services.admission import note
from intman_desktop.services.desk import Desk
from intman_desktop.services.erased_list import clear_away, keep_digest, numbered, spread, times_kept
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.ending_views import Mention
from intman_desktop.values.outcome import Change, Outcome
from intman_desktop.vault.erased import digest_of

_ELSEWHERE = "redacted elsewhere"
_MENTIONS_SEEN = "mentions seen"
_CHANGED = frozenset(Change) - {Change.FIGURES, Change.SERVICES, Change.OFFICE, Change.BACKUPS}


def coded_fields(profile: Profile) -> frozenset[str]:
    """Return the fields whose answers are codes; what is no field of the profile any more was typed."""
    return frozenset(each.code for each in profile.fields if each.kind is not FieldKind.TEXT)


def redact_mention(desk: Desk, case_id: int, meant: Mention) -> Outcome[Mention]:
    """Black out the client's name in one place of another case (Rule L5). There is no way back.

    Which place it was is kept for restores as a meaningless key (Rule L4). Raises ``NotFound`` where the
    name does not occur there (any more).
    """
    coded = coded_fields(desk.profile)
    with desk.vault.transaction() as connection:
        found = mentions(connection, case_id, coded)
        mention = next((each for each in found if _same(each, meant)), None)
        if mention is None:
            raise NotFound(what=meant.spot)
        own_key = erasure.key_of(connection, case_id)
        for text in texts_naming(connection, case_id, mention, coded):
            keep_digest(connection, mention.case_key, _text(text))
        redact(connection, case_id, mention, coded)
        kept = erasure.kept_digests(connection)
        if digest_of(mention.case_key, _place(own_key, mention)) not in kept:
            number = times_kept(mention.case_key, f"redacted {mention.spot}", kept) + 1
            keep_digest(connection, mention.case_key, numbered(f"redacted {mention.spot}", number))
        keep_digest(connection, mention.case_key, _place(own_key, mention))
        keep_digest(connection, own_key, _ELSEWHERE)
        note(connection, desk, "note_redacted", mention.case_key)
    spread(desk)
    clear_away(desk.vault)
    return Outcome(mention, _CHANGED)


def keep_what_stands(connection: Connection, desk: Desk, case: Case) -> None:
    """Remember where in other cases a name was let stand at its erasure, in an open transaction (Rule L5).

    Wherever else an older backup has it, nobody has looked, and it is blacked out there (Rule L4).
    """
    for mention in mentions(connection, case.id, coded_fields(desk.profile)):
        keep_digest(connection, mention.case_key, _standing(case.key, mention))
    keep_digest(connection, case.key, _MENTIONS_SEEN)


def redact_again(
    connection: Connection,
    desk: Desk,
    files: Sequence[CaseFile],
    digests: Collection[str],
    own: Collection[str],
) -> int:
    """Black out what a backup brought back of names in other cases, in an open transaction (Rule L4).

    Returns how many places were blacked out.
    ``digests`` are all that is known, ``own`` those that the backup itself knew: these are done in it. A
    note in which a name was blacked out whose owner the backup does not have, or has under another name, is
    blacked out as a whole, since nobody can tell what it was; so is any other text that was as it is there.
    """
    coded = coded_fields(desk.profile)
    keys = {file.case.id: file.case.key for file in files}
    seen = {
        case_id
        for case_id, key in keys.items()
        if digest_of(key) in digests and digest_of(key, _MENTIONS_SEEN) in digests
    }
    redacted = {case_id for case_id, key in keys.items() if digest_of(key, _ELSEWHERE) in digests}
    done: Counter[tuple[str, str]] = Counter()
    places = 0
    for owner, mention in tuple(mentions_of(connection, seen | redacted, coded)):
        digest = digest_of(mention.case_key, _place(keys[owner], mention))
        chosen = digest in digests and digest not in own
        stands = digest_of(mention.case_key, _standing(keys[owner], mention)) in digests
        if chosen or (owner in seen and not stands):
            redact(connection, owner, mention, coded)
            places += 1
        done[mention.case_key, mention.spot] += chosen

    def left(case_key: str, spot: str) -> bool:
        """Return whether a name of somebody unknown was blacked out in a place since the backup."""
        name = f"redacted {spot}"
        since = times_kept(case_key, name, digests) - times_kept(case_key, name, own)
        return since > done[case_key, spot]

    def was_redacted(case_key: str, text: str) -> bool:
        """Return whether a name was blacked out in this very text of a case, and count it."""
        nonlocal places
        found = digest_of(case_key, _text(text)) in digests
        places += found
        return found

    for file in files:
        for talk in file.talks:
            for part in talk.participants if left(file.case.key, talk.key) else ():
                black_out_note(connection, part.id)
                places += 1
        if any(left(file.case.key, table.name) for table in OF_CASES):
            black_out_texts(connection, file.case.id, coded, partial(was_redacted, file.case.key))
    return places


def _text(text: str) -> str:
    return f"redacted text: {text}"


def _same(one: Mention, other: Mention) -> bool:
    return (one.case_id, one.spot) == (other.case_id, other.spot)


def _place(case_key: str, mention: Mention) -> str:
    return f"redacted {case_key} {mention.spot}"


def _standing(case_key: str, mention: Mention) -> str:
    return f"let stand {case_key} {mention.spot}"
