"""The kinds of paper, each told once: name, title and file, what it says and what it needs (E8, C11, I9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from intman_desktop.documents.texts import languages_for
from intman_desktop.errors import Refused
from intman_desktop.language import _
from intman_desktop.rules.period import case_period
from intman_desktop.services.gate.notices import told_to_her
from intman_desktop.services.papers import paper_values as gather
from intman_desktop.services.papers.disclosure_papers import disclosures_paper
from intman_desktop.services.papers.ending_papers import (
    has_papers,
    papers_to_destroy,
    withdrawal_paper,
    withdrawn_on,
)
from intman_desktop.services.papers.plan_papers import plan_paper
from intman_desktop.services.papers.printing import Printing, Told
from intman_desktop.values import office_papers
from intman_desktop.values import papers as v
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import TextKind
from intman_desktop.values.consent_papers import (
    InterpreterUndertakingPaper,
    PassingOnConsentPaper,
    RelocationConsentPaper,
    SpecialConsentPaper,
)
from intman_desktop.values.explanation import Explanation
from intman_desktop.values.request_papers import RequestLetterPaper

PRIVACY_NOTICE: Final = "privacy_notice"
CONSENT_FORM: Final = "consent_form"
PASSING_ON_CONSENT: Final = "passing_on_consent"
RELOCATION_CONSENT: Final = "relocation_consent"
SPECIAL_CONSENT: Final = "special_consent"
INTERPRETER_UNDERTAKING: Final = "interpreter_undertaking"
AGREEMENT: Final = "agreement"
INTEGRATION_PLAN: Final = "integration_plan"
PERIOD_CERTIFICATE: Final = "period_certificate"
EXTENSION: Final = "extension"
DISCLOSURES: Final = "disclosures"
OFFICE_LETTER: Final = "office_letter"
WITHDRAWAL_NOTICES: Final = "withdrawal_notices"
REQUEST_LETTER: Final = "request_letter"
ACCESS: Final = "access"
WITHDRAWAL: Final = "withdrawal"
PAPERS_TO_DESTROY: Final = "papers_to_destroy"
ERASURE_PROTOCOL: Final = "erasure_protocol"
EMERGENCY_SHEET: Final = "emergency_sheet"

OF_A_CASE: Final = (
    PRIVACY_NOTICE,
    CONSENT_FORM,
    INTERPRETER_UNDERTAKING,
    AGREEMENT,
    INTEGRATION_PLAN,
    PERIOD_CERTIFICATE,
    EXTENSION,
    DISCLOSURES,
)
"""The papers of a case in the order of the legal chain."""
SINGLE_CONSENTS: Final = (PASSING_ON_CONSENT, RELOCATION_CONSENT, SPECIAL_CONSENT)
"""The sheets of one declaration each, asked when it is first needed (Rule E1)."""
FOR_THE_PERSON: Final = (
    *(name for name in OF_A_CASE if name != INTERPRETER_UNDERTAKING),
    *SINGLE_CONSENTS,
    ACCESS,
    WITHDRAWAL,
    REQUEST_LETTER,
)
"""The papers that the person is given, and that are explained to her where they are in German only."""
BEFORE_ERASING: Final = (WITHDRAWAL, PAPERS_TO_DESTROY)
"""The papers that are printed before a case is erased (Rule E4)."""

Gathered = Callable[[Printing, Told], v.Paper | None]


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: the class of its values, the start of its file's name, and its title on screen.

    ``gathered`` makes its values, None of whom it cannot be made of; kinds without it are made by a service
    of their own. ``lacks`` tells what a case must have first.
    """

    name: str
    values: type[v.Paper]
    file_name: str
    title: Callable[[], str]
    gathered: Gathered = lambda _on, _told: None
    lacks: Callable[[CaseFile], Explanation | None] = lambda _file: None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it can be printed in."""
        return languages_for(self.values)


def _no_plan(file: CaseFile) -> Explanation | None:
    begun = file.plan is not None and file.plan.begun_on is not None
    return None if begun else Explanation("plan_not_begun")


def _no_period(file: CaseFile) -> Explanation | None:
    return Explanation("period_not_begun") if file.case.period_start is None else None


def _no_extension(file: CaseFile) -> Explanation | None:
    period = case_period(file.case, file.extensions)
    if period is not None and period.extended_until is not None:
        return None
    return _no_period(file) or Explanation("period_not_extended")


def _nothing_passed_on(file: CaseFile) -> Explanation | None:
    if told_to_her(file.disclosures):
        return None
    return Explanation("nothing_told_passed_on" if file.disclosures else "nothing_passed_on")


def _nothing_withdrawn(file: CaseFile) -> Explanation | None:
    return Explanation("nothing_withdrawn") if withdrawn_on(file) is None else None


def _nothing_on_paper(file: CaseFile) -> Explanation | None:
    return None if has_papers(file) else Explanation("nothing_on_paper")


def _notice(on: Printing, _told: Told) -> v.Paper:
    return on.privacy_notice


def _undertaking(on: Printing, _told: Told) -> v.Paper:
    return InterpreterUndertakingPaper(on.office, on.worker, on.today, on.language)


def _single(text: TextKind) -> Gathered:
    """Return what makes the sheet of one declaration, blank where nobody is told of (Rule E1)."""
    return lambda on, told: gather.single_consent(
        on, text, None if told is None else gather.paper_client(on, told.client)
    )


def _agreement(on: Printing, told: Told) -> v.Paper | None:
    return None if told is None else gather.agreement(on, told)


def _next_plan(on: Printing, file: CaseFile) -> v.Paper | None:
    """Return the plan as it would be handed out now, as the version after the last (Rule I9)."""
    plan = file.plan
    return None if plan is None else plan_paper(on, file, plan, len(plan.versions) + 1)


def _of_case(gathered: Callable[[Printing, CaseFile], v.Paper | None]) -> Gathered:
    """Return what makes a paper that only a stored case has something to say on."""
    return lambda on, told: gathered(on, told) if isinstance(told, CaseFile) else None


_EVERY: Final = (
    PaperKind(
        PRIVACY_NOTICE,
        v.PrivacyNoticePaper,
        "Datenschutzerklaerung",
        lambda: _("Datenschutzerklärung"),
        _notice,
    ),
    PaperKind(
        CONSENT_FORM, v.ConsentFormPaper, "Einwilligung", lambda: _("Einwilligung"), gather.consent_form
    ),
    PaperKind(
        PASSING_ON_CONSENT,
        PassingOnConsentPaper,
        "Einwilligung-Weitergabe",
        lambda: _("Einzelne Einwilligung: Weitergabe"),
        _single(TextKind.PASSING_ON_CONSENT),
    ),
    PaperKind(
        RELOCATION_CONSENT,
        RelocationConsentPaper,
        "Einwilligung-Umzug",
        lambda: _("Einzelne Einwilligung: Umzug"),
        _single(TextKind.RELOCATION_CONSENT),
    ),
    PaperKind(
        SPECIAL_CONSENT,
        SpecialConsentPaper,
        "Einwilligung-besondere-Angaben",
        lambda: _("Einzelne Einwilligung: besonders geschützte Angaben"),
        _single(TextKind.SPECIAL_CONSENT),
    ),
    PaperKind(
        INTERPRETER_UNDERTAKING,
        InterpreterUndertakingPaper,
        "Verpflichtung-der-Sprachmittlung",
        lambda: _("Verpflichtung der Sprachmittlung"),
        _undertaking,
    ),
    PaperKind(
        AGREEMENT, v.AgreementPaper, "Beratungsvereinbarung", lambda: _("Beratungsvereinbarung"), _agreement
    ),
    PaperKind(
        INTEGRATION_PLAN,
        v.PlanPaper,
        "Integrationsplan",
        lambda: _("Integrationsplan"),
        _of_case(_next_plan),
        _no_plan,
    ),
    PaperKind(
        PERIOD_CERTIFICATE,
        v.CertificatePaper,
        "Bescheinigung",
        lambda: _("Bescheinigung über den Beratungszeitraum"),
        _of_case(gather.certificate),
        _no_period,
    ),
    PaperKind(
        EXTENSION,
        v.ExtensionPaper,
        "Begruendung-der-Verlaengerung",
        lambda: _("Begründung der Verlängerung"),
        _of_case(gather.extension),
        _no_extension,
    ),
    PaperKind(
        DISCLOSURES,
        v.DisclosuresPaper,
        "Verzeichnis-der-Weitergaben",
        lambda: _("Verzeichnis der Weitergaben"),
        _of_case(disclosures_paper),
        _nothing_passed_on,
    ),
    PaperKind(ACCESS, v.AccessPaper, "Auskunft", lambda: _("Auskunft über alles, was gespeichert ist")),
    PaperKind(
        WITHDRAWAL,
        v.WithdrawalPaper,
        "Bestaetigung-des-Widerrufs",
        lambda: _("Bestätigung des Widerrufs"),
        _of_case(withdrawal_paper),
        _nothing_withdrawn,
    ),
    PaperKind(
        PAPERS_TO_DESTROY,
        v.PapersToDestroyPaper,
        "Papiere-zu-vernichten",
        lambda: _("Papiere, die zu vernichten sind"),
        _of_case(papers_to_destroy),
        _nothing_on_paper,
    ),
    PaperKind(OFFICE_LETTER, v.OfficeLetterPaper, "Schreiben", lambda: _("Schreiben an eine Stelle")),
    PaperKind(
        WITHDRAWAL_NOTICES,
        v.OfficeLetterPaper,
        "Mitteilung-des-Widerrufs",
        lambda: _("Mitteilung des Widerrufs"),
    ),
    PaperKind(
        REQUEST_LETTER, RequestLetterPaper, "Antwort-auf-Anfrage", lambda: _("Schreiben zu einer Anfrage")
    ),
    PaperKind(
        ERASURE_PROTOCOL, office_papers.ErasureProtocolPaper, "Loeschprotokoll", lambda: _("Löschprotokoll")
    ),
    PaperKind(EMERGENCY_SHEET, office_papers.EmergencySheetPaper, "Notfallblatt", lambda: _("Notfallblatt")),
)
KINDS: Final[Mapping[str, PaperKind]] = {kind.name: kind for kind in _EVERY}
"""Every kind of paper by its name."""


def kind_of(name: str) -> PaperKind:
    """Return a kind of paper by its name. Raises ``Refused`` with ``paper_unknown``."""
    kind = KINDS.get(name)
    if kind is None:
        raise Refused("paper_unknown", name=name)
    return kind


def title_of(name: str) -> str:
    """Return what a paper is called on screen. Raises ``Refused`` with ``paper_unknown``."""
    return kind_of(name).title()


def german_only(language: str) -> tuple[str, ...]:
    """Return the papers for the person that there is no text for in her ``language``; none without one."""
    return tuple(name for name in FOR_THE_PERSON if language and language not in KINDS[name].languages)
