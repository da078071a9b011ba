"""Other formats in and out, behind one registry."""
