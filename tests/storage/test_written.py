"""The form of the file: one line a record, fields in a fixed place, the same bytes every time."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from jmapdesk.model.delta import same
from jmapdesk.model.journey import COLLECTIONS, SINGLES, JourneyMap, with_parts, with_record
from jmapdesk.model.record import Record, replace
from jmapdesk.model.records import About, Asset, Base, Card, Lane, Look, Preset, Source, Stage, Step
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import Lines, dump
from jmapdesk.util.errors import JmapError
from tests.builders import small_map
from tests.storage.text import text_of
from tests.strategies import journeys

UNKNOWN = Path(__file__).parent.parent / "data" / "maps" / "unknown-fields.jmap"

TOP_LEVEL = (
    "format version id base about look personas stages lanes cards connections sources vote_rounds initiatives "
    "reviews comments views presets workshop backdrops conflicts"
)


def lines_of(journey: JourneyMap) -> list[str]:
    return text_of(journey).splitlines()


def changed_lines(one: JourneyMap, other: JourneyMap) -> int:
    """How many lines of the file differ: those of either that the other has not."""
    before, after = set(lines_of(one)), set(lines_of(other))
    return max(len(before - after), len(after - before))


def test_the_parts_stand_in_their_order_unknown_ones_by_name_and_assets_last() -> None:
    journey = JourneyMap(id="m", base=Base(id="b", hash="0"), extra={"zebra": 1, "ant": {"b": 1, "a": 2}})
    assert list(json.loads(text_of(journey))) == [*TOP_LEVEL.split(), "ant", "zebra", "assets"]
    assert {*SINGLES, *COLLECTIONS} < {*TOP_LEVEL.split(), "assets"}


def test_a_small_file_reads_like_this() -> None:
    journey = JourneyMap(
        id="m",
        about=About(title="Über uns", kind="future_state"),
        lanes={"t": Lane(id="t", order="V")},
        cards={"c": Card(id="c", order="V", text="Hello\n“you”", moment="delight", score=-1.0, x=1)},
    )
    head, cards = text_of(journey).split('"cards": [')
    assert head == (
        '{\n"format": "jmapdesk",\n"version": 1,\n"id": "m",\n'
        '"about": {\n"title": "Über uns",\n"kind": "future_state"\n},\n'
        '"look": {},\n"personas": [],\n"stages": [],\n'
        '"lanes": [\n{"id": "t", "order": "V", "kind": "text"}\n],\n'
    )
    assert cards.startswith(
        '\n{"id": "c", "lane": null, "step": null, "order": "V", "kind": "text", "text": "Hello\\n“you”", '
        '"moment": "delight", "score": -1, "x": 1}\n],\n'
    )
    assert cards.endswith('\n"assets": []\n}\n')


def test_what_equals_its_default_is_not_written() -> None:
    explicit = small_map()
    cards = {key: Card.model_validate(card.model_dump()) for key, card in explicit.cards.items()}
    assert dump(with_parts(explicit, cards=cards)) == dump(small_map())


def test_reading_order_for_what_has_one_and_ids_for_the_rest() -> None:
    step = (Step(id="p", order="V"),)
    journey = JourneyMap(
        id="m",
        stages={key: Stage(id=key, order=order, steps=step) for key, order in (("a", "z"), ("b", "1"), ("c", "1"))},
        sources={key: Source(id=key) for key in ("z", "a", "k")},
        cards={key: Card(id=key, order=order) for key, order in (("y", "1"), ("b", "z"))},
    )
    raw = json.loads(text_of(journey))
    assert [record["id"] for record in raw["stages"]] == ["b", "c", "a"]
    assert [record["id"] for record in raw["sources"]] == ["a", "k", "z"]
    assert [record["id"] for record in raw["cards"]] == ["b", "y"]


def test_steps_stand_in_their_order_inside_the_stage() -> None:
    steps = (Step(id="late", order="z"), Step(id="early", order="1"), Step(id="also", order="1"))
    journey = JourneyMap(id="m", stages={"s": Stage(id="s", order="V", steps=steps)})
    (stage,) = json.loads(text_of(journey))["stages"]
    assert [step["id"] for step in stage["steps"]] == ["also", "early", "late"]


def test_numbers_are_written_short() -> None:
    card = Card(id="c", score=-0.0, low=-2.0, high=0.3, target=1e300, baseline=5.0, order="V")
    line = next(line for line in lines_of(JourneyMap(id="m", cards={"c": card})) if '"c"' in line)
    assert line.endswith('"score": 0, "low": -2, "high": 0.3, "target": 1e+300, "baseline": 5}')


def test_tables_of_our_own_are_sorted_and_unknown_ones_kept_as_they_came() -> None:
    journey = JourneyMap(
        id="m",
        look=Look(colours={"paper": "#fff", "ink": "#000"}),
        presets={"p": Preset(id="p", options={"dpi": 300, "colour": {"z": 1, "a": 2}}, z_new={"z": 1, "a": 2})},
    )
    text = text_of(journey)
    assert '"colours": {"ink": "#000", "paper": "#fff"}' in text
    assert '"options": {"colour": {"z": 1, "a": 2}, "dpi": 300}, "z_new": {"z": 1, "a": 2}' in text


def moved(journey: JourneyMap) -> JourneyMap:
    return with_record(journey, "cards", replace(journey.cards["c1"], lane="pain", step="p3", order="zz"))


def retitled(journey: JourneyMap) -> JourneyMap:
    return with_parts(journey, about=replace(journey.about, title="Another"))


def renamed(journey: JourneyMap) -> JourneyMap:
    return with_record(journey, "stages", replace(journey.stages["s2"], name="Pay"))


@pytest.mark.parametrize("edit", [moved, retitled, renamed])
def test_one_edit_changes_one_line(edit: Any) -> None:
    assert changed_lines(small_map(), edit(small_map())) == 1


def test_adding_a_card_adds_one_line() -> None:
    added = with_record(small_map(), "cards", Card(id="c1b", order="V", text="New"))
    assert len(lines_of(added)) == len(lines_of(small_map())) + 1
    assert changed_lines(small_map(), added) == 1


def test_half_a_character_never_keeps_a_map_from_being_saved() -> None:
    journey = JourneyMap(id="m", extra={"x": "a\ud800b"})
    assert load_bytes(dump(journey), "x").journey.extra == {"x": "a\ufffdb"}


def test_a_number_that_is_none_is_not_written() -> None:
    with pytest.raises(JmapError) as caught:
        dump(JourneyMap(id="m", extra={"x": float("nan")}))
    assert caught.value.code == "map.not_finite"


def test_unknown_fields_and_kinds_survive_in_their_place() -> None:
    """The fixture is as this program writes it: read and written, not a byte of it may change."""
    data = UNKNOWN.read_bytes()
    loaded = load_bytes(data, UNKNOWN.name)
    assert loaded.repairs == ()
    assert dump(loaded.journey) == data
    card = loaded.journey.cards["c1"]
    assert card.kind == "hologram"
    assert (card.model_extra or {})["aura"] == {"z": 1, "a": [1, 2.0, None]}


def test_unknown_fields_stay_when_the_record_is_edited() -> None:
    journey = load_bytes(UNKNOWN.read_bytes(), UNKNOWN.name).journey
    edited = with_record(journey, "cards", replace(journey.cards["c1"], text="Edited"))
    assert dump(edited) == UNKNOWN.read_bytes().replace(b'"text": "From tomorrow"', b'"text": "Edited"')


def test_a_map_that_is_written_again_gives_the_bytes_it_gives_at_first() -> None:
    lines = Lines()
    journey = load_bytes(UNKNOWN.read_bytes(), UNKNOWN.name).journey
    for text in ("Edited", "Again", "From tomorrow"):
        journey = with_record(journey, "cards", replace(journey.cards["c1"], text=text))
        assert dump(journey, lines) == dump(journey)
    fewer = with_parts(journey, connections={})
    assert dump(fewer, lines) == dump(fewer)
    assert dump(journey, lines) == UNKNOWN.read_bytes()


def test_what_could_not_be_written_is_not_held_on_to() -> None:
    lines = Lines()
    journey = load_bytes(UNKNOWN.read_bytes(), UNKNOWN.name).journey
    bad = with_record(journey, "cards", Card.model_construct(**{**journey.cards["c1"].__dict__, "score": float("nan")}))
    with pytest.raises(JmapError):
        dump(bad, lines)
    assert dump(journey, lines) == UNKNOWN.read_bytes()


def test_lines_made_beforehand_are_the_ones_that_are_written() -> None:
    lines = Lines()
    journey = load_bytes(UNKNOWN.read_bytes(), UNKNOWN.name).journey
    assert sum(1 for _ in lines.prepare(journey, at_once=2)) > 1, "a moment at a time"
    for edited in (journey, with_record(journey, "cards", replace(journey.cards["c1"], text="Edited"))):
        assert dump(edited, lines) == dump(edited)


def test_lines_made_beforehand_leave_what_cannot_be_written_for_the_one_who_saves() -> None:
    lines = Lines()
    bad = with_record(small_map(), "cards", Card.model_construct(id="c1", score=float("inf")))
    for _ in lines.prepare(bad):
        pass
    with pytest.raises(JmapError, match="no usable number"):
        dump(bad, lines)


def test_threads_may_write_with_the_same_lines() -> None:
    journey, lines = load_bytes(UNKNOWN.read_bytes(), UNKNOWN.name).journey, Lines()
    states = [with_record(journey, "cards", replace(journey.cards["c1"], text=str(n))) for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(partial(dump, lines=lines), states))
    assert written == [dump(state) for state in states]


@pytest.mark.parametrize("data", ["", "AAAA", "a+/9ZA==", "no “base64”", 'a"b\\c', "\n", "Ł", "A" * 100_000])
@pytest.mark.parametrize("name", ["", "photo.jpg", '"data": ""', '{"data": "x"}'])
def test_pictures_are_written_as_any_other_value(data: str, name: str) -> None:
    fields = {"id": "a", "name": name, "media_type": "image/png", "data": data, "more": '"data": "'}
    written = dump(with_parts(small_map(), assets={"a": Asset.model_validate(fields)}))
    (line,) = [one for one in written.decode().splitlines() if one.startswith('{"id": "a"')]
    assert line == json.dumps({key: value for key, value in fields.items() if value}, ensure_ascii=False)


@given(journeys())
def test_it_does_not_matter_how_a_record_came_about(journey: JourneyMap) -> None:
    """Read from a file, a record knows which of its fields were given; made anew all of them are."""
    full = {
        name: {
            key: type(one).model_validate({**one.__dict__, **(one.model_extra or {})})
            for key, one in getattr(journey, name).items()
        }
        for name in COLLECTIONS
    }
    data = dump(with_parts(journey, **full))
    assert dump(journey) == data
    assert dump(load_bytes(data, "x").journey) == data


def test_every_field_of_every_record_comes_back() -> None:
    """A value that is not the default in each field of each record: what a writer forgets shows here."""
    journey = load_bytes((UNKNOWN.parent / "every-field.jmap").read_bytes(), "every-field.jmap").journey
    for name in (*SINGLES, *COLLECTIONS):
        part = getattr(journey, name)
        for record in [part] if name in SINGLES else part.values():
            assert_full(name, record)
    assert same(load_bytes(dump(journey), "x").journey, journey)


def assert_full(path: str, record: Record) -> None:
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        default = info.get_default(call_default_factory=True)
        if (path, name) not in {("cards", "lane"), ("cards", "step")}:
            assert value != default, f"{path}.{name} has its default in the fixture"
        for nested in value if isinstance(value, tuple) else (value,):
            if isinstance(nested, Record):
                assert_full(f"{path}.{name}", nested)
