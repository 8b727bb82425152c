"""Buying credits by card or with USDC."""

from __future__ import annotations

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import payments as operations


class PaymentsResource(Resource):
    """Buying credits by card or with USDC."""

    def create_checkout(
        self,
        *,
        credits: int,
        options: RequestOptions | None = None,
    ) -> models.CheckoutSession:
        """Open a card payment.

        Opens a Stripe session for a number of credits and gives the address of its page. Nothing is
        charged until somebody pays there; afterwards confirm the payment. At least 1 credit and at most
        `top_up_max_credits` of `GET /pricing`.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /payment/create-checkout``

        Args:
            credits: Number of credits, from 1 to `top_up_max_credits` of `GET /pricing`. At least 1.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The page on which to pay.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.CREATE_CHECKOUT,
            {
                "credits": credits,
            },
            options,
        )

    def verify(
        self,
        *,
        session_id: str,
        tx: str,
        options: RequestOptions | None = None,
    ) -> models.PaymentVerification:
        """Confirm a card payment.

        Completes a Stripe payment with the two values that the checkout hands back. Although it is a
        GET it changes the account, so the SDK never repeats it by itself.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout.

        Endpoint: ``GET /payment/verify``

        Args:
            session_id: Id of the Stripe session.
            tx: Id of the transaction.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The payment was confirmed.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.VERIFY,
            {
                "session_id": session_id,
                "tx": tx,
            },
            options,
        )

    def top_up(
        self,
        *,
        credits: int,
        payment_signature: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.TopUp:
        """Buy credits with USDC.

        Buys credits with USDC on the Base chain by the x402 protocol, version 2; made for programs that
        pay by themselves. Without a payment the answer is 402 with the terms, as JSON and, in base64,
        in the header PAYMENT-REQUIRED. Send the same call again with a signed payment for these terms
        in PAYMENT-SIGNATURE; once it has settled, the credits are there. At least 1 credit and at most
        `top_up_max_credits` of `GET /pricing`. One credit costs one USDC in the provider's example.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout.

        Endpoint: ``POST /payment/x402/topup``

        Args:
            credits: Number of credits, from 1 to `top_up_max_credits` of `GET /pricing`. At least 1.
            payment_signature: The signed payment: base64 of a JSON object with `x402Version`,
                `accepted` (the chosen terms) and `payload` (`signature` and `authorization`). Leave it
                out to learn the terms.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The payment settled and the credits are on the account.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PaymentRequiredError: 402: A payment is wanted. The body is the x402 challenge itself,
                without the usual envelope.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return self._call(
            operations.TOP_UP,
            {
                "credits": credits,
                "payment_signature": payment_signature,
            },
            options,
        )


class AsyncPaymentsResource(AsyncResource):
    """Buying credits by card or with USDC."""

    async def create_checkout(
        self,
        *,
        credits: int,
        options: RequestOptions | None = None,
    ) -> models.CheckoutSession:
        """Open a card payment.

        Opens a Stripe session for a number of credits and gives the address of its page. Nothing is
        charged until somebody pays there; afterwards confirm the payment. At least 1 credit and at most
        `top_up_max_credits` of `GET /pricing`.

        It is never sent again once a byte of it has left.

        Endpoint: ``POST /payment/create-checkout``

        Args:
            credits: Number of credits, from 1 to `top_up_max_credits` of `GET /pricing`. At least 1.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The page on which to pay.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.CREATE_CHECKOUT,
            {
                "credits": credits,
            },
            options,
        )

    async def verify(
        self,
        *,
        session_id: str,
        tx: str,
        options: RequestOptions | None = None,
    ) -> models.PaymentVerification:
        """Confirm a card payment.

        Completes a Stripe payment with the two values that the checkout hands back. Although it is a
        GET it changes the account, so the SDK never repeats it by itself.

        It is never sent again once a byte of it has left. The answer is waited for up to 300 s, unless
        you set a read timeout.

        Endpoint: ``GET /payment/verify``

        Args:
            session_id: Id of the Stripe session.
            tx: Id of the transaction.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The payment was confirmed.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            NotFoundError: 404: There is no such thing.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.VERIFY,
            {
                "session_id": session_id,
                "tx": tx,
            },
            options,
        )

    async def top_up(
        self,
        *,
        credits: int,
        payment_signature: str | None = None,
        options: RequestOptions | None = None,
    ) -> models.TopUp:
        """Buy credits with USDC.

        Buys credits with USDC on the Base chain by the x402 protocol, version 2; made for programs that
        pay by themselves. Without a payment the answer is 402 with the terms, as JSON and, in base64,
        in the header PAYMENT-REQUIRED. Send the same call again with a signed payment for these terms
        in PAYMENT-SIGNATURE; once it has settled, the credits are there. At least 1 credit and at most
        `top_up_max_credits` of `GET /pricing`. One credit costs one USDC in the provider's example.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout.

        Endpoint: ``POST /payment/x402/topup``

        Args:
            credits: Number of credits, from 1 to `top_up_max_credits` of `GET /pricing`. At least 1.
            payment_signature: The signed payment: base64 of a JSON object with `x402Version`,
                `accepted` (the chosen terms) and `payload` (`signature` and `authorization`). Leave it
                out to learn the terms.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The payment settled and the credits are on the account.

        Raises:
            BadRequestError: 400: An argument is missing or wrong.
            AuthenticationError: 401: The key is missing or has expired.
            PaymentRequiredError: 402: A payment is wanted. The body is the x402 challenge itself,
                without the usual envelope.
            PermissionDeniedError: 403: There are not enough credits, or an admin key is needed.
            RateLimitError: 429: Too many calls from this address or altogether. Wait as the header
                says.
            ServiceUnavailableError: 503: The compute backend is offline.
        """
        return await self._call(
            operations.TOP_UP,
            {
                "credits": credits,
                "payment_signature": payment_signature,
            },
            options,
        )
