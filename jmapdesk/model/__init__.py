"""The map as a value: frozen records, their rules, what differs between two maps."""
