"""Speaking to the person at the terminal."""

from __future__ import annotations

import sys


class SetUpError(Exception):
    """The set-up cannot go on. The text says why, and what to do, in words for a person."""


def say(text: str) -> None:
    """Write a line to the terminal's error stream: the ordinary one belongs to what is started."""
    print(text, file=sys.stderr, flush=True)


class Ticker:
    """One line that tells how far the set-up is, rewritten in place; silent where nobody watches."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty()

    def show(self, text: str) -> None:
        if self._watched:
            print(f"\r\033[K  {text[:70]}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self._watched:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
