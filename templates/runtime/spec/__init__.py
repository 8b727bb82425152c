"""The frozen values that generated code constructs. Imports the standard library only."""
