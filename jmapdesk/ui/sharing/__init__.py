"""A map that others have too: who has it open, what they changed, what a sync program laid beside it."""
