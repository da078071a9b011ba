"""How fast the program is: ``python -m tests.benchmarks`` prints one JSON object of medians, each beside its floor.

A floor is the least that the same work could cost on the same machine (copying one picture to the screen, writing the
same bytes with nothing round it …), measured in turn with the case, so that a busy machine slows both alike.
"""
