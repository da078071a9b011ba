"""Ids: short, random, stable for life, and injectable so that tests see the same ones each time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TypeAlias

NewId: TypeAlias = Callable[[], str]
"""Makes a new id at each call."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letters that are taken for digits."""


def random_id() -> str:
    """Twelve characters, 60 random bits: a map of 100,000 records has one clash in 100 million maps."""
    bits = secrets.randbits(60)
    return "".join(_ALPHABET[(bits >> shift) & 31] for shift in range(0, 60, 5))


def counting_ids(prefix: str = "n", start: int = 1) -> NewId:
    """Ids ``n1``, ``n2`` … for tests and for files made by hand."""
    number = start - 1

    def next_id() -> str:
        nonlocal number
        number += 1
        return f"{prefix}{number}"

    return next_id
