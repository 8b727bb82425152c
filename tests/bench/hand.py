"""Contestants: what a careful person writes with httpx and pydantic, and a bare socket as the ceiling.

The models have the fields of the generated ones. Everything is imported inside, for the time of a first call.
"""

from datetime import datetime
from typing import Any

from .payloads import JOB_ID, ORDER_ID

HEADERS = {"Authorization": "Bearer bench"}


def order_model() -> Any:
    from pydantic import AwareDatetime, BaseModel

    class Order(BaseModel):
        order_id: str
        type: str
        client_name: str | None = None
        user_reference: str | None = None
        status: str
        status_label: str
        activation_code: str | None = None
        activation_url: str | None = None
        deliverables: list[str]
        retention: str
        price_cents: int
        shipping_fee_cents: int
        total_cents: int
        currency: str
        estimated_completion_date: str | None = None
        shipment: dict[str, Any] | None = None
        genome_id: str | None = None
        storage_expires_at: AwareDatetime | None = None
        created_at: AwareDatetime
        updated_at: AwareDatetime

    return Order


def job_model() -> Any:
    from pydantic import BaseModel

    class JobFile(BaseModel):
        path: str
        sha256: str
        size: int

    class Job(BaseModel):
        status: str
        cost: float
        program: str
        user_args: str | None = None
        server_args: str | None = None
        project: str | None = None
        memo: str | None = None
        input_src: str | None = None
        input_ref: str | None = None
        aux_src: str | None = None
        aux_ref: str | None = None
        created_at: datetime
        started_at: datetime | None = None
        finished_at: datetime | None = None
        log_tail: str | None = None
        manifest: list[JobFile] | None = None

    class JobView(BaseModel):
        success: bool
        data: Job
        error: str | None = None

    return JobView


def ancestry_model() -> Any:
    from pydantic import AwareDatetime, BaseModel

    class Tag(BaseModel):
        id: str
        name: str

    class ResultType(BaseModel):
        type: str
        label: str | None = None

    class Order(BaseModel):
        id: str
        status: str
        src_file_id: str
        src_file_name: str
        started_at: AwareDatetime
        amount_of_samples: int | None = None
        execution_time: float | None = None
        submitted_by: str | None = None
        model: str | None = None
        type: str | None = None
        org_name: str | None = None
        tags: list[Tag]
        result_types: list[ResultType] | None = None
        can_request_pdf: bool | None = None
        virtual: bool | None = None
        pdf_metadata: str | None = None

    class Page(BaseModel):
        count: int
        next: str | None = None
        previous: str | None = None
        results: list[Order]

    return Page


def _with_httpx(address: str, make_model: Any, params: Any = None) -> Any:
    import httpx

    model = make_model()
    client = httpx.Client(headers=HEADERS)

    def call() -> Any:
        response = client.get(address, params=params)
        _ = response.raise_for_status()
        return model.model_validate(response.json())

    return call


def order(url: str) -> Any:
    return _with_httpx(f"{url}/v1/orders/{ORDER_ID}", order_model)


def job(url: str) -> Any:
    return _with_httpx(f"{url}/api/v1/job/view", job_model, {"jobid": JOB_ID})


def ancestry(url: str) -> Any:
    return _with_httpx(f"{url}/api/v1/exec/orders", ancestry_model)


async def async_order(url: str, limits: Any = None) -> Any:
    import httpx

    model, address = order_model(), f"{url}/v1/orders/{ORDER_ID}"
    client = httpx.AsyncClient(headers=HEADERS, **({} if limits is None else {"limits": limits}))

    async def call() -> Any:
        response = await client.get(address)
        _ = response.raise_for_status()
        return model.model_validate(response.json())

    return call


async def async_order_tuned(url: str) -> Any:
    """With limits that let all connections live; httpx keeps 20 of them by default."""
    import httpx

    return await async_order(url, httpx.Limits(max_connections=100, max_keepalive_connections=100))


def socket_crowd(url: str, connections: int = 50) -> Any:
    """Bare sockets that always have a request on its way each: what server and kernel can do."""
    import itertools
    import socket

    host, _, port = url.removeprefix("http://").partition(":")
    request = f"GET /v1/orders/{ORDER_ID} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    sockets = [socket.create_connection((host, int(port))) for _ in range(connections)]
    for one in sockets:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        one.sendall(request)
    turns = itertools.cycle(sockets)

    def call() -> None:
        one = next(turns)
        data = one.recv(65536)
        while not data.endswith(b"}"):
            data += one.recv(65536)
        one.sendall(request)

    return call


def socket_single(url: str) -> Any:
    return socket_crowd(url, 1)
