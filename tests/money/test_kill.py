"""kill -9 of a real run at random instants: nothing that was paid for is lost, forgotten, or paid for again.

`pytest tests/money/test_kill.py --soak 500` kills so many runs.
"""

from __future__ import annotations

import os
import random
import re
import time

import pytest

from .audit import audit
from .studio import PATIENCE

KILLS = 20  # for each way in which the service may fail
SCENARIOS = {
    "calm": "latency=40ms spread=0.8 plain=2kB",
    "rough": (
        "latency=40ms spread=0.8 plain=2kB refuse=4% refused=yes busy=4% wait=20ms error=3% cut=6% empty=2% garbage=2%"
        " more=3% same=3%"
    ),
    "blind": "latency=40ms spread=0.8 plain=2kB refuse=5% refused=unknown cut-before=6% bare=5% text=4% over=3%",
}
SECONDS = 0.6  # about what a whole run takes
TAKES = {"lone.crowd": 3, "lone.strip": 1}  # else 2
FILED = re.compile(r"^  ([\d,]+) pictures? whose answers? had arrived (?:was|were) filed", re.M)
UNKNOWN = re.compile(r"^  (\d+) requests? got no answer and may have been billed, at most (\S+), counted", re.M)


def kill_somewhere(project, forge, chance, words):
    """One run that is killed: before it has begun, late, or anywhere between."""
    more = ("--jobs", "16", "--set", words)
    early = chance.random() < 0.05
    if chance.random() < 0.1:  # a whole `bnn` from its start
        process = project.begin("--yes", *more)
        if not early:
            process.stdout.readline()
        time.sleep(chance.random() * SECONDS)
        process.kill()
        _, err = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in err, err
        return
    # Now and then two at once, on one board: the one is killed while the other waits for what it makes.
    processes = [forge.begin(*more) for _ in range(2 if chance.random() < 0.2 else 1)]
    for process in processes:
        if not early:
            process.begun()
    for process in processes:
        time.sleep(chance.random() * SECONDS)
        process.kill()
        process.ended().without_a_fault_of_ours()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.parametrize("name", SCENARIOS)
def test_whenever_a_run_is_killed_the_ledger_knows_what_was_billed(name, begin, forge, request):
    kills = (request.config.getoption("--soak") or KILLS * len(SCENARIOS)) // len(SCENARIOS)
    service, project = begin(SCENARIOS[name] + f" seed={kills}")
    forge = forge(project)
    chance = random.Random(f"{name} {kills}")
    words = open_ = 0
    for kill in range(20 * kills):
        if kill >= kills and open_ > kills:
            break  # often enough it was killed where it hurts
        kill_somewhere(project, forge, chance, f"round={words}")
        bill, rows = service.bill(), project.attempts()
        # What is open counts at its most, so the upper bound holds at each instant.
        assert bill.nano <= sum(r["holds"] for r in rows) or "over" in SCENARIOS[name]
        open_ += sum(r["state"] == "sending" for r in rows)
        project.sound()
        if kill % 7 == 6:
            settled(forge, service, f"round={words}")
        words += chance.random() < 0.6  # else the same board again, some of it made
    complete(forge, service, f"round={words}")
    assert open_ > kills


def settled(forge, service, words):
    """One run that is let be: what the killed ones left is settled, and both sides agree."""
    project = forge.project
    open_ = [r for r in project.attempts() if r["state"] == "sending"]
    run = forge.begin("--set", words).ended().without_a_fault_of_ours()
    told_right(run.err, open_, project.attempts())
    audit(project, service.bill())
    project.sound()
    whole(project)
    return run


def complete(forge, service, words):
    """Runs until nothing is left to make; a further run then asks for nothing."""
    runs = [settled(forge, service, words)]
    while runs[-1].code != 0 and any(e["event"] == "asking" for e in runs[-1].events):
        runs.append(settled(forge, service, words))
        assert len(runs) < 12
    asked = len(service.bill().items)
    again = forge.project.run("--set", words)
    assert len(service.bill().items) == asked, again


def told_right(err, open_, rows):
    """The message of recovery names as many as there were: pictures that were filed, requests that are unknown."""
    now = {r["attempt"]: r for r in rows}
    ended = [now[r["attempt"]] for r in open_]
    filed = sum(len(r["made"]) for r in ended if r["state"] == "kept")  # the answer of a strip holds two
    lost = sum(r["state"] == "lost" for r in ended)
    for pattern, expected in ((FILED, filed), (UNKNOWN, lost)):
        found = pattern.search(err)
        assert int(found[1].replace(",", "") if found else 0) == expected, err
    assert bool(open_) == ("ended without finishing" in err), err


def whole(project):
    """No picture has more takes than were wanted: what was kept was not asked for again."""
    kept = {}
    for row in project.attempts():
        if row["state"] == "kept":
            kept.setdefault((row["address"], row["said"], row["seen"]), []).append(row["take"])
    for (address, *_), takes in kept.items():
        wanted = next((n for name, n in TAKES.items() if name in address), 2)
        assert len(takes) <= wanted, address
        assert len(set(takes)) == len(takes)
