"""The export window: formats, a true preview, options, what they mean for readers, presets."""
