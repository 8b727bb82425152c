"""TLS settings: which certificate authorities are trusted.

Which proxy, if any, leads to an origin: the constructor's, or the environment's (HTTP_PROXY, HTTPS_PROXY,
ALL_PROXY and NO_PROXY, or the system's settings).
"""

from __future__ import annotations

import os
import ssl
import sys
from urllib.parse import urlsplit

from ..base.errors import ConfigurationError

_DEFAULTS: dict[tuple[str | None, str | None], ssl.SSLContext] = {}


def context_for(verify: ssl.SSLContext | str | bool) -> ssl.SSLContext:
    """A context from what the constructor got.

    ``True``: the authorities of SSL_CERT_FILE or SSL_CERT_DIR where set, else those of certifi. A path: a file or
    folder of certificates, in addition to nothing else. ``False``: no check at all.
    """
    if isinstance(verify, ssl.SSLContext):
        return verify
    if verify is False:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if verify is True:
        return _default()
    return _from_path(verify, "verify")


def _default() -> ssl.SSLContext:
    """The default context, shared by all clients, because reading the authorities takes long."""
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    known = _DEFAULTS.get((file, folder))
    if known is None:
        if file or folder:
            known = _from_path(file or folder or "", "SSL_CERT_FILE" if file else "SSL_CERT_DIR")
        else:
            import certifi

            known = ssl.create_default_context(cafile=certifi.where())
        _DEFAULTS[file, folder] = known
    return known


def _from_path(path: str, what: str) -> ssl.SSLContext:
    try:
        if os.path.isdir(path):
            return ssl.create_default_context(capath=path)
        return ssl.create_default_context(cafile=path)
    except (OSError, ssl.SSLError) as error:
        raise ConfigurationError(
            f"{what}: the certificates cannot be read ({error.strerror or 'not PEM'})"
        ) from error


def plain() -> ssl.SSLContext:
    """A context for unencrypted connections: never used, and trusting nobody should it be used after all."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


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
