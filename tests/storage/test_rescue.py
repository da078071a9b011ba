"""What can be read of a damaged map comes back whole, and what cannot is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jmapdesk.model.delta import same
from jmapdesk.model.journey import COLLECTIONS
from jmapdesk.model.rules import repair
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.files import open_map
from jmapdesk.storage.rescue import Rescued, rescue
from jmapdesk.storage.writing import dump
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from jmapdesk.util.resources import resource
from tests.builders import small_map

GOOD = dump(small_map())
SAMPLE = Path(str(resource("samples", "borrowing-a-library-book.jmap"))).read_bytes()


def rescued(data: bytes) -> Rescued:
    """What is rescued opens, keeps every rule and comes out alike each time."""
    found = rescue(data, "x.jmap")
    again = load_bytes(dump(found.journey), "x.jmap")
    assert again.repairs == ()
    assert same(again.journey, found.journey)
    assert repair(found.journey, counting_ids())[1] == []
    assert dump(rescue(data, "x.jmap").journey) == dump(found.journey)
    return found


def test_a_sound_map_comes_back_as_it_is() -> None:
    found = rescued(GOOD)
    assert same(found.journey, small_map())
    assert found.entries == ()


def test_wherever_a_map_is_cut_off_every_whole_record_before_the_cut_is_there() -> None:
    whole = open_map(Path(str(resource("samples", "borrowing-a-library-book.jmap")))).journey
    lines = SAMPLE.splitlines(keepends=True)
    for cut in range(1000, len(SAMPLE), 997):
        before = SAMPLE[:cut].splitlines(keepends=True)
        complete = [line for line in lines[: len(before) - 1] if line.startswith(b'{"id"')]
        found = rescued(SAMPLE[:cut])
        ids = {record["id"] for record in (json.loads(line.rstrip(b",\n")) for line in complete)}
        kept = {key for part in COLLECTIONS for key in getattr(found.journey, part)}
        assert ids - kept <= set(whole.connections), cut  # one that leads to a lost card goes with it
        for key, card in found.journey.cards.items():
            if key in ids and key in whole.cards:
                assert card.text == whole.cards[key].text


def test_a_card_that_is_cut_off_keeps_the_fields_before_the_cut() -> None:
    found = rescued(GOOD[: GOOD.index(b'"Web site"') + 6])
    assert found.journey.cards["c1"].text == "Poster"
    assert found.journey.cards["c2"].kind == "touchpoint"
    assert found.journey.cards["c2"].text == ""
    assert any("a card is damaged; kept: “id”" in line for line in found.lines())
    line = GOOD[: GOOD.index(b'"Web site"')].count(b"\n") + 1
    assert found.lines()[0].endswith(
        f" The file ends in line {line}, among the cards; all after that is missing: more cards and all connections, "
        "sources, initiatives and pictures there were. Damaged: 1 card can be read in part."
    )


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        (b'"Poster"', b'"Poster', "c1"),
        (b'"text": "Poster"', b'"text": Poster', "c1"),
        (b'"Poster"', b'\x00\x00\x00\x00\x00\x00\x00', "c1"),
        (b'"order"', b'"order', None),
        (b'"cards": [', b'"cards": ', None),
        (b'"stages": [', b'"stag', None),
    ],
)
def test_damage_in_the_middle_loses_no_other_record(old: bytes, new: bytes, lost: str | None) -> None:
    found = rescued(GOOD.replace(old, new, 1))
    assert {*small_map().cards} - {*found.journey.cards} <= {lost}
    assert found.entries


def test_a_card_of_which_half_a_place_is_left_is_not_called_by_its_kind() -> None:
    card = GOOD[: GOOD.index(b'"Web site"')].rindex(b"{")
    found = rescued(GOOD[:card] + b'{"id": "c2", "kind": "text", "lane": "pain", "st')
    assert "card without words: it stood in half a cell, and was parked" in found.lines()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (GOOD, ""),
        (GOOD.replace(b'"Poster"', b'"Poster'), " Damaged: 1 card can be read in part."),
        (GOOD.replace(b'{"id": "c1"', b'{id": "c1"'), " Damaged: 1 card cannot be read at all."),
        (GOOD[: GOOD.index(b'"stages"')], "; all after that is missing: all stages, lanes, cards, connections, "
         "sources, initiatives and pictures there were."),
        (GOOD[: GOOD.index(b'{"id": "c1"')], ", among the cards; all after that is missing: more cards and all "
         "connections, sources, initiatives and pictures there were."),
        (GOOD.rstrip().removesuffix(b"}"), "; next to nothing came after that."),
        (GOOD.replace(b'"cards": [', b'"ca', 1), " One place makes no sense."),
    ],
)  # fmt: skip
def test_the_first_line_says_what_is_missing(data: bytes, said: str) -> None:
    first = rescued(data).lines()[0]
    assert said in first
    assert ("The file ends in line" in first) == ("after that" in said)
    if not said:
        assert first.count(".") == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"1.5", b"NaN", ""),
        (b"1.5", b"1e999", ""),
        (b"1.5", b'"high"', "its field “score” cannot be read and was left out"),
        (b'"Poster"', b"7", "card without words: its field “text” cannot be read and was left out"),
        (b'"Poster"', b'"Poster", "text": "Flyer"', ""),
        (b'"look": {}', b'"look": {"x": ' + b"[" * 300 + b"]" * 300 + b"}", ""),
        (b'"look": {}', b'"look": []', ""),
    ],
)
def test_a_field_that_cannot_be_kept_goes_before_its_record_does(old: bytes, new: bytes, words: str) -> None:
    found = rescued(GOOD.replace(old, new, 1))
    assert {*found.journey.cards} == {*small_map().cards}
    assert words in "\n".join(found.lines())


def test_what_is_not_utf8_keeps_all_but_the_broken_letters() -> None:
    found = rescued(GOOD.replace(b"Poster", "Plakat für".encode("latin-1")))
    assert found.journey.cards["c1"].text == "Plakat f\ufffdr"


def test_a_map_without_its_head_is_known_by_its_records() -> None:
    found = rescued(b'{"version": "x",\n' + GOOD[GOOD.index(b'"stages"') :])
    assert {*found.journey.cards} == {*small_map().cards}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\x00" * 4000, "file.empty"),
        (b"Dear all, please come.", "file.no_map"),
        (b'Dear all, please send your "id".', "rescue.nothing"),
        (b'{"a": [1, 2', "rescue.nothing"),
        (b"[" * 100_000, "rescue.nothing"),
        (b'{"id": ' * 20_000, "rescue.nothing"),
        (b"%PDF-1.4\n", "file.other_kind"),
        (b'{"format": "jmapdesk", "version": 9}', "file.newer_version"),
    ],
)
def test_where_there_is_nothing_of_a_map_it_is_said(data: bytes, code: str) -> None:
    with pytest.raises(JmapError) as caught:
        rescue(data, "x.jmap")
    assert caught.value.code == code
