"""What all calls of one client share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..base.errors import ConfigurationError
from ..base.headers import Headers
from ..base.info import ResponseInfo, first_of
from ..base.options import DEFAULT_MAX_ANSWER_BYTES, Timeout
from ..policies.rate_limits import LIMITER, Limiter, LimitKey, account_of, keys_of
from ..spec.api import Api
from ..spec.operation import Operation
from .auth import Auth, Grant
from .plan import Plan
from .request import IDEMPOTENCY_KEY, extra_headers
from .settings import Settings, split_url

if TYPE_CHECKING:
    from ..policies.parameter_schema import Guide
    from ..policies.payment import Payer
    from ..policies.recorder import Observer
    from ..state.state import State

VERSION = "0.1.0"
AGENT = f"clientome/{VERSION} (python {sys.version_info[0]}.{sys.version_info[1]}"
_CACHE_LIMIT = 1024
_ONE_CALL = "headers: {} belongs to one call, not to all calls of a client; pass it to that call"

Header = tuple[bytes, bytes]


class Session:
    """Settings, credentials and prepared headers of one client. Safe to share between threads."""

    def __init__(
        self,
        api: Api,
        settings: Settings,
        *,
        timeout: Timeout,
        retries: int,
        headers: Mapping[str, str] | None,
        on_response: Callable[[ResponseInfo], object] | None,
        limiter: Limiter | None = None,
        state: State | None = None,
        payer: Payer | None = None,
        observer: Observer | None = None,
        strict_answers: bool = False,
        max_answer_bytes: int = DEFAULT_MAX_ANSWER_BYTES,
    ) -> None:
        self.api = api
        self.settings = settings
        self.timeout = timeout
        self.retries = retries
        self.on_response = on_response
        self.limiter = LIMITER if limiter is None else limiter
        self.state = state
        self.payer = payer
        self.observer = observer
        self.strict_answers = strict_answers
        self.max_answer_bytes = max_answer_bytes
        self.guides: dict[tuple[str, str], tuple[float, Guide]] = {}
        self.auth = Auth(api, settings)
        base: list[Header] = [
            (b"User-Agent", f"{AGENT}; {api.name})".encode("ascii")),
            (b"Accept-Encoding", b"gzip, deflate"),
        ]
        added = extra_headers(headers or {})
        self._base = merged(base, added)
        self._added = frozenset(name.lower().decode() for name, _value in added)
        if IDEMPOTENCY_KEY in self._added:
            raise ConfigurationError(_ONE_CALL.format("Idempotency-Key"))
        self._lists: dict[tuple[int, int], tuple[list[Header], Plan, Grant]] = {}
        self._places: dict[str, tuple[str, str]] = {}
        self._limits: dict[tuple[str, str], tuple[LimitKey, ...]] = {}

    @cached_property
    def account(self) -> str:
        """A short digest that tells this client's account from others without telling its key."""
        return account_of("\0".join(self.auth.identity()))

    def limits(self, operation: Operation[Any], origin: str) -> tuple[LimitKey, ...]:
        """The rate limits that hold for an operation there."""
        if not self.api.rate_limits and not operation.rate_limits:
            return ()
        key = (operation.id, origin)
        known = self._limits.get(key)
        if known is None:
            host = origin.partition("://")[2]
            known = self._limits[key] = keys_of(self.api, operation, host, self.account)
        return known

    def admit(self, operation: Operation[Any]) -> None:
        """Refuse an operation that does not exist in the client's environment, before anything is sent."""
        name = self.settings.environment
        if operation.environments and name is not None and name not in operation.environments:
            allowed = " or ".join(operation.environments)
            raise ConfigurationError(
                f"{operation.id} exists only in {allowed}, but this client is set to {name}; "
                f'make a client with environment="{operation.environments[0]}" and a key of that environment'
            )

    def place(self, operation: Operation[Any]) -> tuple[str, str]:
        """Origin and base path for an operation. A server of its own on the default origin follows a changed base URL."""
        server = operation.server
        if server is None:
            return self.settings.origin, self.settings.base_path
        known = self._places.get(server)
        if known is None:
            if "://" not in server:
                known = self.settings.origin, server.rstrip("/")
            else:
                origin, path = split_url(server, f"the server of {operation.id}")
                homes = {
                    split_url(environment.base_url, "base URL")[0] for environment in self.api.environments
                }
                known = (self.settings.origin if origin in homes else origin), path
            self._places[server] = known
        return known

    def headers(self, plan: Plan, grant: Grant) -> list[Header]:
        """The headers that all calls of an operation with this grant share: one list, not to be changed."""
        key = (id(plan), id(grant))
        known = self._lists.get(key)
        if known is None or known[2] is not grant:
            for name in plan.decisive.keys() & self._added:
                raise ConfigurationError(_ONE_CALL.format(name))
            if len(self._lists) >= _CACHE_LIMIT:
                self._lists.clear()
            shared = merged([*self._base, (b"Accept", plan.accept)], grant.headers)
            known = self._lists[key] = (shared, plan, grant)
        return known[0]

    def request_id(self, headers: Headers) -> str | None:
        """The provider's id of a request."""
        return first_of(headers, self.api.request_id_headers)


def merged(base: list[Header], added: list[Header]) -> list[Header]:
    """Headers where those added replace those of the same name."""
    if not added:
        return base
    names = {name.lower() for name, _ in added}
    return [header for header in base if header[0].lower() not in names] + added
