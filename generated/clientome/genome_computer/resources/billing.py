"""Billing account, periods, charges and balance."""

from __future__ import annotations

from collections.abc import Mapping

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import billing as operations


class BillingResource(Resource):
    """Billing account, periods, charges and balance."""

    def get_account(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.BillingAccount:
        """Read the billing account.

        Returns the billing account of the organisation. The body is not documented; the fields that can
        be set are assumed to come back. Amounts are in cents.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/account``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The account.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.GET_ACCOUNT,
            {},
            options,
        )

    def update_account(
        self,
        *,
        mode: models.BillingModeInput,
        stripe_customer_id: str | None = None,
        stripe_payment_method_id: str | None = None,
        invoice_terms_days: int | None = None,
        monthly_minimum_cents: int | None = None,
        enterprise_upfront_credit_cents: int | None = None,
        auto_charge: bool | None = None,
        metadata: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.BillingAccount:
        """Change the billing account.

        Changes how the organisation pays. `mode` must be given each time, though the verb is PATCH; the
        other fields are documented by name and type only. Amounts are in cents. What a repeat does to
        an upfront credit is not documented, so the SDK does not repeat the call by itself.

        A 400 means that a field is missing or not acceptable.

        It is never sent again once a byte of it has left. Scope: billing:write.

        Endpoint: ``PATCH /v1/billing/account``

        Args:
            mode: How the organisation pays; must be given with every change. One of card_on_file,
                enterprise_prepaid, invoice_arrears.
            stripe_customer_id: Customer id at Stripe.
            stripe_payment_method_id: Payment method id at Stripe.
            invoice_terms_days: Days until an invoice is due.
            monthly_minimum_cents: Monthly minimum in cents.
            enterprise_upfront_credit_cents: Credit paid in advance, in cents.
            auto_charge: Whether to charge the payment method automatically.
            metadata: Data of any shape to keep with the account.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The changed account.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.UPDATE_ACCOUNT,
            {
                "mode": mode,
                "stripe_customer_id": stripe_customer_id,
                "stripe_payment_method_id": stripe_payment_method_id,
                "invoice_terms_days": invoice_terms_days,
                "monthly_minimum_cents": monthly_minimum_cents,
                "enterprise_upfront_credit_cents": enterprise_upfront_credit_cents,
                "auto_charge": auto_charge,
                "metadata": metadata,
            },
            options,
        )

    def list_balance_transactions(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.BalanceTransactionList:
        """List movements of the balance.

        Returns the movements of the organisation's balance. The body is not documented.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/balance-transactions``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Movements of the balance.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.LIST_BALANCE_TRANSACTIONS,
            {},
            options,
        )

    def list_periods(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.BillingPeriodList:
        """List billing periods.

        Returns the billing periods of the organisation, one per month. The body is not documented.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/periods``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Billing periods.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.LIST_PERIODS,
            {},
            options,
        )

    def list_charges(
        self,
        *,
        year_month: str,
        options: RequestOptions | None = None,
    ) -> models.PeriodChargeList:
        """List the charges of a period.

        Returns the charges of one billing period. The body is not documented. 404 for an unknown
        period.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/periods/{yearMonth}/charges``

        Args:
            year_month: Billing period as year and month, `YYYY-MM`. Matching
                ^[0-9]{4}-(0[1-9]|1[0-2])$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Charges of the period.

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
            operations.LIST_CHARGES,
            {
                "year_month": year_month,
            },
            options,
        )

    def finalize_period(
        self,
        *,
        year_month: str,
        options: RequestOptions | None = None,
    ) -> models.FinalizedPeriod:
        """Close a period into an invoice.

        Closes a billing period and makes its invoice, which can set off a payment. Whether a period can
        be closed twice is not documented, so the SDK does not repeat the call by itself. A 400 means
        that the period cannot be closed or is not written as year and month.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: billing:write.

        Endpoint: ``POST /v1/billing/periods/{yearMonth}/finalize``

        Args:
            year_month: Billing period as year and month, `YYYY-MM`. Matching
                ^[0-9]{4}-(0[1-9]|1[0-2])$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Closed.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.FINALIZE_PERIOD,
            {
                "year_month": year_month,
            },
            options,
        )

    def generate_charges(
        self,
        *,
        year_month: str,
        options: RequestOptions | None = None,
    ) -> models.GeneratedCharges:
        """Generate the charges of a period.

        Turns the usage of a billing period into charges. Whether generating twice charges twice is not
        documented, so the SDK does not repeat the call by itself. A 400 means that the period has none
        to generate or is not written as year and month.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: billing:write.

        Endpoint: ``POST /v1/billing/periods/{yearMonth}/generate``

        Args:
            year_month: Billing period as year and month, `YYYY-MM`. Matching
                ^[0-9]{4}-(0[1-9]|1[0-2])$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Generated.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return self._call(
            operations.GENERATE_CHARGES,
            {
                "year_month": year_month,
            },
            options,
        )


class AsyncBillingResource(AsyncResource):
    """Billing account, periods, charges and balance."""

    async def get_account(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.BillingAccount:
        """Read the billing account.

        Returns the billing account of the organisation. The body is not documented; the fields that can
        be set are assumed to come back. Amounts are in cents.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/account``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The account.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.GET_ACCOUNT,
            {},
            options,
        )

    async def update_account(
        self,
        *,
        mode: models.BillingModeInput,
        stripe_customer_id: str | None = None,
        stripe_payment_method_id: str | None = None,
        invoice_terms_days: int | None = None,
        monthly_minimum_cents: int | None = None,
        enterprise_upfront_credit_cents: int | None = None,
        auto_charge: bool | None = None,
        metadata: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.BillingAccount:
        """Change the billing account.

        Changes how the organisation pays. `mode` must be given each time, though the verb is PATCH; the
        other fields are documented by name and type only. Amounts are in cents. What a repeat does to
        an upfront credit is not documented, so the SDK does not repeat the call by itself.

        A 400 means that a field is missing or not acceptable.

        It is never sent again once a byte of it has left. Scope: billing:write.

        Endpoint: ``PATCH /v1/billing/account``

        Args:
            mode: How the organisation pays; must be given with every change. One of card_on_file,
                enterprise_prepaid, invoice_arrears.
            stripe_customer_id: Customer id at Stripe.
            stripe_payment_method_id: Payment method id at Stripe.
            invoice_terms_days: Days until an invoice is due.
            monthly_minimum_cents: Monthly minimum in cents.
            enterprise_upfront_credit_cents: Credit paid in advance, in cents.
            auto_charge: Whether to charge the payment method automatically.
            metadata: Data of any shape to keep with the account.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The changed account.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.UPDATE_ACCOUNT,
            {
                "mode": mode,
                "stripe_customer_id": stripe_customer_id,
                "stripe_payment_method_id": stripe_payment_method_id,
                "invoice_terms_days": invoice_terms_days,
                "monthly_minimum_cents": monthly_minimum_cents,
                "enterprise_upfront_credit_cents": enterprise_upfront_credit_cents,
                "auto_charge": auto_charge,
                "metadata": metadata,
            },
            options,
        )

    async def list_balance_transactions(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.BalanceTransactionList:
        """List movements of the balance.

        Returns the movements of the organisation's balance. The body is not documented.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/balance-transactions``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Movements of the balance.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.LIST_BALANCE_TRANSACTIONS,
            {},
            options,
        )

    async def list_periods(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.BillingPeriodList:
        """List billing periods.

        Returns the billing periods of the organisation, one per month. The body is not documented.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/periods``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Billing periods.

        Raises:
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.LIST_PERIODS,
            {},
            options,
        )

    async def list_charges(
        self,
        *,
        year_month: str,
        options: RequestOptions | None = None,
    ) -> models.PeriodChargeList:
        """List the charges of a period.

        Returns the charges of one billing period. The body is not documented. 404 for an unknown
        period.

        Scope: billing:read or usage:read.

        Endpoint: ``GET /v1/billing/periods/{yearMonth}/charges``

        Args:
            year_month: Billing period as year and month, `YYYY-MM`. Matching
                ^[0-9]{4}-(0[1-9]|1[0-2])$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Charges of the period.

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
            operations.LIST_CHARGES,
            {
                "year_month": year_month,
            },
            options,
        )

    async def finalize_period(
        self,
        *,
        year_month: str,
        options: RequestOptions | None = None,
    ) -> models.FinalizedPeriod:
        """Close a period into an invoice.

        Closes a billing period and makes its invoice, which can set off a payment. Whether a period can
        be closed twice is not documented, so the SDK does not repeat the call by itself. A 400 means
        that the period cannot be closed or is not written as year and month.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: billing:write.

        Endpoint: ``POST /v1/billing/periods/{yearMonth}/finalize``

        Args:
            year_month: Billing period as year and month, `YYYY-MM`. Matching
                ^[0-9]{4}-(0[1-9]|1[0-2])$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Closed.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.FINALIZE_PERIOD,
            {
                "year_month": year_month,
            },
            options,
        )

    async def generate_charges(
        self,
        *,
        year_month: str,
        options: RequestOptions | None = None,
    ) -> models.GeneratedCharges:
        """Generate the charges of a period.

        Turns the usage of a billing period into charges. Whether generating twice charges twice is not
        documented, so the SDK does not repeat the call by itself. A 400 means that the period has none
        to generate or is not written as year and month.

        This call can cost money. It is never sent again once a byte of it has left. The answer is
        waited for up to 300 s, unless you set a read timeout. Scope: billing:write.

        Endpoint: ``POST /v1/billing/periods/{yearMonth}/generate``

        Args:
            year_month: Billing period as year and month, `YYYY-MM`. Matching
                ^[0-9]{4}-(0[1-9]|1[0-2])$.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Generated.

        Raises:
            BadRequestError: 400: The request is not acceptable; the operation's description says what
                is known of the reasons.
            AuthenticationError: 401: The API key is missing, unknown or revoked. Not printed by the
                provider, yet every operation needs a key.
            PermissionDeniedError: 403: The API key lacks the scope of the operation. Not printed by the
                provider, yet every operation needs a scope.
            RateLimitError: 429: Too many calls. The provider documents no limit; where a Retry-After
                header comes, it is kept.
        """
        return await self._call(
            operations.GENERATE_CHARGES,
            {
                "year_month": year_month,
            },
            options,
        )
