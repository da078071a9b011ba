"""The one table of actions: menus, toolbar, shortcuts and context menus all come from here.

A spec says what an action is called and where it stands; what it does is given by the window as a handler of the same
name. An action without a handler is a mistake that ``build`` refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from jmapdesk.ui.icon_set import IconSet


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: a stable name, its words, its menu (none: keys only), icon, keys, and when it makes sense.

    ``needs`` names the state it is enabled by, empty for always: ``undo``, ``redo``, ``cards`` (cards are selected),
    ``cards_or_cell``, ``pair`` (two cards or more), ``ends`` (a card or a connection), ``words`` (something that can be
    written on), ``parts`` (something that can be deleted), ``column`` (a stage, a step or what stands in one), ``row``
    (a lane or what stands in one), ``within`` (what may hold cards), ``collapsed`` (a stage or lane is),
    ``hidden`` (likewise), ``parked`` (cards are), ``dropped`` (words that Esc left), ``view`` (a saved view
    is chosen), ``some`` (anything is selected).
    """

    name: str
    text: str
    menu: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()
    tip: str = ""
    needs: str = ""
    checkable: bool = False
    group: int = 0
    """Actions of a menu with different groups are parted by a line."""
    under: str = ""
    """The words of a menu inside the menu, where such actions stand together."""


MENUS = (
    ("file", "&File"), ("edit", "&Edit"), ("insert", "&Insert"), ("arrange", "&Arrange"),
    ("show", "&Show"), ("view", "&View"), ("help", "&Help"),
)  # fmt: skip
"""Menus from left to right. Words stand here in English; translations are looked up when menus are built."""

LOOK = "Loo&k of the window"
WORDS = "Find &words and replace"
REACH = "Co&nnections and reach"
TOOL = "Tool&s"
PACKS = "&Group packs"
SPECS: tuple[Spec, ...] = (
    Spec("new", "New &map", "file", "file-plus", ("Ctrl+N",), "A new map of the current state", group=1),
    Spec("start_page", "Sta&rt page", "file", "layout-template", ("Ctrl+Shift+N",), "Templates, recent maps", group=1),
    Spec("open", "&Open…", "file", "folder-open", ("Ctrl+O",), group=1),
    Spec("open_sample", "Open the sample", "file", "presentation", group=1),
    Spec("import", "&Import a table or text…", "file", "download", ("Ctrl+Shift+I",), group=1),
    Spec("return_workbook", "&Bring back a workbook…", "file", "", (), "Join what was edited in Excel", group=1),
    Spec("save", "&Save", "file", "save", ("Ctrl+S",), group=2),
    Spec("save_as", "Save &as…", "file", "", ("Ctrl+Shift+S",), group=2),
    Spec("save_template", "Save as a tem&plate…", "file", group=2),
    Spec("versions", "&Versions…", "file", "history", (), "Earlier saves and snapshots, and the way back", group=2),
    Spec("snapshot", "Ta&ke a snapshot…", "file", "bookmark", (), "Keep the map as it is now under a name", group=2),
    Spec("to_be_copy", "Copy as &to-be map", "file", "copy", (), "A map of the future made from this one", group=2),
    Spec("make_packs", "&Make group packs…", "file", "users", (), "A part of it for each group", group=2, under=PACKS),
    Spec("bring_packs", "&Bring packs home…", "file", "", (), "Join what groups did apart", group=2, under=PACKS),
    Spec("export", "&Export…", "file", "share", ("Ctrl+E",), "PDF, PNG, SVG or Excel", group=3),
    Spec("print", "Pri&nt…", "file", "printer", ("Ctrl+P",), "The map as it shows, on the paper you choose", group=3),
    Spec("close", "&Close", "file", "", ("Ctrl+W",), group=4),
    Spec("quit", "&Quit", "file", "", ("Ctrl+Q",), group=4),
    Spec("undo", "&Undo", "edit", "undo-2", ("Ctrl+Z",), needs="undo"),
    Spec("redo", "&Redo", "edit", "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y"), needs="redo"),
    Spec("bring_back", "&Bring back dropped words", "edit", "", (), "What Esc left while it was written", "dropped"),
    Spec("cut", "Cu&t", "edit", "scissors", ("Ctrl+X",), needs="cards", group=1),
    Spec("copy", "&Copy", "edit", "copy", ("Ctrl+C",), needs="cards", group=1),
    Spec(
        "copy_picture", "Copy as picture", "edit", "image", ("Ctrl+Shift+C",),
        "What is selected, or the whole map, for a slide or a message", group=1,
    ),
    Spec("paste", "&Paste", "edit", "clipboard", ("Ctrl+V",), group=1),
    Spec("duplicate", "&Duplicate", "edit", "", ("Ctrl+D",), "Cards, a lane, a stage or a step", "parts", group=1),
    Spec("edit_text", "&Edit the text", "edit", "pencil", ("F2",), needs="words", group=2),
    Spec("open_link", "&Open link…", "edit", "external-link", ("Ctrl+L",), "What the card points to", "cards", group=2),
    Spec(
        "split_card", "Split t&he card at the cursor", "edit", "", ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"),
        "What stands behind the cursor becomes a card of its own", "cards", group=2,
    ),
    Spec("join_cards", "&Join cards", "edit", "", ("Ctrl+J",), "Several cards of a cell become one", "cards", group=2),
    Spec(
        "gather", "&Gather like cards", "edit", "", ("Ctrl+G",), "An order by the words that the cards of a cell share",
        "cards_or_cell", group=2,
    ),
    Spec(
        "connect", "Connect the cards", "edit", "arrow-right", ("Ctrl+Alt+C",),
        "An arrow from each to the one selected next", "pair", group=2, under=REACH,
    ),
    # some desktops keep Alt with Shift for themselves: the other keys come first
    Spec("edge_left", "End a step further left", "edit", "", ("Ctrl+Shift+Left", "Alt+Shift+Left"),
         "One step less of the card's reach", "cards", group=2, under=REACH),
    Spec("edge_right", "End a step further right", "edit", "", ("Ctrl+Shift+Right", "Alt+Shift+Right"),
         "The card reaches over one step more", "cards", group=2, under=REACH),
    Spec("next_connection", "Go to its connections", "edit", "", ("Ctrl+Alt+G",), "", "ends", group=2, under=REACH),
    Spec("delete", "De&lete", "edit", "trash-2", ("Del",), needs="parts", group=2),
    Spec("select_all", "Select &all cards", "edit", "", ("Ctrl+A",), group=3),
    Spec(
        "select_within", "Select its card&s", "edit", "", ("Ctrl+Shift+A",), "Those of its lane, stage, step or cell",
        "within", group=3,
    ),
    Spec("find_anything", "&Find anything…", "edit", "search", ("Ctrl+K",), "Cards, stages, actions, maps", group=3),
    Spec("find_words", "Find &words…", "edit", "", ("Ctrl+F",), "Words in all texts of the map", group=3, under=WORDS),
    Spec("find_next", "Find &next", "edit", "", ("F3",), group=3, under=WORDS),
    Spec("find_previous", "Find pre&vious", "edit", "", ("Shift+F3",), group=3, under=WORDS),
    Spec("replace", "F&ind and replace…", "edit", "", ("Ctrl+H",), group=3, under=WORDS),
    Spec("add_card", "&Card here", "insert", "sticky-note", ("Ctrl+Enter", "Ctrl+Return")),
    Spec("capture", "Capture &bar", "insert", "mic", ("F5",), "One line, a card for each Enter"),
    Spec("add_stage", "&Stage after this one", "insert", "columns-3", ("Ctrl+Alt+S",), group=1),
    Spec("add_step", "S&tep after this one", "insert", "", ("Ctrl+Alt+T",), group=1),
    Spec("to_be_curve", "Curv&e to be, as a copy", "insert", "spline", tip="The curve as it is, to change", group=3),
    Spec("add_persona", "&Persona", "insert", "user", group=3),
    Spec("name_step", "&Name the step", "arrange", "", (), "", "column", False, 0),
    Spec("move_left", "Move stage or step &left", "arrange", "arrow-left", ("Ctrl+Alt+Left",), "", "column", False, 1),
    Spec(
        "move_right", "Move stage or step &right", "arrange", "arrow-right", ("Ctrl+Alt+Right",), "", "column", False, 1
    ),
    Spec("move_up", "Move lane &up", "arrange", "arrow-up", ("Ctrl+Alt+Up",), needs="row", group=1),
    Spec("move_down", "Move lane &down", "arrange", "arrow-down", ("Ctrl+Alt+Down",), needs="row", group=1),
    Spec("split_step", "Split t&he step here", "arrange", "split", ("Ctrl+Alt+Enter", "Ctrl+Alt+Return"),
         "The selected card and those below it go into a new step", "column", False, 2),
    Spec("join_step", "&Join with the next step", "arrange", "", ("Ctrl+Alt+J",), "", "column", False, 2),
    Spec("split_stage", "Be&gin a stage with this step", "arrange", "", (), "", "column", False, 2),
    Spec("join_stage", "J&oin with the next stage", "arrange", "", (), "", "column", False, 2),
    Spec(
        "fold_stage", "Collapse or open the &stage", "show", "", ("Ctrl+Alt+K",),
        "Counts, worst pain and mean feeling in place of cards", "column",
    ),
    Spec("fold_lane", "Collapse or open the &lane", "show", "", ("Ctrl+Alt+L",), "", "row"),
    Spec("open_all", "&Open all that is collapsed", "show", "", ("Ctrl+Alt+O",), needs="collapsed"),
    Spec("hide_stage", "Hi&de the stage", "show", "", ("Ctrl+Shift+K",), "Hide the stage in this window", "column",
         group=1),
    Spec("hide_lane", "Hide the l&ane", "show", "", ("Ctrl+Shift+L",), needs="row", group=1),
    Spec("show_hidden", "Show all that is hidde&n", "show", "eye", ("Ctrl+Shift+H",), needs="hidden", group=1),
    Spec("detail_all", "All &cards", "show", "", ("Ctrl+Alt+3",), checkable=True, group=2),
    Spec(
        "detail_key", "&Key cards", "show", "", ("Ctrl+Alt+2",),
        "Emotions, moments of truth, severity 3, rated opportunities, numbers", checkable=True, group=2,
    ),
    Spec("detail_titles", "&Titles only", "show", "", ("Ctrl+Alt+1",), "Counts in place of cards", "", True, 2),
    Spec("whole_map", "&Whole map", "show", "", ("Ctrl+Alt+0",), "All that the map itself does not hide",
         checkable=True, group=3),
    Spec("save_view", "Sa&ve what shows as a view…", "show", "", ("Ctrl+Alt+V",), group=3),
    Spec("update_view", "&Update the view", "show", needs="view", tip="The chosen view takes what shows now", group=3),
    Spec("rename_view", "&Rename the view…", "show", needs="view", group=3),
    Spec("delete_view", "D&elete the view", "show", needs="view", group=3),
    Spec("zoom_in", "Zoom &in", "view", "plus", ("Ctrl++", "Ctrl+=")),
    Spec("zoom_out", "Zoom &out", "view", "minus", ("Ctrl+-",)),
    Spec("zoom_100", "&Actual size", "view", "", ("Ctrl+0",)),
    Spec("zoom_fit", "&Fit the map", "view", "maximize", ("Ctrl+9",)),
    Spec("zoom_width", "Fit the width", "view", "", ("Ctrl+7",)),
    Spec("zoom_selection", "&Zoom to the selection", "view", "zoom-in", ("Ctrl+8",), needs="some"),
    Spec("show_overview", "Overview map", "view", "", (), "Where you are on the map", checkable=True),
    Spec("tool_select", "&Select and drag", "view", "mouse-pointer-2", checkable=True, group=1, under=TOOL),
    Spec("tool_hand", "Mo&ve the sheet", "view", "hand", checkable=True, group=1, under=TOOL),
    Spec("tool_card", "Set &down a card", "view", "sticky-note", checkable=True, group=1, under=TOOL),
    Spec("tool_curve", "Dra&w the curve", "view", "spline", checkable=True, group=1, under=TOOL),
    Spec("show_palette", "&Card palette", "view", "", checkable=True, group=2),
    Spec("show_inspector", "Ins&pector", "view", "panel-right", ("F4",), checkable=True, group=2),
    Spec(
        "show_filter", "Fi&lter", "view", "funnel", ("Ctrl+Shift+F",), "Fade all cards but some",
        checkable=True, group=2,
    ),
    Spec(
        "show_table", "&Table of all cards", "view", "table", ("Ctrl+T",), "Every card as a row, to sort and edit",
        checkable=True, group=2,
    ),
    Spec(
        "show_outline", "O&utline", "view", "list", ("Ctrl+Shift+O",), "Stages, steps and cards as a tree",
        checkable=True, group=2,
    ),
    Spec(
        "show_parked", "Parked cards", "view", "square-parking", ("Ctrl+Alt+P",), "Cards without a place on the map",
        "parked", checkable=True, group=2,
    ),
    Spec("map_fields", "&Map details", "view", "file-text", ("F7",), "Title, purpose, goal, review", group=2),
    Spec("persona_pages", "P&ersona pages", "view", "user", (), "A page for each persona", group=2),
    Spec("show_history", "Undo &history", "view", "history", ("Ctrl+Alt+Z",), checkable=True, group=2),
    Spec("show_merged", "Merges and conflicts", "view", "git-branch", ("Ctrl+Alt+M",), checkable=True, group=2),
    Spec("next_panel", "&Next panel", "view", "", ("F6",), group=3),
    Spec("previous_panel", "P&revious panel", "view", "", ("Shift+F6",), group=3),
    Spec("look_system", "As the s&ystem", "view", checkable=True, group=4, under=LOOK),
    Spec("look_light", "&Light", "view", checkable=True, group=4, under=LOOK),
    Spec("look_dark", "&Dark", "view", checkable=True, group=4, under=LOOK),
    Spec("look_contrast", "&High contrast", "view", checkable=True, group=4, under=LOOK),
    Spec("less_motion", "Less &motion", "view", "", (), "Things jump instead of gliding", "", True, 4, LOOK),
    Spec("open_menu", "Menu", "", "", ("F10",)),
    Spec("shortcuts", "&Keyboard shortcuts", "help", "keyboard", ("F1",)),
    Spec("tour", "&Five steps to a first map", "help", "footprints"),
    Spec("about", "&About jmapdesk", "help", "info", group=1),
)


def build(
    owner: QObject, handlers: Mapping[str, Callable[[], object]], icons: IconSet, specs: Iterable[Spec] = SPECS
) -> dict[str, QAction]:
    """Make the actions. Raises KeyError for a spec without a handler, so that no dead entry reaches a menu."""
    actions: dict[str, QAction] = {}
    for spec in specs:
        action = QAction(said(spec.text), owner)
        action.setObjectName(spec.name)
        if spec.icon:
            action.setIcon(icons.icon(spec.icon))
        if spec.keys:
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(spec.checkable)
        action.setToolTip(tool_tip(spec))
        handler = handlers[spec.name]
        # a menu's click carries "checked", which no handler takes
        action.triggered.connect(lambda _checked=False, run=handler: run())
        actions[spec.name] = action
    return actions


def said(text: str) -> str:
    """The words of an action in the window's language."""
    return QCoreApplication.translate("actions", text)


def tool_tip(spec: Spec) -> str:
    """The action's words with its first shortcut behind them; plain text."""
    words = said(spec.tip or spec.text).replace("&", "")
    keys = QKeySequence(spec.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if spec.keys else ""
    return f"{words} ({keys})" if keys else words


EDITING = frozenset((
    "return_workbook", "bring_packs", "cut", "paste", "duplicate", "edit_text", "split_card", "join_cards", "gather",
    "delete", "connect", "edge_left", "edge_right", "replace", "add_card", "capture", "add_stage", "add_step",
    "name_step", "move_left", "move_right", "move_up", "move_down", "split_step", "join_step", "split_stage",
    "join_stage", "to_be_curve", "add_persona", "fold_stage", "fold_lane", "open_all", "hide_lane", "save_view",
    "update_view", "rename_view", "delete_view", "undo", "redo", "bring_back", "save",
))  # fmt: skip
"""Actions that change the map: none of them is to be had where it is open to read only."""


def tip_of(name: str) -> str:
    """The tip of an action by its name, for another button that does the same."""
    return next(tool_tip(spec) for spec in SPECS if spec.name == name)


def enable(
    actions: Mapping[str, QAction],
    state: Mapping[str, bool],
    specs: Iterable[Spec] = SPECS,
    *,
    read_only: bool = False,
) -> None:
    """Enable each action that needs a state by that state, and what changes a map unless that is open to read only."""
    for spec in specs:
        if spec.needs or spec.name in EDITING:
            can = not spec.needs or state.get(spec.needs, False)
            actions[spec.name].setEnabled(can and not (read_only and spec.name in EDITING))
