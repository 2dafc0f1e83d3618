"""Datenschutz: consents, deletion, holds, what was erased, the journal, backups."""
