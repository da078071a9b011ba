"""Every change to a map, as pure functions: old map in, new map out, the same object where nothing changes."""
