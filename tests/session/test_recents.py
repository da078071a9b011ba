"""What the start page says of the maps worked on lately."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jmapdesk.edit.about import set_about
from jmapdesk.exchange.packs import make_packs
from jmapdesk.insight.parts import groups
from jmapdesk.session.recents import look_at
from jmapdesk.storage.files import save_map
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map

TODAY = date(2026, 11, 26)


def test_a_map_is_named_counted_and_its_late_review_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jmap"
    save_map(set_about(small_map(), reviewed_on="2026-08-05", review_every=3), path, None)
    seen = look_at(path, TODAY)
    assert seen.title == "A small map"
    assert seen.journey is not None
    assert len(seen.journey.cards) == 5
    assert seen.overdue == 21
    assert seen.trouble == ""


def test_a_map_without_a_title_goes_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "claims.jmap"
    save_map(set_about(small_map(), title=""), path, None)
    assert look_at(path, TODAY).title == "claims"


def test_what_is_gone_or_no_map_is_said_and_never_raised(tmp_path: Path) -> None:
    gone = look_at(tmp_path / "gone.jmap", TODAY)
    assert (gone.is_gone, gone.trouble) == (True, "This file is not there any more.")
    broken = tmp_path / "broken.jmap"
    broken.write_text("{", "utf-8")
    seen = look_at(broken, TODAY)
    assert (seen.is_gone, seen.journey) == (False, None)
    assert "broken.jmap" in seen.trouble


def test_a_group_pack_is_called_by_its_map_and_its_group(tmp_path: Path) -> None:
    journey = small_map()
    for made in make_packs(journey, "stage", groups(journey, "stage"), counting_ids("pack")):
        save_map(made.journey, tmp_path / f"{made.group.name}.jmap", None)
    titles = [look_at(tmp_path / name, TODAY).title for name in ("Notice.jmap", "Buy.jmap")]
    assert titles == ["A small map · Notice", "A small map · Buy"]
