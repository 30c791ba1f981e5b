"""The proxy between this computer and the service, where the environment names one: never for this computer itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from .access import LOOPBACK

if TYPE_CHECKING:
    from .access import Access

GOOGLE = "https://generativelanguage.googleapis.com"


def proxy_for(access: Access) -> str | None:
    """Its address by HTTPS_PROXY, ALL_PROXY and NO_PROXY, as the system reads them; None where requests go straight."""
    try:
        target = urlsplit(access.base_url or GOOGLE)
        host = target.hostname or ""
    except ValueError:
        return None
    if host in LOOPBACK or proxy_bypass(host):
        return None
    found = getproxies()
    proxy = found.get(target.scheme) or found.get("all")
    return proxy if proxy and proxy.startswith(("http://", "https://")) else None
