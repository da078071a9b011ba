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
    """Numbers written with at most some decimals, each worked out once: a drawing has the same few over and over."""

    def __init__(self, digits: int = 2) -> None:
        super().__init__()
        self._form = f"%.{digits}f"

    def __missing__(self, value: float) -> str:
        text = (self._form % value).rstrip("0")
        if text[-1] == ".":
            text = "0" if text == "-0." else text[:-1]
        elif text[-1] > "9":  # no number
            text = "0"
        self[value] = text
        return text
