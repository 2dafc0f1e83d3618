"""Bytes to values and back, never trusting what comes in."""
