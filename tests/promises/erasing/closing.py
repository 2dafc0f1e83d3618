"""Withdrawing, erasing, freezing, backing up and bringing back, each checked against what must be true."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import date
from random import Random

from sqlalchemy import Connection, Table, delete, func, select, update

from intman_desktop.errors import Refused
from intman_desktop.gdpr.mentions import mentions
from intman_desktop.models import tables as t
from intman_desktop.services.across.key_figures import freeze_year
from intman_desktop.services.casework.case_sheet import case_sheet
from intman_desktop.services.casework.talks import note_talk
from intman_desktop.services.closing.ending import end_case, end_in
from intman_desktop.services.closing.erasure import erase_case, look_before_erasing
from intman_desktop.services.closing.marked import redact_place
from intman_desktop.services.closing.redacting import coded_fields
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import read_office
from intman_desktop.services.keeping.backups import back_up, erased_lists_of, restore, verify_store
from intman_desktop.services.rights.consents import record_consent
from intman_desktop.services.rights.withdrawing import withdraw_basic, withdraw_kind
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import CaseState, ConsentDecision, ConsentScope, SpecialKind
from intman_desktop.values.ending_views import MISTAKE, WITHDRAWN, Ending
from intman_desktop.vault import layout
from tests import builders as a
from tests.cells import Cells, cells_in, every_cell, same_totals
from tests.opened import PASSPHRASE, black_out, moment
from tests.promises.erasing.marks import surely_kept, tokens
from tests.promises.erasing.office import (
    Act,
    AtWork,
    Backup,
    Gone,
    Person,
    advance,
    assert_gone,
    assert_index_holds_the_living,
    content_of,
    whole,
)

_NOT_COMPARED = {t.household_members.name, t.drafts.name}
"""Links to the erased are cut and drafts that tell of them go, in other people's cases too."""


class _TakenBack(Exception):
    """Ends a trial without leaving anything."""


def withdraw_one_kind(work: AtWork, draw: Random) -> None:
    """Withdraw health or contact: nothing of it is in any byte afterwards."""
    person = work.someone(draw, running=False)
    file = work.file_of(person.id)
    standing = [
        each
        for each in file.consents
        if each.scope in (ConsentScope.SPECIAL, ConsentScope.CONTACT) and _stands(each)
    ]
    if not standing:
        raise Refused("nothing_to_withdraw")
    consent = draw.choice(standing)
    before = work.cells()
    withdraw_kind(work.desk, person.id, consent.id, work.day)
    work.withdrawals.append((person.key, None))
    if consent.kind is SpecialKind.HEALTH:
        work.never |= work.health.pop(person.key, set())
    assert work.cells() == before, "a withdrawal of a kind changed a figure"
    assert_gone(work, work.desk, set())


def take_out_what_is_marked(work: AtWork, draw: Random) -> None:
    """Take out a note, a goal or a referral marked with a withdrawn kind: no figure moves (K8)."""
    person = _someone_marked(work, draw)
    place = draw.choice(case_sheet(work.desk, person.id).marked)
    before, frozen = work.cells(), _frozen(work.desk)
    redact_place(work.desk, person.id, place.place, place.row_id, draw.random() < 0.5)
    now = work.cells()
    assert same_totals(now, before) if work.keep_totals_only() else now == before, _other(now, before)
    assert _frozen(work.desk) == frozen
    work.redacted += _together_with(work, person)


def _someone_marked(work: AtWork, draw: Random) -> Person:
    """Return somebody of whom something marked is left; else let her speak of health and withdraw it."""
    for person in (work.someone(draw, running=False) for _ in range(len(work.focus))):
        if case_sheet(work.desk, person.id).marked:
            return person
    person = work.someone(draw)
    file = work.file_of(person.id)
    consent = next(
        (each for each in file.consents if each.kind is SpecialKind.HEALTH and _stands(each)), None
    )
    if consent is None:
        consent = record_consent(work.desk, person.id, a.a_health_consent(decided_on=work.day)).value
    part = v.Participant(file.case.key, f"Bespricht {work.know(file)}", plan_missing_reason="später")
    held = v.Talk(work.day, "in_person", "health", ("school",), participants=(part,))
    note_talk(work.desk, held, confirm_outside=True)
    withdraw_kind(work.desk, person.id, consent.id, work.day)
    work.withdrawals.append((person.key, None))
    work.never |= work.health.pop(person.key, set())
    return person


def _together_with(work: AtWork, person: Person) -> list[str]:
    """Return the keys of a case and of all who share a talk with it: the topic is that of the talk."""
    p = t.participants.c
    talks = select(p.talk_id).where(p.case_id == person.id)
    with work.desk.vault.reading() as connection:
        ids = select(p.case_id).where(p.talk_id.in_(talks))
        return [person.key, *connection.scalars(select(t.cases.c.key).where(t.cases.c.id.in_(ids)))]


def withdraw_everything(work: AtWork, draw: Random) -> None:
    """Withdraw the basic consent; mostly the case is erased the same day."""
    person = work.someone(draw, running=False, also_held=True)
    if not any(
        each.scope is ConsentScope.BASIC and _stands(each) for each in work.file_of(person.id).consents
    ):
        raise Refused("nothing_to_withdraw")
    case = withdraw_basic(work.desk, person.id, work.day).value
    work.withdrawals.append((person.key, case.ended_on))
    if not person.held and draw.random() < 0.7:
        _erase(work, work.people()[person.key], "")


def erase_somebody(work: AtWork, draw: Random) -> None:
    """Erase one case, ended before or not, for any reason there is; a withdrawal is an act of its own."""
    person = work.someone(draw, running=False)
    listed = [item.code for item in work.desk.profile.list("ending_reasons")]
    reasons = [code for code in listed if code != WITHDRAWN]
    reason = draw.choice((*reasons, MISTAKE, MISTAKE, MISTAKE))
    if person.state is not CaseState.ENDED and draw.random() < 0.5:
        end_case(work.desk, person.id, Ending(work.day, reason))
        person, reason = work.people()[person.key], ""
    _erase(work, person, reason)


def erase_several(work: AtWork, draw: Random) -> None:
    """Erase two or three cases one after the other, as the list of those due is worked through."""
    chosen = {each.key: each for each in (work.someone(draw, running=False) for _ in range(3))}
    for person in chosen.values():
        _erase(work, work.people()[person.key], draw.choice(("relocation", "deceased")))


def erase_a_couple(work: AtWork, draw: Random) -> None:
    """Erase everybody who took part in one joint talk, the last one too (Rule K5)."""
    p = t.participants.c
    with work.desk.vault.reading() as connection:
        joint = select(p.talk_id).group_by(p.talk_id).having(func.count() > 1).order_by(p.talk_id)
        talk_id = draw.choice(connection.scalars(joint).all())
        together = connection.scalars(
            select(t.cases.c.key).join(t.participants, t.cases.c.id == p.case_id).where(p.talk_id == talk_id)
        ).all()
    people = work.people()
    for key in together:
        if not people[key].held:
            _erase(work, work.people()[key], "goals_reached")


def redact_somewhere(work: AtWork, draw: Random) -> None:
    """Black out a name in another's note, though nobody is erased yet."""
    people = work.people()
    for key in draw.sample(work.focus, len(work.focus)):
        found = look_before_erasing(work.desk, people[key].id).mentions if key in people else ()
        if found:
            mention = draw.choice(found)
            black_out(work.desk, people[key].id, mention)
            work.redacted.append(mention.case_key)
            return
    raise Refused("nobody_is_mentioned")


def freeze_a_year(work: AtWork, draw: Random) -> None:
    """Hand a year in."""
    freeze_year(work.desk, draw.randrange(2024, work.day.year))


def let_time_pass(work: AtWork, draw: Random) -> None:
    """Let months go by, so that years end and the journal is cut."""
    advance(work, draw.choice((30, 90, 200)))


def make_a_backup(work: AtWork, draw: Random) -> None:
    """Back up, and keep a copy of the store beside it to compare with; the journal is cut where it is old."""
    number = len(work.backups)
    work.desk.vault.checkpoint()
    copy = work.root / f"as-it-was-{number}"
    copy.mkdir()
    for name in (layout.STORE, layout.KEY_FILE):
        shutil.copyfile(work.desk.vault.folder / name, copy / name)
    file = back_up(work.desk, work.stick / f"sicherung-{number}.imb").value.file
    keys = frozenset(work.people())
    work.backups.append(Backup(file, copy, keys, len(work.withdrawals)))
    assert verify_store(work.desk).sound


def bring_a_backup_back(work: AtWork, draw: Random) -> None:
    """Restore any backup, over the store or elsewhere to look at; the erased stay away, the rest is there."""
    if not work.backups:
        raise Refused("no_backup")
    kept = [each for each in work.backups if each.file.is_file()]  # older ones are thinned (L4)
    assert kept[-1] == work.backups[-1], "the newest always stays"
    backup = draw.choice(kept)
    over = draw.random() < 0.5
    work.restores += 1
    folder = work.desk.vault.folder if over else work.root / f"elsewhere-{work.restores}" / "tresor"
    lists = erased_lists_of([work.desk.vault.folder])
    if over:
        work.desk.vault.close()
    done = restore(
        backup.file,
        PASSPHRASE,
        folder,
        today=lambda: work.day,
        now=lambda: moment(work.day),
        erased_lists=() if over else lists,
    )
    there = work.reopened(folder)
    try:
        back = {key: gone for key, gone in work.gone.items() if key in backup.keys}
        assert done.erased_again == len(back)
        assert (done.scans_missing, verify_store(there).sound) == (0, True)
        words = {word for gone in back.values() for word in gone.words}
        assert_gone(work, there, words)
        assert_index_holds_the_living(there)
        _compare(work, there, backup, back)
    finally:
        if over:
            work.desk = there
        else:
            there.vault.close()
            shutil.rmtree(folder.parent)


def export_everything(work: AtWork, draw: Random) -> None:
    """Export the whole store: no trace of an erased person is in the file.

    A number that a restored backup does not know may have been given to somebody else since.
    """
    content = export_cases(work.desk)
    given_anew = {work.file_of(each.id).case.number.encode() for each in work.people().values()}
    words = {word for gone in work.gone.values() for word in gone.words} - given_anew
    assert not [word for word in words if word in content]


def _erase(work: AtWork, person: Person, reason: str) -> None:
    """Erase a case whose name is blacked out elsewhere, and assert what must be true afterwards."""
    for mention in look_before_erasing(work.desk, person.id).mentions:
        black_out(work.desk, person.id, mention)
        work.redacted.append(mention.case_key)
    file = work.file_of(person.id)
    work.know(file)
    why = reason or file.case.ending_reason
    words = frozenset(work.words[person.key] | work.health.get(person.key, set()))
    expected = _after_ending(work, file, why)
    content = content_of(work.desk)
    assert not [word for word in surely_kept(file.client, file.case) if word not in content]
    frozen = _frozen(work.desk)
    erase_case(work.desk, person.id, reason)
    work.gone[person.key] = Gone(why, file.case.ended_on or work.day, words)
    now = work.cells()
    assert same_totals(now, expected) if work.keep_totals_only() else now == expected, _other(now, expected)
    assert _frozen(work.desk) == frozen
    assert_gone(work, work.desk, words)
    assert_index_holds_the_living(work.desk, tokens([(file.client, file.case.number)]))


def _after_ending(work: AtWork, file: v.CaseFile, why: str) -> Cells:
    """Return every cell after ending the case and before erasing it, without it where it counts nowhere."""
    found: Cells = {}
    try:
        with work.desk.vault.transaction() as connection:
            if file.case.state is not CaseState.ENDED:
                end_in(connection, work.desk, file, Ending(work.day, why, deletion_due=work.day))
            mistakes = [file.case.id] if why == MISTAKE else []
            found = _cells_without(connection, work.desk, work.last_year, mistakes)
            raise _TakenBack
    except _TakenBack:
        return found


def _cells_without(connection: Connection, desk: Desk, last_year: int, mistakes: Collection[int]) -> Cells:
    """Return every cell as if these cases had never been; gone in this transaction (Rules K5, K8).

    A talk that counted for somebody who was erased before stays held, though a mistake is the last one in it.
    """
    p, of_talk = t.participants.c, t.talks.c
    connection.execute(delete(t.participants).where(p.case_id.in_(mistakes)))
    nobody_left = of_talk.id.not_in(select(p.talk_id))
    connection.execute(delete(t.talks).where(nobody_left, of_talk.counted.is_not(True)))
    connection.execute(delete(t.cases).where(t.cases.c.id.in_(mistakes)))
    return cells_in(connection, desk, last_year)


def _frozen(desk: Desk) -> list[tuple[object, ...]]:
    with desk.vault.reading() as connection:
        return [
            tuple(row) for row in connection.execute(select(t.frozen_sheets).order_by(t.frozen_sheets.c.id))
        ]


def _other(now: Cells, then: Cells) -> str:
    cells = {cell for cell in (*now, *then) if now.get(cell) != then.get(cell)}
    return f"other: {[(cell, then.get(cell), now.get(cell)) for cell in sorted(cells)]}"


def _compare(work: AtWork, there: Desk, backup: Backup, back: dict[str, Gone]) -> None:
    """Assert that a restored store shows the sheets of its day, and that nobody else lost anything."""
    scratch = work.root / "scratch"
    shutil.copytree(backup.copy, scratch)
    then = work.reopened(scratch)
    since = [
        (key, on)
        for key, on in work.withdrawals[backup.withdrawn :]
        if key in backup.keys and key not in back
    ]
    try:
        ended = {key: (gone.ended_on, gone.why) for key, gone in back.items()}
        ended |= {key: (on, WITHDRAWN) for key, on in since if on is not None}
        expected = _cells_after(work, then, ended)
        now = every_cell(there, work.last_year)
        totals = not read_office(then).counters_with_breakdowns
        assert same_totals(now, expected) if totals else now == expected, _other(now, expected)
        assert _frozen(there) == _frozen(then)
        touched = {*back, *work.redacted, *(key for key, _on in since)}
        with then.vault.reading() as connection:
            ids = connection.execute(select(t.cases.c.key, t.cases.c.id).order_by(t.cases.c.id)).all()
        untouched = [row.id for row in ids if row.key not in touched]
        # A note that named her and was gone when she was erased was seen by nobody: it comes back in black.
        named = _places_that_name(then, [row.id for row in ids if row.key in back])
        kept, was = _rows(there, untouched, named), _rows(then, untouched, named)
        assert kept == was, [name for name in was if kept[name] != was[name]]
    finally:
        then.vault.close()
        shutil.rmtree(scratch)


def _cells_after(work: AtWork, then: Desk, ended: dict[str, tuple[date, str]]) -> Cells:
    """Return every cell of a store as it was, with what ended since then ended, and without mistakes."""
    found: Cells = {}
    try:
        with then.vault.transaction() as connection:
            ids = dict(connection.execute(select(t.cases.c.key, t.cases.c.id)).all())
            for key, (on, why) in ended.items():
                _close(connection, ids[key], on, why)
            mistakes = [ids[key] for key, (_on, why) in ended.items() if why == MISTAKE]
            found = _cells_without(connection, then, work.last_year, mistakes)
            raise _TakenBack
    except _TakenBack:
        return found


def _close(connection: Connection, case_id: int, ended_on: date, why: str) -> None:
    """Close the plan of a case that ended after its backup, in plain SQL."""
    file = whole(connection, case_id)
    spans = file.plan.spans if file.plan else ()
    days = [talk.on for talk in file.talks] + [span.opened_on for span in spans]
    last = file.case.ended_on or max([ended_on, *days])
    span, plan = t.plan_spans.c, select(t.plans.c.id).where(t.plans.c.case_id == case_id)
    connection.execute(
        update(t.plan_spans)
        .where(span.plan_id.in_(plan), span.closed_on.is_(None))
        .values(closed_on=func.max(span.opened_on, last), reason=why)
    )


def _places_that_name(desk: Desk, case_ids: list[int]) -> frozenset[tuple[str, int]]:
    """Return where one of these cases is named: the note by its participant, any other table by its case."""
    coded = coded_fields(desk.profile)
    with desk.vault.reading() as connection:
        return frozenset(
            (mention.place, mention.participant_id or mention.case_id)
            for case_id in case_ids
            for mention in mentions(connection, case_id, coded)
        )


def _rows(
    desk: Desk, case_ids: list[int], but: frozenset[tuple[str, int]]
) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of these cases in every table that hangs on one, but for those of some places."""

    def place(table: Table, row: tuple[object, ...]) -> tuple[str, object]:
        whose = "id" if table is t.participants else "case_id"
        return table.name, row[list(table.c.keys()).index(whose)]

    with desk.vault.reading() as connection:
        return {
            table.name: [row for row in _rows_of(connection, table, case_ids) if place(table, row) not in but]
            for table in t.metadata.sorted_tables
            if "case_id" in table.c and table.name not in _NOT_COMPARED
        }


def _rows_of(connection: Connection, table: Table, case_ids: list[int]) -> list[tuple[object, ...]]:
    wanted, key = set(case_ids), next(iter(table.primary_key))
    place = list(table.c.keys()).index("case_id")
    other = list(table.c.keys()).index("other_id") if "other_id" in table.c else place
    rows = connection.execute(select(table).order_by(key))
    return [tuple(row) for row in rows if row[place] in wanted and row[other] in wanted]


def _stands(consent: v.Consent) -> bool:
    return consent.decision is ConsentDecision.GIVEN and consent.withdrawn_on is None


CLOSING: dict[str, Act] = {
    act.__name__: act
    for act in (
        withdraw_one_kind,
        take_out_what_is_marked,
        withdraw_everything,
        erase_somebody,
        erase_several,
        erase_a_couple,
        redact_somewhere,
        freeze_a_year,
        let_time_pass,
        make_a_backup,
        bring_a_backup_back,
        export_everything,
    )
}
