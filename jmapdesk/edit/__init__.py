"""Every change to a map: pure functions from an old map to a new one."""
