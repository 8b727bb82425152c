"""What is true of Servers everywhere as a whole: environments, credentials, envelope, errors, limits."""

from __future__ import annotations

from clientome._runtime.generated import (
    Api,
    Environment,
    made_for,
)

made_for(1, __package__)

API = Api(
    name="servers",
    title="Servers everywhere",
    package=__package__ or "servers",
    environments=(
        Environment(name="production", base_url="https://eu.example.org:8443/v2", default=True),
        Environment(name="server_2", base_url="https://sandbox.example.org/v2"),
        Environment(name="server_4", base_url="https://eu.example.org:8443/v2"),
    ),
)
"""The provider."""
