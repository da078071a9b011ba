"""What to say of texts that have no room for all their words and so end in “…”."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from jmapdesk.layout.cut_texts import CutText
from jmapdesk.render.drawing import Picture, elements
from jmapdesk.util.one_line import one_line

_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "title": "the title", "persona": "persona", "role": "a persona’s role", "stage": "stage",
        "goal": "a stage’s goal", "step": "step", "time": "a step’s time", "lane": "lane", "curve": "curve",
        "card": "words of a card", "feeling": "feeling", "connection": "connection",
    }
)  # fmt: skip
_NAMED: Final = 4
"""How many are told by name."""
_LONGEST: Final = 60


def nowhere_whole(pictures: Sequence[Picture]) -> tuple[CutText, ...]:
    """The texts that are cut in every picture that shows what they belong to."""
    found = dict.fromkeys(one for picture in pictures for one in picture.short)
    if not found or len(pictures) == 1:
        return tuple(found)
    shown = [(elements(picture.root), frozenset(picture.short)) for picture in pictures]
    return tuple(text for text in found if all(text in short for ids, short in shown if text.element in ids))


def short_remark(short: Sequence[CutText]) -> list[str]:
    """A sentence that names texts that are cut."""
    if not short:
        return []
    names = [f"{_KINDS[one.kind]} “{one_line(one.text, _LONGEST)}”" for one in short[:_NAMED]]
    if len(short) == 1:
        return [f"{names[0][:1].upper()}{names[0][1:]} is cut for want of room; fewer words show whole."]
    more = f" and {len(short) - _NAMED} more" if len(short) > _NAMED else ""
    return [f"{len(short)} texts are cut for want of room: {', '.join(names)}{more}; fewer words show whole."]
