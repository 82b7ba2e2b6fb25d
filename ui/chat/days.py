"""Days and times of the record as people name them, on this machine's clock."""

from datetime import date, datetime, timedelta

from babel.dates import format_time

from ui.words import day as written
from ui.words import say, spoken


def day_of(stamp: str) -> date:
    """The day of a time of the record (ISO 8601)."""
    return datetime.fromisoformat(stamp).astimezone().date()


def named(day: date, today: date) -> str:
    """“Today”, “Yesterday”, “27 November 2026”."""
    if day == today:
        return say("Today")
    if day == today - timedelta(days=1):
        return say("Yesterday")
    return written(day)


def clock(stamp: str) -> str:
    """“14:05”: the time of day."""
    return format_time(datetime.fromisoformat(stamp).astimezone(), "HH:mm", locale=spoken())
