"""Words for the closed sets of codes, as they stand on screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum

from intman_desktop.language import _, pgettext
from intman_desktop.rules import gate
from intman_desktop.services.common.words import damage
from intman_desktop.values import codes as c
from intman_desktop.values.journal_views import Access, ActKind, HeadSource, Whose
from intman_desktop.values.rescue_views import Thing

ONE_OF = "one of "
"""What stands before the codes that a field of a file takes."""


def word(code: Enum) -> str:
    """Return the word for a member of one of the closed sets. Raises ``KeyError`` for one without."""
    return _NAMES[type(code)]()[code]


def need(code: str) -> str:
    """Return the word for a need of the gate (``rules.gate``)."""
    if code.startswith(gate.PASSING_ON):
        return _("Weitergabe an {recipient}").format(recipient=code.removeprefix(gate.PASSING_ON))
    if code in tuple(c.SpecialKind):
        return word(c.SpecialKind(code))
    if code == gate.NONE:
        return _("keine")
    return word(c.ConsentScope(code))


def because(code: str) -> str:
    """Return in a few words why there is no consent in force."""
    return {
        "never_asked": _("sie wurde noch nicht eingeholt"),
        "refused": _("sie wurde nicht erteilt"),
        "put_off": _("die Person wollte später entscheiden"),
        "withdrawn": _("sie wurde widerrufen"),
        "expired": _("sie ist abgelaufen"),
        "basic_missing": _("die Einwilligung in die Beratung fehlt"),
    }[code]


def given_on(day: str) -> str:
    """Return that a consent was given only on ``day``, after the one that was asked about."""
    return _("sie wurde erst am {day} erteilt").format(day=day)


def expected(code: str) -> str:
    """Return in a few words what a field of a case file or of a form takes."""
    words = {
        "text": _("ein Text"),
        "number": _("eine Zahl"),
        "whole number": _("eine ganze Zahl"),
        "true or false": _("„true“ oder „false“"),
        "flag": _("„yes“ oder „no“"),
        "date": _("ein Datum (JJJJ-MM-TT)"),
        "choice": _("ein Eintrag der Liste"),
        "choices": _("Einträge der Liste, mit Komma getrennt"),
        "list": _("eine Liste"),
        "object": _("ein Objekt"),
        "object or list": _("ein Objekt oder eine Liste"),
    }
    if code.startswith(ONE_OF):
        return _("eines von {codes}").format(codes=code.removeprefix(ONE_OF))
    return words[code]


def _scan_kinds() -> Mapping[Enum, str]:
    return {
        c.ScanKind.SIGNED_CONSENT: _("unterschriebene Einwilligung"),
        c.ScanKind.AGREEMENT: _("Beratungsvereinbarung"),
        c.ScanKind.PLAN: _("Integrationsplan"),
        c.ScanKind.CERTIFICATE: _("Bescheinigung oder Zeugnis"),
        c.ScanKind.OTHER: _("anderes Papier"),
    }


def _disclosure_ways() -> Mapping[Enum, str]:
    return {
        c.DisclosureWay.LETTER: _("mit einem Schreiben"),
        c.DisclosureWay.PHONE: _("am Telefon"),
        c.DisclosureWay.IN_PERSON: _("persönlich"),
        c.DisclosureWay.ELECTRONIC: _("elektronisch"),
    }


def _paper_ways() -> Mapping[Enum, str]:
    return {
        c.PaperWay.PRINTED: _("gedruckt"),
        c.PaperWay.HANDED_OUT: _("ausgehändigt"),
        c.PaperWay.SAVED: _("gespeichert"),
    }


def _disclosure_grounds() -> Mapping[Enum, str]:
    return {
        c.DisclosureGround.CONSENT: _("Einwilligung"),
        c.DisclosureGround.VITAL_INTEREST: _("lebenswichtiges Interesse"),
        c.DisclosureGround.CHILD_WELFARE: _("Kindeswohl (§ 4 KKG)"),
        c.DisclosureGround.CRIMINAL_LAW: _("Notstand oder Anzeigepflicht (§§ 34, 138 StGB)"),
        c.DisclosureGround.COURT_ORDER: _("gerichtliche Anordnung"),
        c.DisclosureGround.STATUTORY_DUTY: _("gesetzliche Pflicht"),
    }


def _request_kinds() -> Mapping[Enum, str]:
    return {
        c.RequestKind.ACCESS: _("Auskunft"),
        c.RequestKind.PORTABILITY: _("Daten zum Mitnehmen"),
        c.RequestKind.RECTIFICATION: _("Berichtigung"),
        c.RequestKind.ERASURE: pgettext("request", "Löschung"),
        c.RequestKind.RESTRICTION: _("Einschränkung der Verarbeitung"),
        c.RequestKind.OBJECTION: _("Widerspruch"),
    }


def _request_forms() -> Mapping[Enum, str]:
    return {
        c.RequestForm.IN_PERSON: _("persönlich"),
        c.RequestForm.PHONE: _("am Telefon"),
        c.RequestForm.LETTER: _("mit einem Schreiben"),
        c.RequestForm.ELECTRONIC: _("elektronisch"),
    }


def _identity_checks() -> Mapping[Enum, str]:
    return {
        c.IdentityCheck.KNOWN: _("persönlich bekannt"),
        c.IdentityCheck.DOCUMENT: _("Ausweis oder Aufenthaltspapier gesehen"),
        c.IdentityCheck.QUESTIONS: _("Rückfragen zur Akte richtig beantwortet"),
    }


def _request_answers() -> Mapping[Enum, str]:
    return {
        c.RequestAnswer.HANDED_OVER: _("persönlich ausgehändigt"),
        c.RequestAnswer.SENT: _("zugeschickt"),
        c.RequestAnswer.CARRIED_OUT: _("umgesetzt"),
        c.RequestAnswer.REFUSED: _("abgelehnt"),
    }


def _held_reasons() -> Mapping[Enum, str]:
    return {
        c.HeldReason.COMPLAINT: _("Beschwerde oder Anspruch"),
        c.HeldReason.COURT: _("Gericht oder Behörde"),
        c.HeldReason.PERSON_ASKS: _("Auskunft an die Person"),
        c.HeldReason.SUPERVISION: _("Datenschutz oder Aufsicht"),
        c.HeldReason.REVIEW: _("Löschsperre prüfen oder aufheben"),
    }


def _case_states() -> Mapping[Enum, str]:
    return {
        c.CaseState.ACTIVE: _("aktiv"),
        c.CaseState.DORMANT: _("ruht"),
        c.CaseState.ENDED: _("beendet"),
    }


def _sexes() -> Mapping[Enum, str]:
    return {
        c.Sex.MALE: _("männlich"),
        c.Sex.FEMALE: _("weiblich"),
        c.Sex.DIVERSE: _("divers"),
        c.Sex.NOT_STATED: _("keine Angabe"),
    }


def _answers() -> Mapping[Enum, str]:
    return {
        c.YesNoUnknown.YES: _("ja"),
        c.YesNoUnknown.NO: _("nein"),
        c.YesNoUnknown.UNKNOWN: _("unbekannt"),
    }


def _evidence() -> Mapping[Enum, str]:
    return {
        c.StartEvidence.PLAN_SEEN: _("Integrationsplan gesehen"),
        c.StartEvidence.CERTIFICATE_SEEN: _("Bescheinigung gesehen"),
        c.StartEvidence.TOLD: _("von der Person erzählt"),
        c.StartEvidence.UNKNOWN: _("kein Nachweis"),
    }


def _scopes() -> Mapping[Enum, str]:
    return {
        c.ConsentScope.BASIC: _("Beratung (Grundlage)"),
        c.ConsentScope.SPECIAL: _("Besonders geschützte Angaben"),
        c.ConsentScope.PASSING_ON: _("Weitergabe an eine andere Stelle"),
        c.ConsentScope.RELOCATION: _("Übergabe bei Umzug"),
        # The sheet that is signed asks under these words; the brackets hold those of the fields (Rule E1).
        c.ConsentScope.CONTACT: _("Kontakt (E-Mail oder Messenger)"),
        c.ConsentScope.INTERPRETER: _("Dolmetschen (Sprachmittlung)"),
    }


def _kinds() -> Mapping[Enum, str]:
    return {
        c.SpecialKind.HEALTH: _("Gesundheit und Behinderung"),
        c.SpecialKind.ETHNIC_ORIGIN: _("ethnische Herkunft"),
        c.SpecialKind.POLITICAL_OPINIONS: _("politische Meinungen"),
        c.SpecialKind.RELIGION: _("Religion oder Weltanschauung"),
        c.SpecialKind.TRADE_UNION: _("Gewerkschaftszugehörigkeit"),
        c.SpecialKind.GENETIC: _("genetische Daten"),
        c.SpecialKind.BIOMETRIC: _("biometrische Daten"),
        c.SpecialKind.SEX_LIFE: _("Sexualleben und sexuelle Orientierung"),
    }


def _decisions() -> Mapping[Enum, str]:
    return {
        c.ConsentDecision.GIVEN: _("erteilt"),
        c.ConsentDecision.REFUSED: _("nicht erteilt"),
        c.ConsentDecision.LATER: _("später"),
    }


def _forms() -> Mapping[Enum, str]:
    return {
        c.ConsentForm.WRITTEN: pgettext("consent", "schriftlich"),
        c.ConsentForm.MARK_WITH_WITNESS: _("Handzeichen oder Daumenabdruck vor Zeugen"),
        c.ConsentForm.ORAL_WITH_WITNESS: _("mündlich vor Zeugen"),
        c.ConsentForm.ELECTRONIC: _("elektronisch"),
    }


def _blocks() -> Mapping[Enum, str]:
    return {
        c.Block.PERSONAL: _("Persönliche Angaben"),
        c.Block.LANGUAGE: _("Sprachkompetenz"),
        c.Block.EDUCATION: _("Bildung und Ausbildung"),
        c.Block.WORK_AND_HOUSING: _("Arbeits- und Wohnsituation"),
        c.Block.STEPS: _("Schritte im Integrationsprozess"),
        c.Block.GOALS: _("Ziele und deren Erfüllung"),
        c.Block.COURSE: _("Beginn, Verlaufsstand und Beendigung"),
    }


def _lights() -> Mapping[Enum, str]:
    return {
        c.Light.MISSING: _("fehlt"),
        c.Light.BEGUN: _("begonnen"),
        c.Light.OPEN_WITH_REASON: _("begründet offen"),
        c.Light.COMPLETE: _("vollständig"),
    }


def _goal_states() -> Mapping[Enum, str]:
    return {
        c.GoalState.PROPOSED: _("vorgeschlagen"),
        c.GoalState.AGREED: _("vereinbart"),
        c.GoalState.IN_PROGRESS: _("in Umsetzung"),
        c.GoalState.DEFERRED: _("zurückgestellt"),
        c.GoalState.REACHED: _("erreicht"),
        c.GoalState.PARTLY_REACHED: _("teilweise erreicht"),
        c.GoalState.NOT_REACHED: _("nicht erreicht"),
        c.GoalState.DROPPED: _("nicht weiterverfolgt"),
    }


def _actors() -> Mapping[Enum, str]:
    return {
        c.Actor.CLIENT: _("Klientin oder Klient"),
        c.Actor.WORKER: _("Integrationsmanagement"),
        c.Actor.THIRD_PARTY: _("andere Stelle"),
    }


def _act_kinds() -> Mapping[Enum, str]:
    return {
        ActKind.READ: _("gelesen"),
        ActKind.CHANGED: _("geändert"),
        ActKind.PRINTED: _("Papiere"),
        ActKind.GIVEN_OUT: _("ausgegeben"),
        ActKind.ERASED: _("gelöscht"),
        ActKind.STORE: _("Tresor und Beratungsstelle"),
    }


def _accesses() -> Mapping[Enum, str]:
    return {
        Access.OWNER: _("Passphrase"),
        Access.SUBSTITUTE: _("Passphrase der Vertretung"),
        Access.EMERGENCY: _("Notfallblatt"),
        Access.FORMER: _("früherer Zugang"),
    }


def _owners() -> Mapping[Enum, str]:
    return {
        Whose.CASE: _("Akte"),
        Whose.HELD: _("Akte mit Löschsperre"),
        Whose.ERASED: _("gelöschte Akte"),
        Whose.NONE: _("keine Akte"),
    }


def _head_sources() -> Mapping[Enum, str]:
    return {
        HeadSource.BACKUP: _("Sicherung"),
        HeadSource.FROZEN: _("abgeschlossene Kennzahlen"),
    }


_NAMES: Mapping[type[Enum], Callable[[], Mapping[Enum, str]]] = {
    c.CaseState: _case_states,
    c.Sex: _sexes,
    c.YesNoUnknown: _answers,
    c.StartEvidence: _evidence,
    c.ConsentScope: _scopes,
    c.SpecialKind: _kinds,
    c.ConsentDecision: _decisions,
    c.ConsentForm: _forms,
    c.ScanKind: _scan_kinds,
    c.DisclosureWay: _disclosure_ways,
    c.PaperWay: _paper_ways,
    c.DisclosureGround: _disclosure_grounds,
    c.RequestKind: _request_kinds,
    c.RequestForm: _request_forms,
    c.IdentityCheck: _identity_checks,
    c.RequestAnswer: _request_answers,
    c.HeldReason: _held_reasons,
    c.Block: _blocks,
    c.Light: _lights,
    c.GoalState: _goal_states,
    c.Actor: _actors,
    ActKind: _act_kinds,
    Access: _accesses,
    Whose: _owners,
    Thing: damage.things,
    HeadSource: _head_sources,
}
