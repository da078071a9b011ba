"""The frame stays in the picture and in its shape, whatever is done to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jmapdesk.ui.crop_frame import HANDLES, largest, moved, sized
from jmapdesk.util.geometry import Rect

W, H = 400.0, 300.0
FAR = st.floats(-900, 900)


@given(st.sampled_from(HANDLES), FAR, FAR, st.sampled_from((None, 1.0, 16 / 9, 3 / 4)), FAR, FAR)
def test_it_stays_in_the_picture(
    handle: str, dx: float, dy: float, ratio: float | None, mx: float, my: float
) -> None:
    start = moved(sized(largest(ratio, W, H), "se", -200, -150, W, H, ratio), mx, my, W, H)
    frame = sized(start, handle, dx, dy, W, H, ratio)
    assert frame.x >= -1e-6
    assert frame.y >= -1e-6
    assert frame.right <= W + 1e-6
    assert frame.bottom <= H + 1e-6
    assert frame.w > 0
    if ratio is not None:
        assert frame.w / frame.h == pytest.approx(ratio)


def test_what_a_handle_does_not_move_stays() -> None:
    frame = Rect(100, 80, 120, 90)
    assert sized(frame, "se", 20, 10, W, H) == Rect(100, 80, 140, 100)
    assert sized(frame, "nw", 20, 10, W, H) == Rect(120, 90, 100, 80)
    assert sized(frame, "e", 20, 10, W, H) == Rect(100, 80, 140, 90)
    square = sized(Rect(100, 80, 90, 90), "nw", -30, 0, W, H, 1.0)
    assert (square.right, square.bottom, square.w) == (190, 170, 120)


def test_the_largest_frame_of_a_shape_stands_in_the_middle() -> None:
    assert largest(None, W, H) == Rect(0, 0, W, H)
    assert largest(1.0, W, H) == Rect(50, 0, 300, 300)
