"""How days are written here: by the system's language, by the map's, and in English."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QDate, QLocale

from jmapdesk.util.days import Habits


def habits_for(language: str, system: str = "") -> Habits:
    """The habits of the system's language, or of the one named instead, and of the map's after it."""
    return _habits(system or QLocale.system().name(), language)


@lru_cache(maxsize=8)
def _habits(system: str, language: str) -> Habits:
    here = QLocale.system() if system == QLocale.system().name() else QLocale(system)
    locales = [here, QLocale(language)] if language else [here]
    orders = dict.fromkeys(order for order in map(_order, locales) if order)
    months: dict[str, int] = {}
    for locale in (*locales, QLocale(QLocale.Language.English)):
        for number in range(1, 13):
            for form in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
                for name in (locale.monthName(number, form), locale.standaloneMonthName(number, form)):
                    clean = name.casefold().strip(". ")
                    if clean and not clean[0].isdecimal():  # some languages number their months
                        months.setdefault(clean, number)
    return Habits(tuple(orders) or ("ymd",), months)


def _order(locale: QLocale) -> str:
    """The order of day, month and year in a language, such as ``dmy``; empty where its format says nothing clear."""
    letters = (letter for letter in locale.dateFormat(QLocale.FormatType.ShortFormat).casefold() if letter in "dmy")
    order = "".join(dict.fromkeys(letters))
    return order if sorted(order) == ["d", "m", "y"] else ""


def example() -> str:
    """A day as the system writes it."""
    here = QLocale.system()
    if here.language() == QLocale.Language.C:  # nobody said which: it has no names for months
        here = QLocale("en_GB")
    return here.toString(QDate(2026, 11, 26), QLocale.FormatType.ShortFormat)
