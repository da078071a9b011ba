"""What stands behind every slide: the theme with the map's colours, the master, its two layouts, the notes' master."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jmapdesk.exchange.slides.scene import HEIGHT, WIDTH
from jmapdesk.exchange.slides.xml_text import emu, hex_of, quoted
from jmapdesk.layout.theme import Theme
from jmapdesk.util.geometry import Rect

FONT: Final = "Arial"
"""The deck's one font, named in its theme alone: every system has it or one of the same widths. The face that the
program carries is on no other computer."""
_SCRIPTS: Final[Mapping[str, str]] = {
    "Jpan": "Yu Gothic", "Hang": "Malgun Gothic", "Hans": "Microsoft YaHei", "Hant": "Microsoft JhengHei",
    "Arab": "Arial", "Hebr": "Arial", "Thai": "Leelawadee UI", "Deva": "Nirmala UI", "Beng": "Nirmala UI",
    "Gujr": "Nirmala UI", "Guru": "Nirmala UI", "Taml": "Nirmala UI", "Telu": "Nirmala UI", "Knda": "Nirmala UI",
    "Mlym": "Nirmala UI", "Orya": "Nirmala UI", "Sinh": "Nirmala UI", "Ethi": "Ebrima", "Khmr": "Leelawadee UI",
    "Laoo": "Leelawadee UI", "Geor": "Sylfaen", "Armn": "Sylfaen",
}  # fmt: skip
"""A font of common systems for each script that the deck's own has no letters for."""

MARGIN: Final = 30.0
TITLE: Final = Rect(MARGIN, 15, WIDTH - 2 * MARGIN, 34)
OPENING_TITLE: Final = Rect(64, 118, 520, 110)
OPENING_WORDS: Final = Rect(64, 236, 520, 90)
FOOT: Final = HEIGHT - 24
"""Where the line with the map's name and the slide's number begins."""

_MAIN: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
NAMESPACES: Final = (
    f'xmlns:a="{_MAIN}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TREE_HEAD: Final = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def accents(theme: Theme) -> list[str]:
    """The six colours a program offers first: the hues of the theme's stages, and its accent where they are few."""
    hues = list(dict.fromkeys(theme.stage_hues))
    rest = (theme.colours.accent, theme.colours.good, theme.colours.mixed, theme.colours.bad, theme.colours.moment)
    return [*hues, *rest, *hues][:6]


def slots(theme: Theme) -> dict[str, str]:
    """The theme's slot of each colour that has one, by its six digits."""
    colours = theme.colours
    named = {colours.paper: "bg1", colours.ink: "tx1", colours.label_ground: "bg2", colours.muted: "tx2"}
    named |= {hue: f"accent{i}" for i, hue in enumerate(accents(theme), 1) if hue not in named}
    return {f"#{hex_of(colour)}": slot for colour, slot in reversed(named.items())}


def theme_xml(theme: Theme) -> str:
    """The theme's part: colours, fonts, and the plainest of effects."""
    colours = theme.colours
    scheme = {"dk1": colours.ink, "lt1": colours.paper, "dk2": colours.muted, "lt2": colours.label_ground}
    scheme |= {f"accent{i}": hue for i, hue in enumerate(accents(theme), 1)}
    scheme |= {"hlink": colours.accent, "folHlink": colours.moment}
    inner = "".join(f'<a:{slot}><a:srgbClr val="{hex_of(colour)}"/></a:{slot}>' for slot, colour in scheme.items())
    scripts = "".join(f'<a:font script="{script}" typeface="{font}"/>' for script, font in _SCRIPTS.items())
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>{scripts}'
    flat = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{flat}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_MAIN}" name="jmapdesk {quoted(theme.name)}"><a:themeElements>'
        f'<a:clrScheme name="jmapdesk {quoted(theme.name)}">{inner}</a:clrScheme>'
        f'<a:fontScheme name="jmapdesk"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="jmapdesk"><a:fillStyleLst>{flat * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{flat * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _placeholder(
    number: int, kind: str, rect: Rect, size: float, colour: str, rtl: bool, *, words: str = "", index: int = 0,
    bold: bool = False, anchor: str = "ctr", end: bool = False,
) -> str:  # fmt: skip
    """A placeholder of a master or layout, with the look of its text."""
    if rtl:
        rect = rect._replace(x=WIDTH - rect.right)
    side = "r" if end != rtl else "l"
    level = (
        f'<a:lvl1pPr marL="0" indent="0" algn="{side}" rtl="{int(rtl)}"><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr>"
    )
    inner = words or f"<a:p><a:r><a:rPr/><a:t>{_SAMPLES[kind]}</a:t></a:r></a:p>"
    where = f' idx="{index}"' if index else ""
    small = ' sz="quarter"' if kind in ("ftr", "sldNum") else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{_SAMPLES[kind]}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{small}{where}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/><a:ext cx="{emu(rect.w)}" cy="{emu(rect.h)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody>'
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f"<a:lstStyle>{level}</a:lstStyle>{inner}</p:txBody></p:sp>"
    )


_SAMPLES: Final = {
    "title": "Title", "ctrTitle": "Title", "subTitle": "Subtitle", "body": "Text", "ftr": "Footer",
    "sldNum": "Slide number",
}  # fmt: skip
_NUMBER: Final = (
    '<a:p><a:fld id="{9A1B2C3D-4E5F-4A6B-8C7D-0E1F2A3B4C5D}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld></a:p>'
)
_FOOTER: Final = Rect(MARGIN, FOOT, 700, 12)
_NUMBER_AT: Final = Rect(WIDTH - MARGIN - 60, FOOT, 60, 12)


def foot_xml(first: int, words: str) -> str:
    """The map's name and the slide's number as placeholders of a slide, numbered from ``first``."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{first}" name="Footer"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="ftr" sz="quarter" idx="11"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f"<a:lstStyle/>{words}</p:txBody></p:sp>"
        f'<p:sp><p:nvSpPr><p:cNvPr id="{first + 1}" name="Slide number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        f"<a:lstStyle/>{_NUMBER}</p:txBody></p:sp>"
    )


def _feet(number: int, rtl: bool) -> str:
    return _placeholder(number, "ftr", _FOOTER, 8.5, "tx2", rtl, index=11, words="<a:p/>") + _placeholder(
        number + 1, "sldNum", _NUMBER_AT, 8.5, "tx2", rtl, index=12, words=_NUMBER, end=True
    )


def master_xml(rtl: bool, layouts: list[str]) -> str:
    """The master; ``layouts`` are the relationship ids of its layouts."""
    levels = "".join(
        f'<a:lvl{n}pPr marL="0" indent="0" algn="{"r" if rtl else "l"}" rtl="{int(rtl)}"><a:buNone/>'
        '<a:defRPr sz="1400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        f'<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    titled = levels.partition("</a:lvl1pPr>")[0].replace("+mn", "+mj").replace('sz="1400"', 'sz="2400" b="1"')
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + i}" r:id="{key}"/>' for i, key in enumerate(layouts))
    body = _placeholder(3, "body", Rect(MARGIN, 60, WIDTH - 2 * MARGIN, 440), 14, "tx1", rtl, index=1, anchor="t")
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>"
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE_HEAD}"
        f'{_placeholder(2, "title", TITLE, 24, "tx1", rtl, bold=True)}{body}{_feet(4, rtl)}</p:spTree></p:cSld>'
        f"{COLOUR_MAP}<p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f"<p:txStyles><p:titleStyle>{titled}</a:lvl1pPr></p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{levels}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


COLOUR_MAP: Final = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_KEEP_MAP: Final = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


def layout_xml(opening: bool, rtl: bool) -> str:
    """A layout: that of the title slide, or a title over free room."""
    if opening:
        shapes = _placeholder(2, "ctrTitle", OPENING_TITLE, 34, "tx1", rtl, bold=True, anchor="b")
        shapes += _placeholder(3, "subTitle", OPENING_WORDS, 15, "tx2", rtl, index=1, anchor="t")
        kind, name = "title", "Title slide"
    else:
        shapes = _placeholder(2, "title", TITLE, 24, "tx1", rtl, bold=True) + _feet(3, rtl)
        kind, name = "titleOnly", "Title only"
    return (
        f'<p:sldLayout {NAMESPACES} type="{kind}" preserve="1"><p:cSld name="{name}"><p:spTree>{TREE_HEAD}{shapes}'
        f"</p:spTree></p:cSld>{_KEEP_MAP}</p:sldLayout>"
    )


def slide_xml(shapes: str) -> str:
    """A slide with its shapes."""
    return (
        f"<p:sld {NAMESPACES}><p:cSld><p:spTree>{TREE_HEAD}{shapes}</p:spTree></p:cSld>{_KEEP_MAP}</p:sld>"
    )


_NOTES_SLIDE: Final = Rect(54, 68, 432, 243)
_NOTES_BODY: Final = Rect(54, 340, 432, 330)


def _note_place(number: int, kind: str, rect: Rect | None, inner: str, index: int) -> str:
    """A placeholder of the notes' page; without a rectangle it takes that of the master."""
    place = ""
    if rect is not None:
        place = (
            f'<a:xfrm><a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/>'
            f'<a:ext cx="{emu(rect.w)}" cy="{emu(rect.h)}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
    locks = '<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>' if kind == "sldImg" else '<a:spLocks noGrp="1"/>'
    text = f"<p:txBody><a:bodyPr/><a:lstStyle/>{inner}</p:txBody>" if inner else ""
    where = f' idx="{index}"' if index else ""
    name = "Slide image" if kind == "sldImg" else "Notes"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr>{locks}</p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{where}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>{text}</p:sp>'
    )


def notes_master_xml() -> str:
    """The master of notes' pages."""
    shapes = _note_place(2, "sldImg", _NOTES_SLIDE, "", 2) + _note_place(3, "body", _NOTES_BODY, "<a:p/>", 3)
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>"
        f"<a:effectLst/></p:bgPr></p:bg><p:spTree>{TREE_HEAD}{shapes}</p:spTree></p:cSld>{COLOUR_MAP}</p:notesMaster>"
    )


def notes_xml(paragraphs: str) -> str:
    """The notes of a slide."""
    shapes = _note_place(2, "sldImg", None, "", 0) + _note_place(3, "body", None, paragraphs, 1)
    return f"<p:notes {NAMESPACES}><p:cSld><p:spTree>{TREE_HEAD}{shapes}</p:spTree></p:cSld>{_KEEP_MAP}</p:notes>"


def presentation_xml(master: str, notes: str, slides: list[str], rtl: bool) -> str:
    """The part that names all others; arguments are relationship ids."""
    ids = "".join(f'<p:sldId id="{256 + i}" r:id="{key}"/>' for i, key in enumerate(slides))
    levels = "".join(
        f'<a:lvl{n}pPr><a:defRPr sz="1400"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
        for n in range(1, 10)
    )
    way = ' rtl="1"' if rtl else ""
    return (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1" autoCompressPictures="0"{way}>'
        f'<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="{master}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes}"/></p:notesMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst>'
        f'<p:sldSz cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/><p:notesSz cx="{emu(540)}" cy="{emu(720)}"/>'
        f"<p:defaultTextStyle>{levels}</p:defaultTextStyle></p:presentation>"
    )


ASIDE: Final = {
    "presProps": f"<p:presentationPr {NAMESPACES}/>",
    "viewProps": f"<p:viewPr {NAMESPACES}/>",
    "tableStyles": f'<a:tblStyleLst xmlns:a="{_MAIN}" def="{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}"/>',
}
"""Parts that hold nothing here, and without which PowerPoint offers to repair the file."""
