"""What F1 says of the open part of a case, in one sentence."""

from __future__ import annotations

from intman_desktop.language import _


def part_help(part: str) -> str:
    """Return what one can do in ``part``, one of ``parts.py``; the forms to be filled in share a sentence."""
    return _own_words().get(part) or _(
        "Hier ist ein Formular offen: Strg+Enter führt es aus, „Abbrechen“ schließt es; was Sie tippen, geht "
        "bis dahin nicht verloren."
    )


def _own_words() -> dict[str, str]:
    return {
        "plan": _(
            "In „Plan und Ziele“ füllen Sie die Themenfelder, vereinbaren und überprüfen Ziele und händigen "
            "den Plan aus; Strg+Enter speichert."
        ),
        "talks": _(
            "In „Gespräche“ lesen, ändern und entfernen Sie die Gespräche und tragen nach, was aus einer "
            "Weitervermittlung wurde."
        ),
        "deadlines": _(
            "In „Fristen“ steht alles, was in diesem Fall ansteht, und darunter, was erledigt ist."
        ),
        "person": _(
            "In „Person und Haushalt“ ändern Sie die Angaben zur Person und wer mit ihr lebt; Strg+Enter "
            "speichert."
        ),
        "consents": _(
            "In „Einwilligungen“ erfassen und widerrufen Sie Einwilligungen, ergänzen Nachweise und sehen, "
            "was weitergegeben wurde."
        ),
        "papers": _(
            "In „Papiere und Scans“ drucken Sie jedes Papier der Akte, nehmen Scans auf und beantworten "
            "Anfragen der Person."
        ),
        "journal": _(
            "In „Protokoll“ steht, was wann mit dieser Akte getan wurde; ändern lässt es sich nicht."
        ),
        "decide": _("Hier wählen Sie, ob verlängert wird, der Fall ruht oder endet; jeder Weg führt weiter."),
        "withdraw": _("Hier wählen Sie, was widerrufen wird, und lesen vorher, was daraus folgt."),
        "erasure": _(
            "Hier sehen Sie vor dem Löschen, was geht und was bleibt; gelöscht wird erst nach Ihrer "
            "Bestätigung."
        ),
        "shown_text": _("Hier steht der Text genau so, wie er damals gezeigt wurde; Esc führt zurück."),
    }
