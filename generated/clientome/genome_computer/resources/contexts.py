"""Bounded structured contexts of one genome, for software that needs deterministic grounding."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import contexts as operations


class ContextsResource(Resource):
    """Bounded structured contexts of one genome, for software that needs deterministic grounding."""

    def get(
        self,
        *,
        context_id: str,
        options: RequestOptions | None = None,
    ) -> models.Context:
        """Read an earlier context.

        Returns a context that was built before, presumably just as the build returned it. 404 for an
        unknown context.

        Scope: contexts:read.

        Endpoint: ``GET /v1/context/{contextId}``

        Args:
            context_id: Public id of a context; starts with `ctx_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The context.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.GET,
            {
                "context_id": context_id,
            },
            options,
        )

    def build(
        self,
        *,
        genome_id: str,
        domain: models.ContextDomainInput | None = None,
        detail_level: models.DetailLevelInput | None = None,
        options: RequestOptions | None = None,
    ) -> models.Context:
        """Build a structured context.

        Builds a bounded set of findings about one domain from a hosted genome and returns it at once.
        Meant for software that needs deterministic grounding; for people, panels and answers are
        better. Each context costs money: the amount, in cents, is part of it. A repeat would cost
        again, so the SDK does not repeat the call by itself.

        400 for a field that is not acceptable, 404 for an unknown genome, 409 without a documented
        reason, probably a genome that is not ready.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: contexts:write.

        Endpoint: ``POST /v1/context/build``

        Args:
            genome_id: Public id of the hosted genome; starts with `gen_`.
            domain: Field of life that the context is about. One of nutrition_diet_response,
                taste_and_smell, sleep_and_chronotype, body_traits, fitness_and_movement,
                growth_repair_inflammation_context, longevity_healthy_aging, skin_and_collagen,
                hormone_and_vitality, recovery_and_resilience, micronutrients_and_vitamins,
                pharmacogenomics_safety, cognition_and_focus, methylation_pathways, general.
            detail_level: How much structured detail to include. One of brief, standard, deep.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The context.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            ConflictError: 409: The thing is not in a state that allows this now; the provider gives no
                list of reasons.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.BUILD,
            {
                "genome_id": genome_id,
                "domain": domain,
                "detail_level": detail_level,
            },
            options,
        )


class AsyncContextsResource(AsyncResource):
    """Bounded structured contexts of one genome, for software that needs deterministic grounding."""

    async def get(
        self,
        *,
        context_id: str,
        options: RequestOptions | None = None,
    ) -> models.Context:
        """Read an earlier context.

        Returns a context that was built before, presumably just as the build returned it. 404 for an
        unknown context.

        Scope: contexts:read.

        Endpoint: ``GET /v1/context/{contextId}``

        Args:
            context_id: Public id of a context; starts with `ctx_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The context.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.GET,
            {
                "context_id": context_id,
            },
            options,
        )

    async def build(
        self,
        *,
        genome_id: str,
        domain: models.ContextDomainInput | None = None,
        detail_level: models.DetailLevelInput | None = None,
        options: RequestOptions | None = None,
    ) -> models.Context:
        """Build a structured context.

        Builds a bounded set of findings about one domain from a hosted genome and returns it at once.
        Meant for software that needs deterministic grounding; for people, panels and answers are
        better. Each context costs money: the amount, in cents, is part of it. A repeat would cost
        again, so the SDK does not repeat the call by itself.

        400 for a field that is not acceptable, 404 for an unknown genome, 409 without a documented
        reason, probably a genome that is not ready.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: contexts:write.

        Endpoint: ``POST /v1/context/build``

        Args:
            genome_id: Public id of the hosted genome; starts with `gen_`.
            domain: Field of life that the context is about. One of nutrition_diet_response,
                taste_and_smell, sleep_and_chronotype, body_traits, fitness_and_movement,
                growth_repair_inflammation_context, longevity_healthy_aging, skin_and_collagen,
                hormone_and_vitality, recovery_and_resilience, micronutrients_and_vitamins,
                pharmacogenomics_safety, cognition_and_focus, methylation_pathways, general.
            detail_level: How much structured detail to include. One of brief, standard, deep.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The context.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            NotFoundError: 404: No such thing, or not one of this organisation.
            ConflictError: 409: The thing is not in a state that allows this now; the provider gives no
                list of reasons.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.BUILD,
            {
                "genome_id": genome_id,
                "domain": domain,
                "detail_level": detail_level,
            },
            options,
        )
