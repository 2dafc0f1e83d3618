"""The words for kinds of deadlines: alone they name nobody, so that they may stand in an office calendar."""

from __future__ import annotations

from intman_desktop.language import _, pgettext
from intman_desktop.services.common.words.kinds import Sentences
from intman_desktop.values.deadline_views import DeadlineKind


def kind_word(kind: DeadlineKind) -> str:
    """Return what a kind of deadline is called."""
    return {
        DeadlineKind.PLAN_MISSING: _("Integrationsplan fehlt"),
        DeadlineKind.PERIOD_OVER: _("Beratungszeitraum ist vorbei"),
        DeadlineKind.PERIOD_ENDING: _("Beratungszeitraum endet"),
        DeadlineKind.GOAL_REVIEW: pgettext("deadline", "Überprüfung"),
        DeadlineKind.GOAL_UNTIL: _("Zieltermin"),
        DeadlineKind.NO_GOAL: _("Neues Ziel vereinbaren"),
        DeadlineKind.NEXT_STEP: _("Nächster Schritt"),
        DeadlineKind.MEASURE: _("Eigene Maßnahme"),
        DeadlineKind.VALIDITY_ENDS: _("Befristung endet"),
        DeadlineKind.SIGNATURE: _("Unterschrift unter der Vereinbarung"),
        DeadlineKind.PLAN_SIGNATURE: _("Unterschrift unter dem Plan"),
        DeadlineKind.TURNS_EIGHTEEN: _("18. Geburtstag im Haushalt"),
        DeadlineKind.OWN_EIGHTEEN: _("18. Geburtstag"),
        DeadlineKind.NO_CONTACT: _("Lange kein Kontakt"),
        DeadlineKind.DORMANT_OVER: _("Ruhen endet"),
        DeadlineKind.BENEFITS_ENDED: _("Leistungen enden"),
        DeadlineKind.DELETION_DUE: _("Löschung"),
        DeadlineKind.HOLD_REVIEW: _("Löschsperre überprüfen"),
        DeadlineKind.CONSENT_EXPIRES: _("Einwilligung läuft aus"),
        DeadlineKind.CONSENT_OUTDATED: _("Einwilligung erneuern"),
        DeadlineKind.KEY_FIGURES: _("Kennzahlen abgeben"),
        DeadlineKind.REQUEST: _("Anfrage beantworten"),
        DeadlineKind.RECIPIENT_UNTOLD: _("Empfänger über Widerruf unterrichten"),
    }[kind]


def settled() -> Sentences:
    """Return what was done, as the list of the settled says it in one line, and why a day cannot be moved."""
    return {
        "settled_next_step": _("Nächster Schritt: {step}"),
        "settled_next_step_hidden": _("Nächster Schritt erledigt."),
        "settled_measure": _("Maßnahme: {what}"),
        "settled_measure_hidden": _("Maßnahme erledigt."),
        "settled_review_hidden": _("Ein Ziel überprüft: {state}."),
        "settled_review": _("Ziel „{goal}“ überprüft: {state}."),
        "settled_agreement": _("Beratungsvereinbarung von beiden unterschrieben."),
        "settled_plan_signature": _("Integrationsplan von beiden unterschrieben."),
        "settled_plan": _("Integrationsplan begonnen."),
        "settled_plan_again": _("Integrationsplan wieder aufgenommen."),
        "settled_extension": _("Verlängerung bis {until} entschieden."),
        "settled_consent": _("{scope}: eingewilligt."),
        "settled_emptied": _("{scope}: Angaben nach dem Ablauf geleert."),
        "settled_ending": _("Fall beendet."),
        "settled_request": _("Anfrage beantwortet ({kind}): {answer}."),
        "settled_rest": _("Nach dem Ruhen fortgesetzt."),
        "settled_go_on": _("Entschieden: weiter ohne Leistungen."),
        "settled_own_consent": _("Seit der Volljährigkeit neu eingewilligt."),
        "settled_recipient": _("Empfänger über den Widerruf unterrichtet."),
        "settled_key_figures": _("Kennzahlen {year} abgegeben."),
        "due_day_not_ahead": _("Der {on} liegt nicht in der Zukunft. Bitte nennen Sie einen kommenden Tag."),
        "due_gone": _("Das ist inzwischen erledigt oder geändert."),
    }
