"""A provider with state: a description and a `sandbox.yaml` that use everything the engine has."""

from __future__ import annotations

from typing import Any

from generator.spec.yaml_tree import read
from tests.support.sandbox_examples import ERRORS, FILE, TEXT, answer, binary, body, operation, parameter

INTEGER = {"type": "integer", "minimum": 0}
LIMIT = parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20})
OFFSET = parameter("offset", "query", {**INTEGER, "default": 0})
ORDER = {
    "type": "object",
    "required": ["sample"],
    "properties": {"sample": {"type": "string", "minLength": 1}, "memo": TEXT},
}


def json_body(schema: dict[str, Any]) -> dict[str, Any]:
    return body({"application/json": {"schema": schema}})


PAGED = {
    "style": "offset",
    "items": "$response.body#/data/orders",
    "total": "$response.body#/data/total",
    "offset": "$request.query.offset",
    "limit": "$request.query.limit",
}
SIGNED = {"header": "X-Signature", "algorithm": "hmac-sha256", "encoding": "hex", "message": ["host", "body"]}
PATHS: dict[str, Any] = {
    "/orders": {
        "get": operation(
            "listOrders",
            {"200": answer({"success": True, "data": {"orders": [], "total": 0}})},
            LIMIT,
            OFFSET,
            parameter("status", "query", TEXT),
            security=[{"bearer": ["orders:read"]}],
            **{"x-sdk-paginated": PAGED},
        ),
        "post": operation(
            "createOrder",
            {"201": answer({"success": True, "data": {"id": "ord_1"}}), "409": ERRORS["400"]},
            parameter("Idempotency-Key", "header", TEXT, **{"x-sdk-idempotency-token": {}}),
            requestBody=json_body(ORDER),
            security=[{"bearer": ["orders:write"]}],
        ),
    },
    "/orders/{id}": {
        "get": operation("getOrder", {"200": answer({})}, parameter("id", "path", TEXT)),
        "patch": operation(
            "updateOrder",
            {"200": answer({})},
            parameter("id", "path", TEXT),
            requestBody=json_body({"type": "object", "properties": {"memo": {"type": ["string", "null"]}}}),
        ),
        "delete": operation("deleteOrder", {"204": {"description": "Gone."}}, parameter("id", "path", TEXT)),
    },
    "/orders/{id}/cancel": {
        "post": operation(
            "cancelOrder", {"200": answer({}), "409": ERRORS["400"]}, parameter("id", "path", TEXT)
        )
    },
    "/orders/{id}/file": {
        "get": operation(
            "getFile", {"200": binary("x")}, parameter("id", "path", TEXT), **{"x-sdk-no-envelope": True}
        )
    },
    "/links": {
        "post": operation(
            "createLink",
            {"200": answer({})},
            requestBody=json_body({"type": "object", "required": ["order"], "properties": {"order": TEXT}}),
        )
    },
    "/uploads": {
        "post": operation(
            "upload",
            {"201": answer({})},
            requestBody=body(
                {
                    "multipart/form-data": {
                        "schema": {
                            "type": "object",
                            "required": ["file"],
                            "properties": {
                                "file": {
                                    "type": "array",
                                    "items": {**FILE, "x-sdk-upload": {"maxBytes": 2000000}},
                                },
                                "name": TEXT,
                            },
                        }
                    }
                }
            ),
        )
    },
    "/uploads/start": {"post": operation("startUpload", {"200": answer({})})},
    "/login": {
        "post": operation(
            "login",
            {"200": answer({})},
            security=[],
            requestBody=json_body(
                {
                    "type": "object",
                    "required": ["email", "password"],
                    "properties": {"email": TEXT, "password": TEXT},
                }
            ),
        )
    },
    "/refresh": {
        "post": operation(
            "refresh",
            {"200": answer({})},
            security=[],
            requestBody=json_body(
                {"type": "object", "required": ["refresh"], "properties": {"refresh": TEXT}}
            ),
        )
    },
    "/credits": {
        "post": operation(
            "buyCredits",
            {"200": answer({"success": True, "data": {"paid": True}}), "402": answer({})},
            requestBody=json_body(
                {
                    "type": "object",
                    "required": ["credits"],
                    "properties": {"credits": {"type": "integer", "minimum": 1}},
                }
            ),
            **{
                "x-sdk-payment": {
                    "protocol": "x402",
                    "version": 2,
                    "challenge": "$response.header.PAYMENT-REQUIRED",
                    "proof": "$request.header.PAYMENT-SIGNATURE",
                }
            },
        )
    },
    "/hooks": {
        "post": operation(
            "createHook",
            {"201": answer({})},
            requestBody=json_body({"type": "object", "required": ["url"], "properties": {"url": TEXT}}),
        )
    },
    "/broken": {"get": operation("broken", {"200": answer({})})},
    "/unplayed": {"get": operation("unplayed", {"200": answer({"success": True, "data": "example"})})},
}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Shop", "version": "1"},
    "x-sdk-provider": {
        "package": "shop",
        "client": "Shop",
        "title": "Shop",
        "baseUrlVariable": "SHOP_BASE_URL",
    },
    "x-sdk-envelope": {"success": "$response.body#/success", "data": "$response.body#/data"},
    "x-sdk-errors": {"message": ["$response.body#/error"]},
    "servers": [{"url": "https://shop.example/v1", "x-sdk-environment": {"name": "live", "default": True}}],
    "security": [{"bearer": []}],
    "components": {
        "securitySchemes": {
            "bearer": {"type": "http", "scheme": "bearer", "x-sdk-credential": {"variable": "SHOP_KEY"}}
        }
    },
    "webhooks": {"orderChanged": {"post": {"operationId": "orderChanged", "x-sdk-webhook": SIGNED}}},
    "paths": PATHS,
}
BEHAVIOUR_TEXT = """
settings:
  login_lasts: = minutes(10)
  price: "1000000"

# The token of a login, else a key: what stands behind "acct_" names its account.
caller:
  - let: {session: "= unsign('access', secret)"}
  - return: {account: = session.user, scopes: null}
    when: = session
  - check: = not starts(secret, 'revoked')
    status: 401
    message: The key was revoked.
  - return:
      account: = default(part(secret, '^(acct_[a-z0-9]+)'), 'main')
      scopes: "= ['orders:read'] if ends(secret, 'readonly') else null"

collections:
  orders:
    id: = 'ord_' + hex(12)
    hidden: [file]
    missing: There is no such order.
    fields: {created_at: = iso(now), memo: null, history: []}
    machine:
      initial: received
      transitions:
        - from: received
          to: sequencing
          after: = days(2)
          do: [{call: log, with: {order: = item}}]
        - from: sequencing
          to: failed
          after: = days(7)
          when: = item.sample == 'bad'
          do: [{call: log, with: {order: = item}}]
        - from: sequencing
          to: done
          after: = days(14)
          do:
            - keep: '= ">" + item.sample + "\\n" + "ACGT" * 1000'
              path: = item.sample + '.fa'
              as: file
            - update: = item
              set: {file: = file}
            - {call: log, with: {order: = item}}
        - {from: [received, sequencing], to: canceled, do: [{call: log, with: {order: = item}}]}
  hooks: {id: = uuid()}
  uploads:
    id: = 'up_' + token(10)

views:
  short: "= pick(item, 'id', 'status', 'sample')"

routines:
  log:
    - append: = order
      to: history
      value: {status: = order.status, at: = iso(now)}
    - emit: orderChanged
      body: {order: = order.id, status: = order.status, at: = iso(now)}

operations:
  listOrders:
    - list: orders
      filter: {status: = request.query.status}
    - answer: {items: = items, view: short}
  createOrder:
    - create: orders
      with: {sample: = request.body.sample, memo: = request.body.memo}
    - answer: {status: 201, body: = item, headers: {Location: "= url_of('getOrder', id=item.id)"}}
  getOrder:
    - {get: orders, id: = request.path.id}
    - answer: {body: = item}
  updateOrder:
    - {get: orders, id: = request.path.id}
    - update: = item
      set: "= pick(request.body, 'memo')"
    - answer: {body: = item}
  deleteOrder:
    - {get: orders, id: = request.path.id}
    - check: "= item.status in ['done', 'failed', 'canceled']"
      status: 409
      message: An order under way cannot be deleted.
    - delete: = item
    - answer: {status: 204}
  cancelOrder:
    - {get: orders, id: = request.path.id}
    - {move: = item, to: canceled}
    - answer: {body: = item}
  getFile:
    - {get: orders, id: = request.path.id}
    - {check: = item.file, status: 404, message: There is no file yet.}
    - answer: {file: = item.file, filename: = item.file.name}
  createLink:
    - {get: orders, id: = request.body.order}
    - answer: {body: {url: "= url('/_files/' + sign('file', item.id, hours(1)))"}}
  upload:
    - create: uploads
      with:
        name: = given(request.body.name)
        files: "= [pick(f, 'path', 'size', 'sha256') for f in request.files]"
        digest: = digest_of(request.files)
    - answer: {status: 201, body: = item}
  startUpload:
    - create: uploads
      with: {state: waiting}
    - answer: {body: {id: = item.id, url: "= url('/_files/' + sign('upload', item.id, minutes(5)))"}}
  login:
    - check: = request.body.password == 'right'
      status: 401
      message: Wrong password.
    - call: tokens
      with: {user: = request.body.email}
    - answer: {body: = result}
  refresh:
    - let: {user: "= unsign('refresh', request.body.refresh)"}
    - {check: = user, status: 401, message: Log in again.}
    - call: tokens
      with: {user: = user}
    - answer: {body: = result}
  buyCredits:
    - pay:
        {amount: "= text(request.body.credits) + '000000'", asset: USDC, payTo: "0x00000000000000000000000000000000000000aa"}
    - answer: {body: {paid: true, transaction: = payment.transaction}}
  createHook:
    - create: hooks
      with: {url: = request.body.url}
    - {tell: somebody, body: A hook was made.}
    - answer: {status: 201, body: = item}
  broken:
    - create: hooks
    - let: {x: = 1 / 0}

routes:
  GET /_files/{token}:
    - {open: = request.path.token, kind: file}
    - {get: orders, id: = link, everyone: true}
    - answer: {file: = item.file, filename: = item.file.name}
  PUT /_files/{token}:
    - {open: = request.path.token, kind: upload}
    - {get: uploads, id: = link, everyone: true}
    - update: = item
      set: {state: here, sha256: "= request.files[0].sha256"}
    - answer: {status: 200}

seed:
  - create: orders
    id: ord_example
    with: {sample: example, status: done, file: "= text_file('example.fa', '>example')"}

sftp:
  account: acct_a
  steps:
    - create: uploads
      with: {name: = file.path, state: here, sha256: = file.sha256}

webhooks:
  to: "= [h.url for h in query('hooks')]"
  secret: s3cret
  retry: [= minutes(1), = hours(1)]
"""
BEHAVIOUR_TEXT = BEHAVIOUR_TEXT.replace(
    "routines:\n",
    """routines:
  tokens:
    - return:
        access: "= sign('access', {'user': user}, settings.login_lasts)"
        refresh: "= sign('refresh', user, days(1))"
""",
    1,
)
BEHAVIOUR: dict[str, Any] = read(BEHAVIOUR_TEXT)[0]
