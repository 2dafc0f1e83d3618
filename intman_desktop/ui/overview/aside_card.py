"""After a restore: the store of before lies aside until a person says that all is there (L4, L7)."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from intman_desktop.language import _
from intman_desktop.services.keeping.kept_aside import remove_aside
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card, empty
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.flow import Flow
from intman_desktop.ui.parts.labels import SmallText, Text
from intman_desktop.ui.tokens import space
from intman_desktop.ui.wording import day
from intman_desktop.values.backup_views import StoreAside


class AsideCard(Card):
    """Hidden where nothing lies aside, and after "Später" until the next unlocking."""

    def __init__(self, frame: Frame) -> None:
        super().__init__(_("Ist alles wieder da?"))
        self._frame = frame
        self._later: set[str] = set()
        self._shown: list[StoreAside] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(3))
        self.body.addLayout(self._rows)
        self.hide()

    def show_aside(self, stores: tuple[StoreAside, ...]) -> None:
        """Show what lies aside; what stands there already keeps the cursor."""
        shown = [each for each in stores if str(each.folder) not in self._later]
        if shown != self._shown:
            self._shown = shown
            empty(self._rows)
            for each in shown:
                self._add(each)
        self.setVisible(bool(shown))

    def _add(self, store: StoreAside) -> None:
        words = _(
            "Am {day} wurde eine Sicherung wiederhergestellt. Der Tresor von davor liegt noch beiseite. "
            "Sehen Sie nach, ob alles da ist, und löschen Sie ihn dann."
        )
        self._rows.addWidget(Text(words.format(day=day(store.since))))
        self._rows.addWidget(SmallText(str(store.folder)))
        if store.outdated:
            old = _(
                "Er ist älter, als Sicherungen aufbewahrt werden, und enthält, was inzwischen gelöscht ist."
            )
            self._rows.addWidget(Text(old, "error"))
        remove = quiet_button(
            _("Alles ist da – den alten Tresor löschen"), partial(self._ask, store), icon="trash-2"
        )
        later = quiet_button(_("Später"), partial(self._put_off, store))
        self._rows.addWidget(Flow(remove, later))

    def _ask(self, store: StoreAside) -> None:
        ask(
            self,
            _("Den alten Tresor löschen?"),
            _(
                "Was darin steht und in der Wiederherstellung fehlt, ist danach weg. Das lässt sich nicht "
                "zurücknehmen."
            ),
            _("Alten Tresor löschen"),
            partial(self._remove, store),
        )

    def _remove(self, store: StoreAside) -> None:
        self._frame.do(remove_aside, store.folder, owner=self, said=_("Der alte Tresor ist gelöscht."))

    def _put_off(self, store: StoreAside) -> None:
        self._later.add(str(store.folder))
        self._frame.changed.emit(frozenset({"backups"}))
