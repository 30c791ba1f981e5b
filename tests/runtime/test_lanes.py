"""Connections that are kept apart: one for each request on its way, the last used first, all closed at the end."""

from __future__ import annotations

import asyncio

import httpx2
import pytest
from bananaboard.runtime.lanes import Lanes


class Lane(httpx2.AsyncBaseTransport):
    """Answers with its own number, piece by piece; `broken` says what it raises instead."""

    made: list[Lane]

    def __init__(self, made, broken=None):
        made.append(self)
        self.number, self.broken, self.asked, self.closed = len(made), broken, 0, 0

    async def handle_async_request(self, request):
        self.asked += 1
        if self.broken is not None:
            raise self.broken
        return httpx2.Response(200, stream=Body(self.number))

    async def aclose(self):
        self.closed += 1


class Body(httpx2.AsyncByteStream):
    def __init__(self, number):
        self.number, self.closed = number, 0

    async def __aiter__(self):
        yield b"lane "
        yield str(self.number).encode()

    async def aclose(self):
        self.closed += 1


def asked():
    return httpx2.Request("POST", "http://127.0.0.1/make", content=b"")


async def heard(lanes):
    response = await lanes.handle_async_request(asked())
    text = b"".join([piece async for piece in response.stream])
    await response.aclose()
    return text


def test_one_after_the_other_on_one_connection():
    made = []
    lanes = Lanes(lambda: Lane(made))

    async def three():
        return [await heard(lanes) for _ in range(3)]

    assert asyncio.run(three()) == [b"lane 1"] * 3
    assert made[0].asked == 3


def test_what_is_not_closed_is_not_lent_again():
    made = []
    lanes = Lanes(lambda: Lane(made))

    async def overlapping():
        first = await lanes.handle_async_request(asked())
        second = await lanes.handle_async_request(asked())
        body = first.stream
        await first.aclose()
        await body.aclose()  # once more: it must not be lent to two
        third, fourth = await lanes.handle_async_request(asked()), await lanes.handle_async_request(asked())
        for response in (second, third, fourth):
            await response.aclose()
        last = await heard(lanes)
        await lanes.aclose()
        return last

    assert asyncio.run(overlapping()) == b"lane 3"  # the last used goes first
    assert [(lane.asked, lane.closed) for lane in made] == [(2, 1), (1, 1), (2, 1)]


@pytest.mark.parametrize("fault", [httpx2.ConnectError("no"), asyncio.CancelledError()], ids=["failed", "cancelled"])
def test_a_request_that_fails_gives_its_connection_back(fault):
    made = []
    lanes = Lanes(lambda: Lane(made, fault))

    async def twice():
        for _ in range(2):
            with pytest.raises(type(fault)):
                await lanes.handle_async_request(asked())

    asyncio.run(twice())
    assert [lane.asked for lane in made] == [2]


def test_a_client_of_httpx_may_stand_before_it():
    made = []

    async def through():
        async with httpx2.AsyncClient(transport=Lanes(lambda: Lane(made)), trust_env=False) as client:
            answers = [await client.post("http://127.0.0.1/make") for _ in range(2)]
        return [a.text for a in answers]

    assert asyncio.run(through()) == ["lane 1", "lane 1"]
    assert [lane.closed for lane in made] == [1]
