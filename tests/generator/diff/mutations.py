"""Every rule with one change of `base.yaml` that it, and only it, is about.

A row: the rule, its severity, what is replaced, by what, and a part of the line that must be named. Where `back` is set,
the two descriptions are exchanged: the edit is undone. `also` lists what belongs to the same change by necessity.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One change."""

    rule: str
    severity: str
    edits: tuple[tuple[str, str], ...]
    at: str
    back: bool = False
    also: tuple[str, ...] = ()


def row(
    rule: str,
    severity: str,
    before: str,
    after: str,
    at: str,
    *,
    also: str = "",
    more: tuple[str, str] | None = None,
) -> Row:
    edits = ((before, after),) if more is None else ((before, after), more)
    return Row(rule, severity, edits, at, also=tuple(also.split()))


def back(
    rule: str,
    severity: str,
    before: str,
    after: str,
    at: str,
    *,
    also: str = "",
    more: tuple[str, str] | None = None,
) -> Row:
    edits = ((before, after),) if more is None else ((before, after), more)
    return Row(rule, severity, edits, at, back=True, also=tuple(also.split()))


B, R, S = "breaking", "risky", "safe"

OPTIONS = """  /options:
    get:
      operationId: listOptions
      x-sdk-method: options_of
      tags: [orders]
      summary: Describes options.
"""
PING = """  /ping:
    get:
      operationId: ping
      x-sdk-method: ping
      tags: [orders]
      summary: Says hello.
      responses: {"204": {description: Hello.}}
"""
LOGIN = "      operationId: login\n      x-sdk-method: login\n      tags: [auth]\n"
GET_ORDER = "      operationId: getOrder\n      x-sdk-method: get\n"
START = "      operationId: startFile\n      x-sdk-method: start\n      tags: [files]\n"
WHY = "        - {name: why, in: query, description: Why., schema: {type: string}}\n"
NOTE = "note: {type: string, description: A note., deprecated: true}"
KIND = "kind: {type: string, description: Which., default: usual}"
FORM = '          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/OrderCreate"}}\n'
JSON = '          application/json: {schema: {$ref: "#/components/schemas/OrderCreate"}}\n'
TOKEN = "x-sdk-idempotency-token: {requiredIn: [production]}, "
PAGINATED = "      x-sdk-paginated: {style: page, items: $response.body#/items, page: $request.query.page, total: $response.body#/total}\n"
RULE = "        - {rule: at-most-one, arguments: [note, reason], message: A note or a reason.}\n"
GUIDE = "      x-sdk-guide: {operation: listOptions, inputs: {product: product}, values: choices}\n"
PAYMENT = "      x-sdk-payment: {protocol: x402, version: 2, challenge: $response.header.Payment, proof: $request.header.Proof}\n"
DIRECT = "          - direct: {operation: sendFile, maxBytes: 1000}\n"
THEN = "        then: {operation: getFile, waiter: wait, inputs: {file_id: /file_id}}\n"
LINK = "      x-sdk-download: {link: $response.body#/url}\n"
MANIFEST = """        manifest:
          operation: listFiles
          items: $response.body#/files
          argument: path
          key: /name
          name: /name
          size: /size
          method: download_all
"""
SANDBOX = """  - url: https://sandbox.shop.test/v1
    x-sdk-environment: {name: sandbox, keyPrefixes: [test_, try_], webhookHost: hooks.shop.test}
"""
KEY = "      x-sdk-credential: {argument: api_key, variable: SHOP_API_KEY}\n"
SCHEME = "  securitySchemes:\n"
FURTHER = SCHEME + "    cookie: {type: apiKey, in: cookie, name: shop}\n"
SHIP = """webhooks:
  order.sent:
    post:
      operationId: orderSent
      summary: It was sent.
      x-sdk-webhook: {header: X-Signature, algorithm: hmac-sha256, encoding: hex, message: [body], secretVariable: SHOP_WEBHOOK_SECRET}
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Unused"}}}}
      responses: {"200": {description: Taken.}}
"""
WAIT = """        wait:
          description: Waits until it is read.
          acceptors: [{state: success, path: $response.body#/status, anyOf: [read]}]
          minDelay: 1
          maxDelay: 10
"""
WAIT_TOO = WAIT + WAIT.replace("wait:", "wait_long:")

STARTS = [
    f"          {name}: {{schema: {{type: object, required: [name], properties: {{name: {{type: string, description: Its name.}}}}}}}}\n"
    for name in ("application/json", "application/vnd.shop+json")
]
MANAGED = """      x-sdk-managed-upload:
        method: upload
        description: Uploads a file of any size.
        archive: zip
        upload: {maxBytes: 1000000}
        ways:
          - direct: {operation: sendFile, maxBytes: 1000}
          - signed:
              start: {operation: startFile, inputs: {name: $file.name}}
              link: $response.body#/url
              maxBytes: 100000
        then: {operation: getFile, waiter: wait, inputs: {file_id: /file_id}}
"""

OPERATIONS = [
    row("operation-added", S, "  /options:\n", PING + "  /options:\n", "get:"),
    back("operation-removed", B, "  /options:\n", PING + "  /options:\n", "get:"),
    row("operation-deprecated", S, GET_ORDER, GET_ORDER + "      deprecated: true\n", "deprecated: true"),
    back("operation-undeprecated", S, GET_ORDER, GET_ORDER + "      deprecated: true\n", "    get:"),
    row("operation-path-moved", R, "  /options:\n", "  /v2/options:\n", "get:"),
    row(
        "operation-http-method-changed",
        R,
        "  /files/start:\n    post:",
        "  /files/start:\n    patch:",
        "patch:",
    ),
    row(
        "operation-server-changed",
        R,
        OPTIONS,
        OPTIONS + "      servers: [{url: https://other.test}]\n",
        "https://other.test",
    ),
    row(
        "operation-id-changed",
        S,
        "operationId: startFile",
        "operationId: beginFile",
        "beginFile",
        more=("operation: startFile", "operation: beginFile"),
        also="managed-upload-way-changed",
    ),
    row("method-renamed", B, "x-sdk-method: options_of", "x-sdk-method: choices", "choices"),
    row("method-moved", B, START, START.replace("files", "auth"), "post:"),
    row(
        "resource-renamed",
        B,
        LOGIN,
        LOGIN.replace("[auth]", "[access]"),
        "post:",
        more=("{name: auth, description: Login.}", "{name: access, description: Login.}"),
    ),
]

ARGUMENTS = [
    row(
        "argument-added",
        S,
        WHY,
        WHY + "        - {name: how, in: query, description: How., schema: {type: string}}\n",
        "how",
    ),
    row(
        "required-argument-added",
        B,
        WHY,
        WHY + "        - {name: how, in: query, required: true, description: How., schema: {type: string}}\n",
        "how",
    ),
    row(
        "required-argument-added",
        B,
        "required: [user, secret]",
        "required: [user, secret, code]",
        "code: {",
        more=(
            "                user: {type: string",
            "                code: {type: string, description: Which.}\n                user: {type: string",
        ),
    ),
    back(
        "argument-removed",
        B,
        WHY,
        WHY + "        - {name: how, in: query, description: How., schema: {type: string}}\n",
        "how",
    ),
    row("argument-removed", B, "        " + KIND + "\n", "", "kind:"),
    row(
        "argument-became-required",
        B,
        "{name: why, in: query,",
        "{name: why, in: query, required: true,",
        "why",
    ),
    row("argument-became-optional", S, "required: [user, secret]", "required: [user]", "secret: {"),
    row("argument-became-nullable", S, NOTE, NOTE.replace("type: string", 'type: [string, "null"]'), "note:"),
    row(
        "argument-no-longer-nullable",
        B,
        'reason: {type: [string, "null"]',
        "reason: {type: string",
        "reason:",
    ),
    row(
        "argument-takes-many-files",
        S,
        "file: {type: string, format: binary, description: The file., x-sdk-upload",
        "file: {type: array, items: {type: string, format: binary}, description: The file., x-sdk-upload",
        "file:",
    ),
    row(
        "argument-takes-one-file",
        B,
        "labels: {type: array, description: Some., items: {type: string, format: binary}}",
        "labels: {type: string, format: binary, description: Some.}",
        "labels:",
    ),
    row(
        "argument-file-changed",
        B,
        "labels: {type: array, description: Some., items: {type: string, format: binary}}",
        "labels: {type: array, description: Some., items: {type: string}}",
        "labels:",
    ),
    row(
        "request-body-became-optional",
        S,
        "      requestBody:\n        required: true\n        content:\n" + JSON,
        "      requestBody:\n        content:\n" + JSON,
        "requestBody:",
        also="argument-became-optional argument-became-optional",
    ),
    row(
        "request-body-became-required",
        B,
        "values: choices}\n      requestBody:\n",
        "values: choices}\n      requestBody:\n        required: true\n",
        "required: true",
    ),
    row(
        "argument-deprecated", S, "{name: why, in: query,", "{name: why, in: query, deprecated: true,", "why"
    ),
    row(
        "argument-undeprecated",
        S,
        "deprecated: true, description: From when.",
        "description: From when.",
        "since",
    ),
    row("argument-renamed", B, "x-sdk-name: query,", "x-sdk-name: words,", 'name: "q"'),
    row(
        "argument-sensitive-added",
        S,
        "{name: why, in: query,",
        "{name: why, in: query, x-sdk-sensitive: true,",
        "why",
    ),
    row(
        "argument-sensitive-removed",
        R,
        "description: Whose., x-sdk-sensitive: true,",
        "description: Whose.,",
        "customer",
    ),
    row("argument-wire-name-changed", R, '{name: "q", in', "{name: text, in", "name: text"),
    row("argument-moved", R, "{name: why, in: query,", "{name: why, in: header,", "why"),
    row(
        "argument-style-changed",
        R,
        "style: form, explode: true",
        "style: pipeDelimited, explode: true",
        "pipeDelimited",
    ),
    row(
        "argument-explode-changed",
        R,
        "style: form, explode: true",
        "style: form, explode: false",
        "explode: false",
    ),
    row(
        "argument-encoding-changed",
        R,
        "            encoding: {details: {contentType: application/json}}\n",
        "            encoding: {details: {contentType: text/plain}}\n",
        "details:",
    ),
    row(
        "argument-encoding-changed",
        R,
        "{name: why, in: query,",
        "{name: why, in: query, allowReserved: true,",
        "why",
    ),
    row(
        "argument-encoding-changed",
        R,
        "{name: product, in: query, description: Of what., schema: {type: string}}",
        "{name: product, in: query, description: Of what., content: {application/json: {schema: {type: string}}}}",
        "product",
    ),
    back("request-content-type-added", S, FORM, "", "x-www-form-urlencoded"),
    row("request-content-type-removed", R, FORM, "", "x-www-form-urlencoded"),
    row("request-content-type-order-changed", R, STARTS[0] + STARTS[1], STARTS[1] + STARTS[0], "content:"),
]

REQUESTS = [
    row(
        "request-type-narrowed",
        B,
        "length: {type: number, minimum",
        "length: {type: integer, minimum",
        "length:",
    ),
    row(
        "request-type-widened",
        S,
        "level, in: query, description: How deep., schema: {type: integer",
        "level, in: query, description: How deep., schema: {type: number",
        "level",
    ),
    row(
        "request-type-changed",
        B,
        "schema: {type: string, format: date}",
        "schema: {type: string, format: date-time}",
        "since",
    ),
    row("request-enum-value-removed", B, "enum: [open, closed]", "enum: [open]", "status, in"),
    row("request-enum-value-removed", B, "enum: [small, large]", "enum: [large]", "size: {"),
    row("request-enum-value-added", S, "enum: [open, closed]", "enum: [open, closed, lost]", "status, in"),
    row(
        "request-enum-introduced",
        B,
        KIND,
        KIND.replace("default: usual", "default: usual, enum: [usual]"),
        "kind:",
    ),
    row("request-enum-dropped", S, ", enum: [small, large]", "", "size: {type: string}"),
    row(
        "request-union-member-added",
        S,
        "oneOf: [{type: string}, {type: integer}]",
        "oneOf: [{type: string}, {type: integer}, {type: boolean}]",
        "either:",
    ),
    row(
        "request-union-member-removed",
        B,
        "oneOf: [{type: string}, {type: integer}]",
        "oneOf: [{type: string}]",
        "either:",
    ),
    row("request-minimum-tightened", B, "minimum: 1, maximum: 100", "minimum: 2, maximum: 100", "minimum: 2"),
    row(
        "request-minimum-tightened",
        B,
        "minimum: 1, maximum: 100",
        "exclusiveMinimum: 1, maximum: 100",
        "exclusiveMinimum",
    ),
    row("request-minimum-loosened", S, "minimum: 1, maximum: 10}", "minimum: 0, maximum: 10}", "length:"),
    row("request-maximum-tightened", B, "minimum: 0, maximum: 9,", "minimum: 0, maximum: 8,", "level"),
    row("request-maximum-loosened", S, "minimum: 1, maximum: 100}", "minimum: 1}", "quantity:"),
    row(
        "request-length-tightened",
        B,
        "minLength: 2, maxLength: 40",
        "minLength: 3, maxLength: 50",
        "minLength: 3",
    ),
    row(
        "request-length-loosened",
        S,
        "minLength: 2, maxLength: 40",
        "minLength: 2, maxLength: 41",
        "maxLength: 41",
    ),
    row("request-items-tightened", B, "minItems: 1, maxItems: 5", "minItems: 1, maxItems: 4", "maxItems: 4"),
    row("request-items-loosened", S, "minItems: 1, maxItems: 5", "maxItems: 5", "tags, in"),
    row(
        "request-pattern-added",
        B,
        "address: {type: string,",
        'address: {type: string, pattern: "^a",',
        "address:",
    ),
    row("request-pattern-changed", R, 'pattern: "^[a-z]+$"', 'pattern: "^[a-z0-9]+$"', "a-z0-9"),
    row("request-pattern-removed", S, ', pattern: "^[a-z]+$"', "", 'name: "q"'),
    row("request-multiple-of-changed", R, "multipleOf: 3", "multipleOf: 9", "multipleOf: 9"),
    row("request-field-added", S, "        nick: {", "        nock: {type: string}\n        nick: {", "nock"),
    row(
        "request-required-field-added",
        B,
        "        nick: {",
        "        nock: {type: string}\n        nick: {",
        "nock",
        more=(
            "    ItemInput:\n      type: object\n      required: [name]",
            "    ItemInput:\n      type: object\n      required: [name, nock]",
        ),
    ),
    row(
        "request-field-removed", B, "        length: {type: number, minimum: 1, maximum: 10}\n", "", "length:"
    ),
    row(
        "request-field-became-required",
        B,
        "    ItemInput:\n      type: object\n      required: [name]",
        "    ItemInput:\n      type: object\n      required: [name, free]",
        "free:",
    ),
    row(
        "request-field-became-optional",
        S,
        "    ItemInput:\n      type: object\n      required: [name]\n",
        "    ItemInput:\n      type: object\n",
        "name: {type: string}",
    ),
    row(
        "request-became-nullable",
        S,
        "length: {type: number, minimum",
        'length: {type: [number, "null"], minimum',
        "length:",
    ),
    row("request-no-longer-nullable", B, 'free: {type: [string, "null"]}', "free: {type: string}", "free:"),
    row(
        "request-extra-fields-opened",
        S,
        "    ItemInput:\n      type: object\n",
        "    ItemInput:\n      type: object\n      additionalProperties: true\n",
        "additionalProperties: true",
    ),
    back(
        "request-extra-fields-closed",
        B,
        "    ItemInput:\n      type: object\n",
        "    ItemInput:\n      type: object\n      additionalProperties: true\n",
        "ItemInput:",
    ),
    row(
        "default-added",
        R,
        "length: {type: number, minimum",
        "length: {type: number, default: 2, minimum",
        "length:",
    ),
    row("default-changed", R, "minimum: 1, default: 1}", "minimum: 1, default: 2}", "page, in"),
    row("default-changed", R, "default: usual}", "default: other}", "kind:"),
    row("default-changed", R, "default: red", "default: blue", "colour:"),
    row("default-removed", R, ", default: usual}", "}", "kind:"),
    row("request-field-renamed", B, "x-sdk-name: nick_name", "x-sdk-name: pet_name", "nick:"),
    row(
        "field-sensitive-added",
        S,
        "        either: {oneOf: [{type: string}, {type: boolean}]}",
        "        either: {oneOf: [{type: string}, {type: boolean}], x-sdk-sensitive: true}",
        "either:",
    ),
    row(
        "field-sensitive-removed",
        R,
        "email: {type: string, x-sdk-sensitive: true}",
        "email: {type: string}",
        "email:",
    ),
    row(
        "field-deprecated", S, "weight: {type: number}", "weight: {type: number, deprecated: true}", "weight:"
    ),
]

ANSWERS = [
    row(
        "answer-field-added",
        S,
        "        weight: {",
        "        waight: {type: string}\n        weight: {",
        "waight",
    ),
    row("answer-field-removed", B, "        weight: {type: number}\n", "", "weight:"),
    row(
        "answer-field-became-optional",
        B,
        "required: [order_id, status, item]",
        "required: [order_id, status]",
        "item: {",
    ),
    row(
        "answer-field-became-required",
        S,
        "required: [order_id, status, item]",
        "required: [order_id, status, item, price]",
        "price:",
    ),
    row("answer-became-nullable", B, "weight: {type: number}", 'weight: {type: [number, "null"]}', "weight:"),
    row(
        "answer-no-longer-nullable",
        S,
        '        note: {type: [string, "null"]}',
        "        note: {type: string}",
        "note:",
    ),
    row("answer-type-changed", B, "weight: {type: number}", "weight: {type: string}", "weight:"),
    row(
        "answer-type-changed",
        B,
        "price: {type: integer, description: Cents.}",
        "price: {type: integer, description: Cents., x-sdk-timestamp: {unit: seconds}}",
        "price:",
    ),
    row("answer-type-widened", B, "price: {type: integer, ", "price: {type: number, ", "price:"),
    row("answer-type-narrowed", S, "weight: {type: number}", "weight: {type: integer}", "weight:"),
    row(
        "answer-enum-value-added",
        R,
        "enum: [new, done, failed]",
        "enum: [new, done, failed, lost]",
        "OrderStatus:",
    ),
    row("answer-enum-value-removed", R, "enum: [here, there]", "enum: [here]", "place: {type: string, enum"),
    row(
        "answer-enum-introduced",
        S,
        "        email: {type: string,",
        "        email: {type: string, enum: [a],",
        "email:",
    ),
    row("answer-enum-dropped", R, ", enum: [here, there]", "", "place: {type: string}"),
    row(
        "answer-union-member-added",
        R,
        "oneOf: [{type: string}, {type: boolean}]",
        "oneOf: [{type: string}, {type: boolean}, {type: integer}]",
        "either:",
    ),
    row(
        "answer-union-member-removed",
        S,
        "oneOf: [{type: string}, {type: boolean}]",
        "oneOf: [{type: string}]",
        "either:",
    ),
    row(
        "answer-kind-changed",
        B,
        '        "204": {description: Gone.}\n',
        '        "204": {description: Gone., content: {text/plain: {schema: {type: string}}}}\n'.replace(
            "204", "200"
        ),
        "responses:",
        also="success-status-added success-status-removed",
    ),
    row("answer-first-changed", B, OPTIONS, OPTIONS + "      x-sdk-result: first-or-self\n", "x-sdk-result"),
    row(
        "answer-header-added",
        S,
        "            X-Total: {",
        "            X-More: {description: More., schema: {type: integer}}\n            X-Total: {",
        "X-More",
    ),
    row(
        "answer-header-removed",
        R,
        "          headers:\n            X-Total: {description: How many., schema: {type: integer}}\n",
        "",
        "X-Total",
    ),
    row(
        "success-status-added",
        R,
        '        "204": {description: Gone.}\n',
        '        "202": {description: Going.}\n        "204": {description: Gone.}\n',
        '"202"',
    ),
    back(
        "success-status-removed",
        R,
        '        "204": {description: Gone.}\n',
        '        "202": {description: Going.}\n        "204": {description: Gone.}\n',
        '"202"',
    ),
    row(
        "error-status-added",
        R,
        '        "204": {description: Gone.}\n',
        '        "204": {description: Gone.}\n        "409": {description: Late.}\n',
        '"409"',
    ),
    back(
        "error-status-removed",
        S,
        '        "204": {description: Gone.}\n',
        '        "204": {description: Gone.}\n        "409": {description: Late.}\n',
        '"409"',
    ),
    row(
        "answer-field-renamed",
        B,
        "x-sdk-name: color",
        "x-sdk-name: shade",
        "colour:",
    ),
    row(
        "answer-content-type-changed",
        R,
        "content: {application/octet-stream: {",
        "content: {image/png: {",
        "image/png",
    ),
    row(
        "model-added",
        S,
        "    Unused: {",
        "    Fresh: {type: object, properties: {one: {type: string}}}\n    Unused: {",
        "Fresh:",
    ),
    row("model-removed", B, "    Unused: {type: object, properties: {one: {type: string}}}\n", "", "Unused:"),
    row(
        "model-renamed",
        B,
        "    Item:\n",
        "    Thing:\n",
        "Thing:",
        more=('schemas/Item"}', 'schemas/Thing"}'),
    ),
]

PAGES = [
    back("pagination-added", B, PAGINATED, "", "x-sdk-paginated"),
    row("pagination-removed", B, PAGINATED, "", "x-sdk-paginated"),
    row(
        "pagination-style-changed",
        R,
        "{style: page, items: $response.body#/items, page: $request.query.page,",
        "{style: single, items: $response.body#/items,",
        "style: single",
    ),
    row(
        "pagination-place-changed",
        R,
        "items: $response.body#/items, page",
        "items: $response.body#/results, page",
        "x-sdk-paginated",
    ),
]

MONEY = [
    row("retry-loosened", R, START, START + "      x-sdk-retry: safe\n", "x-sdk-retry: safe"),
    row("retry-loosened-billable", B, "x-sdk-retry: never", "x-sdk-retry: keyed", "x-sdk-retry"),
    row("retry-tightened", S, OPTIONS, OPTIONS + "      x-sdk-retry: never\n", "x-sdk-retry"),
    row(
        "readonly-changed",
        R,
        "      operationId: startFile\n",
        "      operationId: startFile\n      x-sdk-readonly: true\n",
        "x-sdk-readonly",
    ),
    back("idempotency-token-added", S, TOKEN, "", "Idempotency-Key"),
    row("idempotency-token-removed", B, TOKEN, "", "Idempotency-Key"),
    row(
        "idempotency-token-removed",
        B,
        "        - {name: Idempotency-Key, in: header, x-sdk-idempotency-token: {requiredIn: [production]}, description: The key., schema: {type: string}}\n",
        "        - {name: other, in: query, description: Other., schema: {type: string}}\n",
        "Idempotency-Key",
        also="argument-removed argument-added",
    ),
    row(
        "idempotency-required-changed",
        S,
        "{requiredIn: [production]}",
        "{requiredIn: [production, sandbox]}",
        "requiredIn",
    ),
    row("billable-added", R, START, START + "      x-sdk-billable: true\n", "x-sdk-billable: true"),
    row("billable-removed", R, "      x-sdk-billable: true\n", "", "post:"),
    row(
        "recover-changed",
        S,
        START,
        START + "      x-sdk-recover: {operation: listOrders}\n",
        "x-sdk-recover",
    ),
    back("payment-added", R, PAYMENT, "", "x-sdk-payment", also="constructor-argument-added"),
    row("payment-removed", S, PAYMENT, "", "x-sdk-payment", also="constructor-argument-removed"),
    row("payment-changed", R, "protocol: x402, version: 2", "protocol: x402, version: 1", "x-sdk-payment"),
    row(
        "constraint-added",
        B,
        RULE,
        RULE + "        - {rule: at-least-one, arguments: [address, kind], message: One of them.}\n",
        "at-least-one",
    ),
    row(
        "constraint-changed",
        R,
        "arguments: [note, reason], message",
        "arguments: [note, reason, kind], message",
        "[note, reason, kind]",
    ),
    row("constraint-removed", S, "      x-sdk-constraints:\n" + RULE, "", "at-most-one"),
    back("guide-added", R, GUIDE, "", "x-sdk-guide"),
    row("guide-changed", R, "inputs: {product: product}, values", "inputs: {}, values", "x-sdk-guide"),
    row("guide-removed", S, GUIDE, "", "x-sdk-guide"),
    row(
        "read-timeout-shortened",
        R,
        "      operationId: cancelOrder\n",
        "      operationId: cancelOrder\n      x-sdk-timeout: {read: 5}\n",
        "x-sdk-timeout",
    ),
    row(
        "read-timeout-lengthened",
        S,
        "      operationId: cancelOrder\n",
        "      operationId: cancelOrder\n      x-sdk-timeout: {read: 300}\n",
        "x-sdk-timeout",
    ),
]

WAITING = [
    row("waiter-added", S, WAIT, WAIT_TOO, "wait_long"),
    back("waiter-removed", B, WAIT, WAIT_TOO, "wait_long"),
    row(
        "waiter-arguments-changed",
        B,
        "          description: Waits until it is read.\n",
        "          description: Waits until it is read.\n          inputs: {file: $request.path.fileId}\n",
        "wait:",
    ),
    row("waiter-result-changed", B, "          result: $response.body#/item\n", "", "wait:"),
    row("waiter-success-changed", R, "anyOf: [done]", "anyOf: [done, new]", "acceptors:"),
    row(
        "waiter-failure-changed",
        R,
        "            - {state: failure, path: $response.body#/status, anyOf: [failed]}\n",
        "",
        "acceptors:",
    ),
    row("waiter-timeout-shortened", R, "timeout: 3600", "timeout: 60", "timeout: 60"),
    row("waiter-timeout-lengthened", S, "          timeout: 3600\n", "", "wait:"),
    row("waiter-polling-changed", S, "maxDelay: 600", "maxDelay: 60", "wait:"),
    row(
        "waiter-subject-changed",
        R,
        "          timeout: 3600\n",
        "          timeout: 3600\n          after: {operation: getFile, waiter: wait, inputs: {file_id: order_id}}\n",
        "wait:",
    ),
    row("waiter-reason-changed", S, "          reason: $response.body#/note\n", "", "wait:"),
]

TRANSFERS = [
    back("download-added", S, LINK, "", "x-sdk-download"),
    row("download-removed", B, LINK, "", "x-sdk-download"),
    row(
        "download-renamed",
        B,
        "{link: $response.body#/url}",
        "{method: save, link: $response.body#/url}",
        "method: save",
    ),
    row("download-kind-changed", B, "{link: $response.body#/url}", "{links: $response.body#/url}", "links:"),
    row("download-link-changed", R, "{link: $response.body#/url}", "{link: $response.body#/place}", "/place"),
    row(
        "download-name-changed",
        R,
        "        fileName: path\n",
        "        fileName: content-disposition\n",
        "fileName",
    ),
    row("download-ranges-changed", S, '        ranges: "yes"\n', '        ranges: "no"\n', "ranges"),
    back("download-manifest-added", S, MANIFEST, "", "manifest:", also="download-all-added"),
    row("download-manifest-removed", B, MANIFEST, "", "manifest:", also="download-all-removed"),
    row("download-manifest-changed", R, "          size: /size\n", "", "manifest:"),
    back("download-all-added", S, "          method: download_all\n", "", "download_all"),
    row("download-all-removed", B, "          method: download_all\n", "", "download_all"),
    back("managed-upload-added", S, MANAGED, "", "x-sdk-managed-upload"),
    row("managed-upload-removed", B, MANAGED, "", "x-sdk-managed-upload"),
    row("managed-upload-renamed", B, "        method: upload\n", "        method: send\n", "method: send"),
    back("managed-upload-way-added", S, DIRECT, "", "direct:"),
    row("managed-upload-way-removed", B, DIRECT, "", "direct:"),
    row(
        "managed-upload-way-changed",
        R,
        "              maxBytes: 100000\n",
        "              maxBytes: 200000\n",
        "signed:",
    ),
    back("managed-upload-wait-added", R, THEN, "", "then:"),
    row("managed-upload-wait-removed", B, THEN, "", "then:"),
    back("managed-upload-archive-added", S, "        archive: zip\n", "", "archive:"),
    row("managed-upload-archive-removed", B, "        archive: zip\n", "", "archive:"),
    row(
        "upload-limit-tightened",
        B,
        "x-sdk-upload: {maxBytes: 5000}",
        "x-sdk-upload: {maxBytes: 4000}",
        "maxBytes: 4000",
    ),
    row(
        "upload-limit-tightened",
        B,
        "upload: {maxBytes: 1000000}",
        "upload: {maxBytes: 1000000, maxFiles: 3}",
        "maxFiles",
    ),
    row(
        "upload-limit-loosened",
        S,
        "x-sdk-upload: {maxBytes: 1000, ext",
        "x-sdk-upload: {maxBytes: 2000, ext",
        "maxBytes: 2000",
    ),
    row("upload-names-tightened", B, "extensions: [.txt, .csv]", "extensions: [.txt]", "file:"),
    row("upload-names-loosened", S, "extensions: [.txt, .csv]", "extensions: [.txt, .csv, .tsv]", "file:"),
    row("upload-names-changed", R, 'fileNamePattern: "[a-z.]+"', 'fileNamePattern: "[a-z0-9.]+"', "file:"),
    row(
        "upload-paths-changed",
        R,
        "x-sdk-upload: {maxBytes: 5000}",
        "x-sdk-upload: {maxBytes: 5000, relativePaths: true}",
        "relativePaths",
    ),
]

ACCESS = [
    row("auth-scheme-added", S, SCHEME, FURTHER, "cookie:"),
    back("auth-scheme-removed", B, SCHEME, FURTHER, "cookie:"),
    row("auth-scheme-changed", R, "      name: X-Key\n", "      name: X-Other\n", "key:"),
    row(
        "token-refresh-changed",
        R,
        "access: $response.body#/access}\n",
        "access: $response.body#/again}\n",
        "x-sdk-token-refresh",
    ),
    row("operation-auth-added", B, "      security: []\n", "", "post:"),
    row("operation-auth-removed", S, OPTIONS, OPTIONS + "      security: []\n", "security"),
    row(
        "operation-auth-alternative-added",
        S,
        OPTIONS,
        OPTIONS + "      security: [{key: []}, {session: []}]\n",
        "security",
    ),
    row(
        "operation-auth-alternative-removed",
        B,
        "security: [{key: [write]}, {session: []}]",
        "security: [{key: [write]}]",
        "security",
    ),
    row("scope-added", B, "{key: [write]}", "{key: [write, admin]}", "admin"),
    row("scope-removed", S, "{key: [write]}", "{key: []}", "security"),
    row("environment-added", S, SANDBOX, SANDBOX + SANDBOX.replace("sandbox", "staging"), "staging"),
    back("environment-removed", B, SANDBOX, SANDBOX + SANDBOX.replace("sandbox", "staging"), "staging"),
    row("environment-url-changed", R, "https://sandbox.shop.test/v1", "https://sandbox.shop.test/v2", "/v2"),
    row(
        "environment-default-changed",
        B,
        "{name: production, default: true,",
        "{name: production,",
        "name: sandbox",
        more=("{name: sandbox, ", "{name: sandbox, default: true, "),
    ),
    row("key-prefixes-narrowed", B, "[test_, try_]", "[test_]", "[test_]"),
    row("key-prefixes-widened", S, "[live_]", "[live_, prod_]", "prod_"),
    row("operation-environments-narrowed", B, "[production, sandbox]", "[production]", "x-sdk-environments"),
    row(
        "operation-environments-widened", S, "      x-sdk-environments: [production, sandbox]\n", "", "post:"
    ),
    row("rate-limit-tightened", R, "burst: 50, rate: 50", "burst: 50, rate: 5", "rate: 5}"),
    row(
        "rate-limit-tightened",
        R,
        OPTIONS,
        OPTIONS + "      x-sdk-rate-limit: [{scope: account, burst: 1, rate: 1}]\n",
        "burst: 1,",
    ),
    row("rate-limit-loosened", S, "burst: 50, rate: 50", "burst: 60, rate: 50", "burst: 60"),
    row(
        "rate-limit-scope-changed",
        R,
        "scope: account, burst: 50",
        "scope: address, burst: 50",
        "scope: address",
    ),
    row(
        "envelope-changed",
        R,
        "{data: $response.body#/data,",
        "{data: $response.body#/more,",
        "x-sdk-envelope",
    ),
    row(
        "operation-envelope-changed",
        R,
        OPTIONS,
        OPTIONS + "      x-sdk-no-envelope: true\n",
        "x-sdk-no-envelope",
        also="answer-field-removed answer-field-added answer-field-added answer-field-added",
    ),
    row(
        "error-shape-changed",
        R,
        "{message: [$response.body#/message]}",
        "{message: [$response.body#/message], code: $response.body#/code}",
        "x-sdk-errors",
    ),
    row("retryable-status-added", R, "[429, 503]", "[429, 502, 503]", "502"),
    row("retryable-status-removed", S, "[429, 503]", "[503]", "[503]"),
    row("package-renamed", B, "  package: shop\n", "  package: store\n", "store"),
    row("client-renamed", B, "  client: Shop\n", "  client: Store\n", "Store"),
    row(
        "base-url-variable-changed",
        B,
        "baseUrlVariable: SHOP_BASE_URL",
        "baseUrlVariable: SHOP_URL",
        "SHOP_URL",
    ),
    row("environment-variable-changed", B, "variable: SHOP_API_KEY", "variable: SHOP_KEY", "SHOP_KEY"),
    row("environment-variable-changed", B, "SHOP_ENVIRONMENT", "SHOP_STAGE", "SHOP_STAGE"),
    row("request-id-headers-changed", S, "[x-request-id]", "[x-trace]", "x-trace"),
    back("constructor-argument-added", S, KEY, "", "x-sdk-credential"),
    row("constructor-argument-removed", B, KEY, "", "x-sdk-credential"),
]

WEBHOOKS = [
    row("webhook-added", S, "webhooks:\n", SHIP, "post:"),
    back("webhook-removed", B, "webhooks:\n", SHIP, "post:"),
    row("webhook-signature-changed", B, "encoding: hex", "encoding: base64", "x-sdk-webhook"),
    row("webhook-secret-variable-changed", B, "SHOP_WEBHOOK_SECRET", "SHOP_HOOK_SECRET", "SHOP_HOOK_SECRET"),
    row("webhook-kind-changed", R, "{member: kind}", "{member: order_id}", "order_id"),
    row("webhook-refusal-changed", R, '"401": {description: Wrong', '"403": {description: Wrong', "post:"),
    row(
        "webhook-host-changed", B, "webhookHost: hooks.shop.test", "webhookHost: hook.shop.test", "hook.shop"
    ),
    row("answer-field-removed", B, ", when: {type: string}}", "}", "when"),
]

ROWS = [
    one
    for one in (
        *OPERATIONS,
        *ARGUMENTS,
        *REQUESTS,
        *ANSWERS,
        *PAGES,
        *MONEY,
        *WAITING,
        *TRANSFERS,
        *ACCESS,
        *WEBHOOKS,
    )
    if one.at
]
