"""Older files made new: plain JSON in, plain JSON out, one function a version.

A function takes the top-level fields of a file of its version and returns those of the next; it may change what it
is given. Each has a fixture and a test of its own. Newer programs write ``needs``, the program that reads their files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

VERSION = 1
"""The version of the format that this program writes."""

Migration: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Mapping[int, Migration] = MappingProxyType({})
"""The step away from each older version."""


def migrate(raw: dict[str, Any], steps: Mapping[int, Migration] = MIGRATIONS, version: int = VERSION) -> dict[str, Any]:
    """The fields of a file as ``version`` has them. The file's own version must be known and not above it."""
    for step in range(raw["version"], version):
        raw = {**steps[step](raw), "version": step + 1}
    return raw
