"""Small things every room may use: geometry, colour, ids, errors, resources."""
