"""Logins, keys and payments of the sandbox of subseq.bio."""

from __future__ import annotations

import base64
import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest

from clientome import (
    AuthenticationError,
    BadRequestError,
    NotFoundError,
    PaymentRequiredError,
    PermissionDeniedError,
)
from clientome.subseq import Subseq
from tests.support.sandbox_subseq import SOMEONE, SubseqSandbox

JSON = {"Content-Type": "application/json"}


def test_a_code_from_the_mail_gives_an_admin_key_once(one: SubseqSandbox, client: Subseq) -> None:
    email = "lab@example.com"
    client.auth.send_code(email=" Lab@example.com ")
    code = one.code(email)
    wrong = "000000" if code != "000000" else "111111"
    for said in (wrong, ""):
        with pytest.raises(AuthenticationError, match="wrong or has expired"):
            client.auth.login(email=email, otp=said, type="api")
    key = client.auth.login(email=email, otp=code, type="api").token
    assert key.startswith("sk-ss-admin-")
    with pytest.raises(AuthenticationError):
        client.auth.login(email=email, otp=code, type="api")
    lab = one.client(key)
    account = lab.account.get()
    assert (account.email, account.credits) == (email, 1000)
    client.auth.send_code(email=email)
    late = one.code(email)
    one.advance(601)
    with pytest.raises(AuthenticationError):
        client.auth.login(email=email, otp=late, type="api")
    lab.account.logout()
    with pytest.raises(AuthenticationError, match="authentication required"):
        lab.account.get()
    with pytest.raises(BadRequestError):
        client.auth.send_code(email="nobody")


def test_an_admin_key_expires(one: SubseqSandbox) -> None:
    lab = one.login("lab@example.com")
    one.advance(29 * 86400)
    assert lab.account.get().email == "lab@example.com"
    one.advance(86400)
    with pytest.raises(AuthenticationError):
        lab.account.get()


def test_a_login_of_the_web_sets_the_cookie(one: SubseqSandbox) -> None:
    body = json.dumps({"email": SOMEONE, "otp": "123456", "type": "web"}).encode()
    status, headers, answer = one.ask("POST", "/auth/login", body, JSON)
    assert (status, json.loads(answer)) == (200, {"success": True})
    cookie = headers["set-cookie"]
    assert cookie.startswith("api_key=sk-ss-admin-")
    assert "HttpOnly" in cookie
    sent = {"Cookie": cookie.partition(";")[0]}
    assert json.loads(one.ask("GET", "/account/info", headers=sent)[2])["data"]["email"] == SOMEONE
    assert one.ask("POST", "/account/logout", headers=sent)[0] == 200
    assert one.ask("GET", "/account/info", headers=sent)[0] == 401


def test_client_keys_do_the_work_but_do_not_handle_keys(one: SubseqSandbox) -> None:
    lab = one.login("lab@example.com")
    secret = lab.keys.create(label="cli", expires_in_days=30).key
    assert secret.startswith("sk-ss-api-")
    forever = lab.keys.create().key
    [row, other] = [key for key in lab.keys.list() if key.key_hash != "api_9ad2f7..."]
    assert (row.label, row.hint) == ("cli", secret[:12] + "****")
    assert row.expires_at
    assert other.expires_at is None
    assert secret not in json.dumps(one.things("keys"))
    worker = one.client(secret)
    assert worker.account.get().email == "lab@example.com"
    worker.jobs.submit(program="sandbox_selftest")
    for call in (worker.keys.create, worker.account.logout, lambda: worker.keys.list().first()):
        with pytest.raises(PermissionDeniedError, match="admin key"):
            call()
    with pytest.raises(PermissionDeniedError):
        worker.keys.delete(key_hash=row.key_hash)
    with pytest.raises(NotFoundError):
        one.client().keys.delete(key_hash=row.key_hash)
    one.advance(30 * 86400 - 60)
    assert worker.account.get().email == "lab@example.com"
    admin = one.login("lab@example.com")
    one.advance(61)
    with pytest.raises(AuthenticationError):
        worker.account.get()
    lasting = one.client(forever)
    assert lasting.account.get().email == "lab@example.com"
    admin.keys.delete(key_hash=other.key_hash)
    with pytest.raises(AuthenticationError):
        lasting.account.get()
    with pytest.raises(NotFoundError):
        admin.keys.delete(key_hash=other.key_hash)
    for days in (0, -1, 3651):
        with pytest.raises(BadRequestError):
            admin.keys.create(expires_in_days=days)


def test_keys_that_nobody_handed_out_belong_to_one_account(one: SubseqSandbox) -> None:
    assert one.client("sk-ss-admin-anything").account.get().email == SOMEONE
    with pytest.raises(PermissionDeniedError):
        one.client("sk-ss-api-123").keys.create()
    for headers in (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic eDp5"},
    ):
        status, _, body = one.ask("GET", "/account/info", headers=headers)
        assert (status, json.loads(body)["success"]) == (401, False)


def test_a_checkout_is_paid_on_its_page_and_verified_once(one: SubseqSandbox, client: Subseq) -> None:
    url = client.payments.create_checkout(credits=50).url
    session = url.rpartition("/")[2]
    [tx] = list(client.transactions.list(status="pending"))
    assert (tx.amount, tx.currency, tx.email, tx.completed_at) == (50, "usd", SOMEONE, None)
    with pytest.raises(BadRequestError, match="not been made"):
        client.payments.verify(session_id=session, tx=tx.txid)
    page = json.loads(one.ask("GET", url)[2])
    assert (page["session_id"], page["tx"]) == (session, tx.txid)
    assert client.account.get().credits == 1000
    for wrong in ({"session_id": "x", "tx": tx.txid}, {"session_id": session, "tx": "tx-0"}):
        with pytest.raises(NotFoundError):
            client.payments.verify(**wrong)
    for _ in range(2):
        assert client.payments.verify(session_id=session, tx=tx.txid).url == "https://subseq.bio"
        assert client.account.get().credits == 1050
    newest = next(iter(client.transactions.list(status="any")))
    assert (newest.txid, newest.status) == (tx.txid, "success")
    assert newest.completed_at
    assert len(list(client.transactions.list())) == 4
    assert list(client.transactions.list(status="pending")) == []
    client.payments.verify(session_id="cs_test_a1b2", tx="tx-6f828251")
    assert client.account.get().credits == 1050
    other = one.login("lab@example.com")
    with pytest.raises(NotFoundError):
        other.payments.verify(session_id=session, tx=tx.txid)


def test_a_checkout_that_nobody_pays_fails_after_a_day(one: SubseqSandbox, client: Subseq) -> None:
    url = client.payments.create_checkout(credits=5).url
    one.advance(86401)
    tx = next(iter(client.transactions.list(status="failed")))
    assert tx.amount == 5
    assert one.ask("GET", url)[0] == 400
    with pytest.raises(BadRequestError, match="failed"):
        client.payments.verify(session_id=url.rpartition("/")[2], tx=tx.txid)
    assert client.account.get().credits == 1000


@pytest.mark.parametrize("path", ["/payment/create-checkout", "/payment/x402/topup"])
@pytest.mark.parametrize("credits", [0, -1, 5001, 1.5, "5"])
def test_only_so_many_credits_can_be_bought(one: SubseqSandbox, path: str, credits: object) -> None:
    body = json.dumps({"credits": credits}).encode()
    status, _, answer = one.ask("POST", path, body, {**JSON, "Authorization": "Bearer sk-ss-admin-1"})
    assert (status, json.loads(answer)["success"]) == (400, False)


def proof(terms: dict[str, Any], **changes: Any) -> str:
    """A payment for terms, as a wallet signs it."""
    authorization = {
        "from": "0x" + "1" * 40, "to": terms["payTo"], "value": terms["amount"], "validAfter": "0",
        "validBefore": str(int(time.time()) + 60), "nonce": "0x" + "2" * 64, **changes,
    }  # fmt: skip
    payload = {"signature": "0x" + "3" * 130, "authorization": authorization}
    value = {"x402Version": 2, "accepted": terms, "payload": payload}
    return base64.b64encode(json.dumps(value).encode()).decode()


def test_a_top_up_is_challenged_settled_and_never_settled_twice(one: SubseqSandbox) -> None:
    worker = one.client("sk-ss-api-123")
    with pytest.raises(PaymentRequiredError, match="PAYMENT-SIGNATURE header is required"):
        worker.payments.top_up(credits=3)
    status, headers, body = one.ask(
        "POST", "/payment/x402/topup", b'{"credits": 3}', {**JSON, "Authorization": "Bearer sk-ss-api-123"}
    )
    challenge = json.loads(body)
    assert (status, headers["www-authenticate"]) == (402, "x402")
    assert json.loads(base64.b64decode(headers["payment-required"])) == challenge
    assert challenge["resource"]["url"] == one.sandbox.base_url + "/payment/x402/topup"
    [terms] = challenge["accepts"]
    assert (terms["scheme"], terms["network"], terms["amount"]) == ("exact", "eip155:8453", "3000000")
    for wrong in (
        proof(terms, value="1"), proof({**terms, "amount": "1000000"}), proof(terms, to="0x" + "9" * 40),
        proof(terms, validBefore="1"), "not base64",
    ):  # fmt: skip
        with pytest.raises(PaymentRequiredError):
            worker.payments.top_up(credits=3, payment_signature=wrong)
    assert worker.account.get().credits == 1000
    paid = worker.payments.top_up(credits=3, payment_signature=proof(terms))
    assert (paid.credits, paid.currency, paid.amount, paid.network) == (3, "usdc", "3000000", "eip155:8453")
    assert worker.account.get().credits == 1003
    with pytest.raises(PaymentRequiredError, match="used before"):
        worker.payments.top_up(credits=3, payment_signature=proof(terms))
    assert worker.account.get().credits == 1003
    newest = next(iter(worker.transactions.list(status="success")))
    assert (newest.txid, newest.currency, newest.amount) == (paid.txid, "usdc", 3)


def test_transactions_are_cut_into_pages(one: SubseqSandbox, client: Subseq) -> None:
    for credits in range(1, 6):
        client.payments.create_checkout(credits=credits)
    query = urlencode({"status": "pending", "limit": 2, "offset": 2})
    answer = json.loads(
        one.ask("GET", f"/tx/list?{query}", headers={"Authorization": "Bearer sk-ss-admin-1"})[2]
    )["data"]
    assert answer["total"] == 5
    assert [tx["amount"] for tx in answer["txs"]] == [3, 2]
    assert {tx["user_id"] for tx in answer["txs"]} == {42}


def test_what_needs_no_key(one: SubseqSandbox) -> None:
    assert json.loads(one.ask("GET", "/status")[2]) == {"success": True}
    assert json.loads(one.ask("GET", "/pricing")[2])["data"]["top_up_max_credits"] == 5000
    assert one.ask("GET", "/program/list")[0] == 200
    assert one.ask("GET", "/program/params?program=rfdiffusion3")[0] == 200


def test_the_last_activity_is_noted(one: SubseqSandbox, client: Subseq) -> None:
    before = client.account.get().last_activity
    one.advance(3600)
    after = client.account.get().last_activity
    assert before
    assert after
    assert (after - before).total_seconds() >= 3600
