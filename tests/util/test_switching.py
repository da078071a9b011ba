"""Threads that let others run often while they work."""

from __future__ import annotations

import sys

import pytest

from jmapdesk.util.switching import yielding_soon


def test_the_usual_interval_comes_back_when_the_last_one_has_ended() -> None:
    usual = sys.getswitchinterval()
    one, other = yielding_soon(), yielding_soon()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert sys.getswitchinterval() < usual / 2, "the other one still works"
    other.__exit__(None, None, None)
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_it_comes_back_after_a_fault_too() -> None:
    usual = sys.getswitchinterval()
    with pytest.raises(ValueError, match="stopped"), yielding_soon():
        raise ValueError("stopped")
    assert sys.getswitchinterval() == pytest.approx(usual)
