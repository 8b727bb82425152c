"""What web pages may not do: reach the sandbox under a name of their own, or command it.

A browser sends what a page on the web asks it to send, also to this machine. The page cannot read an answer of another
origin, as no answer here allows it. So two ways remain: a name of the page's own that leads to this machine (DNS
rebinding), which makes the page and the sandbox one origin; and simple requests that change something without being
read. Against the first, `Host` must be an address, a name of this machine, or one that the user allows. Against the
second, `/_sandbox` takes no request that a page of another origin made. Programs send neither header by themselves.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping

AUTHORITY = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^:/?#@\[\]\\\s]*))(?::[0-9]*)?")


class Guard:
    """The names under which one server may be called, besides addresses and `localhost`."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = {_plain(name) for name in names}

    def refusal(self, headers: Mapping[str, list[str]], *, control: bool) -> str | None:
        """Why a request is refused; None where it is not. `control`: it is for `/_sandbox`."""
        hosts = headers.get("host", [])
        if len(hosts) > 1 or not all(self._here(host) for host in hosts):
            shown = ", ".join(hosts)[:200]
            return (
                f"The sandbox is not called {shown!r}. Use 127.0.0.1 or localhost, or allow the name: "
                "--allow-host NAME, or app(..., hosts=[NAME])."
            )
        if control and _from_a_page(headers, hosts[0] if hosts else ""):
            return "A web page of another origin may not use /_sandbox."
        return None

    def _here(self, host: str) -> bool:
        found = AUTHORITY.fullmatch(host)
        if found is None:
            return False
        name = _plain(found[1] or found[2])
        if name in ("", "localhost") or name.endswith(".localhost") or name in self.names:
            return True
        try:
            _ = ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _plain(name: str) -> str:
    return name.lower().rstrip(".")


def _from_a_page(headers: Mapping[str, list[str]], host: str) -> bool:
    """Whether a browser says that a page of another origin made the request."""
    own = (f"http://{host}", f"https://{host}")
    return not all(origin in own for origin in headers.get("origin", ())) or not all(
        site in ("same-origin", "none") for site in headers.get("sec-fetch-site", ())
    )
