"""Random edits on two copies of a map, merged: every edit is in the result or in a conflict, whoever is first."""

from __future__ import annotations

import random

from jmapdesk.insight.merge import merge
from jmapdesk.model.delta import same
from jmapdesk.model.rules import repair
from jmapdesk.storage.document import load_bytes
from jmapdesk.storage.writing import dump
from jmapdesk.util.ids import counting_ids
from tests.builders import big_map
from tests.insight.merge_oracle import lost
from tests.insight.random_edits import edited
from tests.session.test_machine import start

_MOST = (2, 6, 12, 40)
"""Edits of one side at most; small numbers leave many pairs without a conflict."""


def run(runs: int) -> dict[str, object]:
    """Merge so many pairs, read back what was merged, and count what went wrong."""
    bases = (start(), big_map(60))
    figures = dict.fromkeys(("lost", "depends_on_order", "rules_broken", "not_read_back", "conflicts", "clean"), 0)
    for seed in range(runs):
        dice = random.Random(seed)
        base = bases[seed % len(bases)]
        most = dice.choice(_MOST)
        ours, theirs = edited(base, dice, most, "a"), edited(base, dice, most, "b")
        merged = merge(base, ours, theirs)
        data = dump(merged.map)
        figures["lost"] += len(lost(base, ours, merged.map)) + len(lost(base, theirs, merged.map))
        figures["depends_on_order"] += data != dump(merge(base, theirs, ours).map)
        figures["rules_broken"] += repair(merged.map, counting_ids())[0] is not merged.map
        loaded = load_bytes(data, "map.jmap")
        figures["not_read_back"] += bool(loaded.repairs) or not same(loaded.journey, merged.map)
        figures["conflicts"] += len(merged.conflicts)
        figures["clean"] += not merged.conflicts
    wrong = ("lost", "depends_on_order", "rules_broken", "not_read_back")
    return {"held": not any(figures[name] for name in wrong), "pairs": runs, **figures}
