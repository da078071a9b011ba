"""The few words a map prints of its own (legend, footer, lane names), in the map's language where it is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jmapdesk.layout.numbers import NumberStyle, number_style
from jmapdesk.util.resources import resource

_RTL_LANGUAGES = {"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words by key: ``words("legend.evidence")``. A key with no word shows its own last part."""

    language: str = "en"
    texts: Mapping[str, str] = field(default_factory=dict)
    numbers: NumberStyle = field(default_factory=NumberStyle)
    """How numbers are written; of the map's language even where its words are not known."""

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key, with ``{name}`` places filled in; numbers are written as the language does."""
        text = self.texts.get(key)
        if text is None:
            text = key.rpartition(".")[2].replace("_", " ").capitalize()
        for name, value in values.items():
            said = self.number(value) if isinstance(value, (int, float)) else str(value)
            text = text.replace("{" + name + "}", said)
        return text

    def has(self, key: str) -> bool:
        """Whether there is a word for the key."""
        return key in self.texts

    def day(self, iso: str) -> str:
        """A day written out; what is no day stays as it stands."""
        try:
            day = date.fromisoformat(iso)
        except ValueError:
            return iso
        number = self.numbers.in_digits  # a year is never grouped
        return self("date", day=number(str(day.day)), month=self(f"month.{day.month}"), year=number(f"{day.year:04}"))

    def number(self, value: float) -> str:
        """A number with at most two decimals and no idle zeros."""
        return self.numbers.written(value)


def words_for(language: str) -> Words:
    """The words of a language tag (``pt-BR`` falls to ``pt``), over the English ones."""
    texts: dict[str, str] = json.loads(resource("words", "en.json").read_text("utf-8"))
    primary, numbers = language.lower().partition("-")[0], number_style(language)
    if primary.isascii() and primary.isalpha() and primary != "en":
        own = resource("words") / f"{primary}.json"
        if own.is_file():
            texts |= json.loads(own.read_text("utf-8"))
            return Words(primary, texts, numbers)
    if language.lower() == "en-us":
        texts["date"] = "{month} {day}, {year}"
    return Words("en", texts, numbers)


def is_rtl(direction: str, language: str) -> bool:
    """Whether a map runs right to left: as it says, else by its language."""
    if direction in ("ltr", "rtl"):
        return direction == "rtl"
    return language.lower().partition("-")[0] in _RTL_LANGUAGES
