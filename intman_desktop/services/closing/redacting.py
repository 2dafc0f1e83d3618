"""Blacking out a name in what is kept of others, one by one, so that no backup brings it back (L4, L5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from sqlalchemy import Connection

from intman_desktop.errors import NotFound, Refused
from intman_desktop.gdpr import erasure
from intman_desktop.gdpr.directory import directory_key, give_directory_key
from intman_desktop.gdpr.free_texts import DIRECTORY, OF_CASES
from intman_desktop.gdpr.mentions import (
    black_out_directory,
    black_out_note,
    black_out_texts,
    mentions_of,
    redact,
    texts_with,
)
from intman_desktop.gdpr.verbs import Verb
from intman_desktop.profiles import FieldKind, Profile
from intman_desktop.services.closing.erased_list import (
    KnownSince,
    follow_through,
    keep_digest,
    keep_once_more,
)
from intman_desktop.services.common import erased_names
from intman_desktop.services.common.admission import note
from intman_desktop.services.common.desk import Desk
from intman_desktop.values.case_file import Case, CaseFile
from intman_desktop.values.ending_views import Mention
from intman_desktop.values.outcome import Change, Outcome

_CHANGED = frozenset(Change) - {Change.FIGURES, Change.SERVICES, Change.OFFICE, Change.BACKUPS}


def coded_fields(profile: Profile) -> frozenset[str]:
    """Return the fields whose answers are codes; what is no field of the profile any more was typed."""
    return frozenset(each.code for each in profile.fields if each.kind is not FieldKind.TEXT)


def redact_mention(desk: Desk, case_id: int, meant: Mention, chosen: Collection[int]) -> Outcome[Mention]:
    """Black out the client's name in one place of another case (Rule L5). There is no way back.

    ``chosen`` are the numbers within ``meant.occurrences`` that go; the others stay. What went and what
    stayed is kept for restores as meaningless keys (Rule L4). Raises ``NotFound`` where the name does not
    occur there (any more), and ``Refused`` (``mention_changed``) where the place says something else by now.
    """
    coded = coded_fields(desk.profile)
    with desk.vault.transaction() as connection:
        give_directory_key(connection)
        mention = _found(connection, case_id, meant, coded)
        if mention is None or not set(chosen) & set(range(len(mention.occurrences))):
            raise NotFound(what=meant.spot)
        if mention.state != meant.state:
            raise Refused("mention_changed")
        own_key = erasure.key_of(connection, case_id)
        for text in texts_with(connection, mention, coded, chosen):
            keep_digest(connection, mention.case_key, erased_names.text(text))
        taken = {name for number, name in enumerate(erased_names.taken(own_key, mention)) if number in chosen}
        spots = {erased_names.spot(mention.spot), erased_names.spot_of(own_key, mention)}
        for name in sorted(spots | taken):
            keep_once_more(connection, mention.case_key, name)
        redact(connection, case_id, mention, coded, chosen)
        left = _found(connection, case_id, meant, coded)
        if left is not None:
            _keep_standing(connection, own_key, left)
        keep_digest(connection, own_key, erased_names.ELSEWHERE)
        note(connection, desk, Verb.NOTE_REDACTED, mention.case_key if mention.case_id else "")
    follow_through(desk.vault)
    return Outcome(mention.veiled(), _CHANGED if mention.case_id else _CHANGED | {Change.SERVICES})


def keep_what_stands(connection: Connection, desk: Desk, case: Case) -> None:
    """Remember where in other cases a name was let stand at its erasure, in an open transaction (Rule L5).

    Wherever else an older backup has it, nobody has looked, and it is blacked out there (Rule L4).
    """
    give_directory_key(connection)
    for _owner, mention in mentions_of(connection, [case.id], coded_fields(desk.profile)):
        _keep_standing(connection, case.key, mention)
    keep_digest(connection, case.key, erased_names.SEEN)


def redact_again(
    connection: Connection,
    desk: Desk,
    files: Sequence[CaseFile],
    since: KnownSince,
) -> int:
    """Black out what a backup brought back of names in other cases, in an open transaction (Rule L4).

    Returns how many places were blacked out. A note in which a name was blacked out whose owner the backup
    does not have, or has under another name, is blacked out as a whole, since nobody can tell what it was; so
    is any other text that was as it is there.
    """
    give_directory_key(connection)
    coded = coded_fields(desk.profile)
    known = _Known({file.case.id: file.case.key for file in files}, since)
    done: Counter[tuple[str, str]] = Counter()
    for owner, mention in mentions_of(connection, known.owners, coded):
        spot = erased_names.spot_of(known.keys[owner], mention)
        done[mention.case_key, mention.spot] += len(since.times(mention.case_key, spot))
    places: set[tuple[str, str]] = set()
    # What was chosen first, until nothing of it is left: then every sentence is as it was let stand.
    for goes in (known.chosen, known.unseen):
        while gone := _black_out_once(connection, coded, known.owners, goes):
            places |= gone

    def left(case_key: str, spot: str) -> bool:
        """Return whether a name of somebody unknown was blacked out in a place since the backup."""
        return len(since.times(case_key, erased_names.spot(spot))) > done[case_key, spot]

    def was_redacted(case_key: str, text: str) -> bool:
        """Return whether a name was blacked out in this very text of a case."""
        return since.names(case_key, erased_names.text(text))

    whole = 0
    for file in files:
        key = file.case.key
        notes = [part.id for talk in file.talks if left(key, talk.key) for part in talk.participants]
        for participant_id in notes:
            black_out_note(connection, participant_id)
        whole += len(notes)
        if any(left(key, table.name) for table in OF_CASES):
            whole += black_out_texts(connection, file.case.id, coded, partial(was_redacted, key))
    if left(directory_key(connection), DIRECTORY.name):
        whole += black_out_directory(connection, partial(was_redacted, directory_key(connection)))
    return len(places) + whole


class _Known:
    """What the lists tell of the names that a backup brought back; ``keys`` are those of its cases by id."""

    def __init__(self, keys: Mapping[int, str], since: KnownSince) -> None:
        self.keys, self._since = keys, since
        self._seen = {
            case_id
            for case_id, key in keys.items()
            if since.names(key) and since.names(key, erased_names.SEEN)
        }
        self.owners = self._seen | {
            case_id for case_id, key in keys.items() if since.names(key, erased_names.ELSEWHERE)
        }

    def chosen(self, owner: int, mention: Mention) -> frozenset[int]:
        """Return what of a place was blacked out since, by its number."""
        names = enumerate(erased_names.taken(self.keys[owner], mention))
        return frozenset(number for number, name in names if self._since.times(mention.case_key, name))

    def unseen(self, owner: int, mention: Mention) -> frozenset[int]:
        """Return what of a place nobody let stand, though all of it was looked at.

        Not what only sounds like her name, for that is mostly somebody else's, or no name.
        """
        key = self.keys[owner]
        looked_at = self._since.times(mention.case_key, erased_names.spot_of(key, mention))
        if owner not in self._seen and not looked_at:
            return frozenset()
        standing = erased_names.standing(key, mention)
        stood = (self._since.names(mention.case_key, name) for name in standing)
        each_time = enumerate(zip(mention.occurrences, stood, strict=True))
        return frozenset(n for n, (each, left) in each_time if not left and (each.surely or not each.loose))


def _black_out_once(
    connection: Connection,
    coded: Collection[str],
    owners: Collection[int],
    goes: Callable[[int, Mention], frozenset[int]],
) -> set[tuple[str, str]]:
    """Black out what ``goes`` says of every place, for one person a place, and return these places.

    Two who share a name are told apart by what is left of the place after the first.
    """
    places: set[tuple[str, str]] = set()
    for owner, mention in tuple(mentions_of(connection, owners, coded)):
        place = (mention.case_key, mention.spot)
        numbers = frozenset() if place in places else goes(owner, mention)
        if numbers:
            redact(connection, owner, mention, coded, numbers)
            places.add(place)
    return places


def _found(connection: Connection, case_id: int, meant: Mention, coded: Collection[str]) -> Mention | None:
    """Return a place as it is now, None where the name does not occur in it."""
    found = (mention for _owner, mention in mentions_of(connection, [case_id], coded))
    return next((each for each in found if _same(each, meant)), None)


def _keep_standing(connection: Connection, owner_key: str, mention: Mention) -> None:
    for name in dict.fromkeys(erased_names.standing(owner_key, mention)):
        keep_digest(connection, mention.case_key, name)


def _same(one: Mention, other: Mention) -> bool:
    return (one.case_id, one.spot) == (other.case_id, other.spot)
