"""Ctrl-C once and twice, a request to end, and a service that dies: what is in flight is waited for, or named."""

from __future__ import annotations

import random
import signal
import sys
import time
from pathlib import Path

import pytest
from bananaboard.runtime.rehearsal.bill import read_bill

from .audit import audit
from .studio import alive, ended, told, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
LONE = "\n".join(['storyboard "Lone" { model: lite }', *(f'shot s{n} "Shot number {n}"' for n in range(12))]) + "\n"


def flying(project, count=4, *more):
    """A run with `count` requests in flight."""
    process = project.begin("--yes", "--jobs", str(count), *more)
    told(process, '"asking"', count)
    return process


def until_all_are_there(service, count):
    """Returns when so many requests have reached the service."""
    until(lambda: service.working() >= count, f"{count} requests")


def states(project):
    return sorted(r["state"] for r in project.attempts())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_once_to_end_it_waits_for_what_is_paid_for_and_sends_nothing_more(begin, number):
    service, project = begin("plain=2kB", LONE, held=True)
    process = flying(project)
    until_all_are_there(service, 4)
    process.send_signal(number)
    if number == signal.SIGHUP:  # a shell that ends says it once more
        process.send_signal(number)
    told(process, '"stopping"')
    service.let_go()
    run = ended(process)
    assert run.code in ({130, 143} if number == signal.SIGTERM else {130}), run
    assert states(project) == ["kept"] * 4
    assert audit(project, service.bill()) == 0
    assert project.run().code == 0
    assert states(project) == ["kept"] * 12
    assert len(service.bill().items) == 12


def test_asked_twice_it_gives_up_and_names_what_is_unknown(begin):
    service, project = begin("plain=2kB", LONE, held=True)
    process = project.begin("--yes", "--jobs", "4", events=False)
    until_all_are_there(service, 4)
    process.send_signal(signal.SIGINT)
    said = process.stderr.readline()
    while "topping" not in said:
        line = process.stderr.readline()
        assert line, said
        said += line
    process.send_signal(signal.SIGINT)
    run = ended(process)
    assert run.code == 130
    words = said + run.err + run.out
    assert states(project) == ["lost"] * 4
    for row in project.attempts():
        assert row["address"] in words, words
    service.let_go()
    bill = service.bill()
    assert len(bill.items) == 4  # the service has made them all the same
    left = audit(project, bill)
    assert left == bill.nano <= sum(r["holds"] for r in project.attempts())
    again = project.run()
    assert again.code == 0, again
    assert states(project) == ["kept"] * 12 + ["lost"] * 4
    assert audit(project, service.bill()) == left


def test_killed_it_leaves_a_note_and_the_next_run_names_what_is_unknown(begin):
    service, project = begin("plain=2kB", LONE, held=True)
    process = flying(project)
    until_all_are_there(service, 4)
    process.kill()
    ended(process)
    service.let_go()
    service.bill()
    run = project.run()
    assert run.code == 0, run
    assert "4 requests got no answer and may have been billed" in run.err
    for row in project.attempts():
        assert row["state"] == "kept" or f"{row['address']}#{row['take']}" in run.err, run.err
    assert states(project) == ["kept"] * 12 + ["lost"] * 4
    audit(project, service.bill())


def test_a_service_that_dies_in_the_middle_ends_the_run_and_what_it_may_have_billed_is_unknown(begin, tmp_path):
    service, project = begin("plain=2kB", LONE.replace("lite", "lite; retries: 0"), held=True)
    process = flying(project)
    until_all_are_there(service, 4)
    service.kill()
    run = ended(process)
    assert run.code == 3, run
    assert states(project) == ["failed"] * 8 + ["lost"] * 4
    assert audit(project, service.bill()) == 0  # it died before it billed
    project.sound()


def test_a_run_of_its_own_service_leaves_no_process_behind(begin):
    _, project = begin("latency=1ms", LONE)
    del project.env["BNN_REHEARSAL_URL"]
    project.env["BNN_REHEARSAL"] = "latency=1s plain=2kB"
    process = flying(project)
    until(lambda: children(process.pid), "the service")
    before = children(process.pid)
    process.kill()
    ended(process)
    # It ends by itself, when it has billed what it was asked for.
    until(lambda: not any(alive(pid) for pid in before), "its end")
    run = project.run()
    assert run.code == 0, run
    bill = read_bill(project.home / "bill.jsonl")
    assert 12 <= len(bill.items) <= 16
    audit(project, bill)


def children(pid):
    return [int(n) for t in Path(f"/proc/{pid}/task").iterdir() for n in (t / "children").read_text().split()]


def test_stopped_at_random_instants_once_or_twice_both_sides_agree(begin, forge, request):
    """A signal may come while the board is read, while money is set aside, while an answer is filed, or too late."""
    times = request.config.getoption("--soak") or 12
    service, project = begin("latency=60ms spread=0.8 plain=2kB refuse=5% refused=yes error=4% cut=4%")
    forge, chance = forge(project), random.Random(times)
    for number in range(times):
        process = forge.begin("--jobs", "16", "--set", f"round={number // 2}")
        if chance.random() < 0.8:
            process.begun()
        time.sleep(0.02 + chance.random() * 0.8)
        for _ in range(chance.choice((1, 1, 2, 3))):
            process.send(chance.choice((signal.SIGINT, signal.SIGTERM)))
            time.sleep(chance.random() * 0.1)
        run = process.ended().without_a_fault_of_ours()
        assert run.code in (0, 3, 130, 143, -signal.SIGTERM, -signal.SIGINT), run
    last = project.run("--set", f"round={number // 2}")
    assert last.code in (0, 3), last
    audit(project, service.bill())
    project.sound()
