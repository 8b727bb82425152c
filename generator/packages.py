"""Names that a package and its client cannot have, since what it or its users import has them already."""

from __future__ import annotations

import keyword
import re
import sys

LONGEST = 60

NEEDED = frozenset(
    """
    aiohttp annotated_types anyio asyncssh attr attrs bcrypt certifi click clientome clientome_tests cryptography eth_account
    h11 h2 httpcore httptools httpx httpx2 idna jsonschema multidict pip pydantic pydantic_core pyrate_limiter pytest
    python_multipart referencing requests rich rpds setuptools simpleeval sniffio starlette tests truststore
    typing_extensions typing_inspection uvicorn uvloop web3 x402 yaml yarl
    """.split()  # noqa: SIM905
)
"""Packages that generated code, the runtime and the sandbox import, with those that they need."""

UMBRELLA = frozenset(
    """
    _runtime asgi_handler cli clientome cohort compat conftest response_of rich_progress runtime sandbox wire wsgi_handler
    """.split()  # noqa: SIM905
)
"""What `clientome` and its tests hold beside the providers, or will."""

RESERVED_CLIENTS = frozenset(
    """
    API AsyncClient AsyncTransport Budget Callable Client False Limiter Mapping None Observer Payer ResponseInfo State
    Timeout Transport True
    """.split()  # noqa: SIM905
)
"""A client of such a name would hide what its module imports, or is a word of Python."""


def fault(name: str) -> str | None:
    """Why a package of one's own cannot have a name; None where it can."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        return f"must be a Python module name in lower case, not {name!r}"
    if len(name) > LONGEST:
        return f"has up to {LONGEST} letters, not {len(name)}"
    if name in sys.stdlib_module_names or name in sys.builtin_module_names:
        return f"cannot be {name!r}: a module of Python's standard library has that name and could not be imported any more"
    if name in NEEDED:
        return f"cannot be {name!r}: generated code needs the package of that name"
    return None


def fault_of_provider(name: str) -> str | None:
    """Why a provider's package below `clientome` cannot have a name; None where it can."""
    if keyword.iskeyword(name):
        return f"{name!r} is a word of Python"
    if len(name) > LONGEST:
        return f"a package's name has up to {LONGEST} letters"
    if name in UMBRELLA:
        return f"clientome has {name!r} already"
    return None


def hides(client: str) -> bool:
    """Whether a client of this name would hide something that its module needs, or another client."""
    return client in RESERVED_CLIENTS or client.startswith("Async") or client.endswith("Resource")
