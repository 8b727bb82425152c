"""One request to a described operation: who calls, what is asked, what the steps do, what is stored of the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_plus

from ..api import parameters
from ..api.constraints import check_rules
from ..api.description import Description, Operation, Parameter
from ..api.parameters import Source
from ..api.routing import VARIABLE
from ..api.schemas import Invalid
from ..behaviour.engine import Engine
from ..behaviour.runs import Action, Answered, Asked, Refusal, Run, perform, result
from ..behaviour.steps import program
from ..expressions.evaluator import ExpressionError
from . import access, bodies, responses
from .examples import Reply, choose, dump, error, success
from .limits import Limits

REPLAYS = "_replays"
ROUTE = "x-sandbox-route"
DEFAULT_ACCOUNT = "sandbox"


@dataclass(slots=True)
class Incoming:
    """A request as it came; the path percent-encoded, header names in small letters."""

    method: str
    path: str
    query: str
    headers: Mapping[str, list[str]]
    address: str
    origin: str
    stream: AsyncIterator[bytes]
    ignored: list[str] = field(default_factory=list[str])
    """What was sent and is not described, as far as it was read."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who calls, as the steps of `caller` say."""

    account: str | None
    view: Mapping[str, Any]


def routes(engine: Engine) -> Iterator[Operation]:
    """The places outside the description as operations."""
    for place in engine.raw.get("routes", {}):
        method, _, template = str(place).partition(" ")
        names = VARIABLE.findall(template)
        yield Operation(
            id=str(place), method=method, template=template,
            parameters=tuple(
                Parameter(
                    name=name, location="path", required=True, schema={}, style="simple", explode=False,
                    content_type=None,
                )
                for name in names
            ),
            body={}, body_required=False, answers=(), security=(), environments=(), node={ROUTE: True},
        )  # fmt: skip


def invalid(description: Description, operation: Operation, error_found: Invalid) -> Reply:
    """The answer to a request that is not as described."""
    statuses: tuple[int, ...] = (400, 422)
    if isinstance(error_found, bodies.TooLarge):
        statuses = (413,)
    elif isinstance(error_found, bodies.WrongContentType):
        statuses = (415, 400, 422)
    return error(description, operation, choose(operation, statuses), str(error_found))


class RequestHandler:
    """Carries out requests with one engine, as many as its limits allow."""

    def __init__(self, engine: Engine, limits: Limits | None) -> None:
        self._limits = limits
        self._engine = engine
        self._description = engine.description
        self._routes: dict[str, tuple[Action, ...]] = {
            str(place): program(engine, steps) for place, steps in engine.raw.get("routes", {}).items()
        }

    async def perform(self, incoming: Incoming, operation: Operation, source: Source) -> Reply:
        """The answer; raises `Refused` and `Invalid`."""
        engine, route = self._engine, ROUTE in operation.node
        if not route:
            self._ignore(incoming, self._unknown(operation, source))
        caller = access.admit(self._description, operation, source.headers, source.query, source.cookies)
        identity = self._identity(caller, operation)
        if isinstance(identity, Refusal):
            return _challenged(responses.refused(engine, operation, identity))
        limited = self._limited(incoming, operation, identity)
        if limited is not None:
            return limited
        access.check_scopes(caller, identity.view.get("scopes"))
        view = self._view(incoming, operation, source, caller, route=route)
        kind = _content_type(incoming.headers)
        if route:
            body = await bodies.whole(incoming.stream, engine.blobs, kind)
        else:
            schemas = self._description.schemas
            nulls = engine.raw.get("nulls") != "absent"
            body = await bodies.check(operation, kind, incoming.stream, schemas, engine.blobs, nulls=nulls)
        self._ignore(incoming, body.unknown)
        view["body"], view["files"] = body.value, body.files
        check_rules(operation, view, self._description.schemas)
        preferences = _preferences(incoming.headers)
        steps = self._routes.get(operation.id) if route else engine.operations.get(operation.id)
        if steps is None or preferences:
            return self._example(incoming, operation, preferences)
        origin = incoming.origin or engine.origin
        asked = Asked(None if route else operation, incoming.method, incoming.headers, origin, view)
        return self._run(asked, operation, identity, steps)

    def _unknown(self, operation: Operation, source: Source) -> list[str]:
        if not source.query:
            return []
        keys = {s["name"] for s in self._description.schemes.values() if s.get("in") == "query"}
        found = parameters.unknown(operation.parameters, source.query, self._description.schemas)
        return [name for name in found if name not in keys]

    def _ignore(self, incoming: Incoming, names: Sequence[str]) -> None:
        """What is not described is ignored and reported, or refused where the provider does that."""
        incoming.ignored.extend(names)
        if names and self._engine.raw.get("unknown") == "refused":
            raise Invalid(f"There is no {', '.join(names)[:200]} here.")

    def _identity(self, caller: access.Caller, operation: Operation) -> Identity | Refusal:
        engine = self._engine
        environment = caller.environment
        account: str | None = DEFAULT_ACCOUNT
        found: Any = {}
        if engine.caller_steps and caller.secret:
            try:
                with engine.changing() as now:
                    run = engine.run(None, now)
                    run.update(secret=caller.secret, scheme=caller.scheme, environment=environment)
                    run["operation"] = operation.id
                    found = result(engine.caller_steps, run) or {}
            except Refusal as refusal:
                return refusal
            except ExpressionError as wrong:
                engine.note(f"caller: {wrong}")
                return Refusal(401, "The credential cannot be used.")
            account = found.get("account", DEFAULT_ACCOUNT)
        elif not caller.secret:
            account = None
        view = {"account": account, "scopes": None, "key": caller.secret, **found, "environment": environment}
        return Identity(account, view)

    def _limited(self, incoming: Incoming, operation: Operation, identity: Identity) -> Reply | None:
        if self._limits is None:
            return None
        own = operation.node.get("x-sdk-rate-limit", ())
        who = identity.account or incoming.address
        wait = self._limits.wait(operation.id, own, incoming.address, who)
        if wait is None:
            return None
        reply = error(self._description, operation, 429, "Too many requests; wait and try again.")
        reply.headers["retry-after"] = str(wait)
        return reply

    def _view(
        self, incoming: Incoming, operation: Operation, source: Source, caller: access.Caller, *, route: bool
    ) -> dict[str, Any]:
        found: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "header": {}, "cookie": {}}
        if route:
            for name, value in source.path.items():
                found["path"][name] = unquote(value, errors="replace")
            for name, value in source.query:
                _ = found["query"].setdefault(name, unquote_plus(value, errors="replace"))
        for name, values in source.headers.items():
            found["header"][name] = ", ".join(values)
        for parameter in () if route else operation.parameters:
            if caller.environment in parameter.required_in and parameter.name.lower() not in source.headers:
                raise Invalid(f"The header {parameter.name} is required in {caller.environment}.")
            checked = parameters.check(parameter, source, self._description.schemas)
            found[parameter.location][parameter.name] = checked
        query = f"?{incoming.query}" if incoming.query else ""
        return {"method": incoming.method, **found, "url": incoming.origin + incoming.path + query}

    def _example(self, incoming: Incoming, operation: Operation, wanted: dict[str, str]) -> Reply:
        if operation.proof is not None and operation.proof.lower() not in incoming.headers:
            _ = wanted.setdefault("code", "402")
        accept = ", ".join(incoming.headers.get("accept", ("*/*",)))
        return success(self._description, operation, accept, wanted)

    def _run(
        self, asked: Asked, operation: Operation, identity: Identity, steps: tuple[Action, ...]
    ) -> Reply:
        engine = self._engine
        try:
            with engine.changing() as now:
                names = {**engine.names(now), "request": asked.view, "caller": identity.view}
                run = Run(names, now, identity.account, asked)
                replay = self._replay_key(asked, operation, identity)
                if replay is not None:
                    stored = self._replayed(replay, asked, run, operation)
                    if stored is not None:
                        return stored
                outcome = perform(steps, run)
                answered = outcome if isinstance(outcome, Answered) else Answered({}, run)
                reply = responses.reply(engine, asked, answered.run, answered.reply)
                if replay is not None and reply.file is None and reply.status < 400:
                    self._remember(replay, asked, run, reply)
                return reply
        except Refusal as refusal:
            return responses.refused(engine, operation, refusal)
        except (ExpressionError, TypeError, ValueError, KeyError, AttributeError) as wrong:
            problem = str(wrong) if isinstance(wrong, ExpressionError) else f"{type(wrong).__name__}: {wrong}"
            engine.note(f"{operation.id}: {problem}")
            message = f"The sandbox failed: its sandbox.yaml has a mistake at {operation.id}: {problem}"
            return error(self._description, operation, 500, message)

    def _replay_key(self, asked: Asked, operation: Operation, identity: Identity) -> str | None:
        header = operation.token_header
        key = None if header is None else asked.headers.get(header.lower(), [""])[0]
        if not key:
            return None
        return hashlib.sha256(
            repr((identity.account, operation.id, key)).encode("utf-8", "replace")
        ).hexdigest()

    def _replayed(self, key: str, asked: Asked, run: Run, operation: Operation) -> Reply | None:
        stored = self._engine.store.find(REPLAYS, key)
        if stored is None or self._engine.clock.wall() >= float(stored["until"]):
            return None
        if stored["print"] != _fingerprint(asked):
            conflict = self._engine.replay_conflict
            status = int(conflict) if conflict else choose(operation, (409, 422, 400))
            raise Refusal(status, "This idempotency key was used with another request.")
        status = int(self._engine.replay_status or stored["status"])
        return Reply(status, str(stored["text"]).encode(), dict(stored["headers"]))

    def _remember(self, key: str, asked: Asked, run: Run, reply: Reply) -> None:
        kept = {
            "print": _fingerprint(asked), "status": reply.status, "headers": dict(reply.headers),
            "text": reply.body.decode("utf-8", "replace"), "until": self._engine.clock.wall() + float(self._engine.replay_time),
        }  # fmt: skip
        _ = self._engine.create(REPLAYS, kept, run, key, run.account)


def _fingerprint(asked: Asked) -> str:
    files = [[file["field"], file["path"], file["sha256"]] for file in asked.view["files"]]
    target = str(asked.view["url"]).split("/", 3)[3:]
    parts = [asked.method, target, asked.view["body"], files]
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _challenged(reply: Reply) -> Reply:
    if reply.status == 401:
        reply.headers["www-authenticate"] = "Bearer"
    return reply


def _content_type(headers: Mapping[str, list[str]]) -> str:
    """The content type; empty where the request announces no body."""
    given = next(iter(headers.get("content-type", ())), "")
    sent = "transfer-encoding" in headers or headers.get("content-length", ["0"])[0] != "0"
    return given if sent else ""


def _preferences(headers: Mapping[str, list[str]]) -> dict[str, str]:
    """`Prefer: code=404, example=name`, by which a test asks for another documented answer."""
    found: dict[str, str] = {}
    for part in ",".join(headers.get("prefer", ())).replace(";", ",").split(","):
        name, _, value = part.strip().partition("=")
        name = name.lower()
        if name == "example" or (name == "code" and len(value) == 3 and value.isascii() and value.isdigit()):
            found[name] = value.strip('"')
    return found


__all__ = ["Incoming", "RequestHandler", "dump", "invalid", "routes"]
