"""Leaving the GUI thread: one worker for the vault, one for the rest."""
