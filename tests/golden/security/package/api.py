"""What is true of All ways to authenticate as a whole: environments, credentials, envelope, errors, limits."""

from __future__ import annotations

from clientome._runtime.generated import (
    Api,
    Credential,
    Environment,
    made_for,
)

made_for(1, __package__)

API = Api(
    name="security",
    title="All ways to authenticate",
    package=__package__ or "security",
    environments=(Environment(name="production", base_url="https://api.example.org/v1", default=True),),
    credentials=(
        Credential(scheme="token", placement="bearer", argument="token"),
        Credential(scheme="basic", placement="basic", argument="basic"),
        Credential(scheme="headers", placement="query", wire="api key", argument="headers_secret"),
        Credential(scheme="X-Key", placement="header", wire="X-Key", argument="x_key"),
        Credential(scheme="session", placement="cookie", wire="SESSION", argument="session"),
        Credential(scheme="oauth", placement="bearer", argument="oauth"),
        Credential(scheme="oidc", placement="bearer", argument="oidc"),
    ),
)
"""The provider."""
