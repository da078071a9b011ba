"""All cards as a table: the same map through another lens."""
