"""TLS settings: which certificate authorities are trusted."""

from __future__ import annotations

import os
import ssl

from .errors import ConfigurationError

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
