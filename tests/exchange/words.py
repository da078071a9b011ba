"""Maps and files for the tests of formats that hold words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jmapdesk.exchange.build import build_map
from jmapdesk.exchange.draft import Draft
from jmapdesk.exchange.importing import read_draft
from jmapdesk.exchange.options import ExportOptions, Workshop
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap, with_record
from jmapdesk.model.record import replace
from jmapdesk.model.records import Card
from jmapdesk.util.geometry import Path as Strokes
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map
from tests.fakes import FakeShaper

MAPS = sorted((Path(__file__).parents[2] / "resources" / "samples").glob("*.jmap"))
class NoIcons:
    """Icons that are a dot, whatever their name is."""

    def paths(self, name: str) -> tuple[Strokes, ...]:
        """A dot."""
        return ((("M", 12.0, 12.0), ("L", 12.0, 12.5)),)


WORKSHOP = Workshop(FakeShaper, NoIcons())
EVERYTHING = ExportOptions()

HOSTILE = (
    "=1+1", "+49 30", "-5 %", "@home", "\tindented", "'=quoted", "''=twice", "＝１", "\n=later", "- a dash", "1. one",
    "2) two", "• dot", "# hash", "ends #", "> quote", "`code` and ```", "*bold* _it_ ~~no~~", "[link](http://x)",
    "![i](y)", "a|b\\|c\\", "<script>alert(1)</script>", "<b>&amp;</b> &lt; &#35; AT&T", "</td></table>",
    "<!-- x -->", "a: 3: Ann", "a; section B; c: 5", "title x", "Journey on", "section 2", "accTitle: no",
    "%% note", "100 %% sure", "#quot; #35;", "a, b，c、d", "two\nlines\n\nthree", "win\r\nmac\r", "bell\x07",
    "\u202eevil", "\u2066iso", "שלום (1)", "👩‍🔧 🙂", "a\u2028b", "*(→ 3 steps)*", "x *(+2)*", "\\*(x)\\*", "journey",
    "---", "===", "--- | ---", "$x$ $$y$$", "  edges  ", "“quoted”", 'say "x", then', "ﬂ°°1¶ß", "\ufeffbom",
)  # fmt: skip
"""Texts that mean something to one format or another."""


def hostile_map() -> JourneyMap:
    """A card for every hostile text, all names hostile too."""
    journey = small_map()
    lanes, steps = ("touch", "pain"), ("p1", "p2", "p3")
    for number, text in enumerate(HOSTILE):
        card = Card(
            id=f"h{number}", lane=lanes[number % 2], step=steps[number % 3], order=f"W{number:03}1", text=text,
            kind=("touchpoint", "pain_point")[number % 2], note=text, owner=text, tags=(text,),
        )  # fmt: skip
        journey = with_record(journey, "cards", card)
    return journey


def named(journey: JourneyMap, text: str) -> JourneyMap:
    """The map with everything that has a name called the same."""
    for persona in journey.personas.values():
        journey = with_record(journey, "personas", replace(persona, name=text))
    for lane in journey.lanes.values():
        journey = with_record(journey, "lanes", replace(lane, name=text))
    for stage in journey.stages.values():
        steps = tuple(replace(step, name=text) for step in stage.steps)
        journey = with_record(journey, "stages", replace(stage, name=text, goal=text, steps=steps))
    return replace_about(journey, title=text, purpose=text, scope=text, owner=text)


def replace_about(journey: JourneyMap, **fields: object) -> JourneyMap:
    """The map with other details."""
    from jmapdesk.model.journey import with_parts

    return with_parts(journey, about=replace(journey.about, **fields))


def written(
    write: Callable[..., list[str]], journey: JourneyMap, path: Path, options: ExportOptions = EVERYTHING
) -> bytes:
    """What a writer writes; twice, and it must be the same."""
    write(journey, path, options)
    first = path.read_bytes()
    write(journey, path, options)
    assert path.read_bytes() == first
    return first


def again(data: bytes, name: str) -> tuple[Draft, JourneyMap]:
    """What was written, imported."""
    draft = read_draft(name, data)
    return draft, build_map(draft, counting_ids())


def expanded(journey: JourneyMap) -> JourneyMap:
    """The map with nothing collapsed."""
    for stage in journey.stages.values():
        journey = with_record(journey, "stages", replace(stage, collapsed=False))
    for lane in journey.lanes.values():
        journey = with_record(journey, "lanes", replace(lane, collapsed=False))
    return journey


def shown_lanes(journey: JourneyMap) -> list[str]:
    """The ids of the lanes that are not hidden, top to bottom."""
    return [lane.id for lane in queries.lanes(journey) if not lane.hidden]
