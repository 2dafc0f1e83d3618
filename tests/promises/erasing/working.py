"""What people do with the program, one random act at a time, through the real services."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from intman_desktop.errors import Refused
from intman_desktop.models import tables as t
from intman_desktop.services.casework import family, talks
from intman_desktop.services.casework.doubles import end_as_double, keep_as_two
from intman_desktop.services.casework.intake import note_brief_contact, take_in
from intman_desktop.services.casework.scans import attach_scan, delete_scan
from intman_desktop.services.closing.ending import end_case, rest_case, resume_case
from intman_desktop.services.closing.reopening import take_back_ending
from intman_desktop.services.common.drafts import save_draft
from intman_desktop.services.keeping.settings import change_office
from intman_desktop.services.rights import consents, disclosures
from intman_desktop.services.rights.holding import hold_case, lift_hold
from intman_desktop.services.transfer.exporting import export_cases
from intman_desktop.services.transfer.importing import import_cases
from intman_desktop.values import case_file as v
from intman_desktop.values.codes import (
    CaseState,
    ConsentScope,
    DisclosureGround,
    ScanKind,
    SpecialKind,
    TalkSetting,
    YesNoUnknown,
)
from intman_desktop.values.ending_views import Ending
from intman_desktop.values.scans import PDF, NewScan, ScanContent
from tests import builders as a
from tests.promises.erasing.marks import marked_client, new_core
from tests.promises.erasing.office import COUNTING_REASONS, Act, AtWork
from tests.saving import save_answers, save_client

_REFERRED = ("jobcenter", "social_office", "language_school", "counsel")
_TOPICS = ("language", "work", "housing", "family", "health", "debts")


def take_somebody_in(work: AtWork, draw: Random) -> None:
    core, remark = new_core(draw), new_core(draw)
    client = marked_client(
        a.a_client(
            sex=draw.choice(("m", "w", "d", None)),
            nationality=draw.choice(("475", "423", "")),
            birth_date=draw.choice((date(1990, 5, 3), date(2001, 1, 1), date(1955, 12, 31))),
            email="x@muster.example",
        ),
        core,
        draw,
    )
    before = draw.random() < 0.3
    intake = a.an_intake(
        client=client,
        counselled_before=YesNoUnknown.YES if before else YesNoUnknown.NO,
        consents=(
            a.a_consent(filing_place=f"Ordner {core}"),
            a.a_health_consent(),
            a.a_consent(ConsentScope.CONTACT),
            a.a_passing_on(f"Amt {core}", purpose=f"Antrag {core}"),
        ),
        agreement=a.an_agreement(client_name=client.family_name),
        answers=(
            v.Answer("health_remark", f"Sehhilfe {remark}"),
            v.Answer("residence_status", draw.choice(("AG", "AE25-2-F"))),
        ),
        household=(v.HouseholdMember("child", False, 2015, 4),),
        earlier=(v.EarlierCounselling(f"Landratsamt {core}", date(2025, 11, 3)),) if before else (),
        needs_assessment=v.NeedsAssessment(
            date(2026, 1, 20), handover_on=date(2026, 1, 19), handover_office=core, handover_content=core
        ),
    )
    opened = take_in(work.desk, intake).value
    work.know(work.file_of(opened.case_id))
    work.health.setdefault(opened.key, set()).add(remark.encode())
    work.focus.insert(0, opened.key)


def note_a_talk(work: AtWork, draw: Random) -> None:
    _talk(work, draw, 1)


def note_a_joint_talk(work: AtWork, draw: Random) -> None:
    _talk(work, draw, draw.choice((2, 2, 3)))


def _talk(work: AtWork, draw: Random, people: int) -> None:
    together = {each.key: each for each in (work.someone(draw) for _ in range(people * 2))}
    chosen = list(together.values())[:people]
    files = [work.file_of(each.id) for each in chosen]
    first = max(file.case.opened_on for file in files)
    on = first + timedelta(days=draw.randrange((work.day - first).days + 1))
    parts = tuple(_part(work, draw, file) for file in files)
    setting = TalkSetting.SINGLE if len(parts) == 1 else TalkSetting.FAMILY
    talk = v.Talk(
        on,
        draw.choice(("in_person", "in_person", "phone", "written", "no_show")),
        draw.choice(_TOPICS),
        tuple(draw.sample(("benefits", "school"), draw.randrange(3))),
        setting,
        participants=parts,
    )
    talks.note_talk(work.desk, talk, confirm_outside=True)


def _part(work: AtWork, draw: Random, file: v.CaseFile) -> v.Participant:
    core = work.know(file)
    told = f"Bespricht {core} mit ẞorgfalt."
    if draw.random() < 0.5:
        other = work.file_of(work.someone(draw).id)
        work.know(other)
        if other.case.key != file.case.key:
            work.named.add(other.case.key)
            told += (
                f" Kam mit {other.client.family_name} und {other.client.given_name.upper()}. Es war schön."
            )
    return v.Participant(
        file.case.key,
        told,
        counts=draw.random() < 0.8,
        plan_missing_reason=f"Fehlt {core}",
        next_step=f"Anrufen {core}",
        next_step_due=work.day + timedelta(days=7),
        referrals=tuple(v.Referral(each) for each in draw.sample(_REFERRED[:3], draw.randrange(3))),
    )


def change_a_talk(work: AtWork, draw: Random) -> None:
    """Date a talk anew, leave somebody out of it, or let it count otherwise."""
    talk = _some_talk(work, draw)
    parts = [replace(part, counts=draw.random() < 0.7) for part in talk.participants]
    if len(parts) > 1 and draw.random() < 0.4:
        parts.pop(draw.randrange(len(parts)))
    on = min(work.day, talk.on + timedelta(days=draw.randrange(-40, 40)))
    changed = replace(talk, on=on, topic=draw.choice(_TOPICS), participants=tuple(parts))
    talks.change_talk(work.desk, changed, confirm_outside=True)


def remove_a_talk(work: AtWork, draw: Random) -> None:
    talks.remove_talk(work.desk, _some_talk(work, draw).id)


def _some_talk(work: AtWork, draw: Random) -> v.Talk:
    of = select(t.participants.c.talk_id).where(t.participants.c.case_id == work.someone(draw).id)
    with work.desk.vault.reading() as connection:
        ids = sorted(connection.scalars(of))
        if not ids:
            raise Refused("no_talk")
        return talks.talk_in(connection, draw.choice(ids))


def pass_something_on(work: AtWork, draw: Random) -> None:
    person = work.someone(draw)
    core = work.know(work.file_of(person.id))
    if draw.random() < 0.5:
        told = a.a_passing_on(f"Amt {core}", decided_on=work.day, purpose=f"Antrag {core}")
        consents.record_consent(work.desk, person.id, told)
        act = v.Disclosure(
            work.day, f"Amt {core}", f"Stand {core}", kind=draw.choice((None, SpecialKind.HEALTH))
        )
    else:
        act = v.Disclosure(
            work.day,
            f"Gericht {core}",
            f"Anschrift {core}",
            ground=DisclosureGround.COURT_ORDER,
            reason=f"Beschluss {core}",
            told_on=work.day,
        )
    disclosures.record_disclosure(work.desk, person.id, act)


def take_a_scan(work: AtWork, draw: Random) -> None:
    person = work.someone(draw)
    core = work.know(work.file_of(person.id))
    content = b"%PDF-1.7 " + f"Inhalt {core} ".encode() * 40
    new = NewScan(ScanKind.OTHER, f"Blatt {core}", kind=draw.choice((None, SpecialKind.HEALTH)))
    attach_scan(work.desk, person.id, new, ScanContent(PDF, content))
    work.know(work.file_of(person.id))


def delete_a_scan(work: AtWork, draw: Random) -> None:
    of = select(t.scans.c.case_id, t.scans.c.id).order_by(t.scans.c.id)
    with work.desk.vault.reading() as connection:
        scans = connection.execute(of).all()
    if not scans:
        take_a_scan(work, draw)
        with work.desk.vault.reading() as connection:
            scans = connection.execute(of).all()
    delete_scan(work.desk, *draw.choice(scans))


def leave_a_draft(work: AtWork, draw: Random) -> None:
    """Leave a form unfinished: of one person, of a joint talk under another's name, of nobody's case."""
    one, other = work.someone(draw), work.someone(draw)
    told = [f"Entwurf {work.know(work.file_of(each.id))}" for each in (one, other)]
    kind = draw.randrange(3)
    if kind == 0:
        save_draft(work.desk, "case", one.id, json.dumps({"values": {"note": told[0]}}))
    elif kind == 1:
        held = {"where": {}, "values": {"case_ids": [other.id, one.id], "notes": told}}
        save_draft(work.desk, "talk", other.id, json.dumps(held, ensure_ascii=False))
    else:
        save_draft(work.desk, "letter", None, json.dumps({"where": {"case_id": one.id}, "text": told[0]}))


def mention_in_a_draft(work: AtWork, draw: Random) -> None:
    """Leave a form of one person unfinished in which another is named."""
    one, other = work.someone(draw), work.someone(draw)
    file = work.file_of(other.id)
    work.know(file)
    work.named.add(file.case.key)
    told = {"values": {"note": f"War mit {file.client.given_name} {file.client.family_name} da. Gut so."}}
    save_draft(work.desk, "talk", one.id, json.dumps(told, ensure_ascii=draw.random() < 0.5))


def link_a_family(work: AtWork, draw: Random) -> None:
    one, other = work.someone(draw), work.someone(draw)
    family.link_files(work.desk, one.id, other.id, draw.choice(("spouse", "child", "sibling")))


def part_a_family(work: AtWork, draw: Random) -> None:
    m = t.household_members.c
    links = select(m.case_id, m.id).where(m.linked_case != "").order_by(m.id)
    with work.desk.vault.reading() as connection:
        linked = connection.execute(links).all()
    if not linked:
        link_a_family(work, draw)
        with work.desk.vault.reading() as connection:
            linked = connection.execute(links).all()
    family.unlink_file(work.desk, *draw.choice(linked))


def mend_a_name(work: AtWork, draw: Random) -> None:
    """Change the name of somebody who is named in nobody's texts: a name of before is not looked for."""
    running = {
        key: each for key, each in work.people().items() if each.state is CaseState.ACTIVE and not each.held
    }
    person = running[draw.choice(sorted(running.keys() - work.named))]
    file = work.file_of(person.id)
    renamed = marked_client(file.client, work.know(file), draw)
    save_client(work.desk, person.id, replace(renamed, family_name=f"Ñø{work.know(file)}"))
    work.know(work.file_of(person.id))


def ask_about_health(work: AtWork, draw: Random) -> None:
    """Ask for the health consent where it does not stand, and note something under it."""
    person = work.someone(draw)
    file = work.file_of(person.id)
    standing = any(
        each.kind is SpecialKind.HEALTH and each.decision == "given" and each.withdrawn_on is None
        for each in file.consents
    )
    if not standing:
        consents.record_consent(work.desk, person.id, a.a_health_consent(decided_on=work.day))
    remark = new_core(draw)
    save_answers(work.desk, person.id, [v.Answer("health_remark", f"Hörhilfe {remark}")])
    work.health.setdefault(file.case.key, set()).add(remark.encode())


def end_or_rest(work: AtWork, draw: Random) -> None:
    person = work.someone(draw)
    core = work.know(work.file_of(person.id))
    if draw.random() < 0.3:
        rest = v.Decision("dormant", work.day, f"Reise {core}", work.day + timedelta(days=60))
        rest_case(work.desk, person.id, rest)
        if draw.random() < 0.7:
            resume_case(work.desk, person.id, work.day, f"Zurück {core}")
        return
    on = work.day - timedelta(days=draw.choice((0, 0, 1, 9)))
    end_case(work.desk, person.id, Ending(on, draw.choice(COUNTING_REASONS), f"Ende {core}"))
    if draw.random() < 0.2:
        take_back_ending(work.desk, person.id)


def settle_a_double(work: AtWork, draw: Random) -> None:
    one, other = work.someone(draw), work.someone(draw)
    if draw.random() < 0.5:
        keep_as_two(work.desk, one.id, other.id)
    else:
        end_as_double(work.desk, one.id, other.id)


def hold_or_lift(work: AtWork, draw: Random) -> None:
    person = work.someone(draw, running=False, also_held=True)
    if person.held:
        lift_hold(work.desk, person.id)
    else:
        core = work.know(work.file_of(person.id))
        hold_case(work.desk, person.id, f"Beschwerde {core}", work.day + timedelta(days=90))


def count_somebody_unnamed(work: AtWork, draw: Random) -> None:
    on = work.day - timedelta(days=draw.randrange(300))
    note_brief_contact(work.desk, v.BriefContact(on, "phone", draw.choice(("work", "housing"))))


def keep_totals_or_all(work: AtWork, draw: Random) -> None:
    """Let the office choose anew whether counters keep breakdowns."""
    change_office(work.desk, {"counters_with_breakdowns": draw.random() < 0.6})


def hand_over_to_another_store(work: AtWork, draw: Random) -> None:
    """Export some cases into a second store."""
    ids = sorted({work.someone(draw, running=False).id for _ in range(3)})
    import_cases(work.second, export_cases(work.desk, ids))


WORK: dict[str, Act] = {
    act.__name__: act
    for act in (
        take_somebody_in,
        note_a_talk,
        note_a_joint_talk,
        change_a_talk,
        remove_a_talk,
        pass_something_on,
        take_a_scan,
        delete_a_scan,
        leave_a_draft,
        mention_in_a_draft,
        link_a_family,
        part_a_family,
        mend_a_name,
        ask_about_health,
        end_or_rest,
        settle_a_double,
        hold_or_lift,
        count_somebody_unnamed,
        keep_totals_or_all,
        hand_over_to_another_store,
    )
}
