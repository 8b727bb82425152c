"""A provider with a login, as a generated package would have it."""
