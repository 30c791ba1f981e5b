"""The SDK's client over the one transport: pinned version, no retries, closed both ways."""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx2
from google import genai
from google.genai import types

from ..lanes import Lanes, nobody
from .proxy import proxy_for
from .tap import Tap

if TYPE_CHECKING:
    from .access import Access

VERSIONS = {False: "v1", True: "v1beta1"}  # of the Developer API, of the agent platform
SERVER_SECONDS = 300  # the service is told to give up after this: its error is not billed, a silence may be
READ_SECONDS = 330.0  # a little longer, so that its error gets here
KEPT_ALIVE = 20.0  # seconds that an idle connection is kept


@dataclass(frozen=True, slots=True)
class Line:
    """An open client with the connections under it."""

    client: genai.Client
    connections: httpx2.AsyncClient
    unused: httpx2.Client

    async def aclose(self) -> None:
        """Close everything, both ways."""
        await self.client.aio.aclose()
        self.client.close()
        await self.connections.aclose()
        self.unused.close()


def open_line(access: Access) -> Line:
    """A client for `access`. It blocks (certificates, credentials); raises what the SDK and google-auth raise."""
    connections = httpx2.AsyncClient(
        transport=Tap(_connections(access), READ_SECONDS), trust_env=False, follow_redirects=False
    )
    unused = httpx2.Client(transport=httpx2.MockTransport(_refuse), trust_env=False)
    options = types.HttpOptions(
        api_version=VERSIONS[access.vertex],
        base_url=access.base_url,
        timeout=SERVER_SECONDS * 1000,
        httpx_client=unused,
        httpx_async_client=connections,
    )
    client = genai.Client(
        vertexai=access.vertex,
        api_key=access.key.reveal() if access.key else None,
        project=access.project,
        location=access.location,
        http_options=options,
    )
    return Line(client, connections, unused)


def _connections(access: Access) -> Lanes:
    limits = httpx2.Limits(max_connections=None, keepalive_expiry=KEPT_ALIVE)
    local = (access.base_url or "").startswith("http://")
    trust, proxy = nobody() if local else _certificates(), proxy_for(access)
    return Lanes(lambda: httpx2.AsyncHTTPTransport(verify=trust, trust_env=False, limits=limits, proxy=proxy))


def _certificates() -> ssl.SSLContext:
    """As the SDK itself finds them."""
    import certifi

    file = os.environ.get("SSL_CERT_FILE", certifi.where())
    return ssl.create_default_context(cafile=file, capath=os.environ.get("SSL_CERT_DIR"))


def _refuse(request: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("nothing is sent this way", request=request)
