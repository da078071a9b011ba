"""The canvas: where a map is seen and changed by hand. What the window needs of it:

    view = MapView(document, selection, shaper, icons)      # from jmapdesk.ui.canvas.view

``document`` is a session.document.Document, ``selection`` a session.selection.Selection (the window connects
``document.changed`` to ``selection.follow``), ``shaper`` a Shaper (QtShaper), ``icons`` an object with ``paths(name)``
(render.icons.Icons). The view listens to both by itself; ``view.close_document()`` before another takes its place.

Signals
    zoom_changed(float)                  1.0 is 100 %; for the slider in the status bar
    menu_requested(Hit, QPoint)          right click or the menu key: what lies there, global position
    insert_requested(str, object)        ``"lane"`` and an Insertion (after, before): which kind of lane is to be asked
                                         (stages and steps are added by the canvas itself)
    files_dropped(list, Hit)             local paths dropped from outside, and what they were dropped on
    failed(str)                          a sentence for the user: an edit that could not be made
    tool_changed(str)                    ``select``, ``hand``, ``card`` or ``curve``

Methods
    set_tool(name)                       one of the above; a card is set down and the tool goes back to ``select``
    zoom() / zoom_to(z) / zoom_in() / zoom_out() / fit() / zoom_to_selection()
    edit_selected() / edit_at_end()      open the editor in place (Enter, F2); finish_editing() commits it
    is_editing()
    delete_selected() / select_all()
    reveal(ref)                          scroll a Ref into view
    grab_focus is Qt's setFocus()
    reduced_motion (attribute)           True: nothing glides
    layout_now (property)                the MapLayout that shows

Drops: MIME type CARD_KIND_MIME (``application/x-jmapdesk-card-kind``, payload: the kind's name, UTF-8) makes a card;
PARKED_MIME (``application/x-jmapdesk-parked-cards``, payload: ids, a line each) places cards of this map.
Before saving, exporting or closing call finish_editing(), so that words just typed are in the document.
"""

from __future__ import annotations

CARD_KIND_MIME = "application/x-jmapdesk-card-kind"
"""The MIME type under which the palette drags a kind of card."""
PARKED_MIME = "application/x-jmapdesk-parked-cards"
"""The MIME type under which parked cards are dragged back to the map."""
