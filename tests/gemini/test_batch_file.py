"""The file of a job: its lines are the bytes of live requests, and what they name is there as long as the job."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from bananaboard.runtime.batch.cut import FILE, RESULTS, cut
from bananaboard.runtime.engine import BatchLine, Created, Failed, JobLook, Stage
from bananaboard.runtime.gemini.access import read_access
from bananaboard.runtime.gemini.batch_file import LASTING, draft, write_lines
from bananaboard.runtime.gemini.client import open_line
from bananaboard.runtime.gemini.engine import Gemini
from bananaboard.runtime.gemini.send import send
from bananaboard.runtime.gemini.uploaded import Uploaded, Uploads

from ..spool import Memory
from .asked import png, request, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from bananaboard.runtime.engine import Request

    from .service.handle import Service

REQUESTS = [
    request("A hill"),
    request(
        "Größe “\n\t\x7f 山",
        sent(png(3, 4000)),
        "and",
        sent(png(4), name="Ana"),
        temperature="0.5",
        seed=7,
        top_p="0.9",
    ),
    request("A map", model="gemini-3.1-flash-image", search=("web",), thinking="HIGH", safety="low", size="2K"),
]


class Recorder:
    """Between the SDK's transport and the network."""

    def __init__(self, inner: Any) -> None:
        self.inner, self.bodies = inner, list[bytes]()

    async def handle_async_request(self, asked: Any) -> Any:
        self.bodies.append(await asked.aread())
        return await self.inner.handle_async_request(asked)

    async def aclose(self) -> None:
        await self.inner.aclose()


@pytest.mark.parametrize("wished", REQUESTS)
def test_a_line_holds_the_bytes_of_the_live_request(wished: Request, service: Service) -> None:
    async def both() -> tuple[bytes, list[bytes]]:
        line = open_line(read_access(os.environ))
        tap: Any = line.connections._transport
        tap.inner = recorder = Recorder(tap.inner)
        try:
            drafted = await draft(line, wished, {})
            assert recorder.bodies == []  # nothing went out
            await send(line, wished, {}, Memory(), 30)
        finally:
            await line.aclose()
        return drafted, recorder.bodies

    drafted, [live] = asyncio.run(both())
    assert drafted == live
    assert b"\n" not in drafted
    assert json.loads(drafted)["contents"]
    assert len(service.lines("asked")) == 1


def test_a_file_has_a_line_for_each_request(service: Service) -> None:
    async def written() -> bytes:
        line, file = open_line(read_access(os.environ)), io.BytesIO()
        lines = [BatchLine(f"k{n}", lambda r=r: r) for n, r in enumerate(REQUESTS)]
        await write_lines(line, None, lines, file)
        await line.aclose()
        return file.getvalue()

    rows = [json.loads(row) for row in asyncio.run(written()).splitlines()]
    assert [r["key"] for r in rows] == ["k0", "k1", "k2"]
    assert all(set(r) == {"key", "request"} for r in rows)
    assert not service.lines("request")


def test_what_a_job_names_outlives_it() -> None:
    """A file that was uploaded two hours ago does for a request, and not for a job."""
    now = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
    uploads = Uploads(None, "gemini", "me", lambda: now)
    uploads.add(Uploaded("a", "files/a", now + dt.timedelta(hours=46)))
    uploads.add(Uploaded("b", "files/b", now + dt.timedelta(hours=48)))
    assert uploads.find(["a", "b"]) == {"a": "files/a", "b": "files/b"}
    assert uploads.find(["a", "b"], LASTING) == {"b": "files/b"}


def test_the_engine_makes_finds_looks_and_collects(service: Service, run: Callable[..., Any]) -> None:
    """Without anything of this program around it."""
    prepared: list[str] = []
    came: dict[str, bytes] = {}

    async def ready(name: str) -> None:
        prepared.append(name)
        assert not service.lines("batch")

    async def sink(key: str, raw: bytes) -> None:
        came[key] = raw

    async def all_of() -> None:
        engine = Gemini()
        try:
            model = REQUESTS[0].call.model
            lines = [BatchLine(f"k{n}", lambda: REQUESTS[0]) for n in range(3)]
            made = await engine.submit("a title", model, lines, ready)
            assert isinstance(made, Created)
            assert prepared[0].startswith("files/")
            assert await engine.find(["a title", "another"]) == {"a title": made}
            assert await engine.look(made.name) == JobLook(Stage.WAITING, "PENDING")
            assert isinstance(await engine.collect(made.name, sink), Failed)
            while (await engine.look(made.name)).stage is Stage.WAITING:  # type: ignore[union-attr]  # a Failed fails
                pass
            assert await engine.collect(made.name, sink) is None
            assert await engine.look("batches/none") == JobLook(
                Stage.GONE, "NOT_FOUND", "the service does not know the job any more"
            )
        finally:
            await engine.aclose()

    run(all_of())
    assert sorted(came) == ["k0", "k1", "k2"]
    assert len(Gemini.read(came["k0"]).pictures) == 1


class Line:
    """What a cut asks of a request."""

    def __init__(self, model: str, size: str, panels: int, pictures: tuple[str, ...]) -> None:
        self.model, config = model, REQUESTS[0].call.config
        call = type("Call", (), {"config": type(config)(aspect="1:1", size=size, panels=panels, max_output_tokens=1)})
        self.decision = type("Decision", (), {"call": call, "sight": type("Sight", (), {"pictures": pictures})})


def test_jobs_are_cut_by_what_comes_back_and_by_what_is_sent() -> None:
    small = [Line("a", "1K", 1, ()) for _ in range(200)]
    assert [len(j) for j in cut(small, {})] == [80, 80, 40]  # type: ignore[arg-type]  # so much of an errand is asked
    assert [len(j) for j in cut([Line("a", "4K", 4, ())] * 3, {})] == [2, 1]  # type: ignore[arg-type]  # as above
    heavy = [Line("a", "512", 1, ("x",))] * 4
    assert [len(j) for j in cut(heavy, {"x": FILE // 2})] == [1, 1, 1, 1]  # type: ignore[arg-type]  # as above
    huge = [Line("a", "4K", 99, ())]
    assert [len(j) for j in cut(huge, {})] == [1]  # type: ignore[arg-type]  # alone, everything goes
    mixed = [Line("a", "1K", 1, ()), Line("b", "1K", 1, ()), Line("a", "1K", 1, ())]
    assert [[e.model for e in j] for j in cut(mixed, {})] == [["a", "a"], ["b"]]  # type: ignore[arg-type]  # as above
    assert RESULTS <= 200_000_000
