"""Errors of httpcore and httpx as errors of this package. They are recognised by name, so that neither is imported."""

from __future__ import annotations

from ..base import errors
from .environment import describe

_LIBRARIES = frozenset({"httpcore", "httpcore2", "httpx", "httpx2", "socksio"})


def _kinds(error: BaseException) -> frozenset[str]:
    return frozenset(kind.__name__ for kind in type(error).__mro__)


def is_foreign(error: BaseException) -> bool:
    """Whether an error is one of these libraries' own."""
    return any(kind.__module__.partition(".")[0] in _LIBRARIES for kind in type(error).__mro__)


def is_timeout(error: BaseException) -> bool:
    """Whether a limit of time passed."""
    return "TimeoutException" in _kinds(error)


def reason(error: BaseException) -> str:
    """The library's own words, shortened."""
    return (str(error).strip() or type(error).__name__)[:200]


def translate(error: Exception, origin: str, proxy: str | None, *, opened: bool = True) -> Exception:
    """The error of ours that stands for one of theirs; any other as it is. ``opened``: a request may have left."""
    kinds = _kinds(error)
    if not is_foreign(error):
        # httpcore expects a SOCKS proxy to speak SOCKS.
        broken = not opened and proxy is not None and isinstance(error, AssertionError)
        return _unconnected("the proxy does not speak SOCKS", origin, proxy) if broken else error
    if "PoolTimeout" in kinds:
        return errors.ConnectTimeout(
            "no connection became free in time; too many calls at once", phase="pool"
        )
    if "ConnectTimeout" in kinds or (not opened and "TimeoutException" in kinds):
        return errors.ConnectTimeout(
            f"connecting to {describe(origin, proxy)} took too long", phase="connect"
        )
    if "UnsupportedProtocol" in kinds or "InvalidURL" in kinds:
        return errors.ConfigurationError(f"this kind of URL cannot be used: {origin}")
    if not opened or kinds & {"ConnectError", "ProxyError"}:
        return _unconnected(reason(error), origin, proxy)
    if "WriteTimeout" in kinds:
        return errors.TimeoutError("the request could not be sent in time", phase="write")
    if "TimeoutException" in kinds:
        return errors.TimeoutError("the answer did not arrive in time", phase="read")
    return errors.ProtocolError(f"the exchange with {origin} broke off: {reason(error)}")


def _unconnected(why: str, origin: str, proxy: str | None) -> errors.ConnectError:
    text = f"no connection to {describe(origin, proxy)}: {why}"
    if "CERTIFICATE_VERIFY_FAILED" in text:
        text += "; if your network checks TLS traffic, pass its certificate as verify= or set SSL_CERT_FILE"
    if proxy is not None and why.startswith("407"):
        text += "; the proxy wants a name and a password: http://user:password@host:port"
    return errors.ConnectError(text)
