"""Anlaufstellen: the directory of services that clients are referred to."""
