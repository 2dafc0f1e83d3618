"""Anlaufstellen: the list of services with the form of the one that is chosen (P7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from intman_desktop.language import _, ngettext
from intman_desktop.profiles.list_names import ListName
from intman_desktop.services.common.words.names import need as need_word
from intman_desktop.services.gate.directory import add_service, read_directory, save_service
from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page
from intman_desktop.ui.parts.buttons import quiet_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.columns import Columns
from intman_desktop.ui.parts.confirm import ask
from intman_desktop.ui.parts.fields import TextField
from intman_desktop.ui.parts.labels import PageTitle, QuietText
from intman_desktop.ui.parts.line_sign import ClearSign
from intman_desktop.ui.parts.paged_model import Deliver
from intman_desktop.ui.parts.paged_table import Column, PagedTable
from intman_desktop.ui.parts.scroll_page import ScrollPage, go_in
from intman_desktop.ui.parts.state import State
from intman_desktop.ui.services.service_form import ServiceForm
from intman_desktop.ui.wording import number
from intman_desktop.values.desk_views import Directory
from intman_desktop.values.office import Service
from intman_desktop.values.outcome import Change

_LEAST_ROWS = 6


class ServicesPage(Page):
    """The directory at the left, the form at the right. Attributes: ``search``, ``table``, ``form``."""

    shows: ClassVar[frozenset[Change]] = frozenset({Change.SERVICES})
    undo_goes_along = False

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._held = Directory((), 0, ())
        self._restoring: dict[str, Any] | None = None
        self._stacked = False
        self.search = TextField(_("Name, Art oder Kontakt"))
        self.search.setAccessibleName(_("Anlaufstellen eingrenzen"))
        ClearSign(self.search)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self._count = QuietText()
        self._plain = (Column(_("Name"), lambda each: each.name), Column(_("Art"), self._kind_of, 36))
        self._consent = Column(_("Nur mit Einwilligung"), self._consent_for, 25)
        self._state = Column(_("Stand"), _state_word, 15, state=_state)
        self.table = PagedTable(_("Anlaufstellen"), self._plain, self._fetch)
        self.table.keep_rows(_LEAST_ROWS)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._choose())
        self.form = ServiceForm(
            lambda: frame.open_page("settings", part="lists", list=ListName.SERVICE_KINDS)
        )
        self.table.opened.connect(lambda _service: go_in(self.form.name))
        self.form.save_wanted.connect(self._save)
        self.form.left.connect(self._discard)
        self._build()

    def title(self) -> str:
        """Return the name of the page."""
        return _("Anlaufstellen")

    def help(self) -> str:
        """Return what one can do here."""
        return _(
            "Hier stehen die Stellen, an die Sie weitervermitteln. Wählen Sie eine mit den Pfeiltasten, "
            "Enter führt in das Formular. Eine Stelle, die es nicht mehr gibt, nehmen Sie außer Gebrauch; "
            "frühere Weitervermittlungen behalten ihren Namen. Von der Art hängt ab, ob eine "
            "Weitervermittlung eine besondere Einwilligung braucht, etwa zur Gesundheit; eigene Arten legen "
            "Sie in den Einstellungen unter "
            "„Listen“ an."
        )

    def refresh(self) -> None:
        """Read the directory again."""
        self.frame.ask(
            read_directory, self.search.value(), on_done=self._show, owner=self, replaces="directory"
        )

    def unsaved(self) -> dict[str, Any] | None:
        """Return what was typed into the form."""
        if self._restoring is not None:
            return {"typed": self._restoring}
        return {"typed": self.form.draft()} if self.form.is_changed() else None

    def restore(self, unsaved: dict[str, Any]) -> None:
        """Put back what was typed, over the service as it is stored, once all services are read."""
        self._restoring = unsaved["typed"]
        self.search.clear()
        self.refresh()

    def first_field(self) -> QWidget:
        """Return the field that narrows the list."""
        return self.search

    def _build(self) -> None:
        page = ScrollPage()
        self.column.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(PageTitle(_("Anlaufstellen")), 1)
        head.addWidget(quiet_button(_("Neue Anlaufstelle"), self._begin_new, icon="plus"))
        page.body.addLayout(head)
        directory = Card()
        directory.add(self.search)
        directory.add(self._count)
        directory.add(self.table, 1)
        columns = Columns([directory, self.form], (5, 2))
        columns.turned.connect(self._turn)
        self.table.clicked.connect(lambda _index: page.bring_up(self.form) if self._stacked else None)
        page.add(columns, 1)

    def _turn(self, stacked: bool) -> None:
        self._stacked = stacked

    def _show(self, directory: Directory) -> None:
        self._held = directory
        self.form.set_kinds(directory.kinds, dict(directory.needs))
        self._count.setText(_told(directory, bool(self.search.value())))
        columns = self._telling_columns()
        if columns != self.table.rows.columns:
            self.table.set_columns(columns)
        self._type_again()
        self.table.reload()

    def _type_again(self) -> None:
        """Show what waits to be put back; where its service is gone by now, it is a new one."""
        if self._restoring is not None:
            typed, self._restoring = self._restoring, None
            known = (each for each in self._held.services if each.id and each.id == typed["id"])
            self.form.show_service(next(known, None))
            self.form.put(typed)

    def _telling_columns(self) -> tuple[Column, ...]:
        """Return the columns that say something: a consent or what is out of use only where there is any."""
        services = self._held.services
        asks = any(self._consent_for(each) for each in services)
        out = not all(each.active for each in services)
        return (*self._plain, *((self._consent,) if asks else ()), *((self._state,) if out else ()))

    def _fetch(self, offset: int, limit: int, deliver: Deliver) -> None:
        services = self._held.services
        deliver(len(services), services[offset : offset + limit])

    def _kind_of(self, service: Service) -> str:
        return dict(self._held.kinds).get(service.kind, service.kind)

    def _consent_for(self, service: Service) -> str:
        need = dict(self._held.needs).get(service.kind)
        return need_word(need) if need else ""

    # Choosing and saving

    def _choose(self) -> None:
        service = self.table.current()
        if service is None or service == self.form.shown():
            return
        if not self.form.is_changed():
            self.form.show_service(service)
            return
        self._ask_to_leave(lambda: self.form.show_service(service))

    def _begin_new(self) -> None:
        def begin() -> None:
            self.table.clearSelection()
            self.form.show_service(None)
            go_in(self.form.name)

        if self.form.is_changed():
            self._ask_to_leave(begin)
        else:
            begin()

    def _ask_to_leave(self, go: Callable[[], object]) -> None:
        name = self.form.typed().name or _("Neue Anlaufstelle")
        ask(
            self,
            _("„{name}“ ist noch nicht gespeichert.").format(name=name),
            _("Was Sie geändert haben, geht verloren, wenn Sie jetzt eine andere Stelle öffnen."),
            _("Änderungen verwerfen"),
            go,
            safe_text=_("Hier bleiben"),
        )

    def _discard(self) -> None:
        """Show the service as it is stored; the line of notices can bring back what was typed."""
        typed = self.unsaved()
        self.form.show_service(self._shown())
        if typed is not None:
            self.offer_back(_("Verworfen: die Änderungen."), typed, "services")

    def _save(self, service: Service) -> None:
        verb = save_service if service.id else add_service
        self.frame.do(verb, service, on_done=self._saved, owner=self, said=_("Anlaufstelle gespeichert"))

    def _saved(self, service: Service) -> None:
        self.form.show_service(service)

    def _shown(self) -> Service | None:
        service = self.form.shown()
        return service if service.id else None


def build(frame: Frame) -> Page:
    """Return the page."""
    return ServicesPage(frame)


def _state(service: Service) -> State | None:
    return None if service.active else State.RESTING


def _state_word(service: Service) -> str:
    return "" if service.active else _("außer Gebrauch")


def _told(directory: Directory, narrowed: bool) -> str:
    found, total = len(directory.services), directory.total
    if not total:
        return _("Noch keine Anlaufstellen. Legen Sie die erste mit „Neue Anlaufstelle“ an.")
    if narrowed and not found:
        return _("Keine Anlaufstelle passt dazu.")
    if narrowed:
        return _("{found} von {total}").format(found=number(found), total=number(total))
    return ngettext("{total} Anlaufstelle", "{total} Anlaufstellen", total).format(total=number(total))
