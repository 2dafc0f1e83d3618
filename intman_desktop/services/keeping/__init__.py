"""The store and what keeps it: opening, keys, backups, upkeep, settings, data protection at a glance."""
