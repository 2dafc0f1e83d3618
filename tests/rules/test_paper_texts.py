"""What a text for persons may and must hold (E6, E8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intman_desktop.rules.paper_texts import LONGEST, allowed_in, needed_in, text_faults, tidied
from intman_desktop.values.codes import TextKind
from intman_desktop.values.texts import TextForm

FORM = TextForm(
    TextKind.CONSENT,
    "de",
    1,
    {
        "title": "Einwilligung",
        "basic": "Ich erlaube es {controller} bis {until}.",
        "known": ("Ich kann widerrufen ({law}).", "Ich bekomme eine Kopie."),
    },
    ("controller", "until", "law"),
    {"until": ("basic",)},
    ("controller", "law"),
)


def faults(**texts: str | tuple[str, ...]) -> list[tuple[str, str, object]]:
    """Return the faults of the form's text with other ``texts``: key, code, and what is named."""
    found = text_faults(FORM, tidied(FORM, {**FORM.texts, **texts}))
    return [(each.key, each.fact.code, each.fact.values.get("name")) for each in found]


def test_e8_the_supplied_text_has_no_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("key", "text", "code", "name"),
    [
        ("title", "", "text_empty", None),
        ("title", " \n ", "text_empty", None),
        ("known", (), "text_empty", None),
        ("known", ("", " "), "text_empty", None),
        ("title", "Für {wen}", "text_placeholder_unknown", "wen"),
        ("title", "Für {}", "text_placeholder_unknown", ""),
        ("title", "Bis {until}", "text_placeholder_elsewhere", "until"),
        ("basic", "Ich erlaube es.", "text_placeholder_missing", "controller"),
        ("known", ("Ich kann widerrufen.",), "text_placeholder_missing", "law"),
        ("title", "Ein {Loch", "text_brace_alone", None),
        ("title", "Ein Loch}", "text_brace_alone", None),
        ("title", "Das ist **fett", "text_bold_open", None),
        ("title", "x" * (LONGEST + 1), "text_too_long", None),
    ],
)
def test_e8_each_fault_is_named_with_its_place(
    key: str, text: str | tuple[str, ...], code: str, name: str | None
) -> None:
    assert faults(**{key: text}) == [(key, code, name)]


def test_e8_several_faults_stand_in_the_order_of_the_text() -> None:
    found = faults(title="", basic="{x} {y}", known=("{law} **", "{until}"))
    assert [(key, code) for key, code, _name in found] == [
        ("title", "text_empty"),
        ("basic", "text_placeholder_unknown"),
        ("basic", "text_placeholder_unknown"),
        ("basic", "text_placeholder_missing"),
        ("known", "text_placeholder_elsewhere"),
        ("known", "text_bold_open"),
    ]


def test_the_longest_text_and_two_pairs_of_stars_are_no_fault() -> None:
    assert faults(title="**a** und **b**" + "x" * (LONGEST - 15)) == []


def test_placeholders_are_offered_where_they_have_a_value_and_asked_where_they_stand() -> None:
    assert allowed_in(FORM, "title") == ("controller", "law")
    assert allowed_in(FORM, "basic") == ("controller", "until", "law")
    assert needed_in(FORM, "basic") == ("controller",)
    assert needed_in(FORM, "known") == ("law",)
    assert needed_in(FORM, "title") == ()


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("title", "  Einwilligung \r\n", "Einwilligung"),
        ("title", "Ein\x07willi\u0308gung\ralt", "Einwillïgung\nalt"),
        ("title", ("zwei", "Zeilen"), "zwei\nZeilen"),
        ("known", " eins\r\n\n zwei \n", ("eins", "zwei")),
        ("known", ("eins", " ", "zwei"), ("eins", "zwei")),
    ],
)
def test_a_text_is_kept_without_what_nobody_sees(
    key: str, typed: str | tuple[str, ...], kept: str | tuple[str, ...]
) -> None:
    assert tidied(FORM, {key: typed})[key] == kept


def test_a_text_that_is_not_given_stays_as_supplied_and_others_are_dropped() -> None:
    assert tidied(FORM, {"spam": "x"}) == FORM.texts


@given(st.dictionaries(st.sampled_from(list(FORM.texts)), st.text() | st.lists(st.text()).map(tuple)))
def test_tidying_twice_changes_nothing_more(texts: dict[str, str | tuple[str, ...]]) -> None:
    once = tidied(FORM, texts)
    assert tidied(FORM, once) == once
    text_faults(FORM, once)
