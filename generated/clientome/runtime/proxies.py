"""Which proxy, if any, leads to an origin: the constructor's, or the environment's (HTTP_PROXY, HTTPS_PROXY,
ALL_PROXY and NO_PROXY, or the system's settings)."""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

from .errors import ConfigurationError

_SYSTEM_SETTINGS = sys.platform in ("darwin", "win32")
"""Whether the system has proxy settings besides environment variables."""
_SCHEMES = ("http", "https", "socks5", "socks5h")


def checked_proxy(url: str, what: str) -> str:
    """A proxy URL with its scheme. The error does not repeat the URL, which may hold a password."""
    full = url if "://" in url else f"http://{url}"
    try:
        parts = urlsplit(full)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname)
        _port = parts.port
    except ValueError:
        usable = False
    if not usable:
        raise ConfigurationError(
            f"{what} is not a usable proxy URL; expected http://[user:password@]host:port"
        )
    return full


def proxy_for(origin: str) -> str | None:
    """The proxy that the environment prescribes for an origin."""
    if not _SYSTEM_SETTINGS and not any(name.lower().endswith("_proxy") for name in os.environ):
        return None
    # Brings a client of its own along: loaded only where there is something to look up.
    from urllib.request import getproxies, proxy_bypass

    parts = urlsplit(origin)
    host = parts.netloc
    proxies = getproxies()
    url = proxies.get(parts.scheme) or proxies.get("all")
    if not url or proxy_bypass(host) or (parts.hostname is not None and proxy_bypass(parts.hostname)):
        return None
    return checked_proxy(url, f"the proxy of the environment for {parts.scheme}")


def describe(origin: str, proxy: str | None) -> str:
    """A hint for connection errors: the host, and the proxy without its password."""
    if proxy is None:
        return f"{origin} (no proxy in use; behind a company or hospital proxy set HTTPS_PROXY or proxy=)"
    parts = urlsplit(proxy)
    port = f":{parts.port}" if parts.port else ""
    return f"{origin} through the proxy {parts.scheme}://{parts.hostname}{port}"
