"""Export options as a preset of the map keeps them, and back.

Every choice is kept by its name as people write it (``"A2"``, ``"100%"``), views and stages by their ids. What a newer
program kept beside them is passed over when it is read and survives when the preset is saved again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from jmapdesk.exchange.options import (
    ExportOptions,
    checked_bleed,
    checked_dpi,
    checked_margin,
    checked_overlap,
    pixels_named,
    sheet_paper,
    theme_chosen,
)
from jmapdesk.exchange.paper import ORIENTATIONS, paper_named, scale_named
from jmapdesk.layout.visibility import DETAILS
from jmapdesk.util.errors import JmapError

FORMAT: Final = "format"
"""The key under which a preset names its format."""


class Choice(NamedTuple):
    """How one field of the options is kept, and read again; reading raises JmapError for what it cannot be."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _no(value: Any) -> JmapError:
    return JmapError("preset.value", f"“{value}” cannot be used")


def _as_is(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _no(value)
    return value


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _no(value)
    return float(value)


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _no(value)
    return value


def one_of(known: tuple[str, ...]) -> Callable[[Any], str]:
    """Reads one of several words."""

    def read(value: Any) -> str:
        if value not in known:
            raise _no(value)
        return str(value)

    return read


def _pair(value: Any) -> tuple[str, str] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(isinstance(one, str) for one in value):
        raise _no(value)
    return value[0], value[1]


def _pixels_said(value: tuple[int, int | None] | None) -> str | None:
    return None if value is None else "x".join(str(side) for side in value if side is not None)


SWITCH: Final = Choice(_as_is, _switch)
NUMBER: Final = Choice(_as_is, _number)

CHOICES: Final[Mapping[str, Choice]] = MappingProxyType(
    {
        "paper": Choice(lambda paper: paper.name, lambda value: paper_named(_text(value))),
        "orientation": Choice(_as_is, one_of(ORIENTATIONS)),
        "scale": Choice(lambda scale: scale.name, lambda value: scale_named(_text(value))),
        "margin": Choice(_as_is, lambda value: None if value is None else checked_margin(_number(value))),
        "dpi": Choice(_as_is, lambda value: checked_dpi(_number(value))),
        "pixels": Choice(_pixels_said, lambda value: None if value is None else pixels_named(_text(value))),
        "transparent": SWITCH,
        "personas": SWITCH,
        "view": Choice(_as_is, _text),
        "detail": Choice(_as_is, one_of(("", *DETAILS))),
        "stages": Choice(lambda ends: None if ends is None else list(ends), _pair),
        "theme": Choice(_as_is, lambda value: theme_chosen(_text(value)) if value else ""),
        "tiles": Choice(lambda paper: paper.name, lambda value: sheet_paper(_text(value))),
        "overlap": Choice(_as_is, lambda value: checked_overlap(_number(value))),
        "avoid_cards": SWITCH,
        "repeat_headers": SWITCH,
        "sheet_marks": SWITCH,
        "key_page": SWITCH,
        "bleed": Choice(_as_is, lambda value: checked_bleed(_number(value))),
        "marks": SWITCH,
        "cmyk": SWITCH,
        "outlines": SWITCH,
        "legend": SWITCH,
        "header": SWITCH,
        "footer": SWITCH,
    }
)
"""The fields of the options that a preset keeps. One more choice of an export is one more line here."""


def kept(options: ExportOptions, form: str, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The options with the key of a format, as a preset keeps them.

    What the preset held ``before`` under keys that this program does not know stays as it is.
    """
    strange = {key: value for key, value in (before or {}).items() if key not in CHOICES and key != FORMAT}
    choices = {name: choice.write(getattr(options, name)) for name, choice in CHOICES.items()}
    return {FORMAT: form, **choices, **strange}


def read(found: Mapping[str, Any]) -> tuple[ExportOptions, str, list[str]]:
    """The options a preset keeps, the key of its format (empty where it names none), and what could not be read.

    A value that is no choice is passed over with a sentence that says so; keys of a newer program are passed over.
    """
    options, said = ExportOptions(), []
    for name, choice in CHOICES.items():
        if name not in found:
            continue
        try:
            options = replace(options, **{name: choice.read(found[name])})
        except JmapError:
            said.append(f"“{found[name]}” is no {name} that this version knows; the usual one is taken.")
    form = found.get(FORMAT)
    return options, form if isinstance(form, str) else "", said
