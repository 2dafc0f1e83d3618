"""Noting a talk: one sheet, one tab order."""
