"""genome.computer in the sandbox: who may do what, what is refused, what expires, what is counted and reported."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from clientome import (
    AuthenticationError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PermissionDeniedError,
)
from clientome.genome_computer import GenomeComputer
from tests.support.sandbox_genome_computer import (
    DAY,
    DOCUMENT,
    PATH,
    PRODUCTION,
    STAGING,
    Genome,
    genome,
    plain,
    receiver,
)

VCF = b"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n2\t1\trs4988235\tG\tA\t.\tPASS\t.\n"
TEST = "gen_test_nutrition_001"
EVENTS = [f"order.{status}" for status in PATH]


def refused(reply: Any, status: int, text: str = "") -> None:
    """An error in the shape of the example sandbox."""
    assert reply.status == status, reply.body
    assert text in reply.json["message"]


# Keys


def operations() -> list[tuple[str, str, str, list[list[str]]]]:
    """Name, method, path and the alternatives of scopes of every operation."""
    found: list[tuple[str, str, str, list[list[str]]]] = []
    for path, item in DOCUMENT["paths"].items():
        for method, node in item.items():
            scopes = [next(iter(one.values())) for one in node["security"]]
            found.append(
                (node["operationId"], method.upper(), path.replace("{", "").replace("}", ""), scopes)
            )
    return found


def test_every_operation_needs_its_scope(world: Genome) -> None:
    named = {scope for *_, alternatives in operations() for one in alternatives for scope in one}
    assert len(named) == 15
    for name, method, path, alternatives in operations():
        for scope in sorted(named):
            key = "gc_test_only_" + scope.replace(":", "_").replace("-", "_")
            reply = world.ask(method, path, {}, key=key)
            allowed = [scope] in alternatives
            assert (reply.status != 403) == allowed, (name, scope, reply.status)
        refused(world.ask(method, path, {}, key="gc_test_only_nothing"), 403, "scope")


@pytest.mark.parametrize("key", [None, "", "abc", "sk_live_x", "gc_prod_x"])
def test_bad_keys(key: str | None, world: Genome) -> None:
    reply = world.ask("GET", "/v1/orders", key=key)
    refused(reply, 401)
    assert reply.headers["www-authenticate"] == "Bearer"


def test_staging_operations_refuse_live_keys(live: GenomeComputer, world: Genome) -> None:
    order = live.orders.create(type="wgs_30x")
    for method, path in (
        ("GET", "/v1/test/genomes"),
        ("POST", "/v1/test/genomes/seed"),
        ("POST", f"/v1/test/orders/{order.order_id}/advance"),
    ):
        refused(world.ask(method, path, {"status": "paid"}, key=PRODUCTION), 403, "staging")
    assert live.orders.get(order_id=order.order_id).status == "created"


def test_environments_and_organisations_are_apart(
    world: Genome, client: GenomeComputer, live: GenomeComputer
) -> None:
    order = client.orders.create(type="wgs_30x")
    with world.client("gc_test_another_key") as colleague:
        assert colleague.orders.get(order_id=order.order_id) == order
    with world.client("gc_test_org_acme_1") as stranger, world.client("gc_test_org_acme_2") as friend:
        for other in (stranger, live):
            with pytest.raises(NotFoundError):
                other.orders.get(order_id=order.order_id)
            assert order.order_id not in [one.order_id for one in other.orders.list()]
        own = stranger.orders.create(type="wgs_30x")
        assert friend.orders.get(order_id=own.order_id) == own


def test_a_revoked_key_is_useless(world: Genome, client: GenomeComputer) -> None:
    with world.client("gc_test_lost_one") as lost:
        _ = lost.orders.list()
        listed = plain(client.api_keys.list())["data"]
        (key,) = [one for one in listed if one["prefix"] == "gc_test_lost****"]
        assert set(key["scopes"]) == {s for *_, found in operations() for one in found for s in one}
        assert not any("gc_test_lost_one" in str(value) for one in listed for value in one.values())
        assert plain(client.api_keys.revoke(api_key_id=key["id"]))["status"] == "revoked"
        with pytest.raises(AuthenticationError, match="revoked"):
            lost.orders.list()
    assert plain(client.api_keys.list())["data"] != listed
    _ = client.orders.list()
    refused(world.ask("DELETE", "/v1/api-keys/00000000-0000-4000-8000-000000000000"), 404)
    reply = world.ask("DELETE", "/v1/api-keys/not-a-uuid")
    assert 400 <= reply.status < 500


def test_keys_of_the_other_environment_are_not_listed(client: GenomeComputer, live: GenomeComputer) -> None:
    assert {one["environment"] for one in plain(client.api_keys.list())["data"]} == {"staging"}
    assert {one["environment"] for one in plain(live.api_keys.list())["data"]} == {"production"}


# Orders


def test_idempotency_keys(world: Genome) -> None:
    body = {"type": "wgs_30x", "user_reference": "a"}
    first = world.ask("POST", "/v1/orders", body, headers={"Idempotency-Key": "k"})
    assert first.status == 201
    again = world.ask("POST", "/v1/orders", body, headers={"Idempotency-Key": "k"})
    assert again.status == 200
    assert again.json == first.json
    refused(
        world.ask("POST", "/v1/orders", {"type": "wgs_30x"}, headers={"Idempotency-Key": "k"}), 400, "key"
    )
    other = world.ask("POST", "/v1/orders", body, headers={"Idempotency-Key": "k2"})
    assert other.json["order_id"] != first.json["order_id"]
    stranger = world.ask("POST", "/v1/orders", body, headers={"Idempotency-Key": "k"}, key="gc_test_org_b_1")
    assert stranger.status == 201
    assert len(world.things("orders")) == 4


def test_production_demands_an_idempotency_key(world: Genome) -> None:
    refused(world.ask("POST", "/v1/orders", {"type": "wgs_30x"}, key=PRODUCTION), 400, "Idempotency-Key")
    given = {"Idempotency-Key": "x"}
    assert world.ask("POST", "/v1/orders", {"type": "wgs_30x"}, key=PRODUCTION, headers=given).status == 201
    assert world.ask("POST", "/v1/orders", {"type": "wgs_30x"}).status == 201


def test_one_key_sent_by_many_at_once_is_one_order(world: Genome) -> None:
    def send(_: int) -> tuple[int, str]:
        reply = world.ask("POST", "/v1/orders", {"type": "wgs_30x"}, headers={"Idempotency-Key": "same"})
        return reply.status, reply.json["order_id"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(24)))
    assert len({order_id for _, order_id in answers}) == 1
    assert sorted(status for status, _ in answers) == [200] * 23 + [201]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "wes"},
        {"type": "wgs_30x", "deliverables": ["bam"]},
        {"type": "wgs_30x", "retention": "ever"},
        [],
    ],
)
def test_orders_that_are_refused(body: object, world: Genome) -> None:
    before = len(world.things("orders"))
    refused(world.ask("POST", "/v1/orders", body), 400)
    assert len(world.things("orders")) == before
    assert world.things("usage_events") == [] or all(
        not one["subject"] for one in world.things("usage_events")
    )


@pytest.mark.parametrize("path", ["", "/events", "/files", "/shipment"])
def test_unknown_orders(path: str, world: Genome) -> None:
    refused(world.ask("GET", f"/v1/orders/ord_none{path}"), 404, "no order")


@pytest.mark.parametrize("limit", ["0", "101", "x"])
def test_limits_of_the_list(limit: str, world: Genome) -> None:
    refused(world.ask("GET", f"/v1/orders?limit={limit}"), 400)


def test_advancing_passes_every_status(client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x")
    moved = plain(client.staging.advance_order(order_id=order.order_id, status="kit_shipped"))
    assert (moved["order_id"], moved["status"]) == (order.order_id, "kit_shipped")
    assert moved["shipment"]["carrier"] == "Example Post"
    events = client.orders.list_events(order_id=order.order_id).items
    assert [one.status for one in events] == PATH[:5]
    assert plain(client.staging.advance_order(order_id=order.order_id, status="kit_shipped")) == moved
    assert len(client.orders.list_events(order_id=order.order_id).items) == 5
    with pytest.raises(BadRequestError, match="forward"):
        client.staging.advance_order(order_id=order.order_id, status="paid")
    with pytest.raises(NotFoundError):
        client.staging.advance_order(order_id="ord_none", status="paid")


@pytest.mark.parametrize("end", ["failed", "cancelled", "completed"])
def test_ends_are_final(end: Any, world: Genome, client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x", retention="hosted_runtime")
    client.staging.advance_order(order_id=order.order_id, status="sequencing")
    client.staging.advance_order(order_id=order.order_id, status=end)
    world.sandbox.advance(100 * DAY)
    for status in ("paid", "failed", "cancelled", "completed"):
        if status != end:
            refused(world.ask("POST", f"/v1/test/orders/{order.order_id}/advance", {"status": status}), 400)
    assert client.orders.get(order_id=order.order_id).status == end
    assert client.orders.list_events(order_id=order.order_id).items[-1].status == end
    if end != "completed":
        with pytest.raises(BadRequestError):
            client.orders.get_files(order_id=order.order_id)


def test_the_example_order_waits_for_being_advanced(world: Genome, client: GenomeComputer) -> None:
    example = "ord_01JZ8N8A4P2Y"
    world.sandbox.advance(400 * DAY)
    assert client.orders.get(order_id=example).status == "created"
    with world.client("gc_test_org_far_1") as stranger, receiver() as near, receiver() as far:
        for one, host in ((near, "near.test"), (far, "far.test")):
            _ = world.ask("POST", "/_sandbox/webhooks", {"url": one.url, "host": host}, key=None)
        _ = client.webhooks.create(url="https://near.test/")
        _ = stranger.webhooks.create(url="https://far.test/")
        client.staging.advance_order(order_id=example, status="completed")
        assert len(near.wait(14)) == 14
        assert far.bodies == []
    done = client.orders.get(order_id=example)
    assert done.genome_id not in (None, TEST)
    assert [one["kind"] for one in plain(client.orders.get_files(order_id=example))["files"]] == [
        "genome_bundle"
    ]


def test_time_goes_on_after_advancing(world: Genome, client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x")
    client.staging.advance_order(order_id=order.order_id, status="lab_processing")
    world.sandbox.advance(5 * DAY - 60)
    assert client.orders.get(order_id=order.order_id).status == "lab_processing"
    world.sandbox.advance(120)
    assert client.orders.get(order_id=order.order_id).status == "sequencing"


def test_a_genome_that_is_made_is_not_ready(client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x")
    client.staging.advance_order(order_id=order.order_id, status="genome_bundle_generating")
    genome_id = str(client.orders.get(order_id=order.order_id).genome_id)
    assert plain(client.genomes.get(genome_id=genome_id))["status"] == "generating"
    calls: list[Callable[[], object]] = [
        lambda: client.panels.build(genome_id=genome_id, panel_id="nutrition_diet_response"),
        lambda: client.questions.ask(genome_id=genome_id, question="Coffee?"),
        lambda: client.contexts.build(genome_id=genome_id),
    ]
    for call in calls:
        with pytest.raises(ConflictError, match="not ready"):
            call()
    for call in (client.genomes.get_bundle, client.genomes.get_files, client.interpretations.get_latest):
        with pytest.raises(NotFoundError):
            call(genome_id=genome_id)
    client.staging.advance_order(order_id=order.order_id, status="completed")
    for call in calls:
        _ = call()


# Uploads and conversions


def started(client: GenomeComputer, **more: Any) -> dict[str, Any]:
    return plain(client.uploads.initiate(filename="s.vcf", content_type="text/plain", **more))


def put(world: Genome, start: dict[str, Any], content: bytes = VCF, **headers: str) -> Any:
    sent = {**start["headers"], **headers}
    return world.ask(start["method"], start["upload_url"], key=None, headers=sent, body=content)


def test_a_signed_upload_step_by_step(world: Genome, client: GenomeComputer) -> None:
    start = started(client, size_bytes=len(VCF))
    assert (start["method"], start["headers"], start["status"]) == (
        "PUT",
        {"Content-Type": "text/plain"},
        "pending",
    )
    digest = hashlib.sha256(VCF).hexdigest()
    given: dict[str, Any] = {"upload_id": start["upload_id"], "sha256": digest, "size_bytes": len(VCF)}
    with pytest.raises(ConflictError, match="reached"):
        client.uploads.complete(**given)
    with pytest.raises(BadRequestError, match="complete"):
        client.conversions.create(source_type="vcf", upload_id=start["upload_id"])
    stored = put(world, start)
    assert stored.status == 200
    assert stored.headers["etag"] == f'"{hashlib.md5(VCF).hexdigest()}"'
    with pytest.raises(ConflictError, match="bytes"):
        client.uploads.complete(**{**given, "size_bytes": len(VCF) + 1})
    with pytest.raises(ConflictError, match="SHA-256"):
        client.uploads.complete(**{**given, "sha256": "0" * 64})
    done = client.uploads.complete(**{**given, "sha256": digest.upper()})
    assert (done.upload_id, done.status) == (start["upload_id"], "completed")
    with pytest.raises(ConflictError, match="already"):
        client.uploads.complete(**given)
    refused(put(world, start), 409)
    with pytest.raises(NotFoundError):
        client.uploads.complete(**{**given, "upload_id": "upload_none"})


def test_places_for_uploads_are_guarded(world: Genome, client: GenomeComputer) -> None:
    start = started(client)
    refused(put(world, start, **{"Content-Type": "application/json"}), 403)
    refused(put(world, {**start, "upload_url": start["upload_url"][:-2] + "AA"}), 403)
    world.sandbox.advance(13 * 3600)
    refused(put(world, start), 403, "expired")


def test_uploads_that_are_refused(world: Genome, client: GenomeComputer) -> None:
    form = b'--b\r\ncontent-disposition: form-data; name="file"; filename="notes.txt"\r\n\r\nx\r\n--b--\r\n'
    sent = {"Content-Type": "multipart/form-data; boundary=b"}
    refused(world.ask("POST", "/v1/uploads/vcf", body=form, headers=sent), 400, ".vcf")
    assert (
        world.ask("POST", "/v1/uploads/vcf", body=form.replace(b".txt", b".vcf"), headers=sent).status == 201
    )
    with pytest.raises(BadRequestError, match="empty"):
        client.uploads.create(file=("empty.vcf", b""))
    refused(world.ask("POST", "/v1/uploads/vcf/initiate", {"filename": "s.bam"}), 400)
    refused(
        world.ask("POST", "/v1/uploads/vcf", body=b"x", headers={"Content-Type": "multipart/form-data"}), 400
    )


def test_conversion_on_staging_is_done_at_once(client: GenomeComputer) -> None:
    upload = client.uploads.create(file=("s.vcf", VCF))
    raw = client.conversions.create(
        source_type="vcf", upload_id=str(upload.upload_id), retention="delete_after_30_days"
    )
    conversion = plain(raw)
    genome = plain(client.genomes.get(genome_id=conversion["genome_id"]))
    assert genome["status"] == "ready"
    assert genome["source"] == {"type": "vcf", "id": upload.upload_id}
    assert genome["storage_expires_at"] is not None
    bad = client.uploads.create(file=("s.vcf", b"no such thing"))
    with pytest.raises(BadRequestError, match="VCF"):
        client.conversions.create(source_type="vcf", upload_id=str(bad.upload_id))
    with pytest.raises(NotFoundError):
        client.conversions.create(source_type="vcf", upload_id="upload_none")


def test_conversion_in_production_is_queued(world: Genome, live: GenomeComputer) -> None:
    upload = live.uploads.create(file=("s.vcf", VCF))
    bad = live.uploads.create(file=("s.vcf", b"no such thing"))
    before = {one.genome_id for one in live.genomes.list()}
    for one in (upload, bad):
        body = {"source_type": "vcf", "upload_id": one.upload_id}
        reply = world.ask("POST", "/v1/conversions", body, key=PRODUCTION)
        assert (reply.status, reply.json["status"], reply.json["genome_id"]) == (202, "queued", None)
    assert {one.genome_id for one in live.genomes.list()} == before
    world.sandbox.advance(3600)
    assert [one["status"] for one in world.things("conversions")] == ["completed", "failed"]
    (made,) = {one.genome_id for one in live.genomes.list()} - before
    panel = live.panels.build(genome_id=str(made), panel_id="nutrition_diet_response")
    assert panel.sections[0].findings[0].result.genotype == "GA"


# Genomes


def test_links_expire_and_cannot_be_forged(world: Genome, client: GenomeComputer) -> None:
    link = plain(client.genomes.get_bundle(genome_id=TEST))["url"]
    whole = world.ask("GET", link, key=None)
    assert whole.status == 200
    part = world.ask("GET", link, key=None, headers={"Range": "bytes=2-5"})
    assert (part.status, part.body) == (206, whole.body[2:6])
    token = link.split("/_files/")[1].split("/")[0]
    refused(world.ask("GET", link.replace(token, token[:-1]), key=None), 403)
    refused(world.ask("GET", link.replace(token, "x"), key=None), 403)
    upload = started(client)["upload_url"].rpartition("/")[2]
    refused(world.ask("GET", link.replace(token, upload), key=None), 403)
    world.sandbox.advance(13 * 3600)
    refused(world.ask("GET", link, key=None), 403, "expired")
    again = plain(client.genomes.get_bundle(genome_id=TEST))
    assert world.ask("GET", again["url"], key=None).body == whole.body
    assert hashlib.sha256(whole.body).hexdigest() == again["sha256"]


def test_retention_starts_and_stops_the_removal(world: Genome, client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x", retention="hosted_runtime")
    client.staging.advance_order(order_id=order.order_id, status="completed")
    genome_id = str(client.orders.get(order_id=order.order_id).genome_id)
    panel = client.panels.build(genome_id=genome_id, panel_id="fitness_and_movement")
    context = client.contexts.build(genome_id=genome_id)
    _ = client.questions.ask(genome_id=genome_id, question="Coffee?")

    def retain(retention: Any) -> dict[str, Any]:
        return plain(client.genomes.update_retention(genome_id=genome_id, retention=retention))

    first = retain("delete_after_30_days")
    assert first["storage_expires_at"] is not None
    assert client.orders.get(order_id=order.order_id).storage_expires_at is not None
    world.sandbox.advance(29 * DAY)
    assert retain("delete_after_30_days") == first
    assert retain("hosted_runtime")["storage_expires_at"] is None
    world.sandbox.advance(100 * DAY)
    assert plain(client.genomes.get(genome_id=genome_id))["retention"] == "hosted_runtime"
    link = plain(client.genomes.get_bundle(genome_id=genome_id))["url"]
    _ = retain("delete_after_30_days")
    world.sandbox.advance(29 * DAY)
    _ = client.genomes.get(genome_id=genome_id)
    world.sandbox.advance(DAY + 1)
    with pytest.raises(NotFoundError):
        client.genomes.get(genome_id=genome_id)
    with pytest.raises(NotFoundError):
        client.contexts.get(context_id=context.context_id)
    with pytest.raises(NotFoundError):
        client.panels.get_result(genome_id=genome_id, panel_result_id=panel.panel_result_id)
    assert genome_id not in [one.genome_id for one in client.genomes.list()]
    # Nothing of it stays behind.
    for collection in ("genomes", "interpretations", "panel_results", "answers", "contexts"):
        assert {one["genome_id"] for one in world.things(collection)} == {TEST}, collection
    assert world.ask("GET", link, key=None).status in (403, 404)


def test_the_sandbox_genome_comes_back(world: Genome, client: GenomeComputer) -> None:
    _ = client.genomes.update_retention(genome_id=TEST, retention="delete_after_30_days")
    world.sandbox.advance(31 * DAY)
    with pytest.raises(NotFoundError):
        client.genomes.get(genome_id=TEST)
    assert [one["genome_id"] for one in plain(client.staging.list_genomes())["data"]] == [TEST]
    assert plain(client.genomes.get(genome_id=TEST))["status"] == "ready"
    assert plain(client.staging.seed_genomes()) == plain(client.staging.list_genomes())


def test_a_fresh_interpretation_comes_later(world: Genome, client: GenomeComputer) -> None:
    old = plain(client.interpretations.get_latest(genome_id=TEST))["interpretation_version"]
    reply = world.ask("POST", f"/v1/genomes/{TEST}/reinterpret")
    assert (reply.status, reply.json["status"]) == (202, "queued")
    assert plain(client.interpretations.get_latest(genome_id=TEST))["interpretation_version"] == old
    _ = client.genomes.reinterpret(genome_id=TEST)
    world.sandbox.advance(3600)
    new = plain(client.interpretations.get_latest(genome_id=TEST))["interpretation_version"]
    month = world.sandbox.state()["now"][:7].replace("-", ".")
    assert new == f"{month}.2"
    assert plain(client.interpretations.get(genome_id=TEST, version=f"{month}.1"))["status"] == "completed"
    artifact = plain(client.interpretations.get_latest_artifact(genome_id=TEST))
    assert artifact["interpretation_version"] == new
    assert plain(client.interpretations.get_artifact(genome_id=TEST, version=new)) == artifact
    diff = plain(client.interpretations.compare(genome_id=TEST, version_range=f"{old}..{new}"))
    assert (diff["from_version"], diff["to_version"]) == (old, new)
    assert diff["sources"]
    same = plain(client.interpretations.compare(genome_id=TEST, version_range=f"{new}..{new}"))
    assert same["sources"] == same["changed"] == []
    assert (
        client.panels.build(genome_id=TEST, panel_id="nutrition_diet_response").interpretation_version == new
    )
    for version in (f"{old}..1999.01.1", f"1999.01.1..{old}"):
        with pytest.raises(NotFoundError):
            client.interpretations.compare(genome_id=TEST, version_range=version)
    with pytest.raises(NotFoundError):
        client.interpretations.get(genome_id=TEST, version="1999.01.1")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/genomes/gen_none", 404),
        ("GET", "/v1/genomes/gen_none/bundle", 404),
        ("GET", "/v1/genomes/gen_none/manifest", 404),
        ("GET", "/v1/genomes/gen_none/panels", 404),
        ("GET", "/v1/genomes/gen_none/interpretations/latest", 404),
        ("POST", "/v1/genomes/gen_none/reinterpret", 404),
        ("POST", "/v1/genomes/gen_none/panels/nutrition_diet_response/build", 404),
        ("POST", f"/v1/genomes/{TEST}/panels/none/build", 400),
        ("GET", "/v1/panels/none", 400),
        ("GET", "/v1/context/ctx_none", 404),
        ("GET", f"/v1/genomes/{TEST}/answers/ans_none", 404),
        ("DELETE", "/v1/webhooks/wh_none", 404),
        ("GET", "/v1/billing/periods/1999-01/charges", 404),
        ("POST", "/v1/billing/periods/1999-01/generate", 400),
        ("POST", "/v1/billing/periods/1999-13/finalize", 400),
    ],
)
def test_unknown_things(method: str, path: str, status: int, world: Genome) -> None:
    refused(world.ask(method, path), status)


def test_every_panel_of_the_catalogue_can_be_built(client: GenomeComputer) -> None:
    catalogue = plain(client.panels.list())["data"]
    assert len(catalogue) >= 2
    for one in catalogue:
        assert plain(client.panels.get(panel_id=one["panel_id"])) == one
        built = client.panels.build(genome_id=TEST, panel_id=one["panel_id"])
        assert [s.section_id for s in built.sections] == [s["section_id"] for s in one["sections"]]
        assert built.citations


def test_every_domain_has_findings(client: GenomeComputer) -> None:
    domains = DOCUMENT["components"]["schemas"]["ContextDomain"]["enum"]
    for domain in domains:
        context = client.contexts.build(genome_id=TEST, domain=domain, detail_level="deep")
        assert context.structured_findings
        assert domain == "general" or {one.domain for one in context.structured_findings} == {domain}
    sizes = [
        len(client.contexts.build(genome_id=TEST, detail_level=level).structured_findings)
        for level in ("brief", "standard", "deep")
    ]
    assert sizes == sorted(set(sizes))


# Webhooks


@pytest.mark.parametrize(
    ("url", "staging", "production"),
    [
        ("https://hooks.example.com/x", 201, 201),
        ("http://hooks.example.com/x", 201, 400),
        ("https://8.8.8.8/x", 201, 201),
        ("https://localhost/x", 400, 400),
        ("https://127.0.0.1/x", 400, 400),
        ("https://2130706433/x", 400, 400),
        ("https://[::1]/x", 400, 400),
        ("https://10.1.2.3/x", 400, 400),
        ("https://printer/x", 400, 400),
        ("https://db.internal/x", 400, 400),
        ("ftp://hooks.example.com/x", 400, 400),
        ("hooks.example.com", 400, 400),
    ],
)
def test_addresses_of_webhooks(url: str, staging: int, production: int, world: Genome) -> None:
    assert world.ask("POST", "/v1/webhooks", {"url": url}).status == staging
    assert world.ask("POST", "/v1/webhooks", {"url": url}, key=PRODUCTION).status == production


def test_unknown_event_types_are_refused(world: Genome) -> None:
    body = {"url": "https://hooks.example.com", "event_types": ["order.created", "order.lost"]}
    refused(world.ask("POST", "/v1/webhooks", body), 400)


def test_every_transition_is_delivered_to_those_who_want_it(world: Genome, client: GenomeComputer) -> None:
    with receiver() as every, receiver() as some, receiver() as gone, receiver() as strange:
        for one, host in (
            (every, "every.test"),
            (some, "some.test"),
            (gone, "gone.test"),
            (strange, "strange.test"),
        ):
            _ = world.ask("POST", "/_sandbox/webhooks", {"url": one.url, "host": host}, key=None)
        made = plain(client.webhooks.create(url="https://every.test/x", description="All"))
        assert len(made["event_types"]) == 21
        _ = client.webhooks.create(
            url="https://some.test/x", event_types=["order.completed", "panel.generated"]
        )
        off = plain(client.webhooks.create(url="https://gone.test/x"))
        assert plain(client.webhooks.delete(webhook_id=off["webhook_id"]))["status"] == "disabled"
        with world.client("gc_test_org_other_1") as stranger:
            _ = stranger.webhooks.create(url="https://strange.test/x")
        every.answers[:] = [500]

        order = client.orders.create(type="wgs_30x", user_reference="mine", retention="hosted_runtime")
        assert every.wait(1)[0]["event_type"] == "order.created"
        deadline = time.monotonic() + 20
        while [one["attempts"] for one in world.things("_deliveries")] != [1]:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        world.sandbox.advance(22 * DAY)
        bodies = every.wait(16)
        # The first came twice, since its first delivery was answered with 500.
        assert bodies[0] in bodies[1:]
        orders = [one for one in bodies[1:] if one["event_type"].startswith("order.")]
        assert sorted(one["event_type"] for one in orders) == sorted(EVENTS)
        reported = {one.event_id: one for one in client.orders.list_events(order_id=order.order_id).items}
        for one in orders:
            assert reported[one["event_id"]].event_type == one["event_type"]
            assert reported[one["event_id"]].status == one["status"]
            assert one["payload"]["order_id"] == order.order_id
            assert one["payload"]["user_reference"] == "mine"
        assert "genome.created" in [one["event_type"] for one in bodies]
        assert not any("signature" in name for headers in every.headers for name in headers)

        genome_id = str(client.orders.get(order_id=order.order_id).genome_id)
        _ = client.panels.build(genome_id=genome_id, panel_id="nutrition_diet_response")
        _ = client.contexts.build(genome_id=genome_id)
        _ = client.questions.ask(genome_id=genome_id, question="Coffee?")
        _ = client.genomes.reinterpret(genome_id=genome_id)
        upload = client.uploads.create(file=("s.vcf", VCF))
        _ = client.conversions.create(source_type="vcf", upload_id=str(upload.upload_id))
        world.sandbox.advance(DAY)
        more = [one["event_type"] for one in every.wait(21)[16:]]
        assert sorted(more) == [
            "context.generated", "conversion.completed", "genome.created", "interpretation.updated", "panel.generated",
        ]  # fmt: skip
        assert [one["event_type"] for one in some.wait(2)] == ["order.completed", "panel.generated"]
        assert gone.bodies == []
        assert strange.bodies == []
        listed = {one["url"]: one["status"] for one in plain(client.webhooks.list())["data"]}
        assert listed["https://gone.test/x"] == "disabled"
        assert "https://strange.test/x" not in listed


# Usage and billing


def test_usage_counts_what_was_called(world: Genome, client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x")
    for _ in range(3):
        _ = client.questions.ask(genome_id=TEST, question="Coffee?")
    _ = client.contexts.build(genome_id=TEST)
    _ = client.panels.build(genome_id=TEST, panel_id="nutrition_diet_response")
    with pytest.raises(NotFoundError):
        client.questions.ask(genome_id="gen_none", question="Coffee?")
    world.sandbox.advance(DAY)
    _ = client.questions.ask(genome_id=TEST, question="Coffee?")
    client.staging.advance_order(order_id=order.order_id, status="cancelled")

    events = plain(client.usage.list())["data"]
    mine = [one for one in events if one["subject"]]
    assert [one["event_type"] for one in mine] == [
        "order.refunded", "question.asked", "panel.built", "context.built",
        "question.asked", "question.asked", "question.asked", "order.created",
    ]  # fmt: skip
    assert sum(one["cost_cents"] for one in mine) == 25
    asked = plain(client.usage.list(event_type="question.asked", limit=2))["data"]
    assert [one["event_type"] for one in asked] == ["question.asked"] * 2
    rollups = plain(client.usage.list_rollups())["data"]
    assert sum(one["quantity"] for one in rollups) == len(mine)
    assert sum(one["cost_cents"] for one in rollups) == 25
    assert [one["date"] for one in rollups] == sorted(one["date"] for one in rollups)
    assert sum(one["quantity"] for one in rollups if one["event_type"] == "question.asked") == 4
    world.sandbox.advance(91 * DAY)
    assert plain(client.usage.list_rollups())["data"] == []


def test_a_period_is_charged_and_closed_once(world: Genome, client: GenomeComputer) -> None:
    _ = client.questions.ask(genome_id=TEST, question="Coffee?")
    _ = client.orders.create(type="wgs_30x")
    month = world.sandbox.state()["now"][:7]
    made = plain(client.billing.generate_charges(year_month=month))
    assert (made["generated"], made["total_cents"]) == (2, 69905)
    assert plain(client.billing.generate_charges(year_month=month))["generated"] == 0
    _ = client.questions.ask(genome_id=TEST, question="Coffee?")
    with pytest.raises(BadRequestError, match="not over"):
        client.billing.finalize_period(year_month=month)
    world.sandbox.advance(32 * DAY)
    _ = client.billing.update_account(
        mode="invoice_arrears", invoice_terms_days=14, monthly_minimum_cents=70000
    )
    closed = plain(client.billing.finalize_period(year_month=month))
    assert (closed["status"], closed["total_cents"]) == ("finalized", 70000)
    assert (closed["invoice"]["amount_cents"], closed["invoice"]["status"]) == (70000, "open")
    charges = plain(client.billing.list_charges(year_month=month))
    assert sum(one["amount_cents"] for one in charges["data"]) == charges["total_cents"] == 70000
    assert {one["event_type"] for one in charges["data"]} >= {
        "monthly_minimum",
        "order.created",
        "question.asked",
    }
    with pytest.raises(BadRequestError, match="already"):
        client.billing.finalize_period(year_month=month)
    (movement,) = plain(client.billing.list_balance_transactions())["data"]
    assert (movement["type"], movement["amount_cents"]) == ("invoice", -70000)
    assert plain(client.billing.get_account())["balance_cents"] == -70000
    periods = {one["year_month"]: one["status"] for one in plain(client.billing.list_periods())["data"]}
    assert periods[month] == "finalized"


def test_cards_pay_at_once_and_credit_is_kept(client: GenomeComputer) -> None:
    closed = plain(client.billing.finalize_period(year_month="2026-05"))
    assert closed["invoice"]["status"] == "paid"
    movements = plain(client.billing.list_balance_transactions())["data"]
    assert [one["type"] for one in movements] == ["payment", "invoice"]
    assert plain(client.billing.get_account())["balance_cents"] == 0
    for credit in (1000, 1000, 1500):
        account = plain(
            client.billing.update_account(mode="enterprise_prepaid", enterprise_upfront_credit_cents=credit)
        )
    assert account["balance_cents"] == 1500
    assert account["mode"] == "enterprise_prepaid"
    assert "id" not in account


def test_billing_is_shown_to_those_who_may_read_usage(world: Genome) -> None:
    for key in ("gc_test_only_usage_read", "gc_test_only_billing_read"):
        with world.client(key) as reader:
            assert plain(reader.billing.get_account())["mode"] == "card_on_file"
            with pytest.raises(PermissionDeniedError):
                reader.billing.update_account(mode="card_on_file")


def test_billing_is_each_organisations_own(world: Genome, client: GenomeComputer) -> None:
    _ = client.billing.update_account(mode="invoice_arrears")
    _ = client.billing.finalize_period(year_month="2026-05")
    with world.client("gc_test_org_acme_1") as other:
        assert plain(other.billing.get_account())["mode"] == "card_on_file"
        assert {one["status"] for one in plain(other.billing.list_periods())["data"]} == {"open"}


def test_members_that_nobody_sees(world: Genome, client: GenomeComputer) -> None:
    order = client.orders.create(type="wgs_30x", customer={"name": "Jane Doe"}, shipping={"note": "x"})
    shown = world.ask("GET", f"/v1/orders/{order.order_id}").json
    assert set(shown) == set(DOCUMENT["components"]["schemas"]["Order"]["properties"])
    for path in ("/v1/orders", f"/v1/genomes/{TEST}", "/v1/api-keys", "/v1/usage", "/v1/billing/periods"):
        text = world.ask("GET", path).body.decode()
        assert "Jane" not in text
        assert '"secret"' not in text
        assert '"held"' not in text
        assert '"genotypes"' not in text


def test_state_outlives_the_process(tmp_path: Any) -> None:
    with genome(state=tmp_path / "state.db") as world, world.client() as client:
        order = client.orders.create(type="wgs_30x", retention="hosted_runtime")
        world.sandbox.advance(10 * DAY)
        files = plain(client.genomes.get_files(genome_id=TEST))["files"]
    with genome(state=tmp_path / "state.db") as world, world.client(STAGING) as client:
        assert client.orders.get(order_id=order.order_id).status == "lab_processing"
        assert [one["sha256"] for one in plain(client.genomes.get_files(genome_id=TEST))["files"]] == [
            one["sha256"] for one in files
        ]
        world.sandbox.advance(11.1 * DAY)
        assert client.orders.get(order_id=order.order_id).status == "completed"
        world.sound()
