"""What is known about a call that did not return a result: the one table of what the end of an attempt says. Pure.

Rules:

- An attempt is not sent, refused, carried out, or its end is unknown. Whatever is not in the table is unknown.
- What is known of a call is what is known of all its attempts together, those of earlier processes under the same
  idempotency key included: a refusal tells nothing about an attempt before it.
- A refusal is believed only where the provider looks at a request before it acts on it. 409 is none: what stands in
  the way may be this very call, under way or done.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Outcome(StrEnum):
    """What is known about what happened at the provider."""

    NOT_SENT = "not sent"
    """No byte of the request has left."""
    REFUSED = "refused"
    """The provider said no before it did anything."""
    CARRIED_OUT = "carried out"
    """The provider said yes, but the answer could not be had or not be read."""
    UNKNOWN = "unknown"
    """It may have been carried out, once for each attempt."""


REFUSALS: Mapping[int, str] = {
    307: "names the place where the same request is to be made, and it was not made there",
    308: "as 307",
    400: "the request is wrong",
    401: "nobody is known by these credentials",
    402: "to be paid first",
    403: "not allowed with these credentials",
    404: "there is nothing to do it with",
    405: "the method does not exist there",
    407: "refused by a proxy on the way",
    410: "there is nothing to do it with any more",
    411: "the request was not read",
    413: "the request was not read to its end",
    414: "the request was not read",
    415: "the content was not read",
    417: "the request was not read",
    421: "came to the wrong server",
    422: "the content is wrong",
    425: "not looked at, since it may be a repetition of early data",
    426: "another protocol is wanted first",
    428: "a condition is wanted first",
    429: "too many requests: this one was not looked at",
    431: "the request was not read",
    451: "not allowed by law",
}
"""Statuses that say that the call was not carried out, and why. Left out on purpose, since work may have been done
before: 303 and other redirects that lead to a result, 406 (the result exists in another form), 408 (some proxies send it
when the answer is late), 409, 412, 423, 424, and every 5xx."""

PASSING = frozenset({425, 429})
"""Refusals that say nothing about the request: the same one may be made again at once or a little later, whatever it
does."""

_WEIGHT = (Outcome.NOT_SENT, Outcome.REFUSED, Outcome.UNKNOWN, Outcome.CARRIED_OUT)


def of_status(status: int) -> Outcome:
    """What the status of an answer says."""
    if 200 <= status < 300:
        return Outcome.CARRIED_OUT
    return Outcome.REFUSED if status in REFUSALS else Outcome.UNKNOWN


def of_failure(sent: bool) -> Outcome:
    """What it says that there is no answer."""
    return Outcome.UNKNOWN if sent else Outcome.NOT_SENT


def together(one: Outcome, other: Outcome) -> Outcome:
    """What is known when one attempt ended in one way and one in the other."""
    return max(one, other, key=_WEIGHT.index)


def is_known_refusal(outcome: Outcome | None) -> bool:
    """Whether nothing was carried out for sure."""
    return outcome is Outcome.NOT_SENT or outcome is Outcome.REFUSED
