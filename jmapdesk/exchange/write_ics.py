"""The next review of a map as an entry for a calendar: iCalendar (RFC 5545), one event that lasts all day."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from jmapdesk.exchange.plain import in_line, plain
from jmapdesk.insight.review import next_review
from jmapdesk.layout.words import words_for
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.target import opened
from jmapdesk.util.errors import JmapError
from jmapdesk.util.progress import Progress

_SPACE: Final = uuid.UUID("5f6f2a3c-8a57-4b53-9a43-6d0c2b1f7a11")
"""What ids of maps are made into ids of events with."""
_OCTETS: Final = 75
"""The longest line, in bytes of UTF-8 without its end (RFC 5545, 3.1)."""
_BEGINNING: Final = date(2000, 1, 1)


def write_review(journey: JourneyMap, path: Path, progress: Progress | None = None) -> list[str]:
    """Write the event of the next review; returns remarks for people.

    The same map gives the same bytes whenever it is written. Raises JmapError where no day of a review can be told.
    """
    report = progress or (lambda _share: None)
    report(0.0)
    text = "".join(f"{part}\r\n" for line in _lines(journey) for part in folded(line))
    with opened(path) as stream:
        stream.write(text.encode())
        report(1.0)
    return ["A calendar entry holds the day of the review, the title, purpose and owner of the map, and nothing else."]


def _lines(journey: JourneyMap) -> Iterator[str]:
    about, words = journey.about, words_for(journey.about.language)
    due = next_review(about.reviewed_on, about.review_every)
    if not due:
        raise JmapError(
            "export.no_review",
            "The map has no day for its next review, so there is nothing to put into a calendar. Say in its "
            "details when it was reviewed and after how many months it is due again, then export.",
        )
    day, reviewed = date.fromisoformat(due), date.fromisoformat(about.reviewed_on)
    title = in_line(about.title) or words("untitled")
    owner = " · ".join(said for text in (about.owner, about.team) if (said := in_line(text)))
    told = [
        words("footer.owner", name=owner) if owner else "",
        words("footer.reviewed", day=words.day(about.reviewed_on)),
        plain(about.purpose).strip(),
    ]
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//jmapdesk//Journey map review//EN"
    yield "METHOD:PUBLISH"
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(_SPACE, journey.id)}"
    # the stamp tells when the entry became what it is: with the last review, whenever the file is written
    yield f"DTSTAMP:{_digits(reviewed)}T000000Z"
    # a later review moves the same event on, which calendars do only for a higher number
    yield f"SEQUENCE:{max(0, (reviewed - _BEGINNING).days)}"
    yield f"DTSTART;VALUE=DATE:{_digits(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_digits(day + timedelta(days=1))}"
    yield f"SUMMARY:{escaped(words('calendar.review', title=title))}"
    yield f"DESCRIPTION:{escaped(chr(10).join(line for line in told if line))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A text as a value: backslashes, semicolons, commas and line ends marked (RFC 5545, 3.3.11)."""
    text = text.replace("\x7f", "").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n").replace("\t", " ")


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, each but the first after a space; no character is torn."""
    part, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _OCTETS:
            yield part
            part, size = " ", 1
        part += char
        size += width
    yield part
