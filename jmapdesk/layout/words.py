"""The few words a map prints of its own (legend, footer, lane names), in the map's language where it is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jmapdesk.util.resources import resource

_RTL_LANGUAGES = {"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words by key: ``words("legend.evidence")``. A key with no word shows its own last part."""

    language: str = "en"
    texts: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key, with ``{name}`` places filled in."""
        text = self.texts.get(key)
        if text is None:
            text = key.rpartition(".")[2].replace("_", " ").capitalize()
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
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
        return self("date", day=day.day, month=self(f"month.{day.month}"), year=day.year)

    def number(self, value: float) -> str:
        """A number with at most two decimals and no idle zeros."""
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        text = "0" if text in ("-0", "") else text.replace("-", "−")
        return text.replace(".", self("decimal"))


def words_for(language: str) -> Words:
    """The words of a language tag (``pt-BR`` falls to ``pt``), over the English ones."""
    texts: dict[str, str] = json.loads(resource("words", "en.json").read_text("utf-8"))
    primary = language.lower().partition("-")[0]
    if primary.isascii() and primary.isalpha() and primary != "en":
        own = resource("words") / f"{primary}.json"
        if own.is_file():
            texts |= json.loads(own.read_text("utf-8"))
            return Words(primary, texts)
    return Words("en", texts)


def is_rtl(direction: str, language: str) -> bool:
    """Whether a map runs right to left: as it says, else by its language."""
    if direction in ("ltr", "rtl"):
        return direction == "rtl"
    return language.lower().partition("-")[0] in _RTL_LANGUAGES
