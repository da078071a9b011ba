"""The inspector: the panel that edits the fields of what is selected."""
