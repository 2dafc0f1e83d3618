"""On what papers are made: whose paper it is, by whom, on which day, in which language and words (E1, E2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from intman_desktop.profiles import Profile
from intman_desktop.services.common.desk import Desk
from intman_desktop.services.common.office import acting_worker, office_in
from intman_desktop.services.common.text_versions import texts_in_force
from intman_desktop.services.common.ways import substitutes_in
from intman_desktop.values.case_file import CaseFile
from intman_desktop.values.codes import TextKind
from intman_desktop.values.intake import Intake
from intman_desktop.values.office import Office, Worker
from intman_desktop.values.papers import PrivacyNoticePaper
from intman_desktop.values.texts import TextInForce

Told = CaseFile | Intake | None
"""Of whom a paper is made: of a case, of a new person still in memory, of nobody on a blank one."""


@dataclass(frozen=True)
class Printing:
    """On what a paper is made: the profile's labels, the office, whose paper it is, day and language.

    ``texts`` are those for persons that the office has of its own or had checked, in that language,
    ``substitutes`` the names of the substitutes who can open the store (Rule E1).
    """

    profile: Profile
    office: Office
    worker: Worker
    today: date
    language: str = "de"
    texts: Mapping[TextKind, TextInForce] = field(default_factory=dict)
    substitutes: tuple[str, ...] = ()

    def wording(self, kind: TextKind) -> TextInForce:
        """Return what the office made of a text for persons; the supplied one where it has none."""
        return self.texts.get(kind, TextInForce())

    def of(self, told: Told) -> Printing:
        """Return the same for the papers of a case: they name who is responsible for it (Rules E1, U5)."""
        return self.by(told.case.worker if isinstance(told, CaseFile) else "")

    def by(self, code: str) -> Printing:
        """Return the same with the worker of this code named on it (Rules E1, E2).

        Without a code, or where the office knows no such worker, it stays who acts.
        """
        named = next((worker for worker in self.office.workers if worker.code == code), self.worker)
        return replace(self, worker=named)

    @property
    def privacy_notice(self) -> PrivacyNoticePaper:
        """The Datenschutzerklärung, which names all who can open the store (Rule E1)."""
        wording = self.wording(TextKind.PRIVACY_NOTICE)
        return PrivacyNoticePaper(
            self.office, self.worker, self.today, self.language, wording, self.substitutes
        )

    def label(self, name: str, code: str) -> str:
        """Return the label of a code of a list, in the paper's language."""
        return self.profile.label(name, code, self.language)


def printing(connection: Connection, desk: Desk, language: str) -> Printing:
    """Return on what papers are made now: by the worker who acts, or who is named first.

    A paper of a case names who is responsible for it, by ``Printing.of``.
    """
    office = office_in(connection)
    worker, texts = acting_worker(office, desk.worker), texts_in_force(connection, language)
    others = substitutes_in(connection, desk.vault.keys.slots)
    return Printing(desk.profile, office, worker, desk.today(), language, texts, others)
