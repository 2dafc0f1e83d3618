"""In which spellings and scripts a name is found, named as a double, offered in a note (story 10, L5)."""

from __future__ import annotations

from datetime import date

import pytest

from intman_desktop.rules.doubles import possible_doubles
from intman_desktop.rules.named import likenesses, sought
from intman_desktop.values.case_file import Client
from intman_desktop.values.codes import BirthPrecision
from intman_desktop.word_lists import spellings
from tests.rules.test_finding_unseen import NAME, NOT_FOUND, SOUND, found

ONE_NAME = {
    "a j is heard before i and before a consonant": (
        ("Majid", "Majed", "Madjid", "Madschid", "Magid", "مجيد", "مجید"),
        ("Najib", "Nadjib", "Nadschib", "Najeeb", "نجيب"),
        ("Wajdi", "Wadjdi", "Wadschdi", "وجدي"),
        ("Haji", "Hadji", "Hadschi", "حاجی"),
        ("Hijazi", "Hidschazi", "حجازي"),
    ),
    "the ya at the end of some Persian names is an a": (
        ("Mustafa", "Mostafa", "مصطفی", "مصطفى", "مصطفي"),
        ("Musa", "Moussa", "موسی", "موسى"),
        ("Leila", "Layla", "لیلی", "ليلى"),
        ("Kobra", "Kubra", "کبری", "كبرى"),
    ),
    "an alif, a hamza and a long vowel are what the script writes": (
        ("Rezai", "Rezaei", "رضایی", "رضائی"),
        ("Iman", "إيمان", "ایمان"),
        ("Isa", "Issa", "عيسى", "عیسی"),
        ("Ismail", "إسماعيل", "اسماعیل"),
        ("Dawood", "Daud", "داود", "داوود"),
        ("Soraya", "Thuraya", "ثریا"),
        ("Hayat", "حياة"),
        ("Abdullatif", "عبد اللطيف"),
        ("Allami", "اللامي"),
        ("Mouna", "Muna", "منى"),
        ("Mounir", "Munir", "منير"),
    ),
    "Ukrainian h is Russian g, and Germans write sch, s and z": (
        ("Hryhorenko", "Grigorenko", "Григоренко"),
        ("Yevhenii", "Evgenii", "Jewgeni", "Євгеній"),
        ("Halyna", "Galina", "Галина"),
        ("Kuzmenko", "Kusmenko", "Кузьменко"),
        ("Zhuk", "Schuk", "Жук"),
        ("Tsymbal", "Zymbal", "Цимбал"),
        ("Kravchenko", "Krawtschenko", "Кравченко"),
        ("Kostiantyn", "Konstantin", "Костянтин"),
        ("Violetta", "Violeta", "Виолетта", "Віолетта"),
        ("Antonio", "Антонио", "Антоніо"),
        ("Rodion", "Родион", "Родіон"),
        ("Fyodor", "Fedor", "Фёдор", "Федор"),
        ("Semyon", "Семён", "Семен"),
    ),
    "the sixth order of the Ethiopic script is any short vowel or none": (
        ("Selassie", "ስላሴ", "ሥላሴ"),
        ("Seyoum", "ሥዩም"),
        ("Eyob", "እዮብ"),
        ("Hiwot", "Hiwet", "ሕይወት"),
        ("Tekeste", "ተኸስተ"),
    ),
    "French spelling, the article before sun letters, and al-Din": (
        ("Cherif", "Sherif", "Scherif"),
        ("Bouchra", "Bushra", "بشرى"),
        ("Nuruddin", "Noureddine", "Nur al-Din", "نور الدين"),
        ("Abdussalam", "Abdul Salam", "Abdessalam", "عبد السلام"),
        ("Al-Najjar", "An-Najjar", "النجار"),
        ("Qurban", "Ghorban", "قربان"),
        ("Soumaya", "Sumayya", "سمية"),
        ("Marouane", "Marwan", "مروان"),
    ),
    "what letters alone do not show stands in the list of spellings": (
        ("Abraha", "Abreha", "Abrha", "አብርሃ", "ኣብርሃ"),
        ("Yusuf", "Youssef", "Youcef", "Joussef", "Jusuf", "يوسف"),
        ("Khawla", "Khaula", "Khaoula", "Chaula", "خولة"),
        ("Mawla", "Maula", "مولى"),
        ("Boiko", "Boyko", "Bojko", "Бойко"),
        ("Sayed", "Sayyed", "Seyed", "Sayyid", "سيد"),
        ("Suleiman", "Sleiman", "سليمان"),
        ("Moataz", "Mutaz", "معتز"),
        ("Yahya", "Jahja", "يحيى"),
        ("Liubov", "Lubow", "Любов"),
        ("Shirzad", "Schirsad", "شیرزاد"),
    ),
}
TWO_NAMES = (
    ("Said", "Sajid"),
    ("Saeed", "Sajid"),
    ("Sayed", "Sajid"),
    ("Hai", "Haji"),
    ("Maid", "Majid"),
    ("Shevchenko", "Savchenko"),
    ("Шевченко", "Савченко"),
    ("Shami", "Sami"),
    ("Nasir", "Nazir"),
    ("Maria", "مراح"),
    ("Nadia", "ندى"),
    ("Hadi", "هدى"),
    ("Karim", "Karima"),
    ("Karimi", "کریمه"),
    ("Amini", "امینه"),
    ("Mahmud", "محمد"),
    ("Alia", "علاء"),
    ("Abraha", "Abraham"),
    ("Abraha", "Ibrahim"),
    ("Sayed", "Said"),
    ("Sayyid", "Saad"),
    ("Maula", "Mola"),
    ("Mutaz", "Mumtaz"),
)


@pytest.mark.parametrize(
    "spellings",
    [pytest.param(each, id=each[0]) for names in ONE_NAME.values() for each in names],
)
def test_each_spelling_of_a_name_finds_each_other(spellings: tuple[str, ...]) -> None:
    for typed in spellings:
        assert [name for name in spellings if found(typed, name) == NOT_FOUND] == [], typed


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names_are_not_taken_for_each_other(one: str, other: str) -> None:
    assert found(one, other) not in (NAME, SOUND)
    assert found(other, one) not in (NAME, SOUND)


def _born(family: str, given: str) -> Client:
    born = date(1988, 5, 5)
    return Client(family, given, birth_date=born, birth_precision=BirthPrecision.DAY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Rezai", "Majid"), ("رضایی", "مجید")),
        (("Haidari", "Mustafa"), ("حیدری", "مصطفی")),
        (("Kovalenko", "Halyna"), ("Kowalenko", "Galina")),
        (("Shevchenko", "Yevhenii"), ("Schewtschenko", "Jewgeni")),
        (("Al-Hassan", "Mohammed"), ("Hassan", "Mohammed Al")),
        (("Alhasan", "Muhamed"), ("Hassan", "Mohammed Al")),
        (("Abdurrahman", "Omar"), ("Rahman", "Omar Abd al")),
        (("Al-Hassan", "Mohammed"), ("Mohammed Al", "Hassan")),
    ],
)
def test_the_same_person_in_another_script_is_named_as_a_double(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    (double,) = possible_doubles(_born(*one), [("a", _born(*other))], spellings())
    assert double.fact.code == "double_similar_name"


@pytest.mark.parametrize(
    ("client", "text", "words"),
    [
        (Client("Rezai", "Majid"), "Majed war dabei. Madjid auch. مجيد", ["Majed", "Madjid", "مجيد"]),
        (Client("Haidari", "Mustafa"), "Moustafa und مصطفی kamen", ["Moustafa", "مصطفی"]),
        (Client("Hosseini", "Musa"), "موسی kam", ["موسی"]),
        (Client("Hassan", "Nuruddin"), "Mit Noureddine gesprochen", ["Noureddine"]),
        (Client("Hassan", "Mohammed Al"), "Alhassan kam, dann Alhasan", ["Alhassan", "Alhasan"]),
        (Client("Hai", "Lin"), "Haji kam", []),
    ],
)
def test_l5_a_name_in_another_spelling_is_offered_in_a_note(
    client: Client, text: str, words: list[str]
) -> None:
    assert [text[slice(*span)] for span, _ in likenesses(text, sought(client, spellings()))] == words
