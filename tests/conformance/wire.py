"""The wire-verified and examples columns: every method is called, sync and async, against the sandbox."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, TypeAdapter

from tests.conformance import package as sdk
from tests.conformance.calls import Call, plan
from tests.conformance.expected import Argument, Operation, Provider, is_json
from tests.conformance.expected import examples as named
from tests.conformance.gaps import Result
from tests.conformance.judge import Validators, judge
from tests.conformance.package import Package
from tests.conformance.recorder import Recorder, recording

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Example:
    """One answer to ask the sandbox for, and the value in it that the method must return."""

    status: str
    content_type: str
    name: str
    value: Any


@dataclass
class Session:
    """What all calls of one provider share."""

    provider: Provider
    package: Package
    validators: Validators
    recorder: Recorder
    result: Result
    key: str

    def judge(self, operation: Operation, call: Call, note: Callable[[str], None]) -> None:
        """Look at the one request that a call has caused."""
        requests = self.recorder.take()
        if len(requests) != 1:
            note(f"{call.reason}: {len(requests)} requests were sent")
        for recorded in requests[:1]:
            for message in judge(
                self.provider, operation, self.validators, call.arguments, recorded, self.key
            ):
                note(f"{call.reason}: {message}")


def check(
    provider: Provider, package: Package, validators: Validators, result: Result, *, hasty: bool = False
) -> None:
    """All operations."""
    with recording(provider.package) as (recorder, origin):
        prefix = next(iter(provider.environment.get("keyPrefixes", [])), "")
        session = Session(provider, package, validators, recorder, result, f"{prefix}conformance")
        asyncio.run(_both(session, origin, hasty))


async def _both(session: Session, origin: str, hasty: bool) -> None:
    settings = {
        "api_key": session.key,
        "base_url": origin + session.provider.base[1],
        "retries": 0,
        "timeout": 20,
    }
    name = session.provider.environment.get("name")
    if name is not None:
        settings["environment"] = name
    blocking = session.package.client(session.provider.client)(**settings)
    asynchronous = session.package.client(f"Async{session.provider.client}")(**settings)
    try:
        for operation in session.provider.operations:
            if hasty and session.result.gaps:
                break
            await _operation(session, operation, blocking, asynchronous)
    finally:
        blocking.close()
        await asynchronous.aclose()


async def _operation(session: Session, operation: Operation, blocking: Any, asynchronous: Any) -> None:
    where = operation.label
    shown = examples(operation)
    with session.result.checking("wire-verified", where) as note:
        calls, problems = plan(operation)
        for problem in problems:
            note(problem)
        for client in (blocking, asynchronous):
            method = getattr(getattr(client, operation.resource), operation.name)
            for call in calls:
                answer = await _call(session, operation, method, call, shown[0])
                session.judge(operation, call, note)
                if isinstance(answer, Failed):
                    note(f"{call.reason}: {answer.text}")
    for example in shown:
        with session.result.checking("examples", f"{where} {example.status} {example.name}") as note:
            for client in (blocking, asynchronous):
                method = getattr(getattr(client, operation.resource), operation.name)
                answer = await _call(session, operation, method, calls[0], example)
                if isinstance(answer, Failed):
                    note(answer.text)
                elif canonical(answer) != canonical(example.value):
                    note(f"{json.dumps(example.value)} came back as {json.dumps(answer)}")
    session.recorder.take()


@dataclass(frozen=True)
class Failed:
    """A call that raised."""

    text: str


async def _call(session: Session, operation: Operation, method: Any, call: Call, example: Example) -> Any:
    """What a call returns, as JSON would have it."""
    from clientome._runtime.base.options import RequestOptions

    hints = sdk.hints(method)
    headers = {"Prefer": f'code={example.status}, example="{example.name}"'}
    try:
        values = {
            name: _python(operation.argument(name), value, hints[name])
            for name, value in call.arguments.items()
        }
        answer = method(**values, options=RequestOptions(headers=headers, guided=False))
        if isinstance(answer, Awaitable):
            answer = await answer
        return await _plain(answer)
    except Exception as error:
        return Failed(f"{type(error).__name__}: {error}")


def _python(argument: Argument, value: Any, hint: Any) -> Any:
    """A wire value as what the annotation of the argument asks for."""
    from clientome._runtime.base.types import Unset

    if argument.file != "no":
        return [_file(item) for item in value] if argument.file == "many" else _file(value)
    kept = sdk.strict(sdk.without(hint, Unset))
    return TypeAdapter(kept).validate_json(json.dumps(value))


def _file(value: Mapping[str, str]) -> tuple[str, bytes]:
    return value["filename"], value["content"].encode()


async def _plain(answer: Any) -> Any:
    """An answer as the JSON that it came from."""
    from clientome._runtime.call.binary import AsyncBinaryResponse, BinaryResponse, ResponseInfo

    if isinstance(answer, BinaryResponse):
        with answer:
            return answer.read().decode()
    if isinstance(answer, AsyncBinaryResponse):
        async with answer:
            return (await answer.read()).decode()
    if isinstance(answer, ResponseInfo):
        return None
    return _dump(getattr(answer, "items", answer) if _is_page(answer) else answer)


def _is_page(answer: Any) -> bool:
    from clientome._runtime.paging import AsyncPage, Page

    return isinstance(answer, Page | AsyncPage)


def _dump(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, list | tuple):
        return [_dump(item) for item in value]
    if isinstance(value, dict):
        return {key: _dump(item) for key, item in value.items()}
    return value


def canonical(value: Any) -> Any:
    """JSON values that mean the same are the same: numbers by value, moments by instant; true is not 1."""
    if isinstance(value, dict):
        return {key: canonical(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [canonical(inner) for inner in value]
    if isinstance(value, bool) or value is None:
        return repr(value)
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value


def examples(operation: Operation) -> list[Example]:
    """Every success answer that the description shows."""
    found: list[Example] = []
    for answer in operation.answers:
        for content_type, media in answer.content.items():
            for name, value in named(media).items():
                found.append(
                    Example(
                        answer.status,
                        content_type,
                        name,
                        _returned(operation, value) if is_json(content_type) else value,
                    )
                )
        if not answer.content:
            found.append(Example(answer.status, "", "none", None))
    return found


def _returned(operation: Operation, value: Any) -> Any:
    """The part of an answer that the method returns."""
    pages = operation.term("paginated")
    pointer = pages["items"] if pages else "$response.body#/data" if operation.enveloped else "$response.body"
    for step in pointer.partition("#/")[2].split("/"):
        if step:
            value = value.get(step)
    if operation.term("result") == "first-or-self" and isinstance(value, list):
        return value[0]
    return value
