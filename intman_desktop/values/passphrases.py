"""How long a passphrase can be, wherever one is given."""

LONGEST_PASSPHRASE = 64 * 1024
"""So many bytes a file with one may have, and so many units of UTF-16 a field of the window takes.

No text has more of these than bytes in UTF-8: whatever the command line takes can be typed in the window.
"""
