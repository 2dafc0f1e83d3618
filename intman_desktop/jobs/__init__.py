"""Leaving the GUI thread: workers for the vault, for the places and for the rest."""

from intman_desktop.jobs.singletons import make_singletons_last

# Every room that uses Qt comes through here or through ``ui``, before the first widget.
make_singletons_last()
