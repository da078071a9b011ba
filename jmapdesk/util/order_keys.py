"""Fractional order keys: text that sorts, with room for another key between any two.

A key is read as the digits of a fraction between 0 and 1, in base 62 with digits in ASCII order, so that comparing
strings compares places. No key ends in the lowest digit (nothing would fit before it). Moving one record gives it a
new key and touches no other.
"""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}


def is_key(text: str) -> bool:
    """Whether the text is a key that others can be made next to."""
    return bool(text) and all(c in _VALUE for c in text) and text[-1] != _DIGITS[0]


def key_between(before: str | None, after: str | None) -> str:
    """A key that sorts after ``before`` and before ``after``; None stands for the very start or end.

    Raises ValueError where no such key exists (``before`` not less than ``after``, or not a key).
    """
    for key in (before, after):
        if key is not None and not is_key(key):
            raise ValueError(f"not an order key: {key!r}")
    if before is not None and after is not None and before >= after:
        raise ValueError(f"no room between {before!r} and {after!r}")
    if after is None and before is not None:
        return _next(before) or _between(before, None)
    if before is None and after is not None:
        return _previous(after) or _between("", after)
    return _between(before or "", after)


def keys_between(before: str | None, after: str | None, count: int) -> list[str]:
    """``count`` keys in order between the two, spread so that they stay short."""
    if count <= 0:
        return []
    if after is None:
        keys = [key_between(before, None)]
        while len(keys) < count:
            keys.append(key_between(keys[-1], None))
        return keys
    middle = key_between(before, after)
    left = (count - 1) // 2
    return [
        *keys_between(before, middle, left),
        middle,
        *keys_between(middle, after, count - 1 - left),
    ]


_WIDTH = 3
"""Appending and prepending count in numbers of this many digits: 100,000 additions before a key grows longer."""


def _number(key: str) -> int:
    """The first ``_WIDTH`` digits as a number, missing ones taken as zero."""
    value = 0
    for digit in key[:_WIDTH].ljust(_WIDTH, _DIGITS[0]):
        value = value * _BASE + _VALUE[digit]
    return value


def _key(number: int) -> str:
    digits = ""
    for _ in range(_WIDTH):
        number, digit = divmod(number, _BASE)
        digits = _DIGITS[digit] + digits
    return digits.rstrip(_DIGITS[0])


def _next(key: str) -> str | None:
    number = _number(key) + 1
    return _key(number) if number < _BASE**_WIDTH else None


def _previous(key: str) -> str | None:
    number = _number(key) - (1 if len(key) <= _WIDTH else 0)
    return _key(number) if number > 0 else None


def _between(low: str, high: str | None) -> str:
    """A short key strictly between, by walking digits; ``high`` None means 1."""
    prefix = ""
    i = 0
    while True:
        a = _VALUE[low[i]] if i < len(low) else 0
        b = _BASE if high is None else _VALUE[high[i]] if i < len(high) else 0
        if b - a > 1:
            return prefix + _DIGITS[(a + b) // 2]
        if b - a == 1:
            high = None  # keep the lower digit: anything above the rest of ``low`` will do
        prefix += _DIGITS[a]
        i += 1
