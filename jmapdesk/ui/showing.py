"""What actions do to what shows of a map: collapsing and opening stages and lanes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from jmapdesk.edit.folding import open_all, toggled
from jmapdesk.model.journey import JourneyMap
from jmapdesk.session.document import Document
from jmapdesk.session.selection import Ref, Selection
from jmapdesk.ui.commands import spot_of


def _tr(text: str) -> str:
    return QCoreApplication.translate("showing", text)


def fold_stages(document: Document, selection: Selection) -> None:
    """Collapse the selected stages, or that of what is selected, or open them; they are selected then."""
    spots = [spot_of(document.journey, ref).stage for ref in selection.refs]
    ids = list(dict.fromkeys(key for key in spots if key is not None))
    shut = all(document.journey.stages[key].collapsed for key in ids)
    document.do(_tr("Open stage") if shut else _tr("Collapse stage"), lambda m: toggled(m, stages=ids))
    selection.set([Ref("stage", key) for key in ids])


def fold_lanes(document: Document, selection: Selection) -> None:
    """Collapse the selected lanes, or that of what is selected, or open them; they are selected then."""
    spots = [spot_of(document.journey, ref).lane for ref in selection.refs]
    ids = list(dict.fromkeys(key for key in spots if key is not None))
    shut = all(document.journey.lanes[key].collapsed for key in ids)
    document.do(_tr("Open lane") if shut else _tr("Collapse lane"), lambda m: toggled(m, lanes=ids))
    selection.set([Ref("lane", key) for key in ids])


def open_everything(document: Document) -> None:
    """Open every stage and lane that is collapsed."""
    document.do(_tr("Open all"), open_all)


def is_any_collapsed(journey: JourneyMap) -> bool:
    """Whether there is anything to open."""
    return any(stage.collapsed for stage in journey.stages.values()) or any(
        lane.collapsed for lane in journey.lanes.values()
    )
