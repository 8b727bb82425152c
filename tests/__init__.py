"""The tests. A package, so that helpers are found as `tests.…` whatever else is installed."""
