"""The maps that are exported, and how."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.exchange.registry import Format, export
from jmapdesk.model.journey import JourneyMap
from jmapdesk.render.icons import Icons
from jmapdesk.text.qt_shaper import QtShaper
from jmapdesk.util.progress import Progress
from tests.builders import big_map
from tests.proofs.scripts import SCRIPTS, in_script
from tests.test_samples import NAMES, load

_UNSEEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")


@cache
def subject(name: str) -> JourneyMap:
    """A sample by its name, a made map by its number of cards, or a small one by its language."""
    if name in SCRIPTS:
        return in_script(name)
    return big_map(int(name)) if name.isdecimal() else load(name)


def subjects(short: bool) -> list[str]:
    """The maps to look at."""
    return [NAMES[0]] if short else [*NAMES, "1000"]


def written(
    name: str, path: Path, form: Format, options: ExportOptions | None = None, progress: Progress | None = None
) -> list[str]:
    """Export a subject; gives the remarks."""
    return export(subject(name), path, options or ExportOptions(), Workshop(QtShaper, Icons()), progress, form)


def plain(text: str) -> str:
    """Text as a search compares it: composed, without spaces, direction marks and soft hyphens."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def words_of(journey: JourneyMap) -> Iterator[str]:
    """What a person may look for: every text a card shows, stages, steps and lanes' names."""
    for stage in journey.stages.values():
        yield stage.name
        yield from (step.name for step in stage.steps)
    for card in journey.cards.values():
        lane = journey.lanes.get(card.lane or "")
        if lane is not None and not lane.hidden and card.step is not None:
            yield card.text
