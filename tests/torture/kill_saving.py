"""``kill -9`` while a map is saved: the file is whole, nothing acknowledged is lost, nothing is left lying about."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from jmapdesk.edit.about import set_about
from jmapdesk.model.journey import with_record
from jmapdesk.model.records import Asset
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.save import STALE_AFTER
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.torture.killing import kill_after, moments

SIZES = {"20 kB": 20_000, "200 kB": 200_000, "2 MB": 2_000_000}


def run(runs: int) -> dict[str, object]:
    """Kill so many saves of each size; the figures, and whether all held."""
    figures: dict[str, object] = {}
    held = True
    for name, size in SIZES.items():
        damaged = lost = temps = kills = 0
        for moment in moments(runs, 0.15 if size < 1_000_000 else 0.5, size):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "map.jmap"
                killed = kill_after(("tests.torture.kill_saving", str(path), str(size)), moment)
                kills += 1
                acknowledged = max((int(line) for _, line in killed.lines), default=0)
                for one in Path(folder).iterdir():  # what a next start finds is older than a save may take
                    os.utime(one, (time.time() - 2 * STALE_AFTER,) * 2)
                try:
                    title = open_map(path).journey.about.title
                except JmapError:
                    damaged += 1
                    continue
                lost += int(title) < acknowledged
                temps += sum(one != path for one in Path(folder).iterdir())
        figures[name] = {"kills": kills, "damaged": damaged, "acknowledged_lost": lost, "stale_temps": temps}
        held = held and not damaged and not lost and not temps
    return {"held": held, **figures}


def main(path: Path, size: int) -> None:
    """Save one version of a map after another, saying each that is on disk."""
    asset = Asset(id="a", name="a.png", media_type="image/png", data="A" * size)
    journey = with_record(small_map(), "assets", asset)
    version = 0
    known: str | None = None
    while True:
        version += 1
        known = save_map(set_about(journey, title=str(version)), path, known)
        if version == 1:
            print("ready", flush=True)
        print(version, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
