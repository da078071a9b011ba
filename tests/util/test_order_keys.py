"""Order keys: always room between two, always short, always sorted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.util.order_keys import is_key, key_between, keys_between

keys = st.text("0123459AMVZafz", min_size=1, max_size=6).map(lambda text: text.rstrip("0") + "1")


@given(keys, keys)
def test_a_key_fits_between_any_two(one: str, other: str) -> None:
    if one == other:
        return
    low, high = sorted((one, other))
    middle = key_between(low, high)
    assert low < middle < high
    assert is_key(middle)


@given(keys)
def test_a_key_fits_before_and_after_any(key: str) -> None:
    before, after = key_between(None, key), key_between(key, None)
    assert before < key < after
    assert is_key(before)
    assert is_key(after)


@given(st.none() | keys, st.none() | keys, st.integers(0, 40))
def test_many_keys_fit_in_order(one: str | None, other: str | None, count: int) -> None:
    if one is not None and other is not None:
        if one == other:
            return
        one, other = sorted((one, other))
    made = keys_between(one, other, count)
    assert len(made) == count
    assert made == sorted(set(made))
    assert all(map(is_key, made))
    assert all((one is None or one < key) and (other is None or key < other) for key in made)


def test_appending_or_prepending_twenty_thousand_times_keeps_keys_short() -> None:
    last = first = key_between(None, None)
    for _ in range(20_000):
        last, before = key_between(last, None), last
        assert last > before
        first, after = key_between(None, first), first
        assert first < after
    assert len(last) <= 4
    assert len(first) <= 4


def test_halving_the_same_gap_grows_slowly() -> None:
    low, high = "1", "2"
    for _ in range(100):
        high = key_between(low, high)
    assert len(high) <= 25


@pytest.mark.parametrize(("low", "high"), [("b", "a"), ("a", "a"), ("", "a"), ("a0", None), ("ü", None), (None, "-")])
def test_no_key_where_there_is_no_room(low: str | None, high: str | None) -> None:
    with pytest.raises(ValueError):
        key_between(low, high)


@pytest.mark.parametrize("text", ["", "0", "a0", "ü", "a b", "A-"])
def test_what_is_no_key(text: str) -> None:
    assert not is_key(text)
