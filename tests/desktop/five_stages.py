"""A map of five stages made from nothing, by mouse and keys only: ``python -m tests.desktop.five_stages``.

Starts an X server and a window manager, runs the program as a process, and works as a person does: empties the new
map, adds stages, steps, lanes and cards, drags cards, points of the curve, a stage and a lane, undoes and redoes, saves
under a typed name. Then the file is read and compared with what was done, and opened and saved once more by a new
process: the bytes must be the same.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from jmapdesk.edit.lanes import delete_lanes
from jmapdesk.edit.stages import delete_stages
from jmapdesk.edit.templates import TEMPLATES
from jmapdesk.layout.curve import y_of
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.model.kinds import LANE_KINDS
from jmapdesk.model.records import Lane, Stage
from jmapdesk.qt_start import start_headless
from jmapdesk.storage.files import open_map
from jmapdesk.text.shaped import Shaper
from jmapdesk.util.ids import counting_ids
from tests.desktop.hands import Eyes, Hands, Point, Program
from tests.desktop.screen import Screen, missing, screen, wait_until

TITLE = "Renting a bicycle for a day"
STAGES = ("Discover", "Book", "Pick up", "Ride", "Bring back")
STEPS = {"Book": ("Choose", "Pay"), "Ride": ("Set off", "Break down")}
LANES = ("Touchpoints", "Pain points", "Actions", "Emotions", "Thoughts")
CARDS = {
    ("Touchpoints", "Discover", 0, "Poster at the station"),
    ("Touchpoints", "Book", 1, "Web site with prices"),
    ("Touchpoints", "Pick up", 0, "Shop at the corner"),
    ("Touchpoints", "Bring back", 0, "Key box"),
    ("Actions", "Discover", 0, "Looks for a way to the lake"),
    ("Actions", "Ride", 0, "Rides along the river"),
    ("Pain points", "Ride", 1, "Chain comes off\nfar from anywhere"),
}
"""Lane, stage, number of the step, words."""
FEELINGS = {"Discover": 0.5, "Book": -0.8, "Pick up": 1.2, "Ride": 1.8, "Bring back": -1.5}
GREEN = "#38813B"


@dataclass
class Visit:
    """One sitting at the program: hands, eyes, the file, and what was done so far."""

    screen: Screen
    hands: Hands
    eyes: Eyes
    path: Path
    done: list[str] = field(default_factory=list)

    def say(self, what: str) -> None:
        """Tell what was done."""
        self.done.append(what)
        print(f"{len(self.done):3}  {what}", flush=True)

    def journey(self) -> JourneyMap:
        """The map as it is now: saved, read back from the file, and found again on the screen."""
        self.screen.settle()
        self.hands.keys("ctrl+s")
        self.screen.settle()
        wait_until(lambda: bool(self.screen.window(f"{self.path.name} — jmapdesk")), "the map to be saved")
        journey = open_map(self.path).journey
        self.hands.keys("ctrl+9")
        self.eyes.look(journey)
        return journey

    def stage(self, name: str) -> Stage:
        """A stage by name."""
        return next(one for one in self.now.stages.values() if one.name == name)

    def lane(self, name: str) -> Lane:
        """A lane by name."""
        return next(one for one in self.now.lanes.values() if one.name == name)

    def cell(self, lane: str, stage: str, step: int = 0) -> Point:
        """A cell by the names of its lane and stage and the number of its step."""
        return self.eyes.cell(self.lane(lane).id, queries.steps(self.stage(stage))[step].id)

    def card(self, text: str) -> Point:
        """A card by its words."""
        return self.eyes.card(next(one.id for one in self.now.cards.values() if one.text == text))

    @property
    def now(self) -> JourneyMap:
        assert self.eyes.layout is not None
        return self.eyes.layout.journey


def begin(visit: Visit) -> None:
    """From the start page by a new map to one without stages and lanes, with a title of its own."""
    hands, eyes = visit.hands, visit.eyes
    wait_until(lambda: "jmapdesk" in visit.screen.window_names(), "the start page")
    visit.screen.settle()
    visit.screen.shoot("start")
    hands.keys("Return")  # the first template has the keyboard
    wait_until(lambda: bool(visit.screen.window("Untitled map — jmapdesk")), "the program's window")
    visit.screen.settle()
    hands.keys("ctrl+9")
    journey = TEMPLATES["current-state"].build(counting_ids())
    eyes.look(journey)
    hands.click(eyes.title(), times=2)
    hands.keys("ctrl+a")
    hands.type(TITLE)
    visit.screen.shoot("title")
    hands.keys("Return")
    visit.say(f"wrote the title “{TITLE}” in place")

    stages = [one.id for one in queries.stages(journey)]
    hands.click(eyes.stage(stages[0]))
    for one in stages[1:]:
        hands.click(eyes.stage(one), held="ctrl")
    hands.keys("Delete")
    journey = delete_stages(journey, stages)
    visit.say("chose all stages of the new map and deleted them")
    hands.keys("ctrl+9")
    eyes.look(journey)
    lanes = [one.id for one in queries.lanes(journey)]
    hands.click(eyes.lane(lanes[0]))
    for one in lanes[1:]:
        hands.click(eyes.lane(one), held="ctrl")
    hands.keys("Delete")
    visit.say("deleted all lanes too: nothing is left")
    hands.keys("ctrl+9")
    eyes.look(delete_lanes(journey, lanes))
    visit.screen.shoot("nothing")


def add_stages(visit: Visit) -> None:
    """Five stages: by the plus at the table's edge, by keys, one of them renamed by a double click."""
    hands, eyes = visit.hands, visit.eyes
    assert eyes.layout is not None
    table, header = eyes.layout.table, eyes.layout.header
    edge = eyes.point(table.right + 8, header.cy)
    hands.go((edge[0] - 3, edge[1]))
    hands.go(edge)
    visit.screen.shoot("plus")
    hands.click(edge)
    visit.screen.settle()
    hands.type(STAGES[0])
    hands.keys("Return")
    visit.say(f"added the stage “{STAGES[0]}” by the plus at the table’s edge")
    for name in (*STAGES[1:3], "Drive", STAGES[4]):
        hands.keys("ctrl+alt+s")
        visit.screen.settle()
        hands.type(name)
        hands.keys("Return")
        visit.say(f"added the stage “{name}” by Ctrl+Alt+S")
    visit.screen.shoot("stages")


def save_first(visit: Visit) -> None:
    """Save under a name typed into the file dialog."""
    visit.screen.settle()
    visit.hands.keys("ctrl+s")
    visit.screen.wait_for("Save the map")
    visit.screen.settle()
    visit.hands.keys("ctrl+a")
    visit.hands.type(str(visit.path.with_suffix("")))
    visit.screen.shoot("save")
    visit.hands.keys("Return")
    wait_until(lambda: bool(visit.screen.window(f"{visit.path.name} — jmapdesk")), "the map to be saved")
    visit.say(f"saved it as {visit.path.name}, the ending added by the program")


def name_things(visit: Visit) -> None:
    """Rename a stage, add steps, and lanes by the menu that the plus below the labels opens."""
    hands, eyes = visit.hands, visit.eyes
    visit.journey()
    hands.click(eyes.stage(visit.stage("Drive").id), times=2)
    visit.screen.settle()
    hands.keys("ctrl+a")
    hands.type("Ride")
    hands.keys("Return")
    visit.say("renamed the stage “Drive” to “Ride” by a double click")
    for stage, names in STEPS.items():
        visit.journey()
        hands.click(eyes.stage(visit.stage(stage).id))
        hands.keys("ctrl+alt+t")
        visit.screen.settle()
        hands.type(names[1])
        hands.keys("Return")
        visit.journey()
        first = queries.steps(visit.stage(stage))[0]
        hands.click(eyes.step(first.id), times=2)
        visit.screen.settle()
        hands.type(names[0])
        hands.keys("Return")
        visit.say(f"gave the stage “{stage}” the steps “{names[0]}” and “{names[1]}”")
    visit.screen.shoot("steps")


def add_lanes(visit: Visit) -> None:
    """Lanes, from the menu that the plus under the labels opens."""
    hands, eyes = visit.hands, visit.eyes
    kinds = list(LANE_KINDS)
    for kind in ("touchpoints", "actions", "feelings", "pain_points", "thoughts"):
        visit.journey()
        assert eyes.layout is not None
        table, label = eyes.layout.table, eyes.layout.columns.label
        below = eyes.point(label.cx, table.bottom + 20)
        hands.go((below[0], below[1] + 2))
        hands.click(below)
        visit.screen.settle()
        if kind == "touchpoints":
            visit.screen.shoot("lane-menu")
        hands.keys(*["Down"] * (kinds.index(kind) + 1), "Return")
        visit.screen.settle()
        name = LANE_KINDS[kind].name
        hands.keys("ctrl+a")
        hands.type(name)
        hands.keys("Return")
        visit.say(f"added the lane “{name}” under the last one")
    visit.screen.shoot("lanes")


def write_cards(visit: Visit) -> None:
    """Cards typed into cells, Tab leading to the next."""
    hands = visit.hands
    visit.journey()
    hands.click(visit.cell("Touchpoints", "Discover"))
    hands.type("Poster at the station")
    hands.keys("Tab")
    hands.type("Web site with prices")
    hands.keys("Tab", "Tab")
    hands.type("Shop at the corner")
    hands.keys("Return")
    visit.say("typed three touchpoints, Tab leading from step to step")
    visit.screen.shoot("touchpoints")
    visit.journey()
    hands.click(visit.cell("Actions", "Discover"))
    hands.type("Looks for a way to the lake")
    hands.keys("Return")
    hands.click(visit.cell("Actions", "Ride"), times=2)
    visit.screen.settle()
    hands.type("Rides along the river")
    hands.keys("Return")
    hands.click(visit.cell("Thoughts", "Pick up"))
    hands.keys("Return")
    visit.screen.settle()
    hands.type("Will the saddle fit me?")
    hands.keys("Return")
    visit.journey()
    hands.click(visit.cell("Pain points", "Ride", 1))
    hands.type("Chain comes off")
    hands.keys("shift+Return")
    hands.type("far from anywhere")
    hands.keys("Return")
    visit.say("typed two actions, a thought and a pain point of two lines")
    visit.screen.shoot("cards")


def draw_feelings(visit: Visit) -> None:
    """A point of the curve for every stage, pulled up or down from the middle; then one pulled on."""
    hands, eyes = visit.hands, visit.eyes
    for stage, score in FEELINGS.items():
        visit.journey()
        hands.drag(visit.cell("Emotions", stage), score_point(visit, stage, 0.4 if stage == "Ride" else score))
        visit.say(f"pulled a point of the curve up or down for “{stage}”")
    visit.journey()
    feeling = next(
        one for one in visit.now.cards.values()
        if one.kind == "feeling" and one.step == queries.steps(visit.stage("Ride"))[0].id
    )  # fmt: skip
    hands.drag(eyes.card(feeling.id), score_point(visit, "Ride", FEELINGS["Ride"]))
    visit.say("pulled the point of “Ride” on to where it belongs")
    visit.screen.shoot("feelings")


def score_point(visit: Visit, stage: str, score: float) -> Point:
    """Where in the lane of emotions a score lies, in a stage's first step."""
    layout = visit.eyes.layout
    assert layout is not None
    index = layout.lane_index(visit.lane("Emotions").id)
    assert index is not None
    column = layout.columns.boxes[layout.columns.place_of[queries.steps(visit.stage(stage))[0].id]]
    return visit.eyes.point(column.cx, layout.tops[index] + y_of(score, layout.lanes[index].height))


def rearrange(visit: Visit) -> None:
    """Drag a card, a lane and a card of the palette; colour a stage; delete; undo and redo."""
    hands, eyes = visit.hands, visit.eyes
    visit.journey()
    hands.drag(visit.card("Web site with prices"), visit.cell("Touchpoints", "Book", 1))
    visit.say("dragged a touchpoint to the next step")
    visit.journey()
    hands.click(eyes.stage(visit.stage("Ride").id))
    visit.screen.settle()
    hands.click(eyes.swatch(GREEN))
    visit.say("coloured the stage “Ride” green in the inspector")
    visit.screen.shoot("green")
    visit.journey()
    above = eyes.lane(visit.lane("Actions").id)
    start = eyes.lane(visit.lane("Pain points").id)
    hands.drag(start, (start[0], above[1] - 20))
    visit.say("dragged the lane “Pain points” above “Actions”")
    visit.journey()
    hands.click(visit.card("Will the saddle fit me?"))
    hands.keys("Delete")
    hands.click(eyes.stage(visit.stage("Discover").id))
    hands.keys("Delete")
    visit.say("deleted a card, then a whole stage")
    visit.screen.shoot("deleted")
    hands.keys("ctrl+z")
    hands.keys("ctrl+z")
    hands.keys("ctrl+shift+z")
    visit.say("undid both and did the first again")
    visit.journey()
    drop_from_palette(visit)
    visit.screen.shoot("whole")


def drop_from_palette(visit: Visit) -> None:
    """Drag the first tile of the palette, a touchpoint, into a cell and write on it."""
    hands = visit.hands
    hands.drag(visit.eyes.first_tile(), visit.cell("Touchpoints", "Bring back"))
    visit.screen.settle()
    hands.type("Key box")
    hands.keys("Return")
    visit.say("dragged a touchpoint from the palette into a cell and wrote on it")


def compare(journey: JourneyMap) -> None:
    """Hold the map read from the file against what was done. Raises AssertionError."""
    assert journey.about.title == TITLE
    stages = queries.stages(journey)
    assert tuple(stage.name for stage in stages) == STAGES
    for stage in stages:
        names = tuple(step.name for step in queries.steps(stage))
        assert names == STEPS.get(stage.name, ("",)), (stage.name, names)
    assert next(stage for stage in stages if stage.name == "Ride").colour == GREEN
    assert tuple(lane.name for lane in queries.lanes(journey)) == LANES
    places = {step.id: (stage.name, number) for stage in stages for number, step in enumerate(queries.steps(stage))}
    found = {
        (journey.lanes[card.lane].name, *places[card.step], card.text)
        for card in journey.cards.values()
        if card.lane and card.step and card.kind != "feeling"
    }
    assert found == CARDS, found ^ CARDS
    scores = {places[card.step or ""]: card.score or 0.0 for card in journey.cards.values() if card.kind == "feeling"}
    assert scores.keys() == {(stage, 0) for stage in FEELINGS}
    for stage, score in FEELINGS.items():
        # a pixel of the screen is worth less than a tenth
        assert abs(scores[stage, 0] - score) <= 0.1001, (stage, scores[stage, 0], score)
    assert len(journey.cards) == len(CARDS) + len(FEELINGS)


def close(visit: Visit, program: Program) -> None:
    """Quit the program; it has nothing to ask when all is saved."""
    visit.hands.keys("ctrl+q")
    code = program.wait()
    assert code == 0, f"the program ended with {code}"
    assert not program.said, program.said


def save_again(shown: Screen, hands: Hands, path: Path, home: Path) -> None:
    """Open the file in a new process, change a name and change it back, and save it again."""
    program = Program(shown, home, str(path))
    try:
        wait_until(lambda: bool(shown.window(f"{path.name} — jmapdesk")), "the map to be opened")
        shown.settle()
        shown.shoot("again")
        before = path.stat().st_mtime_ns
        hands.keys("ctrl+s")
        wait_until(lambda: path.stat().st_mtime_ns != before, "the map to be saved again")
        shown.settle()
        hands.keys("ctrl+q")
        code = program.wait()
        assert code == 0, f"the program ended with {code}"
        assert not program.said, program.said
    finally:
        program.stop()


def run(folder: Path, shots: Path | None, shaper: Shaper) -> list[str]:
    """Do it all; gives what was done, in sentences. Raises AssertionError or TimeoutError where something is wrong."""
    path = folder / "a day by bicycle.jmap"
    with screen(shots) as shown:
        hands = Hands(shown)
        visit = Visit(shown, hands, Eyes(shown, shaper), path)
        program = Program(shown, folder / "home")
        try:
            begin(visit)
            add_stages(visit)
            save_first(visit)
            name_things(visit)
            add_lanes(visit)
            write_cards(visit)
            draw_feelings(visit)
            rearrange(visit)
            visit.journey()
            close(visit, program)
        except BaseException:
            shown.shoot("failed")
            raise
        finally:
            program.stop()
        data = path.read_bytes()
        compare(open_map(path).journey)
        visit.say("read the file: stages, steps, lanes, cards, colours and feelings are what was made")
        save_again(shown, hands, path, folder / "home")
        assert path.read_bytes() == data, "saving it again changed the file"
        visit.say("opened it in a new process and saved it again: the same bytes")
    return visit.done


def main() -> int:
    """Run it from a terminal; 0 where all went well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shots", type=Path, help="a folder for pictures of the screen")
    arguments = parser.parse_args()
    if wanting := missing():
        print(f"This needs {', '.join(wanting)}.", file=sys.stderr)
        return 2
    application = start_headless()
    from jmapdesk.text.qt_shaper import QtShaper

    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), arguments.shots, QtShaper())
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
