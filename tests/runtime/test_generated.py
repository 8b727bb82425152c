"""The names that users and generated packages rely on: what is gone from here breaks them."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest

import clientome
from clientome._runtime import generated

ROOT = Path(__file__).parents[2]
PUBLIC = """
    APIError ArgumentError Asset AsyncBinaryResponse AsyncPage AsyncX402Signer AuthenticationError
    BadGatewayError BadRequestError BinaryResponse BodyError Budget BudgetExceeded CheckedRequest ClientStatusError ClientomeError
    ConfigurationError ConflictError ConnectError ConnectTimeout Cost DecodeError DryRun EnvelopeError File
    Folder GatewayTimeoutError GoneError HookError HostKeyError IntegrityError InternalServerError
    JsonText Limiter LoginError MethodNotAllowedError Money NotAcceptableError
    NotFoundError Note Observer OutcomeUnknown Page PaginationError Payer PayloadTooLargeError PaymentChallenge
    PaymentRefused PaymentRequiredError PermissionDeniedError ProtocolError PyrateStore
    RateLimitError RemoteFileExists RequestOptions RequestTimeoutError ResponseError ResponseInfo
    SaveError ServerStatusError ServiceUnavailableError SftpError SftpTarget SftpUploaded
    SignatureError State StateError TargetExists Timeout TimeoutError TransportError UNSET USDC_ON_BASE
    UnexpectedStatusError UnknownEvent UnprocessableEntityError UnsupportedMediaTypeError WaitFailed
    WaitTimeout Waited WebhookError X402Signer __version__ asgi_handler response_of rich_progress
    sftp_upload sftp_upload_async to_plain wsgi_handler
"""


def imported_for_types(module: str) -> dict[str, str]:
    """Names below TYPE_CHECKING, each with its module."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name: node.module or ""
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_the_public_names_are_these() -> None:
    assert sorted(clientome.__all__) == sorted(PUBLIC.split())
    for name in clientome.__all__:
        assert getattr(clientome, name) is not None


def test_the_version_is_that_of_the_project() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^version = "(.*)"$', text, re.MULTILINE)[1] == clientome.__version__  # type: ignore[index]


@pytest.mark.parametrize("name", ["running", "fixtures"])
def test_what_tests_of_others_use_of_the_sandbox_is_public(name: str) -> None:
    assert importlib.import_module(f"clientome.sandbox.{name}").__doc__


def test_generated_code_gets_what_type_checkers_see() -> None:
    types = imported_for_types("templates/runtime/generated.py")
    assert {*types, "CONTRACT", "made_for"} == set(generated.__all__)
    for name in types:
        assert getattr(generated, name) is not None


def test_a_package_for_another_contract_says_what_to_do() -> None:
    generated.made_for(generated.CONTRACT, "clientome.shop")
    with pytest.raises(
        ImportError, match=r"clientome\.shop was generated for contract 0 .* generate the package again"
    ):
        generated.made_for(0, "clientome.shop")
