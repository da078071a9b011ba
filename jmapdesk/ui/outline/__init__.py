"""The outline of a map: a tree of its stages, steps, cards and lanes."""
