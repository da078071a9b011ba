"""Shapes as PresentationML: boxes, arrows, lines, icons as freeforms, pictures, groups, tables, frames of charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from jmapdesk.exchange.slides.scene import (
    Box,
    Chart,
    Drawn,
    Edge,
    Group,
    Photo,
    Rule,
    Shape,
    Table,
    TableCell,
    bounds,
)
from jmapdesk.exchange.slides.xml_text import Dress, Linked, emu, paragraphs_xml, quoted
from jmapdesk.util.geometry import Path, Rect

_PRESETS: Final = {"rect": "rect", "round": "roundRect", "ellipse": "ellipse", "first": "homePlate", "arrow": "chevron"}
_ANCHORS: Final = {"top": "t", "middle": "ctr", "bottom": "b"}
_DECORATION: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_CHART_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TABLE_URI: Final = "http://schemas.openxmlformats.org/drawingml/2006/table"
_GRID: Final = 1000.0
"""Units of an icon's path for each unit of its grid."""


@dataclass(slots=True)
class Writer:
    """Writes the shapes of one slide: numbers them, and asks for the parts that they need."""

    dress: Dress
    linked: Linked
    pictured: Callable[[str], str | None]
    """Gives the relationship id of an asset's picture; None where it cannot be had."""
    charted: Callable[[Chart], str]
    """Gives the relationship id of a chart's part."""
    last_id: int = 1

    def xml(self, shape: Shape) -> str:
        """A shape; empty for a picture that cannot be had."""
        match shape:
            case Box():
                return self._box(shape)
            case Rule():
                return self._rule(shape)
            case Drawn():
                return self._drawn(shape)
            case Photo():
                return self._photo(shape)
            case Group():
                return self._group(shape)
            case Chart():
                frame = f'<c:chart xmlns:c="{_CHART_URI}" r:id="{self.charted(shape)}"/>'
                return self._frame(shape.rect, shape.name, shape.says, _CHART_URI, frame)
            case Table():
                return self._frame(shape.rect, shape.name, shape.says, _TABLE_URI, self._table(shape))

    def _about(self, name: str, says: str, *, decoration: bool = False) -> str:
        """The element that numbers and names a shape and says what it shows."""
        self.last_id += 1
        title = f'id="{self.last_id}" name="{quoted(" ".join(name.split())[:60] or f"Shape {self.last_id}")}"'
        said = f' descr="{quoted(says)}"' if says else ""
        return f"<p:cNvPr {title}{said}>{_DECORATION}</p:cNvPr>" if decoration else f"<p:cNvPr {title}{said}/>"

    def _box(self, box: Box) -> str:
        decoration = not box.says and not box.paragraphs and not box.place
        about = self._about(box.name, box.says, decoration=decoration)
        place = f'<p:nvPr><p:ph type="{box.place}"/></p:nvPr>' if box.place else "<p:nvPr/>"
        kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>' if box.place else "<p:cNvSpPr/>"
        if not box.place and box.paragraphs and not box.fill and not box.edge:
            kind = '<p:cNvSpPr txBox="1"/>'
        flip = ' flipH="1"' if self.dress.rtl and box.form in ("first", "arrow") else ""
        look = "" if box.place else self._look(box)
        start, top, end, bottom = (max(0.0, air - own) for air, own in zip(box.inset, _own_air(box), strict=True))
        left, right = (end, start) if self.dress.rtl else (start, end)
        wrap = "none" if box.form == "ellipse" else "square"
        body = (
            f'<a:bodyPr wrap="{wrap}" lIns="{emu(left)}" tIns="{emu(top)}" rIns="{emu(right)}" bIns="{emu(bottom)}" '
            f'rtlCol="{int(self.dress.rtl)}" anchor="{_ANCHORS[box.anchor]}"><a:noAutofit/></a:bodyPr>'
        )
        return (
            f"<p:sp><p:nvSpPr>{about}{kind}{place}</p:nvSpPr>"
            f"<p:spPr>{_placed(box.rect, flip)}{look}</p:spPr>"
            f"<p:txBody>{body}<a:lstStyle/>{paragraphs_xml(box.paragraphs, self.dress, self.linked)}</p:txBody></p:sp>"
        )

    def _look(self, box: Box) -> str:
        """Form, ground and outline."""
        form = _form(box.form, box.bend, box.rect)
        return f"{form}{self.dress.fill(box.fill)}{self._edge(box.edge)}"

    def _edge(self, edge: Edge | None, cap: str = "") -> str:
        if edge is None:
            return "<a:ln><a:noFill/></a:ln>"
        dash = '<a:prstDash val="sysDash"/>' if edge.dashed else ""
        ends = f' cap="{cap}"' if cap else ""
        joins = "<a:round/>" if cap else ""
        return f'<a:ln w="{emu(edge.width)}"{ends}>{self.dress.fill(edge.colour)}{dash}{joins}</a:ln>'

    def _rule(self, rule: Rule) -> str:
        flip = ' flipV="1"' if (rule.x2 - rule.x1) * (rule.y2 - rule.y1) < 0 else ""
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{self._about('Line', '', decoration=True)}<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>"
            f'<p:spPr>{_placed(bounds(rule), flip)}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
            f"{self._edge(rule.edge)}</p:spPr></p:cxnSp>"
        )

    def _drawn(self, icon: Drawn) -> str:
        look = f"{_placed(icon.rect)}{_freeform(icon.paths)}<a:noFill/>{self._edge(icon.edge, 'rnd')}"
        about = self._about("Icon", "", decoration=True)
        return f"<p:sp><p:nvSpPr>{about}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{look}</p:spPr></p:sp>"

    def _photo(self, photo: Photo) -> str:
        found = self.pictured(photo.asset)
        if found is None:
            return ""
        about = self._about(photo.name, photo.says, decoration=not photo.says)
        part = photo.part
        crop = "".join(
            f' {side}="{round(share * 100_000)}"'
            for side, share in (("l", part.x), ("t", part.y), ("r", 1 - part.right), ("b", 1 - part.bottom))
            if share > 1e-6
        )
        return (
            f'<p:pic><p:nvPicPr>{about}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
            f'<p:blipFill><a:blip r:embed="{found}"/><a:srcRect{crop}/><a:stretch><a:fillRect/></a:stretch>'
            f"</p:blipFill><p:spPr>{_placed(photo.rect)}{_form(photo.form, photo.bend, photo.rect)}</p:spPr></p:pic>"
        )

    def _group(self, group: Group) -> str:
        about = self._about(group.name, group.says, decoration=not _says(group))
        place = _corners(bounds(group))
        inner = place.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        children = "".join(self.xml(one) for one in group.children)
        return (
            f"<p:grpSp><p:nvGrpSpPr>{about}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>{children}</p:grpSp>"
        )

    def _frame(self, rect: Rect, name: str, says: str, uri: str, inner: str) -> str:
        about = self._about(name, says)
        return (
            f"<p:graphicFrame><p:nvGraphicFramePr>{about}"
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f"<p:xfrm>{_corners(rect)}</p:xfrm>"
            f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
        )

    def _table(self, table: Table) -> str:
        rtl = ' rtl="1"' if table.rtl else ""
        columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in table.widths)
        rows = "".join(
            f'<a:tr h="{emu(height)}">{"".join(self._cell(cell, table.edge) for cell in row)}</a:tr>'
            for row, height in zip(table.rows, table.heights, strict=True)
        )
        return f'<a:tbl><a:tblPr firstRow="1"{rtl}/><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>'

    def _cell(self, cell: TableCell, edge: Edge) -> str:
        none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
        under = f'<a:lnB w="{emu(edge.width)}">{self.dress.fill(edge.colour)}</a:lnB>'
        pads = " ".join(f'{side}="{emu(TABLE_PAD[i % 2])}"' for i, side in enumerate(("marL", "marT", "marR", "marB")))
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraphs_xml(cell.paragraphs, self.dress, self.linked)}"
            f'</a:txBody><a:tcPr {pads} anchor="ctr">{none}{under}{self.dress.fill(cell.fill)}</a:tcPr></a:tc>'
        )


TABLE_PAD: Final = (5.0, 3.5)
"""Air in a table's cell at its sides, and over and under its words, in points."""


def _says(group: Group) -> bool:
    """Whether a group or anything in it has something to say."""
    if group.says:
        return True
    return any(isinstance(one, Box) and (one.says or one.paragraphs) for one in group.children)


def _corners(rect: Rect) -> str:
    return (
        f'<a:off x="{emu(rect.x)}" y="{emu(rect.y)}"/>'
        f'<a:ext cx="{max(0, emu(rect.w))}" cy="{max(0, emu(rect.h))}"/>'
    )


def _placed(rect: Rect, flip: str = "") -> str:
    return f"<a:xfrm{flip}>{_corners(rect)}</a:xfrm>"


def _own_air(box: Box) -> tuple[float, float, float, float]:
    """How far from its edges a preset form keeps its words by itself: start, top, end, bottom (ECMA-376, part 1,
    presetShapeDefinitions)."""
    match box.form:
        case "round":
            return (0.29289 * box.bend,) * 4
        case "first":
            return 0.0, 0.0, box.bend / 2, 0.0
        case "arrow":
            return box.bend, 0.0, box.bend, 0.0
        case "ellipse":
            return 0.14645 * box.rect.w, 0.14645 * box.rect.h, 0.14645 * box.rect.w, 0.14645 * box.rect.h
        case _:
            return 0.0, 0.0, 0.0, 0.0


def _form(form: str, bend: float, rect: Rect) -> str:
    """A preset form with its one handle: the share of the shorter side that its corner or tip takes."""
    side = min(rect.w, rect.h)
    handle = ""
    if form not in ("rect", "ellipse") and side > 0:
        most = 50_000 if form == "round" else round(100_000 * rect.w / side)
        handle = f'<a:gd name="adj" fmla="val {min(most, round(100_000 * bend / side))}"/>'
    return f'<a:prstGeom prst="{_PRESETS[form]}"><a:avLst>{handle}</a:avLst></a:prstGeom>'


def _freeform(paths: tuple[Path, ...]) -> str:
    """Paths of an icon as a freeform; each is stroked, none is filled."""
    side = round(24 * _GRID)
    drawn = "".join(
        f'<a:path w="{side}" h="{side}" fill="none">{"".join(_step(*step) for step in path)}</a:path>' for path in paths
    )
    return (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>{drawn}</a:pathLst></a:custGeom>'
    )


_STEPS: Final = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo"}


def _step(name: str, *numbers: float) -> str:
    if name == "Z":
        return "<a:close/>"
    points = "".join(
        f'<a:pt x="{round(x * _GRID)}" y="{round(y * _GRID)}"/>'
        for x, y in zip(numbers[0::2], numbers[1::2], strict=True)
    )
    return f"<a:{_STEPS[name]}>{points}</a:{_STEPS[name]}>"
