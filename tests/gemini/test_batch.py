"""Whole runs in batch jobs, through the real SDK, against the loopback service: both sides of the bill agree."""

from __future__ import annotations

import json
import signal
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from bananaboard.runtime.batch import collect, offer
from bananaboard.runtime.batch import run as batch_run

import bananaboard as bb

from ..money.studio import Forge, until
from .asked import KEY, png
from .batches import BOARD, OTHER, Studio, takes
from .service.facts import models

if TYPE_CHECKING:
    from pathlib import Path

    from .service.handle import Service

JOB = {"method": "batchGenerateContent"}
LINE = {"method": "batch"}


@pytest.fixture
def studio(tmp_path: Path, service: Service, forge: Forge) -> Studio:
    home = Studio(tmp_path, service, BOARD, forge)
    (tmp_path / "ana.png").write_bytes(png(7, 500))
    return home


@pytest.fixture
def here(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Studio:
    """The same, for runs in this process, which wait for nothing for long."""
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, studio.env[name])
    monkeypatch.setattr(batch_run, "FIRST", 0.01)
    monkeypatch.setattr(offer, "BACK", 0.01)
    monkeypatch.setattr(collect, "AGAIN", 0.01)
    return studio


def made(studio: Studio, **more: Any) -> bb.Run:
    plan = bb.load(studio.folder / "board.bnn").plan(engine="gemini", batch=True)
    return plan.run(max_cost=5.0, **more)


def test_a_board_goes_in_two_levels_for_half_the_price(studio: Studio) -> None:
    ran = studio.batch()
    assert ran.code == 0, ran
    assert takes(studio.attempts()) == ["chain.a#1", "chain.a#2", "chain.b#1", "chain.b#2", "hill#1", "hill#2"]
    assert [line["lines"] for line in studio.service.lines("batch")] == [4, 2]
    assert (studio.states(), studio.jobs()) == ({"kept": 6}, {"fetched": 2})
    studio.even()
    bills = {b["key"]: b["nano"] for b in studio.service.lines("bill")}
    assert {r["attempt"]: r["cost"] for r in studio.attempts()} == bills
    receipts = [json.loads(p.read_text()) for p in studio.home.glob("store/*/*.json")]
    assert {r.get("batch") for r in receipts if not r.get("by_hand")} == {True}
    assert not studio.service.lines("asked")  # nothing went out alone
    assert [r["name"] for r in studio.service.lines("request")].count("files.delete") == 2  # what was sent is gone
    again = studio.batch()
    assert (again.code, len(studio.lines())) == (0, 2)
    assert "in batch" in studio.bnn("log", "board.bnn", "--engine", "gemini").out


@pytest.mark.parametrize("engine", ["sketch", "rehearsal"])
def test_an_engine_without_jobs_says_so(studio: Studio, engine: str) -> None:
    planned = studio.bnn("plan", "board.bnn", "--engine", engine, "--batch")
    assert planned.code == 1
    assert "BNN680" in planned.err
    assert f"`{engine}` has none" in planned.err


def test_the_agent_platform_is_not_there_yet(studio: Studio) -> None:
    studio.env |= {"GOOGLE_GENAI_USE_VERTEXAI": "true", "GOOGLE_CLOUD_PROJECT": "p"}
    planned = studio.bnn("run", "board.bnn", "--engine", "gemini", "--batch", "--yes")
    assert planned.code == 1
    assert "agent platform it is not there yet" in planned.err


def test_a_plan_needs_no_key(studio: Studio) -> None:
    del studio.env["GEMINI_API_KEY"]
    assert studio.bnn("plan", "board.bnn", "--engine", "gemini", "--batch").code == 0
    assert studio.batch().code == 2


def test_a_long_chain_is_told_how_to_begin(studio: Studio) -> None:
    studio.write("scene s {\n chain: previous\n" + "".join(f' shot s{n} "step {n}"\n' for n in range(7)) + "}\n")
    planned = studio.bnn("plan", "board.bnn", "--engine", "gemini", "--batch")
    assert planned.code == 1
    assert "BNN681" in planned.err
    assert "7 jobs" in planned.err
    assert "`--only s.s2`" in planned.err  # three live, four are left
    assert studio.run("--only", "s.s2").code == 0
    assert studio.bnn("plan", "board.bnn", "--engine", "gemini", "--batch").code == 0
    assert studio.batch().code == 0
    assert len(studio.lines()) == 4


def test_both_prices_and_both_times_are_planned(studio: Studio) -> None:
    told = json.loads(studio.bnn("plan", "board.bnn", "--engine", "gemini", "--batch", "--json").out)["totals"]
    live = json.loads(studio.bnn("plan", "board.bnn", "--engine", "gemini", "--json").out)["totals"]
    assert told["usd"] == pytest.approx(live["usd"] / 2) == pytest.approx(told["batch_usd"])
    assert told["most_usd"] == pytest.approx(live["most_usd"] / 2)
    assert (told["live_usd"], told["live_seconds"]) == (live["usd"], live["seconds"])
    assert told["service_usd"] == live["service_usd"]
    assert told["seconds"] == 2 * 24 * 3600
    words = studio.bnn("plan", "board.bnn", "--engine", "gemini", "--batch").out
    assert "at most 48 h" in words
    assert "Without `--batch`: about $0.2060" in words


def test_a_saved_plan_is_made_in_batch(studio: Studio) -> None:
    assert studio.bnn("plan", "board.bnn", "--engine", "gemini", "--batch", "-o", "plan.json").code == 0
    ran = studio.bnn("run", "plan.json", "--yes")
    assert ran.code == 0, ran
    assert len(studio.lines()) == 2


def test_lines_go_wrong_each_in_its_own_way(here: Studio) -> None:
    """One is turned down, one is refused, and the others come; what needs a refused one is not asked for."""
    here.service.set(ending="PARTIALLY_SUCCEEDED")
    here.service.act(
        {"when": {**LINE, "text": "hill"}, "error": "invalid"},
        {"when": {**LINE, "text": "begins"}, "finish": "IMAGE_SAFETY", "times": 2},
    )
    run = made(here)
    assert here.states() == {"kept": 1, "failed": 1, "refused": 2}
    assert {f.address: f.code for f in run.failed} == {"hill": "batch", "chain.a": "refused"}
    assert [s.address for s in run.skipped] == ["chain.b"]
    assert here.jobs() == {"fetched": 1}
    here.fair()
    failed = next(r for r in here.attempts() if r["state"] == "failed")
    assert (failed["holds"], failed["billed"]) == (0, "no")


def test_one_line_may_be_answered_several_times(here: Studio) -> None:
    """All of it is kept, and counted; reading the results once more adds nothing."""
    here.service.act({"when": {**LINE, "text": "hill"}, "repeat": 3})
    run = made(here)
    assert takes(r for r in here.attempts() if r["address"] == "hill") == ["hill#1", "hill#2", "hill#3", "hill#4"]
    assert len({r["attempt"] for r in here.attempts()}) == 8
    here.even()
    assert round(run.spent_usd * 1e9) == here.service.billed
    with sqlite3.connect(here.home / "ledger.sqlite") as db:
        db.execute("UPDATE job SET state='open'")
    db.close()
    made(here)
    assert len(here.attempts()) == 8
    here.even()


@pytest.mark.parametrize("state", ["EXPIRED", "CANCELLED"])
def test_a_job_that_ends_with_nothing_counts_at_its_most(here: Studio, state: str) -> None:
    here.write('storyboard "x" { model: lite }\nshot hill "A hill"\n')
    here.service.set(ending=state)
    run = made(here)
    assert (here.states(), here.jobs()) == ({"lost": 1}, {"lost": 1})
    assert state in run.failed[0].message
    row = here.attempts()[0]
    assert row["holds"] == row["most"] == -(-39_014_250 // 2) or row["holds"] == row["most"]
    here.service.set(ending="SUCCEEDED")
    made(here)
    assert here.states() == {"lost": 1, "kept": 1}
    here.fair()


def test_a_job_whose_file_is_turned_down_costs_nothing(here: Studio) -> None:
    here.write('storyboard "x" { model: lite }\nshot hill "A hill"\n')
    here.service.set(ending="FAILED")
    made(here)
    assert here.states() == {"lost": 1}  # it may have begun


def test_results_are_kept_small_enough_to_be_fetched(here: Studio) -> None:
    """Twenty pictures of 4K are some 24 MB each: eight go into a job."""
    shots = "".join(f'shot s{n} "hill {n}"\n' for n in range(20))
    here.write('storyboard "x" { model: flash; size: 4K }\n' + shots)
    assert made(here).made == 20
    assert [line["lines"] for line in here.service.lines("batch")] == [8, 8, 4]
    here.even()


def test_two_models_are_two_jobs(here: Studio) -> None:
    here.write('shot a "A hill" { model: lite }\nshot b "A tree" { model: flash }\n')
    assert made(here).made == 2
    assert sorted(line["model"] for line in here.service.lines("batch")) == [
        "gemini-3.1-flash-image",
        "gemini-3.1-flash-lite-image",
    ]


def test_a_budget_holds_at_the_price_of_batches(here: Studio) -> None:
    """$0.05 hold two lines at their most, and one live request."""
    here.write(BOARD.replace("takes: 2", "takes: 2; budget: $0.05"))
    made(here)
    assert here.states() == {"kept": 2}
    here.even()
    assert studio_code(here, "--batch") == 4


def studio_code(studio: Studio, *more: str) -> int:
    code: int = studio.run(*more).code
    return code


def test_a_job_that_the_service_does_not_take_now_is_offered_again(here: Studio) -> None:
    here.service.act({"when": JOB, "error": "soon"}, {"when": JOB, "error": "overloaded"})
    assert made(here).made == 6
    assert len(here.lines()) == 2
    here.even()


def test_what_is_too_much_at_once_goes_when_a_job_has_ended(here: Studio) -> None:
    """The service takes ten pictures of 4K in all jobs together; three jobs of eight, eight and four come to it."""
    shots = "".join(f'shot s{n} "hill {n}"\n' for n in range(20))
    here.write('storyboard "x" { model: flash; size: 4K }\n' + shots)
    here.service.set(batch_tokens=10 * models()["gemini-3.1-flash-image"].picture)
    run = made(here)
    assert (run.made, run.failed) == (20, ())
    assert [line["lines"] for line in here.service.lines("batch")] == [8, 8, 4]
    assert here.states() == {"kept": 20, "failed": 12}
    assert takes(r for r in here.attempts() if r["state"] == "kept") == sorted(f"s{n}#1" for n in range(20))
    here.even()


def test_finals_go_in_batch_too(here: Studio) -> None:
    """Drafts on one model and finals on another, each in its own job."""
    here.write('storyboard "x" { model: lite }\nfinal { model: pro; size: 2K }\nshot a "A hill"\n')
    assert made(here).made == 1
    plan = bb.load(here.folder / "board.bnn").plan(engine="gemini", batch=True, final=True)
    assert plan.run(max_cost=1.0).made == 1
    assert [line["model"] for line in here.service.lines("batch")] == [
        "gemini-3.1-flash-lite-image",
        "gemini-3-pro-image",
    ]
    here.even()


def test_a_job_that_is_not_taken_at_all_costs_nothing(here: Studio) -> None:
    here.service.act({"when": JOB, "error": "invalid"})
    run = made(here)
    assert (here.states(), here.jobs()) == ({"failed": 4}, {"failed": 1})
    assert {f.cost for f in run.failed} == {0}
    assert here.service.billed == 0


def test_a_bad_key_ends_the_run(here: Studio) -> None:
    here.service.set(keys=["another"])
    run = made(here)
    assert "key" in run.failed[0].message
    assert here.service.billed == 0


def test_a_job_whose_making_was_not_answered_is_found_again(here: Studio) -> None:
    """The service has made it, and the connection broke: it is not made twice."""
    here.service.act({"when": JOB, "cut": "head"})
    assert made(here).made == 6
    assert len(here.lines()) == 2
    assert here.jobs() == {"fetched": 2}
    here.even()


def test_a_job_that_is_on_none_of_many_pages_is_lost_at_its_bound(here: Studio) -> None:
    """The request left and no job came of it: its lines hold the most that they may have cost in batch."""
    here.service.set(page=1)
    here.service.act({"when": JOB, "cut": "unbilled"})
    made(here)
    lost = [r for r in here.attempts() if r["state"] == "lost"]
    assert len(lost) == 4
    assert here.jobs()["lost"] == 1
    here.fair()


def test_a_reference_that_is_gone_spoils_only_its_own_lines(here: Studio) -> None:
    plan = bb.load(here.folder / "board.bnn").plan(engine="gemini", batch=True)
    (here.folder / "ana.png").unlink()
    run = plan.run(max_cost=5.0)
    assert {r["address"] for r in here.attempts() if r["state"] == "kept"} == {"hill"}
    assert {f.address for f in run.failed} == {"chain.a"}
    here.even()


def test_the_key_is_nowhere(studio: Studio) -> None:
    studio.service.act({"when": JOB, "cut": "head"}, {"when": {**LINE, "text": "hill"}, "error": "bad_key"})
    ran = studio.batch()
    log = studio.bnn("log", "board.bnn", "--engine", "gemini")
    assert KEY not in ran.out + ran.err + log.out + log.err
    assert KEY.encode() not in studio.written()


def test_an_interrupt_leaves_the_jobs_to_any_later_run(studio: Studio) -> None:
    studio.service.set(polls=10_000)
    process = studio.go("--batch")
    until(lambda: studio.jobs()["open"] == 1, "the job")
    process.send(signal.SIGINT)
    stopped = process.ended()
    assert stopped.code == 130, stopped
    assert "1 batch job goes on at the service" in stopped.out
    assert studio.states() == {"sending": 4}
    planned = studio.bnn("plan", "board.bnn", "--engine", "gemini")
    assert "BNN685" in planned.err
    assert "in a batch job at the service" in planned.out
    studio.write(OTHER, "other.bnn")
    first = studio.bnn("run", "other.bnn", "--engine", "gemini", "--yes")
    assert "1 batch job is at the service" in first.err
    assert studio.states() == {"sending": 4, "kept": 1}
    studio.service.control("batch", batch=studio.lines()[0])
    second = studio.bnn("run", "other.bnn", "--engine", "gemini", "--yes")
    assert "4 pictures" in second.err
    assert "chain.a#1, #2" in second.err
    assert studio.states() == {"kept": 5}
    studio.even()
    studio.service.set(polls=1)
    last = studio.batch()
    assert last.code == 0, last
    assert studio.states() == {"kept": 7}
    studio.even()


def test_a_live_run_does_not_wait_a_day_for_a_job(studio: Studio) -> None:
    """It makes what is in no job, and says where the rest is."""
    studio.service.set(polls=10_000)
    process = studio.go("--batch", "--only", "chain.a")
    until(lambda: studio.jobs()["open"] == 1, "the job")
    process.kill()
    process.ended()
    ran = studio.run()
    assert (ran.code, studio.states()) == (0, {"sending": 2, "kept": 2})
    assert "ended without finishing" not in ran.err
    studio.service.control("batch", batch=studio.lines()[0])
    assert studio.run().code == 0
    assert studio.states() == {"kept": 6}
    studio.even()


def test_what_was_not_fetched_in_time_is_lost_and_told(studio: Studio) -> None:
    studio.service.set(polls=10_000)
    process = studio.go("--batch")
    until(lambda: studio.jobs()["open"] == 1, "the job")
    process.kill()
    process.ended()
    studio.service.control("clock", seconds=49 * 3600)
    ran = studio.run()
    assert "4 without an answer" in ran.err
    assert "EXPIRED" in "".join(r["reason"] or "" for r in studio.attempts())
    assert studio.states() == {"lost": 4, "kept": 6}
    studio.fair()
