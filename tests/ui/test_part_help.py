"""F1 says of the open part of a case and of the settings what one can do just there."""

from __future__ import annotations

from intman_desktop.ui.case import parts
from intman_desktop.ui.case.form_panel import FormPanel
from intman_desktop.ui.case.part_help import part_help as help_of_case
from intman_desktop.ui.settings.part_help import part_help as help_of_settings
from intman_desktop.ui.settings.part_names import settings_parts


def test_each_part_of_a_case_has_its_sentence_and_the_forms_share_one() -> None:
    forms = {name for name, made in parts.PANELS.items() if issubclass(made, FormPanel)}
    assert forms < set(parts.forms())
    assert len({help_of_case(part) for part in forms}) == 1
    assert len({help_of_case(part) for part in parts.PANELS}) == len(parts.PANELS) - len(forms) + 1
    for key, word in parts.tabs():
        assert help_of_case(key).startswith(f"In „{word}“ ")


def test_each_part_of_the_settings_has_its_sentence() -> None:
    for key, word in settings_parts():
        assert help_of_settings(key).startswith(f"In „{word}“ ")
