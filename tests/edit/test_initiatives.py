"""Initiatives are added and changed."""

from __future__ import annotations

import pytest

from jmapdesk.edit.initiatives import add_initiative, set_initiative_fields
from jmapdesk.util.errors import JmapError
from tests.builders import small_map


def test_an_initiative_is_added_and_changed() -> None:
    journey = add_initiative(small_map(), lambda: "i1", title="Faster post")
    assert journey.initiatives["i1"].title == "Faster post"
    journey = set_initiative_fields(journey, "i1", owner="Mira", status="planned")
    assert (journey.initiatives["i1"].owner, journey.initiatives["i1"].status) == ("Mira", "planned")


def test_an_unknown_initiative_is_refused() -> None:
    with pytest.raises(JmapError):
        set_initiative_fields(small_map(), "gone", title="x")
