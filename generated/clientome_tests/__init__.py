"""Tests made from the descriptions' examples; regenerate, do not edit."""
