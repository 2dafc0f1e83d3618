"""E8: the supervisory authority that is usual under a law, and one that belongs to another."""

from __future__ import annotations

import pytest

from intman_desktop.documents.frame import authorities
from intman_desktop.rules.authorities import names_another, usual_authority
from intman_desktop.values.codes import ProviderLaw

STATE = "Landesbeauftragter für den Datenschutz und die Informationsfreiheit Baden-Württemberg"
STATES, CHURCHES = (
    (ProviderLaw.MUNICIPALITY, ProviderLaw.FREE),
    (ProviderLaw.CATHOLIC, ProviderLaw.PROTESTANT),
)


def test_e8_every_law_has_its_usual_authority_which_is_of_no_other() -> None:
    known = authorities()
    usual = {law: usual_authority(law, known) for law in ProviderLaw}
    assert all(usual.values())
    assert usual[ProviderLaw.MUNICIPALITY] == usual[ProviderLaw.FREE] == STATE
    assert len(set(usual.values())) == 3
    for law in ProviderLaw:
        for other, name in usual.items():
            assert names_another(name, law, known) == (name != usual[law]), (law, other)


@pytest.mark.parametrize(
    ("text", "laws"),
    [
        ("LfDI Baden-Württemberg, Stuttgart", CHURCHES),
        ("Die Landesbeauftragte für den Datenschutz", CHURCHES),
        ("Landesdatenschutzbeauftragte Stuttgart", CHURCHES),
        ("Der Beauftragte für den Datenschutz der EKD", (*STATES, ProviderLaw.CATHOLIC)),
        ("KDSZ, Frankfurt", (*STATES, ProviderLaw.PROTESTANT)),
        ("Diözesandatenschutzbeauftragte, Evangelische Straße 3", STATES),
        ("Datenschutzaufsicht Musterstadt", ()),
        ("", ()),
    ],
)
def test_e8_another_laws_authority_is_known_however_it_is_written(
    text: str, laws: tuple[ProviderLaw, ...]
) -> None:
    """What nobody knows stands as the office wrote it."""
    assert {law for law in ProviderLaw if names_another(text, law, authorities())} == set(laws)
