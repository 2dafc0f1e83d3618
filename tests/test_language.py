"""The language of the screen, and that of a thread that words something for a paper."""

from __future__ import annotations

import threading

import pytest

from intman_desktop.language import (
    _,
    current_language,
    ngettext,
    speaking,
    system_language,
    use_language,
)


def test_a_paper_speaks_its_own_language_and_the_screen_goes_on() -> None:
    use_language("en")
    with speaking("de"):
        assert current_language() == "de"
        assert _("aktiv") == "aktiv"
        assert ngettext("noch {days} Tag", "noch {days} Tage", 2) == "noch {days} Tage"
        with speaking("en"):
            assert current_language() == "en"
        assert current_language() == "de"
    assert current_language() == "en"


def test_only_the_thread_that_asked_speaks_otherwise() -> None:
    heard: list[str] = []
    with speaking("en"):
        other = threading.Thread(target=lambda: heard.append(current_language()))
        other.start()
        other.join()
    assert heard == ["de"]


def test_a_language_without_catalogue_is_refused_and_nothing_changes() -> None:
    with pytest.raises(ValueError, match="no catalogue"), speaking("tlh"):
        pass
    with pytest.raises(ValueError, match="no catalogue"):
        use_language("tlh")
    assert current_language() == "de"


@pytest.mark.parametrize(
    ("computer", "spoken"),
    [
        ("C", "de"),
        ("C.UTF-8", "de"),
        ("POSIX", "de"),
        ("de_DE.UTF-8", "de"),
        ("en_GB.UTF-8", "en"),
        ("fr_FR.UTF-8", "de"),
        ("German_Germany.1252", "de"),
    ],
)
def test_a_computer_without_a_language_of_its_own_gets_german(
    monkeypatch: pytest.MonkeyPatch, computer: str, spoken: str
) -> None:
    monkeypatch.setattr("locale._setlocale", lambda _category, _name=None: computer)
    assert system_language() == spoken
