"""What goes wrong in httpcore and httpx, in our words. Both name their errors alike; neither is imported here."""

from __future__ import annotations

from . import errors
from .proxies import describe


def _kinds(error: BaseException) -> frozenset[str]:
    return frozenset(kind.__name__ for kind in type(error).__mro__)


def reason(error: BaseException) -> str:
    """The library's own words, shortened."""
    return (str(error).strip() or type(error).__name__)[:200]


def translate(error: Exception, origin: str, proxy: str | None) -> errors.ClientomeError:
    """The error of ours that stands for one of theirs."""
    kinds = _kinds(error)
    if "ConnectTimeout" in kinds:
        return errors.ConnectTimeout(
            f"connecting to {describe(origin, proxy)} took too long", phase="connect"
        )
    if "PoolTimeout" in kinds:
        return errors.ConnectTimeout(
            "no connection became free in time; too many calls at once", phase="pool"
        )
    if kinds & {"ConnectError", "ProxyError"}:
        text = f"no connection to {describe(origin, proxy)}: {reason(error)}"
        if "CERTIFICATE_VERIFY_FAILED" in text:
            text += (
                "; if your network checks TLS traffic, pass its certificate as verify= or set SSL_CERT_FILE"
            )
        return errors.ConnectError(text)
    if "WriteTimeout" in kinds:
        return errors.TimeoutError("the request could not be sent in time", phase="write")
    if "TimeoutException" in kinds:
        return errors.TimeoutError("the answer did not arrive in time", phase="read")
    if "UnsupportedProtocol" in kinds:
        return errors.ConfigurationError(f"this kind of URL cannot be used: {origin}")
    return errors.ProtocolError(f"the exchange with {origin} broke off: {reason(error)}")
