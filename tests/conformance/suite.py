"""All checks of one provider."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conformance import described, models, surface, wire
from tests.conformance.expected import Provider, expect
from tests.conformance.gaps import Result
from tests.conformance.judge import Validators
from tests.conformance.package import Package

ROOT = Path(__file__).resolve().parents[2]
SPECS = ROOT / "specs"
GENERATED = ROOT / "generated"


def providers(specs: Path = SPECS) -> list[str]:
    """The folders that hold a description."""
    return sorted(path.parent.name for path in specs.glob("*/openapi.yaml"))


def use(generated: Path) -> None:
    """Make `clientome` be the package in this folder. Once per process."""
    sys.path.insert(0, str(generated))
    import clientome

    found = Path(clientome.__file__ or "").resolve().parents[1]
    if found != generated.resolve():
        raise RuntimeError(f"clientome was imported from {found}, not from {generated}")


@dataclass(frozen=True)
class Described:
    """A description, read and validated."""

    provider: Provider
    validators: Validators


@cache
def describe(folder: str, specs: Path) -> Described:
    """The description of a provider; read once, since many mutants leave it alone."""
    path = specs / folder / "openapi.yaml"
    return Described(expect(path), Validators.of(path))


def run(folder: str, specs: Path = SPECS, *, hasty: bool = False) -> Result:
    """Check the package of a provider against its description. `hasty`: no further check after one that found gaps."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        # openapi-core itself uses names that jsonschema has deprecated.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        found = describe(folder, specs)
        provider, result = found.provider, Result(found.provider.package)
        package = Package(provider.package)
        described.check(provider, found.validators, result)
        checks: tuple[tuple[str, Callable[[], None]], ...] = (
            ("sync", lambda: surface.check(provider, package, result)),
            ("models", lambda: models.check(provider, package, result)),
            ("wire-verified", lambda: wire.check(provider, package, found.validators, result, hasty=hasty)),
        )
        for column, check in checks:
            if not (hasty and result.gaps):
                _guarded(result, column, check)
    return result


def _guarded(result: Result, column: str, check: Callable[[], None]) -> None:
    """A package that cannot even be imported is a gap too."""
    try:
        check()
    except Exception as error:
        with result.checking(column, "the whole package") as note:
            note(f"{type(error).__name__}: {error}")
