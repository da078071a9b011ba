"""A workshop's list typed into the capture bar, by keys alone: ``python -m tests.desktop.room``.

The sixty cards of ``tests/data/samples/room-60.txt`` are typed in the order they were said, with the key events of a
real X server, into a map with its stages and lanes and nothing else. Counted are the presses beyond the text; a chord
such as Alt+3 is one. The file saved at the end is held against the list. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.records import About, Lane, Stage, Step
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.order_keys import keys_between
from tests.desktop.hands import Hands, Program
from tests.desktop.screen import Screen, missing, screen, wait_until

LIST = Path(__file__).parents[1] / "data" / "samples" / "room-60.txt"
LANES = ("touchpoints", "actions", "thoughts", "feelings", "pain_points", "opportunities")
KEYS_A_SECOND = 15


class Said(NamedTuple):
    """A line of the list."""

    stage: str
    lane: str
    text: str
    score: float | None = None


class Typed(NamedTuple):
    """The keys for one card: to get there, its words, and to enter it."""

    go: tuple[str, ...]
    words: str
    enter: tuple[str, ...]

    @property
    def presses(self) -> int:
        """What is pressed beyond the text."""
        return len(self.go) + len(self.enter)


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    cards: int
    feelings: int
    most_presses_a_card: int
    most_presses_a_feeling: int
    mean_presses: float
    lost: list[str]
    keys: int
    keys_painted: int
    keys_a_second: float
    key_to_paint_p50_ms: float
    key_to_paint_p95_ms: float
    key_to_paint_most_ms: float


def said(path: Path = LIST) -> list[Said]:
    """The list."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            stage, lane, text, *score = (part.strip() for part in line.split("|"))
            found.append(Said(stage, lane.replace(" ", "_"), text, float(score[0]) if score else None))
    return found


def empty_map(stages: Sequence[str]) -> JourneyMap:
    """A map with these stages of one step each, six lanes, and no cards."""
    orders = keys_between(None, None, len(stages))
    lanes = zip(LANES, keys_between(None, None, len(LANES)), strict=True)
    return JourneyMap(
        id="room60",
        about=About(title="What the room said"),
        stages={
            f"s{n}": Stage(id=f"s{n}", order=order, name=name, steps=(Step(id=f"p{n}", order="V"),))
            for n, (name, order) in enumerate(zip(stages, orders, strict=True))
        },
        lanes={kind: Lane(id=kind, order=order, kind=kind) for kind, order in lanes},
    )


def typed(lines: Sequence[Said]) -> Iterator[Typed]:
    """How a person at the capture bar types the list, who begins at its first stage and lane."""
    stage, lane = lines[0].stage, LANES[0]
    for one in lines:
        go = []
        if one.stage != stage:
            go.append("alt+Right")
        if one.lane != lane:
            go.append(f"alt+{LANES.index(one.lane) + 1}")
        stage, lane = one.stage, one.lane
        words = one.text if one.score is None else f"{one.score:+g} {one.text}"
        yield Typed(tuple(go), words, ("Return",))


def typed_in_cells(lines: Sequence[Said]) -> Iterator[Typed]:
    """How a person types the list into the cells themselves, without the bar, beginning at the first cell.

    A second feeling in a stage needs a step of its own: it is added, its naming left, and the way gone down again.
    """
    stage, lane, felt = lines[0].stage, 0, False
    for one in lines:
        go = []
        if one.stage != stage:
            go.append("alt+Right")
            felt = False
        to = LANES.index(one.lane)
        if one.score is not None and felt:
            go += ["ctrl+alt+t", "Escape", "alt+Down"]
            lane = 0
        go += ["alt+Down" if to > lane else "alt+Up"] * abs(to - lane)
        stage, lane, felt = one.stage, to, felt or one.score is not None
        words = one.text if one.score is None else f"{one.score:+g} {one.text}"
        yield Typed(tuple(go), words, ("Return",))


def compare(lines: Sequence[Said], journey: JourneyMap) -> list[str]:
    """What of the list is not in the map as it was said."""
    stages = {step.id: stage.name for stage in journey.stages.values() for step in stage.steps}
    found = Counter(
        Said(stages[card.step or ""], journey.lanes[card.lane or ""].kind, card.text, card.score)
        for card in journey.cards.values()
    )
    return [f"{one.stage}: {one.text}" for one in (Counter(lines) - found).elements()]


def run(folder: Path, lines: Sequence[Said], shots: Path | None = None, cells: bool = False) -> Outcome:
    """Type the lines and look what came of it. Raises TimeoutError where the program does not answer.

    ``cells``: into the cells of the map, not into the capture bar.
    """
    ways = list(typed_in_cells(lines) if cells else typed(lines))
    path, times = folder / "room.jmap", folder / "times.json"
    save_map(empty_map(list(dict.fromkeys(one.stage for one in lines))), path, None)
    with screen(shots) as shown:
        program = Program(shown, folder / "home", str(times), str(path), module="tests.desktop.timed")
        try:
            wait_until(lambda: bool(shown.window(f"{path.name} — jmapdesk")), "the map to be opened")
            shown.settle()
            Hands(shown).keys("Down" if cells else "F5")
            shown.settle()
            keys, seconds = _type(shown, ways, shots is not None)
            shown.settle()
            before = path.stat().st_mtime_ns
            Hands(shown).keys("ctrl+s")
            wait_until(lambda: path.stat().st_mtime_ns != before, "the map to be saved")
            Hands(shown).keys("ctrl+q")
            program.wait()
        finally:
            program.stop()
    journey = open_map(path).journey
    presses = [(one.score is not None, way.presses) for one, way in zip(lines, ways, strict=True)]
    taken = sorted(json.loads(times.read_text("utf-8")))
    assert queries.columns(journey)
    return Outcome(
        cards=len(lines),
        feelings=sum(felt for felt, _ in presses),
        most_presses_a_card=max((n for felt, n in presses if not felt), default=0),
        most_presses_a_feeling=max((n for felt, n in presses if felt), default=0),
        mean_presses=round(sum(n for _, n in presses) / len(presses), 2),
        lost=compare(lines, journey),
        keys=keys,
        keys_painted=len(taken),
        keys_a_second=round(keys / seconds, 1),
        key_to_paint_p50_ms=round(taken[len(taken) // 2], 1),
        key_to_paint_p95_ms=round(taken[int(len(taken) * 0.95)], 1),
        key_to_paint_most_ms=round(taken[-1], 1),
    )


def _type(shown: Screen, ways: Sequence[Typed], shoot: bool) -> tuple[int, float]:
    """Type the lines at a steady pace; how many keys that were, and how many seconds it took."""
    delay = round(1500 / KEYS_A_SECOND)  # xdotool waits a little more than half of it for a key
    keys, start, pictures = 0, time.monotonic(), 0.0
    for number, way in enumerate(ways):
        if way.go:
            shown.xdotool("key", "--delay", delay, *way.go)
        shown.xdotool("type", "--delay", delay, "--", way.words)
        if shoot and number % 12 == 4:
            began = time.monotonic()
            shown.shoot(f"card-{number + 1}")
            pictures += time.monotonic() - began
        shown.xdotool("key", "--delay", delay, *way.enter)
        keys += len(way.words) + way.presses
    return keys, time.monotonic() - start - pictures


def main() -> int:
    """Run it from a terminal; 0 where nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", type=Path, help="a folder for pictures of the screen")
    parser.add_argument("--lines", type=int, default=None, help="only so many lines of the list")
    parser.add_argument("--cells", action="store_true", help="type into the cells, without the capture bar")
    arguments = parser.parse_args()
    if wanting := missing():
        print(f"This needs {', '.join(wanting)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), said()[: arguments.lines], arguments.shots, arguments.cells)
    print(json.dumps(vars(outcome), indent=2))
    return 1 if outcome.lost else 0


if __name__ == "__main__":
    sys.exit(main())
