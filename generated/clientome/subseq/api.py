"""What is true of subseq.bio as a whole: environments, credentials, envelope, errors, limits."""

from __future__ import annotations

from clientome._runtime.generated import (
    Api,
    Credential,
    Envelope,
    Environment,
    ErrorShape,
    RateLimit,
    made_for,
)

made_for(1, __package__)

API = Api(
    name="subseq",
    title="subseq.bio",
    package=__package__ or "subseq",
    environments=(Environment(name="production", base_url="https://subseq.bio/api/v1", default=True),),
    base_url_variable="SUBSEQ_BASE_URL",
    credentials=(
        Credential(scheme="bearer", placement="bearer", argument="api_key", variable="SUBSEQ_API_KEY"),
        Credential(scheme="cookie", placement="cookie", wire="api_key"),
    ),
    envelope=Envelope(success=("success",), data=("data",), error=("error",)),
    errors=ErrorShape(message=(("error",),)),
    rate_limits=(
        RateLimit(scope="address", burst=10, rate=6.0),
        RateLimit(scope="global", burst=800, rate=800.0, period=10.0),
    ),
)
"""The provider."""
