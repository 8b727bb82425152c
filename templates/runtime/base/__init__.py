"""Errors, options and small types: no I/O. Imports nothing of the other rooms."""
