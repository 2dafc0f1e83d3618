"""What still stands in a case without the consent for its kind of data, to be taken out (E3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from intman_desktop.language import _
from intman_desktop.services.closing.marked import keep_scan, redact_place
from intman_desktop.ui.case.left_card import LeftCard, line_of
from intman_desktop.ui.case.panel import Go
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.checks import CheckField
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.wording import day
from intman_desktop.values.case_views import CaseSheet
from intman_desktop.values.ending_views import MarkedKind, MarkedPlace

_TABS = {
    MarkedKind.NOTE: "talks",
    MarkedKind.GOAL: "plan",
    MarkedKind.REFERRAL: "talks",
    MarkedKind.EXTENSION: "period",
}


class MarkedCard(LeftCard):
    """Every place with where it stands and two ways: to mend it by hand, or to black it out at once.

    A scan is opened by ``show_scan(scan_id)`` and then kept or deleted.
    """

    def __init__(self, frame: Frame, go: Go, show_scan: Callable[[int], object]) -> None:
        super().__init__(
            frame,
            go,
            _("Noch herauszunehmen"),
            _(
                "Hier steht noch etwas, wofür die Einwilligung fehlt. In Listen, Papieren und Dateien "
                "erscheint es nicht mehr. Nehmen Sie heraus, was dazu gehört, oder schwärzen Sie die "
                "ganze Stelle. Scans aus der Zeit dieser Einwilligung sehen Sie bitte einzeln an: Was "
                "nichts davon zeigt, behalten Sie; sonst löschen Sie den Scan. Bis dahin gehen sie auch "
                "in Falldateien für denselben Träger mit. Andere Notizen sehen Sie bitte selbst durch."
            ),
        )
        self._show_scan = show_scan

    def lines(self, sheet: CaseSheet) -> list[QWidget]:
        """Return what is left in the case as it stands now."""
        return [self._row(place) for place in sheet.marked]

    def _row(self, place: MarkedPlace) -> QWidget:
        words = place_words(place)
        seen = {"participant_id": place.participant_id} if place.participant_id else {}
        if place.place is MarkedKind.GOAL:
            seen = {"goal_id": place.row_id}
        is_scan = place.place is MarkedKind.SCAN
        see: Callable[[], object] = partial(self._show_scan, place.row_id)
        if not is_scan:
            see = partial(self._go, _TABS[place.place], **seen)
        look = link_button(_("Ansehen"), see)
        end = CheckField(_("Das Ziel dabei beenden"))
        end.setChecked(place.running)
        end.setAccessibleDescription(words)
        out = _("Löschen …") if is_scan else _("Schwärzen …")
        black_out = link_button(out, lambda: self._ask(place, end_goal=end.isChecked()))
        links = [look, black_out]
        if is_scan:
            links.insert(1, link_button(_("Behalten"), partial(self._keep, place)))
        return line_of(words, links, *([end] if place.running else []))

    def _keep(self, place: MarkedPlace) -> None:
        said = _("Der Scan bleibt; er zeigt nichts von dieser Art.")
        self._frame.do(keep_scan, self._case_id, place.row_id, owner=self, said=said)

    def _ask(self, place: MarkedPlace, *, end_goal: bool) -> None:
        is_scan = place.place is MarkedKind.SCAN
        ask(
            self,
            _("Diesen Scan löschen?") if is_scan else _("Diese Stelle schwärzen?"),
            "\n".join((place_words(place), *_what_goes(place, end_goal=end_goal), _for_good())),
            _("Scan endgültig löschen") if is_scan else _("Schwärzen"),
            partial(self._redact, place, end_goal=end_goal),
        )

    def _redact(self, place: MarkedPlace, *, end_goal: bool) -> None:
        self._frame.do(
            redact_place,
            self._case_id,
            place.place,
            place.row_id,
            end_goal,
            on_done=lambda _place: self._frame.forget_undo(),
            owner=self,
            said=_("Der Scan ist gelöscht.")
            if place.place is MarkedKind.SCAN
            else _("Die Stelle ist geschwärzt."),
        )


def _what_goes(place: MarkedPlace, *, end_goal: bool) -> Iterator[str]:
    yield {
        MarkedKind.NOTE: _("Die Notiz wird unleserlich; das Thema heißt danach „Persönliches“."),
        MarkedKind.GOAL: _(
            "Das Ziel wird unleserlich, seine Maßnahmen verschwinden; der Bereich heißt danach "
            "„Persönliches“."
        ),
        MarkedKind.REFERRAL: _("Die Weitervermittlung verschwindet; in den Kennzahlen bleibt sie gezählt."),
        MarkedKind.EXTENSION: _(
            "Die Verlängerung bleibt bestehen; ihr Grund heißt danach „auf Wunsch der Person gelöscht“, auch "
            "der, warum sie spät entschieden wurde."
        ),
        MarkedKind.SCAN: _(
            "Das Blatt im Ordner bleibt, wie es ist. Schwärzen Sie darauf, was zu dieser Art von Daten "
            "gehört; danach können Sie es neu einscannen."
        ),
    }[place.place]
    if place.running:
        yield (
            _("Das Ziel endet heute als „nicht weiterverfolgt“.")
            if end_goal
            else _("Es bleibt offen und ist weiter zu überprüfen.")
        )


def _for_good() -> str:
    return _(
        "Das lässt sich nicht zurücknehmen. Wird eine ältere Sicherung wiederhergestellt, "
        "geschieht es dort wieder."
    )


def place_words(place: MarkedPlace) -> str:
    """Return what a place is called: where it stands, and what marks it."""
    if place.place is MarkedKind.NOTE:
        return _("Notiz vom {day} · {topic}").format(day=day(place.on), topic=place.words)
    if place.place is MarkedKind.GOAL:
        return _("Ziel im Plan · {area}").format(area=place.words)
    if place.place is MarkedKind.EXTENSION:
        if not place.words.strip():
            return _("Verlängerung vom {day} · warum sie spät entschieden wurde").format(day=day(place.on))
        return _("Verlängerung vom {day} · „{text}“").format(day=day(place.on), text=place.words)
    if place.place is MarkedKind.SCAN:
        return _("Scan vom {day} · {title}").format(day=day(place.on), title=place.words)
    return _("Weitervermittlung vom {day} · {service}").format(day=day(place.on), service=place.words)
