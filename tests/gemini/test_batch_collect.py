"""What a later run does about jobs that another one left: in its own process, by the clock that it is given."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from bananaboard.runtime.batch import collect
from bananaboard.runtime.batch.earlier import Fetched, fetch_earlier
from bananaboard.runtime.batch.words import near
from bananaboard.runtime.engines import GEMINI, SKETCH
from bananaboard.runtime.gemini import batch_results
from bananaboard.runtime.lock import Lock

from ..money.studio import Forge, until
from .asked import png
from .batches import BOARD, Studio

if TYPE_CHECKING:
    from pathlib import Path

    from .service.handle import Service

EARLY, LATE = "2026-11-21T12:00:00+00:00", "2099-01-01T00:00:00+00:00"
DOWNLOAD = {"method": "files.download"}


@pytest.fixture
def left(tmp_path: Path, service: Service, forge: Forge, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """A project whose run was killed while a job of four lines was at the service."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setattr(collect, "AGAIN", 0.01)
    studio = Studio(tmp_path, service, BOARD, forge)
    (tmp_path / "ana.png").write_bytes(png(7, 500))
    service.set(polls=10_000)
    run = studio.go("--batch")
    until(lambda: studio.jobs()["open"] == 1, "the job")
    run.kill()
    run.ended()
    return studio


def fetch(studio: Studio, now: str = EARLY) -> Fetched:
    found = asyncio.run(fetch_earlier(studio.workspace, GEMINI, lambda: now))
    assert found is not None
    return found


def end(studio: Studio, state: str = "SUCCEEDED") -> None:
    assert studio.service.control("batch", batch=studio.lines()[0], state=state)["ended"] == 1


def test_nothing_is_asked_where_there_is_no_job(tmp_path: Path, service: Service) -> None:
    studio = Studio(tmp_path, service, BOARD)
    assert asyncio.run(fetch_earlier(studio.workspace, GEMINI)) is None
    assert asyncio.run(fetch_earlier(studio.workspace, SKETCH)) is None
    assert not studio.home.exists()
    assert not service.lines("request")


def test_a_job_that_goes_on_is_left(left: Studio) -> None:
    found = fetch(left)
    assert (len(found.waiting), found.ended, found.found.problems) == (1, (), [])
    assert near(found.waiting[0], EARLY) is None
    assert "has to be fetched by" in (near(found.waiting[0], found.waiting[0].fetch_by or "") or "")
    assert "was over" in (near(found.waiting[0], LATE) or "")


def test_what_came_is_filed_once(left: Studio) -> None:
    end(left)
    found = fetch(left)
    assert {e.state for e in found.ended} == {"kept"}
    assert (len(found.ended), len(found.found.done), found.waiting) == (4, 1, ())
    left.even()
    assert asyncio.run(fetch_earlier(left.workspace, GEMINI)) is None


def test_a_line_that_is_missing_is_lost(left: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    row = left.attempts()[0]["attempt"]
    real = batch_results.read_row
    monkeypatch.setattr(batch_results, "read_row", lambda line: f if (f := real(line)) and f[0] != row else None)
    end(left)
    found = fetch(left)
    assert [e.state for e in found.ended].count("lost") == 1
    lost = next(r for r in left.attempts() if r["state"] == "lost")
    assert (lost["attempt"], lost["holds"], lost["billed"]) == (row, lost["most"], "unknown")
    left.fair()


def test_lines_that_are_nobody_s_are_passed_over(left: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    real, row = batch_results.read_row, left.attempts()[0]["attempt"]
    monkeypatch.setattr(
        batch_results, "read_row", lambda line: ("01ZZZZZZZZ", b"{}") if (f := real(line)) and f[0] == row else f
    )
    end(left)
    found = fetch(left)
    assert sorted(e.state for e in found.ended) == ["kept", "kept", "kept", "lost"]
    assert found.found.problems == [
        "Answers to requests that the list of this project does not know were passed over: 1."
    ]
    assert not list((left.home / "inbox").iterdir())


def test_results_that_are_gone_are_waited_for_while_there_is_time(left: Studio) -> None:
    end(left)
    left.service.act({"when": DOWNLOAD, "status": 404, "body": "gone"})
    first = fetch(left)
    assert (len(first.waiting), first.ended) == (1, ())
    assert first.found.problems
    left.service.act({"when": DOWNLOAD, "status": 404, "body": "gone"})
    assert {e.state for e in fetch(left, LATE).ended} == {"lost"}
    left.fair()


def test_an_account_fetches_only_its_own_jobs(left: Studio, clean: pytest.MonkeyPatch) -> None:
    end(left)
    clean.setenv("GEMINI_API_KEY", "another-key-of-somebody-else-000000000")
    found = fetch(left)
    assert (len(found.waiting), found.ended) == (1, ())
    assert "account" in found.found.problems[0]
    assert not [r for r in left.service.lines("request") if r["name"] == "files.download"]
    left.env["GEMINI_API_KEY"] = "another-key-of-somebody-else-000000000"
    ran = left.batch()  # it waits for nothing that it can't fetch
    assert (ran.code, left.states()) == (0, {"sending": 4})
    assert "batch jobs" in left.bnn("status", "board.bnn", "--engine", "gemini").out
    jobs = json.loads(left.bnn("status", "board.bnn", "--engine", "gemini", "--json").out)["batch_jobs"]
    assert [(j["requests"], bool(j["since"]), bool(j["fetch_by"])) for j in jobs] == [(4, True, True)]
    assert {e.state for e in fetch(left, LATE).ended} == {"lost"}
    left.fair()


def test_while_one_collects_others_leave_it_alone(left: Studio) -> None:
    end(left)
    lock = Lock(left.home / collect.LOCK)
    assert lock.take(wait=False)
    assert (len(fetch(left).waiting), left.states()) == (1, {"sending": 4})
    lock.free()
    assert len(fetch(left).ended) == 4


def test_a_service_that_says_nothing_changes_nothing(left: Studio) -> None:
    end(left)
    left.service.act(*[{"when": {"method": "batches.get"}, "error": "overloaded"}] * 2)
    assert len(fetch(left).waiting) == 1
    left.service.set(keys=["another"])
    left.service.act()
    found = fetch(left)
    assert len(found.waiting) == 1
    assert found.found.problems


def test_half_an_answer_of_a_dead_collector_is_written_anew(left: Studio) -> None:
    end(left)
    part = left.home / "inbox" / f"{left.attempts()[0]['attempt']}.part"
    part.write_bytes(b"half")
    assert left.bnn("plan", "board.bnn", "--engine", "gemini").code == 0
    assert part.exists()  # recovery leaves it to those who fetch
    assert len(fetch(left).ended) == 4
    left.even()
