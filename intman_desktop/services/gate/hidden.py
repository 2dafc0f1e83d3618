"""What a case still holds, hidden, of a kind of data whose consent ran out (E3)."""

from __future__ import annotations

from datetime import date

from intman_desktop.gdpr.withdrawal import blackened
from intman_desktop.profiles import Profile
from intman_desktop.rules import gate
from intman_desktop.rules.consents import run_out
from intman_desktop.rules.corrections import OF_FIELD
from intman_desktop.rules.extensions import corrected_under_health, shows_health
from intman_desktop.services.gate.gated import client_fields_under
from intman_desktop.services.gate.marks import marked_words
from intman_desktop.values.case_file import CaseFile, Consent, Plan
from intman_desktop.values.codes import DisclosureGround, SpecialKind


def hidden_by_expiry(profile: Profile, file: CaseFile, on: date) -> tuple[Consent, ...]:
    """Return the declarations of a whole case that ran out and still have something of theirs hidden here.

    What is only marked with the kind, a note or a goal, is listed for itself (Rule E3). A case on hold is
    hidden as a whole and emptied of nothing (Rule L2).
    """
    if file.case.hold_since is not None:
        return ()
    return tuple(each for each in run_out(file.consents, on) if _holds(profile, file, each))


def _holds(profile: Profile, file: CaseFile, consent: Consent) -> bool:
    need = gate.need_of(consent)
    fields, columns = set(profile.answer_fields(need)), client_fields_under(profile, need)
    places = {f"{OF_FIELD}{code}" for code in (*fields, *columns)}
    return (
        any(answer.field in fields for answer in file.answers)
        or any(getattr(file.client, name) for name in columns)
        or any(each.place in places and (each.old_value or each.reason) for each in file.corrections)
        or (need == gate.HEALTH and _tells_health(file, consent))
        or (consent.kind is not None and _is_marked(file, consent.kind))
        or (file.plan is not None and _is_in_a_version(profile, file.plan, need))
    )


def _tells_health(file: CaseFile, consent: Consent) -> bool:
    """Return whether an extension tells of health, or what was wrong with one may (Rules C3, L8)."""
    return any(shows_health(each) for each in file.extensions) or any(
        corrected_under_health(each, (consent,)) for each in file.corrections
    )


def _is_marked(file: CaseFile, kind: SpecialKind) -> bool:
    """Return whether a scan, or an act of passing on by consent that has its words, is of the kind."""
    return any(scan.kind is kind for scan in file.scans) or any(
        each.kind is kind and each.ground is DisclosureGround.CONSENT and each.what
        for each in file.disclosures
    )


def _is_in_a_version(profile: Profile, plan: Plan, need: str) -> bool:
    """Return whether a plan that was handed out shows the kind (Rule I9)."""
    words = marked_words(profile, need)
    return any(blackened(version.content, words) != version.content for version in plan.versions)
