"""What a newer program wrote into a map goes through everything this one does with it: fields, kinds, whole parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jmapdesk.edit import about, cards, connections, lanes, moves, stages
from jmapdesk.edit.cells import Place
from jmapdesk.edit.restoring import restored
from jmapdesk.exchange.bring_back import bring_back, merged_into
from jmapdesk.exchange.packs import make_packs, packs_brought_home
from jmapdesk.exchange.write_xlsx import write_workbook
from jmapdesk.insight.merge import merge
from jmapdesk.insight.parts import groups
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.storage.schema import schema
from jmapdesk.storage.writing import dump
from jmapdesk.util.ids import counting_ids

FILE = Path(__file__).parents[1] / "data" / "maps" / "unknown-fields.jmap"


def tomorrow() -> JourneyMap:
    return load_bytes(FILE.read_bytes(), FILE.name).journey


def unknown(journey: JourneyMap) -> dict[str, Any]:
    """Everything in the file that this version has no name for, and every kind it does not know, by where it stands."""
    made, found = schema(), dict[str, Any]()

    def walk(value: Any, names: dict[str, Any] | None, at: str) -> None:
        if isinstance(value, list):
            for place, inner in enumerate(value):
                key = inner.get("id", place) if isinstance(inner, dict) else place
                walk(inner, names, f"{at}[{key}]")
        elif isinstance(value, dict) and names is not None:
            for name, inner in value.items():
                if name not in names:
                    found[f"{at}.{name}"] = inner
                elif name == "kind":
                    found[f"{at}.kind"] = inner
                else:
                    walk(inner, _names(made, names[name]), f"{at}.{name}")

    walk(json.loads(dump(journey)), made["properties"], "")
    return found


def _names(made: dict[str, Any], field: Any) -> dict[str, Any] | None:
    """The fields of the records that a field holds, by the schema."""
    reference = field.get("$ref") or next(
        (one["$ref"] for one in (field.get("items", {}), *field.get("anyOf", ())) if "$ref" in one), None
    )
    return made["$defs"][reference.removeprefix("#/$defs/")]["properties"] if reference else None


def worked_on(journey: JourneyMap) -> JourneyMap:
    """The map after edits of each sort, none of which deletes."""
    new_id = counting_ids("new")
    journey = cards.set_text(journey, "c1", "Edited")
    journey = cards.add_card(journey, Place("l", "s1"), new_id, text="New")
    journey = moves.park(journey, ["c2"])
    journey = lanes.set_lane_fields(journey, "l", name="Odours")
    journey = stages.add_stage(stages.set_stage_fields(journey, "s", name="Begin"), new_id, name="End")
    journey = connections.set_connection_fields(journey, "n", label="so")
    return about.set_about(journey, title="Today")


def test_the_fixture_has_them_in_every_sort_of_place() -> None:
    found = unknown(tomorrow())
    assert {".portals", ".base.branch", ".about.mood", ".cards[c1].aura", ".cards[c1].kind"} <= found.keys()
    assert len(found) > 15


def test_edits_undo_and_versions_keep_them() -> None:
    document = Document(tomorrow())
    document.do("Edit", worked_on)
    assert unknown(tomorrow()).items() <= unknown(document.journey).items()
    document.undo()
    assert dump(document.journey) == FILE.read_bytes()
    assert unknown(restored(worked_on(tomorrow()), tomorrow())) == unknown(tomorrow())


def test_a_merge_keeps_them_of_both_sides() -> None:
    ours = worked_on(tomorrow())
    raw = json.loads(FILE.read_bytes())
    raw["cards"][1]["glow"], raw["gates"] = [1, {"b": 2}], "open"
    theirs = load_bytes(json.dumps(raw).encode(), "theirs").journey
    for sides in ((ours, theirs), (theirs, ours)):
        joined = merge(tomorrow(), *sides).map
        assert unknown(theirs).items() <= unknown(joined).items()
        assert joined.cards["c1"].text == "Edited"


def test_packs_bring_them_home_and_leave_those_at_home_alone(tmp_path: Path) -> None:
    (pack,) = make_packs(tomorrow(), "stage", groups(tomorrow(), "stage"), counting_ids("pack"))
    save_map(cards.set_text(pack.journey, "c1", "Edited"), tmp_path / pack.file, None)
    opened = open_map(tmp_path / pack.file).journey
    assert opened.cards["c1"].model_extra == tomorrow().cards["c1"].model_extra
    joined = packs_brought_home(tomorrow(), [tmp_path / pack.file])[0].map
    assert joined.cards["c1"].text == "Edited"
    assert unknown(joined) == unknown(tomorrow())


def test_a_workbook_brings_them_back(tmp_path: Path) -> None:
    write_workbook(tomorrow(), tmp_path / "map.xlsx")
    back = bring_back("map.xlsx", (tmp_path / "map.xlsx").read_bytes())
    assert unknown(back.base) == unknown(tomorrow())
    home = worked_on(tomorrow())
    assert unknown(merged_into(home, back).map) == unknown(home)
