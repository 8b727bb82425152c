"""Arguments of the operations of Names that look like places: https_example_org_core_v1."""

from __future__ import annotations
