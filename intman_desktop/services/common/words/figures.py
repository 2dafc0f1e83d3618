"""The words for the figures: the plausibility list (K6), and why a year handed in has changed (K7)."""

from __future__ import annotations

from collections.abc import Iterable

from intman_desktop.language import _
from intman_desktop.services.common.words.kinds import Sentences
from intman_desktop.values.figures import Causes, ChangeKind


def kind_words(kind: ChangeKind) -> str:
    """Return a kind of event in words."""
    return {
        ChangeKind.TALK_ADDED: _("Gespräch nachgetragen oder zurückdatiert"),
        ChangeKind.TALK_CHANGED: _("Gespräch berichtigt oder entfernt"),
        ChangeKind.REFERRAL_CHANGED: _("Weitervermittlung berichtigt"),
        ChangeKind.PERSON_CHANGED: _("Angabe zur Person berichtigt"),
        ChangeKind.PLAN_CHANGED: _("Plan oder Ziel nachgetragen oder berichtigt"),
        ChangeKind.EXTENSION_CHANGED: _("Verlängerung nachgetragen oder berichtigt"),
        ChangeKind.BRIEF_CONTACT_CHANGED: _("Kurzkontakt nachgetragen oder berichtigt"),
        ChangeKind.MISTAKE_ERASED: _("Fehlanlage oder Dublette gelöscht"),
        ChangeKind.CASE_ERASED: _("gelöschte Akte"),
        ChangeKind.COUNTING_CHANGED: _("Zählweise oder Liste geändert"),
    }[kind]


def kinds_words(kinds: Iterable[ChangeKind]) -> str:
    """Return several kinds of event in words, with commas."""
    return ", ".join(map(kind_words, kinds))


def causes_words(causes: Causes) -> str:
    """Return what is behind a number in words; where several events are, with what each added."""
    if len(causes) == 1:
        return kinds_words(causes[0][0])
    return ", ".join(
        _("{kinds} ({added})").format(kinds=kinds_words(kinds), added=f"{added:+d}".replace("-", "−"))
        for kinds, added in causes
    )


def questions() -> Sentences:
    """Return the plausibility list (K6), each question for one case and, for papers, counted."""
    return {
        "question_agreement_missing": _(
            "Gespräch am {on}, aber keine Beratungsvereinbarung, von beiden unterschrieben oder mündlich."
        ),
        "question_plan_missing": _("Kein Integrationsplan, obwohl er seit dem {since} nötig ist."),
        "question_plan_closed": _(
            "Der Plan wurde am {closed_on} geschlossen; seit dem Gespräch am {since} ist er wieder nötig."
        ),
        "question_plan_not_made": _(
            "Der Plan vom {begun_on} zählt nicht: kein vereinbartes Ziel und kein „Noch kein Ziel, weil …“."
        ),
        "question_talk_outside": _(
            "Gespräch am {on} liegt außerhalb des Beratungszeitraums ({start} bis {last_day})."
        ),
        "question_needs_outside": _(
            "Die Bedarfserhebung am {on} liegt außerhalb des Beratungszeitraums ({start} bis {last_day})."
        ),
        "question_plan_without_talk": _("Plan ohne zählendes Gespräch (begonnen am {begun_on})."),
        "question_needs_without_talk": _(
            "Die Bedarfserhebung am {on} gilt als Gespräch, ist aber nicht als Gespräch aufgezeichnet."
        ),
        "question_open_plan_of_ended_case": _("Der Fall endete am {ended_on}, der Plan ist noch offen."),
        "question_date_in_future": _("Ein Datum liegt in der Zukunft: {on}."),
        "question_brief_contacts_in_future": _("Kurzkontakte mit einem Datum in der Zukunft: {count}"),
        "question_sex_missing": _("Die Angabe zum Geschlecht fehlt."),
        "question_birth_date_missing": _("Das Geburtsdatum fehlt."),
        "question_section_24_missing": _(
            "Der Aufenthaltsstatus ist vorübergehender Schutz; ob das Merkmal „§ 24 AufenthG“ zutrifft, ist "
            "nicht angegeben."
        ),
        "question_plan_days": _("Die Tage, an denen der Plan offen ist, widersprechen sich."),
        "question_plan_balance": _(
            "Die Rechnung geht nicht auf: {begun} begonnen + {continued} fortgeführt − {ended} beendet "
            "ergibt nicht {open} offene Pläne."
        ),
        "questions_agreement_missing": _("Gespräche ohne Beratungsvereinbarung: {count}"),
        "questions_plan_missing": _("Kein Integrationsplan, obwohl er nötig ist: {count}"),
        "questions_plan_closed": _("Plan geschlossen, obwohl er wieder nötig ist: {count}"),
        "questions_plan_not_made": _("Plan ohne Ziel und ohne „Noch kein Ziel, weil …“: {count}"),
        "questions_talk_outside": _("Gespräch außerhalb des Beratungszeitraums: {count}"),
        "questions_needs_outside": _("Bedarfserhebung außerhalb des Beratungszeitraums: {count}"),
        "questions_plan_without_talk": _("Plan ohne zählendes Gespräch: {count}"),
        "questions_needs_without_talk": _(
            "Bedarfserhebung, die als Gespräch gilt, ohne aufgezeichnetes Gespräch: {count}"
        ),
        "questions_open_plan_of_ended_case": _("Fall beendet, Plan noch offen: {count}"),
        "questions_date_in_future": _("Datum in der Zukunft: {count}"),
        "questions_sex_missing": _("Angabe zum Geschlecht fehlt: {count}"),
        "questions_birth_date_missing": _("Geburtsdatum fehlt: {count}"),
        "questions_section_24_missing": _(
            "Vorübergehender Schutz ohne Angabe zum Merkmal „§ 24 AufenthG“: {count}"
        ),
        "questions_plan_days": _("Tage, an denen der Plan offen ist, widersprechen sich: {count}"),
    }
