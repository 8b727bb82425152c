"""Turns OpenAPI descriptions into Python client packages; run as `python -m generator`."""
