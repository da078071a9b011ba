"""The fields of the export window, one for each choice: what it concerns, its words, its way into the options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jmapdesk.exchange.options import LEAST_DPI, MOST_DPI, MOST_PIXELS, SHEET_PAPER, ExportOptions
from jmapdesk.exchange.paper import (
    FAMILIES,
    FIT,
    LEAST_SCALE,
    MOST_SCALE,
    ORIENTATIONS,
    WIDTH,
    Scale,
    paper_named,
    scale_named,
)
from jmapdesk.insight.filters import Filter
from jmapdesk.insight.views import TEAM, offered, views
from jmapdesk.layout.visibility import Visibility
from jmapdesk.model import queries
from jmapdesk.model.journey import JourneyMap
from jmapdesk.ui.inspector.choice_fields import Check, Choice, SegmentField
from jmapdesk.ui.inspector.field import NoWheel
from jmapdesk.ui.look import Tokens
from jmapdesk.ui.paper_box import PaperBox
from jmapdesk.util.one_line import one_line

ROLLS = ("roll610mm", "roll914mm", "roll1067mm")
"""The rolls that plotters are sold for: 24, 36 and 42 inches."""


SELECTION = "?selection"
"""Stands for what is selected in the list of what can be shown; no view has such an id."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("export", text)


class Now(NamedTuple):
    """What is exported at the moment: the map, and what shows of it in the window."""

    journey: JourneyMap
    shown: Visibility
    wanted: Filter
    selected: tuple[str, ...] = ()


class OptionField(QWidget):
    """One choice of an export. ``load`` never tells ``edited``."""

    edited = Signal()
    concerns: frozenset[str] = frozenset()
    """The fields of the options it is for; it shows where the format has one of them."""
    section = "page"
    """Under which heading it stands."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self.words = words
        """What stands before it; nothing where it says so itself."""

    def load(self, options: ExportOptions) -> None:
        """Show what the options say."""
        raise NotImplementedError

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        """The options with what is chosen here. Raises JmapError for what cannot be chosen."""
        raise NotImplementedError

    def follow(self, now: Now) -> None:
        """The map is another one: offer what it has."""

    def makes_sense(self, options: ExportOptions, now: Now) -> bool:
        """Whether there is anything to choose with these options."""
        return True

    def holding(self, *inner: QWidget) -> None:
        """Be these widgets, under each other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for one in inner:
            column.addWidget(one)
        self.setFocusProxy(inner[0])


class _Combo(QComboBox):
    """A list that does not change under a wheel that passes, and is no wider than its place."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setAccessibleName(words)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(3)
        still(self)

    def offer(self, choices: Iterable[tuple[Any, str]], value: Any, unknown: str = "") -> None:
        """Offer values with their words; one that is not among them shows by the words for it."""
        with QSignalBlocker(self):
            self.clear()
            for key, words in choices:
                self.addItem(one_line(words), key)
            place = self.findData(value)
            if place < 0 and unknown:
                self.addItem(unknown, value)
                place = self.count() - 1
            self.setCurrentIndex(max(0, place))


def still(widget: QWidget) -> None:
    """Let the wheel scroll the panel instead of changing the field under it."""
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    widget.installEventFilter(NoWheel(widget))
    if isinstance(widget, QAbstractSpinBox):
        # a style sheet's padding does not reach the line inside
        widget.lineEdit().setTextMargins(8, 0, 8, 0)


def _is_sized(options: ExportOptions) -> bool:
    """Whether the page is as many pixels wide and high as was asked for, whatever the paper."""
    return options.pixels is not None and options.pixels[1] is not None


class PaperField(OptionField):
    """The paper: a name, a roll, or a size typed by hand."""

    concerns = frozenset({"paper"})

    def __init__(self) -> None:
        super().__init__(_tr("Size"))
        self.box = PaperBox()
        self.box.setAccessibleName(self.words)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(3)
        self.box.setMaxVisibleItems(16)
        self.box.installEventFilter(NoWheel(self.box))
        self.box.addItem(_tr("As large as the map"), FIT)
        for family in FAMILIES.values():
            self.box.insertSeparator(self.box.count())
            for name in family:
                self.box.addItem(name, name)
        self.box.insertSeparator(self.box.count())
        for roll in ROLLS:
            said = _tr("Roll, {n} mm wide").replace("{n}", roll[4:-2])
            self.box.addItem(said, roll)
        self.box.setToolTip(_tr("A paper, a size such as 600x400mm, or a roll such as roll610mm"))
        self.box.currentTextChanged.connect(lambda _text: self.edited.emit())
        self.holding(self.box)

    def load(self, options: ExportOptions) -> None:
        place = self.box.findData(options.paper.name)
        with QSignalBlocker(self.box):
            self.box.setCurrentIndex(place)
            if place < 0:
                self.box.setEditText(options.paper.name)

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        text = self.box.currentText()
        place = self.box.findText(text, Qt.MatchFlag.MatchFixedString)
        name = str(self.box.itemData(place)) if place >= 0 and text else text
        return replace(options, paper=paper_named(name))

    def makes_sense(self, options: ExportOptions, now: Now) -> bool:
        # the pages of a handout are sheets whatever the map's size
        usual = _tr("{paper}, as usual").replace("{paper}", SHEET_PAPER.name)
        with QSignalBlocker(self.box):
            self.box.setItemText(0, usual if options.form == "handout" else _tr("As large as the map"))
        return not _is_sized(options)


class DirectionField(OptionField):
    """Which way the paper lies."""

    concerns = frozenset({"orientation"})

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(_tr("Direction"))
        names = (_tr("By itself"), _tr("Portrait"), _tr("Landscape"))
        choices = [Choice(value, words) for value, words in zip(ORIENTATIONS, names, strict=True)]
        self.segments = SegmentField(choices, tokens)
        self.segments.name(self.words)
        self._value = ORIENTATIONS[0]
        self.segments.edited.connect(self._chosen)
        self.holding(self.segments)

    def _chosen(self, value: str) -> None:
        self._value = value
        self.edited.emit()

    def load(self, options: ExportOptions) -> None:
        self._value = options.orientation
        self.segments.load(options.orientation)

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        return replace(options, orientation=self._value)

    def makes_sense(self, options: ExportOptions, now: Now) -> bool:
        return (options.form == "handout" or not options.paper.as_map) and not _is_sized(options)


class ScaleField(OptionField):
    """How large the map is drawn: fitted, to the width, or a size in per cent."""

    concerns = frozenset({"scale"})

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(_tr("Scale"))
        self.segments = SegmentField(
            [Choice(FIT, _tr("Fit")), Choice(WIDTH, _tr("Width")), Choice("%", _tr("Per cent"))], tokens
        )
        self.segments.name(self.words)
        self.percent = QDoubleSpinBox()
        self.percent.setRange(LEAST_SCALE * 100, MOST_SCALE * 100)
        self.percent.setDecimals(0)
        self.percent.setSingleStep(10)
        self.percent.setValue(100)
        self.percent.setSuffix(_tr(" %"))
        self.percent.setAccessibleName(_tr("Scale in per cent"))
        self.percent.setKeyboardTracking(False)
        still(self.percent)
        self._mode = FIT
        self.segments.edited.connect(self._chosen)
        self.percent.valueChanged.connect(lambda _value: self.edited.emit())
        self.holding(self.segments, self.percent)
        self._follow_mode()

    def _chosen(self, mode: str) -> None:
        self._mode = mode
        self._follow_mode()
        self.edited.emit()

    def _follow_mode(self) -> None:
        self.percent.setVisible(self._mode == "%")

    def load(self, options: ExportOptions) -> None:
        factor = options.scale.factor
        self._mode = options.scale.name if factor is None else "%"
        if factor is not None:
            with QSignalBlocker(self.percent):
                self.percent.setDecimals(0 if abs(factor * 100 - round(factor * 100)) < 1e-6 else 1)
                self.percent.setValue(factor * 100)
        self.segments.load(self._mode)
        self._follow_mode()

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        scale = scale_named(f"{self.percent.value():g}%") if self._mode == "%" else Scale(self._mode)
        return replace(options, scale=scale)


class LengthField(OptionField):
    """A number of millimetres; ``nothing`` are the words for the least."""

    def __init__(self, option: str, words: str, least: float, most: float, nothing: str = "") -> None:
        super().__init__(words)
        self.concerns = frozenset({option})
        self._option = option
        self.spin = QDoubleSpinBox()
        self.spin.setRange(least, most)
        self.spin.setDecimals(0)
        self.spin.setSpecialValueText(nothing)
        self.spin.setSuffix(_tr(" mm"))
        self.spin.setAccessibleName(self.words)
        self.spin.setKeyboardTracking(False)
        still(self.spin)
        self.spin.valueChanged.connect(lambda _value: self.edited.emit())
        self.holding(self.spin)

    def load(self, options: ExportOptions) -> None:
        value = getattr(options, self._option)
        with QSignalBlocker(self.spin):
            self.spin.setDecimals(0 if value is None or value == round(value) else 1)
            self.spin.setValue(self.spin.minimum() if value is None else value)

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        chosen: dict[str, Any] = {self._option: self.spin.value()}
        return replace(options, **chosen)


class MarginField(LengthField):
    """Millimetres left free at each edge, or as many as the program finds right."""

    def __init__(self) -> None:
        super().__init__("margin", _tr("Margin"), -1, 200, _tr("By itself"))

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        return replace(options, margin=None if self.spin.value() < 0 else self.spin.value())


class ShowField(OptionField):
    """What of the map is shown: as in the window, the whole of it, a view."""

    concerns = frozenset({"view"})

    def __init__(self) -> None:
        super().__init__(_tr("Show"))
        self.combo = _Combo(self.words)
        self._value = ""
        self.combo.activated.connect(self._chosen)
        self.holding(self.combo)

    def _chosen(self, place: int) -> None:
        self._value = str(self.combo.itemData(place))
        self.edited.emit()

    def load(self, options: ExportOptions) -> None:
        self._value = SELECTION if options.only else options.view
        self.combo.setCurrentIndex(max(0, self.combo.findData(self._value)))

    def follow(self, now: Now) -> None:
        others = (*views(now.journey), *(one for one in offered(now.journey) if one.id != TEAM))
        choices = [("", _tr("What shows in the window")), (TEAM, _tr("Whole map"))]
        if now.selected:
            choices.append((SELECTION, _tr("What is selected")))
        elif self._value == SELECTION:
            self._value = ""
        choices += [(view.id, _tr(view.name) if view.id not in now.journey.views else view.name) for view in others]
        self.combo.offer(choices, self._value, _tr("A view that is gone"))

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        selected = self._value == SELECTION
        return replace(
            options, view="" if selected else self._value, shown=now.shown, wanted=now.wanted,
            only=now.selected if selected else (),
        )  # fmt: skip


class StagesField(OptionField):
    """The first and the last stage to show."""

    concerns = frozenset({"stages"})

    def __init__(self) -> None:
        super().__init__(_tr("Stages"))
        self.first, self.last = _Combo(_tr("First stage")), _Combo(_tr("Last stage"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        dash = QLabel("–")
        for one in (self.first, dash, self.last):
            line.addWidget(one, 0 if one is dash else 1)
        self._value: tuple[str, str] | None = None
        self._ids: list[str] = []
        self.first.activated.connect(self._chosen)
        self.last.activated.connect(self._chosen)
        self.holding(row)
        self.setFocusProxy(self.first)

    def _chosen(self, _place: int) -> None:
        ends = str(self.first.currentData()), str(self.last.currentData())
        whole = bool(self._ids) and ends == (self._ids[0], self._ids[-1])
        self._value = None if whole else ends
        self.edited.emit()

    def load(self, options: ExportOptions) -> None:
        self._value = options.stages
        self._show()

    def _show(self) -> None:
        for combo, end in ((self.first, 0), (self.last, -1)):
            key = self._value[end] if self._value is not None else self._ids[end] if self._ids else ""
            combo.setCurrentIndex(combo.findData(key))

    def follow(self, now: Now) -> None:
        stages = queries.stages(now.journey)
        self._ids = [stage.id for stage in stages]
        choices = [(stage.id, stage.name or str(n)) for n, stage in enumerate(stages, 1)]
        for combo in (self.first, self.last):
            combo.offer(choices, None)
        self._show()

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        return replace(options, stages=self._value)

    def makes_sense(self, options: ExportOptions, now: Now) -> bool:
        return len(now.journey.stages) > 1 or self._value is not None


class ListField(OptionField):
    """One of a fixed list, for a field of the options that holds a word."""

    def __init__(self, name: str, words: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(words)
        self.concerns = frozenset({name})
        self._name = name
        self.combo = _Combo(words)
        self.combo.offer(choices, choices[0][0])
        self.combo.activated.connect(lambda _place: self.edited.emit())
        self.holding(self.combo)

    def load(self, options: ExportOptions) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findData(getattr(options, self._name))))

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        chosen: dict[str, Any] = {self._name: str(self.combo.currentData())}
        return replace(options, **chosen)


class ResolutionField(OptionField):
    """How many pixels a picture has: by dots per inch of its paper, or by its width and height."""

    concerns = frozenset({"dpi", "pixels"})

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(_tr("Resolution"))
        self.segments = SegmentField([Choice("dpi", _tr("Dots per inch")), Choice("pixels", _tr("Pixels"))], tokens)
        self.segments.name(self.words)
        self.dpi = _spin(round(LEAST_DPI), round(MOST_DPI), 192, _tr("Dots per inch"))
        self.wide = _spin(1, MOST_PIXELS, 1920, _tr("Pixels wide"))
        self.high = _spin(0, MOST_PIXELS, 0, _tr("Pixels high"))
        self.high.setSpecialValueText(_tr("By itself"))
        pixels = QWidget()
        line = QHBoxLayout(pixels)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        for one in (self.wide, QLabel("×"), self.high):
            line.addWidget(one, 1 if isinstance(one, QSpinBox) else 0)
        self._pixels = pixels
        self._mode = "dpi"
        self.segments.edited.connect(self._chosen)
        for spin in (self.dpi, self.wide, self.high):
            spin.valueChanged.connect(lambda _value: self.edited.emit())
        self.holding(self.segments, self.dpi, pixels)
        self._follow_mode()

    def _chosen(self, mode: str) -> None:
        self._mode = mode
        self._follow_mode()
        self.edited.emit()

    def _follow_mode(self) -> None:
        self.dpi.setVisible(self._mode == "dpi")
        self._pixels.setVisible(self._mode == "pixels")

    def load(self, options: ExportOptions) -> None:
        self._mode = "dpi" if options.pixels is None else "pixels"
        self.segments.load(self._mode)
        with QSignalBlocker(self.dpi), QSignalBlocker(self.wide), QSignalBlocker(self.high):
            self.dpi.setValue(round(options.dpi))
            if options.pixels is not None:
                self.wide.setValue(options.pixels[0])
                self.high.setValue(options.pixels[1] or 0)
        self._follow_mode()

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        pixels = (self.wide.value(), self.high.value() or None) if self._mode == "pixels" else None
        return replace(options, dpi=float(self.dpi.value()), pixels=pixels)


def _spin(least: int, most: int, value: int, words: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setValue(value)
    spin.setAccessibleName(words)
    spin.setKeyboardTracking(False)
    spin.setMinimumWidth(70)
    still(spin)
    return spin


class CheckField(OptionField):
    """Something that is there or not, for a field of the options that is a switch."""

    section = "also"

    def __init__(self, name: str, words: str, tokens: Tokens) -> None:
        super().__init__()
        self.concerns = frozenset({name})
        self._name = name
        self.check = Check(tokens)
        self.check.setText(words)
        self.check.clicked.connect(lambda: self.edited.emit())
        self.holding(self.check)

    def load(self, options: ExportOptions) -> None:
        self.check.setChecked(bool(getattr(options, self._name)))

    def put(self, options: ExportOptions, now: Now) -> ExportOptions:
        chosen: dict[str, Any] = {self._name: self.check.isChecked()}
        return replace(options, **chosen)

    def makes_sense(self, options: ExportOptions, now: Now) -> bool:
        return self._name != "personas" or bool(now.journey.personas)
