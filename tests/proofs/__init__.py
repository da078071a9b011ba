"""What exports promise, measured on the samples and a map of a thousand cards: ``python -m tests.proofs``."""
