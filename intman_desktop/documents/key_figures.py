"""Kennzahlenbogen: the year in numbers, with bars, the balance of plans and the rules (K1–K8, K11)."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.frame import composed_for_work, fact, filled
from intman_desktop.documents.paragraph import Words, words
from intman_desktop.documents.parts import (
    Bullets,
    Composition,
    Fact,
    Facts,
    FigureRow,
    FigureTable,
    Heading,
    Note,
    Part,
    Role,
    Sum,
    Text,
    Together,
)
from intman_desktop.documents.wording import Wording, given, number_text, wording
from intman_desktop.rules.plan_year import balance_holds
from intman_desktop.values.office_papers import (
    KeyFiguresPaper,
    PaperFigureChange,
    PaperFigureGroup,
    PaperFigureRow,
    PlanBalance,
)


def compose(paper: KeyFiguresPaper) -> Composition:
    """Return the sheet of one year."""
    texts = wording("key_figures", paper.language)
    return composed_for_work(paper, texts, _parts(paper, texts), year=str(paper.year))


def _parts(paper: KeyFiguresPaper, texts: Wording) -> Iterator[Part]:
    yield Facts(_head(paper, texts), columns=2)
    if paper.balance is not None:
        yield from _balance(paper, paper.balance, texts)
    for group in paper.groups:
        yield from _group(group, texts, paper)
    yield from _changes(paper, texts)
    if paper.open_questions:
        questions = Bullets(tuple(given(question) for question in paper.open_questions))
        yield Together((Heading(texts.words("questions_head")), questions))
    yield Heading(texts.words("notes_head"))
    yield Bullets(tuple(given(note) for note in paper.notes))
    if paper.fingerprint.strip():
        yield Text(texts.words("fingerprint", fingerprint=paper.fingerprint), Role.SMALL)


def _head(paper: KeyFiguresPaper, texts: Wording) -> tuple[Fact, ...]:
    definition = texts.words(
        "definition_value", definition=paper.definition, version=str(paper.definition_version)
    )
    return filled(
        (
            fact(texts, "office", given(paper.office.office)),
            fact(texts, "provider", given(paper.office.provider)),
            fact(texts, "kreis", given(paper.office.kreis)),
            fact(texts, "workers", given(", ".join(paper.workers))),
            fact(texts, "reference_date", given(f"31.12.{paper.year}")),
            fact(texts, "as_of", texts.day(paper.issued_on)),
            fact(texts, "definition", definition),
            fact(texts, "state", state_words(paper, texts)),
        )
    )


def state_words(paper: KeyFiguresPaper, texts: Wording) -> Words:
    """Return whether these are figures that were handed in, and as which version (Rule K7)."""
    if paper.frozen_on is not None:
        return texts.words("state_frozen", date=paper.frozen_on, number=str(paper.number))
    if paper.before_on is not None:
        return texts.words("state_changed", date=paper.before_on, number=str(paper.before_number))
    return texts.words("state_so_far" if paper.so_far else "state_open")


def balance_words(name: str, paper: KeyFiguresPaper, texts: Wording) -> Words:
    """Return what a number of the balance of plans is: open on the day of the figures while the year runs."""
    so_far = "_so_far" if name == "open" and paper.so_far else ""
    return texts.words(f"balance_{name}{so_far}", date=paper.issued_on)


def _changes(paper: KeyFiguresPaper, texts: Wording) -> Iterator[Part]:
    """Yield what is another number than in the version handed in before (Rule K7).

    A version of its own in which nothing of it is seen changed in what is folded, and says that (Rule K11).
    """
    if paper.before_on is None:
        return
    if not paper.changes:
        if paper.frozen_on is not None:
            told = texts.words("changes_folded", date=paper.before_on, number=str(paper.before_number))
            yield Text(told, Role.SMALL)
        return
    yield Heading(texts.words("changes_head", date=paper.before_on, number=str(paper.before_number)))
    yield Bullets(tuple(_change(each, texts, paper.language) for each in paper.changes))
    if paper.erased_moved:
        yield Text(texts.words("erased_moved", number=str(paper.before_number)), Role.SMALL)


def _change(change: PaperFigureChange, texts: Wording, language: str) -> Words:
    why = {"kinds": kinds_told(change, texts)} if change.kinds else {}
    return texts.words(
        "change_why" if why else "change",
        figure=change.label,
        before=_told(change.before, texts, language),
        after=_told(change.after, texts, language),
        **why,
    )


def kinds_told(change: PaperFigureChange, texts: Wording) -> str:
    """Return the kinds of event behind a changed number, with commas (Rule K7)."""
    return ", ".join(texts.raw(f"kind_{kind.value}") for kind in change.kinds)


def _told(value: int | None, texts: Wording, language: str) -> str:
    return texts.raw("folded") if value is None else number_text(value, language)


def _balance(paper: KeyFiguresPaper, balance: PlanBalance, texts: Wording) -> Iterator[Part]:
    holds = balance_holds(balance)
    yield Heading(texts.words("balance_head" if holds else "balance_head_broken"))
    if not holds:
        yield Note(texts.words("balance_broken"))
    signs = ("", "+", "−", "=")
    names = ("begun", "continued", "ended", "open")
    yield Sum(
        tuple(
            (sign, _number(getattr(balance, name), paper.language), balance_words(name, paper, texts))
            for sign, name in zip(signs, names, strict=True)
        )
    )


def _group(group: PaperFigureGroup, texts: Wording, paper: KeyFiguresPaper) -> Iterator[Part]:
    yield Heading(given(group.title), aside=_total(group, texts, paper.language))
    if group.note.strip():
        yield Text(given(group.note), Role.SMALL, keep=True)
    largest = max((row.number or 0 for row in group.rows), default=0) or 1
    with_previous = any(row.previous is not None or row.previous_folded for row in group.rows)
    yield FigureTable(
        heads=(
            texts.words("head_figure"),
            texts.words("head_number"),
            texts.words("head_previous") if with_previous else (),
        ),
        rows=tuple(
            FigureRow(
                label=_label(row.label, row.note),
                number=words(small(paper, texts))
                if row.number is None
                else _number(row.number, paper.language),
                share=max(0, row.number or 0) / largest,
                previous=_previous(row, texts, paper),
            )
            for row in group.rows
        ),
        continued=texts.words("continued", figure=group.title),
    )


def small(paper: KeyFiguresPaper, texts: Wording) -> str:
    """Return what stands for a small value that went into "others", and is no nought (Rule K11)."""
    return texts.raw("small").format(number=paper.smallest)


def _total(group: PaperFigureGroup, texts: Wording, language: str) -> Words:
    if group.total is None:
        return ()
    if group.previous_total is None:
        return texts.words("total", total=number_text(group.total, language))
    return texts.words(
        "total_previous",
        total=number_text(group.total, language),
        previous=number_text(group.previous_total, language),
    )


def _previous(row: PaperFigureRow, texts: Wording, paper: KeyFiguresPaper) -> Words:
    if row.previous_folded:
        return words(small(paper, texts))
    return () if row.previous is None else _number(row.previous, paper.language)


def _label(label: str, note: str) -> Words:
    return given(f"{label} ({note})") if note.strip() else given(label)


def _number(value: int, language: str) -> Words:
    return words(number_text(value, language))
