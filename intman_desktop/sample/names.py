"""Invented people: given names as they are met in the work, family names that say they are invented."""

from __future__ import annotations

from dataclasses import dataclass

from intman_desktop.values.codes import Sex


@dataclass(frozen=True)
class Origin:
    """Where invented people come from: nationality code, paper languages, names, and how often (weight)."""

    nationality: str
    languages: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    weight: int


ORIGINS = (
    Origin(
        "475",
        ("ar", "ku"),
        ("Samira", "Rania", "Huda", "Noor", "Lina", "Fatima"),
        ("Mohammed", "Khaled", "Omar", "Yousef", "Bashar", "Muhamed"),
        ("Al-Beispiel", "Musteri", "Al Namuna", "Probehani", "Erfundani"),
        32,
    ),
    Origin(
        "423",
        ("fa_AF", "ps"),
        ("Zahra", "Masuma", "Parwana", "Shabnam"),
        ("Ahmad", "Reza", "Najib", "Farid", "Hosseini"),
        ("Musterzai", "Beispielzada", "Probeyar", "Fiktivi"),
        22,
    ),
    Origin(
        "166",
        ("uk", "ru"),
        ("Yevheniia", "Oksana", "Olena", "Nataliia", "Iryna"),
        ("Oleksandr", "Mykola", "Ihor"),
        ("Musterenko", "Beispieltschuk", "Probenko", "Fiktiwska"),
        20,
    ),
    Origin(
        "224",
        ("ti",),
        ("Selam", "Winta", "Rahel", "Luam"),
        ("Tesfay", "Yonas", "Filmon", "Abel"),
        ("Mustermariam", "Beispielab", "Probezghi"),
        12,
    ),
    Origin(
        "438",
        ("ku", "ar"),
        ("Shilan", "Berivan", "Zainab"),
        ("Karwan", "Ali", "Haidar"),
        ("Al-Muster", "Beispielyan", "Probedin"),
        12,
    ),
    Origin(
        "163",
        ("tr", "ku"),
        ("Ayşe", "Elif", "Gülşen"),
        ("Mehmet", "Çağrı", "Işık"),
        ("Örnekoğlu", "Şahinmuster", "Deneme"),
        9,
    ),
    Origin(
        "273",
        ("so",),
        ("Hodan", "Ifrah", "Sagal"),
        ("Abdi", "Liban", "Warsame"),
        ("Tusaale", "Musterle", "Probexasan"),
        6,
    ),
    Origin("225", ("am",), ("Hirut", "Tigist"), ("Dawit", "Bereket"), ("Misale", "Musterassie"), 4),
    Origin("237", ("en",), ("Isatou", "Mariama"), ("Lamin", "Ebrima"), ("Samplejallow", "Examplesanneh"), 5),
    Origin("262", ("fr",), ("Clarisse", "Brigitte"), ("Jean-Paul", "Étienne"), ("Exemplefotso", "Fictif"), 4),
    Origin("439", ("fa",), ("Shirin", "Niloufar"), ("Kaveh", "Arash"), ("Nemunepur", "Musterian"), 5),
)

AWKWARD: tuple[tuple[str, str, Sex], ...] = (
    ("O'Brien-Muster", "Niamh", Sex.FEMALE),
    ("Al-Ḥassan Probe", "Maryam", Sex.FEMALE),
    ("Đặng Muster", "Văn Ân", Sex.MALE),
    ("Null", "Erfunden", Sex.MALE),
    ("", "Mustergul", Sex.FEMALE),
    ("B", "Ü", Sex.DIVERSE),
    ("de la Muster y Beispiel", "José María Ángel", Sex.MALE),
    ("Straßmuster", "Łucja", Sex.FEMALE),
    ("المثال", "محمد", Sex.MALE),
    ("ተምሳሌት", "ሰላም", Sex.FEMALE),
    ("Прикладенко", "Євгенія", Sex.FEMALE),
    ("Sommer-Beispiel", "Çiğdem", Sex.FEMALE),
)
"""Names that programs stumble over; all invented."""
