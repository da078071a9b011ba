"""Where everything stands: theme, grid, cards, curve, sheet furniture; hit tests. All pure."""
