"""Writes deadlines as a calendar file (RFC 5545) for the office's calendar: days and words, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from intman_desktop.values.deadline_views import CalendarEntry

_PRODUCT = "-//IntMan//Fristen//DE"
_DOMAIN = "intman.invalid"


def write_calendar(entries: Iterable[CalendarEntry], stamp: datetime) -> bytes:
    """Return the entries as all-day events without alarms, marked free and private; ``stamp`` is UTC."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.identity}@{_DOMAIN}")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", entry.words)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
