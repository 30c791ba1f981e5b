"""kill -9 of batch runs, in every step and at random instants: nothing is made twice, and both sides of the bill agree.

`pytest tests/gemini/test_batch_kill.py --soak 100` kills so many runs.
"""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from ..money.studio import Forge, until
from .asked import png
from .batches import BOARD, OTHER, Studio

if TYPE_CHECKING:
    from pathlib import Path

    from .service.handle import Service

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
KILLS, SECONDS = 5, 2.0
CREATE, LIST = {"method": "batchGenerateContent"}, {"method": "batches.list"}
HELD = {"hold": "gate"}


@pytest.fixture
def studio(tmp_path: Path, service: Service, forge: Forge) -> Studio:
    home = Studio(tmp_path, service, BOARD, forge)
    (tmp_path / "ana.png").write_bytes(png(7, 500))
    home.write(OTHER, "other.bnn")
    return home


def given_up_at_the_gate(studio: Studio) -> None:
    """A run that is interrupted twice while the service holds one of its requests."""
    run = studio.go("--batch")
    assert studio.service.control("until", held={"gate": 1})["came"]
    run.send(signal.SIGINT)
    until(lambda: "Ctrl-C again" in run._read(".out"), "the word")
    run.send(signal.SIGINT)
    assert run.ended().code == 130


def killed_at_the_gate(studio: Studio, *acts: dict[str, object]) -> None:
    """A run that is killed while the service holds one of its requests."""
    studio.service.act(*acts)
    run = studio.go("--batch")
    assert studio.service.control("until", held={"gate": 1})["came"]
    run.kill()
    run.ended()


def complete(studio: Studio) -> None:
    """One more run makes what is left, and a further one nothing."""
    ran = studio.batch()
    assert ran.code == 0, ran
    count = len(studio.lines())
    assert studio.batch().code == 0
    assert len(studio.lines()) == count
    kept = [r for r in studio.attempts() if r["state"] == "kept" and r["board"] == "board.bnn"]
    assert sorted(f"{r['address']}#{r['take']}" for r in kept) == sorted({f"{r['address']}#{r['take']}" for r in kept})
    for address in ("chain.a", "chain.b", "hill"):
        assert sum(r["address"] == address for r in kept) == 2
    studio.fair()


def test_killed_while_the_file_is_sent(studio: Studio) -> None:
    """No job was asked for, so nothing was billed."""
    killed_at_the_gate(studio, {"when": {"method": "files.upload"}, **HELD})
    assert studio.jobs() == {"creating": 1}
    studio.service.control("open", gate="gate")
    ran = studio.bnn("run", "other.bnn", "--engine", "gemini", "--yes")
    assert "4 failed" in ran.err
    assert studio.states() == {"failed": 4, "kept": 1}
    complete(studio)
    studio.even()


def test_killed_before_the_job_is_made(studio: Studio) -> None:
    """The request is at the service, which makes the job when nobody listens any more: it is found by its title."""
    killed_at_the_gate(studio, {"when": CREATE, **HELD})
    studio.service.control("open", gate="gate")
    until(lambda: len(studio.lines()) == 1, "the job")
    ran = studio.bnn("run", "other.bnn", "--engine", "gemini", "--yes")
    assert "at the service" in ran.err or "fetched" in ran.err
    complete(studio)
    assert len(studio.lines()) == 2
    studio.even()


def test_a_job_that_comes_after_it_was_looked_for_is_still_found(studio: Studio) -> None:
    """It was lost, and held its bound; a later run finds it, and what it brought is kept for what it cost."""
    killed_at_the_gate(studio, {"when": CREATE, **HELD})
    first = studio.bnn("run", "other.bnn", "--engine", "gemini", "--yes")
    assert "4 without an answer" in first.err
    assert (studio.jobs(), studio.states()) == ({"lost": 1}, {"lost": 4, "kept": 1})
    studio.service.control("open", gate="gate")
    until(lambda: len(studio.lines()) == 1, "the job")
    complete(studio)
    assert len(studio.lines()) == 2
    assert studio.jobs() == {"fetched": 2}
    studio.even()


def test_killed_after_the_job_is_made_and_before_its_name_is_known(studio: Studio) -> None:
    killed_at_the_gate(studio, {"when": CREATE, "cut": "head"}, {"when": LIST, **HELD})
    assert (studio.jobs(), len(studio.lines())) == ({"creating": 1}, 1)
    studio.service.control("open", gate="gate")
    complete(studio)
    assert len(studio.lines()) == 2
    studio.even()


def test_killed_while_it_waits(studio: Studio) -> None:
    studio.service.set(polls=10_000)
    run = studio.go("--batch")
    until(lambda: studio.jobs()["open"] == 1, "the job")
    run.kill()
    run.ended()
    assert studio.states() == {"sending": 4}
    studio.service.set(polls=1)
    complete(studio)
    assert len(studio.lines()) == 2
    studio.even()


def test_killed_while_it_collects(studio: Studio) -> None:
    killed_at_the_gate(studio, {"when": {"method": "files.download"}, **HELD})
    studio.service.control("open", gate="gate")
    complete(studio)
    assert len(studio.lines()) == 2
    studio.even()


def test_results_that_break_off_are_fetched_once_more(studio: Studio) -> None:
    studio.service.act({"when": {"method": "files.download"}, "cut": "middle"})
    complete(studio)
    assert len(studio.lines()) == 2
    studio.even()


def test_given_up_while_the_job_is_made(studio: Studio) -> None:
    """The first interrupt waits until the service has answered, the second does not; the next run finds the job."""
    studio.service.act({"when": CREATE, **HELD})
    given_up_at_the_gate(studio)
    assert (studio.jobs(), studio.states()) == ({"creating": 1}, {"sending": 4})
    studio.service.control("open", gate="gate")
    until(lambda: len(studio.lines()) == 1, "the job")
    complete(studio)
    assert len(studio.lines()) == 2
    studio.even()


def test_given_up_while_results_are_fetched(studio: Studio) -> None:
    studio.service.act({"when": {"method": "files.download"}, **HELD})
    given_up_at_the_gate(studio)
    assert studio.states() == {"sending": 4}
    studio.service.control("open", gate="gate")
    complete(studio)
    studio.even()


def test_two_runs_of_one_board_share_the_jobs(studio: Studio) -> None:
    studio.service.set(polls=10_000)
    first = studio.go("--batch")
    until(lambda: studio.jobs()["open"] == 1, "the job")
    second = studio.go("--batch")
    second.begun()
    studio.service.set(polls=1)
    assert (first.ended().code, second.ended().code) == (0, 0)
    assert studio.states() == {"kept": 6}
    studio.even()


def test_whenever_it_is_killed_the_ledger_holds_the_bill(studio: Studio, request: pytest.FixtureRequest) -> None:
    kills = request.config.getoption("--soak", default=0) or KILLS
    chance = random.Random(f"batch {kills}")
    studio.write(
        'param round = "one"\n'
        + BOARD.replace('"A hill"', '"A hill, {{ round }}"').replace("begins", "begins {{ round }}")
    )
    words, open_ = 0, 0
    for kill in range(20 * kills):
        if kill >= kills and open_ > kills // 3:
            break  # often enough it was killed where it hurts
        run = studio.go("--batch", "--set", f"round={words}")
        run.begun()
        time.sleep(chance.random() * SECONDS)
        run.kill()
        run.ended().without_a_fault_of_ours()
        open_ += studio.states()["sending"] > 0
        assert studio.service.settled()["billed"] <= sum(r["holds"] for r in studio.attempts())
        studio.sound()
        words += kill % 4 == 3
    for _ in range(3):
        last = studio.batch("--set", f"round={words}")
    assert last.code == 0, last
    assert not studio.states()["sending"]
    assert "open" not in studio.jobs()
    studio.fair()
    assert open_ > kills // 3
    keys = [b["key"] for b in studio.service.lines("bill")]
    assert len(keys) == len(set(keys))
