"""Owners a map knows, and whom a few letters mean."""

from jmapdesk.edit.about import set_about
from jmapdesk.edit.cards import set_fields
from jmapdesk.edit.initiatives import add_initiative
from jmapdesk.insight.people import meant, owners
from tests.builders import small_map


def test_owners_of_cards_initiatives_and_the_map_are_known_those_named_most_first() -> None:
    journey = set_fields(set_fields(small_map(), "c1", owner="Nora  Lind"), "c2", owner="Nora Lind")
    journey = add_initiative(set_about(journey, owner="Zoë"), lambda: "i", owner="Ben")
    assert owners(journey) == ["Nora Lind", "Ben", "Zoë"]
    assert owners(small_map()) == []


def test_any_word_of_a_name_may_begin_with_what_is_typed() -> None:
    names = ["Nora Lind", "Émile Noir", "Arnold", "No"]
    assert meant(names, "no") == ["Nora Lind", "No", "Émile Noir"]
    assert meant(names, "EM") == ["Émile Noir"]
    assert meant(names, "nora li") == ["Nora Lind"]
    assert meant(names, "Nora Lind") == []
    assert meant(names, " ") == []
