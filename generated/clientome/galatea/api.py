"""What is true of GalateaBio Ancestry as a whole: environments, credentials, envelope, errors, limits."""

from __future__ import annotations

from clientome._runtime.generated import (
    Api,
    Credential,
    Environment,
    ErrorShape,
    Login,
    made_for,
)

made_for(1, __package__)

API = Api(
    name="galatea",
    title="GalateaBio Ancestry",
    package=__package__ or "galatea",
    environments=(
        Environment(
            name="production",
            base_url="https://api.galatea.bio/api/v1",
            default=True,
            webhook_host="api.galatea.bio",
        ),
        Environment(
            name="sandbox",
            base_url="https://api.sandbox.galatea.bio/api/v1",
            webhook_host="api.sandbox.galatea.bio",
        ),
        Environment(
            name="development",
            base_url="https://api.dev.galatea.bio/api/v1",
            webhook_host="api.dev.galatea.bio",
        ),
    ),
    base_url_variable="GALATEA_BASE_URL",
    environment_variable="GALATEA_ENVIRONMENT",
    credentials=(
        Credential(scheme="api_key", placement="bearer", argument="api_key", variable="GALATEA_API_KEY"),
        Credential(
            scheme="login",
            placement="bearer",
            login=Login(
                operation="operations.auth:LOGIN",
                variables={"email": "GALATEA_EMAIL", "password": "GALATEA_PASSWORD"},
                access=("access",),
                refresh=("refresh",),
                refresh_operation="operations.auth:REFRESH",
                refresh_inputs={"refresh": "refresh", "access": "access"},
                refreshed_access=("access",),
                refreshed_refresh=("refresh",),
            ),
        ),
    ),
    errors=ErrorShape(message=(("detail",), ("details",))),
)
"""The provider."""
