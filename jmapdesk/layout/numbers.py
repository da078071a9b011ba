"""How numbers are written in the languages of maps: marks and groups as in Unicode's CLDR 44, by language tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

_NO_BREAK: Final = "\u00a0"
_THIN: Final = "\u202f"
"""A narrow space that never breaks."""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """The marks of a language: decimals, groups of digits, and the digits themselves where they are not 0 … 9."""

    decimal: str = "."
    group: str = ","
    least: int = 4
    """How many digits a whole number has at least before it is grouped."""
    indian: bool = False
    """Groups of two digits before the last three."""
    digits: str = ""

    def written(self, value: float) -> str:
        """A number with at most two decimals and no idle zeros."""
        plain = f"{abs(value):.2f}".rstrip("0").rstrip(".")
        whole, _, decimals = plain.partition(".")
        text = self._grouped(whole) + (self.decimal + decimals if decimals else "")
        return ("−" if value < 0 and plain != "0" else "") + self.in_digits(text)

    def in_digits(self, text: str) -> str:
        """The text with the language's own digits."""
        return text.translate({48 + i: digit for i, digit in enumerate(self.digits)}) if self.digits else text

    def _grouped(self, whole: str) -> str:
        if len(whole) < self.least:
            return whole
        head, groups = whole[:-3], [whole[-3:]]
        size = 2 if self.indian else 3
        while head:
            groups.insert(0, head[-size:])
            head = head[:-size]
        return self.group.join(groups)


_COMMA = NumberStyle(",", ".")
_SPACE = NumberStyle(",", _NO_BREAK)
_LATE = replace(_SPACE, least=5)
_ARABIC = NumberStyle("٫", "٬", digits="٠١٢٣٤٥٦٧٨٩")
_PERSIAN = NumberStyle("٫", "٬", digits="۰۱۲۳۴۵۶۷۸۹")
_INDIAN = NumberStyle(indian=True)
_EASTERN_DIGITS: Final = ("bh", "eg", "iq", "jo", "kw", "lb", "om", "ps", "qa", "sa", "sd", "sy", "ye")
_POINT_IN_SPANISH: Final = ("mx", "us", "gt", "hn", "ni", "sv", "pa", "pr", "do", "pe")

_BY_TAG: Final[Mapping[str, NumberStyle]] = {
    **dict.fromkeys(("de", "nl", "it", "da", "id", "tr", "el", "ro", "hr", "sr", "sl", "vi"), _COMMA),
    **dict.fromkeys(("ru", "uk", "cs", "sk", "fi", "sv", "nb", "nn", "no", "hu"), _SPACE),
    **dict.fromkeys(("pl", "bg", "lt", "lv", "et"), _LATE),
    **dict.fromkeys(("es", "pt-pt", "ca"), replace(_COMMA, least=5)),
    **dict.fromkeys(("hi", "bn", "gu", "ta", "te", "kn", "ml", "pa", "en-in"), _INDIAN),
    **{f"ar-{region}": _ARABIC for region in _EASTERN_DIGITS},
    **{f"es-{region}": NumberStyle() for region in _POINT_IN_SPANISH},
    "fr": NumberStyle(",", _THIN), "fr-ca": _SPACE, "pt": _COMMA, "fa": _PERSIAN, "de-at": _SPACE,
    "de-ch": NumberStyle(".", "’"), "it-ch": NumberStyle(".", "’"), "de-li": NumberStyle(".", "’"),
}  # fmt: skip


def number_style(language: str) -> NumberStyle:
    """The style of a language tag: of language and region, else of the language, else the English one."""
    parts = language.lower().replace("_", "-").split("-")
    region = next((part for part in parts[1:] if len(part) == 2), "")
    return _BY_TAG.get(f"{parts[0]}-{region}") or _BY_TAG.get(parts[0]) or NumberStyle()
