"""The clock in words and as a bar, for all papers that tell of the advisory period (C9)."""

from __future__ import annotations

from datetime import date

from intman_desktop.documents.frame import fact, filled
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import ClockBar, Fact
from intman_desktop.documents.wording import Wording, given, wording
from intman_desktop.values.paper_parts import PaperPeriod


def bar(period: PaperPeriod, today: date, language: str) -> ClockBar:
    """Return the period as a bar from the first talk to the latest possible day."""
    texts = wording("period", language)
    open_end = period.last_day < period.latest_possible
    return ClockBar(
        start=period.first_talk,
        today=today,
        last_day=period.last_day,
        latest=period.latest_possible,
        captions=(
            texts.words("caption_start", first_talk=period.first_talk),
            texts.words("caption_end", last_day=period.last_day),
            texts.words("caption_latest", latest=period.latest_possible) if open_end else (),
        ),
        spoken=_joined(in_words(period, today, language)),
    )


def in_words(period: PaperPeriod, today: date, language: str) -> tuple[Words, ...]:
    """Return the sentences of the clock: start, evidence, rule, last day, days left, what may be extended."""
    texts = wording("period", language)
    sentences = [_start(period, texts)]
    if period.evidence is not None:
        sentences.append(_proof(period, texts, "evidence_words"))
    if period.earlier_unknown:
        sentences.append(texts.words("earlier_unknown"))
    sentences.append(texts.words("rule"))
    if period.extended_until is None:
        sentences.append(texts.words("ends", last_day=period.last_day))
    else:
        sentences.append(
            texts.words("ends_extended", regular_end=period.regular_end, last_day=period.last_day)
        )
    sentences.append(_left(period, today, texts))
    if period.days_left >= 0 and period.last_day < period.latest_possible:
        again = "may_be_extended" if period.extended_until is None else "may_be_extended_again"
        sentences.append(texts.words(again, latest=period.latest_possible))
    return tuple(sentences)


def doubts(period: PaperPeriod | None, *, earlier_unknown: bool, language: str) -> tuple[Words, ...]:
    """Return what a start brought along rests on, and that it may have been earlier (Rule C7).

    For a paper that tells the start in words of its own; ``earlier_unknown`` holds without a start too.
    """
    texts = wording("period", language)
    told = []
    if period is not None and period.evidence is not None:
        told.append(_proof(period, texts, "evidence_of_start"))
    if earlier_unknown:
        told.append(texts.words("earlier_unknown"))
    return tuple(told)


def sentence(period: PaperPeriod, today: date, language: str) -> Words:
    """Return the clock's words as one paragraph."""
    spans: list[Span] = []
    for words in in_words(period, today, language):
        spans += [*words, Span(" ")]
    return tuple(spans[:-1])


def period_facts(period: PaperPeriod, language: str) -> tuple[Fact, ...]:
    """Return first talk, evidence, last day, extension and latest possible day, one below the other."""
    texts = wording("period", language)
    return filled(
        (
            fact(texts, "first_talk", _first_talk(period, texts)),
            fact(texts, "evidence", texts.words(f"evidence_{_evidence(period)}")),
            fact(texts, "last_day", tuple(Span(span.text, bold=True) for span in texts.day(period.last_day))),
            fact(texts, "extension", _extension(period, texts)),
            fact(texts, "latest_possible", texts.day(period.latest_possible)),
        )
    )


def _start(period: PaperPeriod, texts: Wording) -> Words:
    if period.evidence is None:
        return texts.words("first_talk_here", first_talk=period.first_talk)
    if period.earlier_office.strip():
        return texts.words("first_talk_at", first_talk=period.first_talk, office=period.earlier_office)
    return texts.words("first_talk_elsewhere", first_talk=period.first_talk)


def _first_talk(period: PaperPeriod, texts: Wording) -> Words:
    day = texts.day(period.first_talk)
    return (*day, Span("\n"), *given(period.earlier_office)) if period.earlier_office.strip() else day


def _proof(period: PaperPeriod, texts: Wording, key: str) -> Words:
    return texts.words(key, evidence=texts.raw(f"evidence_{_evidence(period)}"))


def _evidence(period: PaperPeriod) -> str:
    return "here" if period.evidence is None else period.evidence.value


def _left(period: PaperPeriod, today: date, texts: Wording) -> Words:
    if period.days_left > 1:
        return texts.words("left_many", days=period.days_left, today=today)
    if period.days_left == 1:
        return texts.words("left_one", today=today)
    return texts.words("left_none", today=today) if period.days_left == 0 else texts.words("over")


def _extension(period: PaperPeriod, texts: Wording) -> Words:
    if period.extended_until is None or period.extension_decided_on is None:
        return texts.words("extension_none")
    told = texts.words("extension_until", until=period.extended_until, decided_on=period.extension_decided_on)
    if not period.extension_reason.strip():
        return told
    return (*told, Span("\n"), *texts.words("extension_reason", reason=period.extension_reason))


def _joined(sentences: tuple[Words, ...]) -> Words:
    return (Span(" ".join(plain(words) for words in sentences)),)
