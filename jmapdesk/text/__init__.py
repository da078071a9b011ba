"""Bundled faces and text shaping: text is measured here, once, for screen and paper."""
