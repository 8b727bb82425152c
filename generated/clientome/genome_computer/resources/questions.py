"""Bounded natural-language questions about one genome, and the stored answers."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import questions as operations


class QuestionsResource(Resource):
    """Bounded natural-language questions about one genome, and the stored answers."""

    def get_answer(
        self,
        *,
        genome_id: str,
        answer_id: str,
        options: RequestOptions | None = None,
    ) -> models.Answer:
        """Read an earlier answer.

        Returns an answer that was given before, presumably just as asking returned it; reading it again
        costs nothing new as far as is documented. 404 for an unknown genome or answer.

        Scope: contexts:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/answers/{answerId}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            answer_id: Public id of an answer; starts with `ans_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The answer.

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
            operations.GET_ANSWER,
            {
                "genome_id": genome_id,
                "answer_id": answer_id,
            },
            options,
        )

    def ask(
        self,
        *,
        genome_id: str,
        question: str,
        response_length: models.ResponseLengthInput | None = None,
        options: RequestOptions | None = None,
    ) -> models.Answer:
        """Ask a question about a genome.

        Answers one question in plain language from what the genome's interpretation holds, with
        findings, sources and a safety note. Each answer costs money: the amount, in cents, is part of
        it. A repeat would cost again, so the SDK does not repeat the call by itself.

        400 for a question that is not acceptable, 404 for an unknown genome, 409 without a documented
        reason, probably a genome that is not ready.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: contexts:write.

        Endpoint: ``POST /v1/genomes/{genomeId}/ask``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            question: The question in plain language. It is about a person, so it is kept out of logs.
            response_length: How long the answer should be. One of low, medium, high.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The answer.

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
            operations.ASK,
            {
                "genome_id": genome_id,
                "question": question,
                "response_length": response_length,
            },
            options,
        )


class AsyncQuestionsResource(AsyncResource):
    """Bounded natural-language questions about one genome, and the stored answers."""

    async def get_answer(
        self,
        *,
        genome_id: str,
        answer_id: str,
        options: RequestOptions | None = None,
    ) -> models.Answer:
        """Read an earlier answer.

        Returns an answer that was given before, presumably just as asking returned it; reading it again
        costs nothing new as far as is documented. 404 for an unknown genome or answer.

        Scope: contexts:read.

        Endpoint: ``GET /v1/genomes/{genomeId}/answers/{answerId}``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            answer_id: Public id of an answer; starts with `ans_`. At least 1 characters.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The answer.

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
            operations.GET_ANSWER,
            {
                "genome_id": genome_id,
                "answer_id": answer_id,
            },
            options,
        )

    async def ask(
        self,
        *,
        genome_id: str,
        question: str,
        response_length: models.ResponseLengthInput | None = None,
        options: RequestOptions | None = None,
    ) -> models.Answer:
        """Ask a question about a genome.

        Answers one question in plain language from what the genome's interpretation holds, with
        findings, sources and a safety note. Each answer costs money: the amount, in cents, is part of
        it. A repeat would cost again, so the SDK does not repeat the call by itself.

        400 for a question that is not acceptable, 404 for an unknown genome, 409 without a documented
        reason, probably a genome that is not ready.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: contexts:write.

        Endpoint: ``POST /v1/genomes/{genomeId}/ask``

        Args:
            genome_id: Public id of a hosted genome; starts with `gen_`. At least 1 characters.
            question: The question in plain language. It is about a person, so it is kept out of logs.
            response_length: How long the answer should be. One of low, medium, high.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The answer.

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
            operations.ASK,
            {
                "genome_id": genome_id,
                "question": question,
                "response_length": response_length,
            },
            options,
        )
