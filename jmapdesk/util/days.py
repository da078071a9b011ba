"""Days as people write them, read by the habits of their languages: ``26.11.2026``, ``11/26/26``, ``26 November 2026``.

Numbers may be written in any script. A year is told by its four digits; of two short numbers the order of the first
language decides, unless only another order makes a day of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

_TOKENS = re.compile(r"\d+|[^\d\s.,،/\-–]+")
_FILLERS = frozenset(("st", "nd", "rd", "th", "de", "del", "of", "den", "der", "г", "года", *"年月日년월일"))
"""Words and signs between the parts of a day that say nothing more."""
_CENTURY = 2000
"""What is added to a year of two digits: plans and research lie in this century."""
_KNOWN_ORDERS = ("dmy", "mdy", "ymd")


@dataclass(frozen=True, slots=True)
class Habits:
    """How days are written: orders such as ``dmy``, the most usual first, and names of months in small letters."""

    orders: Sequence[str] = ("ymd",)
    months: Mapping[str, int] = field(default_factory=dict)


def read_day(text: str, habits: Habits) -> date | None:
    """The day that was written; None where it is none or not yet whole."""
    tokens = [token.casefold() for token in _TOKENS.findall(text) if token.casefold() not in _FILLERS]
    numbers = [_ascii(token) for token in tokens if token.isdecimal()]
    words = [token for token in tokens if not token.isdecimal()]
    if any(len(number) not in (1, 2, 4) for number in numbers):
        return None
    if not words and len(numbers) == 3:
        return _of_numbers(numbers, habits.orders)
    if len(words) == 1 and len(numbers) == 2 and (month := habits.months.get(words[0])) is not None:
        first, second = numbers
        return _made(first, month, second) if len(first) == 4 else _made(second, month, first)
    return None


def may_become_day(text: str, habits: Habits) -> bool:
    """Whether what was typed so far may still become a day, or is one."""
    if read_day(text, habits) is not None:
        return True
    tokens = [token.casefold() for token in _TOKENS.findall(text)]
    words = [token for token in tokens if not token.isdecimal() and token not in _FILLERS]
    if words:
        return len(words) == 1 and any(name.startswith(words[0]) for name in habits.months)
    return len(text.strip()) < 10


def _of_numbers(numbers: Sequence[str], orders: Sequence[str]) -> date | None:
    if len(numbers[0]) == 4:
        return _made(numbers[0], int(numbers[1]), numbers[2])
    for order in (*orders, *_KNOWN_ORDERS):
        parts = dict(zip(order, numbers, strict=True))
        if len(parts["d"]) > 2 or len(parts["m"]) > 2:
            continue
        if (day := _made(parts["y"], int(parts["m"]), parts["d"])) is not None:
            return day
    return None


def _made(year: str, month: int, day: str) -> date | None:
    if len(year) not in (2, 4):
        return None
    try:
        return date(int(year) + (_CENTURY if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None


def _ascii(number: str) -> str:
    """The digits of any script as those of ASCII."""
    return "".join(str(unicodedata.decimal(digit)) for digit in number)
