"""The expressions of `sandbox.yaml` and the functions that they may call."""
