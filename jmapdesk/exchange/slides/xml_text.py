"""Text as DrawingML: runs and paragraphs, with each paragraph's own direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from jmapdesk.exchange.slides.scene import BULLET, Paragraph, Run
from jmapdesk.text.cleaning import cleaned

EMU: Final = 12_700
"""Units of the format in a point."""

_REGIONS: Final[Mapping[str, str]] = {
    "ar": "ar-SA", "de": "de-DE", "en": "en-US", "es": "es-ES", "fr": "fr-FR", "he": "he-IL", "hi": "hi-IN",
    "it": "it-IT", "ja": "ja-JP", "ko": "ko-KR", "nl": "nl-NL", "pl": "pl-PL", "pt": "pt-PT", "ru": "ru-RU",
    "sv": "sv-SE", "tr": "tr-TR", "uk": "uk-UA", "zh": "zh-CN", "fa": "fa-IR", "ur": "ur-PK", "id": "id-ID",
}  # fmt: skip
"""PowerPoint checks spelling by language and country; where a map names no country, the one most write in."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How what is written is dressed: the theme's slot of a colour that it has, the language, the direction."""

    slots: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    rtl: bool = False

    def colour(self, colour: str) -> str:
        """A colour as an element: by the theme's slot where it has it, so that another theme changes it too."""
        slot = self.slots.get(colour.upper())
        return f'<a:schemeClr val="{slot}"/>' if slot else f'<a:srgbClr val="{hex_of(colour)}"/>'

    def fill(self, colour: str | None) -> str:
        """A plain ground, or none."""
        return f"<a:solidFill>{self.colour(colour)}</a:solidFill>" if colour else "<a:noFill/>"


Linked = Callable[[str], str]
"""Gives the relationship id of an address that a run leads to."""


def hex_of(colour: str) -> str:
    """A colour as six digits: ``#abc`` is ``AABBCC``."""
    digits = colour.lstrip("#")
    return ("".join(d * 2 for d in digits) if len(digits) == 3 else digits).upper()


def language_of(tag: str) -> str:
    """A language tag as PowerPoint knows it; empty for none."""
    return tag if "-" in tag else _REGIONS.get(tag.lower(), tag)


def safe(text: str) -> str:
    """A text for an element, without what no XML can hold."""
    return escape(cleaned(text)[0])


def quoted(text: str) -> str:
    """A text for an attribute, in one line."""
    return escape(cleaned(text)[0], {'"': "&quot;", "\n": "&#10;"})


def linkable(address: str) -> str:
    """An address as a relationship holds it; empty for one that PowerPoint would take for damage."""
    try:
        parts = urlsplit(address)
        sound = bool(parts.hostname if parts.scheme in ("http", "https") else parts.path) and (parts.port or 1) > 0
    except ValueError:
        return ""
    return quote(address, safe=":/?#[]@!$&'()*+,;=%~-._") if address and sound else ""


def emu(points: float) -> int:
    """Points in the format's units."""
    return round(points * EMU)


def runs_rtl(text: str, otherwise: bool) -> bool:
    """Whether a paragraph runs right to left: as its first letter does, ``otherwise`` where it has none."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return otherwise


def paragraphs_xml(paragraphs: Iterable[Paragraph], dress: Dress, linked: Linked) -> str:
    """The paragraphs; an empty one where there are none, since a text must have one."""
    return "".join(_paragraph(one, dress, linked) for one in paragraphs) or "<a:p/>"


def _paragraph(paragraph: Paragraph, dress: Dress, linked: Linked) -> str:
    rtl = runs_rtl(paragraph.text, dress.rtl)
    # algn names sides of the page, marL the side a paragraph begins at: a stray English line in an Arabic map
    # stands at the right too
    sides = {"start": "r" if dress.rtl else "l", "end": "l" if dress.rtl else "r", "centre": "ctr"}
    attributes = f' algn="{sides[paragraph.align]}" rtl="{int(rtl)}"'
    before = f'<a:spcBef><a:spcPts val="{round(paragraph.before * 100)}"/></a:spcBef>'
    mark = "<a:buNone/>"
    if paragraph.bullet:
        indent = emu(BULLET * max((run.size for run in paragraph.runs), default=10.0))
        attributes = f' marL="{indent}" indent="-{indent}"' + attributes
        mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>'
    runs = "".join(_run(run, dress, linked) for run in paragraph.runs if run.text)
    # without a size of its own the end of a paragraph makes an empty cell as high as the largest letters
    end = f'<a:endParaRPr sz="{round(paragraph.runs[-1].size * 100)}" dirty="0"/>' if paragraph.runs else ""
    return f"<a:p><a:pPr{attributes}>{before}{mark}</a:pPr>{runs}{end}</a:p>"


def _run(run: Run, dress: Dress, linked: Linked) -> str:
    tag = "en-US" if run.sign else dress.language
    language = f' lang="{quoted(tag)}"' if tag else ""
    weight = f' b="{int(run.bold)}"' + (' i="1"' if run.italic else "")
    address = linkable(run.link)
    link = f'<a:hlinkClick r:id="{linked(address)}"/>' if address else ""
    fonts = "".join(f'<a:{use} typeface="Arial"/>' for use in ("latin", "ea", "cs", "sym")) if run.sign else ""
    look = f"{dress.fill(run.colour)}{fonts}{link}"
    return (
        f'<a:r><a:rPr{language} sz="{round(run.size * 100)}"{weight} dirty="0">{look}</a:rPr>'
        f"<a:t>{safe(run.text)}</a:t></a:r>"
    )
