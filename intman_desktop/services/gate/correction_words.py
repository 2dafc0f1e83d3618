"""What was corrected, in words: the value's name and the wrong value as a person reads it (L8)."""

from __future__ import annotations

from datetime import date

from intman_desktop.documents.wording import day_text, wording
from intman_desktop.profiles import FieldKind, Profile
from intman_desktop.rules.corrections import BETWEEN, EXTENSION, OF_FIELD, PLAN_BEGIN
from intman_desktop.services.common.figure_views import label_in
from intman_desktop.values.case_file import Correction
from intman_desktop.values.requests import CorrectionLine


def correction_line(profile: Profile, correction: Correction, language: str) -> CorrectionLine:
    """Return a correction with its place and its old value in words of ``language``."""
    return CorrectionLine(
        correction.on,
        place_label(profile, correction.place, language),
        correction.talk_on,
        correction.rectified,
        _old_value(profile, correction, language),
        correction.reason,
        correction.worker,
        correction.id,
    )


def place_label(profile: Profile, place: str, language: str) -> str:
    """Return what the value at ``place`` is called; a field that the catalogue lacks by its code."""
    if not place.startswith(OF_FIELD):
        return wording("access", language).raw(f"place_{place.replace('.', '_')}")
    code = place.removeprefix(OF_FIELD)
    field = profile.field(code)
    return label_in(field.labels, language) if field is not None else code


def _old_value(profile: Profile, correction: Correction, language: str) -> str:
    code = correction.place.removeprefix(OF_FIELD)
    field = profile.field(code)
    values = correction.old_value.split(BETWEEN)
    of_day = (PLAN_BEGIN, EXTENSION)
    is_day = field.kind is FieldKind.DATE if field is not None else correction.place in of_day
    if is_day:
        return BETWEEN.join(_day(value, language) for value in values)
    return BETWEEN.join(profile.value_label(code, value, language) for value in values)


def _day(value: str, language: str) -> str:
    try:
        return day_text(date.fromisoformat(value), language)
    except ValueError:  # out of a file
        return value
