"""In which language something was explained: another thing than that of the text that was shown (E2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from intman_desktop.language import _
from intman_desktop.ui.parts.fields import ChoiceField
from intman_desktop.ui.parts.form import Form
from intman_desktop.values.form_views import Options

_ANOTHER = "other"


class SpokenLanguage:
    """A row of a form, hidden until languages are offered. Attributes: ``field``, ``row``."""

    def __init__(self, form: Form, heard: Callable[[], object]) -> None:
        """Call ``heard()`` when another language is chosen."""
        self._form = form
        self._texts: tuple[str, ...] = ()
        self._of_the_talk = ""
        self._has_text = True
        self.field = ChoiceField(empty=None)
        self.row = form.row(_("Erklärt auf"), self.field)
        self.field.chosen.connect(lambda _code: self._follow())
        self.field.chosen.connect(lambda _code: heard())
        self.show()

    def offer(self, languages: Options, texts: tuple[str, ...]) -> None:
        """Offer ``languages``; ``texts`` are those in which the text exists."""
        self._texts = texts
        self.field.set_choices(languages)
        self.show()

    def choose(self, code: str) -> None:
        """Show the language ``code``."""
        self.field.set_code(code)
        self._follow()

    def follow_talk(self, code: str) -> None:
        """Go along when the language of the whole talk becomes ``code``; another choice stays otherwise."""
        if code != self._of_the_talk:
            self._of_the_talk = code
            self.choose(code)

    def tell_shown(self, *, has_text: bool) -> None:
        """Say whether a text was shown; without one there is nothing to say of its language."""
        self._has_text = has_text
        self._follow()

    def show(self) -> None:
        """Show the row once languages are offered."""
        self._form.show_row(self.row, self.field.count() > 0)
        self._follow()

    def code(self) -> str:
        """Return the code chosen, empty where none is."""
        return self.field.code()

    def values(self) -> list[str]:
        """Return what is chosen and what the talk is in, as values JSON can hold."""
        return [self.field.draft(), self._of_the_talk]

    def set_values(self, values: Sequence[str]) -> None:
        """Put back what ``values`` returned."""
        code, self._of_the_talk = values
        self.field.set_draft(code)
        self._follow()

    def _follow(self) -> None:
        code = self.code()
        only_german = self._has_text and bool(code) and code not in self._texts
        self.row.set_hint(
            _("Den Text gibt es nur auf Deutsch: Gezeigt wird der deutsche, erklärt wird mündlich.")
            if only_german
            else ""
        )


def explained_in(code: str, name: str) -> str:
    """Return in which language something was explained, by its ``code`` and ``name``; empty without one."""
    if not code:
        return ""
    if code == _ANOTHER:
        return _("erklärt in einer anderen Sprache")
    return _("erklärt auf {language}").format(language=name)


def text_shown_in(name: str) -> str:
    """Return in which language the text was that was shown; empty where the program showed none."""
    return _("gezeigter Text: {language}").format(language=name) if name else ""


def asked_with(title: str, *, makes: bool) -> str:
    """Return what the evidence will keep of the sheet ``title``, which the program ``makes`` or cannot yet.

    It makes none while the office lacks what must stand on it (Rules E2, E8).
    """
    if makes:
        return _(
            "Gefragt wird mit dem Blatt „{title}“. Der Nachweis hält fest, was am Tag der Erklärung darauf "
            "stand."
        ).format(title=title)
    return _(
        "Das Blatt „{title}“ lässt sich noch nicht zeigen: Der Beratungsstelle fehlen Angaben dafür. Der "
        "Nachweis hält das fest. Die Einwilligung ist danach zu erneuern."
    ).format(title=title)
