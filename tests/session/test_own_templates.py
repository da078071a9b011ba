"""Maps kept as templates: the frame is kept, what belongs to the one map is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from jmapdesk.model.rules import repair
from jmapdesk.session.own_templates import forget_template, from_template, keep_template, own_templates
from jmapdesk.util.errors import JmapError
from jmapdesk.util.ids import counting_ids
from tests.builders import small_map


def test_a_template_has_the_frame_and_gives_maps_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "templates"
    kept = keep_template(folder, small_map(), "  Our  branch visit ", with_cards=False)
    assert kept.name == "Our branch visit"
    assert own_templates(folder) == [kept]
    fresh = from_template(kept, counting_ids("map"))
    assert fresh.id != small_map().id
    assert fresh.about.title == "Untitled map"
    assert fresh.stages == small_map().stages
    assert fresh.lanes == small_map().lanes
    assert not fresh.cards
    assert not fresh.personas
    assert not fresh.sources


def test_cards_stay_where_asked_but_rest_on_no_source_of_the_other_map(tmp_path: Path) -> None:
    kept = keep_template(tmp_path, small_map(), "With prompts", with_cards=True)
    fresh = from_template(kept, counting_ids("map"))
    assert fresh.cards.keys() == small_map().cards.keys()
    assert fresh.cards["c1"].sources == ()
    assert fresh.personas.keys() == {"ada"}
    assert repair(fresh, counting_ids())[1] == []


def test_the_same_name_replaces_and_other_names_with_the_same_letters_do_not(tmp_path: Path) -> None:
    keep_template(tmp_path, small_map(), "Visit", with_cards=False)
    keep_template(tmp_path, small_map(), "visit", with_cards=True)
    keep_template(tmp_path, small_map(), "Visit!", with_cards=False)
    assert [one.name for one in own_templates(tmp_path)] == ["visit", "Visit!"]
    forget_template(own_templates(tmp_path)[0])
    assert [one.name for one in own_templates(tmp_path)] == ["Visit!"]


def test_what_is_no_map_in_the_folder_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "x.jmap").write_text("{", "utf-8")
    assert own_templates(tmp_path) == []
    assert own_templates(tmp_path / "nowhere") == []


def test_a_template_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(JmapError, match="needs a name"):
        keep_template(tmp_path, small_map(), "  ", with_cards=False)
