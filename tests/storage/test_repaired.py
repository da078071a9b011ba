"""Files with faults that can be put right: opened, each repair listed, the file itself untouched until saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.document import Loaded, load_bytes
from jmapdesk.storage.files import open_map
from jmapdesk.storage.writing import dump
from tests.builders import small_map
from tests.storage.text import edited, text_of


def repaired(data: bytes) -> Loaded:
    """Load; what comes out must be whole, and the same every time."""
    loaded = load_bytes(data, "x.jmap")
    saved = dump(loaded.journey)
    again = load_bytes(saved, "x.jmap")
    assert not again.repairs
    assert same(again.journey, loaded.journey)
    assert dump(load_bytes(data, "x.jmap").journey) == saved
    return loaded


def codes(loaded: Loaded) -> list[str]:
    return [found.code for found in loaded.repairs]


def with_raw(**parts: Any) -> bytes:
    return json.dumps(json.loads(dump(small_map())) | parts).encode()


def test_a_sound_file_needs_no_repair_and_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    path.write_bytes(dump(small_map()))
    before = path.stat()
    assert open_map(path).repairs == ()
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_opening_a_faulty_file_leaves_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x.jmap"
    data = edited(small_map(), "cards", "f1", {"score": 9})
    path.write_bytes(data)
    assert open_map(path).repairs
    assert path.read_bytes() == data


def test_a_byte_order_mark_is_left_out() -> None:
    loaded = repaired(b"\xef\xbb\xbf" + dump(small_map()))
    assert codes(loaded) == ["file.bom"]
    assert same(loaded.journey, small_map())


def test_of_two_cards_with_one_id_the_later_gets_a_new_one() -> None:
    raw = json.loads(dump(small_map()))
    raw["cards"].append({"id": "c1", "kind": "text", "order": "V", "text": "Another"})
    loaded = repaired(json.dumps(raw).encode())
    assert codes(loaded) == ["id.doubled"]
    assert loaded.repairs[0].where == "card “Another”"
    assert loaded.journey.cards["c1"].text == "Poster"
    assert sum(card.text == "Another" for card in loaded.journey.cards.values()) == 1
    assert len(loaded.journey.cards) == 6


def test_of_two_steps_with_one_id_the_later_gets_a_new_one_and_cards_stay_with_the_first() -> None:
    loaded = repaired(edited(small_map(), "stages", "s2", {"steps": [{"id": "p1", "order": "V"}]}))
    assert "id.doubled" in codes(loaded)
    assert loaded.journey.stages["s1"].steps[0].id == "p1"
    assert loaded.journey.stages["s2"].steps[0].id not in ("p1", "")
    assert loaded.journey.cards["c1"].step == "p1"


@pytest.mark.parametrize("found", [{}, {"id": ""}])
def test_records_and_steps_without_an_id_get_one(found: dict[str, str]) -> None:
    raw = json.loads(dump(small_map()))
    raw["lanes"].append({**found, "order": "zz", "kind": "text"})
    raw["stages"].append({"id": "s9", "order": "zz", "steps": [{**found, "order": "V"}]})
    raw["id"] = ""
    loaded = repaired(json.dumps(raw).encode())
    assert codes(loaded) == ["id.missing"] * 3
    assert loaded.journey.id
    assert "" not in loaded.journey.lanes
    assert loaded.journey.stages["s9"].steps[0].id


@pytest.mark.parametrize(
    ("collection", "key", "field", "found", "kept"),
    [
        ("cards", "f1", "score", 3, 2),
        ("cards", "f1", "score", -7.25, -2),
        ("cards", "f1", "low", -2.1, -2),
        ("cards", "f1", "high", 10**299, 2),
        ("cards", "c1", "severity", 9, 3),
        ("cards", "c1", "severity", 0, 1),
        ("cards", "c1", "impact", 1.01, 1),
        ("cards", "c1", "effort", -0.5, 0),
        ("lanes", "pain", "height", 3, 24),
        ("lanes", "pain", "height", 1e12, 2000),
        ("sources", "talk", "sample_size", -4, 0),
    ],
)
def test_a_value_out_of_its_range_is_brought_to_the_edge(
    collection: str, key: str, field: str, found: float, kept: float
) -> None:
    loaded = repaired(edited(small_map(), collection, key, {field: found}))
    assert codes(loaded) == ["range.clamped"]
    assert getattr(getattr(loaded.journey, collection)[key], field) == kept
    assert field.replace("_", " ") in loaded.repairs[0].message


def test_ranges_hold_inside_nested_records_too() -> None:
    steps = [{"id": "p3", "order": "V", "width": 99}]
    loaded = repaired(edited(small_map(), "stages", "s2", {"steps": steps}))
    assert codes(loaded) == ["range.clamped"]
    assert loaded.repairs[0] == ("range.clamped", "stage “Buy”, step 1", "its width was 99 and is now 6")
    assert loaded.journey.stages["s2"].steps[0].width == 6


def test_a_score_between_tenths_is_rounded() -> None:
    loaded = repaired(edited(small_map(), "cards", "f1", {"score": 0.333}))
    assert codes(loaded) == ["score.rounded"]
    assert loaded.journey.cards["f1"].score == 0.3


def test_half_a_character_is_replaced_in_texts_and_names_of_fields() -> None:
    text = text_of(small_map()).replace("Poster", r"Post\ud83d er").replace('"look": {}', r'"x\udc00": [1, "\ud800"]')
    loaded = repaired(text.encode())
    assert codes(loaded) == ["text.surrogate"]
    assert loaded.journey.cards["c1"].text == "Post\ufffd er"
    assert loaded.journey.extra == {"x\ufffd": [1, "\ufffd"]}


def test_a_whole_character_written_as_two_halves_is_none_of_that() -> None:
    loaded = repaired(text_of(small_map()).replace("Poster", r"\ud83d\ude00").encode())
    assert loaded.repairs == ()
    assert loaded.journey.cards["c1"].text == "😀"


def test_a_stage_without_steps_gets_one() -> None:
    without: tuple[dict[str, Any], ...] = ({"steps": []}, {})
    for found in without:
        raw = json.loads(dump(small_map()))
        raw["stages"].append({"id": "s3", "order": "z", **found})
        loaded = repaired(json.dumps(raw).encode())
        assert codes(loaded) == ["stage.no_steps", "order.new"]
        assert len(loaded.journey.stages["s3"].steps) == 1


def test_records_without_order_keys_stand_as_the_file_has_them() -> None:
    raw = json.loads(dump(small_map()))
    raw["lanes"] = [{"id": key, "kind": "text"} for key in ("zebra", "cow", "ant")]
    raw["cards"] = []
    loaded = repaired(json.dumps(raw).encode())
    assert codes(loaded) == ["order.new"]
    assert loaded.repairs[0].message == "3 lanes had no usable place in the order and got one"
    assert [lane["id"] for lane in json.loads(dump(loaded.journey))["lanes"]] == ["zebra", "cow", "ant"]


def test_several_repairs_are_all_listed() -> None:
    raw = json.loads(dump(small_map()))
    raw["cards"][0] |= {"lane": "gone", "severity": 12, "sources": ["talk", "nobody"]}
    assert sorted(codes(repaired(json.dumps(raw).encode()))) == ["card.parked", "range.clamped", "reference.dropped"]


def test_parts_that_are_missing_or_empty_are_no_fault() -> None:
    loaded = load_bytes(b'{"format": "jmapdesk", "version": 1, "id": "m", "base": null}', "x")
    assert loaded.repairs == ()
    assert same(loaded.journey, JourneyMap(id="m"))


def test_what_was_out_of_range_is_told_where_it_stands_and_in_plain_words() -> None:
    raw = json.loads(dump(small_map()))
    raw["about"]["review_every"] = -3
    raw["stages"][0]["steps"][-1]["width"] = -4
    told = [str(one) for one in repaired(json.dumps(raw).encode()).repairs]
    assert any("its number of months between reviews was -3 and is now " in one for one in told)
    steps = len(raw["stages"][0]["steps"])
    assert any(f", step {steps}: its width was -4 and is now " in one for one in told)
