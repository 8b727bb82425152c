"""The operations of `secrets`, each described once for both clients."""

from __future__ import annotations

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from ..arguments import secrets as arguments

ETC_PASSWD: Operation[None] = Operation(
    id="../../etc/passwd",
    method="POST",
    path="/pods",
    answers=(Answer(204, "none"),),
    arguments=arguments.EtcPasswd,
    parameters=(Parameter("http_a_b", "body", wire="http://a/b"),),
    body=(Media("application/json", ("http_a_b",)),),
)
