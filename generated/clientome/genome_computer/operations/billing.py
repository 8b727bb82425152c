"""The operations of `billing`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import billing as arguments

GET_ACCOUNT: Operation[models.BillingAccount] = Operation(
    id="getBillingAccount",
    method="GET",
    path="/v1/billing/account",
    answers=(Answer(200, "json", type=models.BillingAccount),),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("bearer",)),
)

UPDATE_ACCOUNT: Operation[models.BillingAccount] = Operation(
    id="updateBillingAccount",
    method="PATCH",
    path="/v1/billing/account",
    answers=(Answer(200, "json", type=models.BillingAccount),),
    arguments=arguments.UpdateBillingAccount,
    parameters=(
        Parameter("mode", "body"),
        Parameter("stripe_customer_id", "body", sensitive=True),
        Parameter("stripe_payment_method_id", "body", sensitive=True),
        Parameter("invoice_terms_days", "body"),
        Parameter("monthly_minimum_cents", "body"),
        Parameter("enterprise_upfront_credit_cents", "body"),
        Parameter("auto_charge", "body"),
        Parameter("metadata", "body"),
    ),
    body=(
        Media(
            "application/json",
            (
                "mode",
                "stripe_customer_id",
                "stripe_payment_method_id",
                "invoice_terms_days",
                "monthly_minimum_cents",
                "enterprise_upfront_credit_cents",
                "auto_charge",
                "metadata",
            ),
        ),
    ),
    body_required=True,
    security=(("bearer",),),
)

LIST_BALANCE_TRANSACTIONS: Operation[models.BalanceTransactionList] = Operation(
    id="listBalanceTransactions",
    method="GET",
    path="/v1/billing/balance-transactions",
    answers=(Answer(200, "json", type=models.BalanceTransactionList),),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("bearer",)),
)

LIST_PERIODS: Operation[models.BillingPeriodList] = Operation(
    id="listBillingPeriods",
    method="GET",
    path="/v1/billing/periods",
    answers=(Answer(200, "json", type=models.BillingPeriodList),),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("bearer",)),
)

LIST_CHARGES: Operation[models.PeriodChargeList] = Operation(
    id="listPeriodCharges",
    method="GET",
    path="/v1/billing/periods/{yearMonth}/charges",
    answers=(Answer(200, "json", type=models.PeriodChargeList),),
    arguments=arguments.ListPeriodCharges,
    parameters=(Parameter("year_month", "path", wire="yearMonth"),),
    retry="safe",
    readonly=True,
    security=(("bearer",), ("bearer",)),
)

FINALIZE_PERIOD: Operation[models.FinalizedPeriod] = Operation(
    id="finalizeBillingPeriod",
    method="POST",
    path="/v1/billing/periods/{yearMonth}/finalize",
    answers=(Answer(200, "json", type=models.FinalizedPeriod),),
    arguments=arguments.FinalizeBillingPeriod,
    parameters=(Parameter("year_month", "path", wire="yearMonth"),),
    billable=True,
    look_up="billing.list_periods",
    security=(("bearer",),),
    read_timeout=300.0,
)

GENERATE_CHARGES: Operation[models.GeneratedCharges] = Operation(
    id="generatePeriodCharges",
    method="POST",
    path="/v1/billing/periods/{yearMonth}/generate",
    answers=(Answer(200, "json", type=models.GeneratedCharges),),
    arguments=arguments.GeneratePeriodCharges,
    parameters=(Parameter("year_month", "path", wire="yearMonth"),),
    billable=True,
    look_up="billing.list_periods",
    security=(("bearer",),),
    read_timeout=300.0,
)
