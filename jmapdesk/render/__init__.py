"""The drawing (a display list), building it from a layout, and the painters that show it."""
