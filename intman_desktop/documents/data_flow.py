"""Datenfluss: the picture, and what travels on each of its arrows."""

from __future__ import annotations

from collections.abc import Iterator

from intman_desktop.documents.flow_map import FlowArrow, flow_map
from intman_desktop.documents.holdings import holdings
from intman_desktop.documents.paragraph import Span, Words, plain
from intman_desktop.documents.parts import (
    Composition,
    Fact,
    Facts,
    Heading,
    Part,
    Picture,
    PictureArrow,
    PictureBox,
    Text,
)
from intman_desktop.documents.privacy_parts import composed_about_office, made_by, shared, stand
from intman_desktop.documents.wording import Wording, wording
from intman_desktop.values.privacy_papers import DataFlowPaper


def compose(paper: DataFlowPaper) -> Composition:
    """Return the picture with its legend; raises ``OfficeDataMissing`` (Rule E8)."""
    texts = wording("data_flow", paper.language)
    return composed_about_office(paper, texts, _parts(paper, texts))


def picture_of(texts: Wording) -> Picture:
    """Return the picture in the words of ``texts``."""
    whole = flow_map()
    return Picture(
        whole.height,
        tuple(
            PictureBox(box.at, box.tone, texts.words(f"zone_{box.code}"))
            if box.tone == "zone"
            else PictureBox(
                box.at, box.tone, texts.words(f"box_{box.code}"), texts.words(f"box_{box.code}_what")
            )
            for box in whole.boxes
        ),
        tuple(
            PictureArrow(arrow.points, arrow.mark, str(number), arrow.both)
            for number, arrow in enumerate(whole.arrows, start=1)
        ),
        texts.words("picture"),
    )


def _parts(paper: DataFlowPaper, texts: Wording) -> Iterator[Part]:
    yield made_by(paper)
    yield Text(texts.words("opening"))
    yield picture_of(texts)
    yield Heading(texts.words("flows_head"))
    rows = enumerate(flow_map().arrows, start=1)
    yield Facts((*(_flow(number, arrow, texts) for number, arrow in rows), stand(paper)))


def _flow(number: int, arrow: FlowArrow, texts: Wording) -> Fact:
    label = Span(f"{number}  {plain(texts.words(f'flow_{arrow.code}'))}", bold=True)
    return Fact((label,), (*texts.words(f"flow_{arrow.code}_what"), *_carried(arrow, texts)))


def _carried(arrow: FlowArrow, texts: Wording) -> Words:
    common = shared(texts.language)
    names = [plain(common.words(each.word)) for each in holdings().carried(arrow.code)]
    if len(names) == 1:
        return (Span(" "), *texts.words("paper", papers=names[0]))
    between = "; " if any("," in name for name in names) else ", "
    return (Span("\n"), *texts.words("papers", papers=between.join(names))) if names else ()
