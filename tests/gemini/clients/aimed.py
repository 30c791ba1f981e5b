"""A pytest plugin for the SDK's own shipped tests: their client asks the loopback service instead of Google.

The shipped tests build their client without looking at `GOOGLE_GEMINI_BASE_URL`; nothing else of them is changed. It
also runs their `async def` tests, so that no other plugin is needed.
"""

from __future__ import annotations

import asyncio
import inspect
import os
from typing import Any

import google.auth.credentials
import pytest
from google.genai import _replay_api_client

LOOPBACK = os.environ["LOOPBACK_URL"]


class Nobody(google.auth.credentials.Credentials):
    """A token that nobody gave."""

    def __init__(self) -> None:
        super().__init__()
        self.token, self.expiry = "loopback", None

    def refresh(self, request: Any) -> None:
        """It is always fresh."""


class Aimed(_replay_api_client.ReplayApiClient):
    """The SDK's own test client, aimed at the loopback service."""

    def __init__(self, *given: Any, **named: Any) -> None:
        if named.get("vertexai"):
            named["credentials"] = Nobody()
        super().__init__(*given, **named)
        self._http_options.base_url = LOOPBACK


_replay_api_client.ReplayApiClient = Aimed


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "asyncio: run in a loop of its own")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    asyncio.run(pyfuncitem.obj(**{n: pyfuncitem.funcargs[n] for n in names}))
    return True
