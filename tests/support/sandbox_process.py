"""`python tests/support/sandbox_process.py FILE`: a shop whose state is in a file, for tests that kill it."""

from __future__ import annotations

import sys
from pathlib import Path

# In place of this folder, whose modules would hide those of the standard library.
sys.path[0] = str(Path(__file__).parents[2])


def main() -> None:
    from clientome.sandbox import app
    from clientome.sandbox.server import ports, serving
    from tests.support.sandbox_shop_description import BEHAVIOUR, DOCUMENT

    listener = ports.listen("127.0.0.1", 0)
    application = app(DOCUMENT, BEHAVIOUR, state=sys.argv[1], speed=float(sys.argv[2]))
    print(listener.getsockname()[1], flush=True)
    serving.run([application], [listener])


if __name__ == "__main__":
    main()
