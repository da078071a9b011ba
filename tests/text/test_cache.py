"""What is remembered, and what is forgotten first."""

from __future__ import annotations

from jmapdesk.text.cache import Remembered


def test_the_least_recently_used_goes_first() -> None:
    cache: Remembered[str, int] = Remembered(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert cache.get("b") is None
    assert (cache.get("a"), cache.get("c"), len(cache)) == (1, 3, 2)


def test_putting_again_replaces_without_forgetting_others() -> None:
    cache: Remembered[str, int] = Remembered(2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.put("a", 5) == 5
    assert (cache.get("a"), cache.get("b")) == (5, 2)


def test_a_value_that_counts_as_false_is_remembered() -> None:
    cache: Remembered[str, bool] = Remembered(2)
    cache.put("a", False)
    assert cache.get("a") is False
