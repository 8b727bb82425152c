"""A small API by hand: what a generated package would hold, without a package."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from clientome._runtime.base.models import AnswerModel, ArgumentsModel, InputModel
from clientome._runtime.call.binary import BinaryResponse
from clientome._runtime.spec.api import Api, Credential, Envelope, Environment, ErrorShape, Login
from clientome._runtime.spec.operation import Answer, Media, Operation, Parameter

BEARER = Credential(scheme="bearer", placement="bearer", argument="api_key", variable="THING_API_KEY")
API = Api(
    name="thing",
    title="Thing",
    package="tests.support",
    environments=(
        Environment(
            name="production", base_url="https://api.thing.test/v1", default=True, key_prefixes=("tk_live_",)
        ),
        Environment(name="staging", base_url="https://staging.thing.test/v1", key_prefixes=("tk_test_",)),
    ),
    base_url_variable="THING_BASE_URL",
    environment_variable="THING_ENVIRONMENT",
    credentials=(BEARER,),
    envelope=Envelope(success=("success",), data=("data",), error=("error",)),
    errors=ErrorShape(message=(("error",), ("detail",)), code=("code",)),
)
KEY = "tk_live_0123456789abcdef"


class Thing(AnswerModel):
    """A thing."""

    id: str
    status: str = "new"
    owner: str | None = Field(default=None, json_schema_extra={"x-sdk-sensitive": True})


class Wrapped(AnswerModel):
    """A thing in an envelope."""

    success: bool
    data: Thing
    error: str | None = None


class Person(InputModel):
    """Somebody."""

    name: str = Field(json_schema_extra={"x-sdk-sensitive": True})


class OrderArguments(ArgumentsModel):
    """Arguments of an order."""

    person: Person
    note: str | None = None
    key: str | None = None


GET: Operation[Thing] = Operation(
    id="getThing",
    method="GET",
    path="/things/{thingId}",
    answers=(Answer(200, "json", Thing),),
    parameters=(Parameter("thing_id", "path", "thingId"), Parameter("limit", "query")),
    retry="safe",
    security=(("bearer",),),
)
POST: Operation[Thing] = Operation(
    id="makeThing",
    method="POST",
    path="/things",
    answers=(Answer(201, "json", Thing),),
    parameters=(Parameter("name", "body"),),
    body=(Media("application/json", ("name",)),),
    retry="never",
    billable=True,
    security=(("bearer",),),
)
KEYED: Operation[Thing] = Operation(
    id="orderThing",
    method="POST",
    path="/orders",
    answers=(Answer(201, "json", Thing),),
    arguments=OrderArguments,
    parameters=(
        Parameter("person", "body"),
        Parameter("note", "body"),
        Parameter("key", "header", "Idempotency-Key"),
    ),
    body=(Media("application/json", ("person", "note")),),
    retry="keyed",
    idempotency="key",
    security=(("bearer",),),
)


SEND: Operation[Thing] = Operation(
    id="sendFile",
    method="POST",
    path="/file",
    answers=(Answer(200, "json", Thing),),
    parameters=(Parameter("file", "file"), Parameter("note", "body")),
    body=(Media("multipart/form-data", ("file", "note")),),
)
FILE: Operation[BinaryResponse] = Operation(
    id="getFile",
    method="GET",
    path="/files/{name}",
    answers=(Answer(200, "binary"),),
    parameters=(Parameter("name", "path"),),
    retry="safe",
    readonly=True,
    security=(("bearer",),),
)


def login_api(**changes: Any) -> Api:
    """An API with short-lived tokens; see tests.support.operations."""
    login = Login(
        operation="operations:LOGIN",
        variables={"email": "THING_EMAIL", "password": "THING_PASSWORD"},
        access=("access",),
        refresh=("refresh",),
        refresh_operation="operations:REFRESH",
        refresh_inputs={"refresh": "refresh", "access": "access"},
        refreshed_access=("access",),
        refreshed_refresh=("refresh",),
        **changes,
    )
    credential = Credential(
        scheme="bearer", placement="bearer", argument="api_key", variable="THING_API_KEY", login=login
    )
    return Api(
        name="thing",
        title="Thing",
        package="tests.support",
        environments=(Environment(name="production", base_url="https://api.thing.test/v1", default=True),),
        credentials=(credential,),
    )
