"""A map as slides for PowerPoint: shapes, charts and tables that a person goes on editing."""
