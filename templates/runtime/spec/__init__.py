"""The frozen values that generated code constructs. Imports the standard library only.

The generator builds them too, and prints them without the fields that have their defaults: another default changes what
packages mean that were generated before.
"""
