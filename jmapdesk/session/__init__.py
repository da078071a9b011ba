"""One open document: map, undo, preview and commit, selection, settings."""
