"""The command line: one file per command, on the same services as the window.

A command module has ``configure(parser)`` and ``run(arguments) -> int`` (the exit code) and
imports what is heavy only inside ``run``, so that ``intman period`` needs neither Qt nor a database.
"""
