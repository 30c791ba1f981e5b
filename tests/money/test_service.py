"""Each way in which a service can answer, over real HTTP: what the engine makes of it, and what was billed."""

from __future__ import annotations

import asyncio
import json

import pytest
from bananaboard.dsl.call import Role
from bananaboard.dsl.media_kinds import look
from bananaboard.runtime.engine import Answer, Closes, Failed, Limited, Lost, Reading, Refused, SentPicture
from bananaboard.runtime.rehearsal.pictures import plain
from bananaboard.runtime.rehearsal.service import cost_of
from bananaboard.runtime.rehearsal.wire import Counted

from .asking import LITE, alone, asking, request


def asked(tmp_path, monkeypatch, scenario, *requests):
    """The outcomes and spools of requests, one after the other, and what was billed."""

    async def go():
        async with asking(tmp_path, scenario, monkeypatch) as project:
            found = [await project.ask(r) for r in requests or (request(),)]
            again = [project.engine.read(spool.data) if spool.sealed else None for _, spool in found]
        return [o for o, _ in found], [s for _, s in found], again, project.items

    return alone(go())


def cost(usage):
    return cost_of(LITE, Counted(usage.text_in, usage.image_in, usage.image_out, usage.text_out))


def test_a_picture_is_billed_at_what_its_usage_says(tmp_path, monkeypatch):
    (answer,), (spool,), (again,), (item,) = asked(tmp_path, monkeypatch, "")
    assert isinstance(answer, Answer)
    assert spool.sealed
    assert again == answer
    assert item.cost == cost(answer.usage) > 33_600_000
    assert look(answer.pictures[0].data, "it").mime == "image/png"


def test_an_answer_can_hold_as_many_pictures_as_were_asked_for_or_one_more_or_one_less(tmp_path, monkeypatch):
    strip = request(panels=3)
    for number, (scenario, count) in enumerate([("", 3), ("more=100%", 4), ("fewer=100%", 2)]):
        folder = tmp_path / str(number)
        (answer,), _, _, (item,) = asked(folder, monkeypatch, scenario, strip)
        assert len(answer.pictures) == len(set(item.sha256)) == count
        assert item.cost == cost(answer.usage)
        assert answer.usage.image_out == count * 1_120


def test_the_same_call_asked_twice_gives_two_pictures_and_two_calls_can_give_the_same_bytes(tmp_path, monkeypatch):
    (one, two), _, _, _ = asked(tmp_path, monkeypatch, "", request(), request())
    assert one.pictures != two.pictures
    (one, two), _, _, items = asked(tmp_path / "same", monkeypatch, "same=100%", request("a"), request("b"))
    assert one.pictures == two.pictures
    assert items[0].sha256 == items[1].sha256


def test_a_picture_may_cost_more_than_the_most(tmp_path, monkeypatch):
    (answer,), _, _, (item,) = asked(tmp_path, monkeypatch, "over=100%")
    assert item.cost == cost(answer.usage) > request().call.cost.most


@pytest.mark.parametrize(("refused", "billed"), [("yes", None), ("no", False)])
def test_a_refusal_costs_what_the_scenario_says(tmp_path, monkeypatch, refused, billed):
    (found,), (spool,), (again,), (item,) = asked(tmp_path, monkeypatch, f"refuse=100% refused={refused}")
    assert isinstance(found, Refused)
    assert found == again
    assert spool.sealed
    assert (found.billed, item.billed) == (billed, refused == "yes")
    if refused == "yes":
        assert item.cost == cost(found.usage)


def test_nobody_knows_whether_a_refusal_is_billed(tmp_path, monkeypatch):
    found, _, _, items = asked(tmp_path, monkeypatch, "refuse=100%", *(request(f"s{n}") for n in range(12)))
    assert {f.billed for f in found} == {None}
    assert {i.billed for i in items} == {True, False}
    assert {f.usage is None for f in found} == {True, False}


def test_words_instead_of_a_picture_are_shown(tmp_path, monkeypatch):
    (found,), _, _, (item,) = asked(tmp_path, monkeypatch, "text=100%")
    assert isinstance(found, Refused)
    assert "made no picture" in found.message
    assert item.cost == cost(found.usage)


@pytest.mark.parametrize("scenario", ["empty=100%", "garbage=100%"])
def test_what_nobody_can_read_is_billed_all_the_same(tmp_path, monkeypatch, scenario):
    requests = [request(f"s{n}") for n in range(9)]
    found, spools, again, items = asked(tmp_path, monkeypatch, scenario, *requests)
    assert all(s.sealed for s in spools)
    assert found == again
    assert all(i.billed and i.cost for i in items)
    # A picture that is none is seen to be so when it is filed.
    assert {type(f) for f in found} <= {Refused, Answer}
    assert all(f.billed is None for f in found if isinstance(f, Refused))


@pytest.mark.parametrize(
    ("scenario", "type_", "billed"),
    [
        ("cut-before=100%", Lost, {True, False}),
        ("cut-middle=100%", Lost, {True}),
        ("cut-after=100%", Answer, {True}),
        ("bare=100%", Lost, {True, False}),
    ],
)
def test_a_cut_connection_loses_what_was_not_whole(tmp_path, monkeypatch, scenario, type_, billed):
    found, spools, _, items = asked(tmp_path, monkeypatch, scenario, *(request(f"s{n}") for n in range(10)))
    assert {type(f) for f in found} == {type_}
    assert {i.billed for i in items} == billed
    assert {s.sealed for s in spools} == {type_ is Answer}


def test_who_waits_too_long_does_not_know(tmp_path, monkeypatch):
    (found,), (spool,), _, items = asked(tmp_path, monkeypatch, "hang=100% patience=200ms")
    assert isinstance(found, Lost)
    assert not spool.sealed
    assert len(items) == 1


@pytest.mark.parametrize(
    ("scenario", "code", "closes", "wait"),
    [
        ("busy=100% wait=3s", "429", Closes.MODEL, 3),
        ("at-once=0", "429", Closes.MODEL, 1),
        ("quota=0", "429", Closes.ACCOUNT, None),
        ("prepaid=$0", "402", Closes.ACCOUNT, None),
        ("spend=$0 wait=2s", "429", Closes.SPEND, 2),
    ],
)
def test_a_limit_turns_away_before_anything_is_billed(tmp_path, monkeypatch, scenario, code, closes, wait):
    (found,), _, _, (item,) = asked(tmp_path, monkeypatch, scenario)
    assert isinstance(found, Failed)
    assert (found.code, found.closes, found.wait) == (code, closes, wait)
    assert found.retryable is (closes is not Closes.ACCOUNT)
    assert (item.billed, item.cost) == (False, 0)


def test_a_service_that_breaks_bills_nothing(tmp_path, monkeypatch):
    found, _, _, items = asked(tmp_path, monkeypatch, "error=100%", *(request(f"s{n}") for n in range(10)))
    assert {f.code for f in found} == {"500", "503"}
    assert all(f.retryable and f.closes is Closes.NOTHING for f in found)
    assert not any(i.billed for i in items)


def test_a_quota_counts_what_was_drawn_and_money_that_was_paid_beforehand_ends(tmp_path, monkeypatch):
    three = [request(f"s{n}") for n in range(3)]
    found, _, _, _ = asked(tmp_path, monkeypatch, "quota=2", *three)
    assert [type(f) for f in found] == [Answer, Answer, Failed]
    found, _, _, _ = asked(tmp_path / "paid", monkeypatch, "prepaid=$0.05", *three)
    assert [type(f) for f in found] == [Answer, Answer, Failed]


def test_spending_opens_again_when_its_window_has_passed(tmp_path, monkeypatch):
    async def go():
        async with asking(tmp_path, "spend=$0.03 window=60min wait=100ms", monkeypatch) as project:
            first, second = [(await project.ask(request(f"s{n}")))[0] for n in range(2)]
            spent = project.server.service._spent
            spent[0] = (spent[0][0] - 3601, spent[0][1])  # an hour has passed
            third = (await project.ask(request("later")))[0]
        return first, second, third

    first, second, third = alone(go())
    assert isinstance(first, Answer)
    assert second.closes is Closes.SPEND
    assert isinstance(third, Answer)


async def working(project, count):
    """Until the service is at so many requests."""
    while project.server.service.working < count:  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.01)


def test_a_hundred_requests_at_once(tmp_path, monkeypatch):
    async def go():
        async with asking(tmp_path, "latency=60min patience=60min", monkeypatch) as project:
            waiting = asyncio.gather(*(project.ask(request(f"s{n}")) for n in range(100)))
            await working(project, 100)
            project.server.service.hurry.set()
            found = await waiting
        return [o for o, _ in found], project

    found, project = alone(go())
    assert all(isinstance(f, Answer) for f in found)
    assert project.server.service.most_at_once == 100
    assert sum(cost(f.usage) for f in found) == sum(i.cost for i in project.items)


def test_who_has_left_is_billed_all_the_same(tmp_path, monkeypatch):
    async def go():
        async with asking(tmp_path, "latency=60min patience=60min", monkeypatch) as project:
            task = asyncio.create_task(project.ask())
            await working(project, 1)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return project.items

    (item,) = alone(go())
    assert item.billed


def test_a_service_that_is_not_there_costs_nothing(tmp_path, monkeypatch):
    async def go():
        async with asking(tmp_path, "", monkeypatch) as project:
            await project.server.close()
            return (await project.ask())[0]

    found = alone(go())
    assert isinstance(found, Failed)
    assert (found.code, found.retryable, found.closes) == ("unreached", True, Closes.NOTHING)


def test_large_pictures_go_there_and_come_back(tmp_path, monkeypatch):
    given = SentPicture(Role("character", "Ana", ""), "ana", "0" * 64, "image/png", plain(3_000_000, "ana"))
    (found,), _, _, (item,) = asked(tmp_path, monkeypatch, "plain=2MB", request(pictures=[given]))
    assert 1_990_000 < len(found.pictures[0].data) < 2_000_100
    assert found.usage.image_in == 1_120
    assert item.cost == cost(found.usage)


def test_a_sketch_is_drawn_with_a_stamp_where_no_size_is_asked_for(tmp_path, monkeypatch):
    async def go():
        async with asking(tmp_path, "", monkeypatch) as project:
            from dataclasses import replace

            project.server.service.scenario = replace(project.server.service.scenario, plain=None)
            return (await project.ask(request(panels=2)))[0]

    found = alone(go())
    looks = [look(p.data, "it") for p in found.pictures]
    assert [(x.width, x.height) for x in looks] == [(1376, 768)] * 2
    assert b"bananaboard" in found.pictures[0].data


def test_a_model_without_a_price_is_billed_at_nobody_knows_what(tmp_path, monkeypatch):
    (found,), _, _, (item,) = asked(tmp_path, monkeypatch, "", request(model="of-tomorrow"))
    assert isinstance(found, Answer)
    assert (item.billed, item.cost) == (True, None)


def test_the_engine_is_what_the_executor_looks_for(tmp_path, monkeypatch):
    async def go():
        async with asking(tmp_path, "", monkeypatch) as project:
            engine = project.engine
            assert isinstance(engine, Limited)
            assert isinstance(engine, Reading)
            assert (engine.maker, engine.free, engine.account) == ("rehearsal", False, "rehearsal")

    alone(go())


RUDE = [
    b"",
    b"\x00" * 100,
    b"GET / HTTP/1.1\r\n\r\n",
    b"GET /bill HTTP/1.1\r\nhost: x\r\n\r\n",
    b"POST /wrong/make HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    b"POST /x HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999\r\n\r\n",
]


@pytest.mark.parametrize("data", RUDE)
def test_who_speaks_something_else_or_has_no_token_gets_nothing(tmp_path, monkeypatch, data):
    async def go():
        async with asking(tmp_path, "", monkeypatch) as project:
            port = project.server._server.sockets[0].getsockname()[1]
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(data)
            writer.write_eof()
            try:
                said = await reader.read()
            except ConnectionError:
                said = b""
            writer.close()
            after = (await project.ask())[0]
        return said, after, project.items

    said, after, items = alone(go())
    assert said == b"" or said.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))
    assert isinstance(after, Answer)  # and it goes on
    assert len(items) == 1


def test_a_request_that_is_none_is_an_error_in_its_words(tmp_path, monkeypatch):
    async def go():
        import httpx2

        async with asking(tmp_path, "", monkeypatch) as project:
            async with httpx2.AsyncClient(trust_env=False) as client:
                said = await client.post(f"{project.engine._url}/make", content=b'{"project": 1}')
            return said.status_code, json.loads(said.content), project.items

    status, said, items = alone(go())
    assert (status, said["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert items == ()
