"""Feelings as people write them in tables: numbers on some scale, words, faces. No score is ever made from a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WORD_LIMIT = 60
"""A feeling's word stands beside the curve; what is longer is text."""

_NUMBER = r"[+\-−–]?\d{1,4}(?:[.,]\d{1,3})?"
_ONLY = re.compile(rf"({_NUMBER})\s*(%|/\s*\d{{1,3}})?")
_FIRST = re.compile(rf"({_NUMBER})\s*(%|/\s*\d{{1,3}})?\s*(?:[:·|—–-]\s*|\s)(\D.*)", re.DOTALL)
_LAST = re.compile(rf"(.*\D)\s*[(\[]\s*({_NUMBER})\s*(%|/\s*\d{{1,3}})?\s*[)\]]", re.DOTALL)
_PLUS = re.compile(r"(?:^|[(\[])\s*\+\d")
_SCALE = re.compile(r"([+\-−–]?\d{1,3})\s*(?:-|–|—|−|…|\.{2,3}|to|bis|до|/|à|a)\s*([+]?\d{1,3})")


@dataclass(frozen=True, slots=True)
class Felt:
    """One feeling as written: a bare number on a scale yet unknown, or none, and the words."""

    number: float | None
    word: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From ``low`` (worst) to ``high`` (best); ``stated`` where the file says so itself."""

    low: float
    high: float
    stated: bool

    @property
    def name(self) -> str:
        """The scale in words: "1 to 5"."""
        return f"{_plain(self.low)} to {_plain(self.high)}"

    def score(self, number: float) -> float:
        """A number of this scale as a score of −2…+2, in tenths, held inside."""
        share = (number - self.low) / (self.high - self.low)
        return round(min(2.0, max(-2.0, share * 4 - 2)), 1) + 0.0

    def holds(self, number: float) -> bool:
        """Whether the number lies on the scale."""
        return self.low <= number <= self.high


FIVE = Scale(1, 5, stated=True)
OWN = Scale(-2, 2, stated=True)

# narrowest first: the first that holds every number of a lane is taken
_SIGNED = (OWN, Scale(-3, 3, True), Scale(-5, 5, True), Scale(-10, 10, True), Scale(-100, 100, True))
_UNSIGNED = (FIVE, Scale(0, 5, True), Scale(1, 10, True), Scale(0, 10, True), Scale(0, 100, True))


def felt(text: str) -> Felt:
    """A cell's text taken apart into a number, if it has one, and words: "+1 relieved", "tired (−1)", "4/5"."""
    text = text.strip()
    if found := _ONLY.fullmatch(text):
        return Felt(_number(found.group(1)), "")
    if found := _LAST.fullmatch(text):
        return Felt(_number(found.group(2)), found.group(1).strip())
    if found := _FIRST.fullmatch(text):
        return Felt(_number(found.group(1)), found.group(3).strip())
    return Felt(None, text)


def scale_of(numbers: Sequence[float], texts: Iterable[str], label: str) -> Scale | None:
    """The scale a lane's numbers are on: stated in its label or in the cells, else the first likely one.

    None where no usual scale holds them all; then they are no scores.
    """
    stated = _stated(label, texts)
    if stated and all(stated.holds(number) for number in numbers):
        return stated
    signed = any(number < 0 for number in numbers) or any(_PLUS.search(text) for text in texts)
    signed = signed or (0.0 in numbers and set(numbers) <= {0.0, 1.0, 2.0})
    likely = _SIGNED if signed else _UNSIGNED
    found = next((scale for scale in likely if all(scale.holds(number) for number in numbers)), None)
    return Scale(found.low, found.high, stated=False) if found else None


def _stated(label: str, texts: Iterable[str]) -> Scale | None:
    if found := _SCALE.search(label):
        low, high = _number(found.group(1)), _number(found.group(2))
        if low < high and (low, high) in {(s.low, s.high) for s in (*_SIGNED, *_UNSIGNED)}:
            return Scale(low, high, stated=True)
    parts = [found for text in texts if (found := re.search(rf"{_NUMBER}\s*(%|/\s*(\d{{1,3}}))", text))]
    if parts and all(part.group(1) == "%" for part in parts):
        return Scale(0, 100, stated=True)
    tops = {part.group(2) for part in parts}
    if len(tops) == 1 and None not in tops:
        top = float(tops.pop())
        return Scale(1 if top == 5 else 0, top, stated=True) if top > 1 else None
    return None


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace("–", "-").replace(",", "."))


def _plain(number: float) -> str:
    return f"{number:g}".replace("-", "−")
