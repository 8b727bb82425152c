"""`python -m tests.golden [--update] [CASE…]`: what the generator makes of the small descriptions, as a diff."""

from __future__ import annotations

import argparse
import sys

from . import cases, difference, update


def main() -> int:
    """Show the difference; write it with --update. 1 where something differs and was not written."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden")
    _ = parser.add_argument("cases", nargs="*", metavar="CASE", help="all when left out")
    _ = parser.add_argument("--update", action="store_true", help="make the committed files the actual ones")
    arguments = parser.parse_args()
    unknown = set(arguments.cases) - set(cases())
    if unknown:
        parser.error(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(cases())}")
    changed = 0
    for case in arguments.cases or cases():
        lines = list(difference(case))
        sys.stdout.writelines(lines)
        if lines:
            changed += 1
            if arguments.update:
                update(case)
    print(f"{changed} cases {'updated' if arguments.update else 'differ'}")
    return 0 if arguments.update or not changed else 1


if __name__ == "__main__":
    sys.exit(main())
