"""Einstellungen: the office, who works there, the times, backups, the look, and what this program is."""
