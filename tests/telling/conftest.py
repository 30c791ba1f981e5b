"""Boards that were run at a time long ago, by an engine whose answers can be told."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from bananaboard.runtime import engines
from bananaboard.runtime.engine import Answer, Drawn, Failed, Lost, Refused, Usage

from bananaboard.cli.door import enter

from ..png import png

if TYPE_CHECKING:
    from pathlib import Path

KITE = """\
storyboard "The Kite" { aspect: 16:9; budget: $4 }
param coat = "red"
character ana "a girl in a {{ coat }} coat" {
  name: "Ana"
  view profile "left profile, plain grey background"
}
scene hill "On the hill" {
  chain: previous
  shot wide "@ana.profile with a kite" { takes: 2 }
  shot close "@ana laughs"
  shot sea "The sea far below" { cast: none }
  edit calm of close "Make it calm"
}
final { model: pro; size: 2K }
"""
LONG_AGO = "2026-08-03T10:00:00+00:00"
NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


class Painter:
    """An engine that costs money. `refuse`, `fail` and `lose` name the addresses that bring no picture."""

    name = maker = "paid"
    free = False

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refuse: set[str] = set()
        self.fail: set[str] = set()
        self.lose: set[str] = set()
        self.says = ""

    async def make(self, request, spool):
        address = request.call.address
        self.asked.append(address)
        if address in self.refuse:
            return Refused("IMAGE_SAFETY", "I can't draw that.", None, None)
        if address in self.fail:
            return Failed("the service is busy", "503", retryable=False)
        if address in self.lose:
            return Lost("the connection was cut")
        data = png(len(self.asked))
        spool.write(data)
        spool.seal()
        return Answer((Drawn(data, "image/png"),), self.says, Usage(100, 0, 1120, 40))

    async def aclose(self) -> None: ...


class Sketcher(Painter):
    """The same for nothing."""

    name = maker = "crayon"
    free = True

    def __init__(self) -> None:
        super().__init__()
        self.asked = [""] * 10_000  # other shades than those of the painter


@dataclass
class Folder:
    """A project: its boards, and commands in it."""

    root: Path
    capsys: pytest.CaptureFixture[str]
    painter: Painter
    crayon: Painter = field(default_factory=Sketcher)

    def __call__(self, *args: str) -> tuple[int, str, str]:
        """A command: exit code, what is the result, what was said beside it."""
        code = enter([str(a) for a in args])
        said = self.capsys.readouterr()
        assert "Bananaboard itself broke" not in said.err, said.err
        return int(code), said.out, said.err

    def write(self, text: str, name: str = "kite.bnn") -> None:
        (self.root / name).write_text(text, "utf-8")

    def change(self, before: str, after: str, name: str = "kite.bnn") -> None:
        text = (self.root / name).read_text("utf-8")
        assert before in text
        self.write(text.replace(before, after), name)

    def run(self, *args: str, name: str = "kite.bnn", engine: str = "paid") -> tuple[int, str, str]:
        return self("run", name, "--engine", engine, "--yes", "--jobs", "1", *args)

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.root / ".bananaboard/ledger.sqlite", isolation_level=None) as db:
            rows = db.execute(statement, values).fetchall()
        db.close()
        return rows

    def age(self) -> None:
        """All that there is was made long ago."""
        self.sql("UPDATE attempt SET sent_at=?, seconds=CASE WHEN seconds IS NULL THEN NULL ELSE 8.2 END", LONG_AGO)
        self.sql("UPDATE attempt SET ended_at=? WHERE ended_at IS NOT NULL", LONG_AGO)
        self.sql("UPDATE run SET started=?", LONG_AGO)
        for path in (self.root / ".bananaboard/store").glob("*/*"):
            os.utime(path, (NOW.timestamp() - 110 * 86_400,) * 2)

    def stored(self) -> set[str]:
        """The digests of the pictures in the store."""
        return {p.stem for p in (self.root / ".bananaboard/store").glob("*/*.png")}


@pytest.fixture
def folder(tmp_path, monkeypatch, capsys, utc):
    """A project with a board that nobody has run yet; the place is one in UTC."""
    home = tmp_path / "home"
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("BNN_DATA", str(home / "data"))
    for name in ("BNN_ENGINE", "BNN_CONFIG", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "films"
    root.mkdir()
    (root / "pyproject.toml").touch()
    monkeypatch.chdir(root)
    found = Folder(root, capsys, Painter())
    makers = {"paid": found.painter, "crayon": found.crayon}
    installed = {
        n: type(n, (), {"maker": m.maker, "free": m.free, "__new__": lambda _, m=m: m}) for n, m in makers.items()
    }
    points = {n: SimpleNamespace(load=lambda made=made: made, dist=None) for n, made in installed.items()}
    monkeypatch.setattr(engines, "_plugged", lambda: points)
    found.write(KITE)
    return found


@pytest.fixture
def made(folder):
    """The same, made long ago: view, wide (two takes), close, sea, calm."""
    assert folder.run()[0] == 0
    folder.age()
    return folder
