"""Fristen und Gespräche: intervals, warnings, deletion, the nine topics of the number keys (Z2, C9, L2)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.rules.case_numbers import LONGEST_PREFIX
from intman_desktop.rules.setting_bounds import BOUNDS
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.fields import ChoiceField, TextField
from intman_desktop.ui.parts.form import Form, FormRow
from intman_desktop.ui.parts.labelled import Labelled
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.settings.number_field import NumberField, bounds_words, days, months, years
from intman_desktop.ui.settings.part import Bound, Part, number, text
from intman_desktop.values.desk_views import OfficeSettings
from intman_desktop.values.form_views import QUICK_TOPICS

_IN_A_COLUMN = 3
_MOST_WARNINGS = 6
_MOST_DIGITS = 9


class WorkPart(Part):
    """The times of the work and the topics. Attributes: the fields ``topics`` and ``warnings``."""

    def __init__(self) -> None:
        super().__init__()
        self._usual: tuple[str, ...] = ()
        self._given_days: tuple[int, ...] = ()
        self.column.addWidget(self._times())
        self.column.addWidget(self._topics())
        self.column.addWidget(self._figures())

    def offer(self, settings: OfficeSettings) -> None:
        """Offer the topics of the profile."""
        self._usual = settings.usual_topics
        for field in self.topics:
            field.set_choices(settings.topics)

    def check(self) -> QWidget | None:
        """Mark warnings that are no days and topics chosen twice; return the first such field."""
        impossible = super().check()
        self._warning_row.set_fault("" if self._as_given() else _fault_of_days(self.warnings.value()))
        chosen = [field.code() for field in self.topics]
        for field, row in zip(self.topics, self._topic_rows, strict=True):
            twice = bool(field.code()) and chosen.count(field.code()) > 1
            row.set_fault(_("Dieses Thema steht schon auf einer anderen Taste.") if twice else "")
        rows = (self._warning_row, *self._topic_rows)
        return next((row.field for row in rows if row.fault()), impossible)

    def _times(self) -> QWidget:
        card, form = Card(_("Fristen")), Form()
        self.bound["review_interval_months"] = number(
            form.row(_("Abstand der &Überprüfungen"), NumberField(*BOUNDS["review_interval_months"], months))
        )
        self.warnings = TextField()
        self._warning_row: FormRow = form.row(
            _("Vor dem &Ende warnen"), self.warnings, _("Tage vor dem letzten Tag des Beratungszeitraums")
        )
        self.bound["warning_days"] = Bound(self._show_days, self._read_days, self._warning_row)
        self.bound["deletion_days"] = number(
            form.row(
                _("Vom Ende bis zum &Löschen"),
                NumberField(*BOUNDS["deletion_days"], days),
                _("Gelöscht wird nie von selbst: Sie bestätigen jede Löschung."),
            )
        )
        self.bound["dormant_max_months"] = number(
            form.row(_("Ein Fall &ruht höchstens"), NumberField(*BOUNDS["dormant_max_months"], months))
        )
        self.bound["no_contact_months"] = number(
            form.row(_("Ohne &Kontakt bis zur Nachfrage"), NumberField(*BOUNDS["no_contact_months"], months))
        )
        self.bound["journal_years"] = number(
            form.row(_("&Protokoll aufbewahren"), NumberField(*BOUNDS["journal_years"], years))
        )
        self.bound["consent_proof_years"] = number(
            form.row(
                _("Unterschriebene Ein&willigung aufbewahren"),
                NumberField(*BOUNDS["consent_proof_years"], years),
                _(
                    "So lange bleibt das Papier nach der Löschung als Nachweis. Das legt die oder der "
                    "Datenschutzbeauftragte fest."
                ),
            )
        )
        card.add(form)
        return card

    def _topics(self) -> QWidget:
        card = Card(_("Themen auf den Tasten 1 bis 9"))
        card.add(
            QuietText(
                _("Diese stehen beim Notieren eines Gesprächs vorn; alle anderen findet man durch Tippen.")
            )
        )
        self.topics = [ChoiceField(empty=_("frei")) for _index in range(QUICK_TOPICS)]
        self._topic_rows = [
            Labelled(_("Taste {number}").format(number=index + 1), field)
            for index, field in enumerate(self.topics)
        ]
        for start in range(0, QUICK_TOPICS, _IN_A_COLUMN):
            card.add(Columns(self._topic_rows[start : start + _IN_A_COLUMN]))
        self.bound["quick_topics"] = Bound(self._show_topics, self._read_topics)
        return card

    def _figures(self) -> QWidget:
        card, form = Card(_("Fallnummern und Kennzahlen")), Form()
        self.bound["number_prefix"] = text(
            form.row(_("&Fallnummern beginnen mit"), TextField(longest=LONGEST_PREFIX))
        )
        card.add(form)
        breakdowns = CheckField(
            _("Gelöschte Akten bleiben auch in den Aufschlüsselungen der Kennzahlen enthalten")
        )
        card.add(breakdowns)
        card.add(
            QuietText(
                _(
                    "Ohne Häkchen bleiben von gelöschten Akten nur die Gesamtzahlen. Bei wenigen Löschungen "
                    "sind Aufschlüsselungen nicht anonym."
                )
            )
        )
        self.bound["counters_with_breakdowns"] = Bound(breakdowns.setChecked, breakdowns.isChecked)
        return card

    def _show_days(self, value: tuple[int, ...]) -> None:
        self._given_days = value
        self.warnings.setText(_days_text(value))

    def _read_days(self) -> tuple[int, ...]:
        return self._given_days if self._as_given() else _days(self.warnings.value())

    def _as_given(self) -> bool:
        """Return whether the warnings stand there as they came: days of an older store can stay."""
        return self.warnings.value() == _days_text(self._given_days)

    def _show_topics(self, codes: tuple[str, ...]) -> None:
        shown = codes or self._usual
        for index, field in enumerate(self.topics):
            field.set_code(shown[index] if index < len(shown) else "")

    def _read_topics(self) -> tuple[str, ...]:
        """Return the topics by their keys, an empty text for a free one: the others keep the keys learnt."""
        chosen = [field.code() for field in self.topics]
        while len(chosen) > 1 and not chosen[-1]:
            chosen.pop()
        return () if tuple(chosen) == self._usual else tuple(chosen)


def _days_text(found: Iterable[int]) -> str:
    return ", ".join(map(str, found))


def _days(typed: str) -> tuple[int, ...]:
    """Return the days of a text such as ``180, 90, 30``, the longest first; empty for nonsense."""
    parts = [part.strip() for part in typed.replace(";", ",").split(",") if part.strip()]
    if not parts or len(parts) > _MOST_WARNINGS:
        return ()
    if not all(part.isdecimal() and len(part) <= _MOST_DIGITS for part in parts):
        return ()
    return tuple(sorted({int(part) for part in parts}, reverse=True))


def _fault_of_days(typed: str) -> str:
    """Return the sentence for a text that names no days, or days that cannot be; else an empty text."""
    found, (least, most) = _days(typed), BOUNDS["warning_days"]
    if not found:
        return _("Bitte Tage mit Komma trennen, zum Beispiel 180, 90, 30.")
    return "" if all(least <= each <= most for each in found) else bounds_words(least, most)
