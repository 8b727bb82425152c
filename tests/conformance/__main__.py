"""`python -m tests.conformance [PROVIDER...]`: the table, every gap, exit status 1 if there is one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.conformance import suite
from tests.conformance.gaps import table


def main() -> int:
    """Check the providers that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("provider", nargs="*", help=f"any of {', '.join(suite.providers())}; all by default")
    parser.add_argument(
        "--generated", type=Path, default=suite.GENERATED, help="folder that holds the package clientome"
    )
    parser.add_argument("--specs", type=Path, default=suite.SPECS, help="folder that holds the descriptions")
    given = parser.parse_args()
    suite.use(given.generated)
    results = [suite.run(name, given.specs) for name in given.provider or suite.providers(given.specs)]
    for result in results:
        for gap in result.gaps:
            print(f"{result.provider}: {gap}")
    print(table(results))
    return 1 if any(result.gaps for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
