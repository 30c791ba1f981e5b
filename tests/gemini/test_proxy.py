"""Which proxy is used for what."""

import asyncio

import pytest
from bananaboard.runtime.engine import Answer
from bananaboard.runtime.gemini.access import Access, Way
from bananaboard.runtime.gemini.engine import Gemini
from bananaboard.runtime.gemini.proxy import proxy_for
from bananaboard.runtime.gemini.secret import Secret

from ..spool import Memory
from .asked import KEY, request

PROXY = "http://proxy.example:3128"


@pytest.fixture(autouse=True)
def bare(clean):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        clean.delenv(name, raising=False)
        clean.delenv(name.upper(), raising=False)
    return clean


def way(base_url=None):
    return Access(Way.DEVELOPER, Secret(KEY), "GEMINI_API_KEY", base_url=base_url)


def test_none_unless_the_environment_names_one():
    assert proxy_for(way()) is None


@pytest.mark.parametrize(
    ("name", "value", "base_url", "proxy"),
    [
        ("HTTPS_PROXY", PROXY, None, PROXY),
        ("ALL_PROXY", PROXY, None, PROXY),
        ("HTTP_PROXY", PROXY, None, None),
        ("HTTPS_PROXY", "socks5://proxy.example", None, None),
        ("HTTPS_PROXY", PROXY, "https://localhost:8443", None),
        ("HTTP_PROXY", PROXY, "http://127.0.0.1:8000", None),
        ("HTTP_PROXY", PROXY, "http://gateway.example", PROXY),
        ("HTTPS_PROXY", PROXY, "https://[broken", None),
    ],
)
def test_by_the_address_that_is_asked(bare, name, value, base_url, proxy):
    bare.setenv(name, value)
    assert proxy_for(way(base_url)) == proxy


def test_not_for_what_is_excepted(bare):
    bare.setenv("HTTPS_PROXY", PROXY)
    bare.setenv("NO_PROXY", "googleapis.com")
    assert proxy_for(way()) is None


def test_a_request_really_goes_through_it(service, bare):
    """The loopback service plays the proxy: a plain proxy is asked for the whole address."""
    bare.setenv("HTTP_PROXY", service.url)
    bare.setenv("GOOGLE_GEMINI_BASE_URL", "http://gateway.example")

    async def once():
        engine = Gemini()
        try:
            return await engine.make(request("x"), Memory())
        finally:
            await engine.aclose()

    assert isinstance(asyncio.run(once()), Answer)
