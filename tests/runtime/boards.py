"""Small boards for tests of the runtime: calls without a compiler, and engines that draw tiny pictures."""

from __future__ import annotations

import asyncio
import datetime as dt
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bananaboard.dsl.call import (
    About,
    Brief,
    Call,
    Compiled,
    Config,
    Cost,
    GivenPicture,
    Kind,
    MadePicture,
    Role,
    Words,
)
from bananaboard.dsl.recipe import said
from bananaboard.runtime.engine import Answer, Drawn, Failed, Lost, Refused, Usage
from bananaboard.runtime.execute import execute
from bananaboard.runtime.plan import EngineInfo, make_plan
from bananaboard.runtime.root import Workspace
from msgspec import Struct
from msgspec.structs import replace

from ..png import chunk
from ..png import png as picture

if TYPE_CHECKING:
    from pathlib import Path

    from bananaboard.runtime.engine import Outcome, Request, Spool
    from bananaboard.runtime.plan import Plan
    from bananaboard.runtime.record import RunRecord

TODAY = dt.date(2026, 11, 21)
LITE = 34_200_000


def png(shade: int, text: bytes = b"") -> bytes:
    """A picture of one pixel, with a text in it; 16 million differ."""
    return picture(shade, chunk(b"tEXt", text))


class Item(Struct, frozen=True):
    """One statement of a small board. `needs`: what it sees, panels as `s.strip/2`; `of`: what an edit edits."""

    name: str
    text: str = ""
    kind: Kind = Kind.SHOT
    takes: int = 2
    needs: tuple[str, ...] = ()
    chain: str | None = None
    of: str | None = None
    given: tuple[tuple[str, str], ...] = ()  # (path, sha256)
    model: str = "lite"
    camera: str = ""
    panels: int = 1
    final: bool = False
    retries: int = 0


def call(item: Item, home: str) -> Call:
    """The call that a compiler would make of it."""
    manifest: dict[str, object] = {"kind": item.kind.value, "model": item.model}
    manifest |= {"text": item.text, "camera": item.camera, "panels": item.panels if item.panels > 1 else 0}
    parts: list[object] = [Words(item.text)]
    if item.of:
        manifest["source"] = item.of
        parts.append(MadePicture(item.of, None, item.of, Role("source", "", "")))
    parts += [GivenPicture(p, s, "image/png", "mara", Role("character", "Mara", "")) for p, s in item.given]
    parts += [_mentioned(n) for n in item.needs]
    if item.chain:
        parts.append(MadePicture(item.chain, None, item.chain, Role("shot", "", "", chain=True)))
    digest, text = said(manifest)
    needs = tuple(dict.fromkeys(p.call for p in parts if isinstance(p, MadePicture)))
    config = Config("1:1", "1K", panels=item.panels)
    cost = Cost(LITE, 39_100_000, False, 10, 0, 1120, dt.date(2026, 10, 7), LITE // 2)
    brief = Brief(item.text, (), None, None, item.camera, ())
    return Call(
        item.name, item.kind, "", item.name.rpartition(".")[2], (), home, item.model, item.takes, item.retries,
        digest, text, tuple(parts), needs, (), config, About(item.name), brief, cost, home, 1, 1,
    )  # fmt: skip


def _mentioned(name: str) -> MadePicture:
    """A picture that is mentioned: `s.strip/2` is the second panel."""
    address, _, panel = name.partition("/")
    return MadePicture(address, int(panel) if panel else None, name, Role("character", "", ""))


def final_of(draft: Call) -> Call:
    digest, text = said({"kind": "final", "model": "pro", "text": draft.brief.text})
    parts = (Words(draft.brief.text), MadePicture(draft.address, None, draft.address, Role("draft", "", "")))
    return replace(
        draft, address=draft.address + ".final", kind=Kind.FINAL, takes=1, said=digest, said_json=text, parts=parts,
        needs=(draft.address,), draft=draft.address,
    )  # fmt: skip


def board(*items: Item, path: str = "board.bnn", spare: tuple[Item, ...] = (), budget: int | None = None) -> Compiled:
    """A checked board of these statements, in this order."""
    calls = tuple(call(i, path) for i in items)
    finals = tuple(final_of(c) for c, i in zip(calls, items, strict=True) if i.final)
    return Compiled(path, "A board", calls, finals, tuple(call(i, path) for i in spare), (), (), (), budget, ())


@dataclass
class Camera:
    """An engine for tests. A paid one never draws the same twice; the free one draws what the words say.

    Of the addresses it may be told which to `refuse`, for which to `fail`, or `breaks` for good, of
    which to `lose` the answer, and where one panel comes `short`.
    """

    maker: str = "paid"
    free: bool = False
    refuse: set[str] = field(default_factory=set)
    fail: set[str] = field(default_factory=set)
    breaks: set[str] = field(default_factory=set)
    lose: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    counting: bool = False  # whether it says how many tokens it used: as many as were expected
    asked: list[str] = field(default_factory=list)
    seen: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    drawn: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        return self.maker

    @property
    def info(self) -> EngineInfo:
        return EngineInfo(self.maker, self.maker, self.free)

    async def make(self, request: Request, spool: Spool) -> Outcome:
        address = request.call.address
        self.asked.append(address)
        self.seen.append((address, tuple(p.sha256 for p in request.pictures)))
        if address in self.refuse:
            return Refused("IMAGE_SAFETY", "no", None, None)
        if address in self.fail:
            return Failed("503", "503", retryable=True)
        if address in self.breaks:
            return Failed("400", "400", retryable=False)
        if address in self.lose:
            return Lost("the connection broke")
        drawing = repr((request.call.said, request.take, [p.sha256 for p in request.pictures]))
        self.drawn[address, drawing] += 1
        again = "" if self.free else f"{address} for the {self.drawn[address, drawing]}. time"
        first = zlib.crc32((drawing + again).encode()) >> 8
        mark = b"bananaboard-sketch\0" if self.free else b""
        drawn = [png(first + n, mark) for n in range(max(1, request.call.config.panels - (address in self.short)))]
        for data in drawn:
            spool.write(data)
        spool.seal()
        usage = _expected(request.call) if self.counting else None
        return Answer(tuple(Drawn(d, "image/png") for d in drawn), "", usage)

    async def aclose(self) -> None: ...


def _expected(call: Call) -> Usage:
    return Usage(call.cost.text_in, call.cost.image_in, call.cost.image_out, 300)


class Files:
    """Given pictures by their path. A `Loader`, as far as a run needs one."""

    def __init__(self, **data: bytes) -> None:
        self.data = data

    def find(self, path, *, beside, use):
        return path

    def read(self, found):
        return self.data[found]


@dataclass
class Project:
    """A folder with a board in it."""

    root: Path
    camera: Camera = field(default_factory=Camera)
    files: Files | None = None

    def plan(self, compiled: Compiled, **options) -> Plan:
        return make_plan(compiled, engine=self.camera.info, root=self.root, today=TODAY, **options)

    def run(self, compiled: Compiled, max_cost: int | None = None, fail_fast: bool = False, **options) -> RunRecord:
        plan = self.plan(compiled, **options)
        return self.make(plan, jobs=3, max_cost=max_cost, fail_fast=fail_fast)

    def make(self, plan: Plan, **how) -> RunRecord:
        return asyncio.run(execute(plan, self.camera, workspace=Workspace(self.root), files=self.files, **how))

    def asked(self, compiled: Compiled, **options) -> list[str]:
        """What a run asks the engine for, sorted."""
        before = len(self.camera.asked)
        self.run(compiled, **options)
        return sorted(self.camera.asked[before:])

    def status(self, compiled: Compiled) -> dict[str, str]:
        return {s.call.address: s.status.value for s in self.plan(compiled).steps}
