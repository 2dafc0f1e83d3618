"""L5: a person is recognised in texts about others, by whatever spelling, form and script of her name."""

from __future__ import annotations

import pytest

from intman_desktop.rules.named import Sought, any_of, occurrence, sought, spans
from intman_desktop.values.case_file import Client
from intman_desktop.word_lists import spellings

JUERGEN = Client("Müller", "Jürgen")
ADA = Client("Sommerfeld", "Ada")
HASAN = Client("Al Hasan", "Mohammed")
LI = Client("Li", "Bo")
OLENA = Client("Шевченко", "Олена")
TESFAY = Client("Weldegiorgis", "Tesfay")
SHAWL = Client(designation="Frau mit rotem Schal")

NAMED = (
    (JUERGEN, "Kam mit Juergen Mueller.", ("Juergen", "Mueller")),
    (JUERGEN, "MÜLLER und Mu\u0308ller", ("MÜLLER", "Mu\u0308ller")),
    (Client("Mueller"), "Herr Müller, Müllers Auto", ("Müller", "Müllers")),
    (Client("Groß"), "Frau Gross kam, groß", ("Gross", "groß")),
    (ADA, "Sommerfelds Antrag, Adas Tochter", ("Sommerfelds", "Adas")),
    (ADA, "Sommerfeld's Sohn, Sommerfeld’s", ("Sommerfeld's", "Sommerfeld’s")),
    (ADA, "Frau Sommerfeld-Müller", ("Sommerfeld-Müller",)),
    (ADA, "(Sommerfeld)/Ada:", ("Sommerfeld", "Ada")),
    (HASAN, "Herrn Alhasan und al-Hassan", ("Alhasan", "al-Hassan")),
    (HASAN, "Muhammad, Mohamads Bruder", ("Muhammad", "Mohamads")),
    (HASAN, "مع محمد الحسن", ("محمد", "الحسن")),
    (Client("Alhasan"), "Herr Al Hasan kam, el Hasan", ("Al", "Hasan")),
    (Client("محمد"), "Kam mit Mohammed.", ("Mohammed",)),
    (LI, "Fr. Li kam, Li Bo, Bo Li.", ("Li", "Li", "Bo", "Bo", "Li")),
    (LI, "Herr Li und Annas Bo", ("Li",)),
    (Client("Li", "Anna"), "Anna Li kam.", ("Anna", "Li")),
    (Client("Sommer", "Li"), "Sommer Li Li kam, Li Li Sommer", ("Sommer", "Li", "Li", "Li", "Li", "Sommer")),
    (Client("王", "伟"), "今天王伟来了", ("王伟",)),
    (Client("王伟"), "Kam mit 王伟.", ("王伟",)),
    (Client("王伟", "伟国"), "今天王伟国来了", ("王伟国",)),
    (OLENA, "Olena Schewtschenko kam.", ("Olena", "Schewtschenko")),
    (Client("Schewtschenko", "Olena"), "Олена Шевченко", ("Олена", "Шевченко")),
    (TESFAY, "Kam mit ተስፋይ.", ("ተስፋይ",)),
    (SHAWL, "Die Frau mit rotem Schal rief an.", ("Frau", "mit", "rotem", "Schal")),
    (Client("von der Muster"), "Herr von der Muster", ("Muster",)),
)
NOT_NAMED = (
    (JUERGEN, "Die Mühle mahlt, Müllabfuhr"),
    (ADA, "Adam und das Sommerfest"),
    (HASAN, "Mahmoud und Hussein kamen"),
    (HASAN, "al dente"),
    (Client("محمد"), "Mahmoud kam, alle Mädchen"),
    (Client("علي"), "alle Leute"),
    (LI, "Bo; so. Das ist li; bo"),
    (LI, "Die Liste Bonn"),
    (Client("王", "伟"), "王先生"),
    (OLENA, "Alle kamen ohne Schein."),
    (SHAWL, "Die Frau kam mit ihrem Sohn im Schal."),
    (SHAWL, "Die Frau mit (rotem) Schal"),
    (Client("von der Muster"), "von der Stadt, in der Mustermann"),
    (Client("Al", "X"), "Frau Al Hasan"),
    (Client(), "Irgendwer"),
    (ADA, ""),
)


@pytest.mark.parametrize(("client", "text", "words"), NAMED)
def test_l5_a_person_is_recognised(client: Client, text: str, words: tuple[str, ...]) -> None:
    assert tuple(text[start:end] for start, end in spans(text, sought(client, spellings()))) == words
    assert occurrence(sought(client, spellings()))(text)


@pytest.mark.parametrize(("client", "text"), NOT_NAMED)
def test_l5_what_only_looks_like_a_name_is_left(client: Client, text: str) -> None:
    assert spans(text, sought(client, spellings())) == ()
    assert not occurrence(sought(client, spellings()))(text)


def test_l5_one_question_finds_the_texts_about_anybody_and_remembers_harmless_words() -> None:
    asked = occurrence(any_of(sought(client, spellings()) for client, _text, _words in NAMED))
    assert all(asked(text) for _client, text, _words in NAMED)
    assert not asked("Harmlose Worte ohne Folgen.")
    assert not asked("Harmlose Worte ohne Folgen.")
    assert not occurrence(any_of([]))("Ada Sommerfeld")


def test_l5_with_nothing_to_look_for_there_is_nothing_sought() -> None:
    assert not sought(Client(), spellings())
    assert not Sought()
    assert all(sought(client, spellings()) for client, _text, _words in NAMED)
