"""What a screen reader hears, a line each: run with the system's own Python, which has the accessibility bus's library.

``ready`` comes first. ``focus NAME | DESCRIPTION`` is said for what gets the keyboard, ``say WORDS`` for announcements.
"""

from __future__ import annotations

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def hear(event: Atspi.Event) -> None:
    """Print one event."""
    if event.type.startswith("object:announcement"):
        print("say", event.any_data, flush=True)
    elif event.detail1 and event.source is not None:
        print("focus", event.source.get_name(), "|", event.source.get_description(), flush=True)


def main() -> None:
    """Listen until the bus goes away."""
    Atspi.init()
    listener = Atspi.EventListener.new(hear)
    listener.register("object:state-changed:focused")
    listener.register("object:announcement")
    print("ready", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
