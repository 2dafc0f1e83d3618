"""The words for what is due and what was settled, and for their kinds."""

from __future__ import annotations

from intman_desktop.language import _, ngettext, pgettext
from intman_desktop.services.common.words.kinds import Counted, Sentences
from intman_desktop.values.deadline_views import DeadlineKind


def kind_word(kind: DeadlineKind) -> str:
    """Return what a kind of deadline is called: it names nobody, an office calendar may hold it."""
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
        DeadlineKind.PART_DELETION_DUE: _("Löschung eines Teils"),
        DeadlineKind.HOLD_REVIEW: _("Löschsperre überprüfen"),
        DeadlineKind.CONSENT_EXPIRES: _("Einwilligung läuft aus"),
        DeadlineKind.CONSENT_OUTDATED: _("Einwilligung erneuern"),
        DeadlineKind.KEY_FIGURES: _("Kennzahlen abgeben"),
        DeadlineKind.REQUEST: _("Anfrage beantworten"),
        DeadlineKind.RECIPIENT_UNTOLD: _("Empfänger über Widerruf unterrichten"),
    }[kind]


def lines() -> Sentences:
    """Return what is due, as the overview says it in one line."""
    return {
        "due_plan_missing": Counted(
            "talks",
            lambda n: ngettext(
                "Plan fehlt seit dem Gespräch am {second}.",
                "Plan fehlt seit dem Gespräch am {second} (bisher {talks} Gespräche).",
                n,
            ),
        ),
        "due_plan_closed": _("Plan am {closed_on} geschlossen, seit dem Gespräch am {on} wieder nötig."),
        "due_period_over": _(
            "Beratungszeitraum endete am {last_day}: verlängern, ruhen lassen oder beenden."
        ),
        "due_period_ending": _("Beratungszeitraum endet am {last_day}."),
        "due_goal_review": _("Ziel „{goal}“ überprüfen."),
        "due_goal_review_until": _("Ziel „{goal}“ überprüfen: Es soll erreicht sein."),
        "due_goal_review_hidden": _("Ein Ziel überprüfen, für dessen Art von Daten die Einwilligung fehlt."),
        "due_no_new_goal": _("Kein Ziel ist offen: Bis zum {until} soll ein neues vereinbart sein."),
        "due_no_goal": _("Noch kein Ziel: Bis zum {until} soll eines vereinbart sein."),
        "due_goal_missing": _(
            "Plan vom {begun_on} zählt noch nicht: ein Ziel vereinbaren oder „Noch kein Ziel, weil …“."
        ),
        "due_goals_closed": _(
            "Seit dem {last} ist kein Ziel mehr offen: ein neues vereinbaren oder den Plan schließen."
        ),
        "due_goal_until": _("Ziel „{goal}“ soll erreicht sein."),
        "due_goal_until_hidden": _(
            "Ein Ziel soll erreicht sein, für dessen Art von Daten die Einwilligung fehlt."
        ),
        "due_measure": _("Eigene Maßnahme: {what}"),
        "due_measure_hidden": _("Eigene Maßnahme; für die Art von Daten fehlt die Einwilligung."),
        "due_next_step": _("Nächster Schritt: {step}"),
        "due_next_step_hidden": _("Nächster Schritt; für die Art von Daten fehlt die Einwilligung."),
        "due_signature": _(
            "Beratungsvereinbarung noch nicht von beiden unterschrieben; Bedarfserhebung und Plan erst "
            "danach."
        ),
        "due_signature_after_oral": _("Mündlich vereinbart am {oral_on}, die Unterschrift fehlt noch."),
        "due_plan_signature": _("Plan vom {issued_on} ist noch nicht von beiden unterschrieben."),
        "due_plan_signature_again": _(
            "Nach der Unterschrift wurde ein Ziel neu vereinbart: Plan vom {issued_on} von beiden neu "
            "unterschreiben."
        ),
        "due_plan_to_hand_out": _(
            "Am {agreed_on} vereinbart, noch nicht von beiden unterschrieben: Plan aushändigen."
        ),
        "due_eighteen": _(
            "Ein Kind wird 18 ({month}.{year}): eigene Einwilligung, eigener Plan, eigener Zeitraum."
        ),
        "due_eighteen_year_only": _(
            "Ein Kind wird 18 (im Jahr {year}); bitte nach dem Geburtsdatum fragen: eigene Einwilligung, "
            "eigener Plan, eigener Zeitraum."
        ),
        "due_eighteen_past": _(
            "Ein Kind ist 18 geworden ({month}.{year}): eigene Einwilligung, eigener Plan, eigener Zeitraum."
        ),
        "due_eighteen_year_only_past": _(
            "Ein Kind ist 18 geworden (im Jahr {year}); bitte nach dem Geburtsdatum fragen: "
            "eigene Einwilligung, eigener Plan, eigener Zeitraum."
        ),
        "due_no_contact": Counted(
            "months",
            lambda n: ngettext(
                "Seit dem {last} kein Kontakt ({months} Monat oder länger).",
                "Seit dem {last} kein Kontakt ({months} Monate oder länger).",
                n,
            ),
        ),
        "due_dormant": _("Ruht bis {until}: wieder aufnehmen oder beenden."),
        "due_benefits_ended": _(
            "Keine Leistungen zum Lebensunterhalt seit dem {since}: weiter beraten mit Grund, oder beenden."
        ),
        "due_deletion": _("Akte ist beendet und zur Löschung vorgesehen."),
        "due_deletion_withdrawn": _("Einwilligung widerrufen am {on}: Akte heute löschen."),
        "due_deletion_promised": _("Löschung zugesagt am {on}: Akte heute löschen."),
        "due_deletion_part": _("Löschung zugesagt am {on}: {what}"),
        "due_hold": _("Löschsperre überprüfen."),
        "due_consent": _("{scope}: Die Einwilligung läuft aus."),
        "due_consent_to": _("Weitergabe an {recipient}: Die Einwilligung läuft aus."),
        "due_consent_to_expired": _("Weitergabe an {recipient}: Die Einwilligung galt nur bis zum {until}."),
        "due_consent_expired": _("{scope}: Die Einwilligung galt nur bis zum {until}."),
        "due_recipient": _("Empfänger über den Widerruf vom {on} unterrichten: {recipient}."),
        "due_recipient_hidden": _("Einen Empfänger über den Widerruf vom {on} unterrichten."),
        "due_consent_hidden": _("{scope}: Einwilligung am {until} abgelaufen, Angaben sind verborgen."),
        "consent_to_renew": _("Der Text hat sich im Inhalt geändert: beim nächsten Gespräch neu einholen."),
        "consent_sheet_silent": _(
            "Das gezeigte Blatt nannte diese Angaben nicht: beim nächsten Gespräch neu einholen."
        ),
        "due_consent_sheet": _(
            "Das gezeigte Blatt nannte diese Angaben nicht, beim nächsten Gespräch neu einholen: {scopes}."
        ),
        "due_consent_text": _("Neuer Text der Einwilligung, beim nächsten Gespräch neu einholen: {scopes}."),
        "due_notice_text": _(
            "Neue Datenschutzerklärung: beim nächsten Gespräch aushändigen und erklären, danach neu "
            "einholen: {scopes}."
        ),
        "due_validity": _("{field}: gilt bis {until}, danach ist nichts bekannt."),
        "due_own_eighteen": _("Wird am {on} 18: eigene Einwilligung, eigener Plan, eigener Zeitraum."),
        "due_own_eighteen_month": _(
            "Wird 18 ({month}.{year}): eigene Einwilligung, eigener Plan, eigener Zeitraum."
        ),
        "due_own_eighteen_year_only": _(
            "Wird 18 (im Jahr {year}); bitte nach dem Geburtsdatum fragen: eigene Einwilligung, "
            "eigener Plan, eigener Zeitraum."
        ),
        "due_own_eighteen_past": _(
            "Ist am {on} 18 geworden: eigene Einwilligung, eigener Plan, eigener Zeitraum."
        ),
        "due_own_eighteen_month_past": _(
            "Ist 18 geworden ({month}.{year}): eigene Einwilligung, eigener Plan, eigener Zeitraum."
        ),
        "due_own_eighteen_year_only_past": _(
            "Ist 18 geworden (im Jahr {year}); bitte nach dem Geburtsdatum fragen: "
            "eigene Einwilligung, eigener Plan, eigener Zeitraum."
        ),
        "due_validity_past": _("{field}: galt bis {until}, danach ist nichts bekannt."),
        "due_request": _("Anfrage vom {received_on} beantworten: {kind}."),
        "due_request_extended": _("Anfrage vom {received_on} beantworten, Frist verlängert: {kind}."),
        "due_request_held": _(
            "Anfrage vom {received_on} beantworten: {kind}. Die Akte hat eine Löschsperre."
        ),
        "due_request_extended_held": _(
            "Anfrage vom {received_on} beantworten, Frist verlängert: {kind}. Die Akte hat eine Löschsperre."
        ),
        "due_key_figures": _("Kennzahlen {year} abgeben."),
    }


def settled() -> Sentences:
    """Return what was done, as the list of the settled says it in one line, and why a day cannot be moved."""
    return {
        "settled_next_step": _("Nächster Schritt: {step}"),
        "settled_next_step_hidden": _("Nächster Schritt erledigt."),
        "settled_measure": _("Maßnahme: {what}"),
        "settled_measure_hidden": _("Maßnahme erledigt."),
        "settled_review_hidden": _("Ein Ziel überprüft: {state}."),
        "settled_review": _("Ziel „{goal}“ überprüft: {state}."),
        "settled_goal": _("Ziel „{goal}“ vereinbart."),
        "settled_goal_hidden": _("Ein Ziel vereinbart."),
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
