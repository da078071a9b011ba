"""Ids."""

from __future__ import annotations

from jmapdesk.util.ids import counting_ids, random_id


def test_random_ids_are_short_plain_and_different() -> None:
    made = {random_id() for _ in range(5_000)}
    assert len(made) == 5_000
    assert all(len(key) == 12 and key.isalnum() and key == key.lower() for key in made)


def test_counting_ids_count_each_for_themselves() -> None:
    one, other = counting_ids(), counting_ids("card", 5)
    assert [one(), one(), other(), one()] == ["n1", "n2", "card5", "n3"]
