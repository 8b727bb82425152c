"""`python -m clientome.sandbox PROVIDER|all [--port N] [--host ADDRESS]`: start sandboxes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .api.bundles import UnknownProviderError, load, names
from .server.ports import PortTakenError, listen, origin

# A job of half an hour takes ten seconds: a person sees it go through its states and need not wait.
SPEED = 200.0
EXTRA = ("uvicorn", "jsonschema", "referencing", "python_multipart", "simpleeval", "asyncssh")


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
    _ = made.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="name under which it may be called, besides IP addresses and localhost; can be given more than once",
    )
    _ = made.add_argument(
        "--speed",
        type=_speed,
        default=SPEED,
        metavar="N",
        help=f"virtual seconds in a second; tokens, codes and links live by the real clock (default: {SPEED:g})",
    )
    _ = made.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="keep everything in this file, to go on with it later; with 'all' one file for each, FILE.PROVIDER",
    )
    _ = made.add_argument(
        "--sftp-port",
        type=int,
        metavar="N",
        help="also take files by SFTP, for providers that do; any login is good",
    )
    _ = made.add_argument(
        "--no-rate-limits",
        action="store_true",
        help="answer as fast as possible; the described limits do not hold",
    )
    _ = made.add_argument(
        "--deliver-outside",
        action="store_true",
        help="send webhooks to other machines too; without it only to this one",
    )
    _ = made.add_argument("--verbose", action="store_true", help="log every request")
    return made


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 <= speed <= 1e9:
        raise argparse.ArgumentTypeError("must be from 0 (the clock stands still) to 1000000000")
    return speed


def start(given: argparse.Namespace) -> None:
    """Serve until interrupted."""
    from . import app
    from .server import serving
    from .server.app import Application
    from .server.environment import exports

    everyone = given.provider == "all" and bool(names())
    chosen = names() if everyone else (given.provider,)
    for name in chosen:
        _ = load(name)
    ports = [given.port + index if given.port else 0 for index in range(len(chosen))]
    listeners = [listen(given.host, port) for port in ports]
    applications: list[Application] = []
    for name, listener in zip(chosen, listeners, strict=True):
        state = given.state
        if state is not None and everyone:
            state = state.with_name(f"{state.name}.{name}")
        one = app(
            name,
            state=state,
            speed=given.speed,
            rate_limits=not given.no_rate_limits,
            hosts=[given.host, *given.allow_host],
        )
        one.engine.hooks.outside = given.deliver_outside
        applications.append(one)
        if given.sftp_port is not None and one.engine.raw.get("sftp"):
            one.sftp_listener = listen(given.host, given.sftp_port, "--sftp-port")
            one.sftp_address = (given.host, one.sftp_listener.getsockname()[1])
            _say(f"# {one.description.title} by SFTP on {given.host} port {one.sftp_address[1]}")
        address = origin(listener)
        one.engine.origin = address
        _say(f"# {one.description.title} on {address}")
        for line in exports(one.description, address):
            _say(line)
    serving.run(applications, listeners, verbose=given.verbose)


def _say(line: str) -> None:
    _ = sys.stdout.write(line + "\n")
    _ = sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status: 0 after an interrupt, 1 when it could not start, 2 for a wrong command line."""
    given = parser().parse_args(arguments)
    try:
        start(given)
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
    except Exception as error:
        # The store is imported late, so that a missing package has a message of its own.
        if type(error).__name__ != "StateError":
            raise
        return _fail(str(error), 1)
    return 0


def _fail(message: str, status: int) -> int:
    _ = sys.stderr.write(f"{message}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
