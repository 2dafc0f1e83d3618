"""Löschkonzept: what is erased when and how, what stays, and what no program reaches (L1 to L7, K8)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import fact, law_of
from intman_desktop.documents.holdings import ERASURE, holdings
from intman_desktop.documents.paragraph import plain
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Fact,
    Facts,
    Heading,
    Note,
    Part,
    Text,
    Together,
)
from intman_desktop.documents.privacy_parts import (
    boxes,
    composed_about_office,
    made_by,
    measures_told,
    shared,
    stand,
)
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.privacy_papers import ErasureConceptPaper, PrivacyFacts

_TRIGGERS = ("ended", "withdrawn", "kind", "mistake", "silent", "hold")
_NOTHING = PrivacyFacts(())


def compose(paper: ErasureConceptPaper) -> Composition:
    """Return the concept with the office's own periods; raises ``OfficeDataMissing`` (Rule E8)."""
    texts = wording("erasure_concept", paper.language)
    return composed_about_office(paper, texts, _parts(paper, texts))


def _parts(paper: ErasureConceptPaper, texts: Wording) -> Iterator[Part]:
    office, law = paper.office, law_of(paper.office.provider_law)
    values = {
        "deletion_days": office.deletion_days,
        "backup_days": office.backup_max_age_days,
        "journal_years": office.journal_years,
        "no_contact_months": office.no_contact_months,
        "dormant_months": office.dormant_max_months,
    }
    yield made_by(paper)
    yield Heading(texts.words("rule_head"))
    yield Note(texts.words("rule", **law))
    yield Heading(texts.words("when_head"))
    yield Facts(tuple(fact(texts, name, texts.words(f"{name}_how", **values)) for name in _TRIGGERS))
    yield Heading(texts.words("kinds_head"))
    yield Text(texts.words("kinds"), keep=True)
    yield Facts(tuple(_kinds(paper, values)))
    yield Heading(texts.words("how_head"))
    yield Bullets(tuple(measures_told(holdings().measures_of(ERASURE), paper, _NOTHING)))
    yield Heading(texts.words("backups_head"))
    yield Bullets(texts.items("backups", **values))
    yield Heading(texts.words("reach_head"))
    yield Bullets(texts.items("reach"))
    yield Heading(texts.words("proof_head"))
    yield Text(texts.words("proof"))
    years = office.consent_proof_years
    yield Text(texts.words("proof_paper", proof_years=years) if years else texts.words("proof_none"))
    yield Together((Heading(texts.words("todo_head")), boxes(texts, "todo"), Facts((stand(paper),))))


def _kinds(paper: ErasureConceptPaper, values: dict[str, int]) -> Iterator[Fact]:
    """Yield each way in which data end, with the kinds that end so, out of the tables they lie in."""
    texts = shared(paper.language)
    for ends, groups in holdings().groups_by_end().items():
        titles = [plain(texts.words(f"{group}_title")) for group in groups]
        yield Fact(given(", ".join(titles)), texts.words(f"ends_{ends}", **values))
