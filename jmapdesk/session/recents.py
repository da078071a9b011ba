"""What the start page says of a map worked on lately: its name, when it changed, how large it is, what it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from jmapdesk.exchange.packs import part_in
from jmapdesk.insight.review import days_overdue
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.files import open_map
from jmapdesk.util.errors import JmapError


@dataclass(frozen=True, slots=True, eq=False)
class RecentMap:
    """A map among the recent ones; ``journey`` is None where the file cannot be read, and ``trouble`` says why."""

    path: Path
    changed: datetime | None = None
    journey: JourneyMap | None = None
    overdue: int = 0
    """Days by which its review is late."""
    trouble: str = ""

    @property
    def title(self) -> str:
        """The map's title, of a group pack with its group; the file's name where it has none."""
        if self.journey is None or not self.journey.about.title:
            return self.path.stem
        part = part_in(self.journey)
        return f"{self.journey.about.title} · {part.name}" if part is not None else self.journey.about.title

    @property
    def is_gone(self) -> bool:
        """Whether there is no such file any more."""
        return self.changed is None


def look_at(path: Path, today: date) -> RecentMap:
    """Read a recent map; never raises for what may be wrong with the file."""
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime)
    except (OSError, OverflowError, ValueError):
        return RecentMap(path, trouble="This file is not there any more.")
    try:
        journey = open_map(path).journey
    except JmapError as error:
        return RecentMap(path, changed, trouble=error.message)
    return RecentMap(path, changed, journey, days_overdue(journey.about, today))
