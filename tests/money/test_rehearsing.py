"""`bnn rehearsal` and `--engine rehearsal`, as people use them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import click
import pytest
from bananaboard.runtime.engines import REHEARSAL, NoEngine, engine_info, open_engine
from bananaboard.runtime.rehearsal.bill import read_bill
from bananaboard.runtime.rehearsal.scenario import KEYS, key_of

from bananaboard.cli.commands import bnn

from .studio import PATIENCE, Project

BOARD = 'storyboard "Two" { model: lite }\nshot a "A hill"\nshot b "A lake"\n'


@pytest.fixture
def project(tmp_path):
    found = Project(tmp_path, scenario="latency=1ms plain=2kB")
    found.write(BOARD)
    yield found
    found.close()


def test_a_run_starts_a_service_of_its_own_and_compares_the_bill_with_the_ledger(project):
    run = project.run(events=False)
    assert run.code == 0, run
    bill = read_bill(project.home / "bill.jsonl")
    assert bill.billed == 2
    assert f"has billed ${bill.nano / 1e9:.4f}; the ledger holds the same. No real money was spent." in run.err
    assert (project.folder / "out/board-rehearsal/index.html").exists()
    assert not (project.folder / ".bananaboard/ledger.sqlite").exists()  # that one is for real money


def test_what_is_unknown_is_told_beside_what_is_known(project):
    project.env["BNN_REHEARSAL"] += " cut-before=100%"
    run = project.run(events=False)
    assert run.code == 3
    assert "for 2 requests of which that is not known" in run.err
    assert "fault of Bananaboard" not in run.err


def test_a_scenario_that_is_none_is_a_sentence_and_nothing_is_asked_for(project):
    project.env["BNN_REHEARSAL"] = "refuse=often"
    run = project.run(events=False)
    assert run.code == 2
    assert "refuse is a share such as `10%`" in run.err
    assert project.attempts() == []


def test_nobody_is_asked_to_pay_without_agreeing_to_pretended_money_either(project):
    run = project.run(events=False, agreed=False)
    assert run.code == 5
    assert "pretended" in run.err
    assert project.attempts() == []


def test_a_sketch_run_and_a_rehearsal_know_nothing_of_each_other(project):
    assert project.bnn("run", "board.bnn").returncode == 0
    run = project.run()
    assert [e["event"] for e in run.events].count("made") == 2
    again = project.bnn("plan", "board.bnn", "--json")
    assert {c["status"] for c in json.loads(again.stdout)["calls"]} == {"cached"}


def served(project, *words):
    """`bnn rehearsal` on its way, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bananaboard", "rehearsal", *words],
        cwd=project.folder, env=project.env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    project.processes.append(process)
    address = process.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:"), process.stderr.read()
    return process, address


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_service_in_another_terminal_serves_runs_and_says_at_its_end_what_it_billed(project):
    process, address = served(project, "--latency", "1ms", "--plain", "2kB", "--quota", "1")
    project.env["BNN_REHEARSAL_URL"] = address
    run = project.run("--jobs", "1", events=False)
    assert run.code == 3
    assert "used up" in run.err + run.out
    told = project.bnn("rehearsal", "--bill")
    assert "2 requests came, 1 was billed: $0.0338 of pretended money." in told.stdout
    items = json.loads(project.bnn("rehearsal", "--bill", "--json").stdout)
    assert (items["requests"], items["billed"]) == (2, 1)
    assert [i["fate"] for i in items["items"]] == ["picture", "quota"]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, "Traceback" in err) == (0, False)
    assert "2 requests came, 1 was billed" in out
    told = project.bnn("rehearsal", "--bill")
    assert told.returncode == 2
    assert told.stderr == "No service answers at the address in BNN_REHEARSAL_URL.\n"


def test_where_nothing_was_asked_for_the_bill_says_so(project):
    told = project.bnn("rehearsal", "--bill")
    assert (told.returncode, told.stdout) == (0, "Nothing was asked for, and nothing billed.\n")


@pytest.mark.parametrize("words", [("--refuse", "often"), ("--latency", "2h"), ("--plain", "1"), ("--port", "x")])
def test_an_option_that_can_not_be_read_is_told(project, words):
    told = project.bnn("rehearsal", *words)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr
    assert told.stderr


def test_every_way_to_fail_is_an_option():
    command = bnn.get_command(click.Context(bnn), "rehearsal")
    options = {o for p in command.params for o in p.opts}
    assert {f"--{key_of(k)}" for k in KEYS if k != "patience"} <= options


def test_a_plan_knows_of_the_engine_without_opening_it():
    assert engine_info("rehearsal") is REHEARSAL
    assert (REHEARSAL.free, REHEARSAL.realm) == (False, "rehearsal")


def test_an_engine_is_opened_without_starting_anything(monkeypatch, tmp_path):
    import asyncio

    monkeypatch.setenv("BNN_REHEARSAL", "latency=1s")
    engine = open_engine("rehearsal")
    asyncio.run(engine.aclose())
    monkeypatch.setenv("BNN_REHEARSAL", "nonsense")
    with pytest.raises(NoEngine, match="nothing that can be rehearsed"):
        open_engine("rehearsal")


def test_a_folder_of_boards_is_no_place_to_import_from(project):
    """The service's process begins in the user's folder, where a stranger's `h11.py` may lie."""
    (project.folder / "h11.py").write_text("open('trapped', 'w')\n")
    (project.folder / "msgspec.py").write_text("open('trapped', 'w')\n")
    from pathlib import Path

    bnn_ = Path(sys.executable).with_name("bnn")
    if not bnn_.exists():
        pytest.skip("no `bnn` beside this Python")
    done = subprocess.run(
        [bnn_, "run", "board.bnn", "--engine", "rehearsal", "--yes"],
        cwd=project.folder, env=project.env, capture_output=True, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not (project.folder / "trapped").exists()


def test_who_gives_up_while_the_service_starts_leaves_no_process_behind(tmp_path):
    import asyncio
    from pathlib import Path

    from bananaboard.runtime.rehearsal.process import start_service
    from bananaboard.runtime.rehearsal.scenario import PERFECT

    def children():
        return {n for t in Path("/proc/self/task").iterdir() for n in (t / "children").read_text().split()}

    async def go():
        before = children()
        start = asyncio.create_task(start_service(PERFECT, tmp_path / "bill.jsonl"))
        while not children() - before:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)
        start.cancel()
        await asyncio.gather(start, return_exceptions=True)
        return children() - before

    assert asyncio.run(go()) == set()


def test_a_service_that_has_ended_before_it_is_given_up_is_said_to_be_unstarted(tmp_path, monkeypatch):
    import asyncio
    import contextlib

    from bananaboard.runtime.rehearsal import process
    from bananaboard.runtime.rehearsal.scenario import PERFECT

    async def ends(child, *_):
        child.stdin.close()
        with contextlib.suppress(ProcessLookupError):  # raised as soon as asyncio has seen it end
            while True:
                child.send_signal(0)
                await asyncio.sleep(0)
        raise process.Unstarted("it ended")

    monkeypatch.setattr(process, "_address", ends)
    with pytest.raises(process.Unstarted):
        asyncio.run(process.start_service(PERFECT, tmp_path / "bill.jsonl"))


def test_a_service_that_can_not_be_started_ends_the_picture_and_costs_nothing(project):
    (project.home).mkdir(parents=True)
    (project.home / "bill.jsonl").mkdir()
    run = project.run()
    assert run.code == 3, run
    assert {r["state"] for r in project.attempts()} == {"failed"}
    assert "could not be started" in run.out
    for words in [("--bill",), ()]:
        told = project.bnn("rehearsal", *words)
        assert told.returncode == 2
        assert told.stderr.endswith(".\n")
