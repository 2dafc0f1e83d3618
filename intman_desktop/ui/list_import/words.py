"""How fields and states of an old list are called on screen."""

from __future__ import annotations

from intman_desktop.exchange.encodings import ENCODINGS
from intman_desktop.language import _
from intman_desktop.ui.list_import.work import RowState
from intman_desktop.ui.parts.state import State
from intman_desktop.values.lists import ListField as F

SIGNS = {
    RowState.READY: State.DONE,
    RowState.FAULTY: State.OVERDUE,
    RowState.DOUBLE: State.WARNING,
    RowState.WITHOUT_CONSENT: State.CLOSED,
    RowState.UNCONFIRMED: State.DUE,
    RowState.LEFT_OUT: State.OPEN,
    RowState.TAKEN: State.DONE,
}
"""The sign of each state of a row."""


def state_word(state: RowState) -> str:
    """Return the word of a state."""
    return {
        RowState.READY: _("bereit"),
        RowState.FAULTY: _("zu beheben"),
        RowState.DOUBLE: _("vielleicht schon da"),
        RowState.WITHOUT_CONSENT: _("ohne Einwilligung"),
        RowState.UNCONFIRMED: _("Einwilligung bestätigen"),
        RowState.LEFT_OUT: _("weggelassen"),
        RowState.TAKEN: _("übernommen"),
    }[state]


def encoding_words() -> dict[str, str]:
    """Return the letters that a text can be read with, in the order in which they are offered."""
    told = {
        "cp1252": _("westeuropäisch"),
        "cp1250": _("mitteleuropäisch"),
        "cp1254": _("türkisch"),
        "cp1251": _("kyrillisch"),
        "cp1256": _("arabisch"),
        "iso8859_2": _("mitteleuropäisch"),
        "cp852": _("mitteleuropäisch"),
        "koi8_r": _("kyrillisch"),
        "cp866": _("kyrillisch"),
        "iso8859_5": _("kyrillisch"),
        "iso8859_6": _("arabisch"),
    }
    return {code: f"{name} ({told[code]})" if code in told else name for code, name in ENCODINGS.items()}


def field_word(field: F) -> str:
    """Return what a field is called."""
    return field_words()[field]


def field_words() -> dict[F, str]:
    """Return all fields that a column can be, in the order in which they are offered."""
    return {
        F.FAMILY_NAME: _("Familienname"),
        F.GIVEN_NAME: _("Vorname"),
        F.FULL_NAME: _("Ganzer Name"),
        F.BIRTH_DATE: _("Geburtsdatum"),
        F.BIRTH_DAY: _("Geburt: Tag"),
        F.BIRTH_MONTH: _("Geburt: Monat"),
        F.BIRTH_YEAR: _("Geburt: Jahr"),
        F.SEX: _("Geschlecht"),
        F.NATIONALITY: _("Staatsangehörigkeit"),
        F.LANGUAGE: _("Sprache der Verständigung"),
        F.PHONE: _("Telefon"),
        F.EMAIL: _("E-Mail"),
        F.STREET: _("Straße und Hausnummer"),
        F.POSTAL_CODE: _("Postleitzahl"),
        F.TOWN: _("Ort"),
        F.DATE_OF_ENTRY: _("Tag der Einreise"),
        F.RESIDENCE_STATUS: _("Aufenthaltsstatus"),
        F.FIRST_TALK: _("Erstes Beratungsgespräch hier"),
        F.EARLIER_OFFICE: _("Frühere Beratungsstelle"),
        F.EARLIER_SINCE: _("Dort beraten seit"),
        F.PLAN_BEGUN: _("Integrationsplan begonnen am"),
        F.FURTHER_NEEDS: _("Weiterer Bedarf"),
        F.CONSENT_ON: _("Einwilligung vom"),
        F.FILING_PLACE: _("Ablageort der Einwilligung"),
        F.WORKER: _("Integrationsmanagement (wer berät)"),
    }
