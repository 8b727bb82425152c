"""`python -m clientome.sandbox PROVIDER|all [--port N] [--host ADDRESS]`: start stand-in servers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from .bundles import UnknownProviderError, load, names
from .ports import PortTakenError, listen, origin

EXTRA = ("starlette", "uvicorn", "jsonschema", "referencing", "python_multipart")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    known = names()
    made = argparse.ArgumentParser(
        prog="python -m clientome.sandbox",
        description="Start a local server that behaves as a provider's description says. No API key is needed.",
        epilog="Stop it with Ctrl-C. Set the printed variables in the shell from which you use the SDK.",
    )
    _ = made.add_argument(
        "provider", help=f"one of: {', '.join(known)}; or 'all', on ports that follow each other"
    )
    _ = made.add_argument(
        "--port", type=int, default=8001, help="port to listen on, 0 for any free one (default: 8001)"
    )
    _ = made.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)"
    )
    _ = made.add_argument("--verbose", action="store_true", help="log every request")
    return made


def start(provider: str, host: str, port: int, *, verbose: bool) -> None:
    """Serve until interrupted."""
    from . import serving
    from .description import describe
    from .environment import exports
    from .server import build

    chosen = names() if provider == "all" and names() else (provider,)
    documents = [load(name) for name in chosen]
    listeners = [listen(host, port + index if port else 0) for index in range(len(documents))]
    for document, listener in zip(documents, listeners, strict=True):
        address = origin(listener)
        description = describe(document)
        _say(f"# {description.title} on {address}")
        for line in exports(description, address):
            _say(line)
    serving.run([build(document) for document in documents], listeners, verbose=verbose)


def _say(line: str) -> None:
    _ = sys.stdout.write(line + "\n")
    _ = sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 after an interrupt, 1 when it could not start, 2 for a wrong command line."""
    given = parser().parse_args(arguments)
    try:
        start(given.provider, given.host, given.port, verbose=given.verbose)
    except UnknownProviderError as error:
        return _fail(str(error), 2)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        return _fail(f"The sandbox needs the package {error.name}. Run: pip install 'clientome[sandbox]'", 1)
    except KeyboardInterrupt:
        return 0
    except PortTakenError as error:
        return _fail(str(error), 1)
    return 0


def _fail(message: str, status: int) -> int:
    _ = sys.stderr.write(f"{message}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
