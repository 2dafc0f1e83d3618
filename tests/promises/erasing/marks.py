"""People whose every text can be told from any other, in all the forms in which the store may hold it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from intman_desktop.rules.finding import (
    index_birth,
    index_names,
    index_number,
    index_phone,
    index_place,
    index_sounds,
)
from intman_desktop.rules.folding import fold_name, plain_letters
from intman_desktop.sample import invented_office
from intman_desktop.values import case_file as v
from intman_desktop.values.document import Document
from intman_desktop.word_lists import spellings

CORE = re.compile(rb"zq(?:[bdfgklmnprtv][aiou]){4}")
"""A person's mark: it stands in every text about her, and in no other."""

_TOKEN = re.compile(r"[^\W_]+")
_CONSONANTS, _VOWELS = "bdfgklmnprtv", "aiou"
_SCRIPTS = (
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ሀለሐመሠረሰሸቀበተቸኀነኘአከወዐዘየደጀገጠፀፈ",
    "бвгджзиклмнопрстуфхцч",
    "αβγδζηθκλμνξπρστφχψ",
    "àçèñößůžřťďłćśą",
)
_SHORTEST = 8
_SHORTEST_NUMBER = 11
"""A shorter run of digits stands in some fingerprint by chance."""


def new_core(draw: Random) -> str:
    """Return a mark that nobody else has: ten small letters that no folding changes."""
    return "zq" + "".join(draw.choice(_CONSONANTS) + draw.choice(_VOWELS) for _ in range(4))


def core_of(client: v.Client) -> str:
    """Return the mark of a client."""
    found = CORE.search(client.family_name.encode())
    return found.group().decode() if found else ""


def marked_client(client: v.Client, core: str, draw: Random) -> v.Client:
    """Return the client under names, numbers and an address that nobody else has, in several scripts."""
    script = draw.choice(_SCRIPTS)
    given = "".join(draw.choice(script) for _ in range(9))
    written = unicodedata.normalize(draw.choice(("NFC", "NFD")), f"Äż{core}")
    return replace(
        client,
        family_name=written,
        given_name=given.capitalize(),
        phone=f"0711 {draw.randrange(10**9, 10**10)}",
        email=f"{core}@muster.example" if client.email else "",
        street=f"Weg {core} 7",
        town=f"Ort {core}",
    )


def marked_office(size: int, seed: int) -> Document:
    """Return the invented office with the mark of each person in every text about her."""
    draw = Random(seed)
    office = invented_office(size, seed=seed)
    cores = {file.case.key: new_core(draw) for file in office.cases}
    talks = (
        replace(
            talk,
            participants=tuple(
                replace(
                    part,
                    note=f"{part.note} Wörtlich {cores[part.case_key]}.",
                    next_step=f"{part.next_step} {cores[part.case_key]}",
                    next_step_due=part.next_step_due or talk.on,
                )
                for part in talk.participants
            ),
        )
        for talk in office.talks
    )
    files = (_marked_file(file, cores[file.case.key], draw) for file in office.cases)
    return replace(office, cases=tuple(files), talks=tuple(talks))


def _marked_file(file: v.CaseFile, core: str, draw: Random) -> v.CaseFile:
    def said(text: str) -> str:
        return f"{text} {core}".strip()

    client = marked_client(file.client, core, draw)
    plan = file.plan
    if plan is not None:
        goals = tuple(
            replace(
                goal,
                wording=said(goal.wording),
                seen_by=said(goal.seen_by),
                measures=tuple(replace(each, what=said(each.what)) for each in goal.measures),
                history=tuple(replace(each, note=said(each.note)) for each in goal.history),
            )
            for goal in plan.goals
        )
        reasons = tuple(replace(each, reason=said(each.reason)) for each in plan.block_reasons)
        plan = replace(
            plan, steps=said(plan.steps), course=said(plan.course), goals=goals, block_reasons=reasons
        )
    agreement = file.agreement and replace(
        file.agreement, client_name=f"{client.given_name} {client.family_name}", filing_place=said("Ordner")
    )
    return replace(
        file,
        client=client,
        plan=plan,
        agreement=agreement,
        answers=(*file.answers, v.Answer("further_needs", said("Braucht"))),
        consents=tuple(replace(each, filing_place=said("Ordner")) for each in file.consents),
        earlier_counselling=tuple(
            replace(each, office=said(each.office)) for each in file.earlier_counselling
        ),
        disclosures=tuple(replace(each, what=said(each.what)) for each in file.disclosures),
        decisions=tuple(replace(each, reason=said(each.reason)) for each in file.decisions),
        extensions=tuple(replace(each, text=said(each.text)) for each in file.extensions),
    )


def surely_kept(client: v.Client, case: v.Case) -> frozenset[bytes]:
    """Return what a store that holds the case certainly shows in clear to whoever has its key."""
    words = (core_of(client), client.family_name, client.given_name, client.phone, case.key, case.number)
    return frozenset(word.encode() for word in words)


def traces(client: v.Client, case: v.Case) -> frozenset[bytes]:
    """Return everything by which bytes could lead back to a person.

    Names in all normal forms, folded and in Latin letters, escaped as JSON may be; the phone with and without
    blanks, the key, the number, and the mark that stands in all her texts.
    """
    names = {client.family_name, client.given_name, f"{client.given_name} {client.family_name}"}
    forms = {form(name) for name in names for form in (str.lower, str.upper, plain_letters, fold_name)}
    every = {
        unicodedata.normalize(form, name) for name in names | forms for form in ("NFC", "NFD", "NFKC", "NFKD")
    }
    every |= {json.dumps(name)[1:-1] for name in names}
    indexed = f"{index_names(client)} {index_phone(client.phone)}".split()
    every |= {word for word in indexed if len(word) >= (_SHORTEST_NUMBER if word.isdigit() else _SHORTEST)}
    words = {word.encode() for word in every if len(word.encode()) >= _SHORTEST}
    return frozenset(words | surely_kept(client, case))


def tokens(people: Iterable[tuple[v.Client, str]]) -> frozenset[str]:
    """Return the words under which the search finds these clients, each given with her case number."""
    return frozenset(
        token
        for client, number in people
        for text in (
            *(index(client) for index in (index_names, index_birth, index_place)),
            index_sounds(client, spellings()),
            index_phone(client.phone),
            index_number(number),
        )
        for token in _TOKEN.findall(text.lower())
    )
