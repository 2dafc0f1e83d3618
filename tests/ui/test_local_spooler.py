"""Printing speaks to the spooler of this computer alone."""

from __future__ import annotations

import os

import pytest

from intman_desktop.ui.local_spooler import stay_local


@pytest.mark.linux
@pytest.mark.parametrize(
    ("before", "used"),
    [
        ("", "/run/cups/cups.sock"),
        ("printers.example:631", "/run/cups/cups.sock"),
        ("/srv/spooler.sock", "/srv/spooler.sock"),
    ],
)
def test_no_printer_is_looked_for_in_the_network(
    monkeypatch: pytest.MonkeyPatch, before: str, used: str
) -> None:
    monkeypatch.setenv("CUPS_SERVER", before)
    stay_local()
    assert os.environ["CUPS_SERVER"] == used
