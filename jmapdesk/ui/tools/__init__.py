"""One gesture each: what the mouse does on the canvas between press and release."""
