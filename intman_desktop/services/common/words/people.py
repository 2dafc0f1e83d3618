"""Sentences on people and what they declare: consent, information, agreement, household (E, B, P, I8)."""

from __future__ import annotations

from intman_desktop.language import _, ngettext
from intman_desktop.services.common.words.kinds import Counted, Sentences


def needs() -> Sentences:
    """Return why something is closed (E1, E3, P2)."""
    return {
        "never_asked": _("{need}: Die Einwilligung wurde noch nicht eingeholt."),
        "given_later": _("{need}: Die Einwilligung wurde erst am {on} erteilt."),
        "refused": _("{need}: Die Einwilligung wurde am {on} nicht erteilt."),
        "put_off": _("{need}: Am {on} wollte die Person noch nicht entscheiden."),
        "withdrawn": _("{need}: Die Einwilligung wurde am {on} widerrufen."),
        "expired": _("{need}: Die Einwilligung galt nur bis {on}."),
        "basic_missing": _("Ohne gültige Einwilligung in die Beratung ist hier nichts möglich: {because}."),
        "field_unknown": _("Das Feld „{field}“ gibt es in diesem Profil nicht."),
        "answer_not_fitting": _("Die Angabe passt nicht zum Feld „{field}“."),
        "answer_validity": _("Bei „{field}“ liegt das Ende der Gültigkeit vor dem Anfang."),
        "validities_overlap": _(
            "Zwei Werte von „{field}“ überschneiden sich. Bitte prüfen Sie „seit“ und „bis“."
        ),
    }


def consents() -> Sentences:
    """Return the sentences on consents, their evidence and withdrawal (E1, E2, E4, E5)."""
    return {
        "consent_in_future": _("Eine Einwilligung kann nicht erst am {on} erklärt worden sein."),
        "consent_valid_until_before": _("Die Einwilligung endet ({until}), bevor sie erklärt wurde."),
        "consent_kind_missing": _("Bitte wählen Sie, für welche Art von Daten die Einwilligung gilt."),
        "consent_kind_not_fitting": _("Zu dieser Einwilligung gehört keine Art besonderer Daten."),
        "consent_declined_recipient_missing": _("Bitte geben Sie an, um welche Stelle es geht."),
        "consent_recipient_missing": _("Bitte geben Sie an, an wen weitergegeben werden darf."),
        "consent_purpose_missing": _("Bitte geben Sie an, wozu weitergegeben werden darf."),
        "consent_data_kinds_missing": _(
            "Bitte geben Sie an, welche Daten weitergegeben werden dürfen. Nur dafür gilt die Einwilligung."
        ),
        "consent_proof_missing": _(
            "Bitte geben Sie an, wo der Nachweis der elektronischen Einwilligung liegt, zum Beispiel der "
            "Name der Datei oder der Ordner mit dem Ausdruck."
        ),
        "consent_filing_place_missing": _(
            "Bitte geben Sie an, wo die unterschriebene Einwilligung abgelegt ist."
        ),
        "consent_sheet_lost": _(
            "Bitte geben Sie an, wo die unterschriebene Einwilligung abgelegt ist. Ist das Blatt verloren, "
            "lassen Sie es neu unterschreiben und erfassen Sie die Einwilligung noch einmal."
        ),
        "consent_witness_missing": _(
            "Es fehlt, wer als Zeugin oder Zeuge dabei war. Ohne Unterschrift ist das der Nachweis."
        ),
        "consent_not_told_withdrawable": _(
            "Die Person muss vorher wissen, dass sie jederzeit widerrufen kann. Bitte bestätigen Sie das."
        ),
        "consent_representative_missing": _(
            "Bei Minderjährigen fehlt, wer sie bei der Einwilligung vertreten hat."
        ),
        "consent_by_minor": _(
            "Nach dieser Angabe war die Person minderjährig, als sie am {on} einwilligte. Bitte tragen Sie "
            "zuerst im Reiter Einwilligungen beim Nachweis von diesem Tag ein, wer sie vertreten hat."
        ),
        "consent_after_use": _(
            "Schon am {on} ist etwas festgehalten, was auf dieser Einwilligung beruht; danach kann sie nicht "
            "erst gegeben sein. Bitte prüfen Sie beide Tage."
        ),
        "consent_after_withdrawal": _(
            "Die Einwilligung wurde am {withdrawn_on} widerrufen. Wer wiederkommt, erhält eine neue Akte."
        ),
        "consent_interpreter_is_relative": _(
            "Eine angehörige Person hat gedolmetscht. Bitte prüfen Sie, ob die Einwilligung frei war."
        ),
        "consent_witness_explained": _(
            "Bezeugt hat, wer die Einwilligung erklärt hat. Bitte prüfen Sie, ob noch jemand dabei war."
        ),
        "consent_witness_interpreted": _(
            "Bezeugt hat, wer gedolmetscht hat. Bitte prüfen Sie, ob noch jemand dabei war."
        ),
        "consent_witness_herself": _(
            "Als Zeugin oder Zeuge steht die Person selbst. Bezeugen kann nur, wer sonst dabei war."
        ),
        "consent_represented_by_herself": _(
            "Als vertretend steht die Person selbst. Bitte prüfen Sie, wer sie vertritt."
        ),
        "consent_adult_represented": _(
            "Eine volljährige Person vertritt nur eine rechtliche Betreuung oder wer ihre Vollmacht hat, "
            "nicht schon Familie. Bitte schreiben Sie dazu, was davon es ist."
        ),
        "undertaking_missing": _(
            "Wer dolmetscht, unterschreibt vorher eine Verpflichtung zur Verschwiegenheit. Bitte tragen Sie "
            "ein, wann das war."
        ),
        "undertaking_in_future": _("Eine Verpflichtung kann nicht erst am {on} unterschrieben worden sein."),
        "undertaking_by_missing": _("Bitte geben Sie an, wer die Verpflichtung unterschrieben hat."),
        "undertaking_place_missing": _(
            "Bitte geben Sie an, wo die unterschriebene Verpflichtung abgelegt ist."
        ),
        "interpreter_not_named": _(
            "Sprachmittlung ist nötig, aber niemand ist genannt. Bitte prüfen Sie, ob jemand gedolmetscht "
            "hat."
        ),
        "interpreter_named_and_refused": _(
            "Zur Sprachmittlung steht hier Nein, und doch ist genannt, wer gedolmetscht hat. Bitte prüfen "
            "Sie beides."
        ),
        "consent_form_not_written": _(
            "Nach {law} ist die Schriftform die Regel; eine andere Form braucht besondere Umstände."
        ),
        "consent_explained_by_missing": _("Es steht nicht da, wer die Einwilligung erklärt hat."),
        "consent_language_missing": _("Es steht nicht da, in welcher Sprache erklärt wurde."),
        "consent_copy_not_handed_out": _("Die Person hat noch keine Kopie der Einwilligung erhalten."),
        "consent_use_withdrawal": _(
            "Eine Erklärung wird nicht umgeschrieben. Bitte widerrufen Sie sie oder erfassen Sie eine neue."
        ),
        "case_erased": _(
            "Diese Akte ist inzwischen gelöscht; es wurde nichts gespeichert. Wer wiederkommt, willigt neu "
            "ein und erhält eine neue Akte."
        ),
        "draft_is_gone": _("Dieser angefangene Text ist inzwischen verworfen; es wurde nichts gespeichert."),
        "consent_stands": _(
            "Diese Einwilligung steht. Sagt die Person jetzt Nein, ist das ein Widerruf: Bitte tragen Sie "
            "ihn als Widerruf ein, damit auch gelöscht wird, was dazu gespeichert ist."
        ),
        "emptied_in_future": _(
            "Die Angaben zu einer Einwilligung können nicht erst am {on} geleert worden sein."
        ),
        "emptied_before_end": _(
            "Die Angaben wurden am {on} geleert, weil die Einwilligung abgelaufen war; an diesem Tag kann "
            "sie nicht mehr gegolten haben."
        ),
        "consent_not_run_out": _(
            "Hier ist keine Einwilligung abgelaufen, oder die Angaben dazu sind schon geleert."
        ),
        "consent_ran_out": _(
            "Diese Einwilligung galt bis zum {on} und ist abgelaufen. Soll sie weiter gelten, erneuern Sie "
            "sie bitte mit der Person."
        ),
        "consent_already_withdrawn": _("Diese Einwilligung wurde bereits am {on} widerrufen."),
        "consent_given_anew": _(
            "Diese Einwilligung wurde am {on} neu erteilt. Bitte widerrufen Sie die neue."
        ),
        "consent_before_notice": _(
            "Die Einwilligung ({on}) liegt vor dem Tag, an dem die Datenschutzerklärung erklärt wurde "
            "({explained_on})."
        ),
        "withdrawal_without_consent": _(
            "Hier gibt es keine Einwilligung, die widerrufen werden könnte. Ein Nein wird als Entscheidung "
            "erfasst."
        ),
        "withdrawal_before_consent": _("Der Widerruf ({on}) liegt vor der Einwilligung."),
        "withdrawal_in_future": _("Ein Widerruf kann nicht in der Zukunft liegen ({on})."),
        "withdrawal_of_basic": _(
            "Der Widerruf der Einwilligung in die Beratung beendet alles; er hat einen eigenen Weg."
        ),
    }


def scans() -> Sentences:
    """Return why a paper cannot be taken in as a scan (E2, E3, I9)."""
    return {
        "scan_too_large": _(
            "Die Datei ist zu groß: höchstens {most} MB. Bitte scannen Sie mit weniger Auflösung (200 dpi)."
        ),
        "scan_too_many_pixels": _(
            "Das Bild ist zu groß. Bitte fotografieren oder scannen Sie mit weniger Auflösung (200 dpi)."
        ),
        "scan_kind_unknown": _("Aufgenommen werden PDF, JPEG und PNG. Diese Datei ist keines davon."),
        "scan_not_readable": _(
            "Die Datei ist beschädigt und lässt sich nicht lesen. Bitte scannen Sie das Papier noch einmal."
        ),
        "scan_with_password": _(
            "Das PDF ist mit einem Kennwort geschützt. Bitte speichern Sie es ohne Kennwort."
        ),
        "scan_file_unreachable": _(
            "Die Datei lässt sich nicht lesen. Ist der Datenträger da, und darf man dort lesen?"
        ),
        "scan_designation_too_long": _("Die Bezeichnung hat höchstens {longest} Zeichen."),
        "scan_is_proof": _(
            "Dieser Scan ist der einzige Nachweis einer Einwilligung. Bitte tragen Sie dort zuerst ein, wo "
            "das unterschriebene Blatt liegt."
        ),
        "scan_kind_closed": _("{need}: Ohne diese Einwilligung wird ein solcher Scan nicht aufgenommen."),
    }


def disclosures() -> Sentences:
    """Return why something cannot be passed on, or its entry in the register lacks something (E7, P10)."""
    return {
        "disclosure_recipient_missing": _("Bitte geben Sie an, an wen weitergegeben wird."),
        "disclosure_what_missing": _("Bitte geben Sie in Stichworten an, was weitergegeben wird."),
        "disclosure_too_long": _("Hier haben höchstens {longest} Zeichen Platz."),
        "disclosure_after_end": _(
            "Die Beratung endete am {ended_on}, und so lange galt die Einwilligung. Danach geht eine "
            "Weitergabe nur mit einem Rechtsgrund, oder Sie nehmen das Ende zurück."
        ),
        "disclosure_in_future": _("Am {on} kann noch nichts weitergegeben worden sein."),
        "disclosure_told_in_future": _("Am {on} kann die Person noch nicht informiert worden sein."),
        "disclosure_without_consent": _(
            "An „{recipient}“ darf nichts weitergegeben werden: Die Einwilligung dafür liegt nicht vor "
            "({because})."
        ),
        "disclosure_declined_alike": _(
            "An „{recipient}“ darf nichts weitergegeben werden: Die Einwilligung für „{declined}“ liegt "
            "nicht vor ({because}), und eine andere gibt es dafür nicht."
        ),
        "disclosure_kind_closed": _("{need}: Ohne diese Einwilligung wird davon nichts weitergegeben."),
        "disclosure_kind_ended": _(
            "{need}: Diese Einwilligung gilt heute nicht mehr. Bitte lassen Sie die Stichworte leer: "
            "Festgehalten wird nur, an wen, wie und wann weitergegeben wurde."
        ),
        "disclosure_reason_missing": _("Bitte begründen Sie, warum es ohne Einwilligung nötig ist."),
        "disclosure_person_not_told": _(
            "Bitte geben Sie an, wann die Person informiert wurde, oder warum nicht."
        ),
        "disclosure_letter_subject_missing": _("Bitte geben Sie einen Betreff an."),
        "disclosure_letter_text_missing": _("Bitte schreiben Sie, was im Schreiben stehen soll."),
        "relocation_missing": _(
            "Der Fall {number} geht nicht an eine andere Stelle: Die Einwilligung „Übergabe bei Umzug“ steht "
            "nicht ({because}). Plan und Bescheinigung nimmt die Person selbst mit."
        ),
        "nothing_withdrawn": _("Die Einwilligung in die Beratung ist nicht widerrufen."),
        "nothing_on_paper": _("Zu diesem Fall ist nichts auf Papier eingetragen."),
        "nothing_passed_on": _("Es wurde noch nichts weitergegeben."),
        "nothing_told_passed_on": _(
            "Von dem, was weitergegeben wurde, weiß die Person nichts; das Papier ist für sie."
        ),
    }


def intake() -> Sentences:
    """Return the sentences on taking a person in (P1, B1, C7)."""
    return {
        "notice_missing": _("Die Datenschutzerklärung ist noch nicht ausgehändigt und erklärt."),
        "notice_handed_in_future": _(
            "Die Datenschutzerklärung kann nicht erst am {on} ausgehändigt worden sein."
        ),
        "notice_in_future": _("Die Datenschutzerklärung kann nicht erst am {on} erklärt worden sein."),
        "name_missing": _("Bitte geben Sie einen Namen oder eine gewählte Bezeichnung an."),
        "name_too_long": _("Ein Name hat hier höchstens {longest} Zeichen."),
        "adult_or_birth_missing": _("Bitte geben Sie das Geburtsdatum an oder ob die Person volljährig ist."),
        "counselled_before_not_asked": _(
            "Bitte fragen Sie: Schon einmal im Integrationsmanagement beraten? Seit wann?"
        ),
        "counselled_before_contradicts": _(
            "Eine frühere Beratung ist eingetragen, die Frage danach aber mit Nein beantwortet."
        ),
        "earlier_ends_before_begin": _("Die frühere Beratung endet ({until}), bevor sie beginnt ({since})."),
        "agreement_missing": _("Die Beratungsvereinbarung fehlt noch."),
        "agreement_client_unsigned": _("Die Unterschrift der Klientin oder des Klienten fehlt noch."),
        "agreement_worker_unsigned": _("Die Unterschrift des Integrationsmanagements fehlt noch."),
        "agreement_client_name_missing": _(
            "In der Vereinbarung fehlt der Name der Klientin oder des Klienten."
        ),
        "agreement_worker_name_missing": _("In der Vereinbarung fehlt der Name des Integrationsmanagements."),
        "agreement_copy_not_handed_out": _("Eine Kopie der Vereinbarung ist noch nicht ausgehändigt."),
        "agreement_in_future": _("Die Vereinbarung kann nicht erst am {on} unterschrieben worden sein."),
        "agreement_before_consent": _("Die Vereinbarung ({on}) liegt vor der Einwilligung ({consent_on})."),
        "needs_in_future": _("Die Bedarfserhebung kann nicht in der Zukunft liegen ({on})."),
        "needs_before_consent": _("Die Bedarfserhebung ({on}) liegt vor der Einwilligung."),
        "handover_in_future": _("Die Übergabe kann nicht in der Zukunft liegen ({on})."),
        "handover_before_consent": _(
            "Am {on} gab es noch keine Einwilligung: Was da übergeben wurde, wird nicht gespeichert. Tag und "
            "Stelle der Übergabe können stehen bleiben."
        ),
        "brief_contact_in_future": _("Ein Kurzkontakt kann nicht in der Zukunft liegen ({on})."),
        "code_unknown": _("Diesen Eintrag gibt es in der Liste nicht: {value}."),
        "double_of_itself": _("Das ist dieselbe Akte."),
        "double_same": _("Name und Geburt stimmen mit einer vorhandenen Akte überein."),
        "double_further_name": _("Der Name ist bis auf einen Teil der einer vorhandenen Akte."),
        "double_similar_name": _("Der Name klingt wie der einer vorhandenen Akte."),
        "double_swapped_birth": _("Tag und Monat der Geburt könnten vertauscht sein."),
        "double_vague_birth": _("Das Geburtsdatum ist in einer der beiden Akten nur ungenau bekannt."),
        "double_vague_similar": _(
            "Der Name klingt ähnlich, und das Geburtsdatum ist in einer der beiden Akten nur ungenau bekannt."
        ),
    }


def household() -> Sentences:
    """Return the sentences on relatives (P4)."""
    return {
        "family_self": _("Eine Akte lässt sich nicht mit sich selbst verbinden."),
        "family_linked_already": _("Diese beiden Akten sind schon verbunden."),
        "relationship_unknown": _("Diese Beziehung gibt es in der Liste nicht."),
        "member_adult_with_birth": _(
            "Erwachsene stehen hier nur mit ihrer Beziehung, bis sie selbst einwilligen."
        ),
        "member_birth_impossible": _("Diese Geburt ist nicht möglich."),
        "member_is_adult": Counted(
            "age",
            lambda n: ngettext(
                "Wer {age} Jahr alt ist, ist kein Kind mehr im Sinne des Haushalts.",
                "Wer {age} Jahre alt ist, ist volljährig: bitte nur mit der Beziehung eintragen.",
                n,
            ),
        ),
    }


def chain() -> Sentences:
    """Return why a step of the legal chain waits, and where it stands (P1)."""
    return {
        "step_after_notice": _("Öffnet sich, wenn die Datenschutzerklärung erklärt ist."),
        "step_after_consent": _("Öffnet sich mit der Einwilligung in die Beratung."),
        "step_after_agreement": _("Öffnet sich mit der Beratungsvereinbarung."),
        "agreement_needed": _(
            "Zuerst die Beratungsvereinbarung: Bitte tragen Sie ein, wann beide unterschrieben haben oder "
            "wann sie mündlich geschlossen wurde."
        ),
        "step_after_plan": _("Öffnet sich mit dem Integrationsplan."),
        "needs_empty": _(
            "In der Bedarfserhebung vom {on} ist noch nichts eingetragen. Sie lässt sich auch nach und nach "
            "füllen."
        ),
        "plan_missing": _("Der Integrationsplan fehlt seit dem {since}."),
        "plan_closed": _("Der Plan ist geschlossen und seit dem Gespräch am {since} wieder nötig."),
        "plan_blocks": _("{complete} von {all} Themenfeldern vollständig."),
        "goals_count": Counted(
            "all",
            lambda n: ngettext(
                "{all} Ziel vereinbart, {running} laufend, {reached} erreicht.",
                "{all} Ziele vereinbart, davon {running} laufend, {reached} erreicht.",
                n,
            ),
        ),
        "goals_count_others": Counted(
            "all",
            lambda n: ngettext(
                "{all} Ziel vereinbart, {running} laufend, {reached} erreicht, {others} anders beendet.",
                "{all} Ziele vereinbart, davon {running} laufend, {reached} erreicht, "
                "{others} anders beendet.",
                n,
            ),
        ),
        "case_ended": _("Beendet am {on}."),
    }
