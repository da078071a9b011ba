"""Packs as files: they open as any map, remember what they were made from, and say so where they cannot come home."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jmapdesk.edit import cards
from jmapdesk.edit.assets import add_asset
from jmapdesk.exchange.packs import is_pack_of, make_packs, packs_brought_home, part_in, read_pack
from jmapdesk.insight.merge import merge
from jmapdesk.insight.parts import Group, groups
from jmapdesk.model.journey import JourneyMap, with_parts
from jmapdesk.model.record import replace
from jmapdesk.storage.check import CLEAN, check
from jmapdesk.storage.files import open_map, save_map
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map, small_map


def written(journey: JourneyMap, folder: Path) -> list[Path]:
    made = make_packs(journey, "stage", groups(journey, "stage"), counting_ids("pack"))
    for one in made:
        save_map(one.journey, folder / one.file, None)
    return [folder / one.file for one in made]


def test_a_pack_is_a_sound_map_that_knows_where_it_belongs(tmp_path: Path) -> None:
    home = small_map()
    for path, name in zip(written(home, tmp_path), ("Notice", "Buy"), strict=True):
        assert path.name == f"A small map - {name}.jmap"
        assert check(path).status == CLEAN
        pack = open_map(path).journey
        part = part_in(pack)
        assert part is not None
        assert (part.by, part.name, pack.id != home.id) == ("stage", name, True)
        assert is_pack_of(pack, home)
    assert not is_pack_of(home, home)


def test_it_comes_home_after_other_hands_saved_it(tmp_path: Path) -> None:
    home = small_map()
    notice, buy = written(home, tmp_path)
    opened = open_map(notice)
    save_map(cards.set_text(opened.journey, "c1", "Flyer"), notice, opened.hash)
    joined, _ = packs_brought_home(home, [buy, notice])
    assert joined.map.cards["c1"].text == "Flyer"
    assert [one.pack.name for one in joined.arrivals] == [buy.name, notice.name]


def test_pictures_travel_once_and_come_home_as_they_are(tmp_path: Path) -> None:
    home, picture = add_asset(small_map(), bytes(range(256)) * 40, "image/png", counting_ids("picture"))
    home = cards.set_fields(cards.convert_kind(home, ["c1"], "image"), "c1", asset=picture)
    notice, _buy = written(home, tmp_path)
    data = home.assets[picture].data
    assert notice.read_text("utf-8").count(data) == 1
    pack = open_map(notice).journey
    again, fresh = add_asset(pack, b"another one", "image/png", counting_ids("fresh"))
    save_map(cards.set_fields(again, "c1", asset=fresh), notice, None)
    joined = packs_brought_home(home, [notice])[0].map
    assert joined.cards["c1"].asset == fresh
    assert joined.assets[fresh].data == again.assets[fresh].data
    assert joined.assets[picture] is home.assets[picture]


def test_what_it_was_made_from_takes_little_room(tmp_path: Path) -> None:
    home = big_map(1000)
    (pack,) = make_packs(home, "stage", [Group("All", tuple(home.stages))], counting_ids("pack"))
    save_map(pack.journey, tmp_path / "pack.jmap", None)
    save_map(home, tmp_path / "home.jmap", None)
    assert (tmp_path / "pack.jmap").stat().st_size < 1.5 * (tmp_path / "home.jmap").stat().st_size


def test_groups_called_alike_get_files_of_their_own() -> None:
    home = small_map()
    made = make_packs(home, "stage", [Group("Us", ("s1",)), Group("us", ("s2",))], counting_ids())
    assert [one.file for one in made] == ["A small map - Us.jmap", "A small map - us 2.jmap"]


def refused(path: Path, home: JourneyMap) -> str:
    with pytest.raises(JmapError) as told:
        read_pack(path, home)
    return told.value.code


def test_what_cannot_come_home_is_refused_by_name(tmp_path: Path) -> None:
    home = small_map()
    path = written(home, tmp_path)[0]
    save_map(home, tmp_path / "home.jmap", None)
    assert refused(tmp_path / "home.jmap", home) == "pack.none"
    assert refused(path, with_parts(home, id="another")) == "pack.other_map"
    raw = json.loads(path.read_text("utf-8"))
    for damaged in ("", "no base64!", raw["base"]["handed_out"][:200], "AAAA"):
        raw["base"]["handed_out"] = damaged
        path.write_text(json.dumps(raw), "utf-8")
        assert refused(path, home) == "pack.damaged"


def test_no_other_merge_takes_a_pack_for_the_whole_map(tmp_path: Path) -> None:
    home = small_map()
    pack = open_map(written(home, tmp_path)[0]).journey
    for sides in ((home, pack), (pack, home)):
        with pytest.raises(JmapError) as told:
            merge(home, *sides)
        assert told.value.code == "merge.pack"


def test_a_pack_is_not_split_again(tmp_path: Path) -> None:
    pack = open_map(written(small_map(), tmp_path)[0]).journey
    with pytest.raises(JmapError, match="group pack itself"):
        make_packs(pack, "stage", groups(pack, "stage"), counting_ids())


def test_fields_of_tomorrow_survive_in_a_pack_s_own_place(tmp_path: Path) -> None:
    pack = open_map(written(small_map(), tmp_path)[0]).journey
    assert pack.base is not None
    assert pack.base.part is not None
    part = replace(pack.base.part, of_tomorrow=1)
    pack = with_parts(pack, base=replace(pack.base, part=part, of_the_day_after={"a": [2]}))
    save_map(pack, tmp_path / "kept.jmap", None)
    assert open_map(tmp_path / "kept.jmap").journey.base == pack.base
