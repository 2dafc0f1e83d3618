"""Beratungsstelle: what stands on every paper about the office and its Träger (E8)."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from intman_desktop.language import _
from intman_desktop.rules.authorities import names_another, usual_authority
from intman_desktop.ui.parts.card import Card
from intman_desktop.ui.parts.fields import ChoiceField, TextArea, TextField
from intman_desktop.ui.parts.form import Form
from intman_desktop.ui.parts.labels import QuietText
from intman_desktop.ui.settings.offered_link import OfferedLink
from intman_desktop.ui.settings.part import Part, area, choice, text
from intman_desktop.values.codes import ProviderLaw
from intman_desktop.values.desk_views import OfficeSettings
from intman_desktop.values.office import Authority, Office


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
        self._stored = Office()
        self._authorities: tuple[Authority, ...] = ()
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
        self._stored, self._authorities = settings.office, settings.authorities
        self.kreis.set_choices(settings.kreise)
        self._tell_law()

    def _tell_law(self) -> None:
        code = self.law.code()
        name = self._laws.get(code, "")
        hint = _("Es gilt: {law}.").format(law=name) if name else ""
        if name and names_another(self._stored.supervisory_authority, ProviderLaw(code), self._authorities):
            other = _("Die Aufsichtsbehörde unter „Angaben zum Datenschutz“ gehört zu einem anderen Recht.")
            hint = f"{hint} {other}"
        self._law_row.set_hint(hint)


class DutiesPart(Part):
    """Angaben zum Datenschutz: what Art. 13 asks to be told; a paper cannot be printed without it.

    Attributes: ``take_provider``, which takes the Träger over as the one responsible, and
    ``take_authority``, which enters the authority that is usual under the law of the Träger (Rule E8).
    """

    def __init__(self) -> None:
        super().__init__()
        card = Card(_("Angaben zum Datenschutz"))
        card.add(
            QuietText(_("Diese Angaben kann Ihnen die oder der Datenschutzbeauftragte Ihres Trägers geben."))
        )
        form = Form()
        controller = TextField()
        controller_row = form.row(
            _("&Verantwortlich"),
            controller,
            _(
                "Meist Ihr Träger mit vollem Namen, zum Beispiel „Verein Beispielhilfe e. V., "
                "vertreten durch den Vorstand“"
            ),
        )
        self.bound["controller"] = text(controller_row)
        self._provider = OfferedLink(controller_row, controller, _("Namen des Trägers übernehmen"))
        self.take_provider = self._provider.link
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
        authority = TextField()
        self._authority_row = form.row(_("Auf&sichtsbehörde"), authority)
        self.bound["supervisory_authority"] = text(self._authority_row)
        self._authority = OfferedLink(self._authority_row, authority, _("Diese Aufsicht übernehmen"))
        self.take_authority = self._authority.link
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

    def offer(self, settings: OfficeSettings) -> None:
        """Know the Träger, who mostly is the one responsible, and the authority that follows its law."""
        office = settings.office
        usual = usual_authority(office.provider_law, settings.authorities)
        self._provider.know(office.provider.strip(), office.controller)
        self._authority.know(usual, office.supervisory_authority)
        hint = _("Für einen Träger Ihrer Art meist: {authority}. Schreiben Sie dazu, wie man sie erreicht.")
        if names_another(office.supervisory_authority, office.provider_law, settings.authorities):
            hint = _(
                "Auf den Papieren steht eine Aufsicht, die zu einem anderen Recht gehört. Für einen Träger "
                "Ihrer Art meist: {authority}."
            )
        self._authority_row.set_hint(hint.format(authority=usual) if usual else "")

    def put(self, office: Office) -> None:
        """Fill the fields; what was offered keeps its place only while one types, until it is saved."""
        super().put(office)
        self._provider.close_up_if_stored(office.controller)
        self._authority.close_up_if_stored(office.supervisory_authority)

    def showEvent(self, event: QShowEvent, /) -> None:
        """Leave no empty place where nothing is offered."""
        super().showEvent(event)
        self._provider.close_up()
        self._authority.close_up()
