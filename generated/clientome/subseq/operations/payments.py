"""The operations of `payments`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
    Payment,
)

from .. import models
from ..arguments import payments as arguments

CREATE_CHECKOUT: Operation[models.CheckoutSession] = Operation(
    id="createCheckout",
    method="POST",
    path="/payment/create-checkout",
    answers=(Answer(200, "json", type=models.CheckoutAnswer),),
    arguments=arguments.CreateCheckout,
    parameters=(Parameter("credits", "body"),),
    body=(Media("application/json", ("credits",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
)

VERIFY: Operation[models.PaymentVerification] = Operation(
    id="verifyPayment",
    method="GET",
    path="/payment/verify",
    answers=(Answer(200, "json", type=models.PaymentVerifyAnswer),),
    arguments=arguments.VerifyPayment,
    parameters=(Parameter("session_id", "query", sensitive=True), Parameter("tx", "query")),
    unwrap=("data",),
    enveloped=True,
    security=(("bearer",), ("cookie",)),
    read_timeout=300.0,
)

TOP_UP: Operation[models.TopUp] = Operation(
    id="topUp",
    method="POST",
    path="/payment/x402/topup",
    answers=(Answer(200, "json", type=models.TopUpAnswer),),
    arguments=arguments.TopUpArguments,
    parameters=(
        Parameter("payment_signature", "header", wire="PAYMENT-SIGNATURE", sensitive=True),
        Parameter("credits", "body"),
    ),
    body=(Media("application/json", ("credits",)),),
    body_required=True,
    unwrap=("data",),
    enveloped=True,
    billable=True,
    look_up="transactions.list",
    security=(("bearer",), ("cookie",)),
    payment=Payment(protocol="x402", version=2, challenge="PAYMENT-REQUIRED", proof="payment_signature"),
    read_timeout=300.0,
)
