"""Where in another case a name stands, in a few words (L5)."""

from __future__ import annotations

from intman_desktop.language import _
from intman_desktop.values.ending_views import NOTE, Mention

_IN_TALKS = frozenset({NOTE, "referrals", "drafts"})
_ON_THE_PERSON = frozenset({"clients", "answers", "earlier_counselling", "needs_assessments", "corrections"})
_IN_THE_PLAN = frozenset({"plans", "block_reasons", "plan_versions", "goals", "measures", "goal_changes"})
_IN_PAPERS = frozenset({"scans", "agreements"})


def mention_words(mention: Mention) -> str:
    """Return the place of a mention with the number of its case: "IM-2026-0001, Ziele"."""
    if not mention.case_id:
        return place_word(mention.place)
    if mention.place == NOTE and mention.on is not None:
        return _("{number}, Gespräch vom {day}").format(number=mention.number, day=f"{mention.on:%d.%m.%Y}")
    return _("{number}, {place}").format(number=mention.number, place=place_word(mention.place))


def place_word(place: str) -> str:
    """Return what a place of ``Mention`` is called that is no note. One without a word is a bug."""
    return {
        "cases": _("Stand der Akte"),
        "clients": _("Bezeichnung und Anschrift"),
        "earlier_counselling": _("frühere Beratung"),
        "answers": _("Angaben"),
        "notices_given": _("Datenschutzerklärung"),
        "consents": _("Einwilligungen"),
        "agreements": _("Beratungsvereinbarung"),
        "needs_assessments": _("Bedarfserhebung"),
        "plans": _("Integrationsplan"),
        "block_reasons": _("Begründungen im Plan"),
        "plan_versions": _("ausgehändigte Pläne"),
        "scans": _("Scans"),
        "disclosures": _("Weitergaben"),
        "requests": _("Anfragen"),
        "corrections": _("Berichtigungen"),
        "goals": _("Ziele"),
        "measures": _("Maßnahmen"),
        "goal_changes": _("Verlauf der Ziele"),
        "extensions": _("Verlängerungen"),
        "decisions": _("Entscheidungen"),
        "referrals": _("Weitervermittlungen"),
        "drafts": _("angefangene Texte"),
        "services": _("Verzeichnis der Anlaufstellen"),
    }[place]


def mention_tab(mention: Mention) -> str:
    """Return the part of the case where the place of a mention is seen."""
    tabs = {
        "talks": _IN_TALKS,
        "person": _ON_THE_PERSON,
        "plan": _IN_THE_PLAN,
        "papers": _IN_PAPERS,
    }
    return next((tab for tab, places in tabs.items() if mention.place in places), "consents")
