"""Trials that take the program and its files apart: ``python -m tests.torture [--short] [--only NAME]``."""
