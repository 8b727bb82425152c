"""Asking until something is so. May import call and below."""
