"""E1, P10: a letter tells birth and address only where the consent names them, and shuts nothing out."""

from __future__ import annotations

import pytest

from intman_desktop.rules.named_data import names_address, names_birth


@pytest.mark.parametrize(
    ("kinds", "birth", "address"),
    [
        ("Name, Geburtsdatum, Stand", True, False),
        ("Name (geb. am …), Stand", True, False),
        ("GEBURTSTAG", True, False),
        ("date of birth", True, False),
        ("Anschrift", False, True),
        ("Wohnadresse und Telefon", False, True),
        ("Personalien", True, True),
        ("E-Mail-Adresse", False, False),
        ("Mailadresse der Lehrerin", False, False),
        ("Geburtsort, Geburtsname", False, False),
        ("Geburt der Tochter", False, False),
        ("Name, ohne Geburtsdatum, nicht die Anschrift", False, False),
        ("Name, Stand des Angebots", False, False),
        ("", False, False),
        ("Name, Geburtsdatum, Anschrift, Stand des Antrags", True, True),
        ("Anschrift und Stand des Antrags", False, True),
        ("Stand des Antrags, auf keinen Fall die Anschrift", False, False),
        ("alles außer Anschrift", False, False),
        ("Name; Anschrift nicht", False, False),
        ("nie die Adresse", False, False),
        ("Name, mit Ausnahme der Anschrift", False, False),
        ("Name (exkl. Anschrift)", False, False),
        ("alles abgesehen von Anschrift", False, False),
        ("Stand, unter Ausschluss der Anschrift", False, False),
        ("Name, o. Anschrift", False, False),
        ("Anschrift geheim halten", False, False),
        ("Anschrift gesperrt", False, False),
        ("Anschrift vertraulich", False, False),
        ("Anschrift bitte verschweigen", False, False),
        ("Anschrift weglassen", False, False),
        ("Adresse darf niemand erfahren", False, False),
        ("all data excluding address", False, False),
        ("Geburtsdatum unserer Tochter", False, False),
        ("Geburtsdaten aller Kinder", False, False),
        ("Eltern und Anschrift deren Schule", False, False),
        ("ohne Geburtsdatum und Anschrift", False, False),
        ("ohne Namen und Geburtsdatum, Anschrift", False, False),
        ("keine Anschrift oder Geburtsdatum", False, False),
        ("weder Anschrift noch Geburtsdatum", False, False),
        ("Personalien bis auf die Anschrift", False, False),
        ("Anschrift der Schule", False, False),
        ("Anschrift und Geburtsdatum der Tochter", False, False),
        ("Geburtstag des Kindes", False, False),
        ("Geburtsdatum des Kindes, meine Anschrift", False, True),
    ],
)
def test_p10_e1_a_consent_names_the_birth_and_the_address_in_its_own_words(
    kinds: str, birth: bool, address: bool
) -> None:
    assert (names_birth(kinds), names_address(kinds)) == (birth, address)
