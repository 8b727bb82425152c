"""The command line ``clientome``: every method of every provider as a command, made from its table of commands.

It stands on the public surface of the package. Help imports nothing of the SDK: ``app`` reads the tables, and ``run``
loads a client when a command is carried out.
"""

from __future__ import annotations


def main() -> None:
    """The console script."""
    from .app import clientome

    clientome(prog_name="clientome")
