"""Listeners hear every value once, in order."""

from __future__ import annotations

import pytest

from jmapdesk.util.event import Event


def test_listeners_hear_in_the_order_they_were_connected() -> None:
    event: Event[int] = Event()
    heard: list[str] = []
    event.connect(lambda n: heard.append(f"a{n}"))
    event.connect(lambda n: heard.append(f"b{n}"))
    event.emit(1)
    assert heard == ["a1", "b1"]


def test_a_disconnected_listener_hears_no_more_even_midway() -> None:
    event: Event[int] = Event()
    heard: list[int] = []
    event.connect(lambda _: event.disconnect(late))
    late = event.connect(heard.append)
    event.emit(1)
    event.disconnect(late)
    assert heard == []


def test_what_is_emitted_meanwhile_waits_its_turn() -> None:
    event: Event[int] = Event()
    heard: list[int] = []
    event.connect(lambda n: event.emit(2) if n == 1 else None)
    event.connect(heard.append)
    event.emit(1)
    assert heard == [1, 2]


def test_a_failing_listener_does_not_silence_the_others() -> None:
    event: Event[int] = Event()
    heard: list[int] = []

    def fail(_: int) -> None:
        raise ValueError("no")

    event.connect(fail)
    event.connect(heard.append)
    with pytest.raises(ValueError, match="no"):
        event.emit(1)
    event.disconnect(fail)
    event.emit(2)
    assert heard == [1, 2]
