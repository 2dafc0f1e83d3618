"""Vorhandene Liste übernehmen: file, columns, rows, and the one act that writes."""
