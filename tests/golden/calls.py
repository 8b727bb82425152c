"""Calls of the golden packages: what a user writes, what must arrive at the provider, and what must come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Reply:
    """What the loopback provider answers."""

    status: int = 204
    content_type: str | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """One call. `result` is compared with the JSON form of what the method returns.

    `json` is the decoded body, `body` the exact one, `parts` the parts of a form: name to file name, content type and
    content.
    """

    case: str
    method: str
    line: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    reply: Reply = Reply()
    result: Any = None
    json: Any = None
    body: bytes | None = None
    parts: tuple[tuple[str, str | None, str | None, bytes], ...] | None = None
    content_type: str | None = None
    headers: Mapping[str, str | None] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    client: Mapping[str, Any] = field(default_factory=dict)


def reply(body: str, status: int = 200, content_type: str = JSON) -> Reply:
    return Reply(status, content_type, body.encode())


FILE = ("a.txt", b"hello")
TREE = {
    "label": "a",
    "children": [{"label": "b", "by_name": {"c": {"label": "c"}}}],
    "owner": {"favourite": None},
}
CAT = {"kind": "cat", "lives": 9}
DOG = {"kind": "hound", "tricks": ["sit"]}

BODIES = [
    Call(
        "recursive",
        "trees.plant_tree",
        "POST /trees",
        TREE,
        reply('{"label": "a", "children": [{"label": "b"}]}', 201),
        {"label": "a", "children": [{"label": "b"}]},
        json=TREE,
    ),
    Call("recursive", "trees.list_trees", "GET /trees", {}, reply('[{"label": "a"}]'), [{"label": "a"}]),
    Call(
        "all_of",
        "orders.create_order",
        "POST /orders",
        {"name": "n", "address": {"city": "c"}, "size": 3},
        reply('{"id": "1", "name": "n", "shipped": {"on": "2024-05-01"}}'),
        {"id": "1", "name": "n", "shipped": {"on": "2024-05-01"}},
        json={"name": "n", "address": {"city": "c"}, "size": 3},
    ),
    Call(
        "one_of",
        "animals.add_animal",
        "POST /animals",
        {"body": CAT},
        reply('{"kind": "cat"}'),
        {"kind": "cat"},
        json=CAT,
    ),
    Call(
        "one_of",
        "animals.add_animal",
        "POST /animals",
        {"body": DOG},
        reply('{"kind": "fish", "fins": 2}'),
        {"kind": "fish", "fins": 2},
        json=DOG,
    ),
    Call("one_of", "animals.get_value", "GET /animals/7/value", {"id": 7}, reply('["a"]'), ["a"]),
    Call("one_of", "animals.get_value", "GET /animals/x/value", {"id": "x"}, reply("null"), None),
    Call(
        "types_31",
        "values.put_value",
        "PUT /values?mode=exact&level=0",
        {
            "mode": "exact",
            "level": 0,
            "kind": "value",
            "amount": 1.5,
            "note": None,
            "point": (1.0, 2.0),
            "anything": [1],
        },
        reply(
            '{"kind": "value", "version": 2, "amount": "many", "state": null, "at": "2024-05-01T12:00:00Z"}'
        ),
        {"kind": "value", "version": 2, "amount": "many", "state": None, "at": "2024-05-01T12:00:00Z"},
        json={"kind": "value", "amount": 1.5, "note": None, "point": [1.0, 2.0], "anything": [1]},
    ),
    Call(
        "nullable_30",
        "items.change_item",
        "PATCH /items/1",
        {"id": 1, "name": None, "owner": {"id": 2}},
        reply('{"id": 1, "name": null, "owner": null, "state": "broken"}'),
        {"id": 1, "name": None, "owner": None, "state": "broken"},
        json={"name": None, "owner": {"id": 2}},
    ),
    Call(
        "multipart",
        "uploads.upload",
        "POST /uploads",
        {
            "files": [FILE, ("b.bin", b"\x00")],
            "cover": FILE,
            "tags": ["x", "y"],
            "details": {"title": "t"},
            "steps": [{"n": 1}, {"n": 2}],
            "public": True,
        },
        reply('{"id": "u"}', 202),
        {"id": "u"},
        parts=(
            ("tags", None, None, b"x"),
            ("tags", None, None, b"y"),
            ("details", None, JSON, b'{"title":"t"}'),
            ("steps", None, JSON, b'[{"n":1},{"n":2}]'),
            ("public", None, None, b"true"),
            ("files", "a.txt", "application/octet-stream", b"hello"),
            ("files", "b.bin", "application/octet-stream", b"\x00"),
            ("cover", "a.txt", "application/octet-stream", b"hello"),
        ),
    ),
    Call(
        "content_types",
        "notes.add_note",
        "POST /notes",
        {"title": "t", "picture": "aGk=", "labels": ["x"]},
        Reply(201),
        json={"title": "t", "picture": "aGk=", "labels": ["x"]},
    ),
    Call(
        "content_types",
        "notes.add_note",
        "POST /notes",
        {"title": "t", "picture_file": FILE, "labels": "x"},
        Reply(201),
        parts=(
            ("title", None, None, b"t"),
            ("labels", None, None, b"x"),
            ("picture", "a.txt", "application/octet-stream", b"hello"),
        ),
    ),
    Call(
        "content_types",
        "notes.add_note",
        "POST /notes",
        {"text": "<note/>"},
        Reply(201),
        body=b"<note/>",
        content_type="application/xml",
    ),
    Call(
        "content_types",
        "notes.add_note",
        "POST /notes",
        {"content": FILE},
        Reply(201),
        body=b"hello",
        content_type="application/octet-stream",
    ),
    Call(
        "content_types",
        "notes.put_text",
        "PUT /notes/1/text",
        {"id": "1", "text": "naïve"},
        body="naïve".encode(),
        content_type="text/plain",
    ),
    Call(
        "content_types",
        "notes.patch_note",
        "PATCH /notes/1/patch",
        {"id": "1", "body": [{"op": "remove"}]},
        json=[{"op": "remove"}],
        content_type="application/json-patch+json",
    ),
    Call(
        "content_types",
        "notes.patch_note",
        "PATCH /notes/1/patch",
        {"id": "1", "title": "t"},
        json={"title": "t"},
        content_type="application/merge-patch+json",
    ),
    Call(
        "form_styles",
        "charges.post_charges",
        "POST /charges",
        {
            "amount": 5,
            "card": {"number": "4", "holder": {"name": "A"}},
            "ids": ["a", "b"],
            "expand": ["x", "y"],
            "plain": {"k": "v"},
        },
        reply('{"id": "c"}'),
        {"id": "c"},
        body=b"amount=5&card%5Bnumber%5D=4&card%5Bholder%5D%5Bname%5D=A&ids=a,b&expand=x&expand=y"
        b"&plain=%7B%22k%22%3A%22v%22%7D",
        content_type=FORM,
    ),
]

NAMES = [
    Call(
        "reserved",
        "import_.import_",
        "POST /import?from=2024-05-01&self=s&options=o&operations=p",
        {
            "from_": "2024-05-01",
            "self_": "s",
            "options_": "o",
            "operations_": ["p"],
            "none": "n",
            "class_": "c",
            "list": 1,
            "model_config": "m",
            "copy": True,
        },
        reply('{"class": "c", "json": "j", "schema": "s", "1st": "1", "@id": "i"}'),
        {"class": "c", "json": "j", "schema": "s", "1st": "1", "@id": "i"},
        json={"class": "c", "list": 1, "model_config": "m", "copy": True},
        headers={"None": "n"},
    ),
    Call("reserved", "async_.list", "GET /async", {}, reply('["a"]'), ["a"]),
    Call("reserved", "async_.str_", "PUT /async", {}, reply('"a"'), "a"),
    Call("reserved", "close_.run", "GET /close", {}, reply('{"def": 1}'), {"def": 1}),
    Call("reserved", "models.models_", "GET /models", {}, reply('{"items": []}'), {"items": []}),
    Call(
        "collisions",
        "users.list",
        "GET /users?id=1&_id=3&ID=4",
        {"id": "1", "id_header": 2, "id_query": "3", "id_query_2": "4"},
        reply('[{"login": "l"}]'),
        [{"login": "l"}],
        headers={"id": "2"},
    ),
    Call(
        "collisions",
        "users.users_get_2",
        "POST /users",
        {"name": "a", "name_2": "b", "id": "c"},
        reply('{"address": {"city": "c"}}'),
        {"address": {"city": "c"}},
        json={"_name": "a", "name": "b", "id": "c"},
    ),
    Call("collisions", "users.users_get", "GET /users/1?id=2", {"id": "1", "id_query": "2"}, reply("{}"), {}),
    Call("collisions", "users.users_get_3", "PUT /users/1", {"id": "1"}),
    Call("collisions", "users.get", "DELETE /users/1", {"id": "1"}),
    Call(
        "remote_names",
        "https_example_org_core_v1.https_example_org_operations_list_pods_1",
        "GET /pods",
        {},
        reply('{"https://example.org/name": "n", "$ref.like": "r", "meta": {"file:///etc/passwd": "x"}}'),
        {"https://example.org/name": "n", "$ref.like": "r", "meta": {"file:///etc/passwd": "x"}},
    ),
    Call("remote_names", "secrets.etc_passwd", "POST /pods", {"http_a_b": "v"}, json={"http://a/b": "v"}),
    Call("untagged", "pets.get_api_v2_pets_pet_id", "GET /api/v2/pets/1", {"pet_id": "1"}, reply('{"name": "n"}'), {"name": "n"}),
    Call("untagged", "pets.delete_api_v2_pets_pet_id", "DELETE /api/v2/pets/a%2Fb", {"pet_id": "a/b"}),
    Call("untagged", "api.get", "GET /", {}),
    Call("untagged", "pet_stores_more.list_pet_stores", "GET /pet-stores", {}),
    Call("untagged", "pet_stores_more.get_pet_store", "GET /pet-stores/1", {"id": "1"}),
    Call(
        "hooks", "subscriptions.subscribe", "POST /subscriptions", {"url": "https://a.example/"}, Reply(201),
        json={"url": "https://a.example/"},
    ),
    Call("prose", "prose.get_prose", "GET /prose/1%5C?kind=g%0Ah", {"id": "1\\", "kind": "g\nh"}, reply('{"b\\"c\\\\d": "x"}'), {'b"c\\d': "x"}),
    Call("unsupported", "beyond.post_mixed", "POST /mixed", {"a": "b"}, json={"a": "b"}, headers={"X-Key": "k"}, client={"api_key": "k"}),
    Call("unsupported", "beyond.get_parameter", "GET /parameter?where=%3Ca%2F%3E", {"where": "<a/>"}),
]  # fmt: skip

PARAMETERS = [
    Call(
        "path_level",
        "items.get_item",
        "GET /shops/s%201/items/lamp.json?limit=99",
        {"shop_id": "s 1", "name": "lamp", "format": "json", "limit": 99},
        reply('{"name": "lamp"}'),
        {"name": "lamp"},
    ),
    Call("path_level", "items.delete_item", "DELETE /shops/s/items/n.csv", {"shop_id": "s", "name": "n", "format": "csv"}),
    Call("path_level", "items.get_point", "GET /matrix/;x=1;y=2", {"point": {"x": 1, "y": 2}}),
    Call(
        "queries",
        "search.search",
        "GET /search?filter%5Bname%5D=n&filter%5Bsize%5D%5Bmin%5D=1&ids%5B%5D=1&ids%5B%5D=2&comma=a,b%2Cc&pipes=a%7Cb"
        "&spaces=a%20b&where=%7B%22a%22%3A1%7D&plain=%3Ca%3E&path=a/b?c&flag=false&since=2024-05-01T12%3A00%3A00Z&colour=red",
        {
            "filter": {"name": "n", "size": {"min": 1}},
            "ids": [1, 2],
            "comma": ["a", "b,c"],
            "pipes": ["a", "b"],
            "spaces": ["a", "b"],
            "where": {"a": 1},
            "plain": "<a>",
            "path": "a/b?c",
            "flag": False,
            "since": "2024-05-01T12:00:00Z",
            "colour": "red",
        },
    ),
    Call(
        "headers",
        "session.get_session",
        "GET /session",
        {"x_trace_id": "t", "x_tags": ["a", "b"], "session_id": "s", "prefs": ["p", "q"]},
        reply('{"user": "u"}'),
        {"user": "u"},
        headers={"X-Trace-Id": "t", "X-Tags": "a,b", "Cookie": "session-id=s; prefs=p%2Cq", "Authorization": None},
    ),
]  # fmt: skip

ANSWERS = [
    Call("answers", "answers.get_text", "GET /text", {}, reply("a,b\n", content_type="text/csv"), "a,b\n"),
    Call("answers", "answers.get_file", "GET /file", {}, reply("zip", content_type="application/zip"), b"zip"),
    Call("answers", "answers.get_mixed", "GET /mixed", {}, reply("png", content_type="image/png"), b"png"),
    Call("answers", "answers.get_mixed", "GET /mixed", {}, reply('{"id": 1}'), {"id": 1}),
    Call("answers", "answers.get_xml", "GET /xml", {}, reply('{"id": 1}'), {"id": 1}, headers={"Accept": JSON}),
    Call("answers", "answers.get_default", "GET /default", {}, reply('{"id": 1}'), {"id": 1}),
    Call("answers", "answers.post_wild", "POST /wild", {}, reply('{"id": 1}', 207), {"id": 1}),
    Call("answers", "answers.post_several", "POST /several", {}, reply('{"id": 1}'), {"id": 1}),
    Call("answers", "answers.post_several", "POST /several", {}, reply('{"job": "j"}', 202), {"job": "j"}),
    Call("answers", "answers.post_several", "POST /several", {}, Reply(204), None),
    Call("answers", "answers.get_archive", "GET /redirect", {}, reply("tar", content_type="application/x-tar"), b"tar"),
    Call("answers", "answers.post_headers", "POST /headers", {}, Reply(201, headers={"Location": "/x"}), None),
    Call("answers", "answers.get_vendor", "GET /vendor", {}, reply('{"name": "n"}'), {"name": "n"}),
]  # fmt: skip

SECURITY = [
    Call("security", "auth.get_open", "GET /open", headers={"Authorization": None}),
    Call("security", "auth.get_token", "GET /token", client={"token": "t"}, headers={"Authorization": "Bearer t"}),
    Call("security", "auth.get_basic", "GET /basic", client={"basic": "u:p"}, headers={"Authorization": "Basic dTpw"}),
    Call("security", "auth.get_query", "GET /query?api%20key=k", client={"headers_secret": "k"}),
    Call("security", "auth.get_both", "GET /both", client={"x_key": "k", "session": "s"}, headers={"X-Key": "k", "Cookie": "SESSION=s"}),
    Call("security", "auth.get_oauth", "GET /oauth", client={"oidc": "o"}, headers={"Authorization": "Bearer o"}),
    Call("security", "auth.get_maybe", "GET /maybe", headers={"X-Key": None}),
    Call("security", "auth.get_maybe", "GET /maybe", client={"x_key": "k"}, headers={"X-Key": "k"}),
    Call("servers", "servers.get_same", "GET /same"),
]  # fmt: skip

BIG = 2**53 + 1
NUMBERS = [
    Call(
        "numbers",
        "numbers.put_number",
        "PUT /numbers/30?q=9007199254740993&deep%5Ba%5D=3&list=1,2.5,9007199254740993&pipes=1%7C1.0&json=%5B30%5D&any=30",
        {
            "n": 30,
            "q": BIG,
            "deep": {"a": 3},
            "list": [1, 2.5, BIG],
            "pipes": [1, 1.0],
            "json": [30],
            "x_number": 30,
            "cookie": BIG,
            "any": 30,
            "amount": 3,
            "step": 0.3,
            "steps": [19.99, 1, 0.07],
            "either": BIG,
            "both": 1.0,
            "one": 1,
            "whole": 2,
            "half": 9,
            "null_or": None,
            "inner": {"n": 2, "m": {"k": BIG}},
            "free": {"n": 30, "big": BIG},
        },
        reply(f'{{"n": 30, "many": [{BIG}, 1.5], "maybe": null, "either": {BIG}, "code": 1.5, "word": 2.5, "whole": 3.0, "table": {{"a": 1}}}}'),
        {"n": 30, "many": [BIG, 1.5], "maybe": None, "either": BIG, "code": 1.5, "word": 2.5, "whole": 3, "table": {"a": 1}},
        json={
            "amount": 3,
            "step": 0.3,
            "steps": [19.99, 1, 0.07],
            "either": BIG,
            "both": 1.0,
            "one": 1,
            "whole": 2,
            "half": 9,
            "null_or": None,
            "inner": {"n": 2, "m": {"k": BIG}},
            "free": {"n": 30, "big": BIG},
        },
        headers={"X-Number": "30", "Cookie": f"cookie={BIG}"},
    ),
    Call("numbers", "numbers.put_number", "PUT /numbers/3.0", {"n": 3.0, "either": "3"}, reply('{"either": "3"}'), {"either": "3"}, json={"either": "3"}),
    Call("numbers", "numbers.post_form", "POST /form", {"n": 30, "many": [BIG, 0.5], "inner": {"a": 3}}, reply("30"), 30, body=f"n=30&many={BIG}&many=0.5&inner=%7B%22a%22%3A3%7D".encode(), content_type=FORM),
    Call("numbers", "numbers.post_parts", "POST /multipart", {"n": BIG, "inner": {"a": 3}}, reply(f"[{BIG}, 0.5]"), [BIG, 0.5], parts=(("n", None, None, str(BIG).encode()), ("inner", None, JSON, b'{"a":3}'))),
]  # fmt: skip

PAIRS = [["a", 1], ["b", 2]]
TUPLES = [
    Call(
        "tuples",
        "tuples.post_tuples",
        "POST /tuples?pairs=a,1",
        {
            "pairs": ("a", 1),
            "pairs_body": [("a", 1), ["b", 2]],
            "own": [("a", 1)],
            "nested": ((0.5,), {"a": "b"}),
            "maybe": None,
            "either": ("a", 1),
            "table": {"k": ("a", 1)},
            "more": ["a", 1, 2],
            "inner": {"pair": ("a", "b")},
        },
        reply('{"pairs": [["a", 1]], "table": {"k": ["a", {"x": 1}]}, "either": ["a", 1], "more": ["a", 1, 2]}'),
        {"pairs": [["a", 1]], "table": {"k": ["a", {"x": 1}]}, "either": ["a", 1], "more": ["a", 1, 2]},
        json={
            "pairs": PAIRS,
            "own": [["a", 1]],
            "nested": [[0.5], {"a": "b"}],
            "maybe": None,
            "either": ["a", 1],
            "table": {"k": ["a", 1]},
            "more": ["a", 1, 2],
            "inner": {"pair": ["a", "b"]},
        },
    ),
    Call("tuples", "tuples.get_tuples", "GET /tuples", {}, reply('[["a", 1], ["b", 2]]'), PAIRS),
]  # fmt: skip

NULLABLE = dict.fromkeys(("words", "ref", "nothing", "all", "both", "anything", "free", "length", "any_of", "one_of", "types"))  # fmt: skip
NOT_NULLABLE = dict.fromkeys(("one_part", "text", "plain", "object"))
INNER = {"must": None, "words": None, "ref": None, "anything": None}
NULLS = [
    Call("nulls", "things.patch_thing", "PATCH /things", {**NULLABLE, **NOT_NULLABLE}, json=NULLABLE),
    Call("nulls", "things.patch_thing", "PATCH /things", {"plain": "x"}, json={"plain": "x"}),
    Call("nulls", "things.patch_thing", "PATCH /things", {"inner": {**INNER, "text": None, "list": None}}, json={"inner": INNER}),
    Call("nulls", "things.patch_thing", "PATCH /things", {"inner": {"must": "m", "list": ["a", None]}}, json={"inner": {"must": "m", "list": ["a", None]}}),
    Call("nulls", "things.put_whole", "PUT /whole", {"body": None}, body=b"null", content_type=JSON),
    Call("nulls", "things.put_whole", "PUT /whole"),
]  # fmt: skip

WORDS = [
    Call("names", "none.none", "GET /none?true=x", {"true": "x"}, reply('{"none": "n"}'), {"none": "n"}),
    Call("names", "none.true", "GET /true?q=x", {"q": "x"}),
    Call("names", "none.class_", "GET /class?class=x", {"class_": "x"}),
    Call("names", "match.match", "GET /match?type=x", {"type": "x"}),
    Call("names", "match.print", "GET /print?object=x", {"object": "x"}),
    Call("names", "match.init", "GET /init?__class__=x", {"class_": "x"}),
    Call("names", "n42.n42", "GET /digits?7=x", {"n7": "x"}),
    Call("names", "match.get_empty", "GET /empty?q=x", {"q": "x"}),
    Call("names", "models.field", "GET /field?q=x", {"q": "x"}),
    Call("names", "models.arguments_model", "GET /arguments-model?q=x", {"q": "x"}),
    Call(
        "names",
        "points.set_payload",
        "POST /points/payload",
        {"payload": {"a": 1}},
        json={"payload": {"a": 1}},
    ),
    Call(
        "names",
        "points.batch_update",
        "POST /points/batch",
        {"operations_": [{"set_payload": {"payload": {}}}], "both": {"none": "n"}},
        reply('{"a": "b"}'),
        {"a": "b"},
        json={"operations": [{"set_payload": {"payload": {}}}], "both": {"none": "n"}},
    ),
    Call("names", "points.both_input", "POST /points/input", {"a": "b"}, json={"a": "b"}),
    Call("names", "points.set_payload_arguments", "POST /points/arguments", {"a": "b"}, json={"a": "b"}),
]

SIAMESE = {"petType": "siamese", "points": "seal", "lives": 9, "friend": {"petType": "dog", "name": "d"}}
SUBTYPES = [
    Call("subtypes", "pets.get_home", "GET /home", {}, reply('{"pet": {"petType": "cat", "owner": "o"}}'), {"pet": {"petType": "cat", "owner": "o"}}),
    Call("subtypes", "pets.add_pet", "POST /pets", {"body": SIAMESE}, reply('{"petType": "siamese", "points": "seal"}'), {"petType": "siamese", "points": "seal"}, json=SIAMESE),
    Call("subtypes", "pets.add_pet", "POST /pets", {"body": {"petType": "Lizard", "lovesRocks": True}}, reply('{"petType": "bird", "wings": 2}'), {"petType": "bird", "wings": 2}, json={"petType": "Lizard", "lovesRocks": True}),
    Call("subtypes", "pets.put_pets", "PUT /pets", {"pets": [SIAMESE], "first": {"petType": "dog"}}, reply('[{"petType": "dog"}]'), [{"petType": "dog"}], json={"pets": [SIAMESE], "first": {"petType": "dog"}}),
    Call("subtypes", "pets.add_cat", "POST /cats", {"body": {"petType": "cat", "lives": 9}}, reply('{"petType": "siamese", "points": "seal"}'), {"petType": "siamese", "points": "seal"}, json={"petType": "cat", "lives": 9}),
    Call("subtypes", "pets.add_contact", "POST /contacts", {"method": {"type": "p", "number": "1"}}, reply('{"type": "m", "address": "a"}'), {"type": "m", "address": "a"}, json={"method": {"type": "p", "number": "1"}}),
    Call("subtypes", "pets.act", "POST /actions", {"body": {"type": "backup", "policy": "daily"}}, json={"type": "backup", "policy": "daily"}),
    Call("subtypes", "pets.act_other", "PUT /actions", {"body": {"type": "backup"}}, json={"type": "backup"}),
]  # fmt: skip

OPEN = [
    Call("open_body", "bodies.post_json", "POST /json", {"a": "x", "inner": {"b": "y", "z": [1]}, "extra_fields_2": {"c": None, "n": 30}, "extra_fields": "own"}, json={"a": "x", "inner": {"b": "y", "z": [1]}, "extra_fields": "own", "c": None, "n": 30}),
    Call("open_body", "bodies.post_form", "POST /form", {"a": "x", "extra_fields_2": {"c": "d e", "n": 30}}, body=b"a=x&c=d%20e&n=30", content_type=FORM),
    Call("open_body", "bodies.post_parts", "POST /parts", {"a": "x", "file": FILE, "extra_fields": {"n": 30}}, parts=(("a", None, None, b"x"), ("file", "a.txt", "application/octet-stream", b"hello"), ("n", None, None, b"30"))),
]  # fmt: skip

FAULTY = [
    Call("faulty", "a.get", "GET /required?q=x", {"q": "x"}),
    Call("faulty", "a.unused", "GET /unused/7", {"id": "7"}),
    Call("faulty", "a.undeclared", "GET /undeclared/7", {"id": "7"}),
    Call("faulty", "a.get_2", "GET /twice"),
    Call("faulty", "b.get", "GET /elsewhere"),
    Call("faulty", "b.enum", "GET /enum?e=x", {"e": "x"}),
    Call("faulty", "b.body", "POST /body"),
    Call("faulty", "b.mapping", "POST /mapping", {"body": {"t": "w", "required": True}}, json={"t": "w", "required": True}),
    Call("faulty", "b.dangling", "POST /dangling", {"a": [1]}, reply('{"any": 1}'), {"any": 1}, json={"a": [1]}),
]  # fmt: skip

CALLS = [
    *BODIES,
    *NAMES,
    *PARAMETERS,
    *ANSWERS,
    *SECURITY,
    *NUMBERS,
    *TUPLES,
    *NULLS,
    *WORDS,
    *SUBTYPES,
    *OPEN,
    *FAULTY,
]
