"""What is true of genome.computer as a whole: environments, credentials, envelope, errors, limits."""

from __future__ import annotations

from clientome._runtime.generated import (
    Api,
    Credential,
    Environment,
    made_for,
)

made_for(1, __package__)

API = Api(
    name="genome_computer",
    title="genome.computer",
    package=__package__ or "genome_computer",
    environments=(
        Environment(
            name="production",
            base_url="https://api.genome.computer",
            default=True,
            key_prefixes=("gc_live_",),
        ),
        Environment(
            name="staging", base_url="https://staging.api.genome.computer", key_prefixes=("gc_test_",)
        ),
    ),
    base_url_variable="GC_BASE_URL",
    environment_variable="GC_ENVIRONMENT",
    credentials=(Credential(scheme="bearer", placement="bearer", argument="api_key", variable="GC_API_KEY"),),
)
"""The provider."""
