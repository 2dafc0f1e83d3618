"""The invented office: for the tour, for practice, for tests and for the bench."""

from intman_desktop.sample.office import invented_office

__all__ = ["invented_office"]
