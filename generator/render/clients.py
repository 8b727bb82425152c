"""What the client template needs, and the runtime's value of the provider as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import templates.runtime.spec.api as runtime

from .. import names
from ..ir import Api, Operation, SecurityScheme
from ..spec import pointers
from ..text import flat, prose
from ..types.python import Source, literal
from . import docstrings
from .resources import ResourceView
from .views import late_reference, rate_limit_value
from .walk import Walker

SETTINGS = frozenset(
    {"self", "environment", "base_url", "timeout", "retries", "headers", "transport", "http_client"}
    | {"max_answer_bytes", "max_connections"}
    | {"verify", "proxy", "on_response", "limiter", "state", "payer", "observer", "budget"}
    | {"strict_answers"}
)
"""Arguments that every client has."""

_SECRETS = {
    "bearer": "The token.",
    "basic": "User name and password with a colon between them.",
    "header": "The key, which travels in a header.",
    "query": "The key, which travels in the query.",
    "cookie": "The key, which travels in a cookie.",
}


@dataclass(frozen=True, slots=True)
class ConstructorArgument:
    """One credential argument of the client."""

    name: str
    variable: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Service:
    """A constructor argument for a part of the runtime; most are there only where the description has a use for them."""

    name: str
    annotation: str
    doc: str


def services(api: Api) -> list[Service]:
    """What the client can be given besides."""
    found: list[Service] = []
    operations = api.operations
    if api.rate_limits or any(o.rate_limits for o in operations):
        text = "Keeps the provider's rate limits; by default one for all clients of this process"
        found.append(Service("limiter", "Limiter", text))
    if any(o.billable or any(p.idempotency is not None for p in o.parameters) for o in operations):
        text = "A file that remembers paid calls, so that a script that crashed and runs again pays once"
        found.append(Service("state", "State", text))
    if any(o.payment is not None for o in operations):
        text = "Signs payments and says how much may be spent; without it nothing is ever paid"
        found.append(Service("payer", "Payer", text))
    if any(o.billable for o in operations):
        text = "Limits what is spent by calls that cost money, over all clients that share it"
        found.append(Service("budget", "Budget", text))
    text = "Records what answers had that the description does not know: names and counts, in a file"
    found.append(Service("observer", "Observer", text))
    return found


def _credential_arguments(api: Api) -> list[ConstructorArgument]:
    found: dict[str, ConstructorArgument] = {}
    own = default_arguments(api)
    for scheme in api.security_schemes:
        if scheme.token is not None:
            for name, variable in scheme.token.login.variables.items():
                text = (
                    f"{name.replace('_', ' ').capitalize()} of the account, to log in with instead of a key"
                )
                _ = found.setdefault(name, ConstructorArgument(name, variable, text))
        if scheme.credential is not None:
            c = scheme.credential
            _ = found.setdefault(
                c.argument, ConstructorArgument(c.argument, c.variable, c.description or "The API key")
            )
        elif scheme.name in own:
            text = " ".join(
                filter(None, (_SECRETS[scheme.placement], docstrings.sentence(scheme.description)))
            )
            _ = found.setdefault(own[scheme.name], ConstructorArgument(own[scheme.name], None, text))
    return sorted(found.values(), key=lambda a: a.name != "api_key")


def default_arguments(api: Api) -> dict[str, str]:
    """The credential arguments of a foreign description by scheme: `api_key` where there is one scheme, the schemes'
    own names where there are more."""
    if api.provider is not None:
        return {}
    schemes = [s.name for s in api.security_schemes if s.credential is None and s.token is None]
    if len(schemes) == 1:
        return {schemes[0]: "api_key"}
    taken: set[str] = set(SETTINGS)
    chosen: dict[str, str] = {}
    for scheme in schemes:
        name = names.argument(scheme)
        chosen[scheme] = names.free(f"{name}_secret" if name in SETTINGS else name, taken)
        taken.add(chosen[scheme])
    return chosen


def constructor_arguments(api: Api) -> dict[str, str | None]:
    """What the client of one API can be given besides what every client takes, each with its environment variable."""
    found = {a.name: a.variable for a in _credential_arguments(api)}
    return {**found, **{s.name: None for s in services(api)}}


def _answer_schema(operation: Operation) -> Any:
    for response in operation.responses:
        if response.success:
            for content in response.contents:
                if content.kind == "json":
                    return content.schema
    return None


def _login(api: Api, scheme: SecurityScheme, walker: Walker) -> runtime.Login | None:
    token = scheme.token
    operation = api.operation(token.login.operation) if token else None
    if token is None or operation is None:
        return None
    renewed = api.operation(token.refresh.operation) if token.refresh else None
    refresh = token.refresh if renewed else None

    def place(operation: Operation | None, expression: str | None) -> runtime.Path | None:
        if operation is None or expression is None:
            return None
        return walker.follow(_answer_schema(operation), expression)[0]

    return runtime.Login(
        operation=late_reference(operation),
        variables=dict(token.login.variables),
        access=place(operation, token.login.access) or (),
        refresh=place(operation, token.login.refresh),
        refresh_operation=late_reference(renewed) if renewed else None,
        refresh_inputs=dict(refresh.inputs) if refresh else {},
        refreshed_access=place(renewed, refresh.access) if refresh else None,
        refreshed_refresh=place(renewed, refresh.refresh) if refresh else None,
    )


def _credentials(api: Api) -> tuple[runtime.Credential, ...]:
    walker = Walker(api)
    own = default_arguments(api)
    return tuple(
        runtime.Credential(
            scheme=scheme.name,
            placement=scheme.placement,
            wire=scheme.wire,
            argument=scheme.credential.argument if scheme.credential else own.get(scheme.name),
            variable=scheme.credential.variable if scheme.credential else None,
            login=_login(api, scheme, walker),
        )
        for scheme in api.security_schemes
    )


def _envelope(api: Api) -> runtime.Envelope | None:
    declared = api.envelope
    if declared is None:
        return None
    walker = Walker(api)
    schema = next((_answer_schema(o) for o in api.operations if o.enveloped), None)
    return runtime.Envelope(
        success=walker.follow(schema, declared.success)[0] if declared.success else None,
        data=walker.follow(schema, declared.data)[0],
        error=walker.follow(schema, declared.error)[0] if declared.error else None,
    )


def _errors(api: Api) -> runtime.ErrorShape:
    if api.errors is None:
        return runtime.ErrorShape()
    return runtime.ErrorShape(message=tuple(map(_keys, api.errors.message)), code=json_path(api.errors.code))


def api_value(api: Api) -> runtime.Api:
    """What is true of the provider as a whole."""
    provider = api.provider
    value = runtime.Api(
        name=api.package,
        title=api.title,
        package=Source(f"__package__ or {literal(api.package)}"),
        environments=tuple(
            runtime.Environment(
                name=server.name,
                base_url=server.url,
                default=server.default,
                key_prefixes=server.key_prefixes,
                webhook_host=server.webhook_host or None,
            )
            for server in api.servers
        ),
        credentials=_credentials(api),
        envelope=_envelope(api),
        errors=_errors(api),
        retry_statuses=api.retryable.statuses,
        rate_limits=tuple(map(rate_limit_value, api.rate_limits)),
    )
    if provider is None:
        return value
    return replace(
        value,
        base_url_variable=provider.base_url_variable,
        environment_variable=provider.environment_variable or None,
        request_id_headers=provider.request_id_headers,
    )


def _keys(expression: str) -> runtime.Path:
    return tuple(pointers.split(expression.partition("#")[2]))


def json_path(expression: str | None) -> runtime.Path | None:
    """A body expression as JSON keys."""
    return None if expression is None else _keys(expression)


def _constructor_doc(api: Api, arguments: list[ConstructorArgument]) -> str:
    named = ", ".join(s.name for s in api.servers)
    default = next((s.name for s in api.servers if s.default), api.servers[0].name) if api.servers else None
    variable = api.provider.environment_variable if api.provider else None
    base = api.provider.base_url_variable if api.provider else None
    by_default = [f"by default {variable} or {default}" if variable else f"by default {default}"]
    lines = [
        *(
            docstrings.argument(
                a.name, a.description, {}, [f"by default from {a.variable}"] if a.variable else []
            )
            for a in arguments
        ),
        docstrings.argument(
            "environment",
            f"One of {named}" if named else "The description names no environment",
            {},
            by_default if default else [],
        ),
        docstrings.argument(
            "base_url",
            "Another address of the API, its path included",
            {},
            [f"by default {base}, else the environment's"] if base else [] if default else ["required"],
        ),
        docstrings.argument(
            "timeout", "Seconds for each phase of a request, or a Timeout with a deadline", {}
        ),
        docstrings.argument(
            "retries", "How often a failed call is repeated where that is harmless; 2 by default", {}
        ),
        docstrings.argument(
            "max_answer_bytes",
            "Size up to which an answer is read into memory, decompressed; 64 MiB by default. Saved files may be larger",
            {},
        ),
        docstrings.argument("headers", "Headers of every request", {}),
        docstrings.argument("transport", "Another transport than httpx's", {}),
        docstrings.argument(
            "http_client", "A client of httpx or httpx2 to send with; its owner closes it", {}
        ),
        docstrings.argument("verify", "A CA bundle, an SSL context, or False to check no certificate", {}),
        docstrings.argument(
            "proxy", "Address of a proxy; by default those of the system's environment variables", {}
        ),
        docstrings.argument(
            "max_connections",
            "How many connections to an origin may be open at once, at least 1, 100 by default; further calls wait "
            "for a free one, as long as the pool timeout allows. An http_client has its own limits",
            {},
        ),
        docstrings.argument("on_response", "Called with status, headers and timing of every answer", {}),
        *(docstrings.argument(s.name, s.doc, {}) for s in services(api)),
        docstrings.argument(
            "strict_answers",
            "Whether an answer that differs from its description is a DecodeError, although the call was carried out; "
            "by default what differs is kept as it came and noted in `response_of(result).notes`",
            {},
        ),
    ]
    return (
        "Args:\n"
        + "\n".join(lines)
        + "\n\nRaises:\n    ConfigurationError: The environment is unknown, or a key belongs to another one."
    )


def client_context(
    api: Api, resources: list[ResourceView], attribute: Callable[[str], str]
) -> dict[str, Any]:
    """Names for the client, api and README templates."""
    arguments = _credential_arguments(api)
    about = docstrings.sentence(prose(api.description).split("\n\n")[0] or api.title)
    variables = [a.variable for a in arguments if a.variable]
    given = [f'{a.name}="..."' for a in arguments if not a.variable]
    title = flat(api.title)
    return {
        "resources": [
            {
                "name": r.name,
                "attribute": attribute(r.name),
                "class_name": r.class_name,
                "description": r.description,
            }
            for r in resources
        ],
        "constructor": arguments,
        "services": services(api),
        "constructor_doc": _constructor_doc(api, arguments),
        "class_doc": {
            "": f"{title}, blocking.\n\n{about}\nMay be used from many threads; use it as a context manager or call `close()`.",
            "Async": f"{title}, for asyncio.\n\n{about}\nUse it as an async context manager or call `aclose()`; one event loop at a time.",
        },
        "api_value": api_value(api),
        "title": title,
        "credential_hint": "  # credentials from the environment: " + ", ".join(variables)
        if variables
        else "",
        "constructor_example": ", ".join([*given, *([] if api.servers else ['base_url="https://..."'])]),
    }
