"""The window: canvas, tools, actions, panels, dialogs."""
