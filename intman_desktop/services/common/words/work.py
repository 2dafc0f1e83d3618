"""Sentences on the plan, goals and talks (I, Z, P3, P5, C8, K5)."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.kinds import Counted, Sentences


def plan() -> Sentences:
    """Return the sentences on the integration plan (I1 to I9, K4)."""
    return {
        "answer_missing": _("Es fehlt: {field}."),
        "answer_ended": _("{field}: galt bis {until}, danach ist nichts bekannt."),
        "answer_to_come": _("{field}: gilt erst ab {since}."),
        "block_empty": _("Zu „{block}“ ist noch nichts eingetragen."),
        "steps_missing": _("Die Schritte im Integrationsprozess sind noch nicht beschrieben."),
        "block_reason_left_over": _(
            "Alles ist eingetragen, nur der Satz „Nicht erhoben, weil …“ steht noch."
        ),
        "course_missing": _("Wie es läuft, ist noch nicht beschrieben."),
        "plan_begin_missing": _("Der Beginn des Plans fehlt."),
        "plan_ending_reason_missing": _("Der Plan ist geschlossen, der Grund fehlt."),
        "goal_missing": _("Es ist noch kein Ziel eingetragen."),
        "goal_not_agreed": _("Es ist noch kein Ziel vereinbart."),
        "goals_not_checkable": Counted(
            "count",
            lambda n: ngettext(
                "Ein Ziel sagt noch nicht, woran man es erkennt, bis wann und wer was tut.",
                "{count} Ziele sagen noch nicht, woran man sie erkennt, bis wann und wer was tut.",
                n,
            ),
        ),
        "no_goal_until": _("Noch kein Ziel; bis {until} soll eines vereinbart sein."),
        "no_new_goal_until": _("Noch kein neues Ziel; bis {until} soll eines vereinbart sein."),
        "goals_closed": _("Seit dem {since} ist kein Ziel mehr offen."),
        "no_goal_day_missing": _("Bitte geben Sie an, bis wann ein Ziel vereinbart werden soll."),
        "no_goal_needed": _(
            "Solange kein Ziel vereinbart ist, braucht der Plan diesen Satz. Bitte ändern Sie ihn, oder "
            "vereinbaren Sie ein Ziel."
        ),
        "no_goal_until_past": _("Der {until} ist schon vorbei."),
        "block_reason_not_allowed": _("„{block}“ kann nicht mit „nicht erhoben, weil …“ beantwortet werden."),
        "block_reason_empty": _("Bitte sagen Sie, warum „{block}“ nicht erhoben wird."),
        "plan_two_open_spans": _("Eine Person hat nie zwei offene Pläne."),
        "plan_span_ends_before_begin": _("Der Plan endet ({closed_on}), bevor er beginnt ({opened_on})."),
        "plan_span_reason_missing": _("Bitte geben Sie an, warum der Plan geschlossen wird."),
        "plan_spans_overlap": _("Am {opened_on} ist der Plan schon offen."),
        "plan_begin_in_future": _("Der Plan kann nicht erst am {begun_on} begonnen haben."),
        "plan_before_consent": _(
            "Am {on} stand die Einwilligung in die Beratung noch nicht; vorher gibt es hier keinen Plan."
        ),
        "plan_begin_unchanged": _("Der Plan beginnt schon am {begun_on}."),
        "plan_begin_reason_missing": _("Bitte sagen Sie in einem Satz, warum der bisherige Tag falsch ist."),
        "plan_begin_after_goal": _(
            "Am {on} wurde im Plan schon ein Ziel festgehalten; er kann nicht erst am {begun_on} begonnen "
            "haben."
        ),
        "plan_begin_after_signature": _(
            "Der Plan ist am {on} unterschrieben; er kann nicht erst am {begun_on} begonnen haben."
        ),
        "plan_begin_after_version": _(
            "Der Plan wurde am {on} ausgehändigt; er kann nicht erst am {begun_on} begonnen haben."
        ),
        "plan_older_than_start": _(
            "Der mitgebrachte Plan ist älter ({begun_on}) als das erste Beratungsgespräch ({start}); "
            "vielleicht begann der Zeitraum früher. Bitte prüfen Sie beide Tage."
        ),
        "plan_without_span": _("Der Plan ist begonnen, aber an keinem Tag offen."),
        "plan_begin_not_its_first_day": _(
            "Der Beginn ({begun_on}) ist nicht der erste Tag, an dem der Plan offen ist ({opened_on})."
        ),
        "plan_span_in_future": _("Öffnen und Schließen des Plans können nicht in der Zukunft liegen."),
        "plan_exists": _("Es gibt schon einen Plan (begonnen am {begun_on}); er wird fortgeführt."),
        "plan_brought_from_nowhere": _(
            "Einen Plan bringt nur mit, wer schon beraten wurde; hier steht „Frühere Beratung: Nein“. Bitte "
            "berichtigen Sie zuerst den Beginn des Zeitraums."
        ),
        "plan_version_blacked_out": _(
            "Die Fassung {number} vom {on} ist ganz geschwärzt; nur ihr Tag und ihre Prüfsumme sind noch da."
        ),
        "plan_version_damaged": _(
            "Die Fassung {number} vom {on} ist im Tresor beschädigt und lässt sich nicht mehr zeigen. "
            "Ihr Tag ist noch da; alles andere im Fall ist nicht betroffen."
        ),
        "plan_not_begun": _("Der Integrationsplan ist noch nicht begonnen."),
        "plan_not_open": _("Der Plan ist nicht offen."),
        "no_running_goal": _("Es gibt kein laufendes Ziel."),
        "review_not_ahead": _("Die nächste Überprüfung ({on}) muss nach heute liegen."),
        "plan_is_open": _("Der Plan ist schon offen."),
        "signature_in_future": _("Eine Unterschrift kann nicht in der Zukunft liegen ({on})."),
        "plan_closed_before_signature": _(
            "Der Plan ist am {on} unterschrieben; er kann nicht schon am {closed_on} geschlossen worden sein."
        ),
        "signature_after_closing": _("Am {on} war der Plan schon geschlossen (seit dem {closed_on})."),
        "signature_before_plan": _("Die Unterschrift ({on}) liegt vor dem Beginn des Plans ({begun_on})."),
    }


def goals() -> Sentences:
    """Return the questions to a goal and what hinders a change of its state (Z1 to Z4)."""
    return {
        "goal_what": _("Was genau soll erreicht werden?"),
        "goal_how_seen": _("Woran sehen wir, dass es erreicht ist?"),
        "goal_until_when": _("Bis wann?"),
        "goal_until_past": _("Der {until} ist vorbei: Bis wann jetzt?"),
        "goal_who_does_what": _("Wer tut was?"),
        "goal_which_third_party": _("Welche andere Stelle ist gemeint?"),
        "goal_change_not_allowed": _("Ein Ziel geht nicht von „{from}“ zu „{to}“ über."),
        "goal_change_in_future": _("Ein Stand kann nicht erst am {on} erreicht sein."),
        "goal_change_before_last": _("Der {on} liegt vor der letzten Änderung des Ziels ({last})."),
        "goal_dropped_reason_missing": _(
            "Bitte sagen Sie in einem Satz, warum das Ziel nicht weiterverfolgt wird."
        ),
        "goal_new_and_dropped": _("Ein neues Ziel kann nicht schon als nicht weiterverfolgt beginnen."),
        "outcome_unknown": _("Dieses Ergebnis steht in keiner Liste ({outcome})."),
        "goal_before_plan": _("Am {on} gab es den Plan noch nicht (begonnen am {begun_on})."),
        "goal_before_consent": _("Am {on} stand die Einwilligung in die Beratung noch nicht."),
        "goal_review_not_after": _("Die nächste Überprüfung ({next_review}) muss nach dem {on} liegen."),
        "measure_done_in_future": _("Eine Maßnahme kann nicht erst am {on} erledigt sein."),
        "goal_is_closed": _(
            "Das Ziel ist abgeschlossen; sein Wortlaut bleibt, wie er vereinbart war. Nehmen Sie es unter "
            "„Überprüfen“ zuerst wieder auf."
        ),
        "goal_was_agreed": _(
            "Ein vereinbartes Ziel, das schon überprüft, ausgehändigt oder unterschrieben ist, wird nicht "
            "gelöscht; es kann „nicht weiterverfolgt“ werden."
        ),
        "goal_makes_plan": _(
            "Mit diesem Ziel zählt der Plan auch in früheren Jahren. Bitte vereinbaren Sie zuerst ein "
            "anderes; danach lässt sich dieses entfernen."
        ),
        "area_unknown": _("Diesen Lebensbereich gibt es in der Liste nicht."),
        "area_closed": _(
            "Für diesen Lebensbereich fehlt die Einwilligung ({because}). Möglich ist „Persönliches“."
        ),
    }


def talks() -> Sentences:
    """Return the sentences on talks and referrals (P2, P3, P5, P7, C8, K5)."""
    return {
        "talk_in_future": _("Ein Gespräch kann nicht in der Zukunft liegen ({on})."),
        "talk_form_missing": _("Bitte wählen Sie, wie das Gespräch geführt wurde."),
        "note_too_long": _("Eine Notiz hat {length} Zeichen; möglich sind {most}."),
        "talk_topic_missing": _("Bitte wählen Sie ein Hauptthema."),
        "talk_form_unknown": _("Diese Form des Gesprächs gibt es in der Liste nicht."),
        "talk_topic_unknown": _("Dieses Thema gibt es in der Liste nicht."),
        "talk_length_impossible": Counted(
            "minutes",
            lambda n: ngettext(
                "{minutes} Minute ist keine mögliche Dauer.",
                "{minutes} Minuten sind keine mögliche Dauer.",
                n,
            ),
        ),
        "talk_without_person": _("Bitte wählen Sie, mit wem das Gespräch war."),
        "talk_person_twice": _("Eine Person steht zweimal im Gespräch."),
        "talk_without_consent": _(
            "Ohne Einwilligung gibt es keine Beratung ({because}); für den {on} wird nichts aufgezeichnet."
        ),
        "talk_after_ending": _("Das Gespräch ({on}) liegt nach dem Ende des Falls ({ended_on})."),
        "talk_topic_closed": _("Für dieses Thema fehlt die Einwilligung „{need}“ ({because})."),
        "talk_day_held": _(
            "Der Tag dieses Gesprächs bleibt stehen: Es gehört auch zu einer Akte mit Löschsperre, an der "
            "nicht gearbeitet wird. Heben Sie erst die Sperre auf."
        ),
        "talk_interpreter_closed": _(
            "Für Sprachmittlung fehlt die Einwilligung ({because}). Bitte holen Sie sie ein und erfassen Sie "
            "sie; das Gespräch bleibt so lange hier stehen."
        ),
        "talk_outside_period": _(
            "Dieses Gespräch ({on}) liegt außerhalb des Beratungszeitraums (letzter Tag {last_day}). "
            "Trotzdem speichern?"
        ),
        "plan_missing_reason_empty": _("Bitte sagen Sie in einem Satz, warum der Plan noch fehlt."),
        "service_unknown": _("Diese Anlaufstelle steht nicht im Verzeichnis."),
        "referral_closed": _("Für diese Anlaufstelle fehlt die Einwilligung ({because})."),
        "referral_outcome_before_talk": _(
            "Ein Ergebnis kann nicht vor dem Gespräch liegen, in dem weitervermittelt wurde ({talk_on})."
        ),
        "referral_outcome_in_future": _("Ein Ergebnis kann nicht in der Zukunft liegen ({on})."),
        "step_done_in_future": _("Ein Schritt kann nicht erst am {on} erledigt sein."),
    }
