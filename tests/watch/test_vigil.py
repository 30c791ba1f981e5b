"""What is looked at while a board is watched, and when it is looked at again."""

from __future__ import annotations

import asyncio

import pytest
from bananaboard.dsl.loader import Unusable, Use
from bananaboard.runtime import engines
from bananaboard.runtime.engines import SKETCH
from bananaboard.runtime.progress import Silent

from bananaboard import vigil
from bananaboard.script import script_at
from bananaboard.vigil import changed, keep
from bananaboard.witness import Witness, stamp


class Enough(Exception):
    """The test has seen what it wanted."""


class Onlooker(Silent):
    """Edits the board as soon as something is being drawn."""

    def __init__(self, path, stopped):
        self.path, self.stopped = path, stopped
        self.told = []

    def planned(self, plan, files):
        self.told.append(("planned", plan.totals.make, files))

    def drawing(self, plan):
        return self

    def asking(self, address, take):
        if not self.stopped.is_set():
            self.path.write_text('shot other "A boat"\n', "utf-8")

    def stopping(self, stopping):
        self.stopped.set()

    def drawn(self, plan, made):
        self.told.append(("drawn", made.record.made, made.record.stopped_by))
        if made.record.stopped_by is None:
            raise Enough

    def undrawable(self, plan, fault):
        raise fault


def test_what_is_saved_while_it_draws_ends_the_drawing(tmp_path, monkeypatch):
    """Nothing would end the first drawing here but the change."""
    (tmp_path / "pyproject.toml").write_text("")
    path = tmp_path / "b.bnn"
    path.write_text("".join(f'shot s{i} "A boat, {i}"\n' for i in range(30)), "utf-8")
    real = engines.open_engine

    async def story():
        stopped = asyncio.Event()

        class Slow:
            def __init__(self, engine):
                self.engine = engine

            def __getattr__(self, name):
                return getattr(self.engine, name)

            async def make(self, request, spool):
                await stopped.wait()
                return await self.engine.make(request, spool)

        monkeypatch.setattr(engines, "open_engine", lambda *asked: Slow(real(*asked)))
        onlooker = Onlooker(path, stopped)
        with pytest.raises(Enough):
            await asyncio.wait_for(keep(script_at(path), SKETCH, onlooker), 60)
        return onlooker.told

    first, left, again, whole = asyncio.run(story())
    assert first == ("planned", 30, 1)
    assert left[0] == "drawn"
    assert left[1] < 30
    assert left[2] == "interrupt"
    assert again == ("planned", 1, 1)
    assert whole == ("drawn", 1, None)


def test_files_are_remembered_as_they_were_before_they_were_read(tmp_path):
    (tmp_path / "a.bnn").write_text("x")
    witness = Witness(tmp_path)
    found = witness.find("a.bnn", beside=None, use=Use.BOARD)
    with pytest.raises(Unusable):
        witness.find("../away.bnn", beside="a.bnn", use=Use.IMPORT)
    with pytest.raises(Unusable):
        witness.find("not/there.bnn", beside="a.bnn", use=Use.IMPORT)
    with pytest.raises(Unusable):
        witness.find("nul\0.bnn", beside="a.bnn", use=Use.IMPORT)
    assert set(witness.seen) == {tmp_path / "a.bnn", tmp_path / "not" / "there.bnn"}
    assert witness.folders == [tmp_path]
    assert witness.files == 1
    assert not witness.changed
    (tmp_path / "a.bnn").write_text("longer")
    assert witness.changed
    assert witness.read(found) == b"longer"


def test_a_file_that_comes_is_a_change(tmp_path):
    witness = Witness(tmp_path)
    witness.note(tmp_path / "new" / "a.bnn")
    assert not witness.changed
    (tmp_path / "new").mkdir()
    assert not witness.changed
    (tmp_path / "new" / "a.bnn").write_text("")
    assert witness.changed
    assert stamp(tmp_path / "a\0b") is None


@pytest.mark.parametrize("fault", [OSError("no more watches"), RuntimeError("not here")])
def test_where_the_system_tells_of_no_change_files_are_looked_at(fault, tmp_path, monkeypatch):
    path = tmp_path / "a.bnn"
    witness = Witness(tmp_path)
    witness.note(path)
    looks = 0

    def refused(*_, **__):
        raise fault

    async def nap(_):
        nonlocal looks
        looks += 1
        if looks == 3:
            path.write_text("now")

    monkeypatch.setattr("watchfiles.awatch", refused)
    monkeypatch.setattr(vigil.asyncio, "sleep", nap)
    asyncio.run(asyncio.wait_for(changed(witness), 30))
    assert looks == 3
