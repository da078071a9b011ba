"""What a map says: evidence coverage and other answers read off it."""
