"""Earlier states of a map, and states that somebody else made: shown, compared, brought back."""
