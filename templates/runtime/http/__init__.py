"""Requests, responses and the transports that exchange them. May import base, spec and body."""
