"""Which earlier saves stay, whatever was saved when."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.storage.version_rules import DAY, HOUR, LEAST, MONTH, Save, to_keep

NOW = 1_800_000_000.0
YEAR = 365 * DAY


def save(ago: float, name: str = "", file: str = "map.jmap", size: int = 1) -> Save:
    return Save(f"{ago} {file} {name}", file, NOW - ago, name, size)


def kept(*saves: Save, most: int = 10_000) -> list[Save]:
    keys = to_keep(saves, NOW, most)
    return [one for one in saves if one.key in keys]


@st.composite
def pasts(draw: st.DrawFn) -> list[Save]:
    ages = draw(st.lists(st.floats(-HOUR, YEAR), max_size=60))
    return [
        Save(
            str(n), draw(st.sampled_from(("a.jmap", "b.jmap"))), NOW - age,
            draw(st.sampled_from(("", "", "", "after voting"))), draw(st.integers(1, 5000)),
        )
        for n, age in enumerate(ages)
    ]  # fmt: skip


def test_all_of_the_last_hour_stays() -> None:
    saves = [save(minute * 60.0) for minute in range(60)]
    assert kept(*saves) == saves


def test_of_a_day_the_last_of_each_hour_stays() -> None:
    saves = [save(HOUR * 2 + minute * 60.0) for minute in range(20 * 60)]
    hours = {one.at // HOUR for one in saves}
    stays = kept(*saves)
    assert len(stays) == len(hours)
    assert all(one.at == max(other.at for other in saves if other.at // HOUR == one.at // HOUR) for one in stays)


def test_of_a_month_the_last_of_each_day_stays() -> None:
    saves = [save(DAY * 2 + hour * HOUR) for hour in range(24 * 20)]
    assert len(kept(*saves)) == len({one.at // DAY for one in saves})


def test_what_is_older_than_a_month_goes_once_there_are_ten() -> None:
    old, recent = [save(MONTH + DAY * n) for n in range(1, 30)], [save(60.0 * n) for n in range(12)]
    assert kept(*recent, *old) == recent


def test_ten_stay_however_old_they_are() -> None:
    saves = [save(YEAR + n) for n in range(25)]
    assert kept(*saves) == saves[:LEAST]


def test_a_name_is_kept_for_ever() -> None:
    named = save(20 * YEAR, "before the workshop", size=10**9)
    assert named in kept(named, *(save(60.0 * n) for n in range(30)))


def test_large_maps_keep_ten_and_then_as_many_as_there_is_room_for() -> None:
    saves = [save(60.0 * n, size=100) for n in range(30)]
    assert kept(*saves, most=1500) == saves[:15]
    assert kept(*saves, most=10) == saves[:LEAST]


def test_a_copy_that_is_saved_often_does_not_push_the_other_file_out() -> None:
    mine = [save(YEAR + n, file="mine.jmap") for n in range(10)]
    copy = [save(60.0 * n, file="copy.jmap") for n in range(50)]
    assert kept(*mine, *copy) == [*mine, *copy]


@given(pasts())
def test_ten_of_every_file_stay_where_there_were_ten(saves: list[Save]) -> None:
    for file in ("a.jmap", "b.jmap"):
        plain = [one for one in saves if one.file == file and not one.name]
        stays = [one for one in kept(*saves) if one in plain]
        assert len(stays) >= min(LEAST, len(plain))
        newest = sorted(plain, key=lambda one: (-one.at, one.key))[:1]
        assert set(newest) <= set(stays)


@given(pasts(), st.integers(1, 20_000))
def test_no_name_is_dropped_and_thinning_twice_drops_nothing_more(saves: list[Save], most: int) -> None:
    stays = kept(*saves, most=most)
    assert {one for one in saves if one.name} <= set(stays)
    assert kept(*stays, most=most) == stays


@given(pasts(), st.floats(0, 2 * YEAR))
def test_thinning_on_the_way_leaves_ten_as_well(saves: list[Save], later: float) -> None:
    first = kept(*saves)
    again = to_keep(first, NOW + later)
    plain = [one for one in saves if one.file == "a.jmap" and not one.name]
    assert len([one for one in plain if one.key in again]) >= min(LEAST, len(plain))
