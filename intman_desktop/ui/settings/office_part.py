"""Beratungsstelle: what stands on every paper about the office and its Träger (E8)."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from intman_desktop.language import _
from intman_desktop.ui.parts.buttons import link_button
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.parts.room import keep_room
from intman_desktop.ui.settings.part import Part, area, choice, text
from intman_desktop.values.codes import ProviderLaw
from intman_desktop.values.desk_views import OfficeSettings
from intman_desktop.values.office import Office


def laws() -> tuple[tuple[str, str], ...]:
    """Return the kinds of Träger as (code, label); the law follows from them (Rule E8)."""
    return (
        (ProviderLaw.MUNICIPALITY.value, _("Stadt, Gemeinde oder Landkreis")),
        (ProviderLaw.FREE.value, _("freier Träger")),
        (ProviderLaw.CATHOLIC.value, _("katholischer Träger")),
        (ProviderLaw.PROTESTANT.value, _("evangelischer Träger")),
    )


class OfficePart(Part):
    """Träger with its law, office, address. Attributes: the field ``law``."""

    def __init__(self) -> None:
        super().__init__()
        self._laws: dict[str, str] = {}
        provider, office = Card(_("Träger")), Card(_("Standort"))
        form = Form()
        self.bound["provider"] = text(form.row(_("&Name des Trägers"), TextField()))
        self.law = ChoiceField(laws(), empty=None)
        self._law_row = form.row(_("&Art des Trägers"), self.law)
        self.bound["provider_law"] = choice(self._law_row, ProviderLaw)
        self.law.chosen.connect(lambda _code: self._tell_law())
        self.law.currentIndexChanged.connect(lambda _index: self._tell_law())
        provider.add(form)
        form = Form()
        self.bound["office"] = text(form.row(_("Name des &Standorts"), TextField()))
        self.bound["street"] = text(form.row(_("Straße und &Hausnummer"), TextField()))
        self.bound["postal_code"] = text(form.row(_("&Postleitzahl"), TextField()))
        self.bound["town"] = text(form.row(_("&Ort"), TextField()))
        self.bound["phone"] = text(form.row(_("&Telefon"), TextField()))
        self.bound["email"] = text(form.row(_("&E-Mail"), TextField()))
        self.kreis = ChoiceField(empty=_("nicht angegeben"))
        self.bound["kreis"] = choice(
            form.row(_("Stadt- oder Land&kreis"), self.kreis, _("Steht auf dem Kennzahlenbogen."))
        )
        office.add(form)
        self.column.addWidget(provider)
        self.column.addWidget(office)

    def offer(self, settings: OfficeSettings) -> None:
        """Offer the districts and know the laws."""
        self._laws = {law.value: name for law, name in settings.laws.items()}
        self.kreis.set_choices(settings.kreise)
        self._tell_law()

    def _tell_law(self) -> None:
        name = self._laws.get(self.law.code(), "")
        self._law_row.set_hint(_("Es gilt: {law}.").format(law=name) if name else "")


class DutiesPart(Part):
    """Angaben zum Datenschutz: what Art. 13 asks to be told; a paper cannot be printed without it.

    Attributes: ``take_provider``, which takes the Träger over as the one responsible.
    """

    def __init__(self) -> None:
        super().__init__()
        self._provider = ""
        self._stored = ""
        card = Card(_("Angaben zum Datenschutz"))
        card.add(
            QuietText(_("Diese Angaben kann Ihnen die oder der Datenschutzbeauftragte Ihres Trägers geben."))
        )
        form = Form()
        self._controller = TextField()
        controller_row = form.row(
            _("&Verantwortlich"),
            self._controller,
            _(
                "Meist Ihr Träger mit vollem Namen, zum Beispiel „Verein Beispielhilfe e. V., "
                "vertreten durch den Vorstand“"
            ),
        )
        self.bound["controller"] = text(controller_row)
        self.take_provider = link_button(_("Namen des Trägers übernehmen"), self._take_provider)
        controller_row.add_below(self.take_provider)
        self._controller.textChanged.connect(lambda _text: self._offer_provider())
        self.bound["controller_address"] = text(
            form.row(_("&Anschrift"), TextField(), _("Zum Beispiel „Beispielplatz 1, 79999 Musterstadt“"))
        )
        self.bound["data_protection_officer"] = text(
            form.row(
                _("Datenschutz&beauftragte Person"),
                TextField(),
                _(
                    "Name oder Stelle, und wie man sie erreicht, zum Beispiel „Dr. Petra Probe, "
                    "datenschutz@beispielhilfe.example“"
                ),
            )
        )
        self.bound["supervisory_authority"] = text(
            form.row(
                _("Auf&sichtsbehörde"),
                TextField(),
                _(
                    "In Baden-Württemberg die oder der Landesbeauftragte für den Datenschutz; bei "
                    "kirchlichen Trägern die Aufsicht der Kirche"
                ),
            )
        )
        self.bound["purposes"] = area(
            form.row(
                _("&Zwecke"),
                TextArea(lines=2),
                _("Wozu Sie die Daten brauchen, zum Beispiel „Ziele klären und an Stellen verweisen“"),
            )
        )
        self.bound["recipients"] = area(
            form.row(
                _("&Empfänger"),
                TextArea(lines=2),
                _("Wer außer Ihnen und der Vertretung Daten bekommt, und wann, zum Beispiel „niemand“"),
            )
        )
        self.bound["storage_time"] = area(
            form.row(
                _("&Dauer der Speicherung"),
                TextArea(lines=2),
                _("Zum Beispiel „solange die Beratung dauert“. Wann gelöscht wird, steht von selbst da."),
            )
        )
        card.add(form)
        self.column.addWidget(card)
        self._offer_provider()

    def offer(self, settings: OfficeSettings) -> None:
        """Know the Träger, who mostly is the one responsible."""
        self._provider = settings.office.provider.strip()
        self._stored = settings.office.controller
        self.take_provider.setAccessibleDescription(self._provider)
        self.take_provider.setToolTip(self._provider)
        self._offer_provider()

    def put(self, office: Office) -> None:
        """Fill the fields; what was offered keeps its place only while one types, until it is saved."""
        super().put(office)
        if office.controller == self._stored:
            self._close_up()

    def showEvent(self, event: QShowEvent, /) -> None:
        """Leave no empty place where nothing is offered."""
        super().showEvent(event)
        self._close_up()

    def _close_up(self) -> None:
        keep_room(self.take_provider, kept=not self.take_provider.isHidden())

    def _offer_provider(self) -> None:
        offered = bool(self._provider) and not self._controller.value()
        if offered:
            keep_room(self.take_provider)
        self.take_provider.setVisible(offered)

    def _take_provider(self) -> None:
        self._controller.insert(self._provider)
        self._controller.setFocus()
