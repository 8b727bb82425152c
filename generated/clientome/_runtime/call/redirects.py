"""Where a redirect leads. Pure."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

from ..base.errors import ConfigurationError, UnexpectedStatusError
from ..http.messages import Request
from .settings import split_url

MAX_REDIRECTS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Target:
    """The next place of a redirected GET or HEAD. ``shown`` has no query, since signed addresses keep secrets there.

    ``same_origin`` is set by the call, which knows the whole chain.
    """

    __slots__ = ("origin", "same_origin", "shown", "target")

    def __init__(self, origin: str, target: str) -> None:
        self.origin = origin
        self.target = target
        self.same_origin = False
        self.shown = origin + target.split("?", 1)[0]


def follow(request: Request, location: str, operation: str, status: int) -> Target:
    """The target of a Location header, or an error when it must not be followed."""

    def refuse(why: str) -> UnexpectedStatusError:
        return UnexpectedStatusError(
            f"{operation}: the provider redirects ({status}) {why}", status=status, operation=operation
        )

    # Location arrives as latin-1 text of what are often UTF-8 bytes.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        parts = urlsplit(urljoin(request.url, location))
        bare = f"{parts.scheme}://{parts.netloc}"
        origin, _path = split_url(bare, "the redirect's target")
    except (ConfigurationError, ValueError):
        raise refuse("to an address that cannot be used") from None
    if request.method not in ("GET", "HEAD"):
        raise refuse(
            f"a {request.method} to {origin}; it is not sent there. If that host is right, set base_url"
        )
    if request.origin.startswith("https:") and origin.startswith("http:"):
        raise refuse(f"from https to http ({origin}); it is not followed")
    target = quote(parts.path or "/", safe="/:@!$&'()*+,;=~%")
    if parts.query:
        target += "?" + quote(parts.query, safe="/?:@!$&'()*+,;=~%[]")
    return Target(origin, target)
