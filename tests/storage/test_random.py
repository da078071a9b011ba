"""Random maps come back as they were; random damage is refused or repaired, and never ends in any other error."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from jmapdesk.model.delta import same
from jmapdesk.model.journey import JourneyMap
from jmapdesk.storage.document import Loaded, load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from tests.builders import big_map, small_map
from tests.strategies import journeys, json_values

PLAIN = dump(small_map())
FULL = dump(big_map(30))


@settings(max_examples=60, deadline=None)
@given(journeys())
def test_a_map_comes_back_as_it_was(journey: JourneyMap) -> None:
    data = dump(journey)
    loaded = load_bytes(data, "x")
    assert loaded.repairs == ()
    assert same(loaded.journey, journey)
    assert dump(loaded.journey) == data


def outcome(data: bytes) -> Loaded | JmapError:
    """What opening gives; any other error fails the test."""
    try:
        return load_bytes(data, "x")
    except JmapError as error:
        return error


def survives(data: bytes) -> None:
    """Refused in a sentence, or opened as a sound map that saves and opens again."""
    found = outcome(data)
    if isinstance(found, JmapError):
        assert found.code.startswith("file.")
        assert "\n" not in found.message
        return
    again = load_bytes(dump(found.journey), "x")
    assert again.repairs == ()
    assert same(again.journey, found.journey)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PLAIN)))
def test_a_file_cut_anywhere_is_refused_as_cut(length: int) -> None:
    data = PLAIN[:length]
    found = outcome(data)
    if isinstance(found, JmapError):
        assert found.code == ("file.cut_off" if data.strip() else "file.empty")
    else:
        assert length >= len(PLAIN) - 1


WOUNDS = st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=3), st.integers(0, 4))
"""Where (as a share of the file), what is written there, how many bytes go."""


@settings(max_examples=300, deadline=None)
@given(st.sampled_from((PLAIN, FULL)), st.lists(WOUNDS, min_size=1, max_size=4))
def test_random_bytes_in_random_places(data: bytes, wounds: list[tuple[float, bytes, int]]) -> None:
    for share, new, length in wounds:
        at = int(share * len(data))
        data = data[:at] + new + data[at + length :]
    survives(data)


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(inner for key, item in items for inner in nodes(item, (*path, key)))]


PLACES = nodes(json.loads(FULL))[1:]
ODD_VALUES: st.SearchStrategy[Any] = st.sampled_from(
    (None, True, 0, -1, 2, 99, 0.123456, 10**30, "", "V", "c1", "no such thing", "\u0000", [], {}, [[]], [None], [""],
     [{}], {"id": ""}, [{"id": "p1"}], [{"id": 7}])
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD_VALUES | json_values), min_size=1, max_size=3))
def test_random_values_in_random_places(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    raw = json.loads(FULL)
    for (*path, last), value in changes:
        inside = raw
        try:
            for key in path:
                inside = inside[key]
            inside[last] = deepcopy(value)  # one value may be drawn twice, and must not come to lie inside itself
        except (KeyError, IndexError, TypeError):  # an earlier change took the place away
            continue
    survives(json.dumps(raw).encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_records_swapped_doubled_or_lost(data: st.DataObject) -> None:
    raw = json.loads(FULL)
    name = data.draw(st.sampled_from([name for name, value in raw.items() if isinstance(value, list) and value]))
    records = raw[name]
    at = st.integers(0, len(records) - 1)
    match data.draw(st.sampled_from(("double", "lose", "swap ids", "lose a field"))):
        case "double":
            records.append(records[data.draw(at)])
        case "lose":
            del records[data.draw(at)]
        case "swap ids":
            one, other = records[data.draw(at)], records[data.draw(at)]
            one["id"], other["id"] = other["id"], one["id"]
        case _:
            record = records[data.draw(at)]
            del record[data.draw(st.sampled_from(sorted(record)))]
    survives(json.dumps(raw).encode())
