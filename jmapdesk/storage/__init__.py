"""The .jmap file: read, migrate, check, save without ever damaging what was there."""
