"""Numbers as documents write them: short."""

from __future__ import annotations

import math


def short(value: float, digits: int = 2) -> str:
    """The number with at most that many decimals and nothing to spare; 0 for what is no number."""
    if not math.isfinite(value):
        return "0"
    rounded = round(value, digits)
    whole = int(rounded)
    if whole == rounded:
        return str(whole)
    text = repr(rounded)
    if "e" in text:
        text = f"{rounded:.{digits}f}".rstrip("0")
    return text


class Shortened(dict[float, str]):
    """Numbers written with at most two decimals, each worked out once: a drawing has the same few over and over."""

    def __missing__(self, value: float) -> str:
        text = self[value] = short(value)
        return text
