"""What is kept for an object is found again by that object alone, and never more than asked."""

from __future__ import annotations

from jmapdesk.util.identity import ByIdentity


def test_an_equal_object_is_another_one() -> None:
    kept: ByIdentity[list[int], str] = ByIdentity(10)
    one, other = [1], [1]
    assert kept.put(one, "one") == "one"
    assert kept.get(one) == "one"
    assert kept.get(other) is None
    assert one == other


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept: ByIdentity[list[int], int] = ByIdentity(2)
    first, second, third = [1], [2], [3]
    kept.put(first, 1)
    kept.put(second, 2)
    assert kept.get(first) == 1
    kept.put(third, 3)
    assert (kept.get(first), kept.get(second), kept.get(third), len(kept)) == (1, None, 3, 2)
    kept.clear()
    assert (kept.get(first), len(kept)) == (None, 0)


def test_an_object_that_is_kept_lends_its_place_to_no_other() -> None:
    kept: ByIdentity[list[int], int] = ByIdentity(1000)
    for i in range(1000):
        fresh = [i]
        assert kept.get(fresh) is None  # were the earlier ones let go, one of them would have had its id
        kept.put(fresh, i)
        del fresh
