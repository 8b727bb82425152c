"""Fixtures of the generated tests."""

from .wire import wire

__all__ = ["wire"]
