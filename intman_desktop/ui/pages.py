"""The pages of the window by name; each loads when it is first opened."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from intman_desktop.ui.frame import Frame
from intman_desktop.ui.page import Page

PAGES = (
    "overview",
    "cases",
    "doubles",
    "case",
    "talk",
    "needs",
    "period",
    "new_person",
    "list_import",
    "deadlines",
    "key_figures",
    "services",
    "privacy",
    "journal",
    "settings",
)
"""The pages by name; ``ui/<name>/page.py`` has ``build(frame) -> Page`` and loads when first opened."""


def builder_of(name: str) -> Callable[[Frame], Page]:
    """Return what makes the page called ``name``; only then its module is imported."""

    def build(frame: Frame) -> Page:
        page = import_module(f"intman_desktop.ui.{name}.page").build(frame)
        if not isinstance(page, Page):
            raise TypeError(f"ui/{name}/page.py builds no page")
        return page

    return build
