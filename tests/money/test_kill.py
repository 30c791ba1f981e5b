"""kill -9 of a real run at random instants: nothing that was paid for is lost, forgotten, or paid for again.

`pytest tests/money/test_kill.py --soak 500` kills so many runs.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter

import pytest

from .audit import audit
from .studio import PATIENCE

KILLS = 20  # for each way in which the service may fail
SCENARIOS = {
    "calm": "latency=15ms spread=0.8 plain=2kB",
    "rough": (
        "latency=15ms spread=0.8 plain=2kB refuse=4% refused=yes busy=5% wait=20ms error=6% cut=6% empty=2% garbage=2%"
        " more=3% same=3%"
    ),
    "blind": "latency=15ms spread=0.8 plain=2kB refuse=5% refused=unknown cut-before=6% bare=5% text=4% over=3%",
}
SECONDS = 0.6  # about what a whole run takes
TAKES = {"lone.crowd": 3, "lone.strip": 1}  # else 2
FILED = re.compile(r"^  (\d+) pictures? whose answers? had arrived (?:was|were) filed", re.M)
UNKNOWN = re.compile(r"^  (\d+) requests? got no answer and may have been billed, at most (\S+), counted", re.M)


def kill_somewhere(project, chance, *more):
    """One run that is killed, early or late, or just before it would have ended; whether it was killed at all."""
    process = project.begin("--yes", *more)
    if chance.random() < 0.95:
        process.stdout.readline()  # it has begun
    time.sleep(chance.random() * SECONDS)
    process.kill()
    _, err = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in err, err
    return err


@pytest.mark.parametrize("name", SCENARIOS)
def test_whenever_a_run_is_killed_the_ledger_knows_what_was_billed(name, begin, request):
    kills = (request.config.getoption("--soak") or KILLS * len(SCENARIOS)) // len(SCENARIOS)
    service, project = begin(SCENARIOS[name] + f" seed={kills}")
    chance = random.Random(f"{name} {kills}")
    number = 0
    for kill in range(kills):
        kill_somewhere(project, chance, "--set", f"round={number}")
        bill, rows = service.bill(), project.attempts()
        # What is open counts at its most, so the upper bound holds at each instant.
        assert bill.nano <= sum(r["holds"] for r in rows) or "over" in SCENARIOS[name]
        project.sound()
        if kill % 5 == 4:
            number = complete(project, service, number)
    complete(project, service, number)
    states = Counter(r["state"] for r in project.attempts())
    print(name, kills, dict(states))
    assert states["lost"] > kills // 4  # it was killed where it hurts


def complete(project, service, number):
    """Runs until nothing is left to make; then both sides agree, and a further run asks for nothing."""
    open_ = [r for r in project.attempts() if r["state"] == "sending"]
    first = project.run("--set", f"round={number}")
    told_right(first.err, open_, project.attempts())
    runs = [first]
    while runs[-1].code != 0 and len(runs) < 12:
        runs.append(project.run("--set", f"round={number}"))
        if not any(e["event"] == "asking" for e in runs[-1].events):
            break  # what is left was refused, or waits for that
    bill = service.bill()
    audit(project, bill)
    project.sound()
    again = project.run("--set", f"round={number}")
    assert len(service.bill().items) == len(bill.items), again
    whole(project)
    return number + 1


def told_right(err, open_, rows):
    """The message of recovery names as many as there were, filed or unknown."""
    now = {r["attempt"]: r for r in rows}
    ended = [now[r["attempt"]] for r in open_]
    filed = [r for r in ended if r["state"] == "kept"]
    lost = [r for r in ended if r["state"] == "lost"]
    assert int((FILED.search(err) or [0, 0])[1]) == sum(len(r["made"]) for r in filed) or not filed, err
    found = UNKNOWN.search(err)
    assert int(found[1] if found else 0) == len(lost), err
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
